"""`live` as a program on a virtual sound card: what it keeps, what it does not, and what no fault costs."""

import ctypes
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass

import keyring
import numpy as np
import pytest
import soundfile

from monitor import keeping
from monitor.app import DEMO
from monitor.config import load
from monitor.conversation.timeline import SAMPLE_RATE, Segment
from monitor.store.keep import Keep
from tests.audio.recordings import write
from tests.file_keyring import FileKeyring, environment

pytestmark = [pytest.mark.device, pytest.mark.slow, pytest.mark.timeout(180)]
PLAYED_S = 12
TAIL_S = 3.0
CONSENT = ("--consent", "the two voices of the demo, by being synthetic")
END_S = 40


@pytest.fixture(scope="module")
def talk():
    """The beginning of the demo, shape (n, 2)."""
    return soundfile.read(DEMO, frames=PLAYED_S * SAMPLE_RATE, dtype="int16")[0]


@pytest.fixture
def recording(talk, tmp_path):
    return write(tmp_path / "talk.wav", talk, SAMPLE_RATE)


@pytest.fixture
def home(sound_card, own_user_folders, monkeypatch):
    """A user with a keyring, and a folder for temporary files that is theirs alone."""
    ring, temporary = own_user_folders / "ring.json", own_user_folders / "temporary"
    temporary.mkdir()
    for name, value in environment(ring).items():
        monkeypatch.setenv(name, value)
        sound_card.env[name] = value
    sound_card.env |= {"TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"}
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())
    yield own_user_folders
    keyring.set_keyring(before)


@pytest.fixture
def library(home):
    return keeping.library(load(), None)


@dataclass
class Live:
    """The program while it listens, and what it has said."""

    process: subprocess.Popen[str]
    said: str = ""

    def until_it_listens(self):
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if "Nobody is speaking" in line:
                return

    def end(self):
        """All that it said, once it was asked to end and has."""
        self.process.send_signal(signal.SIGINT)
        said, complaints = self.process.communicate(timeout=END_S)
        assert self.process.returncode == 0, complaints
        return self.said + said


@contextmanager
def live(card, *options, limit=None):
    """The program once it listens."""
    command = [sys.executable, "-m", "monitor", "live", "--device", "session_pair", "--no-window"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        [*command, *options],
        env=card.env,
        stdin=subprocess.DEVNULL,
        stdout=pipe,
        stderr=pipe,
        text=True,
        preexec_fn=limit,  # noqa: PLW1509  it starts no thread
    )
    with process:
        try:
            program = Live(process)
            program.until_it_listens()
            yield program
        finally:
            process.kill()


def play(card, recording):
    assert card.play(recording).wait(60) == 0


def needles(talk):
    """Stretches of the sound as they would lie in a file, of both channels together and of each."""
    loud = np.flatnonzero(np.abs(talk).min(axis=1) > 20)
    starts = loud[:: max(1, len(loud) // 20)]
    parts = [talk[start : start + 24] for start in starts if start + 24 <= len(talk)]
    assert len(parts) >= 10
    return [each.tobytes() for part in parts for each in (part, part[:, 0], part[:, 1])]


def files_of(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_kept_is_what_was_played(sound_card, recording, talk, library):
    with live(sound_card, "--keep", "audio", *CONSENT, "--pseudonym", "Ada", "--tag", "first") as program:
        play(sound_card, recording)
        time.sleep(TAIL_S)
        said = program.end()
    (card,) = library.cards()
    assert f"sessions show {card.id}" in said
    assert (card.client, card.tags, card.keep) == ("Ada", ("first",), Keep.AUDIO)
    assert library.verify(card.id) == []
    with library.open(card.id) as file:
        sound = file.sound(Segment(0, file.heard))
        assert file.keeps[0].consent is not None
        assert file.keeps[0].consent.by == CONSENT[1]
        assert file.document() is not None
    assert needles(talk)[0] in sound.tobytes()


def test_kill_9_leaves_a_session_that_the_next_start_closes_and_offers(sound_card, recording, talk, library):
    with live(sound_card, "--keep", "audio", *CONSENT) as program:
        player = sound_card.play(recording)
        time.sleep(6.0)
        program.process.kill()
        player.kill()
        player.wait()
    (card,) = library.cards()
    assert card.state == "unfinished"
    assert card.duration_s > 4.0
    with live(sound_card, "--keep", "nothing") as program:
        said = program.end()
    assert f"sessions show {card.id[:4]}" in said
    assert library.card(card.id).state == "recovered"
    assert library.verify(card.id) == []
    with library.open(card.id) as file:
        heard = file.sound(Segment(0, file.heard))
    assert any(needle in heard.tobytes() for needle in needles(talk)[::3])


@pytest.mark.parametrize("after_s", [2.3, 4.1])
def test_kill_9_costs_no_more_than_a_second(home, sound_card, library, after_s):
    """Against what the session had heard by then, which the program says itself."""
    command = [sys.executable, "-m", "tests.e2e.paced_session"]
    with subprocess.Popen(command, env=sound_card.env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(after_s)
        process.kill()
        heard = [int(line.split()[1]) for line in [first, *process.stdout] if line.endswith("0\n")]
    (card,) = library.unfinished()
    library.recover(card.id)
    assert library.verify(card.id) == []
    with library.open(card.id) as file:
        kept, sound = file.heard, file.sound(Segment(0, file.heard))
    assert heard[-1] - kept <= SAMPLE_RATE
    assert np.array_equal(sound, soundfile.read(DEMO, frames=kept, dtype="int16")[0])


def full_disk():
    """For the program: files may grow to 100 kB and no further."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))


def test_a_full_disk_costs_nothing_but_what_it_does_not_take(sound_card, recording, library):
    with live(sound_card, "--keep", "audio", *CONSENT, limit=full_disk) as program:
        play(sound_card, recording)
        said = program.end()
    assert "Not being saved: the disk" in said
    assert "The end of this session could not be kept" in said
    assert "Talk time" in said
    (card,) = library.cards()
    library.recover(card.id)
    assert library.verify(card.id) == []


def test_a_folder_that_goes_away_costs_nothing_else(sound_card, recording, library, tmp_path):
    with live(sound_card, "--keep", "numbers") as program:
        play(sound_card, recording)
        shutil.move(library.folder, tmp_path / "elsewhere")
        time.sleep(TAIL_S)
        said = program.end()
    assert "Not being saved: " in said
    assert "Talk time" in said


def bound_by_permissions():
    """For the program: permissions hold for an administrator too; whoever is none is bound already."""
    drop_from_bounds, override_permissions = 24, 1
    ctypes.CDLL(None).prctl(drop_from_bounds, override_permissions, 0, 0, 0)


def test_a_permission_that_is_lost_costs_nothing_else(sound_card, recording, library):
    with live(sound_card, "--keep", "numbers", limit=bound_by_permissions) as program:
        play(sound_card, recording)
        library.folder.chmod(0o500)
        try:
            time.sleep(TAIL_S)
            said = program.end()
        finally:
            library.folder.chmod(0o700)
    assert "Not being saved: " in said
    assert "Talk time" in said
    (card,) = library.unfinished()
    library.recover(card.id)
    assert library.verify(card.id) == []


def test_a_locked_keyring_is_said_once_and_the_session_goes_on(sound_card, home, library):
    (home / "ring.locked").touch()
    with live(sound_card, "--keep", "numbers") as program:
        said = program.end()
    assert "This session was not kept. The keyring of this computer is locked" in said
    assert not list(library.folder.glob("*"))


def test_without_any_key_the_session_goes_on_and_nothing_is_written(sound_card, own_user_folders):
    sound_card.env["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    with live(sound_card) as program:
        said = program.end()
    assert "This session was not kept." in said
    assert {path.name for path in files_of(own_user_folders)} <= {"devices.json", "cookie"}


@pytest.mark.parametrize("level", ["transcript", "audio"])
def test_words_and_sound_are_refused_where_nobody_has_agreed(sound_card, level):
    options = ["--device", "session_pair", "--no-window", "--keep", level]
    with sound_card.program("monitor", "live", *options) as process:
        _, complaints = process.communicate(input="", timeout=END_S)
    assert process.returncode == 2
    assert complaints.count("\n") == 1
    assert "--consent" in complaints

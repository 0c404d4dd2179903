"""After a session of which the numbers are kept: no words and no sound, in anything that was ever written.

strace shows every byte that the program and its children handed to a file, whether it is there still
or not; and what the session file holds is looked at with its key as well.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import keyring
import numpy as np
import pytest
import soundfile

from monitor import keeping
from monitor.app import DEMO
from monitor.config import load
from monitor.conversation.timeline import SAMPLE_RATE
from monitor.kept import analysis_of
from monitor.transcribing import DEMO_MODEL, demo_model
from tests import file_keyring, tracing
from tests.audio.recordings import write
from tests.e2e import numbers_only
from tests.store.killed import library as library_of
from tests.store.reading import decrypted
from tests.store.staging import WORDS, blocks

pytestmark = [
    pytest.mark.trace,
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's"),
]
PROBE_SAMPLES = 16
PLAYED_S = 20
MODELS = "models"
"""A model knows its vocabulary, whatever is said."""
UNINTERESTING = ("/dev/", "/proc/", "/memfd:", "/sys/")


def probes(sound):
    """Stretches of both channels, together and each by itself, as they could lie in a file."""
    found = []
    for start in range(0, len(sound) - PROBE_SAMPLES, 1_000):
        part = sound[start : start + PROBE_SAMPLES]
        if np.abs(part).max() > 500:
            found += [part.tobytes(), *(part[:, column].tobytes() for column in range(2))]
            found += [
                (part[:, column] / np.float32(32_768)).astype(np.float32).tobytes() for column in range(2)
            ]
    return found


def said(words):
    return [
        text.encode(code)
        for word in words
        for text in (word, word.title())
        for code in ("utf-8", "utf-16-le")
    ]


def leaks(content, words, sound):
    """What of the words and the sound is in it."""
    found = [word for word in said(words) if word in content]
    found += ["sound"] * any(probe in content for probe in probes(sound))
    return found + ["FLAC"] * (b"fLaC" in content)


def require_silence(written, folders, words, sound):
    """No file that was written, and none that lies there, says anything."""
    lying = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    left = {str(path): path.read_bytes() for path in lying if MODELS not in path.parts}
    for path, content in [*written.items(), *left.items()]:
        if not path.startswith(UNINTERESTING):
            assert leaks(bytes(content), words, sound) == [], path


def beyond(written, folders):
    """The files that were written outside these folders."""
    return [
        path
        for path in written
        if not path.startswith((*UNINTERESTING, *(f"{folder}/" for folder in folders)))
    ]


@pytest.fixture
def places(tmp_path):
    """Folders for all that a program may write, each its own."""
    for name in ("kept", "temporary"):
        (tmp_path / name).mkdir()
    return tmp_path


def test_a_leak_would_be_seen(places):
    """Words and sound in a file that is gone at once."""
    sound = np.concatenate([block for _at, block in blocks(0)])
    sound.tofile(places / "sound")
    code = (
        "import os, sys\n"
        "file = open(sys.argv[1] + '/x', 'wb')\n"
        "file.write(open(sys.argv[1] + '/sound', 'rb').read())\n"
        "file.write('divorce'.encode('utf-16-le'))\n"
        "file.close(); os.remove(file.name)"
    )
    log = places / "log"
    trace = tracing.run(tracing.WRITES, log, [sys.executable, "-c", code, str(places)], os.environ)
    assert leaks(bytes(trace.written[f"{places}/x"]), ["divorce"], sound) == [
        "divorce".encode("utf-16-le"),
        "sound",
    ]


def test_the_writer_lets_nothing_through(places):
    kept, temporary = places / "kept", places / "temporary"
    env = os.environ | {"TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", numbers_only.__name__, str(kept)]
    trace = tracing.run(tracing.WRITES, places / "log", command, env)
    sound = np.concatenate([block for second in range(numbers_only.SECONDS) for _at, block in blocks(second)])
    assert any(path.endswith(".session") for path in trace.written)
    require_silence(trace.written, [kept, temporary], WORDS, sound)
    assert beyond(trace.written, [kept]) == []
    library = library_of(kept)
    (card,) = library.cards()
    (key,) = library.vault.keys(card.id)
    assert leaks(decrypted(kept / f"{card.id}.session", key), WORDS, sound) == []


@pytest.fixture
def heard():
    """The beginning of the demo session, and the words in it that are no everyday ones."""
    sound, _rate = soundfile.read(DEMO, frames=PLAYED_S * SAMPLE_RATE, dtype="int16")
    truth = json.loads(DEMO.with_suffix(".json").read_text("utf-8"))["words"]
    spoken = {word for said in truth.values() for word, _start, end in said if end < PLAYED_S}
    return sound, sorted(word for word in spoken if len(word) > 5)


@pytest.mark.device
def test_nor_does_a_live_session(places, sound_card, heard, monkeypatch):
    sound, words = heard
    keyring_file, temporary = places / "keyring.json", places / "temporary"
    user = {
        f"XDG_{name}_HOME": str(places / "kept" / name.lower())
        for name in ("DATA", "CONFIG", "CACHE", "STATE")
    }
    quiet = {"TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"}
    sound_card.env |= user | quiet | file_keyring.environment(keyring_file)
    for command in (("import", str(demo_model().folder)), ("use", DEMO_MODEL)):
        run = [sys.executable, "-m", "monitor", "models", *command]
        subprocess.run(run, cwd=tracing.ROOT, env=sound_card.env, check=True, stdout=subprocess.DEVNULL)
    live_session(sound_card, write(places / "played.wav", sound, SAMPLE_RATE), places / "log")

    trace = tracing.read(places / "log")
    kept = places / "kept"
    assert trace.sockets == [], "a session on a sound server asks for none but local sockets"
    assert any(path.endswith(".session") for path in trace.written)
    require_silence(trace.written, [kept, temporary], words, sound)
    runtime = Path(sound_card.env["XDG_RUNTIME_DIR"])
    assert beyond(trace.written, [kept, temporary, runtime, Path.home() / ".config" / "pulse"]) == [
        str(keyring_file)
    ]

    for name, value in (user | file_keyring.environment(keyring_file)).items():
        monkeypatch.setenv(name, value)
    before = keyring.get_keyring()
    keyring.set_keyring(file_keyring.FileKeyring())
    try:
        library = keeping.library(load(), None)
        (card,) = library.cards()
        (key,) = library.vault.keys(card.id)
    finally:
        keyring.set_keyring(before)
    assert card.duration_s > PLAYED_S / 2
    assert leaks(decrypted(library.folder / f"{card.id}.session", key), words, sound) == []
    with library.open(card.id) as file:
        made = analysis_of(file).transcription
    assert made is not None
    assert sum(made.word_count.values()) > 10, "no words were made, so that none could leak"


def live_session(sound_card, recording, log):
    """Listens while the recording is played, from the first sign of the view to Ctrl-C."""
    options = ["--no-window", "--no-dialog", "--keep", "numbers", "--device", "session_pair"]
    calls = (*tracing.WRITES, "socket", "connect", "bind")
    command = [*tracing.traced(calls, log), sys.executable, "-m", "monitor", "live", *options]
    with subprocess.Popen(
        command, cwd=tracing.ROOT, env=sound_card.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            shown = process.stdout.readline()
            while shown and "Nobody is speaking" not in shown:
                shown = process.stdout.readline()
            assert sound_card.play(recording).wait(PLAYED_S + 60) == 0
            time.sleep(1.5)
            os.killpg(process.pid, signal.SIGINT)  # strace itself is deaf to it
            said, _ = process.communicate(timeout=120)
        finally:
            process.kill()
    assert process.returncode == 0, said

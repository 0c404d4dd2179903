"""`doctor`: what is looked at, what it says of each thing, and what is to be done."""

import shutil
import sys
import tempfile
from collections import namedtuple

import pytest

from monitor import doctor, keeping, offline, places
from monitor.audio.devices import InputDevice
from monitor.config import load
from monitor.errors import NoKeyringError, SetupError
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.store.masters import PassphrasePlace
from monitor.store.vault import Vault
from monitor.transcribing import DEMO_MODEL, demo_model
from tests.cli.sessions.staging import stage

HEADSET = InputDevice(0, "Headset", "ALSA", 2, 16_000, True)
PASSPHRASE = "four random words here"
Usage = namedtuple("Usage", "free")


@pytest.fixture
def healthy(monkeypatch):
    """A computer where nothing needs doing."""
    monkeypatch.setattr(doctor, "input_devices", lambda: [HEADSET])
    monkeypatch.setattr(doctor, "window_platform", lambda _environ: None)
    monkeypatch.setattr(offline, "in_force", lambda: (True, True))


def lines(ended, kind):
    return [line.removeprefix(kind).strip() for line in ended.out.splitlines() if line.startswith(kind)]


@pytest.mark.usefixtures("healthy")
class TestHealthy:
    def test_says_each_thing(self, run):
        ended = run("doctor")
        assert (ended.code, ended.err) == (0, "")
        assert lines(ended, "TO DO") == []
        said = " ".join(ended.out.split())
        for part in (
            "settings are those of the program",
            "packages of the program load",
            "one microphone: Headset",
            "no screen here",
            "Python and the kernel refuse it",
            "sessions have no words",
            "are free",
            "keyring of this computer answers, and can hold",
            "No session has been kept yet",
            "Nothing needs doing.",
        ):
            assert part in said

    def test_sessions_and_their_key(self, run, library):
        stage(library, Keep.NUMBERS)
        ended = run("doctor")
        assert ended.code == 0
        assert "holds the key of your sessions" in ended.out
        assert "One session is kept." in ended.out

    def test_the_model_is_read(self, run):
        run("models", "import", demo_model().folder)
        run("models", "use", DEMO_MODEL)
        assert f"Words are made by {DEMO_MODEL}, and every file" in run("doctor").out

    def test_what_is_due_is_pointed_to(self, run, library):
        stage(library, Keep.AUDIO)
        assert any("sessions due" in line for line in lines(run("doctor"), "note"))

    def test_a_passphrase_is_asked_for_where_it_can_be(self, run, type_in):
        folder = keeping.folder(load())
        stage(
            Library(folder, Vault(folder, PassphrasePlace(keeping.master_file(), PASSPHRASE))), Keep.NUMBERS
        )
        ended = run("doctor")
        assert ended.code == 0
        assert any("asked for in a terminal only" in line for line in lines(ended, "note"))
        type_in(PASSPHRASE)
        ended = run("doctor")
        assert "The passphrase opens your sessions." in lines(ended, "fine")
        assert "One session is kept." in lines(ended, "fine")


@pytest.mark.usefixtures("healthy")
class TestToDo:
    def only(self, ended):
        """The one thing that needs doing."""
        (said,) = lines(ended, "TO DO")
        assert ended.code == 1
        assert "One thing needs doing." in ended.out
        assert said.endswith(".")
        return said

    def test_settings_that_cannot_be_used(self, run):
        path = places.user_config_file()
        path.parent.mkdir(parents=True)
        path.write_text("[retention]\naudio_days = -1\n")
        assert "audio_days is -1.0" in self.only(run("doctor"))

    def test_a_package_that_is_broken(self, run, monkeypatch):
        monkeypatch.setitem(sys.modules, "webrtcvad", None)
        assert "do not load: webrtcvad" in self.only(run("doctor"))

    def test_another_python(self, run, monkeypatch):
        monkeypatch.setattr(doctor, "PYTHONS", ((3, 1), (3, 2)))
        assert "3.1 to 3.2" in self.only(run("doctor"))

    def test_no_microphone(self, run, monkeypatch):
        monkeypatch.setattr(doctor, "input_devices", list)
        assert "No microphone was found" in self.only(run("doctor"))

    def test_no_sound_system(self, run, monkeypatch):
        def missing():
            raise SetupError("PortAudio is missing: install it.")

        monkeypatch.setattr(doctor, "input_devices", missing)
        assert self.only(run("doctor")) == "PortAudio is missing: install it."

    def test_a_screen_without_its_libraries(self, run, monkeypatch):
        def missing(screen):
            raise SetupError(f"A library for {screen} is missing: install it.")

        monkeypatch.setattr(doctor, "window_platform", lambda _environ: "xcb")
        monkeypatch.setattr(doctor, "require_window_libraries", missing)
        assert "library for xcb" in self.only(run("doctor"))

    def test_a_model_that_is_gone(self, run, tmp_path):
        (tmp_path / "own.toml").write_text('[transcription]\nmodel = "base"\n')
        assert "models pull base" in self.only(run("doctor", "--config", tmp_path / "own.toml"))

    def test_a_model_that_was_changed(self, run):
        run("models", "import", demo_model().folder)
        run("models", "use", DEMO_MODEL)
        (weights,) = places.user_data_dir().rglob("model.bin")
        weights.chmod(0o600)
        content = bytearray(weights.read_bytes())
        content[1000] ^= 1
        weights.write_bytes(content)
        assert "model.bin" in self.only(run("doctor"))

    def test_a_folder_that_cannot_be_written(self, run, monkeypatch):
        def refused(**_):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(tempfile, "TemporaryFile", refused)
        assert "permission denied" in self.only(run("doctor"))

    def test_no_room(self, run, monkeypatch):
        monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(5_000_000))
        assert "Only 5.0 MB are free" in self.only(run("doctor"))

    def test_a_locked_keyring(self, run, own_keyring):
        own_keyring.locked = True
        assert "keyring of this computer is locked" in self.only(run("doctor"))

    def test_a_session_that_was_interrupted(self, run, library):
        session = stage(library, Keep.NUMBERS, closed=False).id
        assert "sessions list` closes it" in self.only(run("doctor"))
        assert library.card(session).state == "unfinished"
        run("sessions", "list")
        assert run("doctor").code == 0

    def test_a_session_that_is_damaged(self, run, library):
        session = stage(library, Keep.NUMBERS).id
        (library.folder / f"{session}.session").write_bytes(b"")
        assert f"sessions delete {session[:8]}" in self.only(run("doctor"))

    def test_no_guard(self, run, monkeypatch):
        monkeypatch.setattr(offline, "in_force", lambda: (False, False))
        assert "start it as" in self.only(run("doctor"))


@pytest.mark.usefixtures("healthy")
def test_a_keyring_that_is_gone_while_there_are_keys(run, library, monkeypatch):
    stage(library, Keep.NUMBERS)

    def none():
        raise NoKeyringError("none")

    monkeypatch.setattr(doctor, "KeyringPlace", none)
    ended = run("doctor")
    assert ended.code == 1
    assert "does not answer" in lines(ended, "TO DO")[0]


@pytest.mark.usefixtures("healthy")
def test_no_keyring_is_no_fault(run, monkeypatch):
    def none():
        raise NoKeyringError("none")

    monkeypatch.setattr(doctor, "KeyringPlace", none)
    monkeypatch.setattr(keeping, "KeyringPlace", none)
    ended = run("doctor")
    assert ended.code == 0
    assert any("choose a passphrase" in line for line in lines(ended, "note"))


@pytest.mark.usefixtures("healthy")
def test_where_the_kernel_does_not_help_it_is_said(run, monkeypatch):
    monkeypatch.setattr(offline, "in_force", lambda: (True, False))
    ended = run("doctor")
    assert ended.code == 0
    assert any("--offline-proof" in line for line in lines(ended, "note"))


@pytest.mark.usefixtures("healthy")
def test_nothing_is_made(run, own_user_folders):
    run("doctor")
    assert [path for path in own_user_folders.rglob("*") if path.is_file()] == []

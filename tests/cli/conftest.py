"""The program as a user runs it, but within this process: arguments in, exit code and words out."""

from dataclasses import dataclass

import pytest

from monitor import cli
from tests.audio.recordings import write
from tests.engine.sound import session_sound

RATE = 16_000


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """What a failure said: one sentence, and nothing that only a programmer reads."""
        (line,) = self.err.splitlines()
        assert line.startswith("session-monitor: ")
        assert line.endswith(".")
        assert "Traceback" not in self.err + self.out
        return line.removeprefix("session-monitor: ")


@pytest.fixture
def run(monkeypatch, capfd):
    """Runs a command."""

    def command(*arguments):
        monkeypatch.setattr("sys.argv", ["session-monitor", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfd.readouterr()
        return Ended(int(ended.value.code or 0), out, err)

    return command


@pytest.fixture
def plain(tmp_path_factory):
    """Settings for sound made of buzzes, which only the plain detector takes for voices."""
    path = tmp_path_factory.mktemp("settings") / "plain.toml"
    path.write_text('[voice]\ndetector = "webrtc"\n')
    return ("--config", path)


@pytest.fixture
def session(tmp_path):
    """A recording with two channels, 36.5 s long."""
    return write(tmp_path / "session.wav", session_sound(), RATE)


@pytest.fixture
def two_files(tmp_path):
    """The same session as two recordings with one channel each."""
    therapist, client = session_sound().T
    return write(tmp_path / "therapist.wav", therapist, RATE), write(tmp_path / "client.wav", client, RATE)


@pytest.fixture
def several(tmp_path):
    """Three recordings of different sessions, in folders of their own, two of the same name."""
    lengths_s = {"monday/anna.wav": 12, "monday/ben.wav": 15, "friday/anna.wav": 20}
    for day in ("monday", "friday"):
        (tmp_path / day).mkdir()
    return [
        write(tmp_path / name, session_sound()[: length_s * RATE], RATE)
        for name, length_s in lengths_s.items()
    ]

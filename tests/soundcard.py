"""A sound card that is only software: PulseAudio of the test's own, with sinks that play into nothing.

What is played into a sink can be recorded from its monitor, bit for bit, since sink, file and
capture all run at 16 kHz in 16 bits.  PortAudio sees the monitors through ALSA's pulse plugin:

    session_pair     two channels: what is played into the sink `session`
    session_again    the same source a second time
    therapist_mic    one channel: the sink `therapist`
    client_audio     one channel: the sink `client`
    unplugged        is listed, but its source is not there

PortAudio looks for the sound server when it is loaded, so the code under test runs in a
process of its own, with `SoundCard.env`.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

FORMAT = "rate=16000 format=s16le norewinds=1"
# Without norewinds a null sink renders two seconds at a time, which no sound card does.
CHANNELS = {
    "session": "channels=2 channel_map=front-left,front-right",
    "therapist": "channels=1 channel_map=mono",
    "client": "channels=1 channel_map=mono",
}
SINKS = {sink: f"module-null-sink sink_name={sink} {FORMAT} {how}" for sink, how in CHANNELS.items()}
SERVER = f"""
load-module module-native-protocol-unix auth-anonymous=1 socket={{folder}}/native
load-module {SINKS["session"]}
load-module {SINKS["therapist"]}
load-module {SINKS["client"]}
set-default-sink session
set-default-source session.monitor
"""

DEVICES = {
    "session_pair": "session.monitor",
    "session_again": "session.monitor",
    "therapist_mic": "therapist.monitor",
    "client_audio": "client.monitor",
    "unplugged": "nowhere.monitor",
}
START_S = 10.0
ROOT = Path(__file__).resolve().parent.parent


@dataclass
class SoundCard:
    """The running card; `env` is for whoever is to hear it."""

    folder: Path
    env: dict[str, str]
    server: subprocess.Popen[bytes]

    def play(self, recording: Path, sink: str = "session") -> subprocess.Popen[bytes]:
        """Begin to play a recording at 16 kHz, in real time."""
        return subprocess.Popen(["paplay", f"--device={sink}", str(recording)], env=self.env)

    def program(self, module: str, *arguments: str) -> subprocess.Popen[str]:
        """Start one of our modules as a program that hears the card."""
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            env=self.env,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def suspend(self, sink: str, yes: bool) -> None:
        """Let a sink and its monitor fall asleep, as the system does to save power, or wake them."""
        self.control("suspend-sink", sink, str(int(yes)))

    def unplug(self, sink: str) -> None:
        """As when the cable of a device is pulled: its source is gone."""
        modules = self.control("list", "short", "modules").splitlines()
        (number,) = (line.split()[0] for line in modules if f"sink_name={sink} " in line)
        self.control("unload-module", number)

    def plug(self, sink: str) -> None:
        """As when it is plugged in again."""
        self.control("load-module", *SINKS[sink].split())

    def control(self, *command: str) -> str:
        """What `pactl` says to a command."""
        done = subprocess.run(
            ["pactl", *command], env=self.env, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def kill(self) -> None:
        """As when the sound server crashes."""
        self.server.kill()
        self.server.wait()

    def start(self) -> None:
        """As when the system starts it again."""
        (self.folder / "native").unlink(missing_ok=True)  # whose socket a killed server leaves behind
        self.server = _server(self.folder, self.env)
        _wait_until_up(self.server, self.env)

    def freeze(self) -> None:
        """As when the sound server hangs."""
        self.server.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.server.send_signal(signal.SIGCONT)


@pytest.fixture
def sound_card() -> Iterator[SoundCard]:
    """A card for one test."""
    with running_card() as card:
        yield card


@contextmanager
def running_card() -> Iterator[SoundCard]:
    """A card that is up, and gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="card"))  # a socket's path must be short
    env = _write_settings(folder)
    card = SoundCard(folder, env, _server(folder, env))
    try:
        _wait_until_up(card.server, env)
        yield card
    finally:
        card.server.send_signal(signal.SIGCONT)
        card.server.kill()
        card.server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _server(folder: Path, env: dict[str, str]) -> subprocess.Popen[bytes]:
    options = ["-n", "-F", str(folder / "server.pa"), "--daemonize=no", "--exit-idle-time=-1"]
    return subprocess.Popen(
        ["pulseaudio", *options, "--use-pid-file=no", "--disable-shm=yes", f"--log-target=file:{folder}/log"],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _write_settings(folder: Path) -> dict[str, str]:
    (folder / "server.pa").write_text(SERVER.format(folder=folder))
    devices = [
        f'pcm.{name} {{ type pulse device "{source}" hint {{ show on description "{name}" }} }}\n'
        for name, source in DEVICES.items()
    ]
    (folder / "asound.conf").write_text("</usr/share/alsa/alsa.conf>\n" + "".join(devices))
    return os.environ | {
        "XDG_RUNTIME_DIR": str(folder),
        "PULSE_SERVER": f"unix:{folder}/native",
        "ALSA_CONFIG_PATH": str(folder / "asound.conf"),
    }


def _wait_until_up(server: subprocess.Popen[bytes], env: dict[str, str]) -> None:
    for _ in range(round(START_S / 0.05)):
        listed = subprocess.run(
            ["pactl", "list", "short", "sources"], env=env, capture_output=True, text=True, check=False
        )
        if "client.monitor" in listed.stdout:
            return
        try:
            server.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        raise RuntimeError("pulseaudio ended before it was up")
    raise RuntimeError(f"pulseaudio is not up after {START_S} s")

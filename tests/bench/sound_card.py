"""What `session-monitor live` costs in all: the program itself, at a sound card, with its overlay.

    python -m tests.bench.sound_card [--seconds 60] [--settle-s 8]

Needs Linux and PulseAudio: a conversation is played into a virtual sound card, and the program
listens to it with each hearing, as one device with two channels and as two devices, its overlay
drawn off screen.
Counted is the whole process, PortAudio's threads included, once it has settled in;
`tests.bench.live` has the parts.
"""

import argparse
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import soundfile

from monitor.conversation.timeline import SAMPLE_RATE
from tests.bench import sessions
from tests.bench.machine import status_mb
from tests.bench.report import Report, Row, figure
from tests.soundcard import running_card

PROGRAMS = ("pulseaudio", "pactl", "paplay")
DEVICES = {
    "one device": {"--device": "session_pair"},
    "two devices": {"--therapist": "therapist_mic", "--client": "client_audio"},
}
RUNS = {
    f"{detector}, {name}": (detector, options)
    for detector, (name, options) in product(sessions.DETECTORS, DEVICES.items())
}
CONFIG = """
[voice]
detector = "{}"

[conversation]
share_min_speech_s = 1.0  # so that there is something to redraw
"""


def measure(length_s: float, settle_s: float) -> Report:
    """Rows without values where there is no such sound card."""
    conditions: dict[str, object] = {"seconds": length_s}
    if any(shutil.which(program) is None for program in PROGRAMS):
        conditions["not run"] = "needs " + " and ".join(PROGRAMS)
        return Report("sound_card", conditions, [row for name in RUNS for row in _rows(name, None, None)])
    with TemporaryDirectory() as folder:
        recordings = record(Path(folder), settle_s + length_s)
        rows, config = [], Path(folder, "settings.toml")
        for name, (detector, options) in RUNS.items():
            config.write_text(CONFIG.format(detector))
            with _listening(config, recordings, options) as program:
                time.sleep(settle_s)
                rows += _rows(name, *_watched(program, length_s))
    return Report("sound_card", conditions, rows)


def record(folder: Path, length_s: float) -> dict[str, Path]:
    """What to play into each sink."""
    whole = sessions.write(folder / "session.wav", length_s, sessions.talk(length_s).audio)
    recordings = {"session": whole}
    sound, _ = soundfile.read(whole, dtype="int16")
    for column, sink in enumerate(("therapist", "client")):
        recordings[sink] = folder / f"{sink}.wav"
        soundfile.write(recordings[sink], sound[:, column], SAMPLE_RATE)
    return recordings


@contextmanager
def _listening(
    config: Path, recordings: Mapping[str, Path], options: Mapping[str, str]
) -> Iterator[subprocess.Popen[str]]:
    """The program while the recordings are played, each into its sink; RuntimeError when it fails."""
    words = [word for option in options.items() for word in option]
    with ExitStack() as stack:
        card = stack.enter_context(running_card())
        card.env |= {"QT_QPA_PLATFORM": "offscreen"} | own_folders(config.parent)
        for sink, recording in recordings.items():
            stack.callback(_end, card.play(recording, sink))
        program = card.program("monitor", "live", "--no-dialog", *words, "--config", str(config))
        stack.callback(_end, program)
        yield program
        program.send_signal(signal.SIGINT)
        _, complaints = program.communicate(timeout=20)
    if program.returncode != 0:
        raise RuntimeError(complaints)


def _watched(program: subprocess.Popen[str], length_s: float) -> tuple[float, float]:
    """Its share of a core meanwhile, and the most memory it has held, in MB."""
    start, before_s = time.perf_counter(), _cpu_s(program.pid)
    time.sleep(length_s)
    if program.poll() is not None:
        raise RuntimeError(program.communicate()[1])
    share = (_cpu_s(program.pid) - before_s) / (time.perf_counter() - start)
    return share, status_mb("VmHWM", program.pid)


def _cpu_s(process: int) -> float:
    """Processor time of all its threads."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    user, system = fields[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def own_folders(home: Path) -> dict[str, str]:
    kinds = ("CONFIG", "DATA", "STATE", "CACHE")
    return {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in kinds}


def _end(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def _rows(name: str, share: float | None, most_mb: float | None) -> list[Row]:
    return [
        figure(f"{name}: processor time", None if share is None else 100 * share, "% of a core"),
        figure(f"{name}: most memory", most_mb, "MB", "under 200"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", dest="length_s", type=float, default=60.0)
    parser.add_argument("--settle-s", type=float, default=8.0)
    measure(**vars(parser.parse_args())).print()


if __name__ == "__main__":
    main()

"""How fast `analyze` is and how much memory it takes, beside what cannot be beaten.

    python -m tests.bench.analyze_speed [--hours 8] [--short-h 0.5] [--silero-min 10]

Each measurement is a fresh process on one core; `analyze` has one for each hearing.  The floor is
a plain loop over webrtcvad on both channels of the same file.  faster-whisper's Silero is its
`get_speech_timestamps`, as it is used without a pipeline, on a shorter stretch of the same talk:
its pace does not depend on the length.
"""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import soundfile
from rich.console import Console

from monitor import batch
from monitor.app import Request
from monitor.conversation.timeline import FRAME_SAMPLES, SAMPLE_RATE
from monitor.speech.webrtc import WebrtcDetector
from tests.bench import sessions
from tests.bench.machine import Spent, alone, memory_mb, peak_mb, spending
from tests.bench.report import Report, Row, figure
from tests.scenes.scene import Recording

BLOCK = 4 * SAMPLE_RATE
KINDS = {"WAV, 48 kHz": ("wav", 48_000), "FLAC, 44.1 kHz": ("flac", 44_100), "MP3, 44.1 kHz": ("mp3", 44_100)}
"""What recordings often are; the long one is a WAV at 16 kHz, which needs no resampling."""


@dataclass(frozen=True)
class Run:
    """One measurement: how many seconds of session, what they took, and the process's memory in MB."""

    seconds: float
    spent: Spent
    before_mb: float | None
    peak_mb: float | None

    @property
    def pace(self) -> float:
        """Times real time, by the clock."""
        return self.seconds / self.spent.wall_s

    @property
    def cpu_pace(self) -> float:
        """Times real time by processor time: what it would be with the core to itself."""
        return self.seconds / self.spent.cpu_s


def analyze(path: Path, seconds: float, detector: sessions.Detector) -> Run:
    """The command, from the request to the written JSON and the printed table."""
    settings, before_mb = sessions.settings(detector), memory_mb()
    with Path(os.devnull).open("w") as nowhere, spending() as spent:
        consoles = batch.Consoles(Console(file=nowhere), Console(file=nowhere, force_terminal=True))
        code = batch.run([Request(path)], settings, path.with_suffix(".json"), 1, consoles)
    if code != 0:
        raise RuntimeError(f"the analysis of {path.name} failed")
    return Run(seconds, spent, before_mb, peak_mb())


def plain_loop(path: Path, seconds: float) -> Run:
    """webrtcvad as its README shows it, and nothing else."""
    import webrtcvad  # type: ignore[import-untyped]

    mode, before_mb = sessions.settings("webrtc").webrtc.mode, memory_mb()
    length = 2 * FRAME_SAMPLES
    with spending() as spent, soundfile.SoundFile(path) as file:
        vads = [webrtcvad.Vad(mode) for _ in range(2)]
        for block in file.blocks(BLOCK, dtype="int16"):
            for column, vad in enumerate(vads):
                sound = block[:, column].tobytes()
                for first in range(0, len(sound) - length + 1, length):
                    vad.is_speech(sound[first : first + length], SAMPLE_RATE)
    return Run(seconds, spent, before_mb, peak_mb())


def detector_alone(path: Path, seconds: float) -> Run:
    """The project's own webrtc detector, which calls webrtcvad's C functions, and nothing else."""
    settings, before_mb = sessions.settings("webrtc").webrtc, memory_mb()
    with spending() as spent, soundfile.SoundFile(path) as file:
        detectors = [WebrtcDetector(settings) for _ in range(2)]
        for block in file.blocks(BLOCK, dtype="int16"):
            whole = block[: len(block) - len(block) % FRAME_SAMPLES]
            for column, detector in enumerate(detectors):
                detector.feed(whole[:, column])
    return Run(seconds, spent, before_mb, peak_mb())


def silero(path: Path, seconds: float) -> Run:
    """faster-whisper's Silero on both channels, its model loaded before."""
    from faster_whisper.vad import get_speech_timestamps, get_vad_model

    get_vad_model()
    before_mb = memory_mb()
    with spending() as spent:
        sound, _ = soundfile.read(path, dtype="float32", frames=round(seconds * SAMPLE_RATE))
        for column in range(2):
            get_speech_timestamps(sound[:, column].copy())
    return Run(seconds, spent, before_mb, peak_mb())


def measure(hours: float, short_h: float, silero_min: float) -> Report:
    """All of it, on recordings that are removed afterwards."""
    long_s, silero_s = 3600 * hours, min(60 * silero_min, 3600 * hours)
    tile = sessions.talk(long_s).audio
    with TemporaryDirectory() as folder:
        path = sessions.write(Path(folder, "long.wav"), long_s, tile)
        loop, bare = alone(plain_loop, path, long_s), alone(detector_alone, path, long_s)
        neural = alone(silero, path, silero_s)
        whole = {detector: alone(analyze, path, long_s, detector) for detector in sessions.DETECTORS}
        path.unlink()
        others = _others(Path(folder), 3600 * short_h, tile)
    rows = [
        *_pace("analyze, silero", whole["silero"], "at least 80"),
        *_pace("analyze, webrtc", whole["webrtc"], "at least 800"),
        *_pace("plain loop over webrtcvad", loop),
        *_pace("the webrtc detector alone", bare),
        *_pace(f"faster-whisper's Silero, {silero_s / 60:g} min", neural),
        figure("analyze, webrtc, to the plain loop", loop.cpu_pace / whole["webrtc"].cpu_pace, "x its time"),
        figure("analyze, silero, to Silero", neural.cpu_pace / whole["silero"].cpu_pace, "x its time"),
    ]
    for detector, run in whole.items():
        rows.append(figure(f"{detector}: peak memory, {hours:g} h", run.peak_mb, "MB", "under 200"))
    rows += [
        *others,
        figure("memory of the program before it begins", whole["silero"].before_mb, "MB"),
        figure(f"faster-whisper's Silero: peak memory, {silero_s / 60:g} min", neural.peak_mb, "MB"),
    ]
    return Report("analyze_speed", {"hours": hours, "recording": "WAV, 16 kHz, two channels"}, rows)


def _others(folder: Path, seconds: float, tile: Recording) -> list[Row]:
    """Shorter recordings: as much memory, and of other kinds."""
    rows, length = [], f"{seconds / 3600:g} h"
    path = sessions.write(folder / "short.wav", seconds, tile)
    for detector in sessions.DETECTORS:
        run = alone(analyze, path, seconds, detector)
        rows.append(figure(f"{detector}: peak memory, {length}", run.peak_mb, "MB", "under 200"))
    for name, (suffix, rate) in KINDS.items():
        path = sessions.write(folder / f"kind.{suffix}", seconds, tile, rate)
        for detector in sessions.DETECTORS:
            run = alone(analyze, path, seconds, detector)
            rows.append(_cpu_pace(f"analyze, {detector}, {name}, {length}", run))
    return rows


def _pace(what: str, run: Run, target: str = "") -> list[Row]:
    return [figure(what, run.pace, "x real time", target), _cpu_pace(what, run, target)]


def _cpu_pace(what: str, run: Run, target: str = "") -> Row:
    return figure(f"{what}, by processor time", run.cpu_pace, "x real time", target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--hours", type=float, default=8.0)
    parser.add_argument("--short-h", type=float, default=0.5)
    parser.add_argument("--silero-min", type=float, default=10.0)
    measure(**vars(parser.parse_args())).print()


if __name__ == "__main__":
    main()

"""How near the playhead is to the sound, how soon a seek is heard, and what listening costs.

    python -m tests.bench.playback [--seconds 30] [--hours 1.5] [--long-h 8]

The first part needs Linux and PulseAudio: a session of clicks is played into a virtual sound card and
recorded from it with times, on the same clock as what the player tells.  Then the sound of a
recording is held in memory: a quiet one and a noisy one of `--hours`, and a noisy one of `--long-h`.
"""

import argparse
import multiprocessing
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import soundfile

from monitor.app import DEMO
from monitor.audio.collected import Collected
from monitor.config import load
from monitor.conversation.timeline import SAMPLE_RATE
from tests.audio.listened import RATE, Listening, heard_against_told, session_of_clicks
from tests.bench.machine import alone, cpu_s, memory_mb
from tests.bench.report import Report, Row, figure
from tests.soundcard import SoundCard, running_card

PROGRAMS = ("pulseaudio", "pactl")
SPEEDS = (0.5, 1.0, 1.5, 2.0)
SEEKS = 8
BUSY = 4
"""Processes that do nothing but compute, beside the player."""
NOISE = 100.0
"""The noise of a poor room, -50 dBFS, which FLAC cannot pack."""


def measure(length_s: float, hours: float, long_h: float) -> Report:
    """Rows without values where there is no such sound card."""
    conditions: dict[str, object] = {"seconds": length_s, "hours": hours, "long_h": long_h}
    if all(shutil.which(program) for program in PROGRAMS):
        rows = on_a_card(length_s)
    else:
        conditions["not run"] = "needs " + " and ".join(PROGRAMS)
        rows = []
    rows += alone(held, "quiet", hours, 0.0)
    rows += alone(held, "noisy", hours, NOISE)
    rows += alone(held, "long, noisy", long_h, NOISE)
    return Report("playback", conditions, rows)


def on_a_card(length_s: float) -> list[Row]:
    rows: list[Row] = []
    with running_card() as card, TemporaryDirectory() as folder:
        for speed in SPEEDS:
            rows += _playhead(card, Path(folder), speed, length_s)
        with _busy(BUSY):
            rows += _playhead(card, Path(folder), 1.0, length_s, "busy, ")
        rows += _seeks(card, Path(folder))
    return rows


def _playhead(card: SoundCard, folder: Path, speed: float, length_s: float, how: str = "") -> list[Row]:
    """The playhead against the sound, in time as it is heard: at twice the speed half of the session's."""
    sound, clicks_s = session_of_clicks(length_s * speed + 2)
    with _listening(card, folder, sound) as listening:
        listening.say(f"speed {speed}", "play", "wait 1")
        before_s = cpu_s(listening.player.pid)
        said = listening.say(f"wait {length_s - 1}")
        after_s = cpu_s(listening.player.pid)
        heard, began_s, told = listening.say_and_stop("tell")
    errors_ms = 1e3 * np.abs(heard_against_told(heard, began_s, told, clicks_s)) / speed
    name = f"{how}at {speed:g}: "
    share = None if before_s is None or after_s is None else 100 * (after_s - before_s) / (length_s - 1)
    return [
        figure(f"{name}playhead, median", float(np.median(errors_ms)), "ms", "under 30"),
        figure(f"{name}playhead, 95 of 100", float(np.quantile(errors_ms, 0.95)), "ms", "under 30"),
        figure(f"{name}playhead, worst", float(errors_ms.max()), "ms"),
        figure(f"{name}sound broke off", said["underruns"], "times", "0"),
        figure(f"{name}processor time", share, "% of a core"),
    ]


def _seeks(card: SoundCard, folder: Path) -> list[Row]:
    """From the call to the first sound of what was sought: noise after digital silence."""
    sound = np.zeros((60 * RATE, 2), np.int16)
    sound[30 * RATE :] = np.random.default_rng(1).integers(-9_000, 9_000, (30 * RATE, 2))
    waits_ms = []
    with _listening(card, folder, sound) as listening:
        listening.say("play", "wait 1")
        called_s = []
        for _ in range(SEEKS):
            listening.say("seek 2", "wait 0.5")
            called_s.append(time.perf_counter())
            listening.say("seek 31", "wait 0.5")
        heard, began_s, _ = listening.stop()
    loud_s = began_s + np.flatnonzero(np.abs(heard).max(axis=1) > 500) / RATE
    waits_ms = [1e3 * (loud_s[loud_s > each][0] - each) for each in called_s]
    return [
        figure("seek to sound, median", float(np.median(waits_ms)), "ms"),
        figure("seek to sound, worst", max(waits_ms), "ms"),
    ]


@contextmanager
def _listening(card: SoundCard, folder: Path, sound: Any) -> Iterator[Listening]:
    listening = Listening(card, folder, sound)
    try:
        yield listening
    finally:
        listening.end()


@contextmanager
def _busy(count: int) -> Iterator[None]:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_compute, daemon=True) for _ in range(count)]
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.join()


def _compute() -> None:
    while True:
        sum(range(100_000))


def held(name: str, hours: float, noise: float) -> list[Row]:
    """The sound of a recording in memory; the demo's talk over and over, with a room's noise."""
    talk, _ = soundfile.read(DEMO, dtype="int16")
    before_mb = memory_mb()
    whole = Collected(load(words=False).playback, hours * 3600)
    spent_s = 0.0
    for block in _blocks(talk, round(hours * 3600), noise):
        began_s = time.perf_counter()
        whole.hear(whole.length, block)
        spent_s += time.perf_counter() - began_s
    whole.finish()
    after_mb = memory_mb()
    grown = None if before_mb is None or after_mb is None else after_mb - before_mb
    target = "under 150" if hours <= 1.5 else "under 500"
    name = f"{name} recording of {hours:g} h: "
    return [
        figure(f"{name}memory", whole.held_bytes / 1e6, "MB", target),
        figure(f"{name}the process grew by", grown, "MB"),
        figure(f"{name}not bit for bit", 100 * whole.rounded * 4 / (hours * 3600), "% of it"),
        figure(f"{name}packing", hours * 3600 / spent_s, "x real time"),
        figure(f"{name}a seek reads", _reads_ms(whole), "ms, median"),
    ]


def _blocks(talk: Any, seconds: int, noise: float) -> Iterator[Any]:
    chance = np.random.default_rng(0)
    hiss = chance.normal(0, noise, (4 * len(talk) // 3, 2))
    for second in range(seconds):
        start = second * SAMPLE_RATE % (len(talk) - SAMPLE_RATE)
        from_hiss = second * 7_919 % (len(hiss) - SAMPLE_RATE)
        sound = talk[start : start + SAMPLE_RATE] + hiss[from_hiss : from_hiss + SAMPLE_RATE]
        yield np.clip(np.rint(sound), -32_768, 32_767).astype(np.int16)


def _reads_ms(whole: Collected) -> float:
    chance = np.random.default_rng(2)
    took_ms: Sequence[float] = []
    for start in chance.integers(0, whole.length, 50):
        sound = whole.sound()
        began_s = time.perf_counter()
        sound.read(int(start), int(start) + SAMPLE_RATE // 20)
        took_ms = [*took_ms, 1e3 * (time.perf_counter() - began_s)]
    return float(np.median(took_ms))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", dest="length_s", type=float, default=30.0)
    parser.add_argument("--hours", type=float, default=1.5)
    parser.add_argument("--long-h", type=float, default=8.0)
    measure(**vars(parser.parse_args())).print()


if __name__ == "__main__":
    main()

"""Whether hour 8 costs what hour 1 did: for each block, for each event, and in memory.

    python -m tests.bench.long_session [--hours 8]

Every hour says the same.  A session hears all but its last hour in blocks of 4 s; then it and a
fresh one hear an hour side by side, block by block of 20 ms with a snapshot after each, so that
whatever else the machine does falls on both.  Once with the ears' scores given (segmenter,
conversation, figures, record, snapshot), once from sound with each hearing.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from monitor.app import new_pipeline
from monitor.audio.trust import ChannelTrust, Trust
from monitor.conversation.timeline import FRAME_SAMPLES, SAMPLE_RATE, Channel, to_samples
from monitor.engine.hearing import Block, Scores
from monitor.engine.pipeline import Pipeline, PipelineSettings
from monitor.engine.workers import BLOCK_SAMPLES
from tests.bench import sessions
from tests.bench.machine import alone, memory_mb
from tests.bench.report import Report, Row, figure
from tests.scenes.scene import Recording
from tests.scenes.truth import Truth
from tests.scenes.voice import Stretch

FAST = 4 * SAMPLE_RATE


UNKNOWN = Trust((ChannelTrust(None, None, None, None, None, 0.0, 0.0),) * 2, False, None, None)


class ScriptedHearing:
    """A Hearing that knows what was said, and tells it frame by frame, over and over, whatever the sound."""

    lag = 0

    def __init__(self, truth: Truth, frames: int) -> None:
        self._frames, self._at = frames, 0
        self._scores = {channel: _scores(truth.segments[channel], frames) for channel in Channel}
        self._sound = np.zeros((0, 2), np.int16)

    def feed(self, block: Block) -> Scores:
        self._sound = block
        first = self._at
        after = first + len(block) // FRAME_SAMPLES
        self._at = after % self._frames
        return {channel: scores[first:after] for channel, scores in self._scores.items()}

    def finish(self) -> Scores:
        self._sound = self._sound[:0]
        return dict.fromkeys(Channel, b"")

    def sound(self) -> Block:
        return self._sound

    def trust(self) -> Trust:
        return UNKNOWN


@dataclass
class Hour:
    """Microseconds of this thread for each block, and whether events became known with it."""

    taken_us: npt.NDArray[np.float64]
    telling: npt.NDArray[np.bool_]

    @classmethod
    def blank(cls, blocks: int) -> "Hour":
        return cls(np.zeros(blocks), np.zeros(blocks, np.bool_))

    def note(self, number: int, pipeline: Pipeline, block: Block) -> None:
        """Feed a block and write down what it took."""
        start = time.thread_time_ns()
        events = pipeline.feed(block)
        pipeline.snapshot()
        self.taken_us[number] = (time.thread_time_ns() - start) / 1000
        self.telling[number] = bool(events)


@dataclass
class Course:
    """A session from beginning to end; `memory_mb` after each fast hour, None where no system tells."""

    first: Hour
    last: Hour
    memory_mb: list[float | None]
    finish_ms: float
    events: int


def after_the_ears(tile: Recording, hours: int, tiles: int, truth: Truth) -> Course:
    def begun() -> Pipeline:
        shipped, hearing = sessions.settings("webrtc"), ScriptedHearing(truth, len(tile) // FRAME_SAMPLES)
        return Pipeline(
            PipelineSettings(
                shipped.conversation, shipped.segments, lambda: hearing, shipped.trust, shipped.cues
            )
        )

    return _course(begun, np.zeros_like(tile), hours, tiles)


def whole_pipeline(tile: Recording, hours: int, tiles: int, detector: sessions.Detector) -> Course:
    return _course(lambda: new_pipeline(sessions.settings(detector)), tile, hours, tiles)


def measure(hours: float) -> Report:
    """A session shorter than four hours is measured in quarters instead."""
    hour_s = 3600 * min(1.0, hours / 4)
    count = round(3600 * hours / hour_s)
    scene = sessions.talk(hour_s)
    whole_tile = scene.audio[: min(len(scene.audio), to_samples(hour_s)) // FAST * FAST]
    tiles = max(1, round(hour_s * SAMPLE_RATE / len(whole_tile)))
    rows = _rows("after the ears", alone(after_the_ears, whole_tile, count, tiles, scene.truth))
    for detector in sessions.DETECTORS:
        rows += _rows(f"whole, {detector}", alone(whole_pipeline, whole_tile, count, tiles, detector))
    hour = f"{len(whole_tile) * tiles / SAMPLE_RATE / 3600:.3g} h"
    return Report("long_session", {"hours": count, "each": hour, "blocks of": "20 ms"}, rows)


def _course(begun: Callable[[], Pipeline], tile: Recording, hours: int, tiles: int) -> Course:
    old = begun()
    memory: list[float | None] = []
    for _ in range(hours - 1):
        _at_once(old, tile, tiles)
        memory.append(memory_mb())
    blocks = tiles * len(tile) // BLOCK_SAMPLES
    first, last, fresh = Hour.blank(blocks), Hour.blank(blocks), begun()
    for number in range(blocks):
        start = number * BLOCK_SAMPLES % len(tile)
        turn = 1 if number % 2 else -1  # whoever comes second finds the code in the cache
        for hour, pipeline in ((first, fresh), (last, old))[::turn]:
            hour.note(number, pipeline, tile[start : start + BLOCK_SAMPLES])
    began = time.thread_time()
    old.finish()
    return Course(first, last, memory, 1e3 * (time.thread_time() - began), len(old.record.events))


def _at_once(pipeline: Pipeline, tile: Recording, tiles: int) -> None:
    for _ in range(tiles):
        for first in range(0, len(tile), FAST):
            pipeline.feed(tile[first : first + FAST])


def _scores(segments: list[Stretch], frames: int) -> bytes:
    said = np.zeros(frames, np.uint8)
    for start, end in segments:
        said[round(start * SAMPLE_RATE / FRAME_SAMPLES) : round(end * SAMPLE_RATE / FRAME_SAMPLES)] = 1
    return said.tobytes()


def _rows(what: str, course: Course) -> list[Row]:
    first, last = course.first.taken_us, course.last.taken_us
    told = first[course.first.telling].mean(), last[course.last.telling].mean()
    rows = [
        figure(f"{what}: a block, first hour", first.mean(), "µs"),
        figure(f"{what}: a block, last hour", last.mean(), "µs"),
        figure(f"{what}: last hour by first, a block", last.mean() / first.mean(), "times", "1"),
        figure(f"{what}: a block with events, first hour", told[0], "µs"),
        figure(f"{what}: a block with events, last hour", told[1], "µs"),
        figure(f"{what}: last hour by first, with events", told[1] / told[0], "times", "1"),
        figure(f"{what}: 99.9 % of blocks, last hour", float(np.percentile(last, 99.9)), "µs"),
        figure(f"{what}: longest block, last hour", last.max(), "µs"),
        figure(f"{what}: finish", course.finish_ms, "ms"),
        figure(f"{what}: events in all", course.events, ""),
    ]
    start_mb, end_mb = course.memory_mb[0], course.memory_mb[-1]
    if start_mb is not None and end_mb is not None:
        growth = (end_mb - start_mb) / max(1, len(course.memory_mb) - 1)
        rows.append(figure(f"{what}: memory grows by, an hour", growth, "MB"))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--hours", type=float, default=8.0)
    measure(**vars(parser.parse_args())).print()


if __name__ == "__main__":
    main()

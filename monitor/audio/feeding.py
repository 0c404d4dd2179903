"""From a session's sound to a tape: read along its course, stretched, faded where it is cut."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from monitor.audio.course import Course, Run
from monitor.audio.resample import Resampler
from monitor.audio.stretch import Floats, Moments, Straight, Stretch
from monitor.audio.tape import Mark, Tape
from monitor.conversation.timeline import SAMPLE_RATE, Samples

READ: Samples = SAMPLE_RATE // 20
"""So much is read and stretched at a time: little, so that a wish is answered at once."""
GRID: Samples = SAMPLE_RATE // 100
"""Where sound comes from is noted so often."""
FULL_SCALE = 32_768.0


class Sound(Protocol):
    """A session's sound, for one thread."""

    def read(self, start: Samples, end: Samples) -> NDArray[np.int16]:
        """[start, end) of it, shape (n, 2): therapist, client; silence where there is none."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Part:
    """Sound at SAMPLE_RATE as it will be heard, and the moments it comes from."""

    sound: Floats
    moments: Moments
    lap: int


class Feeder:
    """Fills one tape along a course, at `speed`; `fade_s` where one run ends and the next begins."""

    def __init__(self, sound: Sound, course: Course, speed: float, tape: Tape, fade_s: float) -> None:
        self._tape = tape
        self._parts = parts(sound, course, speed, round(fade_s * SAMPLE_RATE))
        self._resampler = Resampler(SAMPLE_RATE, 2, to=tape.rate)
        self._waiting = np.empty((0, 2), np.float32)
        self._marked = 0  # samples at SAMPLE_RATE, of all parts so far
        self._fetched_all = False

    def fill(self, enough: int) -> None:
        """Write until so many frames wait in the tape, or it is full, or the course is at its end."""
        while not self._tape.complete and min(enough - self._tape.waiting, self._tape.room) > 0:
            if not len(self._waiting):
                self._fetch()
            fitting = self._waiting[: self._tape.room]
            self._waiting = self._waiting[len(fitting) :]
            self._tape.write(fitting)
            if self._fetched_all and not len(self._waiting):
                self._tape.complete = True

    def _fetch(self) -> None:
        part = next(self._parts, None)
        if part is None:
            self._fetched_all = True
            self._waiting = self._resampler.finish_floats()
            return
        self._tape.mark(list(self._marks(part)))
        self._waiting = self._resampler.feed_floats(part.sound)

    def _marks(self, part: Part) -> Iterator[Mark]:
        frames = self._tape.rate / SAMPLE_RATE
        for first in range(0, len(part.moments), GRID):
            last = min(first + GRID, len(part.moments)) - 1
            yield Mark(
                (self._marked + first) * frames,
                (self._marked + last + 1) * frames,
                part.lap,
                float(part.moments[first]),
                float(part.moments[last]) + 1.0,
            )
        self._marked += len(part.moments)


def parts(sound: Sound, course: Course, speed: float, fade: Samples) -> Iterator[Part]:
    """All of the course; each run fades out at its end, and in where it follows another."""
    for number, run in enumerate(course.runs()):
        yield from _faded(_stretched(sound, run, speed), fade if number else 0, fade)


def _stretched(sound: Sound, run: Run, speed: float) -> Iterator[Part]:
    way = Straight() if speed == 1.0 else Stretch(speed)
    for start in range(run.start, run.end, READ):
        read = sound.read(start, min(start + READ, run.end)).astype(np.float32) / np.float32(FULL_SCALE)
        ready, moments = way.feed(read, start)
        if len(ready):
            yield Part(ready, moments, run.lap)
    ready, moments = way.finish()
    if len(ready):
        yield Part(ready, moments, run.lap)


def _faded(run: Iterator[Part], fade_in: Samples, fade_out: Samples) -> Iterator[Part]:
    """Each part is held back until it is known to be none of the last `fade_out` samples."""
    held: list[Part] = []
    done = 0
    for part in run:
        held.append(_risen(part, done, fade_in) if done < fade_in else part)
        done += len(part.sound)
        while len(held) > 1 and sum(len(each.sound) for each in held[1:]) >= fade_out:
            yield held.pop(0)
    left = sum(len(each.sound) for each in held)
    for part in held:
        yield _fallen(part, left, fade_out)
        left -= len(part.sound)


def _risen(part: Part, done: int, fade: Samples) -> Part:
    weights = np.minimum(np.arange(done, done + len(part.sound)) / fade, 1.0)
    return _weighed(part, weights)


def _fallen(part: Part, left: int, fade: Samples) -> Part:
    """`left` samples are left of the run at this part's start."""
    weights = np.clip(np.arange(left - 1, left - 1 - len(part.sound), -1) / max(fade, 1), 0.0, 1.0)
    return _weighed(part, weights)


def _weighed(part: Part, weights: NDArray[np.float64]) -> Part:
    return Part(part.sound * weights[:, None].astype(np.float32), part.moments, part.lap)

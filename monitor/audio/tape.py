"""What is to be heard next, ready for the sound card: one writer, one reader, no lock, no waiting.

The feeder writes sound in the order in which it will be heard, and with it the moments of the
session that it comes from; PortAudio's callback takes it.  Each counter is written by one side
only, and after what it announces.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monitor.audio.stretch import Floats

KEPT_S = 3.0
"""Where sound came from is known for so long after it was taken: longer than any device holds it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Frames [first, end) of the tape lead evenly from one moment of the session to another.

    `lap` counts how often a loop has begun anew.
    """

    first: float
    end: float
    lap: int
    from_at: float
    to_at: float


@dataclass(frozen=True, slots=True)
class Place:
    """A moment of the session, in samples, and how often a loop had begun anew until then."""

    lap: int
    at: float


class Tape:
    """Sound of shape (n, 2) at the device's rate from one moment of the session on.

    `number` says which wish of the listener it answers; it takes over from the tape before it once
    `after` frames of that have been taken.
    """

    def __init__(self, number: int, begins: Place, rate: int, frames: int, after: int = 0) -> None:
        self.number, self.begins, self.rate, self.after = number, begins, rate, after
        self.complete = False
        """Nothing more will be written."""
        self._sound = np.empty((frames, 2), np.float32)
        self._written = 0  # the writer's
        self._read = 0  # the reader's
        self._marks: tuple[Mark, ...] = ()

    @property
    def room(self) -> int:
        """Frames that can be written now."""
        return len(self._sound) - (self._written - self._read)

    @property
    def read(self) -> int:
        """Frames that have been taken."""
        return self._read

    @property
    def waiting(self) -> int:
        """Frames that can be taken now."""
        return self._written - self._read

    @property
    def over(self) -> bool:
        """Whether all there will ever be has been taken."""
        return self.complete and self._written == self._read

    def mark(self, marks: Sequence[Mark]) -> None:
        """Say where sound that is written next comes from."""
        forgotten = self._read - KEPT_S * self.rate
        kept = tuple(mark for mark in self._marks if mark.end > forgotten)
        self._marks = (*kept, *marks)

    def write(self, sound: Floats) -> None:
        """At most `room` frames."""
        start = self._written % len(self._sound)
        first = min(len(sound), len(self._sound) - start)
        self._sound[start : start + first] = sound[:first]
        self._sound[: len(sound) - first] = sound[first:]
        self._written += len(sound)  # only now the reader may look

    def take(self, into: Floats) -> int:
        """Move the next frames into the front of `into`, as many as there are and it holds; how many."""
        frames = min(len(into), self._written - self._read)
        start = self._read % len(self._sound)
        first = min(frames, len(self._sound) - start)
        into[:first] = self._sound[start : start + first]
        into[first:frames] = self._sound[: frames - first]
        self._read += frames
        return frames

    def place(self, frame: float) -> Place:
        """Where the sound of this frame comes from; before the first and after the last: of those."""
        marks = self._marks
        found = None
        for mark in marks:
            if found is not None and mark.first > frame:
                break
            found = mark
        if found is None:
            return self.begins
        share = (frame - found.first) / (found.end - found.first)
        return Place(found.lap, found.from_at + min(max(share, 0.0), 1.0) * (found.to_at - found.from_at))

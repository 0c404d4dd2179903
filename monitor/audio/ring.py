"""The bridge from PortAudio's callback to the rest: one writer, one reader, no lock, no waiting.

The callback copies a block and its time stamps into memory that was set aside when the
stream was opened, then moves one counter.  The reader moves another.  Each counter is
written by one side only, and after what it announces, so neither side can see half a block.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class RawStamp:
    """When a block came, as the sound system and this machine told it.

    `index` counts the device's frames up to the block's first.  `adc_s` (when that frame
    was captured) and `current_s` (when the callback was called) are on the sound system's
    own clock and may be nonsense; `arrival_s` is `clock.now_s()` in the callback.
    """

    index: int
    adc_s: float
    current_s: float
    arrival_s: float


class Ring:
    """Blocks on their way; full, it refuses new ones and the gap shows in their `index`."""

    def __init__(self, frames: int, channels: int, blocks: int) -> None:
        """Room for `frames` frames in up to `blocks` blocks."""
        self.channels = channels
        self._sound = np.empty((frames, channels), np.int16)
        self._times = np.empty((blocks, 3), np.float64)
        self._spans = np.empty((blocks, 2), np.int64)  # index, frames
        self._index = 0  # of the device's next frame; the writer's
        self._written = self._written_blocks = 0  # the writer's
        self._read = self._read_blocks = 0  # the reader's
        self.refused = 0
        """Frames for which there was no room."""

    def push(self, sound: NDArray[np.int16], adc_s: float, current_s: float, arrival_s: float) -> bool:
        """Copy a block of shape (n, channels) in; False when there is no room. For the callback."""
        frames = len(sound)
        index, self._index = self._index, self._index + frames
        full = self._written_blocks - self._read_blocks == len(self._spans)
        if full or self._written - self._read + frames > len(self._sound):
            self.refused += frames
            return False
        slot = self._written_blocks % len(self._spans)
        self._spans[slot] = index, frames
        self._times[slot] = adc_s, current_s, arrival_s
        start = self._written % len(self._sound)
        first = min(frames, len(self._sound) - start)
        self._sound[start : start + first] = sound[:first]
        self._sound[: frames - first] = sound[first:]
        self._written += frames
        self._written_blocks += 1  # only now the reader may look
        return True

    @property
    def empty(self) -> bool:
        """Whether there is nothing to pop."""
        return self._read_blocks == self._written_blocks

    def pop(self) -> tuple[RawStamp, NDArray[np.int16]] | None:
        """The oldest block, a copy; None when there is none. For the reader."""
        if self.empty:
            return None
        slot = self._read_blocks % len(self._spans)
        index, frames = (int(value) for value in self._spans[slot])
        adc_s, current_s, arrival_s = (float(value) for value in self._times[slot])
        start = self._read % len(self._sound)
        first = min(frames, len(self._sound) - start)
        sound = np.concatenate([self._sound[start : start + first], self._sound[: frames - first]])
        self._read += frames
        self._read_blocks += 1
        return RawStamp(index, adc_s, current_s, arrival_s), sound

"""Sound in a row: appended in any pieces, taken in any others."""

from collections import deque

import numpy as np

from monitor.audio.resample import Pcm


class Fifo:
    """Blocks of shape (n, channels) of one sample type; nothing is copied before it is taken."""

    def __init__(self, channels: int, dtype: type[np.int16 | np.float32]) -> None:
        self._empty = np.empty((0, channels), dtype)
        self._queue: deque[Pcm] = deque()
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def append(self, sound: Pcm) -> None:
        """Put `sound` at the end; it must not be changed afterwards."""
        self._queue.append(sound)
        self._length += len(sound)

    def append_silence(self, frames: int) -> None:
        """Zeros, which take no memory until they are taken: there may be hours of them."""
        self.append(np.broadcast_to(np.zeros((1, 1), self._empty.dtype), (frames, self._empty.shape[1])))

    def take(self, frames: int) -> Pcm:
        """The first `frames`, or all there is."""
        taken: list[Pcm] = [self._empty]
        missing = min(frames, self._length)
        self._length -= missing
        while missing:
            head = self._queue.popleft()
            if len(head) > missing:
                self._queue.appendleft(head[missing:])
            taken.append(head[:missing])
            missing -= len(taken[-1])
        return np.concatenate(taken)

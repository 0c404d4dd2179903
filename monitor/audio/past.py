"""The latest sound of both channels, to be read at any delay, also between two samples."""

from math import ceil

import numpy as np
from numpy.typing import NDArray

Mono = NDArray[np.float32]
Stereo = NDArray[np.float32]

_TAPS, _STEPS = 16, 128  # of the interpolation, and its steps in a sample
AHEAD = _TAPS // 2
"""So many samples after those that are read must be there: the foot of the interpolation."""
_SPARE = 32768  # samples between two times that the past is moved to the front


class Past:
    """Keep blocks of samples x 2; read stretches of the last `reach` samples of one channel."""

    def __init__(self, reach: int) -> None:
        self._reach = reach
        self._kept = np.zeros((2, reach + _SPARE), np.float32)
        self._write = reach
        self.received = 0

    def keep(self, block: Stereo) -> None:
        """Take in a block; everything before it is one block older then."""
        if self._write + len(block) > self._kept.shape[1]:
            self._kept[:, : self._reach] = self._kept[:, self._write - self._reach : self._write]
            self._write = self._reach
        self._kept[:, self._write : self._write + len(block)] = block.T
        self._write += len(block)
        self.received += len(block)

    def read(self, channel: int, back: float, length: int) -> Mono:
        """`length` samples that begin `back` samples ago; zeros where none are there yet or any more."""
        whole = ceil(back)
        step = round((whole - back) * _STEPS)  # how much later than the whole sample
        foot = AHEAD if step else 0
        if not length + foot <= whole <= self._reach - AHEAD:
            return np.zeros(length, np.float32)
        first = self._write - whole
        if step == 0:
            return self._kept[channel, first : first + length]
        around = self._kept[channel, first - AHEAD + 1 : first + length + AHEAD]
        return np.convolve(around, _INTERPOLATORS[step], "valid")


def _interpolators() -> NDArray[np.float32]:
    """Windowed sincs that read a signal 0, 1/128, ... 1 of a sample later, reversed to convolve with."""
    fractions = np.arange(_STEPS + 1)[:, None] / _STEPS
    at = np.arange(_TAPS) - (_TAPS // 2 - 1) - fractions
    taps = np.sinc(at) * np.cos(np.pi * at / (_TAPS + 1)) ** 2
    return np.ascontiguousarray((taps / taps.sum(axis=1, keepdims=True))[:, ::-1], np.float32)


_INTERPOLATORS = _interpolators()

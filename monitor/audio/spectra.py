"""Band powers every 10 ms: 20 ms Hann windows, 19 bands from 150 Hz to 7.2 kHz.

The lowest band begins above mains hum and its first harmonic; bands are 150 Hz wide and,
from 1 kHz on, a sixth of their frequency, about as wide as the ear's.
"""

import numpy as np
from numpy.typing import NDArray

from monitor.conversation.timeline import FRAME_SAMPLES, SAMPLE_RATE

WINDOW = 2 * FRAME_SAMPLES
BEFORE = (WINDOW - FRAME_SAMPLES) // 2
"""Samples of a window that lie before its frame: windows are centred on their frames."""

_LOWEST_HZ, _HIGHEST_HZ, _NARROWEST_HZ, _RELATIVE_WIDTH = 150.0, 7000.0, 150.0, 0.16
_HANN = np.hanning(WINDOW + 1)[:WINDOW].astype(np.float32)
_TO_POWER = np.float32(2 / (WINDOW * np.sum(_HANN**2)))


def _edges() -> NDArray[np.intp]:
    """The first bin of each band, and the bin that ends the last."""
    hz = [_LOWEST_HZ]
    while hz[-1] < _HIGHEST_HZ:
        hz.append(hz[-1] + max(_NARROWEST_HZ, _RELATIVE_WIDTH * hz[-1]))
    return np.round(np.array(hz) * WINDOW / SAMPLE_RATE).astype(np.intp)


_EDGES = _edges()
BANDS = len(_EDGES) - 1

Powers = NDArray[np.float32]
"""Mean squares, shape (2, frames, BANDS)."""


class BandPowers:
    """Push samples x 2 of any length; the powers of the frames whose windows are then complete."""

    def __init__(self) -> None:
        self._rest = np.zeros((2, BEFORE), np.float32)

    def push(self, samples: NDArray[np.float32]) -> Powers:
        signal = np.concatenate([self._rest, samples.T], axis=1)
        frames = max(0, (signal.shape[1] - WINDOW) // FRAME_SAMPLES + 1)
        self._rest = signal[:, frames * FRAME_SAMPLES :]
        if not frames:
            return np.zeros((2, 0, BANDS), np.float32)
        windows = np.lib.stride_tricks.sliding_window_view(signal, WINDOW, axis=1)[:, ::FRAME_SAMPLES]
        spectrum = np.fft.rfft(windows * _HANN, axis=2)[:, :, : _EDGES[-1]]
        power = spectrum.real * spectrum.real + spectrum.imag * spectrum.imag
        return np.add.reduceat(power, _EDGES[:-1], axis=2) * _TO_POWER

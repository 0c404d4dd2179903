"""Is there a path from one voice to the other's microphone, how late, and is it drifting?

Generalised cross-correlation with phase transform (Knapp & Carter 1976): the phases of
the cross-spectrum of the two channels, averaged while one of them leads, go back to the
time domain as a peak at the delay of the leakage.  A path stands 20 to 40 times above
the ripple; without one speech stays below 8.  The delay is found to a fraction of a sample,
so that two clocks that run apart show as a slope: the drift.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.conversation.timeline import SAMPLE_RATE

WINDOW, HOP = 8192, 4096
FARTHEST = 4000
"""Delays looked for, in samples: 250 ms late, and as early (recorders begun by hand)."""

_BAND_HZ = (200, 4000)
_WINDOWS_PER_LOOK = 3
_CLEAR_PEAK = 10.0  # times the ripple
_LEAD = 10**0.3
_POINTS = 30
_FASTEST = 5e-4  # 500 ppm
_NO_DRIFT = 1.5e-6
_PARTS, _DARK = 8, 1e-10  # of a window; power below any microphone's own noise
SLOPE_SIGN = (1, -1)
"""A client clock that is slow delays channel 1 against 0 and brings 0 forward against 1."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A path into `into`: how much later than at its source the voice arrived, and when that was."""

    into: int
    at: float
    lag: float


class PathFinder:
    """Looks for the two paths; `drift` is common to both (samples per sample)."""

    def __init__(self, directions: Collection[int] = (0, 1)) -> None:
        """`directions`: into which channels."""
        self._directions = directions
        self._window = np.hanning(WINDOW).astype(np.float32)
        self._bins = slice(*(hz * WINDOW // SAMPLE_RATE for hz in _BAND_HZ))
        lags = np.arange(WINDOW)
        lags[lags >= WINDOW // 2] -= WINDOW
        self._lags, self._possible = lags, np.abs(lags) <= FARTHEST
        self._spectrum = np.zeros((2, WINDOW // 2 + 1), np.complex64)
        self._times: tuple[list[float], list[float]] = ([], [])
        self._seen: tuple[list[Sighting], list[Sighting]] = ([], [])
        self.clarity = [0.0, 0.0]
        self.drift = 0.0

    def push(
        self, window: NDArray[np.float32], end: int, centre_db: float, apart: int = 0
    ) -> Sighting | None:
        """Look at WINDOW samples x 2 that end at session sample `end`; a path newly measured, or None.

        By `apart` samples channel 1 is held back more than channel 0; what is seen does not hang on it.
        """
        power = np.mean(window * window, axis=0) + 1e-9
        ratio = float(power[0] / power[1]) * 10 ** (-centre_db / 10)
        if power.max() < 1e-6 or 1 / _LEAD <= ratio <= _LEAD:
            return None
        into = 0 if ratio < 1 else 1
        if into not in self._directions or _has_hole(window[:, into]):
            return None
        self._gather(window, into)
        self._times[into].append(end - WINDOW / 2)
        if len(self._times[into]) < _WINDOWS_PER_LOOK:
            return None
        return self._look(into, apart)

    def begin_anew(self) -> None:
        """Forget what was gathered for the next look: the channels are held otherwise from here on."""
        self._spectrum[:] = 0
        for times in self._times:
            times.clear()

    def lag(self, into: int, at: float) -> float:
        """The delay of a path that was seen, at a session time: recent sightings, moved by the drift."""
        slope = SLOPE_SIGN[into] * self.drift
        return float(np.median([seen.lag + slope * (at - seen.at) for seen in self._seen[into][-5:]]))

    def _gather(self, window: NDArray[np.float32], into: int) -> None:
        spectra = np.fft.rfft(window.T * self._window)[:, self._bins]
        cross = spectra[into] * spectra[1 - into].conj()
        self._spectrum[into, self._bins] += cross / (np.abs(cross) + np.float32(1e-9))

    def _look(self, into: int, apart: int) -> Sighting | None:
        peaks = np.where(self._possible, np.fft.irfft(self._spectrum[into]), 0)
        best = int(np.argmax(peaks))
        self.clarity[into] = float(peaks[best] / np.sqrt(np.mean(peaks[self._possible] ** 2) + 1e-20))
        lag = self._lags[best] + _vertex(peaks, best) + SLOPE_SIGN[into] * apart
        seen = Sighting(into, float(np.mean(self._times[into])), lag)
        self._spectrum[into] = 0
        self._times[into].clear()
        if self.clarity[into] < _CLEAR_PEAK:
            return None
        self._seen[into].append(seen)
        del self._seen[into][:-_POINTS]
        self._fit()
        return seen

    def _fit(self) -> None:
        """The drift as the median slope between sightings more than 3 s apart (Theil-Sen)."""
        slopes = np.concatenate([SLOPE_SIGN[into] * _slopes(self._seen[into]) for into in (0, 1)])
        if len(slopes) >= 4:
            drift = float(np.clip(np.median(slopes), -_FASTEST, _FASTEST))
            self.drift = drift if abs(drift) > _NO_DRIFT else 0.0


def _has_hole(signal: NDArray[np.float32]) -> bool:
    """Whether it is digital silence for 64 ms: what little is left would show a peak of its own."""
    parts = signal.reshape(_PARTS, -1)
    return bool(np.einsum("ij,ij->i", parts, parts).min() < _DARK * len(parts[0]))


def _slopes(seen: list[Sighting]) -> NDArray[np.float64]:
    at, lag = np.array([s.at for s in seen]), np.array([s.lag for s in seen])
    apart = at[:, None] - at
    far = apart > 3 * SAMPLE_RATE
    return np.asarray((lag[:, None] - lag)[far] / apart[far])


def _vertex(peaks: NDArray[np.floating], best: int) -> float:
    """The top of the parabola through a peak and its neighbours; 0 within the error of reading it."""
    before, top, after = (float(peaks[(best + step) % len(peaks)]) for step in (-1, 0, 1))
    curve = before - 2 * top + after
    offset = 0.5 * (before - after) / curve if curve < 0 else 0.0
    return offset if abs(offset) > 0.12 else 0.0

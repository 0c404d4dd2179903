"""What is in a microphone besides its own speaker: the room's noise and the other's leakage, per band.

Both are quantiles followed step by step: a level goes up a little for each frame above it
and down for each below, so that outliers (speech, for the noise; double talk, for the
leakage) count by their number and not by their size.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.audio.spectra import BANDS, Powers

_QUICK_UNITS = 12  # at first the noise is followed four times as fast
_QUICK = 4.0
_CLEARLY = np.float32(10**0.3)  # 3 dB above the noise: the frame says something about leakage
_SOURCE_OVER_NOISE = np.float32(10**0.9)
_FIRST_STEP_DB = 6.0
_UNHEARD_OVER_MEDIAN_DB = 6.0
_DARK = np.float32(10**-10.5)  # band power below any microphone's own noise: a dropout
_UNKNOWN_NOISE_DB = -100.0
_COUPLING_DB = (-45.0, 20.0)


@dataclass(frozen=True, slots=True)
class BackgroundSettings:
    """How noise and leakage are followed and how much is allowed for them."""

    noise_quantile: float
    noise_step_db: float
    noise_margin_db: float
    leak_step_db: float
    leak_margin_db: float
    leak_at_first_db: float

    def __post_init__(self) -> None:
        if not 0 < self.noise_quantile < 0.5:
            raise ValueError("noise_quantile must lie between 0 and 0.5")
        if min(self.noise_step_db, self.leak_step_db) <= 0:
            raise ValueError("noise_step_db and leak_step_db must be above 0")


@dataclass(frozen=True, slots=True)
class Observed:
    """Some frames of both channels: what is left, what was heard, the source of leakage, and who leads it.

    `source` is the other channel in step with this one, and `led` (2, frames) says where
    the other clearly leads, so that what is left here is leakage if it is anything.
    """

    residual: Powers
    heard: Powers
    source: Powers
    led: NDArray[np.bool_]


class Background:
    """Noise and coupling per band; `learn` changes them, everything else reads them."""

    def __init__(self, settings: BackgroundSettings) -> None:
        self._settings = settings
        self._units = 0
        self._noise_db = np.full((2, BANDS), _UNKNOWN_NOISE_DB, np.float32)
        self._noise_known = np.zeros(2, np.bool_)
        self._coupling_db = np.full((2, BANDS), settings.leak_at_first_db, np.float32)
        self._heard_of = np.zeros((2, BANDS), np.float32)
        self._publish()

    def learn(self, seen: Observed) -> None:
        """Take in one unit of frames."""
        live = seen.heard.max(axis=2) > _DARK
        self._learn_noise(seen.residual, live)
        self._publish()
        self._learn_coupling(seen)
        self._publish()
        self._units += 1

    def coupling_db(self, into: int) -> float:
        """What is left of the other's voice in this channel, against its own microphone: mean over bands."""
        return float(np.mean(self._coupling_db[into]))

    def _publish(self) -> None:
        self.noise = _power(self._noise_db)
        self.coupling = _power(self._coupling_db)
        self.noise_allowed = self.noise * np.float32(10 ** (self._settings.noise_margin_db / 10))
        self.coupling_allowed = self.coupling * np.float32(10 ** (self._settings.leak_margin_db / 10))

    def _learn_noise(self, residual: Powers, live: NDArray[np.bool_]) -> None:
        step = self._settings.noise_step_db * (_QUICK if self._units < _QUICK_UNITS else 1.0)
        above = ((residual > self.noise[:, None]) & live[:, :, None]).sum(axis=1)
        expected = (1 - self._settings.noise_quantile) * live.sum(axis=1)[:, None]
        self._noise_db += (step * (above - expected)).astype(np.float32)
        for channel in np.flatnonzero(~self._noise_known & live.any(axis=1)):
            lowest = residual[channel, live[channel]].min(axis=0)
            self._noise_db[channel] = 10 * np.log10(np.maximum(lowest, 1e-12))
            self._noise_known[channel] = True

    def _learn_coupling(self, seen: Observed) -> None:
        above = seen.residual > seen.source * self.coupling[:, None]
        telling = (seen.residual > self.noise[:, None] * _CLEARLY) | ~above
        telling &= seen.source > (self.noise[::-1] * _SOURCE_OVER_NOISE)[:, None]
        telling &= seen.led[:, :, None]
        told = telling.sum(axis=1)
        self._heard_of += told
        self._settle_unheard(told)
        step = np.maximum(self._settings.leak_step_db, _FIRST_STEP_DB / (1 + self._heard_of / 5))
        self._coupling_db += (step * ((above & telling).sum(axis=1) - 0.5 * told)).astype(np.float32)
        np.clip(self._coupling_db, *_COUPLING_DB, out=self._coupling_db)

    def _settle_unheard(self, told: NDArray[np.intp]) -> None:
        """Bands in which the source is silent follow the others down: they would keep the first guess."""
        for coupling, count in zip(self._coupling_db, told, strict=True):
            if count.sum() > 3 * count.shape[0]:
                limit = np.median(coupling[count > 0]) + _UNHEARD_OVER_MEDIAN_DB
                fall = np.clip(limit - coupling, -self._settings.leak_step_db * 8, 0)
                coupling[:] = np.where(count == 0, coupling + fall, coupling)


def _power(db: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(10 ** (db / np.float32(10)), np.float32)

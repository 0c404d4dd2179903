"""Take the other person's voice out of each microphone.

For each direction a partitioned-block frequency-domain adaptive filter learns the path
from the other's microphone to this one and subtracts what it predicts (Soo & Pang 1990;
its step size from the Kalman view of Enzner & Vary 2006: what the filter cannot explain
counts as own speech and slows the learning, so that double talk does not spoil it).  It
learns only while the other channel clearly leads.  `paths` gives the delay, so that 128 ms
of filter are enough for a call's echo of 250 ms, and the drift, which is taken out of the
reference by interpolation: without that a filter cannot follow 100 ppm.

Nothing is subtracted in a direction where no path has been seen: clean channels pass
through bit for bit.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.audio.balance import Balance, Lead
from monitor.audio.paths import EARLIEST, HOP, LATEST, SLOPE_SIGN, WINDOW, PathFinder

BLOCK = 512
LOOKAHEAD = 512
"""Samples that the result lags the input: drifted clocks let leakage come before its source."""

PARTITIONS = 4
_ALLOWANCE = 48  # samples of the filter before the sighted delay: the foot of the response
_STAY = 0.999  # how far the path is taken to be the same from one block to the next
_ROUND_TRIP = 8  # samples; sound takes longer to the other microphone and back
_MOVED = 32  # samples; a sighting farther off than this is another path
_MOVED_SIGHTINGS = 3
_TAPS, _STEPS = 16, 128  # of the interpolation, and its steps in a sample
_KEPT = 2 * WINDOW
_HELPS_DB = 1.0  # by which the filter must quieten a block, on the whole, before the residual is taken
_GAIN_DB = (-6.0, 20.0)
_NO_REFERENCE = 1e-7
_SILENCE = 1e-12
_RECENT = 0.03  # the part that a block has in the measured powers: 1 s of learning

Mono = NDArray[np.float32]
Stereo = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """One block, LOOKAHEAD samples old, less the leakage, and the newest as heard.

    Shapes (BLOCK, 2), full scale 1.  `lead` and `lags` (samples) are those of the older one.
    """

    residual: Stereo
    newest: Stereo
    lead: Lead
    lags: tuple[float, float]


class BleedCanceller:
    """Push blocks of BLOCK samples x 2; the state is fixed in size and depends on the samples alone."""

    def __init__(self) -> None:
        self.balance = Balance()
        self.paths = PathFinder()
        self.directions = (_Direction(), _Direction())
        self._kept = np.zeros((2, _KEPT + 64 * BLOCK), np.float32)
        self._write = _KEPT
        self._received = 0

    def push(self, block: Stereo) -> Cleaned:
        """Clean the block that came LOOKAHEAD samples before this one."""
        self._keep(block)
        if self._received % HOP == 0 and self._received >= WINDOW:
            self._look_for_paths()
        heard = self._past(LOOKAHEAD + BLOCK, BLOCK)
        lead = self.balance.push((mean_square(heard[0]), mean_square(heard[1])))
        lags = (self.directions[0].lag, self.directions[1].lag)
        residual = np.stack([self._clean(into, heard[into], lead) for into in (0, 1)], axis=1)
        return Cleaned(residual, block, lead, lags)

    def _clean(self, into: int, heard: NDArray[np.float32], lead: Lead) -> NDArray[np.float32]:
        direction = self.directions[into]
        if not direction.found:
            return heard
        direction.lag += SLOPE_SIGN[into] * self.paths.drift * BLOCK
        delay = max(direction.lag - _ALLOWANCE, _TAPS - LOOKAHEAD)
        reference = self._reference(1 - into, delay)
        return direction.clean(heard, reference, lead.by(1 - into))

    def _look_for_paths(self) -> None:
        seen = self.paths.push(self._past(WINDOW, WINDOW).T, self._received, self.balance.centre_db)
        if seen is None:
            return
        lag, opposite = self.paths.lag(seen.into, self._received), self.directions[1 - seen.into]
        if opposite.found and lag + opposite.lag < _ROUND_TRIP:
            if lag < 0:
                return  # the opposite path, looked at from its far end
            opposite.lose()
        self.directions[seen.into].sighted(lag)

    def _keep(self, block: Stereo) -> None:
        if self._write + BLOCK > self._kept.shape[1]:
            self._kept[:, :_KEPT] = self._kept[:, self._write - _KEPT : self._write]
            self._write = _KEPT
        self._kept[:, self._write : self._write + BLOCK] = block.T
        self._write += BLOCK
        self._received += BLOCK

    def _past(self, back: int, length: int) -> NDArray[np.float32]:
        """`length` samples of both channels that begin `back` samples ago, shape (2, length)."""
        return self._kept[:, self._write - back : self._write - back + length]

    def _reference(self, channel: int, delay: float) -> NDArray[np.float32]:
        """The other channel as it stood `delay` samples before the block that is being cleaned."""
        whole = int(np.ceil(delay))
        first = self._write - LOOKAHEAD - BLOCK - whole
        step = round((whole - delay) * _STEPS)  # how much later than the whole sample
        back = self._write - first
        if not BLOCK + _TAPS <= back <= _KEPT - _TAPS:  # samples that are not there yet, or no longer
            return np.zeros(BLOCK, np.float32)
        if step == 0:
            return self._kept[channel, first : first + BLOCK]
        around = self._kept[channel, first - _TAPS // 2 + 1 : first + BLOCK + _TAPS // 2]
        return np.convolve(around, _INTERPOLATORS[step], "valid")


class _Direction:
    """The path into one microphone: where it is, its filter, and how much that helps."""

    def __init__(self) -> None:
        self.found = False
        self.lag = 0.0
        self._strays = 0
        self._before, self._source = 0.0, 0.0
        self._reset()

    @property
    def coupling_db(self) -> float | None:
        """The leakage against its source, before cancelling; None where none was seen."""
        return _db(self._before, self._source) if self._source > 0 else None

    def sighted(self, lag: float) -> None:
        """Take a measured delay: the first starts the filter, one that stays far off starts it anew."""
        if not EARLIEST <= lag <= LATEST:
            return
        self._strays = self._strays + 1 if abs(lag - self.lag) > _MOVED else 0
        if not self.found or self._strays >= _MOVED_SIGHTINGS:
            self.found, self.lag, self._strays = True, lag, 0
            self._reset()

    def assume(self, lag: float) -> None:
        """Take a delay on trust: the first measured one that is far off puts it right."""
        self.sighted(lag)
        self._strays = _MOVED_SIGHTINGS - 1

    def lose(self) -> None:
        """Forget the path: it was none."""
        self.found = False
        self._before = self._source = 0.0

    def clean(self, heard: Mono, reference: Mono, learn: bool) -> Mono:
        """Subtract what the filter predicts from the reference; learn from what is left."""
        spectra = self._take(reference)
        residual = heard - _backward((self._weights * spectra).sum(axis=0))[BLOCK:]
        self._padded[BLOCK:] = residual
        error = _forward(self._padded)
        power = _power(error)
        self._unexplained += np.float32(0.1) * (power - self._unexplained)
        self._idle += 1
        source = mean_square(reference)
        if learn and source > _NO_REFERENCE:
            self._learn(spectra, error, np.maximum(power, self._unexplained))
            self._measure(heard, residual, source)
        return residual if self._gain_db > _HELPS_DB else heard

    def _reset(self) -> None:
        shape = (PARTITIONS, BLOCK + 1)
        self._weights = np.zeros(shape, np.complex64)
        self._doubt = np.ones(shape, np.float32)
        self._unexplained = np.zeros(BLOCK + 1, np.float32)
        self._spectra = np.zeros((16 * PARTITIONS, BLOCK + 1), np.complex64)
        self._newest = len(self._spectra) - PARTITIONS
        self._window = np.zeros(2 * BLOCK, np.float32)
        self._padded = np.zeros(2 * BLOCK, np.float32)
        self._idle = 0
        self._gain_db = 0.0
        self._before = 0.0

    def _take(self, reference: NDArray[np.float32]) -> NDArray[np.complex64]:
        """The spectra of the last PARTITIONS references, newest first."""
        self._window[:BLOCK] = self._window[BLOCK:]
        self._window[BLOCK:] = reference
        if self._newest == 0:
            self._spectra[1 - PARTITIONS :] = self._spectra[: PARTITIONS - 1]
            self._newest = len(self._spectra) - PARTITIONS + 1
        self._newest -= 1
        self._spectra[self._newest] = _forward(self._window)
        return self._spectra[self._newest : self._newest + PARTITIONS]

    def _learn(
        self, spectra: NDArray[np.complex64], error: NDArray[np.complex64], unexplained: NDArray[np.float32]
    ) -> None:
        """One Kalman step per frequency; `_doubt` is the variance of each weight."""
        power = _power(spectra)
        stay = np.float32(_STAY ** (2 * self._idle))
        self._doubt *= stay
        self._doubt += (1 - stay) * _power(self._weights)
        self._idle = 0
        share = self._doubt * power
        scale = 1 / (np.float32(0.5) * share.sum(axis=0) + unexplained + np.float32(1e-6))
        self._weights += self._doubt * spectra.conj() * (error * scale)
        self._doubt -= self._doubt * share * (np.float32(0.5) * scale)

    def _measure(self, heard: Mono, residual: Mono, source: float) -> None:
        # In decibels: blocks in which both speak, louder by far, show no gain and must not outweigh the rest.
        gain_db = _db(mean_square(heard), max(mean_square(residual), _SILENCE))
        self._gain_db += _RECENT * (float(np.clip(gain_db, *_GAIN_DB)) - self._gain_db)
        self._before += _RECENT * (mean_square(heard) - self._before)
        self._source += _RECENT * (source - self._source)


def mean_square(signal: Mono) -> float:
    """The mean power of one channel."""
    return float(signal @ signal) / len(signal)


def _forward(signal: NDArray[np.float32]) -> NDArray[np.complex64]:
    return np.asarray(np.fft.rfft(signal), np.complex64)


def _backward(spectrum: NDArray[np.complex64]) -> NDArray[np.float32]:
    return np.asarray(np.fft.irfft(spectrum), np.float32)


def _power(spectrum: NDArray[np.complex64]) -> NDArray[np.float32]:
    return spectrum.real * spectrum.real + spectrum.imag * spectrum.imag


def _db(power: float, against: float) -> float:
    return float(10 * np.log10(max(power, 1e-12) / against))


def _interpolators() -> NDArray[np.float32]:
    """Windowed sincs that read a signal 0, 1/128, ... 1 of a sample later, reversed to convolve with."""
    fractions = np.arange(_STEPS + 1)[:, None] / _STEPS
    at = np.arange(_TAPS) - (_TAPS // 2 - 1) - fractions
    taps = np.sinc(at) * np.cos(np.pi * at / (_TAPS + 1)) ** 2
    return np.ascontiguousarray((taps / taps.sum(axis=1, keepdims=True))[:, ::-1], np.float32)


_INTERPOLATORS = _interpolators()

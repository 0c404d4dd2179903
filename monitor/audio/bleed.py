"""Take the other person's voice out of each microphone.

For each direction a partitioned-block frequency-domain adaptive filter learns the path
from the other's microphone to this one and subtracts what it predicts (Soo & Pang 1990;
its step size from the Kalman view of Enzner & Vary 2006: what the filter cannot explain
counts as own speech and slows the learning, so that double talk does not spoil it).  It
learns only while the other channel clearly leads.  `paths` gives the delay, so that 128 ms
of filter are enough for a call's echo of 250 ms, and the drift, which is taken out of the
reference by interpolation: without that a filter cannot follow 100 ppm.  Clocks that have run
so far apart that leakage comes before its source are put in step again: the channel that is
ahead is held back, by a little more with every block.

Nothing is subtracted in a direction where no path has been seen: clean channels pass
through bit for bit.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.audio.balance import Balance, Lead
from monitor.audio.past import AHEAD, Mono, Past, Stereo
from monitor.audio.paths import FARTHEST, HOP, SLOPE_SIGN, WINDOW, PathFinder

BLOCK = 512
LOOKAHEAD = 512
"""Samples that the result lags the input: drifted clocks let leakage come before its source."""

PARTITIONS = 4
_ALLOWANCE = 48  # samples of the filter before the sighted delay: the foot of the response
_STAY = 0.999  # how far the path is taken to be the same from one block to the next
_ROUND_TRIP = 8  # samples; sound takes longer to the other microphone and back
_MOVED = 32  # samples; a sighting farther off than this is another path
_MOVED_SIGHTINGS = 3
_EARLY = 320  # samples; leakage may come so long before its source, else its channel is held back
_TOO_EARLY = LOOKAHEAD - _ALLOWANCE - AHEAD
_LONGEST = 16_000  # samples that a channel can be held back
_FASTEST = 0.0005 * BLOCK  # samples a block, once held
_FAR = FARTHEST  # samples; later leakage is looked for with its source held back by so much
_LOOKED_IN = 256  # samples; paths are looked for with channels held back by whole steps of this
_HELPS_DB = 1.0  # by which the filter must quieten a block, on the whole, before the residual is taken
_GAIN_DB = (-6.0, 20.0)
_NO_REFERENCE = 1e-7
_SILENCE = 1e-12
_RECENT = 0.03  # the part that a block has in the measured powers: 1 s of learning


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
        self._far_paths = (PathFinder([0]), PathFinder([1]))
        self.directions = (_Direction(), _Direction())
        self._past = Past(_LONGEST + 2 * WINDOW)
        self._held = [0.0, 0.0]
        self._looked_held = [0, 0]
        self._gain_changes = 0

    def push(self, block: Stereo) -> Cleaned:
        """Clean the block that came LOOKAHEAD samples before this one."""
        self._past.keep(block)
        if self._past.received % HOP == 0 and self._past.received >= WINDOW:
            self._look_for_paths()
        self._hold_back()
        heard = [self._past.read(into, LOOKAHEAD + BLOCK + self._held[into], BLOCK) for into in (0, 1)]
        lead = self.balance.push((mean_square(heard[0]), mean_square(heard[1])))
        if lead.gain_changes != self._gain_changes:
            self._gain_changes = lead.gain_changes
            for direction in self.directions:
                direction.doubt()
        lags = (self.lag(0), self.lag(1))
        residual = np.stack([self._clean(into, heard[into], lead) for into in (0, 1)], axis=1)
        return Cleaned(residual, self._newest(block), lead, lags)

    def lag(self, into: int) -> float:
        """The delay of the path into this channel, in samples, as the channels are held."""
        return self.directions[into].lag + self._held[into] - self._held[1 - into]

    @property
    def held_back(self) -> float:
        """By how many samples the channel that is ahead is held back."""
        return max(self._held)

    @property
    def in_step(self) -> bool:
        """False where clocks have run so far apart that no holding back helps."""
        return all(path.lag > -_LONGEST - _TOO_EARLY for path in self.directions if path.found)

    def _clean(self, into: int, heard: Mono, lead: Lead) -> Mono:
        direction = self.directions[into]
        if not direction.found:
            return heard
        direction.lag += SLOPE_SIGN[into] * self.paths.drift * BLOCK
        delay = max(self._held[into] + direction.lag - _ALLOWANCE, 2 * AHEAD - LOOKAHEAD)
        reference = self._past.read(1 - into, LOOKAHEAD + BLOCK + delay, BLOCK)
        return direction.clean(heard, reference, lead.by(1 - into))

    def _newest(self, block: Stereo) -> Stereo:
        """The newest block, in step to the sample."""
        if not any(self._held):
            return block
        return np.stack([self._past.read(n, BLOCK + round(self._held[n]), BLOCK) for n in (0, 1)], axis=1)

    def _hold_back(self) -> None:
        """Hear a channel later into which the other's voice leaks too early to be taken out."""
        for into, direction in enumerate(self.directions):
            if direction.found and not direction.settled:
                continue  # it may be none: a voice alone, by chance like itself
            early = -direction.lag - _EARLY if direction.found else 0.0
            wanted = min(max(early, 0.0), _LONGEST)
            away = wanted - self._held[into]
            far = abs(away) > _TOO_EARLY - _EARLY
            self._held[into] += away if far else max(-_FASTEST, min(away, _FASTEST))

    def _look_for_paths(self) -> None:
        held = [round(each / _LOOKED_IN) * _LOOKED_IN for each in self._held]
        if held != self._looked_held:
            self._looked_held = held
            for finder in (self.paths, *self._far_paths):
                finder.begin_anew()
        self._look(self.paths, held)
        for into, finder in enumerate(self._far_paths):
            if not self.directions[into].found or self.lag(into) > _FAR:
                self._look(finder, [held[n] + (0 if n == into else _FAR) for n in (0, 1)])

    def _look(self, finder: PathFinder, held: list[int]) -> None:
        """Take in what a finder sees with the channels held back so far."""
        window = np.stack([self._past.read(n, WINDOW + held[n], WINDOW) for n in (0, 1)]).T
        now = self._past.received
        seen = finder.push(window, now, self.balance.centre_db, held[1] - held[0])
        if seen is not None:
            self._sighted(seen.into, finder.lag(seen.into, now))

    def _sighted(self, into: int, lag: float) -> None:
        opposite = self.directions[1 - into]
        if opposite.found and not _at_once(lag, opposite.lag) and lag + opposite.lag < _ROUND_TRIP:
            if lag < 0:
                return  # the opposite path, looked at from its far end
            opposite.lose()
        self.directions[into].sighted(lag)


class _Direction:
    """The path into one microphone: where it is, its filter, and how much that helps."""

    def __init__(self) -> None:
        self.found = False
        self.lag = 0.0
        self._strays = self._agreed = 0
        self._before, self._source = 0.0, 0.0
        self._reset()

    @property
    def coupling_db(self) -> float | None:
        """The leakage against its source, before cancelling; None where none was seen."""
        return _db(self._before, self._source) if self._source > 0 else None

    @property
    def settled(self) -> bool:
        """Whether the path has been seen where it is thought to be, time and again."""
        return self.found and self._agreed >= _MOVED_SIGHTINGS

    def sighted(self, lag: float) -> None:
        """Take a measured delay: the first starts the filter, one that stays far off starts it anew."""
        strays = abs(lag - self.lag) > _MOVED
        self._strays, self._agreed = (self._strays + 1, 0) if strays else (0, self._agreed + 1)
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

    def doubt(self) -> None:
        """The path has changed, in strength at least: learn it anew, from what is known of it."""
        self._doubt += _power(self._weights)

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


def _at_once(lag: float, opposite: float) -> bool:
    """Whether both voices leak without delay: crosstalk in a cable or interface, or one stereo microphone."""
    return max(abs(lag), abs(opposite)) < _ROUND_TRIP


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

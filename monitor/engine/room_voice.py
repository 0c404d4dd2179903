"""One person's sentence as both microphones heard it: how loud, from where, and whether alone.

The *difference* is how much louder the first microphone hears a voice than the second.  It belongs to a
place in the room, whatever is said there: over a sixth of a second it stays within 6 dB (tenth to ninetieth
percentile, 12 recorded voices in simulated rooms), while two who talk at once spread it over 14 dB and more
where the microphones are 12 dB apart.  So it tells whether somebody else was heard too, and a stretch of
speech that came from the other's place.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from monitor.audio.paths import HOP, WINDOW, PathFinder
from monitor.audio.soundness import Soundness
from monitor.conversation.timeline import SAMPLE_RATE
from monitor.engine.hearing import Block

FRAME = 512
FULL_SCALE = np.float32(1 / 32768)
DIGITAL_SILENCE = 1e-9
WHOLE, BAND = 0, 1
"""Two measures of power: all of it, and from 220 to 4000 Hz, where voices are and hum and fans hardly."""
Powers = NDArray[np.float64]
"""Shape (n, 2 measures, 2 sides), or (2, 2) of one frame."""

_BINS = slice(7, 129)
_NEAR = 5  # frames over which the difference is looked at
_LOUD = 0.01  # of the loudest: frames that say something
_BREATH = 4  # frames without a voice between two stretches of speech
_LEAST = 31  # frames with a voice, a second: fewer say nothing
_SAME = 0.98
_CERTAIN_LEAD_DB = 100.0  # who leads is known: their step it was
_LEAST_LEAK = 10**0.3  # times the noise


@dataclass(frozen=True, slots=True)
class Said:
    """What was recorded while one person spoke: frames of FRAME samples x 2, and which of them are voice.

    `waited`: it was listened for long enough to say that nothing was heard.
    """

    frames: Block
    voiced: NDArray[np.bool_]
    waited: bool


def powers(frames: Block) -> Powers:
    """Of whole frames, shape (n * FRAME, 2); a measure of noise is a mean or median of them."""
    sound = (frames * FULL_SCALE).astype(np.float64).reshape(-1, FRAME, 2)
    lines = np.fft.rfft(sound * _TAPER, axis=1)[:, _BINS]
    band = 2 * np.sum(lines.real**2 + lines.imag**2, axis=1) / (FRAME * np.sum(_TAPER**2))
    return np.stack([np.mean(sound**2, axis=1), band], axis=1)


def differences(band: Powers, ground: "Ground") -> tuple[Powers, Powers]:
    """Between which two figures the difference of each frame lies, in dB; the band's powers, shape (n, 2).

    Where only one side hears anything it is known to one side only.
    """
    clean = np.maximum(band - ground.noise[BAND], DIGITAL_SILENCE)
    heard = band > ground.audible
    most = np.where(heard, clean, ground.audible)
    low = np.where(heard[:, 0], 10 * np.log10(clean[:, 0] / most[:, 1]), -np.inf)
    high = np.where(heard[:, 1], 10 * np.log10(most[:, 0] / clean[:, 1]), np.inf)
    return low, high


class Ground:
    """The noise of the room, (2, 2) as Powers, and from where on a voice is heard over it, by side."""

    def __init__(self, noise: Powers, heard_over_noise_db: float) -> None:
        self.noise = noise
        over = 10 ** (heard_over_noise_db / 10)
        self.audible = np.maximum(over * noise[BAND], 10 * DIGITAL_SILENCE)


class Voice:
    """A sentence against the noise of the room."""

    def __init__(self, said: Said, ground: Ground) -> None:
        self._said, self._ground, self._noise = said, ground, ground.noise
        self._powers = powers(said.frames)
        self._voiced = self._mean(said.voiced)
        self._all = self._mean(np.ones(len(said.voiced), np.bool_))
        self.heard: list[bool] = (self._voiced[BAND] > ground.audible).tolist()
        """By side."""

    @property
    def spoke(self) -> bool:
        return bool(self._said.voiced.any())

    @property
    def missed(self) -> bool:
        """Whether nobody spoke though it was waited for them."""
        return self._said.waited and not self.spoke

    @property
    def difference_db(self) -> float:
        """How much louder the first side is, its noise taken off."""
        return self._clean_db(0) - self._clean_db(1)

    @cached_property
    def wanders_db(self) -> tuple[float, float]:
        """From where to where the difference goes: the tenth and the ninetieth percentile."""
        near = self._near()
        loudest = np.max(near, axis=1)
        voiced = self._said.voiced[: len(near)]
        loud = voiced & (loudest > _LOUD * max(loudest.max(initial=0.0), DIGITAL_SILENCE))
        if np.count_nonzero(loud) < _LEAST:
            return self.difference_db, self.difference_db
        low, high = differences(near[loud], self._ground)
        first, last = np.quantile(np.clip(self.difference_db, low, high), [0.1, 0.9])
        return float(first), float(last)

    @property
    def same_sound(self) -> bool:
        """Whether both sides carry one signal, at whatever gains."""
        left, right = self._sound.T.astype(np.float64)
        product = float(np.sqrt((left @ left) * (right @ right)))
        return all(self.heard) and abs(float(left @ right)) > _SAME * product > 0

    def without(self, other_db: float, near_db: float) -> "Voice":
        """The same without what came from the place of the other, if enough is left."""
        kept = self._said.voiced.copy()
        frames = np.ones(len(kept), np.bool_)
        for stretch in self._stretches():
            low, high = differences(self._mean(stretch)[BAND][None], self._ground)
            if low[0] - near_db < other_db < high[0] + near_db:
                frames &= ~stretch
        if np.count_nonzero(kept & frames) < _LEAST or frames.all():
            return self
        sound = self._said.frames.reshape(-1, FRAME, 2)[frames].reshape(-1, 2)
        return Voice(replace(self._said, frames=sound, voiced=kept[frames]), self._ground)

    def level_dbfs(self, side: int) -> float | None:
        """Of the voice in this side; None where it was not heard there."""
        if not self.heard[side]:
            return None
        whole, band = self._voiced[:, side] - self._noise[:, side]
        stands_out = self._voiced[WHOLE, side] > 2 * self._noise[WHOLE, side]
        return _db(float(whole if stands_out else band))

    def leak(self, into: int) -> tuple[float | None, float | None]:
        """Into the other's microphone: its level against this voice's own, and its delay in ms."""
        if not self.spoke or self._all[BAND, into] < max(
            _LEAST_LEAK * self._noise[BAND, into], DIGITAL_SILENCE
        ):
            return None, None
        return self._clean_db(into) - self._clean_db(1 - into), self._delay_ms(into)

    def clipped(self, side: int) -> float:
        """The share of the loud samples that lie on flat tops."""
        soundness = Soundness()
        for frame in self._said.frames.reshape(-1, FRAME, 2):
            soundness.look(frame)
        return soundness.channels[side].clipped

    @property
    def _sound(self) -> NDArray[np.float32]:
        return self._said.frames.astype(np.float32) * FULL_SCALE

    def _near(self) -> Powers:
        """The band's powers about each frame, shape (n, 2), an echo brought forward to its voice."""
        into = 1 if self.difference_db > 0 else 0
        late = round((self._delay_ms(into) or 0.0) * SAMPLE_RATE / 1000)
        frames = self._said.frames
        if late > FRAME // 2:
            shifted = np.stack(
                [frames[late * (side == into) :][: len(frames) - late, side] for side in (0, 1)], 1
            )
            frames = shifted[: len(shifted) // FRAME * FRAME]
        band = powers(frames)[:, BAND]
        if len(band) < _NEAR:
            return np.zeros((0, 2))
        return np.stack([np.convolve(side, np.full(_NEAR, 1 / _NEAR), "same") for side in band.T], axis=1)

    def _stretches(self) -> list[NDArray[np.bool_]]:
        """Of speech without a breath in it, each with what follows it; together all frames."""
        voiced = np.flatnonzero(self._said.voiced)
        begins = voiced[1:][np.diff(voiced) > _BREATH]
        edges = [0, *begins.tolist(), len(self._said.voiced)]
        numbers = np.arange(len(self._said.voiced))
        return [(numbers >= first) & (numbers < last) for first, last in pairwise(edges)]

    def _mean(self, frames: NDArray[np.bool_]) -> Powers:
        return np.asarray(self._powers[frames].mean(axis=0)) if frames.any() else np.zeros((2, 2))

    def _clean_db(self, side: int) -> float:
        power, noise = float(self._all[BAND, side]), float(self._noise[BAND, side])
        return _db(max(power - noise, noise / 4, DIGITAL_SILENCE))

    def _delay_ms(self, into: int) -> float | None:
        paths, lead_db = PathFinder(), _CERTAIN_LEAD_DB * (1 if into == 0 else -1)
        sound = self._sound
        ends = range(WINDOW, len(sound) + 1, HOP)
        sightings = (paths.push(sound[end - WINDOW : end], end, lead_db) for end in ends)
        lags = [seen.lag for seen in sightings if seen is not None]
        return float(np.median(lags)) * 1000 / SAMPLE_RATE if lags else None


_TAPER = np.hanning(FRAME)[None, :, None]


def _db(power: float) -> float:
    return float(10 * np.log10(max(power, 1e-12)))

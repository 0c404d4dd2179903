"""How loud a channel is, against its own noise and its own speech.

There is no threshold in dBFS: a frame is loud enough for speech when it stands out from
the channel's noise floor and does not fall too far below the channel's speech level.
Both are followed all the time, so a quiet microphone is heard like a loud one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

import numpy as np
from numpy.typing import NDArray

from monitor.conversation.timeline import FRAME_SAMPLES

FULL_SCALE = 32768.0
FRAMES_PER_S = 100
NOTHING_DB = -90.0
"""Below the last bit of a 16-bit sample: a dropout, not a quiet room."""


@dataclass(frozen=True, slots=True)
class LevelSettings:
    """Decibels, and decibels per second; `fall` and `rise` are the share of a step taken per frame."""

    over_noise_db: float
    under_speech_db: float
    noise_fall: float
    noise_rise_db_per_s: float
    noise_rise_in_voice_db_per_s: float
    speech_rise: float
    speech_fall_db_per_s: float
    speech_over_noise_min_db: float

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not 0 < getattr(self, name) < 100:
                raise ValueError(f"{name} is {getattr(self, name)}, but must lie between 0 and 100")
        for name in ("noise_fall", "speech_rise"):
            if getattr(self, name) > 1:
                raise ValueError(f"{name} is {getattr(self, name)}, but is a share and must not exceed 1")


def frame_power(samples: NDArray[np.int16]) -> list[float]:
    """The mean power of each frame, its constant part removed, against full scale.

    The sums are of whole numbers below 2**53, so they are exact and do not depend on how
    many frames are summed in one call.
    """
    frames = samples.reshape(-1, FRAME_SAMPLES).astype(np.float64)
    squares = np.einsum("ij,ij->i", frames, frames) - frames.sum(axis=1) ** 2 / FRAME_SAMPLES
    power: list[float] = (squares / (FRAME_SAMPLES * FULL_SCALE**2)).tolist()
    return power


class LevelGate:
    """Lets a voice detector's scores pass where the channel is loud enough for its own speech."""

    def __init__(self, settings: LevelSettings) -> None:
        self._settings = settings
        self.noise_db: float | None = None
        self.speech_db: float | None = None
        self._silent_frames = 0

    @property
    def silent_s(self) -> float:
        """How long the channel has now sent digital silence."""
        return self._silent_frames / FRAMES_PER_S

    def feed(self, scores: Sequence[float], powers: Sequence[float]) -> list[float]:
        """The scores, 0 where the frame is too quiet; one power of `frame_power` for each."""
        return [self._pass(score, power) for score, power in zip(scores, powers, strict=True)]

    def _pass(self, score: float, power: float) -> float:
        level = 10 * log10(power) if power > 0 else -1000.0
        if level < NOTHING_DB:
            self._silent_frames += 1
            return 0.0
        self._silent_frames = 0
        settings = self._settings
        noise, speech = self.noise_db, self.speech_db
        if noise is None or speech is None:
            noise, speech = level, level + settings.speech_over_noise_min_db
        if level < noise:
            noise += (level - noise) * settings.noise_fall
        else:
            rise = settings.noise_rise_in_voice_db_per_s if score else settings.noise_rise_db_per_s
            noise = min(level, noise + rise / FRAMES_PER_S)
        if score:
            if level > speech:
                speech += (level - speech) * settings.speech_rise
            else:
                speech -= settings.speech_fall_db_per_s / FRAMES_PER_S
            speech = max(speech, noise + settings.speech_over_noise_min_db)
        self.noise_db, self.speech_db = noise, speech
        if level > noise + settings.over_noise_db and level > speech - settings.under_speech_db:
            return score
        return 0.0

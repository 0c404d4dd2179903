"""What the sound of a sound check shows: who was heard where, how loud, and how much of the other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.audio.paths import HOP, WINDOW, PathFinder
from monitor.audio.soundness import Soundness
from monitor.conversation.room import Loudness, Room, Side
from monitor.conversation.timeline import SAMPLE_RATE
from monitor.engine.hearing import Block
from monitor.engine.integrity import TrustSettings
from monitor.engine.room_verdict import SoundCheckSettings

FRAME = 512
FULL_SCALE = np.float32(1 / 32768)
_DIGITAL_SILENCE = 1e-9
_SAME = 0.98
_CERTAIN_LEAD_DB = 100.0  # who leads is known: their step it was
_LEAST_LEAK_OVER_NOISE_DB = 3.0


@dataclass(frozen=True, slots=True)
class Said:
    """What was recorded while one person spoke: frames of FRAME samples x 2, and which of them are voice.

    `waited`: it was listened for long enough to say that nothing was heard.
    """

    frames: Block
    voiced: NDArray[np.bool_]
    waited: bool


def measured(
    noise: NDArray[np.float64] | None,
    said: tuple[Said, Said],
    settings: SoundCheckSettings,
    trust: TrustSettings,
) -> Room:
    """The room by its noise (mean power of each side; None: not known), and what each of both said."""
    ground = np.zeros(2) if noise is None else noise
    voices = tuple(_Voice(each, ground, settings.heard_over_noise_db) for each in said)
    apart = _separation(voices)
    crossed = apart is not None and apart <= -settings.hardly_apart_db
    told_apart = apart is not None and abs(apart) >= settings.hardly_apart_db
    sides = []
    for side in (0, 1):
        own, other = voices[side ^ crossed], voices[1 - side ^ crossed]
        leak, delay = other.leak(side) if told_apart else (None, None)
        known = noise is not None and ground[side] > _DIGITAL_SILENCE
        sides.append(
            Side(
                own.loudness(side, settings, trust),
                own.level_dbfs(side),
                _db(float(ground[side])) if known else None,
                leak,
                delay,
            )
        )
    same = not told_apart and all(voice.same_sound for voice in voices if voice.spoke)
    return Room((sides[0], sides[1]), apart, same and any(voice.spoke for voice in voices))


class _Voice:
    """One person as both sides heard them."""

    def __init__(self, said: Said, noise: NDArray[np.float64], over_noise_db: float) -> None:
        self._said, self._noise = said, noise
        self._sound = said.frames.astype(np.float32) * FULL_SCALE
        power = np.mean(np.square(self._sound, dtype=np.float64).reshape(-1, FRAME, 2), axis=1)
        self._voiced = power[said.voiced].mean(axis=0) if said.voiced.any() else np.zeros(2)
        self._whole = power.mean(axis=0) if len(power) else np.zeros(2)
        over = 10 ** (over_noise_db / 10)
        self.heard = tuple((self._voiced > np.maximum(noise * over, 10 * _DIGITAL_SILENCE)).tolist())

    @property
    def spoke(self) -> bool:
        return bool(self._said.voiced.any())

    @property
    def difference_db(self) -> float:
        """How much louder the first side is, its noise taken off."""
        first, second = (self._clean_db(side) for side in (0, 1))
        return first - second

    @property
    def same_sound(self) -> bool:
        """Whether both sides carry one signal, at whatever gains."""
        left, right = self._sound.T.astype(np.float64)
        product = float(np.sqrt((left @ left) * (right @ right)))
        return all(self.heard) and abs(float(left @ right)) > _SAME * product > 0

    def level_dbfs(self, side: int) -> float | None:
        """Of the voice in this side; None where it was not heard there."""
        power = float(self._voiced[side] - self._noise[side])
        return _db(power) if self.heard[side] else None

    def loudness(self, side: int, settings: SoundCheckSettings, trust: TrustSettings) -> Loudness | None:
        """None where nobody spoke and that may be because nobody was waited for."""
        level = self.level_dbfs(side)
        if level is None:
            return Loudness.NOTHING if self.spoke or self._said.waited else None
        if self._clipped(side) >= trust.clipped_noted:
            return Loudness.CLIPPING
        return Loudness.QUIET if level < settings.quiet_dbfs else Loudness.GOOD

    def leak(self, into: int) -> tuple[float | None, float | None]:
        """Into the other's microphone: its level against this voice's own, and its delay in ms."""
        over = 10 ** (_LEAST_LEAK_OVER_NOISE_DB / 10)
        if not self.spoke or self._whole[into] < max(over * self._noise[into], _DIGITAL_SILENCE):
            return None, None
        return self._clean_db(into) - self._clean_db(1 - into), self._delay_ms(into)

    def _delay_ms(self, into: int) -> float | None:
        paths, lead_db = PathFinder(), _CERTAIN_LEAD_DB * (1 if into == 0 else -1)
        ends = range(WINDOW, len(self._sound) + 1, HOP)
        sightings = (paths.push(self._sound[end - WINDOW : end], end, lead_db) for end in ends)
        lags = [seen.lag for seen in sightings if seen is not None]
        return float(np.median(lags)) * 1000 / SAMPLE_RATE if lags else None

    def _clipped(self, side: int) -> float:
        soundness = Soundness()
        for frame in self._said.frames.reshape(-1, FRAME, 2):
            soundness.look(frame)
        return soundness.channels[side].clipped

    def _clean_db(self, side: int) -> float:
        power, noise = float(self._whole[side]), float(self._noise[side])
        return _db(max(power - noise, noise / 4, _DIGITAL_SILENCE))


def _separation(voices: tuple[_Voice, ...]) -> float | None:
    """None where one has not spoken, or one side has heard nobody."""
    therapist, client = voices
    if not (therapist.spoke and client.spoke):
        return None
    if any(not therapist.heard[side] and not client.heard[side] for side in (0, 1)):
        return None
    return (therapist.difference_db - client.difference_db) / 2


def _db(power: float) -> float:
    return float(10 * np.log10(max(power, 1e-12)))

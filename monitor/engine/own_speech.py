"""Own speech or not, per channel and frame: where levels, leakage and the voice detector meet.

A frame is strong where own voice (less noise and leakage) comes within `strong_db` of the
speaker's loud level and stands out of noise and leakage, with the detector not denying
speech nearby; weak is the same for fainter sound, without the detector.  Three strong
frames begin speech, with the weak ones that lead in; weak ones may carry it on for a
while; a dip shorter than `bridge_frames` is filled; what is shorter than
`shortest_frames` is a noise.  Each decision is final DELAY frames later.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.audio.histogram import LevelHistogram
from monitor.audio.levels import UNIT, Levels
from monitor.conversation.timeline import FRAME_SAMPLES
from monitor.speech.silero import FRAME as DETECTOR_FRAME

_LOUD_MEMORY = 6000  # frames of own speech: one minute
_FIRST_LOUD_OVER_NOISE_DB = 30.0
_UNKNOWN_OVER_LEAK_DB = 12.0  # of somebody not heard yet: a leak's peaks reach this far
_SURE_DB = 10.0
_ENOUGH = 30  # frames of speech before the speaker's level is taken from them


@dataclass(frozen=True, slots=True)
class OwnSpeechSettings:
    """The frame rule; see [own_speech] in default.toml."""

    voice_probability: float
    unclear_voice_probability: float
    surely_voice_probability: float
    clear_db: float
    voice_back_frames: int
    loud_quantile: float
    strong_db: float
    weak_db: float
    over_noise_db: float
    over_leak_db: float
    lead_in_frames: int
    dying_away_frames: int
    bridge_frames: int
    shortest_frames: int

    def __post_init__(self) -> None:
        if not 0 < self.voice_probability <= self.unclear_voice_probability < 1:
            raise ValueError("0 < voice_probability <= unclear_voice_probability < 1 must hold")
        if not 0 < self.strong_db <= self.weak_db:
            raise ValueError("strong_db must be above 0 and at most weak_db")
        if self.lead_in_frames > self.bridge_frames:
            raise ValueError("lead_in_frames may be at most bridge_frames, or decisions would come too late")

    @property
    def delay_frames(self) -> int:
        """How many later frames must be known before a frame is decided."""
        return self.bridge_frames + _BEGINS - 1


_BEGINS = 3  # strong frames


class OwnSpeech:
    """One channel: push levels and detector probabilities, get decisions in the order of frames."""

    def __init__(self, settings: OwnSpeechSettings, channel: int) -> None:
        self._settings, self._channel = settings, channel
        self._rule = _Rule(settings)
        self._levels = LevelHistogram(-100, 0, _LOUD_MEMORY)
        self._voice = np.zeros(0, np.float32)
        self._first_voice = 0
        self._gain_changes = 0
        self.loud_dbfs: float | None = None

    def push(self, levels: list[Levels], probabilities: NDArray[np.float32]) -> list[bool]:
        """`levels` as the meter gives them (units or parts of units), probabilities as they come."""
        self._voice = np.concatenate([self._voice, probabilities])
        decided: list[bool] = []
        for part in levels:
            decided += self._decide(part)
        return decided

    def _decide(self, part: Levels) -> list[bool]:
        rule = self._settings
        own, leak, noise = part.own[self._channel], part.leak[self._channel], part.noise[self._channel]
        numbers = np.arange(part.first, part.first + len(own))
        known = self.loud_dbfs
        loud = noise + _FIRST_LOUD_OVER_NOISE_DB if known is None else np.full_like(own, known)
        over_leak = _UNKNOWN_OVER_LEAK_DB if known is None else rule.over_leak_db
        least = np.maximum(noise + rule.over_noise_db, leak + over_leak)
        voice = self._voice_near(numbers)
        clear = own > np.maximum(noise, leak) + rule.clear_db
        need = np.where(clear, rule.voice_probability, rule.unclear_voice_probability)
        strong = (own > np.maximum(loud - rule.strong_db, least)) & (voice > need)
        weak = own > np.maximum(loud - rule.weak_db, least)
        self._learn(part, own, leak, noise)
        decisions = (self._rule.push(bool(s), bool(w)) for s, w in zip(strong, weak, strict=True))
        return [decision for decision in decisions if decision is not None]

    def _voice_at(self, numbers: NDArray[np.intp]) -> NDArray[np.intp]:
        """Which of the kept probabilities covers the centre of each frame."""
        frame = (np.maximum(numbers, 0) * FRAME_SAMPLES + FRAME_SAMPLES // 2) // DETECTOR_FRAME
        return np.asarray(frame - self._first_voice)

    def _voice_near(self, numbers: NDArray[np.intp]) -> NDArray[np.float32]:
        """The highest probability of speech from `voice_back_frames` before each frame up to it."""
        last, index = self._voice_at(numbers), self._voice_at(numbers - self._settings.voice_back_frames)
        highest = self._voice[last]
        for step in range(int(np.max(last - index))):
            highest = np.maximum(highest, self._voice[np.minimum(index + step, last)])
        return highest

    def _learn(
        self, part: Levels, own: NDArray[np.float32], leak: NDArray[np.float32], noise: NDArray[np.float32]
    ) -> None:
        """Collect the levels of sure speech; they count from the next unit on."""
        voice = self._voice[self._voice_at(np.arange(part.first, part.first + len(own)))]
        sure = (voice > self._settings.surely_voice_probability) & (own > np.maximum(leak, noise) + _SURE_DB)
        for level in own[sure]:
            self._levels.add(float(level))
        if (part.first + len(own)) % UNIT == 0:
            if part.gain_changes != self._gain_changes:
                self._gain_changes = part.gain_changes
                self._levels.hold_lightly(_ENOUGH)
            if self._levels.weight >= _ENOUGH:
                self.loud_dbfs = self._levels.quantile(self._settings.loud_quantile)
            self._forget(part.first + len(own))

    def _forget(self, frame: int) -> None:
        spare = int(self._voice_at(np.array([frame - self._settings.voice_back_frames]))[0])
        if spare > 0:
            self._voice, self._first_voice = self._voice[spare:], self._first_voice + spare


class _Rule:
    """Strong and weak frames in, decisions out, `delay_frames` later."""

    def __init__(self, settings: OwnSpeechSettings) -> None:
        self._settings = settings
        self._waiting: deque[bool] = deque()
        self._frame = -1
        self._strong = self._weak = 0  # frames in a row
        self._last_strong = 0
        self._start, self._end = 0, -settings.bridge_frames - 1  # of the last speech, [start, end)

    def push(self, strong: bool, weak: bool) -> bool | None:
        """Take one frame; the decision about an earlier one, or None at the very start."""
        self._frame += 1
        self._waiting.append(False)
        self._strong = self._strong + 1 if strong else 0
        self._weak = self._weak + 1 if weak or strong else 0
        if self._strong >= _BEGINS:
            self._speak()
        elif weak and self._dies_away():
            self._mark(self._frame)
        return self._decide() if len(self._waiting) > self._settings.delay_frames else None

    def _speak(self) -> None:
        self._last_strong = self._frame
        onset = self._frame + 1 - self._strong if self._strong == _BEGINS else self._frame
        bridged = onset - self._end <= self._settings.bridge_frames
        if not bridged:
            onset -= min(self._settings.lead_in_frames, self._weak - self._strong)
            self._start = onset
        self._mark(min(onset, self._end) if bridged else onset)

    def _dies_away(self) -> bool:
        near = self._frame - self._last_strong <= self._settings.dying_away_frames
        return near and self._end == self._frame

    def _mark(self, first: int) -> None:
        """Everything from `first` to the present frame is speech."""
        for back in range(self._frame - first + 1):
            self._waiting[-1 - back] = True
        self._end = self._frame + 1

    def _decide(self) -> bool:
        """The oldest frame, unless it begins a run that is too short to be speech."""
        number = self._frame + 1 - len(self._waiting)
        short = self._end - self._start < self._settings.shortest_frames
        if self._waiting[0] and number == self._start and short:
            self._drop()
        return self._waiting.popleft()

    def _drop(self) -> None:
        for index in range(self._end - self._start):
            self._waiting[index] = False
        self._start = self._end = self._frame - self._settings.bridge_frames - 1

"""A sound check as it goes along: first the quiet room, then the therapist's sentence, then the client's.

    QUIET      until nobody has spoken for `silence_s`
    THERAPIST  until a voice was heard for `speech_s` and has paused; the same for the
    CLIENT     whose voice counts after a pause, and for less where it comes from the therapist's place: the
               sentence may be going on

Each step waits for as long as it takes, and can be skipped.  Sound is taken in frames of 32 ms, so equal
samples give the same result however they are cut.
"""

from collections import deque
from math import log10

import numpy as np

from monitor.audio.soundness import INAUDIBLE, NEAR_FULL_SCALE, Soundness
from monitor.conversation.room import Loudness, Meter, Picture, Room, Step
from monitor.conversation.timeline import SAMPLE_RATE
from monitor.engine.hearing import Block
from monitor.engine.integrity import TrustSettings
from monitor.engine.room_measured import measured
from monitor.engine.room_verdict import SoundCheckSettings, judge
from monitor.engine.room_voice import (
    BAND,
    FRAME,
    FULL_SCALE,
    WHOLE,
    Ground,
    Powers,
    Said,
    Voice,
    differences,
    powers,
)
from monitor.speech.silero import SileroDetector

_STEPS = tuple(Step)
_HANGOVER = 8  # frames after a voice in which its echo may still come
_SHOWN, _LATELY = 3, 62  # frames: a tenth of a second, two seconds
_NOISE_FRAMES = 600
_NEAR = 5  # frames with a voice that are looked at together
_PEAK_OVER_SPEECH_DB = 5.0  # the loudest frame of speech against its level on the whole
_NOW_OVER_NOISE_DB = 10.0


class SoundCheck:
    """Feed it blocks of shape (n, 2), therapist and client; look at its `picture` now and then."""

    def __init__(self, settings: SoundCheckSettings, trust: TrustSettings, call: bool = False) -> None:
        """`call`: the client's side is what the computer plays."""
        self._settings, self._trust, self._call = settings, trust, call
        self._detectors = (SileroDetector(), SileroDetector())
        self._rest: Block = np.zeros((0, 2), np.int16)
        self._step = 0
        self._quiet: list[Powers] = []
        self._pauses: deque[Powers] = deque(maxlen=_NOISE_FRAMES)
        self._silent = 0  # frames without a voice, up to now
        self._sentences = {step: _Sentence() for step in (Step.THERAPIST, Step.CLIENT)}
        self._bands: deque[Powers] = deque(maxlen=_NEAR)
        self._before_db: float | None = None  # the difference of the sentence before, see room_voice
        self._waited = 0  # frames of this step since what it asks for was last heard
        self._meters = (_Meter(settings), _Meter(settings))
        self._room: Room | None = None

    @property
    def step(self) -> Step:
        return _STEPS[self._step]

    def feed(self, block: Block) -> None:
        """Take in what was heard; after the end only the meters move."""
        sound = np.concatenate([self._rest, block])
        whole = len(sound) // FRAME * FRAME
        self._rest = sound[whole:]
        for frame in sound[:whole].reshape(-1, FRAME, 2):
            self._take(frame)

    def skip(self) -> None:
        """Go on to the next step."""
        if self.step is not Step.DONE:
            self._go_on()

    def hold(self) -> None:
        """A microphone is not heard: what the step has heard so far may lack half, and it begins anew."""
        if self.step is Step.DONE:
            return
        self._waited = 0
        self._pauses.clear()
        if self.step is Step.QUIET:
            self._quiet = []
        if self.step in self._sentences:
            self._sentences[self.step] = _Sentence()

    def exchange(self) -> None:
        """Call the microphones after each other, once the room is known."""
        self._room = self._room and self._room.exchanged

    @property
    def picture(self) -> Picture:
        """How it stands."""
        verdict = judge(self._room, self._settings, self._trust) if self._room else ()
        return Picture(
            self.step,
            self._progress(),
            (self._meters[0].shown(), self._meters[1].shown()),
            self._unheard(),
            self._room,
            verdict,
        )

    def _take(self, frame: Block) -> None:
        power = powers(frame)[0]
        for side, meter in enumerate(self._meters):
            meter.push(frame[:, side], float(power[WHOLE, side]))
        if self.step is Step.DONE:
            return
        sound = frame * FULL_SCALE
        voices = [d.push(np.ascontiguousarray(s))[0] for d, s in zip(self._detectors, sound.T, strict=True)]
        voice = bool(max(voices) >= self._settings.voice_probability)
        self._silent = 0 if voice else self._silent + 1
        if not voice:
            self._pauses.append(power)
        if self.step is Step.QUIET:
            self._listen_to_room(power, voice)
        else:
            self._listen_to_voice(frame, voice, power[BAND])

    def _listen_to_room(self, power: Powers, voice: bool) -> None:
        self._waited += 1
        self._quiet = [] if voice else [*self._quiet, power]
        if len(self._quiet) >= _frames(self._settings.silence_s):
            self._go_on()

    def _listen_to_voice(self, frame: Block, voice: bool, band: Powers) -> None:
        sentence, pause = self._sentences[self.step], _frames(self._settings.pause_s)
        sentence.open = sentence.open or self._silent >= pause
        self._waited = 0 if voice and sentence.open else self._waited + 1
        if sentence.open:
            sentence.push(frame, voice, self._silent)
            sentence.doubtful += voice and self._from_before(band)
        enough = sentence.heard >= _frames(self._settings.speech_s) and self._silent >= pause
        if enough or max(sentence.certain, sentence.doubtful) >= _frames(self._settings.speech_max_s):
            self._go_on()

    def _from_before(self, band: Powers) -> bool:
        """Whether it comes from where the sentence before came from, as if that went on."""
        self._bands.append(band)
        if self._before_db is None:
            return False
        low, high = differences(np.mean(self._bands, axis=0)[None], self._ground())
        near_db = 2 * self._settings.hardly_apart_db
        return bool(low[0] - near_db < self._before_db < high[0] + near_db)

    def _ground(self) -> Ground:
        noise = self._noise()
        return Ground(np.zeros((2, 2)) if noise is None else noise, self._settings.heard_over_noise_db)

    def _go_on(self) -> None:
        if self.step in self._sentences:
            sentence = self._sentences[self.step]
            sentence.waited = self._unheard()
            before = Voice(sentence.said(), self._ground())
            self._before_db = before.difference_db if before.spoke else None
        elif self._quiet:
            for side, noise in enumerate(np.median(self._quiet, axis=0)[WHOLE]):
                self._meters[side].noise = float(noise)
        self._step, self._waited = self._step + 1, 0
        if self.step is Step.DONE:
            therapist, client = (sentence.said() for sentence in self._sentences.values())
            room = measured(self._noise(), (therapist, client), self._settings, self._trust)
            swapped = (room.separation_db or 0.0) <= -self._settings.hardly_apart_db
            self._room = room.reversed_call if swapped and self._call else room

    def _noise(self) -> Powers | None:
        """Of the quiet room, or, where that was skipped, of the pauses."""
        frames = self._quiet or list(self._pauses)
        return np.median(frames, axis=0) if frames else None

    def _progress(self) -> float:
        if self.step is Step.DONE:
            return 1.0
        if self.step is Step.QUIET:
            return len(self._quiet) / _frames(self._settings.silence_s)
        return min(1.0, self._sentences[self.step].heard / _frames(self._settings.speech_s))

    def _unheard(self) -> bool:
        """Whether what the step asks for has not come for so long that something may be wrong."""
        return self.step is not Step.DONE and self._waited > _frames(self._settings.unheard_after_s)


class _Sentence:
    """What one person says; `open` once the one before has paused.

    Frames with a voice: `doubtful` are those that may still be the one before.
    """

    def __init__(self) -> None:
        self.open = self.waited = False
        self.voiced = self.doubtful = 0
        self._frames: list[Block] = []
        self._voices: list[bool] = []

    def push(self, frame: Block, voice: bool, silent: int) -> None:
        self.voiced += voice
        if self.voiced and silent <= _HANGOVER:
            self._frames.append(frame.copy())
            self._voices.append(voice)

    @property
    def certain(self) -> int:
        return self.voiced - self.doubtful

    @property
    def heard(self) -> float:
        """What is doubtful must be heard for twice as long: it may be all that there is."""
        return max(self.certain, self.doubtful / 2)

    def said(self) -> Said:
        frames = np.concatenate([np.zeros((0, 2), np.int16), *self._frames])
        return Said(frames, np.array(self._voices, np.bool_), self.waited)


class _Meter:
    """What one side's level was of late."""

    def __init__(self, settings: SoundCheckSettings) -> None:
        self._settings = settings
        self.noise = 0.0
        self._powers: deque[float] = deque([0.0], maxlen=_LATELY)
        self._clipped: deque[bool] = deque([False], maxlen=_LATELY)
        self._peaks: deque[int] = deque([0], maxlen=_LATELY)

    def push(self, frame: Block, power: float) -> None:
        peak = int(np.abs(frame.astype(np.int32)).max())
        self._powers.append(power)
        self._peaks.append(peak)
        self._clipped.append(peak >= NEAR_FULL_SCALE and _flat(frame))

    def shown(self) -> Meter:
        now = list(self._powers)[-_SHOWN:]
        return Meter(_db(sum(now) / len(now)), self._loudness())

    def _loudness(self) -> Loudness:
        loudest = _db(max(self._powers))
        if any(self._clipped):
            return Loudness.CLIPPING
        if max(self._peaks) <= INAUDIBLE or loudest < _db(self.noise) + _NOW_OVER_NOISE_DB:
            return Loudness.NOTHING
        quiet = loudest < self._settings.quiet_dbfs + _PEAK_OVER_SPEECH_DB
        return Loudness.QUIET if quiet else Loudness.GOOD


def _flat(frame: Block) -> bool:
    soundness = Soundness()
    soundness.look(np.stack([frame, frame], axis=1))
    return soundness.channels[0].clipped > 0


def _frames(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE / FRAME)


def _db(power: float) -> float:
    return 10 * log10(max(power, 1e-10))

"""What happens before the microphone in one window: sentences by one or several speakers, or none."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monitor.conversation.timeline import SAMPLE_RATE
from tests.demo_model.grammar import PUNCTUATION, sentence
from tests.demo_model.noises import BESIDE_SPEECH, IN_SILENCE, Dice, noise, roughened
from tests.demo_model.speaker import Speaker, any_manner
from tests.scenes.voice import Signal, Word

MARGIN_S = 0.05
"""A sentence must end so long before the take does."""
QUIET_LEVEL = 0.02
LOUDEST_LEAK_IN_SILENCE = 0.1


@dataclass(frozen=True)
class Wanted:
    """A take of at most `length_s`; `clean` without noise and rooms, `silence` how often nobody speaks."""

    length_s: float
    clean: bool
    silence: float
    voices: Sequence[str]
    unseen: bool


@dataclass(frozen=True)
class Sentence:
    """Its words with their times in the take; `sign` is its last, if it has one."""

    words: tuple[Word, ...]
    sign: str


@dataclass(frozen=True, eq=False)
class Take:
    """The sound at SAMPLE_RATE; `cut` when it stops within what was said, `end` seconds in."""

    sound: Signal
    sentences: tuple[Sentence, ...]
    end: float
    cut: bool


class Stage:
    """Where takes are made, one after the other, by seed."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._speaker = Speaker()

    def take(self, wanted: Wanted) -> Take:
        """The next take."""
        if self._dice.choose.random() < wanted.silence:
            return self._silence(wanted)
        sentences, sound = self._sentences(wanted)
        return self._recorded(sentences, sound, wanted)

    def _silence(self, wanted: Wanted) -> Take:
        whole = int(wanted.length_s * SAMPLE_RATE)
        samples = max(int(self._dice.choose.uniform(0.4, 1) * whole), SAMPLE_RATE // 2)
        sound = self._disturbed(np.zeros(min(samples, whole), np.float32), QUIET_LEVEL, wanted)
        if self._dice.choose.random() < 0.02:
            sound = np.zeros_like(sound)
        return Take(sound, (), len(sound) / SAMPLE_RATE, cut=False)

    def _sentences(self, wanted: Wanted) -> tuple[tuple[Sentence, ...], Signal]:
        """As many sentences as there is room for, or as come to mind."""
        draw = self._dice.choose
        said: list[Sentence] = []
        sound = np.zeros(int(wanted.length_s * SAMPLE_RATE), np.float32)
        room = wanted.length_s - MARGIN_S
        at = draw.uniform(0, 0.6) if draw.random() < 0.88 else draw.uniform(0.6, 3.0)
        manner = any_manner(draw, wanted.voices)
        while True:
            if said and draw.random() < 0.1:
                manner = any_manner(draw, wanted.voices)
            tokens = sentence(draw, wanted.unseen)
            spoken, words = self._speaker.say(tokens, manner)
            length = len(spoken) / SAMPLE_RATE
            if at + length > room:
                if said:
                    break
                at = 0.0
            if length > room:
                continue
            self._place(spoken, sound[int(at * SAMPLE_RATE) :])
            sign = tokens[-1] if tokens[-1] in PUNCTUATION else ""
            said.append(Sentence(tuple(Word(w.text, w.start + at, w.end + at) for w in words), sign))
            at += length + draw.uniform(0.15, 1.2)
            if draw.random() < 0.12:
                break
        return tuple(said), sound

    def _place(self, spoken: Signal, sound: Signal) -> None:
        """Adds it at the beginning of the sound, more or less loud."""
        peak = 10 ** (self._dice.choose.uniform(-4, 0) / 20)
        sound[: len(spoken)] += spoken / (np.abs(spoken).max() + 1e-6) * peak

    def _recorded(self, sentences: tuple[Sentence, ...], sound: Signal, wanted: Wanted) -> Take:
        """As a microphone hears it: it may stop short, in a room, at some level, with noise."""
        draw = self._dice.choose
        first, last = sentences[0].words[0], sentences[-1].words[-1]
        end = min(wanted.length_s, last.end + draw.uniform(0.05, 0.9))
        cut = draw.random() < 0.25 and not wanted.clean
        if cut:
            end = draw.uniform(min(first.end + 0.1, last.end), last.end)
        sound = sound[: max(int(end * SAMPLE_RATE), SAMPLE_RATE // 4)]
        if not wanted.clean:
            sound = roughened(sound, self._dice)
        peak = 0.5 if wanted.clean else 10 ** (draw.uniform(-22, -1) / 20)
        sound = sound * np.float32(peak / (np.abs(sound).max() + 1e-6))
        if not wanted.clean:
            sound = self._disturbed(sound, float(np.sqrt((sound**2).mean())), wanted)
        return Take(sound, sentences, end, cut)

    def _disturbed(self, sound: Signal, level: float, wanted: Wanted) -> Signal:
        """With noise against a level, and with the other person leaking in."""
        draw, silent = self._dice.choose, not sound.any()
        if draw.random() < 0.8:
            below = draw.uniform(8, 70) if silent else draw.uniform(8, 45)
            kind = draw.choice(IN_SILENCE if silent else BESIDE_SPEECH)
            sound = sound + noise(kind, len(sound), self._dice.sample) * np.float32(
                level * 10 ** (-below / 20)
            )
        if draw.random() < (0.35 if silent else 0.15):
            leak, _ = self._speaker.say(sentence(draw), any_manner(draw, wanted.voices))
            heard = np.resize(leak, len(sound)) / (np.abs(leak).max() + 1e-6)
            loudest = LOUDEST_LEAK_IN_SILENCE if silent else float(np.abs(sound).max())
            sound = sound + heard * np.float32(loudest * 10 ** (-draw.uniform(20, 34) / 20))
        return sound

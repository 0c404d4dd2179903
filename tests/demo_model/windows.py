"""What the model sees of a take, and what it should make of it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from faster_whisper.feature_extractor import FeatureExtractor

from tests.demo_model.grammar import sentence
from tests.demo_model.noises import Dice
from tests.demo_model.takes import Sentence, Stage, Take, Wanted
from tests.demo_model.tokens import WRITTEN, Tokens
from tests.scenes.voice import Stretch, Word

COLUMNS_A_S = 100
FRAMES_A_S = 50
"""Columns of the spectrogram; the encoder halves them."""
LATEST_FIRST_TIME_S = 1.0
"""The first token of time is never later: so Whisper was taught, and decoders rely on it."""
NOT_A_WORD = 0
IGNORED = -100
"""A target that costs nothing, whatever is predicted."""
NOTHING_THERE: tuple[int, int] = (-1, -1)
NUMBER = {word: number for number, word in enumerate(WRITTEN, start=1)}

Spectrogram = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Target:
    """A token that should come next, and the seconds of sound that it stands for."""

    token: int
    span: Stretch | None = None


@dataclass(frozen=True, eq=False)
class Window:
    """`mel` has shape (MELS, columns); `frames`, one for two columns, the number of the word spoken.

    `inputs[i]` is what the decoder reads before it should say `targets[i]`; `spans[i]` is where in
    the encoder's frames it should look for that.
    """

    mel: Spectrogram
    inputs: list[int]
    targets: list[int]
    spans: list[tuple[int, int]]
    frames: npt.NDArray[np.int64]


class Windows:
    """Windows, one after the other, by seed."""

    def __init__(self, tokens: Tokens, dice: Dice) -> None:
        self._tokens, self._dice = tokens, dice
        self._stage = Stage(dice)
        self._features = FeatureExtractor()

    def window(self, length_s: float, wanted: Wanted) -> Window:
        """A take in a window of `length_s`, which the take does not outlast."""
        take = self._stage.take(wanted)
        with_times = self._dice.choose.random() < 0.55
        prompt = self._prompt() if self._dice.choose.random() < 0.08 else []
        kept = list(audible(take))
        if kept:
            targets = self._targets(kept, with_times)
            inputs = [self._tokens.start, *(target.token for target in targets[:-1])]
        else:
            targets = [Target(self._tokens.no_speech), Target(self._tokens.end)]
            anywhere = (
                self._tokens.time(self._dice.choose.uniform(0, 1)) if with_times else self._tokens.no_times
            )
            inputs = [self._tokens.start, anywhere]
        return Window(
            mel=self._mel(take, length_s),
            inputs=prompt + inputs,
            targets=[IGNORED] * len(prompt) + [target.token for target in targets],
            spans=[NOTHING_THERE] * len(prompt) + [in_frames(target.span) for target in targets],
            frames=frames_of([word for sentence in kept for word in sentence.words], length_s),
        )

    def _prompt(self) -> list[int]:
        """Something said before, which the decoder should not be led astray by."""
        return [self._tokens.previous, *(self._tokens.of[word] for word in sentence(self._dice.choose))]

    def _targets(self, sentences: Sequence[Sentence], with_times: bool) -> list[Target]:
        """Words and signs, with the sentences' times about them or one token that says there are none."""
        targets = [] if with_times else [Target(self._tokens.no_times)]
        for number, said in enumerate(sentences):
            start, end = said.words[0].start, said.words[-1].end
            if with_times:
                told = min(start, LATEST_FIRST_TIME_S) if number == 0 else start
                targets.append(Target(self._tokens.time(told), (start - 0.06, start + 0.06)))
            targets += [Target(self._tokens.of[word.text], (word.start, word.end)) for word in said.words]
            if said.sign:
                targets.append(Target(self._tokens.of[said.sign], (end - 0.1, end + 0.2)))
            if with_times:
                targets.append(Target(self._tokens.time(end), (end - 0.06, end + 0.06)))
        return [*targets, Target(self._tokens.end)]

    def _mel(self, take: Take, length_s: float) -> Spectrogram:
        """As faster-whisper computes and pads it: with zeros, which are not silence."""
        columns = int(length_s * COLUMNS_A_S)
        seen = self._features(take.sound)[:, :-1][:, :columns]
        return np.pad(seen, ((0, 0), (0, columns - seen.shape[1]))).astype(np.float32)


def audible(take: Take) -> Iterator[Sentence]:
    """The sentences as far as they are in the sound; one that was cut off has no sign at its end."""
    for said in take.sentences:
        words = tuple(
            Word(word.text, word.start, min(word.end, take.end)) for word in said.words if _heard(word, take)
        )
        whole = len(words) == len(said.words)
        if words:
            yield Sentence(words, said.sign if whole else "")
        if not whole:
            return


def _heard(word: Word, take: Take) -> bool:
    """Whether enough of a word is in the sound to know it by."""
    return not take.cut or word.end <= take.end or take.end - word.start > 0.7 * (word.end - word.start)


def frames_of(words: Sequence[Word], length_s: float) -> npt.NDArray[np.int64]:
    """The number of the word spoken in each of the encoder's frames; NOT_A_WORD in between."""
    frames = np.full(int(length_s * COLUMNS_A_S) // 2, NOT_A_WORD, np.int64)
    for word in words:
        frames[int(word.start * FRAMES_A_S) : math.ceil(word.end * FRAMES_A_S)] = NUMBER[word.text]
    return frames


def in_frames(span: Stretch | None) -> tuple[int, int]:
    """The encoder's frames of a stretch, at least one."""
    if span is None:
        return NOTHING_THERE
    first = int(max(span[0], 0.0) * FRAMES_A_S)
    return first, max(math.ceil(span[1] * FRAMES_A_S), first + 1)

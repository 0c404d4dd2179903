"""Utterances to try the model on: sentences that it was never trained on, as the hearing would cut them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from monitor.conversation.timeline import SAMPLE_RATE
from tests.demo_model.grammar import BACKCHANNELS, PUNCTUATION, sentence
from tests.demo_model.speaker import TRAINED_VOICES, UNSEEN_VOICES
from tests.scenes.dialogue import broken_off
from tests.scenes.faults import falling_noise, room, through
from tests.scenes.voice import ACTIVE_DBFS, Signal, Stretch, Utterance, Voice, Word, say

BEFORE_S, AFTER_S = 0.3, 0.4
"""What an utterance has around its speech."""
BROKEN_WORDS = 3
"""A sentence breaks off after so many words at the earliest."""


@dataclass(frozen=True)
class Case:
    """`length_s`: sentences are added until there is so much; `broken`: the last one breaks off."""

    name: str
    voices: Sequence[str] = TRAINED_VOICES
    length_s: float = 0.0
    snr_db: float | None = None
    broken: bool = False
    nods: bool = False


CASES = (
    Case("trained voices"),
    Case("trained voices, 8 to 15 s", length_s=8.0),
    Case("trained voices, broken off", broken=True),
    Case("trained voices, backchannels", nods=True),
    Case("trained voices, room and 15 dB of noise", snr_db=15.0),
    Case("trained voices, room and 8 dB of noise", snr_db=8.0),
    Case("unseen voices", UNSEEN_VOICES),
    Case("unseen voices, 8 to 15 s", UNSEEN_VOICES, length_s=8.0),
    Case("unseen voices, room and 15 dB of noise", UNSEEN_VOICES, snr_db=15.0),
)


@dataclass(frozen=True, eq=False)
class Example:
    """`sound` at SAMPLE_RATE, its words and its stretches of speech; `sign` ends it, if anything does."""

    sound: Signal
    words: list[Word]
    speech: list[Stretch]
    sign: str


def examples(case: Case, count: int, seed: int = 5) -> Iterator[Example]:
    """So many of a case, by seed."""
    draw, rng = random.Random(seed), np.random.default_rng(seed)
    for _ in range(count):
        yield _example(case, draw, rng)


def _example(case: Case, draw: random.Random, rng: np.random.Generator) -> Example:
    voice = Voice(draw.choice(case.voices), draw.randint(130, 205), draw.randint(30, 70))
    parts: list[Signal] = [np.zeros(round(BEFORE_S * SAMPLE_RATE), np.float32)]
    words: list[Word] = []
    speech: list[Stretch] = []
    while True:
        utterance, sign = _spoken(case, draw, voice)
        at = sum(map(len, parts)) / SAMPLE_RATE
        words += [Word(word.text, word.start + at, word.end + at) for word in utterance.words]
        speech += [(start + at, end + at) for start, end in utterance.speech]
        parts.append(utterance.sound)
        if at + utterance.length >= case.length_s:
            break
        parts.append(np.zeros(round(draw.uniform(0.25, 0.55) * SAMPLE_RATE), np.float32))
    parts.append(np.zeros(round(AFTER_S * SAMPLE_RATE), np.float32))
    return Example(_heard(np.concatenate(parts), case, rng), words, speech, sign)


def _spoken(case: Case, draw: random.Random, voice: Voice) -> tuple[Utterance, str]:
    """One sentence, and the sign at its end."""
    tokens = draw.choice(BACKCHANNELS).split() if case.nods else sentence(draw, unseen=True)
    utterance = say(" ".join(tokens), voice)
    count = len(utterance.words)
    if case.broken and count > BROKEN_WORDS:
        return broken_off(utterance, draw.randint(BROKEN_WORDS, count - 1)), ""
    return utterance, tokens[-1] if tokens[-1] in PUNCTUATION else ""


def _heard(sound: Signal, case: Case, rng: np.random.Generator) -> Signal:
    """At the common level; with noise, also through a room."""
    if case.snr_db is None:
        return sound
    level = np.float32(10 ** ((ACTIVE_DBFS - case.snr_db) / 20))
    return through(sound, room(rng, 0.0)) + level * falling_noise(len(sound), rng)

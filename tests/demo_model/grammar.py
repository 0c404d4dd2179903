"""Sentences of counselling talk; a part of them is never trained on."""

import random
import tomllib
import zlib
from collections.abc import Iterator
from pathlib import Path

_GRAMMAR = tomllib.loads(Path(__file__).with_name("grammar.toml").read_text("utf-8"))
SLOTS: dict[str, list[str]] = _GRAMMAR["slots"]
THERAPIST: list[str] = _GRAMMAR["therapist"]
CLIENT: list[str] = _GRAMMAR["client"]
BACKCHANNELS: list[str] = _GRAMMAR["backchannels"]
FILLERS: list[str] = _GRAMMAR["fillers"]

PUNCTUATION = (".", "?", ",")
SALAD_SHARE, BACKCHANNEL_SHARE, THERAPIST_SHARE = 0.2, 0.1, 0.35
"""How much of training is words at random (so that it listens, and does not recite), and so on."""
FILLER_SHARE = 0.15
HELD_OUT_ONE_IN = 12
SHORTEST_HELD_OUT = 5
"""Tokens, with the punctuation: shorter sentences are too few to keep any back."""


def vocabulary() -> list[str]:
    """Every word, in the order of the grammar."""
    patterns = [
        *THERAPIST,
        *CLIENT,
        *BACKCHANNELS,
        *FILLERS,
        *(line for slot in SLOTS.values() for line in slot),
    ]
    return list(dict.fromkeys(_own_words(patterns)))


def _own_words(patterns: list[str]) -> Iterator[str]:
    for pattern in patterns:
        yield from (word for word in pattern.split() if "{" not in word and word not in PUNCTUATION)


VOCABULARY = vocabulary()


def held_out(sentence: str) -> bool:
    """Whether a sentence is kept out of training: by its own letters, so for ever."""
    long_enough = len(sentence.split()) >= SHORTEST_HELD_OUT
    return long_enough and zlib.crc32(sentence.encode()) % HELD_OUT_ONE_IN == 0


def sentence(draw: random.Random, unseen: bool = False) -> list[str]:
    """The words and signs of a sentence to train on; if `unseen`, of one that is held out."""
    while True:
        share = draw.random()
        salad = 0.0 if unseen else SALAD_SHARE
        if share < salad:
            return [draw.choice(VOCABULARY) for _ in range(draw.randint(1, 8))]
        said = _from_grammar(draw, share - salad)
        if held_out(said) == unseen:
            return said.split()


def _from_grammar(draw: random.Random, share: float) -> str:
    if share < BACKCHANNEL_SHARE:
        return draw.choice(BACKCHANNELS)
    if share < BACKCHANNEL_SHARE + THERAPIST_SHARE:
        return filled(draw.choice(THERAPIST), draw)
    said = filled(draw.choice(CLIENT), draw)
    return f"{draw.choice(FILLERS)} {said}" if draw.random() < FILLER_SHARE else said


def filled(pattern: str, draw: random.Random) -> str:
    """The pattern with a line for each of its slots."""
    while "{" in pattern:
        before, _, rest = pattern.partition("{")
        slot, _, after = rest.partition("}")
        pattern = before + draw.choice(SLOTS[slot]) + after
    return pattern

"""Who said what in which turn: the words of an analysis, parted by turn.

A word belongs to the stretch of its speaker's speech that lies nearest to its middle, for the times
of words are less sure than those of speech; and with it to the turn of which that speech is a part.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import get_args

from monitor.document import Analysis, Role
from monitor.replay.text import one_line
from monitor.replay.times import ms

ROLES: tuple[Role, ...] = get_args(Role)
Stretch = tuple[int, int]
"""[start, end) in milliseconds."""


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word on one line; `confidence` runs from 0 to 1."""

    by: Role
    start_ms: int
    end_ms: int
    text: str
    confidence: float


@dataclass(slots=True)
class Passage:
    """A turn, numbered from 1, with its words; or words that were said outside turns, number None."""

    turn: int | None
    by: Role
    start_ms: int
    end_ms: int
    words: list[SpokenWord] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def spoken_words(document: Analysis) -> dict[Role, list[SpokenWord]] | None:
    """Each speaker's words in order of time; None where words are not kept."""
    if document.words is None:
        return None
    return {
        role: sorted(
            (
                SpokenWord(role, ms(word.start_s), ms(word.end_s), one_line(word.text), word.confidence)
                for word in document.words.get(role, [])
            ),
            key=lambda word: (word.start_ms, word.end_ms),
        )
        for role in ROLES
    }


def passages(document: Analysis) -> list[Passage]:
    """Every turn, and everything that was said outside turns, in order of time."""
    numbered = [
        Passage(number, turn.by, ms(turn.start_s), ms(turn.end_s))
        for number, turn in enumerate(document.turns, start=1)
    ]
    found = list(numbered)
    for role, words in (spoken_words(document) or {}).items():
        found += _placed(words, [each for each in numbered if each.by == role], _speech(document, role))
    return sorted(found, key=lambda each: (each.start_ms, each.end_ms, each.by))


def _placed(words: Sequence[SpokenWord], turns: Sequence[Passage], speech: list[Stretch]) -> list[Passage]:
    """Puts each word into its turn; returns passages for those that have none."""
    turns = sorted(turns, key=lambda turn: turn.start_ms)
    outside: dict[Stretch, Passage] = {}
    for word in words:
        stretch = _nearest(word, speech)
        passage = _turn_of(stretch, turns)
        if passage is None:
            passage = outside.setdefault(stretch, Passage(None, word.by, *stretch))
        passage.words.append(word)
    return list(outside.values())


def _nearest(word: SpokenWord, speech: list[Stretch]) -> Stretch:
    """The stretch of speech nearest to the middle of the word; without speech, the word's own."""
    twice_middle = word.start_ms + word.end_ms
    at = bisect_right(speech, (twice_middle // 2, twice_middle))
    near = speech[max(at - 1, 0) : at + 1] or [(word.start_ms, word.end_ms)]
    return min(near, key=lambda each: max(2 * each[0] - twice_middle, twice_middle - 2 * each[1], 0))


def _turn_of(stretch: Stretch, turns: Sequence[Passage]) -> Passage | None:
    """The turn that the stretch is a part of."""
    at = bisect_right(turns, sum(stretch) / 2, key=lambda turn: turn.start_ms)
    if at and sum(stretch) <= 2 * turns[at - 1].end_ms:
        return turns[at - 1]
    return None


def _speech(document: Analysis, role: Role) -> list[Stretch]:
    return sorted((ms(start_s), ms(end_s)) for start_s, end_s in document.segments.get(role, []))

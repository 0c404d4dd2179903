"""How right a transcript is: word errors, and how far the times of its words lie from the truth.

The word error rate is the least number of words to be replaced, left out and put in that turns
what was heard into what was said, over the number of words said.  Case and punctuation do not count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.scenes.voice import Word

Pair = tuple[int | None, int | None]
"""The number of a word said and of the word heard for it; None where one of the two is lacking."""

PUNCTUATION = '.?,!;:…"“”()'


@dataclass(frozen=True)
class Errors:
    """Words replaced, said but not heard, and heard but not said, of `said` words."""

    replaced: int
    missed: int
    added: int
    said: int

    @property
    def rate(self) -> float:
        """The word error rate, 0 to 1 or more; nothing said and nothing heard is 0."""
        wrong = self.replaced + self.missed + self.added
        return wrong / self.said if self.said else float(wrong > 0)

    def __add__(self, other: "Errors") -> "Errors":
        return Errors(
            self.replaced + other.replaced,
            self.missed + other.missed,
            self.added + other.added,
            self.said + other.said,
        )


NONE = Errors(0, 0, 0, 0)


def spelt(text: str) -> list[str]:
    """The words of a text as they are compared."""
    bare = (word.strip(PUNCTUATION).casefold().replace("’", "'") for word in text.split())
    return [word for word in bare if word]


def aligned(said: Sequence[str], heard: Sequence[str]) -> list[Pair]:
    """Both in order with the fewest errors; a replacement rather than one missed and one added."""
    cost = _costs(said, heard)
    pairs: list[Pair] = []
    i, j = len(said), len(heard)
    while i or j:
        if i and j and cost[i, j] == cost[i - 1, j - 1] + (said[i - 1] != heard[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and cost[i, j] == cost[i - 1, j] + 1:
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return pairs[::-1]


def errors(said: str, heard: str) -> Errors:
    """The errors between two texts."""
    true, found = spelt(said), spelt(heard)
    pairs = aligned(true, found)
    missed, added = sum(j is None for _, j in pairs), sum(i is None for i, _ in pairs)
    replaced = sum(i is not None and j is not None and true[i] != found[j] for i, j in pairs)
    return Errors(replaced, missed, added, len(true))


def errors_of(said: Iterable[Word], heard: Iterable[Word]) -> Errors:
    """The errors between words, each list in order of time."""
    return errors(text_of(said), text_of(heard))


def text_of(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def time_errors(said: Sequence[Word], heard: Sequence[Word]) -> npt.NDArray[np.float64]:
    """Heard minus true, in seconds, shape (words heard right, 2): starts and ends."""
    true, found = _comparable(said), _comparable(heard)
    pairs = aligned([word.text for word in true], [word.text for word in found])
    right = [
        (true[i], found[j])
        for i, j in pairs
        if i is not None and j is not None and true[i].text == found[j].text
    ]
    off = [(got.start - was.start, got.end - was.end) for was, got in right]
    return np.array(off, dtype=np.float64).reshape(-1, 2)


def words_in(analysis: dict[str, Any], who: str) -> list[Word]:
    """The words of one channel ("therapist" or "client") in an analysis as read from its JSON."""
    return [Word(each["text"], each["start_s"], each["end_s"]) for each in analysis["words"][who]]


def mistakes(said: str, heard: str) -> list[str]:
    """Each error in words, for the message of a test or a model card: "sad > bad", "- a", "+ um"."""
    true, found = spelt(said), spelt(heard)
    told: list[str] = []
    for i, j in aligned(true, found):
        if i is None and j is not None:
            told.append(f"+ {found[j]}")
        elif j is None and i is not None:
            told.append(f"- {true[i]}")
        elif i is not None and j is not None and true[i] != found[j]:
            told.append(f"{true[i]} > {found[j]}")
    return told


def _comparable(words: Iterable[Word]) -> list[Word]:
    """Spelt for comparison; signs of punctuation that stand alone are left out."""
    return [Word(bare, word.start, word.end) for word in words for bare in spelt(word.text)]


def _costs(said: Sequence[str], heard: Sequence[str]) -> npt.NDArray[np.int32]:
    """The fewest errors between the first i words said and the first j heard, shape (said+1, heard+1)."""
    found = np.array(heard, dtype=object)
    along = np.arange(len(heard) + 1, dtype=np.int32)
    cost = np.empty((len(said) + 1, len(heard) + 1), dtype=np.int32)
    cost[0] = along
    for i, word in enumerate(said, start=1):
        row = cost[i - 1] + 1
        row[1:] = np.minimum(row[1:], cost[i - 1, :-1] + (found != word))
        cost[i] = np.minimum.accumulate(row - along) + along
    return cost

"""Whether a speaker had finished a clause when they stopped, by the words up to the stop.

A recogniser punctuates each utterance as a whole, and likes to end it with a full stop.  So
the last word counts as much as the mark after it:

    last word     . !        ?          ... - (broken off)   no mark, or a comma
    -----------   --------   --------   ------------------   ----------------------------
    "the", "and"  broken     unknown    broken               broken
    "to", "was"   unknown    complete   broken               broken, or unknown when short
    any other     complete   complete   broken               broken, or unknown when short

Where the recogniser was not sure of the last words, nothing is known.
"""

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from itertools import pairwise
from statistics import fmean

from monitor.conversation.lexicon import Lexicon, plain
from monitor.conversation.timeline import Samples, to_samples
from monitor.conversation.transcript import Word

SURE = 0.6
"""Words of a lower mean confidence decide nothing: a recogniser out of its depth (another language,
another kind of talk, a bad line) stays below 0.5 over a clause, and in its own field above 0.8 (measured)."""
WHOLE_CLAUSE = 10
"""So many words back a recogniser must have been sure: now and then it is by chance, of one word or two."""
LAST_WORDS = 3
"""So many words tell how sure the recogniser was of a clause's end; fewer are short."""
THINKING: Samples = to_samples(2.0)
"""Nobody takes a clause up as it stood after a longer silence."""

CLOSING = "\"'”’“»«)] "
BROKEN_OFF = ("...", "…", "-", "–", "—")


class Ending(Enum):
    COMPLETE = auto()
    BROKEN = auto()
    UNKNOWN = auto()


def ending(words: Sequence[Word], goes_on: bool, lexicon: Lexicon) -> Ending:
    """How a clause stood at a stop: `words` are those of its utterance up to there.

    `goes_on`: the utterance has more words after the stop.
    """
    if not words or not is_sure(words):
        return Ending.UNKNOWN
    said = words[-1].text.rstrip(CLOSING)
    if said.endswith(BROKEN_OFF):
        return Ending.BROKEN
    last = _last_word(said)
    if said.endswith(("?", ".", "!")):
        return _punctuated(last, said.endswith("?"), lexicon)
    long_enough = len(words) >= LAST_WORDS or goes_on
    return Ending.BROKEN if long_enough or last in lexicon.trailing else Ending.UNKNOWN


def is_sure(words: Sequence[Word]) -> bool:
    """Whether the recogniser knew what it heard, at the end and in what led to it."""
    return min(confidence(words), fmean(word.confidence for word in words[-WHOLE_CLAUSE:])) >= SURE


def confidence(words: Sequence[Word]) -> float:
    """The recogniser's mean confidence in the last words, 0 to 1."""
    return fmean(word.confidence for word in words[-LAST_WORDS:])


def clause(words: Sequence[Word]) -> str:
    """The text of the last clause in the words, from the end of the sentence before it."""
    return text(last_clause(words))


def last_clause(words: Sequence[Word]) -> Sequence[Word]:
    start = 0
    for index, (one, two) in enumerate(pairwise(words), start=1):
        if ends_sentence(one) or two.start - one.end > THINKING:
            start = index
    return words[start:]


def ends_sentence(word: Word) -> bool:
    return word.text.rstrip(CLOSING).endswith((".", "?", "!", "…"))


def text(words: Iterable[Word]) -> str:
    """The words as they are read."""
    return " ".join(word.text.strip() for word in words)


def _last_word(said: str) -> str:
    """What the list knows: of "mm-hm the" and of "mm-the" alike, "the"."""
    return plain(said).rpartition(" ")[2]


def _punctuated(last: str, question: bool, lexicon: Lexicon) -> Ending:
    if last in lexicon.trailing:
        return Ending.UNKNOWN if question else Ending.BROKEN
    if last in lexicon.hanging and not question:
        return Ending.UNKNOWN
    return Ending.COMPLETE

"""Sentences of one speaker, by the marks and the silences between the words.

A recogniser may write a mark after each sentence, none at all, or question marks everywhere: then
they tell where a sentence ends, and no more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.conversation.clauses import CLOSING, THINKING, ends_sentence, text
from monitor.conversation.lexicon import plain
from monitor.conversation.timeline import Samples, to_samples
from monitor.conversation.transcript import Word

UNMARKED_PAUSE: Samples = to_samples(0.7)
"""Where there are no marks a sentence ends at such a silence, for few within a clause are as long."""
FEW = 12
"""Of fewer sentences nobody can tell whether the question marks are meant."""
EVERYWHERE = 0.9
"""A larger part of sentences that end in question marks is a habit of the recogniser's."""
_WITHIN = (",", ";", ":", "-", "–", "—")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`tokens` are its plain words, `clauses` where among them clauses begin, 0 first; never empty.

    `marked`: it ends in a question mark that is meant.
    """

    words: Sequence[Word]
    tokens: Sequence[str]
    clauses: Sequence[int]
    marked: bool

    @property
    def text(self) -> str:
        return text(self.words)


def sentences(stretches: Sequence[Sequence[Word]], meant: bool) -> list[Sentence]:
    """What was said in each stretch, a turn for instance, over whose end no sentence goes on.

    `meant`: whether question marks are.
    """
    pieces = [piece for words in stretches for piece in _pieces(words)]
    found = (_sentence(piece, meant and _has_question_mark(piece)) for piece in pieces)
    return [each for each in found if each.tokens]


def marks_are_meant(stretches: Sequence[Sequence[Word]]) -> bool:
    """Whether question marks are where questions are, by all that one speaker said."""
    pieces = [piece for words in stretches for piece in _pieces(words)]
    return len(pieces) < FEW or sum(map(_has_question_mark, pieces)) <= EVERYWHERE * len(pieces)


def _pieces(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    longest = THINKING if any(map(ends_sentence, words)) else UNMARKED_PAUSE
    start = 0
    for index, word in enumerate(words, start=1):
        over = index == len(words) or words[index].start - word.end > longest
        if over or ends_sentence(word):
            yield words[start:index]
            start = index


def _has_question_mark(words: Sequence[Word]) -> bool:
    return words[-1].text.rstrip(CLOSING + ".!").endswith("?")


def _sentence(words: Sequence[Word], marked: bool) -> Sentence:
    tokens: list[str] = []
    clauses = {0}
    for word in words:
        tokens += plain(word.text).split()
        if word.text.rstrip().endswith(_WITHIN):
            clauses.add(len(tokens))
    return Sentence(words, tokens, sorted(at for at in clauses if at < len(tokens)), marked)

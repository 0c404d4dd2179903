"""Local agreement (Macháček et al. 2023): what two successive decodes say alike is shown as steady."""

from collections.abc import Sequence
from itertools import takewhile

from monitor.conversation.transcript import Word

Words = tuple[Word, ...]


class Agreement:
    """Follows the partials of one utterance.

    What has been shown as steady stays until two decodes in succession contradict it.
    """

    def __init__(self) -> None:
        self._last: Words = ()
        self._steady: Words = ()
        self._doubted = False

    def take(self, words: Words) -> tuple[Words, Words]:
        """The steady words and the rest, after one more decode."""
        agreed, self._last = words[: _alike(self._last, words)], words
        confirmed = _alike(self._steady, words) == len(self._steady)
        if confirmed or self._doubted:
            known = len(self._steady) if confirmed else 0
            self._steady = words[: max(known, len(agreed))]
        self._doubted = not confirmed and not self._doubted
        return self._steady, self._rest(words)

    def _rest(self, words: Words) -> Words:
        """The words after the steady ones; by time where the texts differ."""
        steady = self._steady
        if _alike(steady, words) == len(steady):
            return words[len(steady) :]
        return tuple(word for word in words if word.start + word.end > 2 * steady[-1].end)


def _alike(first: Sequence[Word], second: Sequence[Word]) -> int:
    """How many words both begin with, whatever their case and punctuation."""
    pairs = zip(first, second, strict=False)
    return sum(1 for _ in takewhile(lambda pair: _plain(pair[0]) == _plain(pair[1]), pairs))


def _plain(word: Word) -> str:
    return "".join(letter for letter in word.text.casefold() if letter.isalnum())

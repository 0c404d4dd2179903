"""The first words from some time on, as far as words are known."""

from bisect import bisect_left
from collections.abc import Sequence

from monitor.document import Role
from monitor.replay.passages import ROLES, Passage, SpokenWord

WORDS_MOST = 12
SOON_MS = 2_000
"""Words that come later than this after the speech began were not its first."""


class Openings:
    """Looks up how a stretch of speech began."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._words: dict[Role, list[SpokenWord]] = {role: [] for role in ROLES}
        for passage in passages:
            self._words[passage.by] += passage.words
        for words in self._words.values():
            words.sort(key=_middle)

    def first_words(self, by: Role | None, from_ms: int, speech_ms: int) -> str:
        """The sentence that `by`, or whoever was first, said where speech began at `speech_ms`.

        Words whose middle lies before `from_ms` do not belong to it.  Empty where none are known.
        """
        found = [said for role in ROLES if by in (role, None) if (said := self._sentence(role, from_ms))]
        found = [said for said in found if said[0].start_ms <= speech_ms + SOON_MS]
        return _text(min(found, key=lambda said: said[0].start_ms)) if found else ""

    def _sentence(self, role: Role, from_ms: int) -> list[SpokenWord]:
        """Up to its end, or one word more than are shown."""
        words, said = self._words[role], list[SpokenWord]()
        first = bisect_left(words, from_ms, key=_middle)
        for word in words[first : first + WORDS_MOST + 1]:
            said.append(word)
            if word.text.endswith((".", "?", "!")):
                break
        return said


def _text(said: Sequence[SpokenWord]) -> str:
    shown = " ".join(word.text for word in said[:WORDS_MOST])
    return shown if len(said) <= WORDS_MOST else f"{shown} …"


def _middle(word: SpokenWord) -> int:
    return (word.start_ms + word.end_ms) // 2

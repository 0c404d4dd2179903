"""What a language's words tell about listening and about the ends of clauses.

The lists themselves are in config/lexicon, one file per language.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

_BETWEEN_WORDS = re.compile(r"[^\w'’]+|_")


def plain(text: str) -> str:
    """The words alone: no case, no punctuation, hyphens as spaces ("Mm-hm." is "mm hm")."""
    words = (word.strip("'’").replace("’", "'") for word in _BETWEEN_WORDS.split(text.casefold()))
    return " ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language; every entry is plain.

    `backchannels` are words and short phrases that only say that one listens; `trailing` are
    words on which no clause ends, `hanging` those on which some do and more break off;
    `phantoms` is what a recogniser makes of silence.  Raises ValueError where an entry is not plain.
    """

    language: str
    backchannels: frozenset[str]
    trailing: frozenset[str]
    hanging: frozenset[str]
    phantoms: frozenset[str]

    def __post_init__(self) -> None:
        for field in fields(self)[1:]:
            for entry in sorted(getattr(self, field.name)):
                if not entry or entry != plain(entry):
                    raise ValueError(f"{entry!r} in {field.name} should be {plain(entry)!r}")
        if both := sorted(self.trailing & self.hanging):
            raise ValueError(f"{both[0]!r} is in trailing and in hanging")

    def is_listening(self, texts: Iterable[str]) -> bool:
        """Whether what was said is made of backchannels and nothing else; silence is not."""
        words = plain(" ".join(texts)).split()
        return bool(words) and self._made_of_backchannels(words)

    def _made_of_backchannels(self, words: Sequence[str]) -> bool:
        reached = {0}
        for end in range(1, len(words) + 1):
            if any(" ".join(words[start:end]) in self.backchannels for start in reached):
                reached.add(end)
        return len(words) in reached

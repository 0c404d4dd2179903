"""Which words are being spoken at a moment, and where a search finds its text."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from monitor.document import Role
from monitor.ui.review.transcript_paint import Hit
from monitor.ui.review.transcript_rows import Row

HOLD_MS = 600
"""A word stays marked so long after it ended, unless another begins: gaps between words do not flicker."""
Spot = tuple[int, int]
"""The number of a row, and of a word in it."""


class Spoken:
    """Every word by its time, of each speaker for itself: both may speak at once."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._starts: dict[Role, list[int]] = {"therapist": [], "client": []}
        self._ends: dict[Role, list[int]] = {"therapist": [], "client": []}
        self._spots: dict[Role, list[Spot]] = {"therapist": [], "client": []}
        found: list[tuple[int, int, int, int, Role]] = [
            (word.start_ms, word.end_ms, number, index, word.by)
            for number, row in enumerate(rows)
            for index, word in enumerate(row.words)
        ]
        for start, end, number, index, role in sorted(found):
            self._starts[role].append(start)
            self._ends[role].append(end)
            self._spots[role].append((number, index))
        self._row_starts = [row.start_s for row in rows]

    def words_at(self, position_s: float) -> list[Spot]:
        """The words, the one that began last first."""
        at_ms = position_s * 1000
        found: list[tuple[int, Spot]] = []
        for role, starts in self._starts.items():
            at = bisect_right(starts, at_ms) - 1
            if at >= 0 and at_ms < self._ends[role][at] + HOLD_MS:
                found.append((starts[at], self._spots[role][at]))
        return [spot for _start, spot in sorted(found, reverse=True)]

    def row_at(self, position_s: float) -> int | None:
        """The last row that has begun."""
        at = bisect_right(self._row_starts, position_s) - 1
        return at if at >= 0 else None


Found = tuple[int, int, int]
"""A row's number, and the letters [start, end) of its text."""


class Searched:
    """The rows as text, joined once: a search runs at every letter that is typed."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._texts = [
            (number, " ".join([word.text for word in row.words]))
            for number, row in enumerate(rows)
            if row.words
        ]

    def find(self, text: str) -> list[Found]:
        """Every place where it stands, however it is written large or small, across words too."""
        pattern = _pattern(text)
        if pattern is None:
            return []
        return [
            (number, match.start(), match.end())
            for number, said in self._texts
            for match in pattern.finditer(said)
        ]


def _pattern(text: str) -> re.Pattern[str] | None:
    parts = [re.sub("['’]", "['’]", re.escape(part)) for part in text.split()]
    return re.compile(r"\s".join(parts), re.IGNORECASE) if parts else None


def hits(row: Row, start: int, end: int) -> list[Hit]:
    """The parts of words that these letters of a row's text are."""
    parts, at = [], 0
    for index, word in enumerate(row.words):
        first, last = max(start - at, 0), min(end - at, len(word.text))
        if first < last:
            parts.append(Hit(index, first, last))
        at += len(word.text) + 1
        if at >= end:
            break
    return parts

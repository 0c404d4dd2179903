"""Where each word of the transcript stands, for a given width.

Heights of all rows must be exact before anything is drawn, or the scroll bar would lie; so lines
are broken here, over widths of words that are measured once each.  70,000 words take some 0.1 s.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QFont, QFontMetricsF

from monitor.ui.review.look import SMALL, resized
from monitor.ui.review.transcript_rows import Row

LINE_CHARACTERS = 84
"""No line is wider than some eighty letters: the eye would lose its way back (Bringhurst, 2.1.2)."""
_PLACED_MOST = 300


@dataclass(frozen=True, slots=True)
class Placed:
    """A word on the page: its box relative to its row, where its text begins, and whether it is an aside.

    `opens` and `closes` say whether the aside begins or ends with it.
    """

    box: QRectF
    text_at: QPointF
    aside: bool
    opens: bool
    closes: bool


class _Widths(dict[str, float]):
    """The width of each text, measured when it is first asked for."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        super().__init__()
        self._metrics = metrics

    def __missing__(self, text: str) -> float:
        width = self[text] = self._metrics.horizontalAdvance(text)
        return width


class Layout:
    """The rows' heights, and the places of their words, for a font and a width."""

    def __init__(self, rows: Sequence[Row], font: QFont, duration_s: float) -> None:
        self.rows = rows
        self.font, self.small = font, resized(font, SMALL)
        self.name_font = resized(font, SMALL, bold=True)
        self.metrics, self.small_metrics = QFontMetricsF(font), QFontMetricsF(self.small)
        self._widths, self._small_widths = _Widths(self.metrics), _Widths(self.small_metrics)
        unit = self.metrics.height()
        self.line = round(unit * 1.32)
        self.header = round(self.small_metrics.height() * 1.3)
        self.gap, self.pad, self.sign = round(unit * 0.55), unit * 0.35, unit * 0.95
        self.space = self.metrics.horizontalAdvance(" ")
        longest = "0:00:00" if duration_s >= 3600 else "00:00"
        self.side = self.small_metrics.horizontalAdvance(longest) + unit
        self.text_x = self.side + unit * 0.95
        self.rule_x = self.side + unit * 0.15
        self.dash = self.metrics.horizontalAdvance(" —")
        self._texts_wide = [self._row_widths(row) for row in rows]
        self.width, self.available = 0, 0.0
        self.heights: list[int] = []
        self._placed: dict[int, list[Placed]] = {}

    def set_width(self, width: int) -> None:
        self.width = width
        column = self.metrics.averageCharWidth() * LINE_CHARACTERS
        self.available = max(min(width - self.text_x - self.pad, column), self.line * 3.0)
        self._placed.clear()
        self.heights = [self._height(number) for number in range(len(self.rows))]

    def indent(self, row: Row) -> float:
        """What was said outside any turn is set in."""
        return self.line * 0.9 if row.kind == "aside" else 0.0

    def top(self, row: Row) -> int:
        """The distance from the row's upper edge to its first line of words."""
        if row.kind == "turn":
            return self.gap + self.header
        return self.gap // 2

    def placed(self, number: int) -> list[Placed]:
        """Every word of a row."""
        found = self._placed.get(number)
        if found is None:
            if len(self._placed) >= _PLACED_MOST:
                self._placed.clear()
            found = self._placed[number] = self._place(number)
        return found

    def word_at(self, number: int, at: QPointF) -> int | None:
        """The number of the word there; the blank behind a word is a part of it."""
        for index, each in enumerate(self.placed(number)):
            if each.box.adjusted(-self.space / 2, 0, self.space / 2, 0).contains(at):
                return index
        return None

    def prefix(self, text: str, *, aside: bool) -> float:
        """The width of the beginning of a word."""
        return (self.small_metrics if aside else self.metrics).horizontalAdvance(text)

    def _row_widths(self, row: Row) -> list[float]:
        if row.is_plain and row.kind != "aside":
            widths = self._widths
            return [widths[word.text] for word in row.words]
        asides = [row.kind == "aside" or word.by != row.by for word in row.words]
        return [self._width(row, index, asides) for index in range(len(row.words))]

    def _width(self, row: Row, index: int, asides: Sequence[bool]) -> float:
        text = row.words[index].text
        if not asides[index]:
            width = self._widths[text]
        else:
            opens, closes = _ends(row, asides, index)
            width = self._small_widths[text] + self.pad * (int(opens) + int(closes))
        return width + self.sign * (index in row.marks) + self.dash * (index in row.cuts)

    def _height(self, number: int) -> int:
        row = self.rows[number]
        if row.kind == "silence":
            return self.gap * 2 + round(self.small_metrics.height() * 1.4)
        lines = self._lines(self._texts_wide[number], self.available - self.indent(row)) if row.words else 1
        return self.top(row) + lines * self.line + self.gap // 2

    def _lines(self, widths: Sequence[float], available: float) -> int:
        lines, x, space = 1, 0.0, self.space
        for width in widths:
            if x and x + width > available:
                lines, x = lines + 1, 0.0
            x += width + space
        return lines

    def _place(self, number: int) -> list[Placed]:
        row, found = self.rows[number], []
        available, left = self.available - self.indent(row), self.text_x + self.indent(row)
        asides = [row.kind == "aside" or word.by != row.by for word in row.words]
        x, y = 0.0, float(self.top(row))
        for index, width in enumerate(self._texts_wide[number]):
            if x and x + width > available:
                x, y = 0.0, y + self.line
            opens, closes = _ends(row, asides, index)
            inset = self.sign * (index in row.marks) + self.pad * (asides[index] and opens)
            box = QRectF(left + x, y, min(width, available), self.line)
            metrics = self.small_metrics if asides[index] else self.metrics
            baseline = y + (self.line - metrics.height()) / 2 + metrics.ascent()
            found.append(Placed(box, QPointF(left + x + inset, baseline), asides[index], opens, closes))
            x += width + self.space
        return found


def _ends(row: Row, asides: Sequence[bool], index: int) -> tuple[bool, bool]:
    """Whether an aside begins and ends with this word; all of a row that is one are no inset."""
    if not asides[index] or row.kind == "aside":
        return False, False
    return index == 0 or not asides[index - 1], index + 1 == len(asides) or not asides[index + 1]

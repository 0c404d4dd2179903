"""Draws what was found and said at moments: markers, notes, words."""

from dataclasses import dataclass

import numpy as np
from PyQt6.QtCore import QLineF, QPointF, QRectF
from PyQt6.QtGui import QColor, QPainter, QPainterPath, QPen

from monitor.conversation.timeline import seconds
from monitor.document import Role
from monitor.ui.review.look import fill, ink
from monitor.ui.review.timeline.contents import ROLES, Contents, Marked, Sort
from monitor.ui.review.timeline.glyphs import SMALL_KINDS, quietened
from monitor.ui.review.timeline.rows import Row, Rows
from monitor.ui.review.timeline.sheet import Sheet, faded
from monitor.ui.theme import Theme

WORDS_FROM_S = 60.0
"""Words are shown when no more than this is in view."""
_CROWDED, _SPECK_PX = 0.5, 2.0
"""Below so many pixels in a second what is no interruption is a speck so wide."""
_LATE_PX = 36.0
"""A word may stand so far to the right of its time, to make room for the one before."""
_UNSURE = 0.5
"""Words with less confidence are lighter."""


def draw_markers(sheet: Sheet, contents: Contents) -> None:
    """Each sort in its speaker's row; where several would stand on one another, one of them."""
    for sort, marked in contents.markers.items():
        if sort[0] == "monologue":
            _brackets(sheet, sort, marked)
        elif sort[0] in SMALL_KINDS and sheet.per_s < _CROWDED:
            _specks(sheet, sort, marked)
        else:
            _stamps(sheet, sort, marked)


def _stamps(sheet: Sheet, sort: Sort, marked: Marked) -> None:
    at = sheet.xs((marked.start_s + marked.end_s) / 2)
    reach = sheet.glyphs.radius
    at = at[(at > -reach) & (at < sheet.width + reach)]
    apart = reach * (0.5 if sort[0] in SMALL_KINDS else 0.25)
    _columns, first = np.unique((at / apart).astype(int), return_index=True)
    y = level(sheet.rows, sort)
    sheet.glyphs.stamp(sheet.painter, at[first].tolist(), y, sort)


def _specks(sheet: Sheet, sort: Sort, marked: Marked) -> None:
    """What is no interruption, from afar: a speck each, so that they do not crowd out the others."""
    kind, by, _contested = sort
    high = 3.0 if kind == "backchannel" else 1.5
    covered = np.zeros(len(sheet.edges_s) - 1)
    at = (sheet.xs((marked.start_s + marked.end_s) / 2) * sheet.glyphs.ratio).astype(int)
    for column in range(round(_SPECK_PX * sheet.glyphs.ratio)):
        beside = at + column
        covered[beside[(beside >= 0) & (beside < len(covered))]] = 0.75
    y = level(sheet.rows, sort)
    sheet.strip(covered, quietened(sheet.theme, by), Row(y - high / 2, y + high / 2))


def level(rows: Rows, sort: Sort) -> float:
    """How high a marker stands: what is no interruption next to the lane, the others clear of it."""
    kind, by, _contested = sort
    row, off = rows.events[by], 0.2 if kind in SMALL_KINDS else 0.6
    return row.bottom - off * row.height if by == "therapist" else row.top + off * row.height


def _brackets(sheet: Sheet, sort: Sort, marked: Marked) -> None:
    _kind, by, contested = sort
    row = sheet.rows.events[by]
    outer, inner = (row.top + 2, row.bottom - 4) if by == "therapist" else (row.bottom - 2, row.top + 4)
    pen = QPen(fill(sheet.theme, by), 1.2 if contested else 2.4)
    if contested:
        pen.setColor(faded(pen.color(), 0.6))
        pen.setDashPattern([3.0, 2.0])
    sheet.painter.setPen(pen)
    for start_s, end_s in zip(marked.start_s.tolist(), marked.end_s.tolist(), strict=True):
        box = sheet.box(start_s, end_s, row, least=4)
        if box.right() < -10 or box.left() > sheet.width + 10:
            continue
        left, right = box.left() + 1, box.right() - 1
        sheet.painter.drawLines(
            QLineF(left, inner, left, outer),
            QLineF(left, outer, right, outer),
            QLineF(right, outer, right, inner),
        )


def draw_notes(sheet: Sheet, contents: Contents) -> None:
    """A flag at each note, with as much of its text as fits before the next one."""
    row = sheet.rows.notes
    places = [*(sheet.x(at_s) for at_s, _text in contents.notes), sheet.width]
    for number, (_at_s, text) in enumerate(contents.notes):
        x = places[number]
        if -20 < x < sheet.width + 20:
            at = round(x) + 0.5
            sheet.painter.setPen(QPen(faded(sheet.theme.quiet, 0.4), 1))
            sheet.painter.drawLine(QLineF(at, row.bottom, at, sheet.rows.lane["client"].bottom))
            draw_flag(sheet.painter, at, row, sheet.theme)
            left = x + row.height * 0.75
            said = sheet.fitted(text, min(places[number + 1] - left - 6, sheet.width * 0.4))
            sheet.write(left, row, said, QColor(sheet.theme.quiet))


def draw_flag(painter: QPainter, x: float, row: Row, theme: Theme) -> None:
    """A flag whose pole stands at x."""
    top, high, colour = row.top + row.height * 0.14, row.height * 0.46, QColor(theme.text)
    painter.fillRect(QRectF(x - 0.75, top, 1.5, row.bottom - top), colour)
    cloth = QPainterPath(QPointF(x, top))
    for across, down in ((1.25, 0.0), (0.95, 0.5), (1.25, 1.0), (0.0, 1.0)):
        cloth.lineTo(x + across * high, top + down * high)
    cloth.closeSubpath()
    painter.fillPath(cloth, colour)


def draw_intended(sheet: Sheet, contents: Contents) -> None:
    """The name of each stretch that was led on purpose."""
    top = sheet.rows.share.top + 3
    row = Row(top, top + sheet.metrics.height())
    for each in contents.replay.intended:
        box = sheet.box(seconds(each.stretch.start), seconds(each.stretch.end), row)
        left, right = max(box.left(), 0.0) + 6, min(box.right(), sheet.width)
        if right > left:
            sheet.write(left, row, sheet.fitted(each.text, right - left), QColor(sheet.theme.accent))


def draw_words(sheet: Sheet, contents: Contents) -> None:
    """Each word at its time, where the one before it leaves room."""
    if sheet.visible.length_s > WORDS_FROM_S:
        return
    for role in ROLES:
        _words(sheet, contents, role)


def _words(sheet: Sheet, contents: Contents, role: Role) -> None:
    said = contents.said[role]
    first = int(np.searchsorted(said.start_s, sheet.visible.start_s - 2, "left"))
    last = int(np.searchsorted(said.start_s, sheet.visible.end_s, "right"))
    writing = _Writing(sheet, sheet.rows.words[role])
    sure, unsure = ink(sheet.theme, role), faded(ink(sheet.theme, role), 0.55)
    for word in said.words[first:last]:
        colour = unsure if word.confidence < _UNSURE else sure
        writing.add(sheet.x(word.start_ms / 1000), word.text, colour)


@dataclass
class _Writing:
    """Words in a row; an ellipsis stands for those that found no room."""

    sheet: Sheet
    row: Row
    free: float = -1e9
    left_out: bool = False

    def add(self, x: float, text: str, colour: QColor) -> None:
        if x >= self.free - _LATE_PX:
            self._write(max(x, self.free), text, colour)
            self.left_out = False
        elif not self.left_out:
            self._write(self.free, "…", faded(colour, 0.55))
            self.left_out = True

    def _write(self, x: float, text: str, colour: QColor) -> None:
        metrics = self.sheet.metrics
        self.sheet.write(x, self.row, text, colour)
        self.free = x + metrics.horizontalAdvance(text) + metrics.horizontalAdvance(" ")

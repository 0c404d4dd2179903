"""Draws what stands still on the timeline: the ground, the curve, the lanes, the axis."""

import numpy as np
from PyQt6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPolygonF

from monitor.conversation.timeline import seconds
from monitor.document import Role
from monitor.ui.review.look import fill, resting
from monitor.ui.review.timeline.contents import ROLES, Contents
from monitor.ui.review.timeline.rows import Row
from monitor.ui.review.timeline.sheet import THIN_PX, Sheet, faded
from monitor.ui.review.timeline.stretches import Numbers, Stretches
from monitor.ui.review.timeline.ticks import ticks
from monitor.ui.review.words import seconds as seconds_text
from monitor.ui.theme import Theme

_HATCH = 6.0
"""Pixels between the lines of what was not heard."""

_NARROW = 4.0
"""A silence that is less wide in pixels has no sign."""
_PIECE = 10
_APART = 2.5
"""Points of a piece of the curve; pixels between them, at least."""


def draw_ground(sheet: Sheet, contents: Contents) -> None:
    """Everything that lies behind: intended stretches, the grid of time, the lanes, silences."""
    for each in contents.replay.intended:
        _intended(sheet, seconds(each.stretch.start), seconds(each.stretch.end))
    _axis(sheet)
    for role in ROLES:
        sheet.painter.fillRect(
            QRectF(0, sheet.rows.lane[role].top, sheet.width, sheet.rows.lane[role].height),
            faded(resting(sheet.theme, role), 0.16),
        )
    _silences(sheet, contents)


def _intended(sheet: Sheet, start_s: float, end_s: float) -> None:
    rows = sheet.rows
    box = sheet.box(start_s, end_s, Row(rows.share.top, rows.lane["client"].bottom), least=2)
    if box.right() < 0 or box.left() > sheet.width:
        return
    sheet.painter.fillRect(box, faded(sheet.theme.accent, 0.09))
    sheet.painter.fillRect(QRectF(box.left(), box.top(), box.width(), 2), faded(sheet.theme.accent, 0.6))


def _axis(sheet: Sheet) -> None:
    rows, painter = sheet.rows, sheet.painter
    apart = sheet.metrics.horizontalAdvance("0:00:00") * 1.7
    found = ticks(sheet.visible, int(sheet.width / apart))
    named = [at_s for at_s, _text in found.named]
    top, edge = rows.axis.top, QColor(sheet.theme.edge)
    sheet.uprights(named, rows.share.top, rows.lane["client"].bottom, faded(edge, 0.5))
    painter.fillRect(QRectF(0, top, sheet.width, 1), edge)
    sheet.uprights(named, top, top + 6, edge)
    sheet.uprights(found.between, top, top + 3, edge)
    label = Row(top + 5, rows.axis.bottom)
    for at_s, text in found.named:
        width = sheet.metrics.horizontalAdvance(text)
        left = min(max(sheet.x(at_s) - width / 2, 2), sheet.width - width - 2)
        sheet.write(left, label, text, QColor(sheet.theme.quiet))


def _silences(sheet: Sheet, contents: Contents) -> None:
    """Quiet bands; at the end of each, a small sign in the lane of who ended it."""
    painter = sheet.painter
    between = Row(sheet.rows.seam.middle - 1, sheet.rows.seam.middle + 1)
    for each in contents.silences[contents.quiet.within(sheet.visible.start_s, sheet.visible.end_s)]:
        box = sheet.box(each.span.start_s, each.span.end_s, sheet.rows.lanes, least=2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(sheet.theme.track))
        if box.width() < _NARROW:
            painter.fillRect(box, QColor(sheet.theme.track))
            continue
        radius = min(5.0, box.width() / 3)
        painter.drawRoundedRect(box, radius, radius)
        _ended(sheet, box, each.ended_by)
        text = seconds_text(each.span.length_s)
        spare = box.width() - sheet.metrics.horizontalAdvance(text)
        if spare > 12:
            sheet.write(box.left() + spare / 2, between, text, QColor(sheet.theme.quiet))


def _ended(sheet: Sheet, box: QRectF, by: Role | None) -> None:
    side = min(sheet.glyphs.radius * 0.75, box.width() * 0.45)
    if side < 1.5:
        return
    y = sheet.rows.seam.middle if by is None else sheet.rows.lane[by].middle
    sheet.painter.setBrush(fill(sheet.theme, by) if by else QColor(sheet.theme.faint))
    right = QPointF(box.right() - side * 0.3, y)
    if by is None:
        sheet.painter.drawEllipse(right - QPointF(side * 0.6, 0), side * 0.4, side * 0.4)
        return
    sheet.painter.drawPolygon(
        QPolygonF([right, right - QPointF(side * 1.2, side), right - QPointF(side * 1.2, -side)])
    )


def draw_speech(sheet: Sheet, contents: Contents) -> None:
    """Both lanes; between them, where both spoke; over them, what was not heard."""
    for role in ROLES:
        _stretches(sheet, contents.speech[role], fill(sheet.theme, role), sheet.rows.lane[role])
    _overlaps(sheet, contents.overlaps)
    for role in ROLES:
        _unheard(sheet, contents.unheard[role], sheet.rows.lane[role])


def _stretches(sheet: Sheet, stretches: Stretches, colour: QColor, row: Row) -> None:
    inner = Row(row.top + row.height * 0.08, row.bottom - row.height * 0.08)
    if sheet.per_s < THIN_PX:
        sheet.strip(stretches.covered(sheet.edges_s), colour, inner)
        return
    painter = sheet.painter
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for start_s, end_s in _in_view(sheet, stretches):
        box = sheet.box(start_s, end_s, inner, least=2)
        radius = min(3.0, box.width() / 2)
        painter.drawRoundedRect(box, radius, radius)


def _overlaps(sheet: Sheet, stretches: Stretches) -> None:
    row = sheet.rows.seam
    colour = QColor(sheet.theme.text)
    if sheet.per_s < THIN_PX:
        sheet.strip(stretches.covered(sheet.edges_s) * 0.9, colour, row)
        return
    for start_s, end_s in _in_view(sheet, stretches):
        sheet.painter.fillRect(sheet.box(start_s, end_s, row, least=2), faded(colour, 0.8))


def _in_view(sheet: Sheet, stretches: Stretches) -> list[tuple[float, float]]:
    part = stretches.within(sheet.visible.start_s, sheet.visible.end_s)
    pairs = zip(stretches.start_s[part].tolist(), stretches.end_s[part].tolist(), strict=True)
    return [(start_s, end_s) for start_s, end_s in pairs]


def _unheard(sheet: Sheet, stretches: Stretches, row: Row) -> None:
    for start_s, end_s in _in_view(sheet, stretches):
        draw_hatch(sheet.painter, sheet.box(start_s, end_s, row, least=3), sheet.theme)


def draw_hatch(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """A box of slanted lines: nothing was heard here."""
    painter.save()
    painter.setClipRect(box)
    painter.fillRect(box, QColor(theme.panel))
    painter.setPen(QPen(QColor(theme.faint), 1.2))
    first = box.left() // _HATCH * _HATCH - box.height()
    lefts = np.arange(first, box.right(), _HATCH)
    painter.drawLines(*[QLineF(x, box.bottom(), x + box.height(), box.top()) for x in lefts])
    painter.restore()


def draw_share(sheet: Sheet, contents: Contents) -> None:
    """How the floor was shared: the therapist's part below the curve, the client's above it."""
    row, painter = sheet.rows.share, sheet.painter
    x, y = _curve(sheet, contents)
    gaps = np.flatnonzero(np.isnan(y))
    for run in np.split(np.arange(len(y)), gaps):
        known = run[~np.isnan(y[run])]
        if len(known) > 1:
            _shaded(sheet, x[known], y[known])
    if not np.isfinite(y).any():
        _no_share(sheet)
    middle = round(row.middle) + 0.5
    painter.setPen(QPen(faded(sheet.theme.quiet, 0.55), 1, Qt.PenStyle.DashLine))
    painter.drawLine(QLineF(0, middle, sheet.width, middle))


def _no_share(sheet: Sheet) -> None:
    text = QCoreApplication.translate("Review", "Too little speech here for a talk share")
    middle, half = sheet.rows.share.middle, sheet.metrics.height()
    left = (sheet.width - sheet.metrics.horizontalAdvance(text)) / 2
    sheet.write(left, Row(middle - 2 * half, middle), text, QColor(sheet.theme.faint))


def _curve(sheet: Sheet, contents: Contents) -> tuple[Numbers, Numbers]:
    """Its points in pixels, one beyond each side, and some pixels apart."""
    at_s, row = contents.share_at_s, sheet.rows.share
    first = max(int(np.searchsorted(at_s, sheet.visible.start_s, "right")) - 1, 0)
    last = int(np.searchsorted(at_s, sheet.visible.end_s, "left")) + 1
    step = max(round((last - first) * _APART / max(sheet.width, 1)), 1)
    part = slice(first // step * step, last + step, step)
    return sheet.xs(at_s[part]), row.bottom - contents.share[part] * row.height


def _shaded(sheet: Sheet, x: Numbers, y: Numbers) -> None:
    row, painter = sheet.rows.share, sheet.painter
    points = [QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)  # the curve covers the edge
    sides: tuple[tuple[Role, float], ...] = (("therapist", row.bottom), ("client", row.top))
    for role, edge in sides:
        painter.setBrush(faded(resting(sheet.theme, role), 0.38))
        painter.drawPolygon(QPolygonF([QPointF(x[0], edge), *points, QPointF(x[-1], edge)]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _line(sheet, points)


def _line(sheet: Sheet, points: list[QPointF]) -> None:
    """In pieces: Qt draws a wide line of many points six times as fast so."""
    pen = QPen(QColor(sheet.theme.text), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    sheet.painter.setPen(pen)
    for first in range(0, len(points) - 1, _PIECE):
        sheet.painter.drawPolyline(QPolygonF(points[first : first + _PIECE + 1]))

"""Draws the page over time: the spread behind, what is usual as a line, each session a dot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QLineF, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from monitor.document import Role
from monitor.replay.trends import Figure, Rolling
from monitor.ui.review.look import fill, resized, resting
from monitor.ui.review.timeline.sheet import faded
from monitor.ui.review.trend_scale import Scale, dates
from monitor.ui.review.trend_words import ENOUGH, briefly, tick_said
from monitor.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Field:
    """Where values and times lie: `box` is the part of the widget between the axes."""

    box: QRectF
    scale: Scale
    start_s: float
    end_s: float

    def x(self, time_s: float) -> float:
        return self.box.left() + (time_s - self.start_s) / (self.end_s - self.start_s) * self.box.width()

    def y(self, value: float) -> float:
        part = (value - self.scale.low) / (self.scale.high - self.scale.low)
        return self.box.bottom() - part * self.box.height()

    def at(self, rolled: Rolling) -> QPointF:
        """A session's own place; on the axis where it has no figure."""
        value = rolled.value
        y = self.box.bottom() if value is None else self.y(value)
        return QPointF(self.x(rolled.point.about.started_at), y)


def speaker(figure: Figure) -> Role | None:
    """Silences are nobody's."""
    return None if figure is Figure.SILENCES else "therapist"


def dot_colour(figure: Figure, theme: Theme) -> QColor:
    role = speaker(figure)
    return faded(fill(theme, role) if role else QColor(theme.quiet), 0.62)


def band_colour(figure: Figure, theme: Theme) -> QColor:
    role = speaker(figure)
    return faded(resting(theme, role), 0.42 if role else 0.8)


def radius(field: Field, course: Sequence[Rolling], line: float) -> float:
    """Of a dot: smaller where many stand close together."""
    seen = sum(field.start_s <= each.point.about.started_at <= field.end_s for each in course)
    return float(min(max(field.box.width() / max(seen, 1) * 0.6, line * 0.15), line * 0.3))


def draw_axes(painter: QPainter, field: Field, figure: Figure, theme: Theme) -> None:
    metrics, box = QFontMetricsF(painter.font()), field.box
    for tick in field.scale.ticks:
        y = round(field.y(tick)) + 0.5
        painter.setPen(QPen(faded(theme.edge, 0.55), 1))
        painter.drawLine(QLineF(box.left(), y, box.right(), y))
        text = tick_said(figure, tick)
        painter.setPen(QColor(theme.quiet))
        left = box.left() - metrics.horizontalAdvance(text) - metrics.height() * 0.5
        painter.drawText(QPointF(left, y + metrics.capHeight() / 2), text)
    painter.setPen(QPen(QColor(theme.edge), 1))
    bottom = round(box.bottom()) + 0.5
    painter.drawLine(QLineF(box.left(), bottom, box.right(), bottom))
    _draw_dates(painter, field, metrics, theme)


def _draw_dates(painter: QPainter, field: Field, metrics: QFontMetricsF, theme: Theme) -> None:
    box, font = field.box, painter.font()
    apart = metrics.horizontalAdvance("30 Sept") * 1.8
    for at_s, text, strong in dates(field.start_s, field.end_s, int(box.width() / apart)).named:
        x = round(field.x(at_s)) + 0.5
        painter.setPen(QPen(QColor(theme.edge), 1))
        painter.drawLine(QLineF(x, box.bottom(), x, box.bottom() + 5))
        painter.setFont(resized(font, 1.0, bold=strong))
        painter.setPen(QColor(theme.text if strong else theme.quiet))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(text)
        left = min(max(x - wide / 2, box.left()), box.right() - wide)
        painter.drawText(QPointF(left, box.bottom() + 7 + metrics.ascent()), text)
    painter.setFont(font)


def draw_usual(
    painter: QPainter, field: Field, course: Sequence[Rolling], look: tuple[Figure, Theme]
) -> None:
    """Median and quartiles, wherever there are sessions enough."""
    figure, theme = look
    for run in _runs(course):
        upper = [QPointF(x, field.y(high)) for x, _low, _middle, high in _places(field, run)]
        lower = [QPointF(x, field.y(low)) for x, low, _middle, _high in _places(field, run)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(band_colour(figure, theme))
        painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))


def draw_median(painter: QPainter, field: Field, course: Sequence[Rolling], theme: Theme) -> None:
    crowded = len(course) * 2 > field.box.width()
    pen = QPen(
        QColor(theme.text),
        1.5 if crowded else 2.2,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for run in _runs(course):
        painter.drawPolyline(
            QPolygonF([QPointF(x, field.y(middle)) for x, _l, middle, _u in _places(field, run)])
        )


def draw_sessions(
    painter: QPainter, field: Field, course: Sequence[Rolling], look: tuple[Figure, Theme], size: float
) -> None:
    """A dot for each; an empty ring on the axis where it has no such figure."""
    figure, theme = look
    dot, ring = dot_colour(figure, theme), QPen(QColor(theme.faint), 1.3)
    for each in course:
        if not field.start_s <= each.point.about.started_at <= field.end_s:
            continue
        painter.setPen(ring if each.value is None else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.panel) if each.value is None else dot)
        painter.drawEllipse(field.at(each), size, size)


def draw_end(
    painter: QPainter, field: Field, course: Sequence[Rolling], figure: Figure, theme: Theme
) -> None:
    """What is usual now, written at the end of its line."""
    now = course[-1] if course else None
    if now is None or now.sessions < ENOUGH or now.median is None:
        return
    if not field.start_s <= now.point.about.started_at <= field.end_s:
        return
    painter.setFont(resized(painter.font(), 1.15, bold=True))
    metrics = QFontMetricsF(painter.font())
    painter.setPen(QColor(theme.text))
    at = QPointF(field.box.right() + metrics.height() * 0.4, field.y(now.median) + metrics.capHeight() / 2)
    painter.drawText(at, briefly(figure, now.median))


def _runs(course: Sequence[Rolling]) -> Iterator[list[Rolling]]:
    """Stretches without a gap in which something was usual."""
    run: list[Rolling] = []
    for each in course:
        if each.sessions >= ENOUGH:
            run.append(each)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _places(field: Field, run: Sequence[Rolling]) -> Iterator[tuple[float, float, float, float]]:
    for each in run:
        if each.lower is not None and each.median is not None and each.upper is not None:
            yield field.x(each.point.about.started_at), each.lower, each.median, each.upper

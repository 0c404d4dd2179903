"""The markers: the shape is the kind of event, the colour the speaker, hollow with a check is contested.

Shapes are drawn in a square from -1 to 1 for the lane above, pointing down at the lane of the one
who was spoken over; for the lane below they are turned.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPixmap,
    QPolygonF,
    QTransform,
)

from monitor.document import Role
from monitor.ui.review.look import fill
from monitor.ui.review.timeline.contents import Sort
from monitor.ui.theme import Theme

SMALL_KINDS = ("backchannel", "terminal_overlap")
"""What is no interruption, and is drawn without weight."""


def shape(kind: str) -> QPainterPath:
    """The closed outline of a kind of event, in the square from -1 to 1."""
    path = QPainterPath()
    if kind == "successful_interruption":
        _polygon(path, (-0.85, -0.75), (0.85, -0.75), (0.0, 0.85))
    elif kind == "attempted_interruption":
        _polygon(path, (-0.85, -0.7), (0.0, 0.05), (0.85, -0.7), (0.85, -0.05), (0.0, 0.75), (-0.85, -0.05))
    elif kind == "unresolved_overlap":
        path.addRect(QRectF(-0.7, -0.75, 0.48, 1.5))
        path.addRect(QRectF(0.22, -0.75, 0.48, 1.5))
    elif kind == "possible_overlap":
        _polygon(path, (0.0, -0.75), (0.65, 0.0), (0.0, 0.75), (-0.65, 0.0))
    elif kind == "silent_interruption":
        _polygon(path, (-0.6, -0.75), (0.2, -0.75), (0.2, 0.85))
    elif kind == "monologue":
        path = _bracket()
    elif kind == "terminal_overlap":
        path.addRect(QRectF(-0.1, -0.3, 0.2, 0.8))
    else:
        path.addEllipse(QPointF(0, 0.1), 0.34, 0.34)
    return path


def _polygon(path: QPainterPath, *points: tuple[float, float]) -> None:
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    path.closeSubpath()


def _bracket() -> QPainterPath:
    line = QPainterPath(QPointF(-0.95, 0.5))
    for x, y in ((-0.95, -0.35), (0.95, -0.35), (0.95, 0.5)):
        line.lineTo(x, y)
    return stroked(line, 0.28)


def stroked(line: QPainterPath, width: float) -> QPainterPath:
    """The outline of a line that is so wide."""
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return stroker.createStroke(line).simplified()


def draw_glyph(painter: QPainter, at: QPointF, radius: float, sort: Sort, theme: Theme) -> None:
    """One marker about a point; its radius in pixels."""
    kind, by, contested = sort
    turn = QTransform.fromTranslate(at.x(), at.y()).scale(radius, radius if by == "therapist" else -radius)
    colour = quietened(theme, by) if kind in SMALL_KINDS else fill(theme, by)
    if kind not in SMALL_KINDS:
        painter.strokePath(turn.map(shape(kind)), QPen(QColor(theme.panel), radius * 0.35))
    if not contested:
        painter.fillPath(turn.map(shape(kind)), colour)
        return
    outline = turn.map(shape(kind))
    colour.setAlphaF(0.75)
    painter.strokePath(outline, QPen(colour, max(radius * 0.16, 1.0)))
    _check(painter, at, radius, theme)


def _check(painter: QPainter, at: QPointF, radius: float, theme: Theme) -> None:
    """A small check on the upper right, on a patch that parts it from the shape."""
    line = QPainterPath(at + QPointF(radius * 0.3, -radius * 0.35))
    line.lineTo(at + QPointF(radius * 0.6, -radius * 0.05))
    line.lineTo(at + QPointF(radius * 1.15, -radius * 0.8))
    for colour, width in ((theme.panel, 0.75), (theme.text, 0.28)):
        pen = QPen(QColor(colour), radius * width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.strokePath(line, pen)


def quietened(theme: Theme, by: Role) -> QColor:
    """A speaker's colour for what should not be looked at first."""
    colour, ground = fill(theme, by), QColor(theme.panel)
    part = 0.72
    return QColor.fromRgbF(
        *(
            part * of + (1 - part) * to
            for of, to in zip(colour.getRgbF()[:3], ground.getRgbF()[:3], strict=True)
        )
    )


@dataclass
class Glyphs:
    """Markers drawn once, to be stamped; `radius` in pixels, `ratio` device pixels in one."""

    theme: Theme
    radius: float
    ratio: float
    _drawn: dict[Sort, QPixmap] = field(default_factory=dict, compare=False)

    def stamp(self, painter: QPainter, xs: Iterable[float], y: float, sort: Sort) -> None:
        """One about each x."""
        pixmap = self._drawn.get(sort)
        if pixmap is None:
            pixmap = self._drawn[sort] = self._draw(sort)
        half = pixmap.width() / self.ratio / 2
        for x in xs:
            painter.drawPixmap(QPointF(x - half, y - half), pixmap)

    def _draw(self, sort: Sort) -> QPixmap:
        side = round(self.radius * 3.2 * self.ratio)
        pixmap = QPixmap(side, side)
        pixmap.setDevicePixelRatio(self.ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = side / self.ratio / 2
        draw_glyph(painter, QPointF(middle, middle), self.radius, sort, self.theme)
        painter.end()
        return pixmap

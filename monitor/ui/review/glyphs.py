"""The signs on the player's buttons, drawn in the theme's colours: fonts do not hold them all."""

from collections.abc import Callable

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

SIDE = 24.0
_RATIO = 3
"""Drawn so large, so that they are sharp on every screen."""


def icon(name: str, colour: str, disabled: str) -> QIcon:
    """The sign of this name; `disabled` is its colour on a button that cannot be pressed."""
    drawn = QIcon(_pixmap(name, colour))
    drawn.addPixmap(_pixmap(name, disabled), QIcon.Mode.Disabled)
    return drawn


def _pixmap(name: str, colour: str) -> QPixmap:
    pixmap = QPixmap(round(SIDE * _RATIO), round(SIDE * _RATIO))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_RATIO, _RATIO)
    ink = QColor(colour)
    painter.setBrush(ink)
    join, cap = Qt.PenJoinStyle.RoundJoin, Qt.PenCapStyle.RoundCap
    painter.setPen(QPen(ink, 1.6, Qt.PenStyle.SolidLine, cap, join))
    _DRAWN[name](painter)
    painter.end()
    return pixmap


def _dot(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(SIDE / 2, SIDE / 2), 5.0, 5.0)


def _triangle(painter: QPainter, left: float, right: float, half: float = 6.0) -> None:
    """Points from `left` to `right`."""
    middle = SIDE / 2
    corners = (QPointF(left, middle - half), QPointF(left, middle + half), QPointF(right, middle))
    painter.drawPolygon(QPolygonF(corners))


def _bar(painter: QPainter, left: float, width: float, half: float = 6.0) -> None:
    painter.drawRect(QRectF(left, SIDE / 2 - half, width, 2 * half))


def _play(painter: QPainter) -> None:
    _triangle(painter, 8.0, 18.5, 6.8)


def _pause(painter: QPainter) -> None:
    _bar(painter, 7.0, 3.0)
    _bar(painter, 14.0, 3.0)


def _previous(painter: QPainter) -> None:
    _bar(painter, 5.5, 1.2)
    _triangle(painter, 18.0, 9.0)


def _next(painter: QPainter) -> None:
    _triangle(painter, 6.0, 15.0)
    _bar(painter, 17.3, 1.2)


def _back(painter: QPainter) -> None:
    _triangle(painter, 11.5, 5.0, 4.8)
    _triangle(painter, 19.0, 12.5, 4.8)


def _forward(painter: QPainter) -> None:
    _triangle(painter, 5.0, 11.5, 4.8)
    _triangle(painter, 12.5, 19.0, 4.8)


def _loop(painter: QPainter) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    way = QPainterPath(QPointF(17.0, 7.5))
    way.lineTo(8.5, 7.5)
    way.arcTo(QRectF(4.0, 7.5, 9.0, 9.0), 90, 180)
    way.lineTo(15.5, 16.5)
    way.arcTo(QRectF(11.0, 7.5, 9.0, 9.0), 270, 110)
    painter.drawPath(way)
    painter.setBrush(painter.pen().color())
    painter.drawPolygon(QPolygonF((QPointF(15.5, 4.8), QPointF(15.5, 10.2), QPointF(19.2, 7.5))))


_DRAWN: dict[str, Callable[[QPainter], None]] = {
    "play": _play,
    "pause": _pause,
    "previous": _previous,
    "next": _next,
    "back": _back,
    "forward": _forward,
    "loop": _loop,
    "dot": _dot,
}

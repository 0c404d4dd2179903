"""The small signs of what happened: the shape tells the kind, the colour the speaker."""

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPainterPath, QPen

from monitor.replay.model import Moment
from monitor.ui.review.look import fill
from monitor.ui.theme import Theme


def draw_sign(painter: QPainter, box: QRectF, moment: Moment, theme: Theme) -> None:
    """At the left of the box; hollow where it was contested, or took nothing from anybody."""
    side = min(box.width(), box.height()) * 0.7
    square = QRectF(box.left(), box.center().y() - side / 2, side, side)
    colour = fill(theme, moment.by)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, max(1.0, side * 0.12), join=Qt.PenJoinStyle.RoundJoin))
    hollow = moment.verdict is not None or moment.kind in ("possible_overlap", "attempted_interruption")
    painter.setBrush(QColor(0, 0, 0, 0) if hollow else colour)
    painter.drawPath(_shape(moment.kind, square.adjusted(1, 1, -1, -1)))
    painter.restore()


def _shape(kind: str, box: QRectF) -> QPainterPath:
    path = QPainterPath()
    if kind == "monologue":
        path.addRoundedRect(box.adjusted(0, box.height() * 0.28, 0, -box.height() * 0.28), 2, 2)
    elif kind == "unresolved_overlap":
        middle = box.center()
        _polygon(
            path, QPointF(middle.x(), box.top()), QPointF(box.right(), middle.y()),
            QPointF(middle.x(), box.bottom()), QPointF(box.left(), middle.y()),
        )  # fmt: skip
    else:  # a wedge that comes in
        _polygon(path, box.topLeft(), QPointF(box.right(), box.center().y()), box.bottomLeft())
    return path


def _polygon(path: QPainterPath, *corners: QPointF) -> None:
    path.moveTo(corners[0])
    for corner in corners[1:]:
        path.lineTo(corner)
    path.closeSubpath()

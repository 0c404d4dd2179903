"""A moment's sign within text: the timeline's, so that one shape means one kind everywhere."""

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QPainter

from monitor.replay.model import Moment
from monitor.ui.review.timeline.glyphs import draw_glyph
from monitor.ui.theme import Theme

_RADIUS = 0.33
"""Of the box's shorter side."""


def draw_sign(painter: QPainter, box: QRectF, moment: Moment, theme: Theme) -> None:
    """At the left of the box, in the middle of its height."""
    radius = min(box.width(), box.height()) * _RADIUS
    sort = moment.kind, moment.by, moment.verdict is not None
    painter.save()
    draw_glyph(painter, QPointF(box.left() + radius, box.center().y()), radius, sort, theme)
    painter.restore()

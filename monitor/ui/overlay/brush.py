"""The strokes that the overlay is drawn with, and the measures that its parts share, in logical pixels.

Edges snap to the device's pixels, so that they are sharp at 150 % too.
"""

from collections.abc import Mapping

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from monitor.conversation.timeline import Channel
from monitor.ui.theme import Theme

WIDTH = 260
LEFT, RIGHT = 12.0, WIDTH - 12.0
NUMBER_PX, TEXT_PX, SMALL_PX, TINY_PX = 20, 13, 12, 10
_BAR = QRectF(LEFT, 31, RIGHT - LEFT, 9)
_GAP = 2.0


class Brush:
    """The strokes that the panel is made of."""

    def __init__(self, painter: QPainter, theme: Theme, base: QFont) -> None:
        self.theme = theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter = painter
        self._base = base
        device = painter.device()
        self._ratio = device.devicePixelRatioF() if device is not None else 1.0

    def metrics(self, pixels: int) -> QFontMetricsF:
        return QFontMetricsF(self.font(pixels))

    def text(self, left: float, baseline: float, text: str, pixels: int, colour: str) -> float:
        """Write from `left`; returns the width taken."""
        self._painter.setFont(self.font(pixels))
        self._painter.setPen(QColor(colour))
        self._painter.drawText(QPointF(self.snapped(left), self.snapped(baseline)), text)
        return self.metrics(pixels).horizontalAdvance(text)

    def text_to(self, right: float, baseline: float, text: str, pixels: int, colour: str) -> float:
        """Write so that the text ends at `right`; returns the width taken."""
        return self.text(right - self.metrics(pixels).horizontalAdvance(text), baseline, text, pixels, colour)

    def panel(self, corner: float, height: float) -> None:
        """All of the overlay, from the painter's origin."""
        hairline = 1 / self._ratio
        inset = hairline / 2
        self._painter.setBrush(QColor(self.theme.panel))
        self._painter.setPen(QPen(QColor(self.theme.edge), hairline))
        outline = QRectF(0, 0, WIDTH, height).adjusted(inset, inset, -inset, -inset)
        self._painter.drawRoundedRect(outline, corner, corner)

    def bar(self, balance: float | None, colours: Mapping[Channel, str]) -> None:
        """The therapist's part from the left, the client's from the right; an empty track if withheld."""
        whole = QRectF(
            QPointF(self.snapped(_BAR.left()), self.snapped(_BAR.top())),
            QPointF(self.snapped(_BAR.right()), self.snapped(_BAR.bottom())),
        )
        if balance is None:
            self._part(whole, whole, self.theme.track)
            return
        split = self.snapped(whole.left() + whole.width() * balance)
        gap = self.snapped(_GAP / 2) if 0 < balance < 1 else 0.0
        left, right = QRectF(whole), QRectF(whole)
        left.setRight(split - gap)
        right.setLeft(split + gap)
        self._part(whole, left, colours[Channel.THERAPIST])
        self._part(whole, right, colours[Channel.CLIENT])

    def rule(self, left: float, right: float, y: float) -> None:
        """A hairline from left to right."""
        at = QRectF(self.snapped(left), self.snapped(y), self.snapped(right - left), 1 / self._ratio)
        self._painter.fillRect(at, QColor(self.theme.edge))

    def _part(self, whole: QRectF, part: QRectF, colour: str) -> None:
        """As much of the rounded bar as lies within `part`."""
        rounded, cut = QPainterPath(), QPainterPath()
        rounded.addRoundedRect(whole, whole.height() / 2, whole.height() / 2)
        cut.addRect(part)
        self._painter.fillPath(rounded.intersected(cut), QColor(colour))

    def font(self, pixels: int) -> QFont:
        font = QFont(self._base)
        font.setPixelSize(pixels)
        font.setWeight(QFont.Weight.DemiBold if pixels == NUMBER_PX else QFont.Weight.Normal)
        return font

    def snapped(self, length: float) -> float:
        """The nearest length that is a whole number of device pixels."""
        return round(length * self._ratio) / self._ratio

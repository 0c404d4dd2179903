"""The strokes that the overlay is drawn with, and the measures that its parts share, in logical pixels.

Edges snap to the device's pixels, so that they are sharp at 150 % too.
"""

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from monitor.conversation.timeline import Channel
from monitor.ui.theme import Theme

WIDTH = 260
LEFT, RIGHT = 12.0, WIDTH - 12.0
NUMBER_PX, TEXT_PX, SMALL_PX, STRIP_PX, TINY_PX = 20, 13, 12, 11, 10
BAR_TOP, BAR_HEIGHT = 31.0, 9.0
CUE_INDENT = 15.0
_GAP = 2.0


class Brush:
    """The strokes that the panel is made of."""

    def __init__(self, painter: QPainter, theme: Theme, base: QFont, scale: float = 1.0) -> None:
        self.theme = theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        self._painter = painter
        self._base = base
        device = painter.device()
        self._ratio = scale * (device.devicePixelRatioF() if device is not None else 1.0)

    def metrics(self, pixels: int) -> QFontMetricsF:
        return QFontMetricsF(sized(self._base, pixels))

    def text(self, left: float, baseline: float, text: str, pixels: int, colour: str) -> float:
        """Write from `left`; returns the width taken."""
        self._painter.setFont(sized(self._base, pixels))
        self._painter.setPen(QColor(colour))
        self._painter.drawText(QPointF(self.snapped(left), self.snapped(baseline)), text)
        return self.metrics(pixels).horizontalAdvance(text)

    def text_to(self, right: float, baseline: float, text: str, pixels: int, colour: str) -> float:
        """Write so that the text ends at `right`; returns the width taken."""
        return self.text(right - self.metrics(pixels).horizontalAdvance(text), baseline, text, pixels, colour)

    def panel(self, corner: float, height: float, width: float = WIDTH, focused: bool = False) -> None:
        """All of the overlay, from the painter's origin; its edge says whether keys reach it."""
        hairline = (2 if focused else 1) / self._ratio
        inset = hairline / 2
        self._painter.setBrush(QColor(self.theme.panel))
        self._painter.setPen(QPen(QColor(self.theme.accent if focused else self.theme.edge), hairline))
        outline = QRectF(0, 0, width, height).adjusted(inset, inset, -inset, -inset)
        self._painter.drawRoundedRect(outline, corner, corner)

    def bar(
        self,
        balance: float | None,
        resting: bool,
        top: float = BAR_TOP,
        within: tuple[float, float] = (LEFT, RIGHT),
        height: float = BAR_HEIGHT,
    ) -> None:
        """The therapist's part from the left, the client's from the right; an empty track if withheld.

        What does not hold now is hollow: the track, and both parts of a bar that rests.
        """
        whole = QRectF(
            QPointF(self.snapped(within[0]), self.snapped(top)),
            QPointF(self.snapped(within[1]), self.snapped(top + height)),
        )
        if balance is None:
            self._hollow(whole, whole, self.theme.outline, self.theme.track)
            return
        split = self.snapped(whole.left() + whole.width() * balance)
        gap = self.snapped(_GAP / 2) if 0 < balance < 1 else 0.0
        left, right = QRectF(whole), QRectF(whole)
        left.setRight(split - gap)
        right.setLeft(split + gap)
        for channel, part in ((Channel.THERAPIST, left), (Channel.CLIENT, right)):
            if resting:
                self._hollow(whole, part, self.theme.bar[channel], self.theme.panel)
            else:
                self._part(whole, part, self.theme.bar[channel])

    def diamond(self, left: float, baseline: float, pixels: int) -> float:
        """The one sign of a cue, before a line of this size; returns the width taken."""
        half, middle = pixels * 0.36, baseline - pixels * 0.36
        centre = left + half
        corners = [(centre, middle - half), (centre + half, middle), (centre, middle + half), (left, middle)]
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self.theme.accent))
        self._painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        return CUE_INDENT

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

    def _hollow(self, whole: QRectF, part: QRectF, line: str, ground: str) -> None:
        """The outline of a part."""
        self._part(whole, part, line)
        inset = max(1.0, round(self._ratio)) / self._ratio
        within = (inset, inset, -inset, -inset)
        self._part(whole.adjusted(*within), part.adjusted(*within), ground)

    def snapped(self, length: float) -> float:
        """The nearest length that is a whole number of device pixels."""
        return round(length * self._ratio) / self._ratio


def sized(base: QFont, pixels: int) -> QFont:
    """The font of a text of this size."""
    font = QFont(base)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if pixels == NUMBER_PX else QFont.Weight.Normal)
    return font

"""What lies in the plot, each an item of its own, so that one moves without the others being drawn again."""

from collections.abc import Callable

from PyQt6.QtCore import QPointF, QRectF, QSizeF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF
from PyQt6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from monitor.ui.review.look import focus_ring
from monitor.ui.review.timeline.plotting import GraphicsObject
from monitor.ui.review.timeline.rows import Row
from monitor.ui.review.timeline.sheet import faded
from monitor.ui.theme import Theme

Draw = Callable[[QPainter, float], None]
"""Draws with a painter, whose device has so many pixels in one."""


class Picture(GraphicsObject):
    """What stands still: drawn once into a pixmap, and again only when it is stale.

    Qt's own cache of items has a limit that a large screen is beyond.
    """

    def __init__(self, parent: QGraphicsItem | None, draw: Draw) -> None:
        super().__init__(parent)
        self._draw = draw
        self._size = QSizeF(1, 1)
        self._pixmap: QPixmap | None = None

    def resize(self, size: QSizeF) -> None:
        self.prepareGeometryChange()
        self._size = size
        self.stale()

    def stale(self) -> None:
        """To be drawn anew, when next it is seen."""
        self._pixmap = None
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802
        return QRectF(0, 0, self._size.width(), self._size.height())

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None) -> None:
        device = painter.device()
        ratio = 1.0 if device is None else device.devicePixelRatioF()
        if self._pixmap is None or self._pixmap.devicePixelRatioF() != ratio:
            self._pixmap = self._drawn(ratio)
        painter.drawPixmap(QPointF(0, 0), self._pixmap)

    def _drawn(self, ratio: float) -> QPixmap:
        pixmap = QPixmap((self._size * ratio).toSize().expandedTo(QSizeF(1, 1).toSize()))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter, ratio)
        painter.end()
        return pixmap


class Playhead(GraphicsObject):
    """The line at what is being heard."""

    _HALF = 6.0

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self._row = Row(0, 1)
        self._colour = QColor()
        self.setZValue(30)

    def look(self, row: Row, theme: Theme) -> None:
        self.prepareGeometryChange()
        self._row, self._colour = row, QColor(theme.accent)
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802
        return QRectF(-self._HALF - 1, self._row.top, 2 * self._HALF + 2, self._row.height)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(-1, self._row.top, 2, self._row.height), self._colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        half, top = self._HALF, self._row.top
        tip = ((-half, top), (half, top), (half, top + half), (0.0, top + 2 * half), (-half, top + half))
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in tip]))


class Band(GraphicsObject):
    """A stretch that is marked in the accent's colour: what is chosen, or played again and again."""

    def __init__(self, parent: QGraphicsItem, strength: float) -> None:
        super().__init__(parent)
        self._strength = strength
        self._box = QRectF()
        self._colour = QColor()
        self.setVisible(False)

    def look(self, box: QRectF, theme: Theme) -> None:
        if (box, QColor(theme.accent)) == (self._box, self._colour):
            return
        self.prepareGeometryChange()
        self._box, self._colour = box, QColor(theme.accent)
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802
        return self._box.adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(faded(self._colour, self._strength))
        painter.setPen(QPen(faded(self._colour, min(1.0, self._strength * 5)), 1.5))
        painter.drawRoundedRect(self._box, 4, 4)


class FocusRing(GraphicsObject):
    """Shows that the keyboard is here."""

    def __init__(self) -> None:
        super().__init__()
        self._size = QSizeF(1, 1)
        self._theme: Theme | None = None
        self.setZValue(50)
        self.setVisible(False)

    def look(self, size: QSizeF, theme: Theme) -> None:
        self.prepareGeometryChange()
        self._size, self._theme = size, theme
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802
        return QRectF(0, 0, self._size.width(), self._size.height())

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None) -> None:
        if self._theme is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focus_ring(painter, self.boundingRect(), self._theme)

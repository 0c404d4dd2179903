"""What dot, line and band of the page over time mean, in one line."""

from collections.abc import Iterator

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from monitor.replay.trends import Figure
from monitor.ui.review.look import SMALL, resized
from monitor.ui.review.trend_drawing import band_colour, dot_colour
from monitor.ui.theme import LIGHT, Theme


class TrendLegend(QWidget):
    """Signs and words, as wide as they are."""

    def __init__(self) -> None:
        super().__init__()
        self._theme, self._figure = LIGHT, Figure.SHARE
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_figure(self, figure: Figure) -> None:
        self._figure = figure
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(resized(self.font(), SMALL))
        wide = sum(metrics.horizontalAdvance(text) + metrics.height() * 2.6 for text in self._texts())
        return QSize(round(wide), round(metrics.height() * 1.3))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(resized(self.font(), SMALL))
        metrics = QFontMetricsF(painter.font())
        unit, middle, x = metrics.height(), self.height() / 2, 0.0
        for draw, text in zip((self._dot, self._none, self._line, self._band), self._texts(), strict=True):
            draw(painter, QRectF(x, middle - unit / 2, unit * 1.4, unit))
            painter.setPen(QColor(self._theme.quiet))
            base = middle + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(x + unit * 1.75, base), text)
            x += unit * 2.6 + metrics.horizontalAdvance(text)
        painter.end()

    def _texts(self) -> Iterator[str]:
        yield self.tr("a session")
        yield self.tr("without this figure")
        yield self.tr("usual: the median")
        yield self.tr("half of them")

    def _dot(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(dot_colour(self._figure, self._theme))
        painter.drawEllipse(box.center(), box.height() * 0.26, box.height() * 0.26)

    def _none(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(QColor(self._theme.faint), 1.3))
        painter.setBrush(QColor(self._theme.panel))
        painter.drawEllipse(box.center(), box.height() * 0.24, box.height() * 0.24)

    def _line(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(QColor(self._theme.text), 2.2))
        painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))

    def _band(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(band_colour(self._figure, self._theme))
        painter.drawRect(box.adjusted(0, box.height() * 0.15, 0, -box.height() * 0.15))

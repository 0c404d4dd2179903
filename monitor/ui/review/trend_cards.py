"""All figures side by side, small: what is usual for each, and how it went; one of them is shown large."""

from collections.abc import Sequence

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from monitor.replay.trends import Figure, Rolling
from monitor.ui.review.look import SMALL, fill, focus_ring, resized, resting
from monitor.ui.review.timeline.sheet import faded
from monitor.ui.review.trend_drawing import speaker
from monitor.ui.review.trend_words import ENOUGH, card_name, card_said, figure_name, usual_said
from monitor.ui.theme import LIGHT, Theme

_SEEN = 60
"""So many of the last sessions are drawn small."""


class FigureCard(QAbstractButton):
    """One figure."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.figure = figure
        self._theme = LIGHT
        self._course: Sequence[Rolling] = ()
        self.setCheckable(True)
        self.setText(card_name(figure))
        self.setAccessibleName(figure_name(figure))
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_course(self, course: Sequence[Rolling], last: int) -> None:
        self._course = [each for each in course if each.median is not None][-_SEEN:]
        said = usual_said(course, self.figure, last)
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        line = QFontMetricsF(self.font()).height()
        return QSize(round(line * 7), round(line * 5))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        self._ground(painter, box)
        pad = QFontMetricsF(self.font()).height() * 0.55
        inner = box.adjusted(pad, pad * 0.8, -pad, -pad * 0.8)
        self._write(painter, inner)
        if len(self._course) > 1:
            self._sketch(painter, inner)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), self._theme)
        painter.end()

    def _ground(self, painter: QPainter, box: QRectF) -> None:
        on = self.isChecked()
        painter.setPen(QPen(QColor(self._theme.accent if on else self._theme.edge), 1.6 if on else 1.0))
        painter.setBrush(faded(self._theme.spoken, 0.45) if on else QColor(self._theme.panel))
        if self.underMouse() and not on:
            painter.setBrush(faded(self._theme.track, 0.5))
        painter.drawRoundedRect(box, 6, 6)

    def _write(self, painter: QPainter, inner: QRectF) -> None:
        painter.setFont(resized(self.font(), SMALL))
        painter.setPen(QColor(self._theme.text if self.isChecked() else self._theme.quiet))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(QPointF(inner.left(), inner.top() + metrics.ascent()), name)
        painter.setFont(resized(self.font(), 1.35, bold=True))
        painter.setPen(QColor(self._theme.text))
        top = inner.top() + metrics.height() * 1.15
        painter.drawText(QPointF(inner.left(), top + painter.fontMetrics().ascent()), self._value())

    def _value(self) -> str:
        now = self._course[-1] if self._course else None
        if now is None or now.median is None or now.sessions < ENOUGH:
            return "–"
        return card_said(self.figure, now.median)

    def _sketch(self, painter: QPainter, inner: QRectF) -> None:
        high = QFontMetricsF(self.font()).height() * 1.15
        box = QRectF(inner.left(), inner.bottom() - high, inner.width(), high)
        enough = [each for each in self._course if each.sessions >= ENOUGH]
        lower = [each.lower or 0.0 for each in enough]
        upper = [each.upper or 0.0 for each in enough]
        if len(enough) < 2:
            return
        low, high_value = min(lower), max(upper)
        span = (high_value - low) or 1.0

        def at(number: int, value: float) -> QPointF:
            x = box.left() + number / (len(enough) - 1) * box.width()
            return QPointF(x, box.bottom() - (value - low) / span * box.height())

        role = speaker(self.figure)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(resting(self._theme, role), 0.5 if role else 0.9))
        tops = [at(*each) for each in enumerate(upper)]
        painter.drawPolygon(QPolygonF([*tops, *reversed([at(*each) for each in enumerate(lower)])]))
        colour = fill(self._theme, role) if role else QColor(self._theme.quiet)
        painter.setPen(QPen(colour, 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([at(n, each.median or 0.0) for n, each in enumerate(enough)]))


class FigureCards(QWidget):
    """A row of all; the arrow keys go from one to the next (`chosen`: a Figure)."""

    chosen = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.cards = {figure: FigureCard(figure) for figure in Figure}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for card in self.cards.values():
            group.addButton(card)
            row.addWidget(card, 1)
        group.buttonClicked.connect(lambda card: self.chosen.emit(card.figure))
        group.buttonToggled.connect(self._follow)

    def _follow(self, card: QAbstractButton, on: bool) -> None:
        """The arrow keys choose as they go."""
        if on and card.hasFocus() and isinstance(card, FigureCard):
            self.chosen.emit(card.figure)

    def choose(self, figure: Figure) -> None:
        self.cards[figure].setChecked(True)

    def set_theme(self, theme: Theme) -> None:
        for card in self.cards.values():
            card.set_theme(theme)

"""The chart of one figure over time; every session in it can be chosen and opened."""

from collections.abc import Sequence
from math import hypot

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PyQt6.QtWidgets import QApplication, QStyleOptionGraphicsItem, QToolTip, QWidget

from monitor.replay.trends import Figure, Rolling
from monitor.ui.review import trend_drawing as drawing
from monitor.ui.review.look import SMALL, claimed, resized
from monitor.ui.review.timeline.items import Picture
from monitor.ui.review.timeline.plot import Plot
from monitor.ui.review.timeline.plotting import GraphicsObject
from monitor.ui.review.timeline.sheet import faded
from monitor.ui.review.trend_drawing import Field
from monitor.ui.review.trend_scale import NEAREST_S, values, whole
from monitor.ui.review.trend_words import session_said, tick_said
from monitor.ui.theme import LIGHT, Theme

_ZOOM = 1.25
_DEGREES_TO_DOUBLE = 480.0
_KEYS = {
    Qt.Key.Key_Left: "go_back",
    Qt.Key.Key_Right: "go_on",
    Qt.Key.Key_Home: "go_first",
    Qt.Key.Key_End: "go_last",
    Qt.Key.Key_Return: "open_chosen",
    Qt.Key.Key_Enter: "open_chosen",
    Qt.Key.Key_Plus: "zoom_in",
    Qt.Key.Key_Minus: "zoom_out",
    Qt.Key.Key_0: "show_all",
}


class _Mark(GraphicsObject):
    """The chosen session: a ring about its dot, and a line down to its date."""

    def __init__(self) -> None:
        super().__init__()
        self._size, self._down, self._colour = 1.0, 0.0, QColor()
        self.setZValue(20)
        self.setVisible(False)

    def look(self, at: QPointF, down: float, size: float, theme: Theme) -> None:
        self.prepareGeometryChange()
        self._size, self._down, self._colour = size, down, QColor(theme.accent)
        self.setPos(at)
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802
        reach = self._size + 3
        return QRectF(-reach, -reach, 2 * reach, 2 * reach + self._down)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(faded(self._colour, 0.7), 1))
        painter.drawLine(QPointF(0, self._size), QPointF(0, max(self._down, self._size)))
        painter.setPen(QPen(self._colour, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(0, 0), self._size, self._size)


class TrendChart(Plot):
    """Left and right go from session to session, Enter or a click opens one (`session_chosen`: its name).

    `pointed` says what stands beside the pointer or the keyboard, or nothing; `in_view` that another
    stretch of time is shown.
    """

    session_chosen = pyqtSignal(str)
    pointed = pyqtSignal(str)
    in_view = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.course: Sequence[Rolling] = ()
        self.figure = Figure.SHARE
        self.chosen = ""
        self._theme = LIGHT
        self._whole = whole(())
        self._dragged: tuple[float, tuple[float, float]] | None = None
        self._drags = False
        self._picture, self._mark = Picture(None, self._draw), _Mark()
        self.addItem(self._picture)
        self.addItem(self._mark)
        self._limit()
        self._plot.sigXRangeChanged.connect(self._moved)

    def show_course(self, course: Sequence[Rolling], figure: Figure) -> None:
        """These sessions in order of time; the stretch in view stays while it is not the whole."""
        stays = self.enlarged
        self.course, self.figure = course, figure
        if self.place_of(self.chosen) is None:
            self.chosen = ""
        found = whole([each.point.about.started_at for each in course])
        if found != self._whole:
            before, self._whole = self._shown, found
            self._limit()
            self._show(*(before if stays else found))
        self._arrange()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._arrange()

    def choose(self, session: str) -> None:
        """Put the keyboard's mark on this session, and bring it into view."""
        number = self.place_of(session)
        if number is None:
            return
        self.chosen = session
        at_s = self.course[number].point.about.started_at
        start_s, end_s = self._shown
        if not start_s <= at_s <= end_s:
            half = (end_s - start_s) / 2
            self._show(at_s - half, at_s + half)
        self._place_mark()
        self._say(self.course[number])

    def place_of(self, session: str) -> int | None:
        return next((n for n, each in enumerate(self.course) if each.point.about.session == session), None)

    @property
    def enlarged(self) -> bool:
        """Whether less than all of the time is in view."""
        start_s, end_s = self._shown
        return end_s - start_s < (self._whole[1] - self._whole[0]) * 0.999

    @property
    def field(self) -> Field:
        metrics = QFontMetricsF(resized(self.font(), SMALL))
        high = metrics.height()
        most = int(max(self.height() - 2.5 * high, 1) / (high * 2.4))
        found = [each.value for each in self.course if each.value is not None]
        scale = values(self.figure, found, min(most, 6))
        left = max(metrics.horizontalAdvance(tick_said(self.figure, tick)) for tick in scale.ticks) + high
        right = (
            QFontMetricsF(resized(self.font(), 1.05, bold=True)).horizontalAdvance("00:00 min") + high * 0.4
        )
        box = QRectF(
            left, high * 0.7, max(self.width() - left - right, 20), max(self.height() - high * 2.7, 20)
        )
        return Field(box, scale, *self._shown)

    def session_at(self, x: float, y: float) -> Rolling | None:
        """The nearest whose dot is within a finger's breadth."""
        field, reach = self.field, max(QFontMetricsF(self.font()).height() * 0.6, 8.0)
        best: tuple[float, Rolling | None] = (reach, None)
        for each in self.course:
            at = field.at(each)
            away = hypot(at.x() - x, at.y() - y)
            if away <= best[0]:
                best = away, each
        return best[1]

    def go_back(self) -> None:
        self._step(-1)

    def go_on(self) -> None:
        self._step(1)

    def go_first(self) -> None:
        if self.course:
            self.choose(self.course[0].point.about.session)

    def go_last(self) -> None:
        if self.course:
            self.choose(self.course[-1].point.about.session)

    def open_chosen(self) -> None:
        if self.chosen:
            self.session_chosen.emit(self.chosen)

    def zoom_in(self) -> None:
        self._zoom(1 / _ZOOM)

    def zoom_out(self) -> None:
        self._zoom(_ZOOM)

    def show_all(self) -> None:
        self._show(*self._whole)

    def minimumSizeHint(self) -> QSize:
        line = QFontMetricsF(self.font()).height()
        return QSize(round(line * 16), round(line * 7))

    def sizeHint(self) -> QSize:
        line = QFontMetricsF(self.font()).height()
        return QSize(round(line * 40), round(line * 18))

    def event(self, event: QEvent | None) -> bool:
        return claimed(event, _KEYS) or bool(super().event(event))

    def viewportEvent(self, event: QEvent | None) -> bool:
        if isinstance(event, QHelpEvent):
            found = self.session_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), session_said(found, self.figure) if found else "", self)
            return True
        return bool(super().viewportEvent(event))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        act = None if event is None else _KEYS.get(Qt.Key(event.key()))
        if act is not None:
            getattr(self, act)()
        elif event is not None:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        if event is not None:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and event.button() is Qt.MouseButton.LeftButton:
            self._dragged, self._drags = (event.position().x(), self._shown), False

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is None:
            return
        x = event.position().x()
        if self._dragged is None:
            self._hover(event.position())
        elif self._drags or abs(x - self._dragged[0]) >= QApplication.startDragDistance():
            self._drags = True
            from_x, (start_s, end_s) = self._dragged
            by_s = (from_x - x) * (end_s - start_s) / self.field.box.width()
            self._show(start_s + by_s, end_s + by_s)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        pressed, self._dragged = self._dragged is not None, None
        if event is None or not pressed or self._drags:
            return
        found = self.session_at(event.position().x(), event.position().y())
        if found is not None:
            self.choose(found.point.about.session)
            self.open_chosen()

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """The second click is no other wish than the first."""

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        if event is None:
            return
        field, turned = self.field, event.angleDelta()
        start_s, end_s = self._shown
        if abs(turned.x()) > abs(turned.y()):
            by_s = -turned.x() / 1200 * (end_s - start_s)
            self._show(start_s + by_s, end_s + by_s)
            return
        part = (event.position().x() - field.box.left()) / field.box.width()
        self._zoom(2 ** (-turned.y() / _DEGREES_TO_DOUBLE), start_s + part * (end_s - start_s))

    def leaveEvent(self, event: QEvent | None) -> None:
        super().leaveEvent(event)
        self._say_chosen()

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        super().focusInEvent(event)
        if self._ring.isVisible() and not self.chosen:
            self.go_last()

    @property
    def _shown(self) -> tuple[float, float]:
        start_s, end_s = self._plot.viewRange()[0]
        return float(start_s), float(end_s)

    def _limit(self) -> None:
        start_s, end_s = self._whole
        length_s = end_s - start_s
        self._plot.setLimits(
            xMin=start_s,
            xMax=end_s,
            minXRange=min(NEAREST_S, length_s),
            maxXRange=length_s,
            yMin=0.0,
            yMax=1.0,
        )
        self._show(start_s, end_s)

    def _show(self, start_s: float, end_s: float) -> None:
        """As far as there is time; the length stays."""
        first, last = self._whole
        length_s = min(end_s - start_s, last - first)
        start_s = min(max(start_s, first), last - length_s)
        self._plot.setXRange(start_s, start_s + length_s, padding=0)

    def _zoom(self, factor: float, about_s: float | None = None) -> None:
        start_s, end_s = self._shown
        number = self.place_of(self.chosen)
        if about_s is None:
            about_s = (start_s + end_s) / 2 if number is None else self.course[number].point.about.started_at
        length_s = max((end_s - start_s) * factor, NEAREST_S)
        part = (about_s - start_s) / (end_s - start_s)
        self._show(about_s - part * length_s, about_s + (1 - part) * length_s)

    def _step(self, by: int) -> None:
        number = self.place_of(self.chosen)
        if not self.course:
            return
        to = len(self.course) - 1 if number is None else min(max(number + by, 0), len(self.course) - 1)
        self.choose(self.course[to].point.about.session)

    def _hover(self, at: QPointF) -> None:
        found = self.session_at(at.x(), at.y())
        viewport = self.viewport()
        if viewport is not None:
            viewport.setCursor(
                Qt.CursorShape.ArrowCursor if found is None else Qt.CursorShape.PointingHandCursor
            )
        if found is None:
            self._say_chosen()
        else:
            self.pointed.emit(session_said(found, self.figure))

    def _say_chosen(self) -> None:
        number = self.place_of(self.chosen)
        if number is None:
            self.pointed.emit("")
        else:
            self._say(self.course[number])

    def _say(self, rolled: Rolling) -> None:
        self.pointed.emit(session_said(rolled, self.figure))

    def _arrange(self) -> None:
        """Everything in its place, after a change of size, font, colours or sessions."""
        size = QSizeF(self.width(), self.height())
        self._plot.setGeometry(self.field.box)
        self._picture.resize(size)
        self._ring.look(size, self._theme)
        self.setBackground(QColor(self._theme.panel))
        self._moved()
        self._say_chosen()

    def _moved(self) -> None:
        self._picture.stale()
        self._place_mark()
        self.in_view.emit()

    def _place_mark(self) -> None:
        number, field = self.place_of(self.chosen), self.field
        seen = (
            number is not None and field.start_s <= self.course[number].point.about.started_at <= field.end_s
        )
        self._mark.setVisible(seen)
        if seen and number is not None:
            at = field.at(self.course[number])
            self._mark.look(at, field.box.bottom() - at.y(), self._dot(field) + 3, self._theme)

    def _dot(self, field: Field) -> float:
        return drawing.radius(field, self.course, QFontMetricsF(self.font()).height())

    def _draw(self, painter: QPainter, ratio: float) -> None:
        field, look = self.field, (self.figure, self._theme)
        painter.setFont(resized(self.font(), SMALL))
        drawing.draw_axes(painter, field, *look)
        painter.save()
        beyond = self._dot(field) + 2
        painter.setClipRect(field.box.adjusted(-beyond, -beyond, beyond, beyond))
        drawing.draw_usual(painter, field, self.course, look)
        drawing.draw_sessions(painter, field, self.course, look, self._dot(field))
        drawing.draw_median(painter, field, self.course, self._theme)
        painter.restore()
        drawing.draw_end(painter, field, self.course, *look)

"""The whole session in small, with a frame about what is in view, to be dragged and resized."""

from collections.abc import Callable

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QWidget

from monitor.replay.model import Span
from monitor.ui.review.look import SMALL, fill, resized
from monitor.ui.review.timeline.contents import ROLES, Contents
from monitor.ui.review.timeline.glyphs import Glyphs
from monitor.ui.review.timeline.rows import Row, Rows
from monitor.ui.review.timeline.sheet import Sheet, faded
from monitor.ui.review.timeline.visible import Visible
from monitor.ui.theme import Theme

_GRIP = 6.0
_NARROWEST = 8.0
_SHOWN = ("successful_interruption", "attempted_interruption", "unresolved_overlap")


class Minimap(QWidget):
    """`view_wished` carries the part that somebody dragged the frame to."""

    view_wished = pyqtSignal(object)

    def __init__(self, contents: Contents, theme: Theme) -> None:
        super().__init__()
        self._contents, self._theme = contents, theme
        self._visible = Visible.all_of(contents.replay.duration_s)
        self._position_s = 0.0
        self._loop: Span | None = None
        self._margin, self._spare = 0.0, 0.0
        self._picture: QPixmap | None = None
        self._drag: Callable[[float], Visible] | None = None
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("The whole session in small"))

    def show_contents(self, contents: Contents) -> None:
        self._contents, self._picture = contents, None
        self.update()

    def show_part(self, visible: Visible) -> None:
        if visible != self._visible:
            self._visible = visible
            self.update()

    def show_position(self, position_s: float) -> None:
        before, self._position_s = self._x(self._position_s), position_s
        after = self._x(position_s)
        if round(before * 2) != round(after * 2):
            for x in (before, after):
                self.update(round(x) - 3, 0, 6, self.height())

    def show_loop(self, span: Span | None) -> None:
        self._loop = span
        self.update()

    def set_theme(self, theme: Theme, margins: tuple[float, float]) -> None:
        """The session lies so many pixels from the left and the right, as in the plot above."""
        self._theme, self._picture = theme, None
        self._margin, self._spare = margins
        self.update()

    def sizeHint(self) -> QSize:
        line = QFontMetricsF(resized(self.font(), SMALL)).height()
        return QSize(round(line * 20), round(line * 2.2))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        self._picture = None

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        if self._picture is None or self._picture.devicePixelRatioF() != self.devicePixelRatioF():
            self._picture = self._drawn()
        painter.drawPixmap(QPointF(self._margin, 0), self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_frame(painter)
        x = self._x(self._position_s)
        painter.fillRect(QRectF(x - 0.75, 1, 1.5, self.height() - 2), faded(self._theme.accent, 1.0))

    @property
    def _wide(self) -> float:
        return max(self.width() - self._margin - self._spare, 1.0)

    def _x(self, time_s: float) -> float:
        return self._margin + time_s / self._visible.whole_s * self._wide

    def _time_s(self, x: float) -> float:
        return (x - self._margin) / self._wide * self._visible.whole_s

    def _drawn(self) -> QPixmap:
        """Both lanes, and a tick at each interruption."""
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(max(round(self._wide * ratio), 1), round(self.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(self._theme.track, 0.6))
        painter.drawRoundedRect(QRectF(0, 0, self._wide, self.height()), 4, 4)
        sheet = self._sheet(painter, ratio)
        for role in ROLES:
            covered = self._contents.speech[role].covered(sheet.edges_s)
            sheet.strip(covered, fill(self._theme, role), sheet.rows.lane[role])
        self._ticks(sheet)
        painter.end()
        return pixmap

    def _sheet(self, painter: QPainter, ratio: float) -> Sheet:
        high = self.height()
        tick, lane = high * 0.2, high * 0.27
        above, below = Row(2, 2 + tick), Row(high - 2 - tick, high - 2)
        empty = Row(0, 0)
        rows = Rows(
            notes=empty,
            share=empty,
            events={"therapist": above, "client": below},
            words={"therapist": empty, "client": empty},
            lane={
                "therapist": Row(high / 2 - lane, high / 2 - 0.5),
                "client": Row(high / 2 + 0.5, high / 2 + lane),
            },
            seam=empty,
            axis=empty,
        )
        whole = Visible.all_of(self._contents.replay.duration_s)
        return Sheet(painter, whole, self._wide, rows, self._theme, Glyphs(self._theme, tick, ratio))

    def _ticks(self, sheet: Sheet) -> None:
        for (kind, by, contested), marked in self._contents.markers.items():
            if kind in _SHOWN and not contested:
                row, colour = sheet.rows.events[by], fill(self._theme, by)
                for x in {round(x) for x in sheet.xs(marked.start_s).tolist()}:
                    sheet.painter.fillRect(QRectF(x - 0.75, row.top, 1.5, row.height), colour)

    @property
    def _frame(self) -> QRectF:
        left, right = self._x(self._visible.start_s), self._x(self._visible.end_s)
        spare = max(_NARROWEST - (right - left), 0.0) / 2
        return QRectF(left - spare, 1, right - left + 2 * spare, self.height() - 2)

    def _draw_frame(self, painter: QPainter) -> None:
        if self._loop is not None:
            left, right = self._x(self._loop.start_s), self._x(self._loop.end_s)
            painter.fillRect(
                QRectF(left, 1, max(right - left, 2), self.height() - 2), faded(self._theme.accent, 0.25)
            )
        frame = self._frame
        for outside in (
            QRectF(self._margin, 0, frame.left() - self._margin, self.height()),
            QRectF(frame.right(), 0, self.width() - self._spare - frame.right(), self.height()),
        ):
            painter.fillRect(outside, faded(self._theme.panel, 0.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(faded(self._theme.text, 0.75), 1.5))
        painter.drawRoundedRect(frame.adjusted(0.75, 0, -0.75, 0), 4, 4)
        if not self._visible.is_whole:
            for x in (frame.left() + 0.75, frame.right() - 0.75):
                grip = QRectF(x - 2, self.height() / 2 - 6, 4, 12)
                painter.setBrush(faded(self._theme.text, 1.0))
                painter.drawRoundedRect(grip, 2, 2)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._drag = self._grasped(event.position().x())
        self.view_wished.emit(self._drag(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is None:
            return
        if self._drag is not None:
            self.view_wished.emit(self._drag(event.position().x()))
            return
        sized = self._edge(event.position().x()) is not None
        self.setCursor(Qt.CursorShape.SizeHorCursor if sized else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        self._drag = None

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        if event is not None:
            event.accept()
            about_s = self._time_s(event.position().x())
            self.view_wished.emit(self._visible.zoomed(2 ** (event.angleDelta().y() / 480), about_s))

    def _edge(self, x: float) -> str | None:
        """Which side of the frame is under the pointer."""
        frame = self._frame
        sides = {"left": abs(x - frame.left()), "right": abs(x - frame.right())}
        nearest = min(sides, key=lambda side: sides[side])
        return nearest if sides[nearest] <= _GRIP else None

    def _grasped(self, x: float) -> Callable[[float], Visible]:
        """What a drag that begins here makes of the view."""
        before, edge = self._visible, self._edge(x)
        if edge == "left":
            return lambda to: before.between(min(self._time_s(to), before.end_s - 1), before.end_s)
        if edge == "right":
            return lambda to: before.between(before.start_s, max(self._time_s(to), before.start_s + 1))
        frame = self._frame
        if not frame.left() <= x <= frame.right():
            half_s = before.length_s / 2
            before = before.moved(self._time_s(x) - half_s - before.start_s)
        return lambda to: before.moved(self._time_s(to) - self._time_s(x))

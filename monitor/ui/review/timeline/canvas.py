"""The plot: the session as far as it is in view, and what is marked in it."""

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QRectF, QSize, QSizeF, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QWheelEvent,
)
from PyQt6.QtWidgets import QToolTip, QWidget

from monitor.replay.model import Replay, Span
from monitor.ui.review.look import SMALL, resized
from monitor.ui.review.timeline.contents import Contents
from monitor.ui.review.timeline.drawing import draw_ground, draw_share, draw_speech
from monitor.ui.review.timeline.glyphs import Glyphs
from monitor.ui.review.timeline.hits import Place
from monitor.ui.review.timeline.items import Band, Picture, Playhead
from monitor.ui.review.timeline.marking import (
    WORDS_FROM_S,
    draw_intended,
    draw_markers,
    draw_notes,
    draw_words,
)
from monitor.ui.review.timeline.names import draw_names, width
from monitor.ui.review.timeline.plot import Plot
from monitor.ui.review.timeline.pointer import Pointer
from monitor.ui.review.timeline.rows import Row, Rows, least_height, rows
from monitor.ui.review.timeline.sheet import Sheet
from monitor.ui.review.timeline.tips import tip
from monitor.ui.review.timeline.visible import SHORTEST_S, Visible
from monitor.ui.theme import Theme

MARGIN = 10
"""Pixels to the right of the session's end."""


class Canvas(Plot):
    """Draws what it is given; wishes of the pointer leave as signals of `pointer`.

    `in_view` says that another part of the session is shown.  Tab asks `step` to go on to the next
    marker (True), or to the one before; where it cannot, the focus moves on.
    """

    in_view = pyqtSignal(object)

    def __init__(self, replay: Replay, theme: Theme, step: Callable[[bool], bool]) -> None:
        super().__init__()
        self.contents, self._theme, self._step = Contents(replay), theme, step
        self._picture = Picture(self._plot, self._draw)
        self._names = Picture(None, self._draw_names)
        self.addItem(self._names)
        self._bands = {"chosen": Band(self._plot, 0.16), "loop": Band(self._plot, 0.12)}
        self._spans: dict[str, Span | None] = dict.fromkeys(self._bands)
        self._playhead = Playhead(self._plot)
        self.position_s = 0.0
        self._drawn_with_words = False
        self._stamps = Glyphs(theme, 1.0, 1.0)
        self.pointer = Pointer(self)
        self._limit(Visible.all_of(replay.duration_s))
        self._plot.sigXRangeChanged.connect(self._moved)

    @property
    def visible(self) -> Visible:
        start_s, end_s = self._plot.viewRange()[0]
        return Visible.all_of(self.contents.replay.duration_s).between(start_s, end_s)

    @property
    def gutter(self) -> float:
        small = resized(self.font(), SMALL)
        return width(QFontMetricsF(resized(small, 1.0, bold=True)), QFontMetricsF(small))

    @property
    def place(self) -> Place:
        """Where everything is now."""
        return Place(self.contents, self._rows, self.visible, self.gutter, self._wide)

    @property
    def _wide(self) -> float:
        return max(float(self.width()) - self.gutter - MARGIN, 1.0)

    def show_replay(self, replay: Replay) -> None:
        """Another session, or what has become of this one; of this one the same part stays in view."""
        same = replay.duration_s == self.contents.replay.duration_s
        before = self.visible
        self.contents = Contents(replay)
        if not same:
            self._limit(Visible.all_of(replay.duration_s))
        else:
            self.show_part(before)
        self.updateGeometry()
        self._arrange()

    def show_part(self, visible: Visible) -> None:
        self._plot.setXRange(visible.start_s, visible.end_s, padding=0)

    def show_position(self, position_s: float) -> None:
        self.position_s = position_s
        self._playhead.setPos(self._x(position_s), 0.0)

    def show_span(self, name: str, span: Span | None) -> None:
        """What is "chosen", or the "loop"."""
        self._spans[name] = span
        self._place_band(name)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._arrange()

    def _limit(self, whole: Visible) -> None:
        self._plot.setLimits(
            xMin=0.0, xMax=whole.whole_s, minXRange=SHORTEST_S, maxXRange=whole.whole_s, yMin=0.0, yMax=1.0
        )
        self.show_part(whole)

    def _moved(self) -> None:
        if self._drawn_with_words != self._shows_words:
            self._arrange()
            return
        self._picture.stale()
        self.show_position(self.position_s)
        for name in self._bands:
            self._place_band(name)
        self.in_view.emit(self.visible)

    def _x(self, time_s: float) -> float:
        visible = self.visible
        return (time_s - visible.start_s) / visible.length_s * self._wide

    @property
    def _line(self) -> float:
        return float(QFontMetricsF(resized(self.font(), SMALL)).height())

    @property
    def _rows(self) -> Rows:
        """Words have rows of their own only where they are shown: from afar the curve has the room."""
        return rows(self.height(), self._line, has_words=self._shows_words)

    @property
    def _shows_words(self) -> bool:
        return self.contents.replay.has_words and self.visible.length_s <= WORDS_FROM_S

    def _arrange(self) -> None:
        """Everything in its place, after a change of size, font, colours or session."""
        self._drawn_with_words = self._shows_words
        gutter, size = self.gutter, QSizeF(self.width(), self.height())
        plot = QRectF(gutter, 0, self._wide, size.height())
        self._plot.setGeometry(plot)
        self._picture.resize(plot.size())
        self._names.resize(QSizeF(gutter, size.height()))
        self._ring.look(size, self._theme)
        self._playhead.look(Row(self._rows.share.top - 8, self._rows.axis.top), self._theme)
        self.setBackground(QColor(self._theme.panel))
        self._moved()

    def _place_band(self, name: str) -> None:
        span, item = self._spans[name], self._bands[name]
        item.setVisible(span is not None)
        if span is None:
            return
        middle = self._x((span.start_s + span.end_s) / 2)
        half = max((self._x(span.end_s) - self._x(span.start_s)) / 2, 5.0)
        found = self._rows
        row = Row(found.events["therapist"].top, found.events["client"].bottom)
        if name == "loop":
            row = Row(found.notes.bottom, found.axis.top)
        item.look(QRectF(middle - half, row.top, 2 * half, row.height), self._theme)

    def _draw(self, painter: QPainter, ratio: float) -> None:
        painter.setFont(resized(self.font(), SMALL))
        sheet = Sheet(painter, self.visible, self._wide, self._rows, self._theme, self._glyphs(ratio))
        for draw in (
            draw_ground,
            draw_share,
            draw_speech,
            draw_notes,
            draw_markers,
            draw_words,
            draw_intended,
        ):
            draw(sheet, self.contents)

    def _glyphs(self, ratio: float) -> Glyphs:
        """Those of the last picture, unless they must look otherwise now."""
        made = Glyphs(self._theme, self._line * 0.5, ratio)
        if made != self._stamps:
            self._stamps = made
        return self._stamps

    def _draw_names(self, painter: QPainter, ratio: float) -> None:
        painter.setFont(resized(self.font(), SMALL))
        draw_names(painter, self._rows, self.gutter, self._theme)

    def minimumSizeHint(self) -> QSize:
        return QSize(
            round(self.gutter * 3),
            round(least_height(self._line, has_words=self.contents.replay.has_words)) + 1,
        )

    def sizeHint(self) -> QSize:
        return QSize(round(self._line * 60), round(self.minimumSizeHint().height() * 1.35))

    def viewportEvent(self, event: QEvent | None) -> bool:
        if isinstance(event, QHelpEvent):
            said = tip(self.place, event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return bool(super().viewportEvent(event))

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        return self._step(forward) or self.leave(forward)

    def leave(self, forward: bool) -> bool:
        """The focus goes on to the next control."""
        return bool(QWidget.focusNextPrevChild(self, forward))

    # pyqtgraph's own gestures and its menu stay out: none of these goes on to it.
    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        if event is not None:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self.pointer.pressed(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self.pointer.moved(event)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self.pointer.released(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self.pointer.clicked_twice(event)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        if event is not None:
            self.pointer.turned(event)

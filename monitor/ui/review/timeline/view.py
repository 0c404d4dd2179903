"""The timeline: the plot, the session in small beneath it, and what explains both."""

from PyQt6.QtCore import QTimer, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QResizeEvent
from PyQt6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from monitor.replay.model import Marker, Quiet, Replay, Span
from monitor.ui.review.look import painted
from monitor.ui.review.timeline.bar import Bar
from monitor.ui.review.timeline.canvas import MARGIN, Canvas
from monitor.ui.review.timeline.keys import act_of
from monitor.ui.review.timeline.minimap import Minimap
from monitor.ui.review.timeline.panels import Explained
from monitor.ui.review.timeline.tips import described
from monitor.ui.review.timeline.visible import Visible
from monitor.ui.theme import Theme

_STEP_S = 5.0
"""The farthest that an arrow key moves the playhead."""
_DESCRIBE_MS = 300
"""What is in view is told anew when it has rested so long: a reader would speak on every step else."""


class TimelineView(QWidget):
    """`seek_wished` a time in s, `moment_chosen` the id of a marker or silence, `loop_wished` a Span or
    None, `note_wished` a time in s."""

    seek_wished = pyqtSignal(float)
    moment_chosen = pyqtSignal(str)
    loop_wished = pyqtSignal(object)
    note_wished = pyqtSignal(float)

    def __init__(self, replay: Replay, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chosen: str | None = None
        self._loop: Span | None = None
        self._wandered = False
        self._canvas = Canvas(replay, theme, self._tab)
        self._minimap = Minimap(self._canvas.contents, theme)
        self._bar, self._explained = Bar(), Explained(self, self._canvas)
        self._build()
        self._connect()
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(_DESCRIBE_MS)
        self._telling.timeout.connect(self._describe)
        self.setFocusProxy(self._canvas)
        self.setAccessibleName(self.tr("Timeline"))
        self._canvas.setAccessibleName(self.tr("Timeline"))
        self.set_theme(theme)
        self._show_part(self._canvas.visible)

    @property
    def visible_part(self) -> Visible:
        return self._canvas.visible

    def show_replay(self, replay: Replay) -> None:
        self._canvas.show_replay(replay)
        self._minimap.show_contents(self._canvas.contents)
        self.show_moment(self._chosen)
        self._show_part(self._canvas.visible)

    def show_position(self, position_s: float, follow: bool) -> None:
        """The playhead; the view goes along page by page, unless somebody moved it away from the playhead.

        It goes along again as soon as the playhead comes into view.
        """
        if position_s == self._canvas.position_s and not follow:
            return
        self._canvas.show_position(position_s)
        self._minimap.show_position(position_s)
        seen = self._canvas.visible.holds(position_s)
        self._bar.show_playhead(seen=seen)
        self._wandered = self._wandered and not seen
        if follow and not self._wandered:
            self._go(self._canvas.visible.paged(position_s))

    def show_moment(self, moment: str | None) -> None:
        """Mark this marker or silence as the chosen one, and bring it into view."""
        found = self._canvas.contents.found(moment) if moment else None
        new = moment != self._chosen
        self._chosen = None if found is None else moment
        self._canvas.show_span("chosen", None if found is None else found.span)
        if new and found is not None:
            self._go(self._canvas.visible.showing(found.span.start_s, found.span.end_s))
        self._telling.start()

    def show_loop(self, span: Span | None) -> None:
        self._loop = span
        self._canvas.show_span("loop", span)
        self._minimap.show_loop(span)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        painted(self, theme)
        self._canvas.set_theme(theme)
        self._minimap.set_theme(theme, (self._canvas.gutter, MARGIN))
        self._explained.set_theme(theme)

    # --- What the keys do, by the names in keys.SHORTCUTS.

    def zoom_in(self) -> None:
        self._zoom(2.0)

    def zoom_out(self) -> None:
        self._zoom(0.5)

    def show_all(self) -> None:
        visible = self._canvas.visible
        self._go(visible.between(0.0, visible.whole_s), by_hand=True)

    def back(self) -> None:
        self._seek(self._canvas.position_s - self._step_s)

    def forward(self) -> None:
        self._seek(self._canvas.position_s + self._step_s)

    def page_back(self) -> None:
        self._go(self._canvas.visible.moved(-0.8 * self._canvas.visible.length_s), by_hand=True)

    def page_forward(self) -> None:
        self._go(self._canvas.visible.moved(0.8 * self._canvas.visible.length_s), by_hand=True)

    def to_start(self) -> None:
        self._seek(0.0)

    def to_end(self) -> None:
        self._seek(self._canvas.contents.replay.duration_s)

    def next_marker(self) -> None:
        """Choose the next interruption, possible one or monologue; from the playhead where none is chosen."""
        self._step(self._canvas.contents.steps, 1)

    def previous_marker(self) -> None:
        self._step(self._canvas.contents.steps, -1)

    def next_silence(self) -> None:
        self._step(self._canvas.contents.silences, 1)

    def previous_silence(self) -> None:
        self._step(self._canvas.contents.silences, -1)

    def to_chosen(self) -> None:
        found = self._canvas.contents.found(self._chosen) if self._chosen else None
        if found is not None:
            self._seek(found.span.start_s)

    def loop_from(self) -> None:
        """A stretch begins at the playhead; it ends where the old one did, where that is later."""
        start_s = self._canvas.position_s
        end_s = self._loop.end_s if self._loop and self._loop.end_s > start_s else start_s + self._step_s
        self._wish_loop(Span(start_s, min(end_s, self._canvas.contents.replay.duration_s)))

    def loop_to(self) -> None:
        """The stretch ends at the playhead; it begins where the old one did, where that is earlier."""
        end_s = self._canvas.position_s
        start_s = self._loop.start_s if self._loop and self._loop.start_s < end_s else end_s - self._step_s
        self._wish_loop(Span(max(start_s, 0.0), end_s))

    def clear(self) -> None:
        """Put away what explains; without that, the marked stretch."""
        if self._explained.shown:
            self._toggle(self._explained.shown)
        elif self._loop is not None:
            self._wish_loop(None)

    def note_here(self) -> None:
        self.note_wished.emit(self._canvas.position_s)

    def follow_playhead(self) -> None:
        """Bring the playhead into view, and go along with it from now on."""
        self._wandered = False
        position_s = self._canvas.position_s
        if not self._canvas.visible.holds(position_s):
            self._go(self._canvas.visible.paged(position_s))
        self._show_part(self._canvas.visible)

    def toggle_legend(self) -> None:
        self._toggle("legend")

    def toggle_keys(self) -> None:
        self._toggle("keys")

    def leave_forward(self) -> None:
        self._canvas.leave(True)

    def leave_backward(self) -> None:
        self._canvas.leave(False)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        act = None if event is None else act_of(event)
        if act is None or (act == "clear" and not self._can_clear):
            super().keyPressEvent(event)
            return
        getattr(self, act)()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._explained.place()

    @property
    def _can_clear(self) -> bool:
        return self._loop is not None or bool(self._explained.shown)

    @property
    def _step_s(self) -> float:
        return min(max(self._canvas.visible.length_s / 50, 0.1), _STEP_S)

    def _tab(self, forward: bool) -> bool:
        """Tab goes to the next marker; False where there is none, and the focus should move on."""
        return self._step(self._canvas.contents.steps, 1 if forward else -1)

    def _step(self, moments: tuple[Marker, ...] | tuple[Quiet, ...], direction: int) -> bool:
        found = self._beside(moments, direction)
        if found is None:
            return False
        self._choose(found.id)
        return True

    def _beside(
        self, moments: tuple[Marker, ...] | tuple[Quiet, ...], direction: int
    ) -> Marker | Quiet | None:
        ids = [each.id for each in moments]
        if self._chosen in ids:
            at = ids.index(self._chosen) + direction
        else:
            chosen = self._canvas.contents.found(self._chosen) if self._chosen else None
            from_s = self._canvas.position_s if chosen is None else chosen.span.start_s
            earlier = sum(each.span.start_s < from_s for each in moments)
            at = earlier if direction > 0 else earlier - 1
        return moments[at] if 0 <= at < len(moments) else None

    def _choose(self, moment: str) -> None:
        self.show_moment(moment)
        self._wander()
        self.moment_chosen.emit(moment)

    def _seek(self, position_s: float) -> None:
        position_s = min(max(position_s, 0.0), self._canvas.contents.replay.duration_s)
        self._wandered = False
        self.show_position(position_s, follow=True)
        if not self._canvas.visible.holds(position_s):
            self._go(self._canvas.visible.paged(position_s))
        self.seek_wished.emit(position_s)

    def _wish_loop(self, span: Span | None) -> None:
        if span is not None and span.length_s <= 0:
            return
        self.show_loop(span)
        self.loop_wished.emit(span)

    def _zoom(self, factor: float) -> None:
        """About the playhead where it is in view, else about the middle."""
        visible, position_s = self._canvas.visible, self._canvas.position_s
        about_s = position_s if visible.holds(position_s) else (visible.start_s + visible.end_s) / 2
        self._go(visible.zoomed(factor, about_s), by_hand=True)

    def _go(self, visible: Visible, *, by_hand: bool = False) -> None:
        if visible != self._canvas.visible:
            self._canvas.show_part(visible)
        if by_hand:
            self._wander()

    def _wander(self) -> None:
        """Somebody moved the view: it stays where it is, unless the playhead is still in it."""
        self._wandered = not self._canvas.visible.holds(self._canvas.position_s)
        self._show_part(self._canvas.visible)

    def _show_part(self, visible: Visible) -> None:
        self._minimap.show_part(visible)
        self._bar.show_part(visible, self._canvas.contents.replay.duration_s)
        self._bar.show_playhead(seen=visible.holds(self._canvas.position_s))
        self._telling.start()

    def _describe(self) -> None:
        said = described(self._canvas.place, self._canvas.position_s, self._chosen)
        if said == self._canvas.accessibleDescription():
            return
        self.setAccessibleDescription(said)
        self._canvas.setAccessibleDescription(said)

    def _toggle(self, name: str) -> None:
        self._explained.toggle(name)
        for each in ("legend", "keys"):
            self._bar.buttons[f"toggle_{each}"].setChecked(self._explained.shown == each)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._bar)
        layout.addWidget(self._canvas, 1)
        layout.addWidget(self._minimap)
        self._minimap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _connect(self) -> None:
        self._canvas.in_view.connect(self._show_part)
        self._minimap.view_wished.connect(lambda visible: self._go(visible, by_hand=True))
        pointer = self._canvas.pointer
        pointer.seek_wished.connect(self._seek)
        pointer.moment_chosen.connect(self._choose)
        pointer.loop_wished.connect(self._wish_loop)
        pointer.note_wished.connect(self.note_wished)
        pointer.wandered.connect(self._wander)
        self._bar.wished.connect(lambda act: getattr(self, act)())

"""What the pointer does on the timeline: click, drag, turn the wheel."""

from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QApplication

from monitor.replay.model import Span
from monitor.ui.review.timeline.visible import Visible

if TYPE_CHECKING:
    from monitor.ui.review.timeline.canvas import Canvas

_DEGREES_TO_DOUBLE = 480.0
"""Eighths of a degree of the wheel that enlarge to twice the size: four notches."""
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Pointer(QObject):
    """Turns the mouse into wishes; `wandered` says that somebody moved the view by hand."""

    seek_wished = pyqtSignal(float)
    moment_chosen = pyqtSignal(str)
    loop_wished = pyqtSignal(object)
    note_wished = pyqtSignal(float)
    wandered = pyqtSignal()

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._from: QPointF | None = None
        self._view_at_press: Visible | None = None
        self._marks = False
        self._drags = False

    def pressed(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._from, self._drags = event.position(), False
        self._marks = bool(event.modifiers() & _SHIFT)
        self._view_at_press = self._canvas.visible

    def moved(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._from is None or self._view_at_press is None:
            self._show_cursor(at)
            return
        if not self._drags and abs(at.x() - self._from.x()) < QApplication.startDragDistance():
            return
        self._drags = True
        if self._marks:
            self._canvas.show_span("loop", self._marked(at))
            return
        by_s = (self._from.x() - at.x()) * self._canvas.place.s_per_px
        self._canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._pan(self._view_at_press.moved(by_s))

    def released(self, event: QMouseEvent) -> None:
        if self._from is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if not self._drags:
            self._clicked(self._from)
        elif self._marks:
            self.loop_wished.emit(self._marked(event.position()))
        self._from = None
        self._canvas.unsetCursor()

    def clicked_twice(self, event: QMouseEvent) -> None:
        self._from = None
        if event.button() is Qt.MouseButton.LeftButton:
            self.note_wished.emit(self._canvas.place.time_s(event.position().x()))

    def turned(self, event: QWheelEvent) -> None:
        """Enlarges about the pointer; sideways, or with the shift key, it moves along."""
        event.accept()
        turn, visible = event.angleDelta(), self._canvas.visible
        if event.modifiers() & _SHIFT or abs(turn.x()) > abs(turn.y()):
            eighths = turn.x() or turn.y()
            self._pan(visible.moved(-eighths / _DEGREES_TO_DOUBLE * visible.length_s * 0.4))
            return
        about_s = self._canvas.place.time_s(event.position().x())
        self._pan(visible.zoomed(2 ** (turn.y() / _DEGREES_TO_DOUBLE), about_s))

    def _pan(self, visible: Visible) -> None:
        self._canvas.show_part(visible)
        self.wandered.emit()

    def _marked(self, at: QPointF) -> Span:
        assert self._from is not None
        place = self._canvas.place
        ends = sorted((place.time_s(self._from.x()), place.time_s(at.x())))
        return Span(*ends)

    def _clicked(self, at: QPointF) -> None:
        place = self._canvas.place
        if at.x() < place.left:
            return
        moment = place.marker(at.x(), at.y()) or place.sign(at.x(), at.y())
        note = place.note(at.x(), at.y())
        if moment is not None:
            self.moment_chosen.emit(moment.id)
        else:
            self.seek_wished.emit(place.time_s(at.x()) if note is None else note[0])

    def _show_cursor(self, at: QPointF) -> None:
        place = self._canvas.place
        pointed = place.marker(at.x(), at.y()) or place.sign(at.x(), at.y()) or place.note(at.x(), at.y())
        if pointed is not None:
            self._canvas.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self._canvas.unsetCursor()

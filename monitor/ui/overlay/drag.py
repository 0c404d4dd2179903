"""Moving a window that has no title bar."""

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QGuiApplication, QMouseEvent
from PyQt6.QtWidgets import QWidget


class Drag:
    """From press to release; the window hands its mouse events on.

    The desktop moves the window where it can (the only way on Wayland, and it snaps to
    edges); elsewhere the window follows the pointer.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._grip: QPoint | None = None
        self._following = False

    def press(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.position().toPoint()

    def move(self, event: QMouseEvent) -> None:
        if self._grip is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if not self._following and self._far(event) and not self._desktop_moves():
            self._following = True
        if self._following:
            self._window.move(event.globalPosition().toPoint() - self._grip)

    def release(self) -> None:
        self._grip = None
        self._following = False

    def _far(self, event: QMouseEvent) -> bool:
        """Far enough from the press that the hand meant it."""
        hints = QGuiApplication.styleHints()
        if self._grip is None or hints is None:
            return False
        return (event.position().toPoint() - self._grip).manhattanLength() >= hints.startDragDistance()

    def _desktop_moves(self) -> bool:
        handle = self._window.windowHandle()
        if handle is None or not handle.startSystemMove():
            return False
        self.release()  # the desktop keeps the release to itself
        return True

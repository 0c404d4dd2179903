"""How the overlay comes into sight and goes: softly, or at once where motion would disturb."""

from PyQt6.QtCore import QPropertyAnimation
from PyQt6.QtWidgets import QWidget

FADE_MS = 400


class Appearing:
    """`opacity` is the window's while it is in sight."""

    def __init__(self, window: QWidget, opacity: float) -> None:
        self._window = window
        self._in_sight = True
        self._opacity = opacity
        self._fading = QPropertyAnimation(window, b"windowOpacity", window)
        self._fading.setDuration(FADE_MS)
        self._fading.finished.connect(self._faded)

    @property
    def opacity(self) -> float:
        return self._opacity

    @opacity.setter
    def opacity(self, opacity: float) -> None:
        self._opacity = opacity
        self._window.setWindowOpacity(opacity)

    def wish(self, in_sight: bool, softly: bool) -> None:
        """Come, or go, unless it is so already."""
        if in_sight == self._in_sight:
            return
        self._in_sight = in_sight
        if softly:
            self._fade(in_sight)
        else:
            self._window.setVisible(in_sight)

    def _fade(self, in_sight: bool) -> None:
        window = self._window
        self._fading.stop()
        self._fading.setStartValue(window.windowOpacity() if window.isVisible() else 0.0)
        self._fading.setEndValue(self._opacity if in_sight else 0.0)
        if in_sight and not window.isVisible():
            window.setWindowOpacity(0.0)
            window.show()
        self._fading.start()

    def _faded(self) -> None:
        if not self._in_sight:
            self._window.hide()
            self._window.setWindowOpacity(self._opacity)

"""What a right click on the overlay offers."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QAction, QActionGroup
from PyQt6.QtWidgets import QMenu, QWidget

from monitor.ui.wording import View

OPACITIES = (1.0, 0.85, 0.7, 0.5)


class OverlayMenu(QMenu):
    """Made anew for each click, so that it offers what fits the session as it is.

    `words` is whether they are shown, None where there are none to show.
    """

    pause_toggled = pyqtSignal(bool)
    swap_requested = pyqtSignal()
    words_toggled = pyqtSignal(bool)
    sound_refused = pyqtSignal()
    drop_wished = pyqtSignal()
    opacity_chosen = pyqtSignal(float)
    stop_requested = pyqtSignal()

    def __init__(self, parent: QWidget, shown: View, opacity: float, words: bool | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._offer("&Resume" if shown.paused else "&Pause").triggered.connect(
            lambda: self.pause_toggled.emit(not shown.paused)
        )
        swap = self._offer("S&wap channels")
        swap.setCheckable(True)
        swap.setChecked(shown.swapped)
        swap.triggered.connect(self.swap_requested)
        self._offer_words(words)
        self._offer_opacities(opacity)
        self._offer_less(shown)
        self.addSeparator()
        self._offer("&Stop").triggered.connect(self.stop_requested)

    def _offer(self, text: str) -> QAction:
        action = QAction(text, self)
        self.addAction(action)
        return action

    def _offer_words(self, shown: bool | None) -> None:
        action = self._offer("S&how words")
        action.setCheckable(True)
        action.setChecked(bool(shown))
        action.setEnabled(shown is not None)
        action.triggered.connect(self.words_toggled)

    def _offer_less(self, shown: View) -> None:
        """To keep less of the session than is kept; to keep more is not offered."""
        if shown.keeps_words:
            self.addSeparator()
        if shown.keeps_sound:
            self._offer("Stop &keeping sound from here").triggered.connect(self.sound_refused)
        if shown.keeps_words:
            self._offer("&Drop what was kept…").triggered.connect(self.drop_wished)

    def _offer_opacities(self, current: float) -> None:
        menu = QMenu("&Opacity", self)
        self.addMenu(menu)
        group = QActionGroup(menu)
        for opacity in OPACITIES:
            action = QAction(f"{opacity * 100:.0f} %", group)
            action.setCheckable(True)
            action.setChecked(abs(opacity - current) < 0.01)
            action.triggered.connect(lambda _, chosen=opacity: self.opacity_chosen.emit(chosen))
            menu.addAction(action)

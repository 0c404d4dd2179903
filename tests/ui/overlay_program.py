"""The overlay in a process of its own, for tests on a real display; says each thing it does.

`python -m tests.ui.overlay_program PLACE [STATE [SETTING=VALUE ...]]`, a VALUE as Python has it, ends when
the window is asked to stop.
"""

import ast
import sys
from pathlib import Path

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication

from monitor.ui.overlay.place import PlaceFile
from monitor.ui.overlay.window import OverlayWindow
from tests.ui.gallery import ALL
from tests.ui.overlays import overlay_settings
from tests.ui.pictures import at_ease


class TellingOverlay(OverlayWindow):
    """Prints where it lies whenever that changes, when a drag begins and when its menu has come."""

    def mouseMoveEvent(self, event):
        super().mouseMoveEvent(event)
        pressed = event.position().toPoint() - self._pressed
        if pressed.manhattanLength() >= QApplication.startDragDistance():
            say("dragged")

    def mousePressEvent(self, event):
        super().mousePressEvent(event)
        self._pressed = event.position().toPoint()

    def contextMenuEvent(self, event):
        super().contextMenuEvent(event)
        QTimer.singleShot(0, lambda: say("menu" if QApplication.activePopupWidget() else "no menu"))

    def moveEvent(self, event):
        super().moveEvent(event)
        say("at", self.x(), self.y())

    def resizeEvent(self, event):
        super().resizeEvent(event)
        say("size", self.width(), self.height())


def say(*words: object) -> None:
    print(*words, flush=True)


def main(place: str, state: str = "balanced", *settings: str) -> None:
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    changes = {name: ast.literal_eval(value) for name, _, value in (each.partition("=") for each in settings)}
    window = TellingOverlay(overlay_settings(**changes), PlaceFile(Path(place)))
    window.pause_toggled.connect(lambda paused: say("pause", paused))
    window.swap_requested.connect(lambda: say("swap"))
    window.bookmark_wished.connect(lambda: say("bookmark"))
    window.intend_toggled.connect(lambda on: say("intend", on))
    window.stop_requested.connect(lambda: say("stop"))
    window.stop_requested.connect(application.quit)
    window.show_snapshot(at_ease(ALL[state]))
    window.show()
    QTimer.singleShot(0, lambda: say("window", int(window.winId()), window.x(), window.y()))
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])

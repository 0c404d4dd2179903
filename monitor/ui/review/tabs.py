"""The panels at the right of the replay; each is made when it is first looked at."""

from collections.abc import Callable
from typing import Any

from PyQt6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from monitor.replay.model import Replay
from monitor.ui.theme import Theme

NAMES = ("moments", "silences", "latency", "questions", "notes")


class Tabs(QTabWidget):
    """`make` gives the panel of a name, connected to whatever hears it."""

    def __init__(self, make: Callable[[str], Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._panels: dict[str, Any] = {}
        self._replay: Replay | None = None
        self._theme: Theme | None = None
        self._position_s = 0.0
        self.setDocumentMode(True)
        titles = {
            "moments": self.tr("Moments"),
            "silences": self.tr("Silences"),
            "latency": self.tr("Latency"),
            "questions": self.tr("Questions"),
            "notes": self.tr("Notes"),
        }
        for name in NAMES:
            page = QWidget()
            QVBoxLayout(page).setContentsMargins(0, 0, 0, 0)
            self.addTab(page, titles[name])
        self.currentChanged.connect(self._fill)

    def panel(self, name: str) -> Any:
        """The panel of this name, made if it is not there yet."""
        if name not in self._panels:
            panel = self._make(name)
            layout = self.widget(NAMES.index(name)).layout()  # type: ignore[union-attr]
            layout.addWidget(panel)  # type: ignore[union-attr]
            self._panels[name] = panel
            if self._theme is not None:
                panel.set_theme(self._theme)
            if self._replay is not None:
                panel.show_replay(self._replay)
        return self._panels[name]

    def made(self, name: str) -> Any:
        """The panel of this name, None where nobody has looked at it yet."""
        return self._panels.get(name)

    def choose(self, name: str) -> None:
        self.setCurrentIndex(NAMES.index(name))
        self.panel(name)

    def show_replay(self, replay: Replay) -> None:
        self._replay = replay
        for panel in self._panels.values():
            panel.show_replay(replay)
        self._fill()

    def show_position(self, position_s: float) -> None:
        """Only what can be seen follows; where a note is being written it stays at its moment."""
        self._position_s = position_s
        name = NAMES[self.currentIndex()]
        panel = self._panels.get(name)
        if panel is None or not hasattr(panel, "show_position"):
            return
        focused = panel.focusWidget()
        if name != "notes" or focused is None or not focused.hasFocus():
            panel.show_position(position_s)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for panel in self._panels.values():
            panel.set_theme(theme)

    def _fill(self) -> None:
        if self._replay is not None and self.currentIndex() >= 0:
            self.panel(NAMES[self.currentIndex()])
            self.show_position(self._position_s)

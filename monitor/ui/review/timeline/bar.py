"""The row above the plot: what is in view, and buttons for what the keys do."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from monitor.conversation.timeline import clock
from monitor.ui.review.timeline.visible import SHORTEST_S, Visible

_LEFT = ("toggle_legend", "toggle_keys")
_RIGHT = ("follow_playhead", "zoom_out", "zoom_in", "show_all")


class Bar(QWidget):
    """`wished` carries what to do, by its name in keys.SHORTCUTS; `buttons` are by these names."""

    wished = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._range = QLabel()
        to_playhead = self.tr("Bring the playhead into view and follow it")
        self.buttons = {
            "toggle_legend": self._button(self.tr("Legend"), self.tr("Explain shapes and colours")),
            "toggle_keys": self._button(self.tr("Keys"), self.tr("Explain keys and mouse")),
            "follow_playhead": self._button(self.tr("To the playhead"), to_playhead),
            "zoom_out": self._button("−", self.tr("Zoom out")),
            "zoom_in": self._button("+", self.tr("Zoom in")),
            "show_all": self._button(self.tr("Whole session"), self.tr("Show the whole session")),
        }
        for act in _LEFT:
            self.buttons[act].setCheckable(True)
        for act, button in self.buttons.items():
            button.clicked.connect(lambda _checked, act=act: self.wished.emit(act))
        self._arrange()

    def show_part(self, visible: Visible, duration_s: float) -> None:
        said = self.tr("{start} – {end} of {whole}")
        start, end, whole = (clock(at_s) for at_s in (visible.start_s, visible.end_s, duration_s))
        self._range.setText(said.format(start=start, end=end, whole=whole))
        self.buttons["zoom_in"].setEnabled(visible.length_s > SHORTEST_S)
        self.buttons["zoom_out"].setEnabled(not visible.is_whole)
        self.buttons["show_all"].setEnabled(not visible.is_whole)

    def show_playhead(self, *, seen: bool) -> None:
        """Whether it is in view, so that nobody need ask for it."""
        self.buttons["follow_playhead"].setEnabled(not seen)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for act in _LEFT:
            row.addWidget(self.buttons[act])
        row.addStretch()
        row.addWidget(self._range)
        row.addSpacing(8)
        for act in _RIGHT:
            row.addWidget(self.buttons[act])

    def _button(self, text: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setAutoRaise(True)
        return button

"""A line that the window says something in: for a while, or until what is wrong is put right."""

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from monitor.ui.theme import Theme

_PASSING_MS = 8_000


class Notice(QWidget):
    """Hidden while there is nothing to say."""

    wished = pyqtSignal()
    """The button was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._button = QLabel(), QPushButton()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._button.clicked.connect(self.wished)
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.setInterval(_PASSING_MS)
        self._passing.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self.setAutoFillBackground(True)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said; empty while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    @property
    def lasting(self) -> bool:
        """Whether it stays until what is wrong is put right."""
        return not self.isHidden() and not self._button.isHidden()

    def say(self, sentence: str, button: str = "") -> None:
        """With a button it stays until it is pressed or `clear` is called; without, it goes by itself."""
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.show()
        if button:
            self._passing.stop()
        else:
            self._passing.start()

    def clear(self) -> None:
        self._passing.stop()
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.found))
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.text))
        self.setPalette(palette)

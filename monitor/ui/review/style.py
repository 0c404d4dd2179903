"""How the replay's windows look: one style on every system, painted from the theme."""

from dataclasses import dataclass

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QFont, QPalette
from PyQt6.QtWidgets import QApplication, QWidget

from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.review.look import palette
from monitor.ui.theme import Theme, theme_for

STYLE = "Fusion"
SMALLEST, LARGEST = -4, 8
"""Steps of the text size."""
_STEP = 1.1


@dataclass(frozen=True, slots=True)
class Look:
    """What the user chose: light, dark or as the desktop has it, and how many steps larger the text is."""

    theme: ThemeChoice
    steps: int


class Dress:
    """Puts a look on the whole program; keeps the font and the colours with which it began."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._font = QFont(app.font())
        self._before = QPalette(app.palette())
        app.setStyle(STYLE)

    def wear(self, look: Look) -> Theme:
        """The theme that it came to."""
        theme = self._theme(look.theme)
        self._app.setPalette(palette(theme))
        font = QFont(self._font)
        font.setPointSizeF(self._font.pointSizeF() * _STEP**look.steps)
        self._app.setFont(font)
        return theme

    def _theme(self, choice: ThemeChoice) -> Theme:
        hints = self._app.styleHints()
        scheme = hints.colorScheme() if hints is not None else Qt.ColorScheme.Unknown
        return theme_for(choice, scheme, self._before)


def coloured(widget: QWidget, colour: str) -> None:
    """Give a label's text this colour."""
    own = QPalette(widget.palette())
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        own.setColor(role, QColor(colour))
    widget.setPalette(own)

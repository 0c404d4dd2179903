"""What the small windows before a session are made of."""

import re

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QGuiApplication, QPalette
from PyQt6.QtWidgets import QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QWidget

from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.theme import Theme, theme_for, with_colours

INDENT = 24
_LONG_WORD = re.compile(r"\S{24,}")
_PARTS = re.compile(r"[-_.:/]+|\w{24}")
"""Names of devices may be one long word: behind these it can be broken."""


class Paragraph(QLabel):
    """Text of a given width, as high as it needs, that can be copied, and is never taken for markup."""

    def __init__(self, text: str, width: int) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFixedWidth(width)
        self.say(text)

    def say(self, text: str) -> None:
        """Put this text in the place of the one there is."""
        self.setText(_LONG_WORD.sub(lambda word: _PARTS.sub("\\g<0>\u200b", word[0]), text))
        self.setFixedHeight(max(0, self.heightForWidth(self.width())))


def indented(widget: QWidget) -> QHBoxLayout:
    """A row that stands below what it explains."""
    row = QHBoxLayout()
    row.setContentsMargins(INDENT, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch()
    return row


def with_default(buttons: QDialogButtonBox, role: QDialogButtonBox.ButtonRole) -> QDialogButtonBox:
    """Enter presses the button of this role, wherever the focus is but on another button."""
    for button in buttons.buttons():
        if isinstance(button, QPushButton):
            button.setAutoDefault(buttons.buttonRole(button) == role)
            button.setDefault(buttons.buttonRole(button) == role)
    return buttons


def painted(widget: QWidget, choice: ThemeChoice) -> None:
    """In the overlay's light or dark, where the settings ask for one; else as the desktop has it."""
    hints = QGuiApplication.styleHints()
    scheme = hints.colorScheme() if hints is not None else Qt.ColorScheme.Unknown
    if choice != "auto":
        widget.setPalette(_palette(theme_for(choice, scheme, widget.palette())))
        widget.setAutoFillBackground(True)


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    dark = QColor(theme.panel).lightness() < QColor(theme.text).lightness()
    colours = {
        role.Window: theme.panel,
        role.Base: theme.track if dark else theme.panel,  # or no empty circle would be seen
        role.Button: theme.track,
        role.AlternateBase: theme.track,
        role.WindowText: theme.text,
        role.Text: theme.text,
        role.ButtonText: theme.text,
        role.PlaceholderText: theme.quiet,
        role.Mid: theme.edge,
        role.Dark: theme.edge,
        role.Light: theme.track,
    }
    return with_colours(colours, theme)

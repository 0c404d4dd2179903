"""What the small windows before a session are made of."""

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QGuiApplication, QPalette
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.overlay.theme import Theme, theme_for

INDENT = 24


def plain_label(text: str) -> QLabel:
    """Text in as many lines as it needs, that can be copied; what it says is never taken for markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return label


def indented(widget: QWidget) -> QHBoxLayout:
    """A row that stands below what it explains."""
    row = QHBoxLayout()
    row.setContentsMargins(INDENT, 0, 0, 0)
    row.addWidget(widget)
    return row


def painted(widget: QWidget, choice: ThemeChoice) -> None:
    """In the overlay's light or dark, where the settings ask for one; else as the desktop has it."""
    hints = QGuiApplication.styleHints()
    scheme = hints.colorScheme() if hints is not None else Qt.ColorScheme.Unknown
    if choice != "auto":
        widget.setPalette(_palette(theme_for(choice, scheme, widget.palette())))
        widget.setAutoFillBackground(True)


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.panel,
        role.Base: theme.panel,
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
    palette = QPalette()
    for each, colour in colours.items():
        palette.setColor(each, QColor(colour))
    return palette

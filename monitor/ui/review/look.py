"""How the panels of the replay look: their palette, and the few parts that they share."""

from collections.abc import Container

from PyQt6.QtCore import QEvent, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPalette, QPen
from PyQt6.QtWidgets import QLabel, QSizePolicy, QWidget

from monitor.conversation.timeline import Channel
from monitor.document import Role
from monitor.ui.theme import Theme, with_colours

CHANNELS: dict[Role, Channel] = {"therapist": Channel.THERAPIST, "client": Channel.CLIENT}
SMALL = 0.9
"""The size of what is said beside the text, against the text's own."""


def is_dark(theme: Theme) -> bool:
    return QColor(theme.panel).lightness() < QColor(theme.text).lightness()


def ink(theme: Theme, role: Role | None) -> QColor:
    """The colour in which a speaker's name is written."""
    return QColor(theme.quiet if role is None else theme.number[CHANNELS[role]])


def fill(theme: Theme, role: Role | None) -> QColor:
    """The colour of a speaker's rules and bars."""
    return QColor(theme.edge if role is None else theme.bar[CHANNELS[role]])


def resting(theme: Theme, role: Role | None) -> QColor:
    """A speaker's colour where it must not stand out."""
    return QColor(theme.track if role is None else theme.resting[CHANNELS[role]])


def painted(widget: QWidget, theme: Theme) -> None:
    """In the theme's colours, with all that it holds."""
    widget.setPalette(palette(theme))
    widget.setAutoFillBackground(True)


def palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.panel,
        role.Base: theme.track if is_dark(theme) else theme.panel,  # or no empty field would be seen
        role.Button: theme.track if is_dark(theme) else theme.panel,
        role.AlternateBase: theme.track,
        role.ToolTipBase: theme.track,
        role.WindowText: theme.text,
        role.Text: theme.text,
        role.ButtonText: theme.text,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.quiet,
        role.Highlight: theme.spoken,
        role.HighlightedText: theme.text,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.Mid: theme.edge,
        role.Dark: theme.edge,
        role.Midlight: theme.track,
        role.Light: theme.track,
    }
    return with_colours(colours, theme)


def resized(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """The font, this many times as large."""
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * factor)
    else:
        made.setPixelSize(max(1, round(font.pixelSize() * factor)))
    made.setBold(bold)
    return made


def focus_ring(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Shows where the keyboard is."""
    painter.setPen(QPen(QColor(theme.accent), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)


def claimed(event: QEvent | None, keys: Container[Qt.Key]) -> bool:
    """Whether Qt asked if a widget wants one of its keys before the window has it; then it was told so."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if plain and Qt.Key(event.key()) in keys:
        event.accept()
        return True
    return False


class Sentence(QLabel):
    """A sentence over as many lines as it needs, that can be copied, and is never taken for markup."""

    def __init__(self, *, quiet: bool = False) -> None:
        super().__init__()
        self._quiet = quiet
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setMinimumSize(1, 1)  # a label's own least height is that of its narrowest form

    def say(self, text: str) -> None:
        """Show this text; nothing at all where it is empty."""
        self.setText(text)
        self.setVisible(bool(text))

    def set_theme(self, theme: Theme) -> None:
        made = palette(theme)
        made.setColor(QPalette.ColorRole.WindowText, QColor(theme.quiet if self._quiet else theme.text))
        self.setPalette(made)


class Heading(Sentence):
    """A sentence that sums up what is below it."""

    def __init__(self) -> None:
        super().__init__()
        weight = QFont()
        weight.setBold(True)  # and nothing else, so that it follows the size of all other text
        self.setFont(weight)

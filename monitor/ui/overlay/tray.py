"""The overlay's sign in the tray (on macOS in the menu bar): the way back from out of sight."""

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QIcon, QPainter, QPixmap
from PyQt6.QtWidgets import QSystemTrayIcon, QWidget

from monitor.conversation.timeline import Channel
from monitor.ui.overlay.window import OverlayWindow
from monitor.ui.theme import DARK

_SIZES = (16, 24, 32, 64)
_GROUND = "#2b3038"


def has_tray() -> bool:
    """Whether the desktop shows such signs."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class OverlayTray(QSystemTrayIcon):
    """A click shows the numbers for a moment; its menu is the overlay's own, made anew when it opens."""

    def __init__(self, window: OverlayWindow, parent: QWidget | None = None) -> None:
        super().__init__(sign(), parent or window)
        self._window = window
        self.setToolTip("Session monitor")
        self.activated.connect(self._clicked)

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Context:
            geometry = self.geometry()
            self._window.context_menu().popup(geometry.center())
        else:
            self._window.peek()


def sign() -> QIcon:
    """Two parts of a bar on a dark ground, which shows on a light tray too."""
    icon = QIcon()
    for size in _SIZES:
        icon.addPixmap(_drawn(size))
    return icon


def _drawn(size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_GROUND))
        painter.drawRoundedRect(QRectF(0, 0, size, size), size / 5, size / 5)
        unit = size / 16
        for channel, left, width in ((Channel.THERAPIST, 2, 5), (Channel.CLIENT, 8, 6)):
            painter.setBrush(QColor(DARK.bar[channel]))
            painter.drawRoundedRect(QRectF(left * unit, 5 * unit, width * unit, 6 * unit), unit, unit)
    return pixmap

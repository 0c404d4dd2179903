"""Shows a sound check until it is closed."""

from PyQt6.QtWidgets import QDialog

from monitor.ui.application import application, event_loop
from monitor.ui.overlay.settings import OverlaySettings, ThemeChoice
from monitor.ui.soundcheck.check import Check
from monitor.ui.soundcheck.window import SoundCheckDialog
from monitor.ui.translation import speak


def show(check: Check, platform: str, overlay: OverlaySettings) -> None:
    """A program of its own, in the overlay's language and colours."""
    app = application(platform)
    speak(overlay.language)
    dialog = SoundCheckDialog(check, overlay.theme)
    with event_loop(dialog.reject):
        dialog.exec()
    app.processEvents()


def show_before(check: Check, theme: ThemeChoice, parent: QDialog) -> bool:
    """Over the start dialog; whether the session is to start at once.  A signal ends both."""
    dialog = SoundCheckDialog(check, theme, may_start=True, parent=parent)

    def leave() -> None:
        dialog.reject()
        parent.reject()

    with event_loop(leave):
        return dialog.exec() == QDialog.DialogCode.Accepted

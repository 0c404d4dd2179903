"""Asks in windows what is to be known before a session."""

from PyQt6.QtWidgets import QDialog

from monitor.ui.application import application, event_loop
from monitor.ui.overlay.settings import OverlaySettings
from monitor.ui.start.dialog import SoundCheck, StartDialog
from monitor.ui.start.offer import Choice, Inputs, Offer
from monitor.ui.start.questions import DueDialog, PassphraseDialog
from monitor.ui.translation import speak


class WindowQuestions:
    """One question after the other, in the overlay's language and colours; each call waits for the
    answer.  SetupError where no font is there."""

    def __init__(
        self,
        platform: str,
        overlay: OverlaySettings,
        sound_check: SoundCheck | None = None,
        inputs: Inputs | None = None,
    ) -> None:
        """`sound_check` and a choice of `inputs` are offered in the start dialog."""
        self._app = application(platform)
        speak(overlay.language)
        self._theme = overlay.theme
        self._sound_check, self._inputs = sound_check, inputs

    def passphrase(self, sentence: str, new: bool, otherwise: str = "") -> str:
        """Empty where the user would rather not, which the button `otherwise` says."""
        dialog = PassphraseDialog(sentence, new, self._theme, otherwise)
        return dialog.passphrase if _accepted(dialog) else ""

    def may_delete(self, lines: list[str]) -> bool:
        """Whether what has outlived its time may go."""
        return _accepted(DueDialog(lines, self._theme))

    def agreed(self, wording: str) -> bool:
        """No: without the dialog nobody is asked in a window."""
        return False

    def choose(self, offer: Offer) -> Choice | None:
        """What of the session is kept; None where there is to be no session."""
        dialog = StartDialog(offer, self._theme, self._sound_check, self._inputs)
        return dialog.choice if _accepted(dialog) else None


def _accepted(dialog: QDialog) -> bool:
    """KeyboardInterrupt where the program was asked to end instead."""
    interrupted: list[bool] = []

    def leave() -> None:
        interrupted.append(True)
        dialog.reject()

    with event_loop(leave):
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
    if interrupted:
        raise KeyboardInterrupt
    return accepted

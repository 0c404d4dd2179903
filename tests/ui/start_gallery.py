"""Pictures of the windows before a session, to be looked at.

`python -m tests.ui.start_gallery OUT` writes OUT/start-<window>-<theme>-<scale>.png, light and dark,
at 100, 150 and 200 %.
"""

from collections.abc import Callable

from PyQt6.QtWidgets import QCheckBox, QDialog

from monitor.keeping import choosing
from monitor.levels import Level, wordings
from monitor.store.settings import RetentionSettings
from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.soundcheck.check import Checked
from monitor.ui.start.dialog import StartDialog
from monitor.ui.start.offer import LevelOffer, Offer
from monitor.ui.start.questions import DueDialog, PassphraseDialog
from monitor.ui.texts import translate
from tests.ui.galleries import at_each_scale, draw_dialogs

SCALES = (100, 150, 200)
RETENTION = RetentionSettings(audio_days=7.0, words_days=90.0, numbers_days=0.0)
INTERRUPTED = (
    "The session of 2026-11-22 14:00, Ada, 41 min was interrupted. It is closed now, and whole up to its last"
    " second: session-monitor sessions show 1f3a"
)
DUE = ["2026-11-02 14:00, Ada, 50 min: the sound", "2026-08-10 09:00, Ben, 48 min: the words"]
NO_KEY = "This session cannot be kept. The keyring of this computer is locked: unlock it and try again."


def offer(chosen: Level = Level.NUMBERS, trouble: str = "", *notices: str) -> Offer:
    """What is offered at the start, all of it or, with a trouble, nothing but the session."""
    said = wordings(RETENTION)
    return Offer(
        levels=tuple(
            LevelOffer(level.value, wording.title, wording.written, wording.consent)
            for level, wording in said.items()
            if not trouble or level is Level.NOTHING
        ),
        chosen=chosen.value,
        heard=translate("Start", "{therapist} (therapist), {client} (client)").format(
            therapist="Jabra Evolve", client="USB Audio CODEC"
        ),
        words=translate("Start", "made by the model {model}").format(model="small"),
        notices=notices,
        trouble=trouble,
    )


class Microphones:
    """A choice of what is heard, as the dialog has it; one device is not for two."""

    names = (
        "Jabra Evolve2 65 Mono",
        "USB Audio CODEC",
        "what this computer plays (Built-in Audio Analog Stereo)",
    )

    def __init__(self):
        self.chosen = (0, 1)

    @property
    def heard(self):
        said = translate("Start", "{therapist} (therapist), {client} (client)")
        therapist, client = (self.names[place] for place in self.chosen)
        return said.format(therapist=therapist, client=client)

    def choose(self, therapist, client):
        if therapist == client:
            return f"{self.names[therapist]} has one channel."
        self.chosen = (therapist, client)
        return ""


def with_microphones(theme: ThemeChoice) -> StartDialog:
    return StartDialog(offer(), theme, lambda _: Checked("", start=False), Microphones())


def unanswered(theme: ThemeChoice) -> StartDialog:
    """As it is where Start was pressed without the tick."""
    dialog = StartDialog(offer(Level.AUDIO), theme)
    dialog.show()
    dialog.accept()
    return dialog


def agreed(theme: ThemeChoice) -> StartDialog:
    dialog = StartDialog(offer(Level.TRANSCRIPT), theme)
    box = dialog.findChild(QCheckBox)
    assert box is not None
    box.setChecked(True)
    return dialog


WINDOWS: dict[str, Callable[[ThemeChoice], QDialog]] = {
    "numbers": lambda theme: StartDialog(offer(), theme),
    "microphones": with_microphones,
    "unanswered": unanswered,
    "agreed": agreed,
    "interrupted": lambda theme: StartDialog(offer(Level.NUMBERS, "", INTERRUPTED), theme),
    "trouble": lambda theme: StartDialog(offer(Level.NOTHING, NO_KEY), theme),
    "passphrase": lambda theme: PassphraseDialog(choosing(), True, theme),
    "due": lambda theme: DueDialog(DUE, theme),
}


if __name__ == "__main__":
    at_each_scale(__spec__.name, SCALES, lambda out: draw_dialogs(out, "start", WINDOWS))

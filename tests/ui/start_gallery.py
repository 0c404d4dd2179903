"""Pictures of the windows before a session, to be looked at.

`python -m tests.ui.start_gallery OUT` writes OUT/start-<window>-<theme>-<scale>.png, light and dark,
at 100, 150 and 200 %.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PyQt6.QtWidgets import QApplication, QCheckBox, QDialog

from monitor.keeping import choosing
from monitor.levels import Level, wordings
from monitor.store.settings import RetentionSettings
from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.start.dialog import StartDialog
from monitor.ui.start.offer import LevelOffer, Offer
from monitor.ui.start.questions import DueDialog, PassphraseDialog
from monitor.ui.texts import translate

SCALES = (100, 150, 200)
THEMES: tuple[ThemeChoice, ...] = ("light", "dark")
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
    "unanswered": unanswered,
    "agreed": agreed,
    "interrupted": lambda theme: StartDialog(offer(Level.NUMBERS, "", INTERRUPTED), theme),
    "trouble": lambda theme: StartDialog(offer(Level.NOTHING, NO_KEY), theme),
    "passphrase": lambda theme: PassphraseDialog(choosing(), True, theme),
    "due": lambda theme: DueDialog(DUE, theme),
}


def draw(out: Path) -> None:
    """All pictures at the scale that this process runs at."""
    application = QApplication([])
    scale = round(application.devicePixelRatio() * 100)
    for theme in THEMES:
        for name, make in WINDOWS.items():
            dialog = make(theme)
            dialog.show()
            QApplication.processEvents()
            dialog.grab().save(str(out / f"start-{name}-{theme}-{scale}.png"))
            dialog.close()


def main() -> None:
    out = Path(sys.argv[1])
    if "SCALED" in os.environ:
        draw(out)
        return
    out.mkdir(parents=True, exist_ok=True)
    for scale in SCALES:
        own = {"QT_SCALE_FACTOR": str(scale / 100), "QT_QPA_PLATFORM": "offscreen", "SCALED": "1"}
        subprocess.run([sys.executable, "-m", __spec__.name, str(out)], env=os.environ | own, check=True)


if __name__ == "__main__":
    main()

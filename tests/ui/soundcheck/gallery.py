"""Pictures of the sound check, to be looked at.

`python -m tests.ui.soundcheck.gallery OUT` writes OUT/soundcheck-<state>-<theme>-<scale>.png, light and dark,
at 100 and 200 %.
"""

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtWidgets import QDialog

from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.soundcheck.window import SoundCheckDialog
from tests.ui.galleries import at_each_scale, draw_dialogs
from tests.ui.soundcheck.checks import CLIENT, GONE, LONG, LOST, PICTURES, QUIET, THERAPIST, Still

SCALES = (100, 200)
CHECKS = {name: Still(picture) for name, picture in PICTURES.items()} | {
    "gone": Still(QUIET, GONE, ended=True),
    "lost": Still(THERAPIST, LOST),
    "long": Still(THERAPIST, heard=LONG),
    "call": Still(CLIENT, call=True),
}


def draw(out: Path) -> None:
    """All pictures at the scale that this process runs at."""
    draw_dialogs(out, "soundcheck", {name: _window(check) for name, check in CHECKS.items()})


def _window(check: Still) -> Callable[[ThemeChoice], QDialog]:
    return lambda theme: SoundCheckDialog(check, theme, may_start=True)


if __name__ == "__main__":
    at_each_scale(__spec__.name, SCALES, draw)

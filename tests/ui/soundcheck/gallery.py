"""Pictures of the sound check, to be looked at.

`python -m tests.ui.soundcheck.gallery OUT` writes OUT/soundcheck-<state>-<theme>-<scale>.png, light and dark,
at 100 and 200 %.
"""

import os
import subprocess
import sys
from pathlib import Path

from PyQt6.QtWidgets import QApplication

from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.soundcheck.window import SoundCheckDialog
from tests.ui.soundcheck.checks import GONE, PICTURES, QUIET, Still

SCALES = (100, 200)
THEMES: tuple[ThemeChoice, ...] = ("light", "dark")


def draw(out: Path) -> None:
    """All pictures at the scale that this process runs at."""
    application = QApplication([])
    scale = round(application.devicePixelRatio() * 100)
    checks = {name: Still(picture) for name, picture in PICTURES.items()}
    checks["gone"] = Still(QUIET, GONE, ended=True)
    for theme in THEMES:
        for name, check in checks.items():
            dialog = SoundCheckDialog(check, theme, may_start=True)
            dialog.show()
            QApplication.processEvents()
            dialog.grab().save(str(out / f"soundcheck-{name}-{theme}-{scale}.png"))
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

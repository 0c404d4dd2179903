"""What the galleries share: a process for each scale, and the pictures of dialogs."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PyQt6.QtWidgets import QApplication, QDialog

from monitor.ui.overlay.settings import ThemeChoice

THEMES: tuple[ThemeChoice, ...] = ("light", "dark")


def at_each_scale(module: str, scales: Sequence[int], draw: Callable[[Path], None]) -> None:
    """Runs the gallery `module` once for each scale (percent), which draws into the folder it is given.

    Qt has one scale for a process: each is a process of its own.
    """
    out = Path(sys.argv[1])
    if "SCALED" in os.environ:
        draw(out)
        return
    out.mkdir(parents=True, exist_ok=True)
    for scale in scales:
        own = {"QT_SCALE_FACTOR": str(scale / 100), "QT_QPA_PLATFORM": "offscreen", "SCALED": "1"}
        subprocess.run([sys.executable, "-m", module, *sys.argv[1:]], env=os.environ | own, check=True)


def draw_dialogs(out: Path, kind: str, dialogs: Mapping[str, Callable[[ThemeChoice], QDialog]]) -> None:
    """OUT/<kind>-<name>-<theme>-<scale>.png of each, light and dark."""
    application = QApplication([])
    scale = round(application.devicePixelRatio() * 100)
    for theme in THEMES:
        for name, make in dialogs.items():
            dialog = make(theme)
            dialog.show()
            QApplication.processEvents()
            dialog.grab().save(str(out / f"{kind}-{name}-{theme}-{scale}.png"))
            dialog.close()

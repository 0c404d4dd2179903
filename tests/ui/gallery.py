"""Pictures of the overlay in every state, to be looked at.

`python -m tests.ui.gallery OUT` writes OUT/overlay-<form>-<theme>-<scale>.png, one sheet of all
states for each form (numbers, ambient, mini) and theme at 100, 150 and 200 %; with `--each` also one
file per state.
"""

import argparse
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QColor, QFont, QImage, QPainter
from PyQt6.QtWidgets import QApplication

from monitor.conversation.timeline import Channel
from monitor.ui.overlay.brush import WIDTH
from monitor.ui.overlay.captions import STRIP
from monitor.ui.overlay.painting import HEIGHT
from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.overlay.window import OverlayWindow
from tests.ui.overlays import overlay_settings
from tests.ui.pictures import CAPTIONED, STATES

SCALES = (100, 150, 200)
THEMES: tuple[ThemeChoice, ...] = ("light", "dark")
ALL = STATES | CAPTIONED
FORMS: dict[str, dict[str, Any]] = {
    "numbers": {},
    "ambient": {"mode": "ambient"},
    "mini": {"mode": "ambient", "mini": True},
}
_DESKS = {"light": "#c9cdd3", "dark": "#33373d"}
_COLUMNS, _SPACE, _TITLE = 3, 20, 18


def overlay_image(state: str, theme: ThemeChoice, form: str = "numbers") -> QImage:
    """One overlay as it would be on the screen, in device pixels of this process's scale."""
    window = OverlayWindow(overlay_settings(theme=theme, **FORMS[form]))
    window.show_snapshot(replace(ALL[state], speaking=frozenset({Channel.THERAPIST})))
    if state in CAPTIONED:
        show_words(window)
    image = window.grab().toImage()
    window.deleteLater()
    return image


def show_words(window: OverlayWindow) -> None:
    """Choose "Show words" in the window's menu."""
    menu = window.context_menu()
    next(action for action in menu.actions() if action.text() == "S&how words").trigger()
    menu.deleteLater()


def sheet(theme: ThemeChoice, form: str = "numbers") -> QImage:
    """All states on one picture, each under its name."""
    images = {state: overlay_image(state, theme, form) for state in ALL}
    ratio = next(iter(images.values())).devicePixelRatioF()
    rows = -(-len(images) // _COLUMNS)
    across, down = WIDTH + _SPACE, HEIGHT + STRIP + _SPACE + _TITLE
    size = (_COLUMNS * across + _SPACE, rows * down + _SPACE)
    canvas = QImage(round(size[0] * ratio), round(size[1] * ratio), QImage.Format.Format_RGB32)
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(QColor(_DESKS[theme]))
    painter = QPainter(canvas)
    painter.setPen(QColor("#888f98") if theme == "dark" else QColor("#4a5058"))
    font = QFont()
    font.setPixelSize(11)
    painter.setFont(font)
    for number, (state, image) in enumerate(images.items()):
        row, column = divmod(number, _COLUMNS)
        corner = QPoint(_SPACE + column * across, _SPACE + row * down)
        painter.drawText(corner + QPoint(2, 10), state)
        painter.drawImage(corner + QPoint(0, _TITLE), image)
    painter.end()
    return canvas


def draw(out: Path, each: bool) -> None:
    """All pictures at the scale that this process runs at."""
    application = QApplication([])
    scale = round(application.devicePixelRatio() * 100)
    for theme in THEMES:
        for form in FORMS:
            sheet(theme, form).save(str(out / f"overlay-{form}-{theme}-{scale}.png"))
        for state in ALL if each else ():
            name = state.replace(", ", "-").replace(" ", "-")
            overlay_image(state, theme).save(str(out / f"{name}-{theme}-{scale}.png"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--each", action="store_true", help="also one file per state")
    parser.add_argument("--here", action="store_true", help="only at this process's own scale")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    if chosen.here:
        draw(chosen.out, chosen.each)
        return
    for scale in SCALES:  # the scale is fixed for a process
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale / 100)}
        subprocess.run(
            [sys.executable, "-m", "tests.ui.gallery", *sys.argv[1:], "--here"], env=environment, check=True
        )


if __name__ == "__main__":
    main()

"""Pictures of the overlay in every mode, form and state, to be looked at.

`python -m tests.ui.gallery OUT` writes OUT/overlay-<form>-<theme>-<language>-<scale>.png, one sheet of all
states for each form and theme at 100 and 200 %; `--language de` in German, `--font 20` where the desktop
writes in that many pixels.  With `--each` there is also one file per state.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QPoint, QRect, QSize
from PyQt6.QtGui import QColor, QFont, QImage, QPainter, QPixmap
from PyQt6.QtWidgets import QApplication

from monitor.conversation.snapshot import Snapshot
from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.overlay.tray import sign
from monitor.ui.overlay.window import OverlayWindow
from monitor.ui.translation import speak
from tests.ui.overlays import overlay_settings
from tests.ui.pictures import CAPTIONED, STATES, at_ease

SCALES = (100, 200)
THEMES: tuple[ThemeChoice, ...] = ("light", "dark")
ALL = STATES | CAPTIONED
_DESKS = {"light": "#c9cdd3", "dark": "#33373d"}
_NAMES = {"light": "#4a5058", "dark": "#9aa1a9"}
_COLUMNS, _SPACE, _TITLE = 4, 16, 16


@dataclass(frozen=True)
class Form:
    """How the overlay is set, and whether it is looked at for a moment."""

    settings: dict[str, Any]
    peeked: bool = False
    captioned: bool = False

    @property
    def states(self) -> dict[str, Snapshot]:
        return ALL if self.captioned else STATES


FORMS = {
    "numbers": Form({}, captioned=True),
    "ambient": Form({"mode": "ambient"}),
    "looks": Form({"mode": "looks"}),
    "hidden": Form({"mode": "hidden"}),
    "peek": Form({"mode": "ambient", "mini": True}, peeked=True),
    "mini": Form({"mode": "ambient", "mini": True}),
    "mini-numbers": Form({"mini": True}),
}


def overlay_window(state: str, theme: ThemeChoice, form: str = "numbers") -> OverlayWindow:
    """The overlay where it could be fetched from out of sight."""
    window = OverlayWindow(overlay_settings(theme=theme, **FORMS[form].settings))
    window.way_back = True
    window.show_snapshot(at_ease(ALL[state]))
    if FORMS[form].peeked:
        window.peek()
    if state in CAPTIONED:
        show_words(window)
    return window


def overlay_image(state: str, theme: ThemeChoice, form: str = "numbers") -> QImage:
    """One overlay as it would be on the screen, in device pixels of this process's scale; a dot where there
    is none."""
    window = overlay_window(state, theme, form)
    image = window.grab().toImage() if window.face.kind != "nothing" else _nothing(theme)
    window.deleteLater()
    return image


def _nothing(theme: ThemeChoice) -> QImage:
    pixmap = QPixmap(6, 6)
    pixmap.fill(QColor(_NAMES[theme]))
    return pixmap.toImage()


def show_words(window: OverlayWindow) -> None:
    """Choose "Show words" in the window's menu."""
    menu = window.context_menu()
    texts = (menu.tr("S&how words"), "S&how words")
    next(action for action in menu.actions() if action.text() in texts).trigger()
    menu.deleteLater()


def sheet(theme: ThemeChoice, form: str = "numbers") -> QImage:
    """All states on one picture, each under its name."""
    return laid_out({state: overlay_image(state, theme, form) for state in FORMS[form].states}, theme)


def signs(theme: ThemeChoice) -> QImage:
    """The tray's sign in each size, on a tray of this theme."""
    return laid_out({f"{side}": sign().pixmap(side).toImage() for side in (16, 22, 24, 32, 48, 64)}, theme)


def laid_out(images: dict[str, QImage], theme: ThemeChoice) -> QImage:
    """The pictures in rows, each as high as its highest."""
    ratio = max(image.devicePixelRatioF() for image in images.values())
    across = max(120, *(round(image.deviceIndependentSize().width()) for image in images.values())) + _SPACE
    named = list(images.items())
    rows = [named[at : at + _COLUMNS] for at in range(0, len(named), _COLUMNS)]
    tall = [round(max(map(_height, dict(row).values()))) + _SPACE + _TITLE for row in rows]
    size = (_COLUMNS * across + _SPACE, sum(tall) + _SPACE)
    canvas = QImage(round(size[0] * ratio), round(size[1] * ratio), QImage.Format.Format_RGB32)
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(QColor(_DESKS[theme]))
    with QPainter(canvas) as painter:
        painter.setPen(QColor(_NAMES[theme]))
        font = QFont()
        font.setPixelSize(10)
        painter.setFont(font)
        for number, row in enumerate(rows):
            for column, (name, image) in enumerate(row):
                corner = QPoint(_SPACE + column * across, _SPACE + sum(tall[:number]))
                painter.drawText(QRect(corner, QSize(across - 4, _TITLE)), 0, name)
                painter.drawImage(corner + QPoint(0, _TITLE), image)
    return canvas


def _height(image: QImage) -> float:
    return image.deviceIndependentSize().height()


def draw(out: Path, chosen: argparse.Namespace) -> None:
    """All pictures at the scale that this process runs at."""
    application = QApplication([])
    if chosen.font:
        font = application.font()
        font.setPixelSize(chosen.font)
        application.setFont(font)
    speak(chosen.language)
    ending = f"{chosen.language}-{round(application.devicePixelRatio() * 100)}.png"
    sheets: dict[str, Callable[[ThemeChoice], QImage]] = {"tray": signs}
    sheets |= {form: lambda theme, form=form: sheet(theme, form) for form in FORMS}  # type: ignore[misc]
    for theme in THEMES:
        for name, made in sheets.items():
            made(theme).save(str(out / f"overlay-{name}-{theme}-{ending}"))
        for state in ALL if chosen.each else ():
            name = state.replace(", ", "-").replace(" ", "-")
            overlay_image(state, theme).save(str(out / f"{name}-{theme}-{ending}"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--font", type=int, help="the desktop's font, in pixels")
    parser.add_argument("--each", action="store_true", help="also one file per state")
    parser.add_argument("--here", action="store_true", help="only at this process's own scale")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    if chosen.here:
        draw(chosen.out, chosen)
        return
    for scale in SCALES:  # the scale is fixed for a process
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale / 100)}
        subprocess.run(
            [sys.executable, "-m", "tests.ui.gallery", *sys.argv[1:], "--here"], env=environment, check=True
        )


if __name__ == "__main__":
    main()

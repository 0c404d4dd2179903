"""The overlay around a session that does nothing, in a process of its own; says what the session is asked.

`python -m tests.ui.live_program PLACE MODE` ends when it is asked to stop.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication

from monitor import config
from monitor.conversation.cues import CueKind
from monitor.conversation.snapshot import Snapshot
from monitor.ui import live
from monitor.ui.application import application
from monitor.ui.overlay.window import OverlayWindow
from tests.ui.overlay_program import say
from tests.ui.overlays import overlay_settings
from tests.ui.pictures import BALANCED


class Session:
    """Says what is wished of it."""

    def __init__(self, show: Callable[[Snapshot], None], ended: Callable[[], None]) -> None:
        self._show, self._ended = show, ended

    def start(self) -> None:
        self._show(BALANCED)

    def stop(self) -> None:
        self._ended()

    def pause(self, paused: bool) -> None:
        say("pause", paused)

    def swap(self) -> None:
        say("swap")

    def bookmark(self) -> None:
        say("bookmark")

    def intend(self, on: bool) -> None:
        say("intend", on)

    def mute(self, kind: CueKind, muted: bool = True) -> None:
        say("mute", kind.value, muted)

    def join(self, timeout_s: float | None = None) -> bool:
        return True


def overlays() -> list[OverlayWindow]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, OverlayWindow)]


def main(place: str, mode: str) -> None:
    application("xcb")
    shown: list[tuple[bool, str]] = []

    def watch() -> None:
        """Say when it comes into sight and goes, and in which form."""
        now = [(each.isVisible(), each.face.kind) for each in overlays()]
        if now and now != shown:
            shown[:] = now
            say("seen" if now[0][0] else "unseen", now[0][1])

    timer = QTimer()
    timer.timeout.connect(watch)
    timer.start(20)
    QTimer.singleShot(300, lambda: say("told", " ".join(overlays()[0].toolTip().split())))
    desk = live.Desk(overlay_settings(mode=mode, peek_s=1.0), config.load().hotkeys, Path(place), "xcb")
    live.run_overlay(desk, Session)


if __name__ == "__main__":
    main(*sys.argv[1:])

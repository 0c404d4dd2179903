"""The overlay around a running session: opens the window, passes wishes on, ends with the session."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from PyQt6.QtCore import QMetaObject, Qt, QTimer
from PyQt6.QtWidgets import QApplication

from monitor.conversation.snapshot import Snapshot
from monitor.ui.bridge import SnapshotBridge
from monitor.ui.fonts import require_font
from monitor.ui.overlay.place import PlaceFile
from monitor.ui.overlay.settings import OverlaySettings
from monitor.ui.overlay.window import OverlayWindow

SIGNALS_MS = 200
"""Python runs its signal handlers only between its own instructions, so it must have some."""


class Running(Protocol):
    """The session behind the overlay; every call returns at once."""

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def pause(self, paused: bool) -> None: ...
    def swap(self) -> None: ...
    def join(self, timeout_s: float | None = None) -> bool: ...


R = TypeVar("R", bound=Running)
Begin = Callable[[Callable[[Snapshot], None], Callable[[], None]], R]


def run_overlay(settings: OverlaySettings, place: Path, platform: str, begin: Begin[R]) -> R:
    """Show the overlay until the session is over; gives back what `begin` made.

    `begin` gets where to send snapshots and what to call at the end, both from any thread.
    SetupError where no usable font is installed.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", platform)
    app = QApplication(sys.argv[:1])
    app.setApplicationDisplayName("Session monitor")
    app.setQuitOnLastWindowClosed(False)
    require_font()
    window = OverlayWindow(settings, PlaceFile(place))
    bridge = SnapshotBridge()
    bridge.arrived.connect(window.show_snapshot)
    session = begin(bridge.publish, lambda: _quit(app))
    window.pause_toggled.connect(session.pause)
    window.swap_requested.connect(session.swap)
    window.stop_requested.connect(session.stop)
    _stop_on_signals(app, session.stop)
    window.show()
    session.start()
    app.exec()
    session.join()
    window.close()
    return session


def _quit(app: QApplication) -> None:
    QMetaObject.invokeMethod(app, "quit", Qt.ConnectionType.QueuedConnection)


def _stop_on_signals(app: QApplication, stop: Callable[[], None]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop())
    timer = QTimer(app)
    timer.timeout.connect(lambda: None)
    timer.start(SIGNALS_MS)

"""The overlay around a running session: opens the window, passes wishes on, ends with the session."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from PyQt6.QtCore import QMetaObject, Qt
from PyQt6.QtWidgets import QApplication

from monitor.conversation.cues import CueKind
from monitor.conversation.snapshot import Snapshot
from monitor.ui.application import application, stopping_on_signals
from monitor.ui.bridge import SnapshotBridge
from monitor.ui.overlay.place import PlaceFile
from monitor.ui.overlay.settings import OverlaySettings
from monitor.ui.overlay.window import OverlayWindow


class Running(Protocol):
    """The session behind the overlay; every call returns at once."""

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def pause(self, paused: bool) -> None: ...
    def swap(self) -> None: ...
    def bookmark(self) -> None: ...
    def intend(self, on: bool) -> None: ...
    def mute(self, kind: CueKind) -> None: ...
    def join(self, timeout_s: float | None = None) -> bool: ...


R = TypeVar("R", bound=Running)
Begin = Callable[[Callable[[Snapshot], None], Callable[[], None]], R]


def run_overlay(
    settings: OverlaySettings,
    place: Path,
    platform: str,
    begin: Begin[R],
    less: Callable[[bool], None] = lambda _drop: None,
) -> R:
    """Show the overlay until the session is over; gives back what `begin` made.

    `begin` gets where to send snapshots and what to call at the end, both from any thread.
    `less` is called where the user wishes that no more sound is kept; with True, that what was
    kept is dropped.  SetupError where no usable font is installed.
    """
    app = application(platform)
    window = OverlayWindow(settings, PlaceFile(place))
    bridge = SnapshotBridge()
    bridge.arrived.connect(window.show_snapshot)
    session = begin(bridge.publish, lambda: _quit(app))
    window.pause_toggled.connect(session.pause)
    window.swap_requested.connect(session.swap)
    window.bookmark_wished.connect(session.bookmark)
    window.intend_toggled.connect(session.intend)
    window.mute_wished.connect(session.mute)
    window.less_wished.connect(less)
    window.stop_requested.connect(session.stop)
    with stopping_on_signals(session.stop):
        window.show()
        session.start()
        app.exec()
        session.join()
        window.close()
    return session


def _quit(app: QApplication) -> None:
    QMetaObject.invokeMethod(app, "quit", Qt.ConnectionType.QueuedConnection)

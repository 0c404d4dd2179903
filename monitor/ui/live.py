"""The overlay around a running session: opens the window, passes wishes on, ends with the session."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from PyQt6.QtCore import QMetaObject, Qt
from PyQt6.QtWidgets import QApplication, QMessageBox

from monitor.conversation.cues import CueKind
from monitor.conversation.snapshot import Snapshot
from monitor.errors import MonitorError
from monitor.ui.application import application, event_loop
from monitor.ui.bridge import SnapshotBridge
from monitor.ui.desktop.hotkeys import hold
from monitor.ui.desktop.settings import HotkeySettings
from monitor.ui.desktop.sharing import keep_unseen
from monitor.ui.overlay.place import PlaceFile
from monitor.ui.overlay.settings import OverlaySettings
from monitor.ui.overlay.tray import OverlayTray, has_tray
from monitor.ui.overlay.window import OverlayWindow
from monitor.ui.translation import speak


class Running(Protocol):
    """The session behind the overlay; every call returns at once."""

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def pause(self, paused: bool) -> None: ...
    def swap(self) -> None: ...
    def bookmark(self) -> None: ...
    def intend(self, on: bool) -> None: ...
    def mute(self, kind: CueKind, muted: bool = True) -> None: ...
    def join(self, timeout_s: float | None = None) -> bool: ...


R = TypeVar("R", bound=Running)
Begin = Callable[[Callable[[Snapshot], None], Callable[[], None]], R]


@dataclass(frozen=True, slots=True)
class Desk:
    """How the overlay stands on the desktop; `place` is the file that keeps where it was left."""

    overlay: OverlaySettings
    hotkeys: HotkeySettings
    place: Path
    platform: str
    prefer: Callable[[], OverlaySettings | None] = lambda: None
    """Asks the user for other settings, in a window; None where nothing has changed."""


def run_overlay(desk: Desk, begin: Begin[R], less: Callable[[bool], None] = lambda _drop: None) -> R:
    """Show the overlay until the session is over; gives back what `begin` made.

    `begin` gets where to send snapshots and what to call at the end, both from any thread.
    `less` is called where the user wishes that no more sound is kept; with True, that what was
    kept is dropped.  SetupError where no usable font is installed.
    """
    app = application(desk.platform)
    speak(desk.overlay.language)
    window = OverlayWindow(desk.overlay, PlaceFile(desk.place))
    bridge = SnapshotBridge()
    bridge.arrived.connect(window.show_snapshot)
    session = begin(bridge.publish, lambda: _quit(app))
    window.pause_toggled.connect(session.pause)
    window.swap_requested.connect(session.swap)
    window.bookmark_wished.connect(session.bookmark)
    window.intend_toggled.connect(session.intend)
    window.mute_wished.connect(session.mute)
    window.less_wished.connect(less)
    window.settings_wished.connect(lambda: _prefer(window, desk.prefer))
    window.stop_requested.connect(session.stop)
    with event_loop(session.stop), _reached_from_anywhere(window, desk.hotkeys):
        window.show()
        window.remark("sharing", keep_unseen(window, desk.overlay.unseen_in_sharing))
        session.start()
        app.exec()
        session.join()
        window.close()
    return session


def _prefer(window: OverlayWindow, prefer: Callable[[], OverlaySettings | None]) -> None:
    try:
        changed = prefer()
    except MonitorError as error:  # a settings file that was spoilt by hand must not end the session
        _say(window, str(error))
        return
    if changed is not None:
        window.apply(changed)
        window.remark("sharing", keep_unseen(window, changed.unseen_in_sharing))


def _say(window: OverlayWindow, sentence: str) -> None:
    box = QMessageBox(QMessageBox.Icon.Warning, window.windowTitle(), sentence, parent=window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


@contextmanager
def _reached_from_anywhere(window: OverlayWindow, keys: HotkeySettings) -> Iterator[None]:
    """By a sign in the tray and by keys, where the desktop has them: then it may go out of sight."""
    tray = OverlayTray(window) if has_tray() else None
    deeds = {
        keys.peek: window.peek,
        keys.hide: window.hide_for_now,
        keys.bookmark: window.bookmark_wished.emit,
        keys.intend: lambda: window.intend_toggled.emit(not window.shown.intended),
        keys.pause: lambda: window.pause_toggled.emit(not window.shown.paused),
    }
    held, said = hold({shortcut: then for shortcut, then in deeds.items() if shortcut})
    back = {keys.peek, keys.hide} - {"", *held.refused}
    window.way_back = tray is not None or bool(back)
    window.remark("keys", said)
    if tray:
        tray.show()
    try:
        yield
    finally:
        held.close()
        if tray:
            tray.hide()


def _quit(app: QApplication) -> None:
    QMetaObject.invokeMethod(app, "quit", Qt.ConnectionType.QueuedConnection)

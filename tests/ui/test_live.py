"""The overlay around a session: what reaches it, and what is said where something cannot be."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication, QMessageBox

from monitor import config
from monitor.errors import ConfigError
from monitor.ui import live
from monitor.ui.desktop import sharing
from monitor.ui.desktop.hotkeys import NoHotkeys
from monitor.ui.overlay.window import OverlayWindow
from tests.ui.overlays import overlay_settings
from tests.ui.pictures import BALANCED

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Session:
    """Is asked for what the user wishes, and ends when it is told to."""

    def __init__(self, show, ended):
        self.show, self.ended, self.asked = show, ended, []

    def __getattr__(self, name):
        return lambda *wish: self.asked.append((name, *wish))

    def start(self):
        self.show(BALANCED)

    def stop(self):
        self.ended()

    def join(self, timeout_s=None):
        return True


@pytest.fixture
def run(qapp, tmp_path, monkeypatch):
    """Run a session around the overlay and do something in it; gives the session and its window."""
    windows = []

    def opened(*arguments):
        windows.append(OverlayWindow(*arguments))
        return windows[-1]

    monkeypatch.setattr(live, "OverlayWindow", opened)

    def run_one(then, prefer=lambda: None, **changes):
        keys = config.load().hotkeys
        desk = live.Desk(overlay_settings(**changes), keys, tmp_path / "overlay.json", "offscreen", prefer)

        def deed():
            try:
                then(windows[-1])
            finally:
                windows[-1].stop_requested.emit()

        QTimer.singleShot(50, deed)
        return live.run_overlay(desk, Session), windows[-1]

    return run_one


def test_where_it_cannot_stay_out_of_sharing_or_have_keys_that_is_said(run):
    said: list[str] = []
    _, window = run(lambda window: said.append(" ".join(window.toolTip().split())), mode="hidden")
    assert sharing.is_seen() in said[0]
    assert "This desktop lets no program have keys of its own" in said[0]
    assert not window.way_back  # so a bar stays to be pointed at


@pytest.mark.parametrize(
    ("refused", "back"),
    [
        ([], True),
        (["Ctrl+Alt+B"], True),
        (["Ctrl+Alt+Space"], True),
        (["Ctrl+Alt+Space", "Ctrl+Alt+H"], False),
    ],
)
def test_one_key_that_fetches_it_is_a_way_back_whatever_else_is_taken(run, monkeypatch, refused, back):
    held = NoHotkeys(dict.fromkeys(refused))
    monkeypatch.setattr(live, "hold", lambda _wanted: (held, "some are taken"))
    found = []
    run(lambda window: found.append(window.way_back))
    assert found == [back]


def test_settings_that_change_in_the_session_hold_at_once(run):
    changed = overlay_settings(mode="ambient", unseen_in_sharing=False)
    seen = []

    def change(window):
        window.settings_wished.emit()
        seen.append((window.face.kind, window.toolTip()))

    run(change, prefer=lambda: changed)
    assert seen[0][0] == "bar"
    assert "shared screen" not in seen[0][1]


def test_settings_that_cannot_be_read_are_said_and_the_session_goes_on(run):
    def spoilt():
        raise ConfigError("The configuration is not valid TOML.")

    said: list[object] = []

    def change(window):
        window.settings_wished.emit()
        said.extend(box.text() for box in window.findChildren(QMessageBox))
        QApplication.processEvents()
        said.append(window.isVisible())

    run(change, prefer=spoilt)
    assert said == ["The configuration is not valid TOML.", True]


def test_wishes_reach_the_session(run):
    def wish(window):
        window.bookmark_wished.emit()
        window.show_snapshot(replace(BALANCED, intended=True))
        window.intend_toggled.emit(False)

    session, _ = run(wish)
    assert session.asked == [("bookmark",), ("intend", False)]

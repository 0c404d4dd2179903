"""What the overlay says of keeping, and how the user has less of the session kept."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QMessageBox
from rich.console import Console

from monitor.conversation.snapshot import Keeping
from monitor.ui.overlay.window import OverlayWindow
from monitor.ui.terminal import picture, plain_line
from monitor.ui.wording import view
from tests.ui.overlays import overlay_settings
from tests.ui.pictures import BALANCED, BEHIND, FULL

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SOUND = replace(BALANCED, keeping=Keeping(words=True, sound=True))
WORDS_ONLY = replace(BALANCED, keeping=Keeping(words=True, sound=False))
NUMBERS = replace(BALANCED, keeping=Keeping(words=False, sound=False))
LESS = ["Stop keeping sound from here", "Drop what was kept…"]


@pytest.fixture
def overlay(qtbot):
    window = OverlayWindow(overlay_settings())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def entries(window, snapshot):
    window.show_snapshot(snapshot)
    window._redraw()
    return {action.text().replace("&", ""): action for action in window.context_menu().actions()}


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (FULL.trouble, "Not being saved: the disk is full"),
        ("The disk does not answer.", "Not being saved: the disk does not answer"),
        ("", ""),
    ],
)
def test_what_is_not_saved_is_one_calm_line(trouble, said):
    snapshot = replace(BALANCED, keeping=replace(FULL, trouble=trouble))
    assert view(snapshot).health == said
    assert view(replace(snapshot, keeping=None)).health == ""


def test_it_comes_before_what_ails_the_words_and_reaches_everybody():
    snapshot = replace(BALANCED, keeping=FULL, words=BEHIND)
    console = Console(width=80, legacy_windows=False)
    said = "Not being saved: the disk is full"
    assert said in view(snapshot).sentence
    assert said in picture(snapshot, console).plain
    assert said in plain_line(snapshot, console).plain


@pytest.mark.parametrize(
    ("snapshot", "offered"),
    [(SOUND, LESS), (WORDS_ONLY, LESS[1:]), (NUMBERS, []), (BALANCED, [])],
    ids=["sound", "words", "numbers", "nothing"],
)
def test_only_less_is_offered_than_is_kept(overlay, snapshot, offered):
    assert [entry for entry in entries(overlay, snapshot) if entry in LESS] == offered


def test_sound_stops_at_once(overlay, qtbot):
    with qtbot.waitSignal(overlay.less_wished) as wished:
        entries(overlay, SOUND)[LESS[0]].trigger()
    assert wished.args == [False]


def asked(overlay, qtbot):
    entries(overlay, SOUND)[LESS[1]].trigger()
    qtbot.waitUntil(lambda: overlay.findChild(QMessageBox) is not None)
    return overlay.findChild(QMessageBox)


def test_dropping_is_asked_once_and_then_done(overlay, qtbot):
    question = asked(overlay, qtbot)
    delete = next(button for button in question.buttons() if button.text() == "&Delete")
    with qtbot.waitSignal(overlay.less_wished) as wished:
        qtbot.mouseClick(delete, Qt.MouseButton.LeftButton)
    assert wished.args == [True]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_drop_nothing(overlay, qtbot, key):
    wished: list[bool] = []
    overlay.less_wished.connect(wished.append)
    question = asked(overlay, qtbot)
    with qtbot.waitSignal(question.finished):
        qtbot.keyClick(question, key)
    assert wished == []

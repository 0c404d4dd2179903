"""The overlay's modes as a window: how large it is, where it lies, when it is out of sight."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QEnterEvent, QGuiApplication
from PyQt6.QtWidgets import QApplication, QSystemTrayIcon

from monitor.conversation.cues import CueKind
from monitor.conversation.timeline import Channel
from monitor.ui.overlay.brush import WIDTH
from monitor.ui.overlay.painting import BAR_HEIGHT, HEIGHT, MINI
from monitor.ui.overlay.place import PlaceFile
from monitor.ui.overlay.tray import OverlayTray, has_tray, sign
from monitor.ui.overlay.window import OverlayWindow
from tests.ui.overlays import overlay_settings
from tests.ui.pictures import BALANCED, CUE, DEVICE, LOST

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SPEAKS = replace(BALANCED, speaking=frozenset({Channel.THERAPIST}))


@pytest.fixture
def opened(qtbot, tmp_path):
    def open_window(**changes):
        window = OverlayWindow(overlay_settings(**changes), PlaceFile(tmp_path / "overlay.json"))
        qtbot.addWidget(window)
        window.show()
        window.show_snapshot(SPEAKS)
        window._pace.stop()
        return window

    return open_window


def size(window):
    return window.width(), window.height()


def show(window, snapshot=SPEAKS):
    window._pace.stop()
    window.show_snapshot(snapshot)


def test_each_form_has_its_size(opened):
    assert size(opened(mode="ambient")) == (WIDTH, BAR_HEIGHT)
    assert size(opened(mode="ambient", mini=True)) == MINI
    assert size(opened(mode="numbers", mini=True)) == MINI
    assert size(opened(mode="numbers", text_scale=1.5)) == (WIDTH * 1.5, HEIGHT * 1.5)


def enter(window):
    at = QPointF(5, 5)
    QApplication.sendEvent(window, QEnterEvent(at, at, QPointF(window.mapToGlobal(QPoint(5, 5)))))


@pytest.mark.parametrize("how", ["pointer", "space"])
def test_a_peek_shows_the_numbers_and_then_goes(opened, qtbot, how):
    window = opened(mode="ambient", peek_s=1.0)
    if how == "pointer":
        enter(window)
    else:
        qtbot.keyClick(window, Qt.Key.Key_Space)
    assert size(window) == (WIDTH, HEIGHT)
    qtbot.waitUntil(lambda: size(window) == (WIDTH, BAR_HEIGHT), timeout=3000)


def test_a_peek_at_a_strip_with_digits_shows_the_rest_too(opened, qtbot):
    window = opened(mode="numbers", mini=True, peek_s=1.0)
    enter(window)
    assert size(window) == (WIDTH, HEIGHT)
    qtbot.waitUntil(lambda: size(window) == MINI, timeout=3000)


@pytest.mark.parametrize("corner", ["top right", "bottom right", "bottom left"])
def test_what_is_smaller_lies_at_the_nearer_edges(opened, corner, qtbot):
    window = opened(mode="numbers")
    free = QGuiApplication.screens()[0].availableGeometry()
    x = free.right() + 1 - WIDTH if "right" in corner else free.left()
    y = free.bottom() + 1 - HEIGHT if "bottom" in corner else free.top()
    window.move(x, y)
    window.choose_mode("ambient")
    part = window.geometry()
    assert (part.right() == free.right()) == ("right" in corner)
    assert (part.bottom() == free.bottom()) == ("bottom" in corner)
    window.choose_mode("numbers")
    assert (window.x(), window.y()) == (x, y)


@pytest.mark.parametrize("mode", ["ambient", "numbers"])
@pytest.mark.parametrize("edge", ["top", "bottom"])
def test_a_long_sentence_grows_into_the_screen_and_leaves_no_trace(opened, mode, edge):
    window = opened(mode=mode)
    free = QGuiApplication.screens()[0].availableGeometry()
    small = window.height()
    window.move(free.left(), free.top() if edge == "top" else free.bottom() + 1 - small)
    window._settled.stop()
    window._keep_place()
    before = window.geometry()
    show(window, replace(SPEAKS, lost=((Channel.CLIENT, f"no sound comes from {DEVICE}"),)))
    grown = window.geometry()
    assert grown.height() >= small + 30
    assert free.contains(grown)
    assert grown.bottom() == before.bottom() if edge == "bottom" else grown.top() == before.top()
    show(window)
    assert window.geometry() == before


def test_near_an_edge_it_is_drawn_to_it(opened, qtbot):
    window = opened(mode="numbers")
    free = QGuiApplication.screens()[0].availableGeometry()
    window.move(free.left() + 7, free.bottom() + 1 - HEIGHT - 9)
    qtbot.waitUntil(lambda: window.x() == free.left(), timeout=2000)
    assert window.geometry().bottom() == free.bottom()
    window.move(free.left() + 60, free.top() + 60)
    qtbot.wait(600)
    assert (window.x(), window.y()) == (free.left() + 60, free.top() + 60)


def test_what_was_chosen_in_the_menu_is_kept(opened):
    window = opened(mode="ambient")
    window.choose_mode("looks")
    window._choose_mini(True)
    again = opened(mode="ambient")
    assert (again._calm.mode, again._mini) == ("looks", True)


def test_without_a_way_back_something_stays_to_be_pointed_at(opened):
    window = opened(mode="hidden")
    assert window.isVisible()
    assert (window.face.kind, window.face.balance, window.face.line) == ("bar", None, "")


def test_with_a_way_back_it_goes_out_of_sight_and_a_peek_fetches_it(opened, qtbot):
    window = opened(mode="hidden", peek_s=1.0)
    window.way_back = True
    show(window)
    assert not window.isVisible()
    window.peek()
    assert window.isVisible()
    assert window.face.kind == "numbers"
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=3000)
    show(window, LOST)
    assert window.isVisible()
    assert "not heard" in window.face.line


def test_hiding_for_now_and_back(opened):
    window = opened(mode="numbers")
    window.way_back = True
    window.hide_for_now()
    assert not window.isVisible()
    show(window, replace(SPEAKS, cue=CUE, paused=True))
    assert not window.isVisible()
    show(window, LOST)
    assert window.isVisible()  # half of the session is not heard
    assert "not heard" in window.face.line
    show(window)
    assert not window.isVisible()
    window.hide_for_now()
    assert window.isVisible()


@pytest.mark.parametrize(("fade", "still"), [(False, False), (True, True)])
def test_it_comes_and_goes_at_once_where_motion_disturbs(opened, monkeypatch, fade, still):
    monkeypatch.setattr("monitor.ui.overlay.window.keeps_still", lambda: still)
    window = opened(mode="hidden", fade=fade)
    window.way_back = True
    show(window)
    assert not window.isVisible()
    window.peek()
    assert window.isVisible()
    assert window.windowOpacity() == 1.0


def test_it_fades_where_that_is_wanted(opened, qtbot):
    window = opened(mode="hidden", fade=True)
    window.way_back = True
    show(window)
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=2000)
    window.peek()
    qtbot.waitUntil(lambda: window.windowOpacity() > 0.99, timeout=2000)


def test_wishes_go_out_and_change_nothing(opened, qtbot):
    window = opened(mode="numbers")
    with qtbot.waitSignal(window.bookmark_wished):
        qtbot.keyClick(window, Qt.Key.Key_B)
    with qtbot.waitSignal(window.intend_toggled) as intended:
        qtbot.keyClick(window, Qt.Key.Key_I)
    assert intended.args == [True]
    show(window, replace(SPEAKS, cue=CUE))
    actions = {action.text().replace("&", ""): action for action in window.context_menu().actions()}
    with qtbot.waitSignal(window.mute_wished) as muted:
        actions["No more cues like this one"].trigger()
    assert muted.args == [CueKind.INTERRUPTIONS, True]
    assert window.shown.cue


def test_each_cue_can_be_left_out_and_had_again_whenever_it_is_thought_of(opened, qtbot):
    window = opened(mode="ambient")
    show(window, replace(SPEAKS, cues_wanted=((CueKind.SHARE, True), (CueKind.INTERRUPTIONS, False))))
    texts = {action.text().replace("&", ""): action for action in window.context_menu().actions()}
    assert "No more cues like this one" not in texts
    share, cut_ins = texts["Cues in this session"].menu().actions()
    assert [share.isChecked(), cut_ins.isChecked()] == [True, False]
    with qtbot.waitSignal(window.mute_wished) as muted:
        share.trigger()
    assert muted.args == [CueKind.SHARE, True]
    with qtbot.waitSignal(window.mute_wished) as muted:
        cut_ins.trigger()
    assert muted.args == [CueKind.INTERRUPTIONS, False]


def test_a_remark_about_the_overlay_stands_in_its_tooltip(opened):
    window = opened(mode="ambient")
    window.remark("keys", "One is taken.")
    window.remark("keys", "The keys are taken.")
    show(window, replace(SPEAKS, interruptions=9))
    assert "The keys are taken." in window.toolTip()
    assert "One is taken." not in window.toolTip()
    window.remark("keys", "")
    assert "keys" not in window.toolTip()


def test_the_sign_in_the_tray_fetches_the_numbers(opened):
    window = opened(mode="ambient")
    tray = OverlayTray(window)
    assert not has_tray()  # off screen
    assert {size.width() for size in sign().availableSizes()} == {16, 24, 32, 64}
    tray.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert window.face.kind == "numbers"
    tray.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()


def test_leaving_asks_nothing(opened):
    window = opened(mode="ambient")
    QApplication.sendEvent(window, QEvent(QEvent.Type.Leave))
    assert window.face.kind == "bar"

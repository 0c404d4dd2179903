import time
from dataclasses import replace

import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QMouseEvent, QPalette
from PyQt6.QtWidgets import QApplication

from monitor.conversation.snapshot import Share
from monitor.ui.overlay.brush import WIDTH
from monitor.ui.overlay.painting import HEIGHT
from monitor.ui.overlay.place import Place, PlaceFile
from monitor.ui.overlay.window import OverlayWindow
from monitor.ui.theme import DARK, LIGHT
from monitor.ui.wording import view
from tests.ui.overlays import overlay_settings
from tests.ui.pictures import BALANCED, LISTENING, STATES

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class CountedOverlay(OverlayWindow):
    paints = 0

    def paintEvent(self, event):
        self.paints += 1
        super().paintEvent(event)


@pytest.fixture
def place(tmp_path):
    return PlaceFile(tmp_path / "overlay.json")


@pytest.fixture
def overlay(qtbot, place):
    """Shown and painted, its paints counted from here on."""
    window = opened(qtbot, place)
    window.show_snapshot(BALANCED)
    QApplication.processEvents()
    window._pace.stop()
    window.paints = 0
    return window


def opened(qtbot, place=None, theme="light", opacity=1.0):
    window = CountedOverlay(overlay_settings(opacity=opacity, theme=theme), place)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


# When it draws


def test_the_same_again_is_not_drawn_again(overlay, qtbot):
    for step in range(200):
        overlay.show_snapshot(replace(BALANCED, at_s=BALANCED.at_s + step / 100))
        qtbot.wait(1)
    qtbot.wait(200)
    assert overlay.paints == 0


def test_a_thousand_changes_a_second_give_ten_paints_at_most_and_the_last_is_shown(overlay, qtbot):
    begun = time.monotonic()
    for number in range(1000):
        overlay.show_snapshot(replace(BALANCED, interruptions=number + 10))
        while time.monotonic() < begun + number / 1000:
            QApplication.processEvents()
    within = overlay.paints
    qtbot.wait(250)
    assert 2 <= within <= 10
    assert overlay.shown.interruptions == "1009 interruptions · 3 min ago"
    assert overlay.paints <= within + 2  # one that was due, and the last


def test_a_change_after_a_calm_time_is_shown_at_once(overlay):
    overlay.show_snapshot(replace(BALANCED, interruptions=3))
    assert overlay.shown.interruptions == "3 interruptions · 3 min ago"
    QApplication.processEvents()
    assert overlay.paints == 1


def test_a_change_that_is_taken_back_in_time_is_never_drawn(overlay, qtbot):
    overlay.show_snapshot(replace(BALANCED, interruptions=3))
    overlay.show_snapshot(replace(BALANCED, interruptions=4))
    overlay.show_snapshot(replace(BALANCED, interruptions=3))
    qtbot.wait(250)
    assert overlay.paints == 1


@pytest.mark.parametrize("state", STATES)
def test_it_shows_every_state(overlay, state):
    overlay.show_snapshot(STATES[state])
    assert overlay.shown == view(STATES[state])


# What it is


def test_a_small_window_on_top_that_takes_no_focus_when_it_appears(overlay):
    flags = overlay.windowFlags()
    assert flags & Qt.WindowType.FramelessWindowHint
    assert flags & Qt.WindowType.WindowStaysOnTopHint
    assert overlay.windowType() == Qt.WindowType.Tool
    assert overlay.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert overlay.testAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
    assert (overlay.width(), overlay.height()) == (WIDTH, HEIGHT)


def test_its_words_reach_screen_readers_and_what_has_no_room_the_tooltip(overlay):
    assert overlay.accessibleName() == "Session monitor"
    assert overlay.accessibleDescription() == view(BALANCED).sentence
    assert overlay.toolTip() == ""  # nothing may lie over the numbers but for a reason
    overlay.show_snapshot(STATES["words behind, monologue"])
    assert overlay.toolTip().splitlines() == ["23 min so far", "Words are 40 s behind"]
    longest = view(STATES["lost, longest name"])
    overlay._pace.stop()
    overlay.show_snapshot(STATES["lost, longest name"])
    assert overlay.accessibleDescription() == longest.sentence
    told = overlay.toolTip().replace("\n", "").replace(" ", "")
    assert longest.note.replace(" ", "") in told


# Colours


def panel(window):
    return window.grab().toImage().pixelColor(WIDTH // 2, 5).name()


@pytest.mark.parametrize(("theme", "expected"), [("light", LIGHT), ("dark", DARK)])
def test_the_theme_that_was_chosen(qtbot, theme, expected):
    assert panel(opened(qtbot, theme=theme)) == expected.panel


def test_auto_follows_the_desktop_from_one_moment_to_the_next(qtbot, qapp):
    before = qapp.palette()
    window = opened(qtbot, theme="auto")
    try:
        for colour, expected in (("#202020", DARK), ("#f0f0f0", LIGHT), ("#202020", DARK)):
            qapp.setPalette(QPalette(QColor(colour)))
            QApplication.processEvents()
            assert panel(window) == expected.panel
    finally:
        qapp.setPalette(before)


def test_a_chosen_theme_stays_when_the_desktop_changes(overlay, qapp, qtbot):
    before = qapp.palette()
    try:
        qapp.setPalette(QPalette(QColor("#202020")))
        qtbot.wait(50)
        assert panel(overlay) == LIGHT.panel
    finally:
        qapp.setPalette(before)


# The menu


ALWAYS = [
    *("Bookmark this moment", "Intentional from here", "Swap channels", "Display", "Mini strip"),
    *("Show words", "Opacity", "Hide for now", "Settings…", "Stop"),
]


def actions(menu):
    return {action.text().replace("&", ""): action for action in menu.actions() if action.text()}


def test_the_menu_offers_what_fits_the_session(overlay):
    menu = overlay.context_menu()
    assert list(actions(menu)) == ["Pause", *ALWAYS]
    assert not actions(menu)["Swap channels"].isChecked()
    overlay.show_snapshot(replace(BALANCED, paused=True, swapped=True))
    menu = overlay.context_menu()
    assert list(actions(menu)) == ["Resume", *ALWAYS]
    assert actions(menu)["Swap channels"].isChecked()


@pytest.mark.parametrize(("paused", "entry", "wish"), [(False, "Pause", True), (True, "Resume", False)])
def test_pause_and_resume_are_wishes(overlay, qtbot, paused, entry, wish):
    overlay.show_snapshot(replace(BALANCED, paused=paused))
    shown = overlay.shown
    with qtbot.waitSignal(overlay.pause_toggled) as toggled:
        actions(overlay.context_menu())[entry].trigger()
    assert toggled.args == [wish]
    assert overlay.shown == shown


def test_swap_is_a_wish(overlay, qtbot):
    with qtbot.waitSignal(overlay.swap_requested):
        actions(overlay.context_menu())["Swap channels"].trigger()
    assert not actions(overlay.context_menu())["Swap channels"].isChecked()


def opacities(overlay):
    submenu = actions(overlay.context_menu())["Opacity"].menu()
    return {action.text(): action for action in submenu.actions()}


def test_opacity_is_chosen_shown_and_kept(overlay, place, qtbot):
    assert [text for text, action in opacities(overlay).items() if action.isChecked()] == ["100 %"]
    opacities(overlay)["70 %"].trigger()
    assert overlay.windowOpacity() == pytest.approx(0.7, abs=0.01)
    assert [text for text, action in opacities(overlay).items() if action.isChecked()] == ["70 %"]
    assert opened(qtbot, place).windowOpacity() == pytest.approx(0.7, abs=0.01)


def test_opacity_starts_as_the_settings_say(qtbot):
    assert opened(qtbot, opacity=0.85).windowOpacity() == pytest.approx(0.85, abs=0.01)


def test_the_menu_opens_by_right_click_and_by_key(overlay, qtbot):
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        QApplication.sendEvent(
            overlay, QContextMenuEvent(reason, QPoint(9, 9), overlay.mapToGlobal(QPoint(9, 9)))
        )
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    assert overlay.isVisible()


def test_snapshots_are_shown_while_the_menu_is_open(overlay, qtbot):
    menu = overlay.context_menu()
    menu.popup(overlay.mapToGlobal(QPoint(9, 9)))
    overlay.show_snapshot(replace(BALANCED, interruptions=7))
    qtbot.wait(150)
    assert overlay.paints >= 1
    menu.close()


# Its end


def test_stop_and_closing_ask_once(overlay, qtbot):
    asked = []
    overlay.stop_requested.connect(lambda: asked.append("stop"))
    actions(overlay.context_menu())["Stop"].trigger()
    assert overlay.isVisible()
    overlay.close()
    assert not overlay.isVisible()
    assert asked == ["stop"]


def test_closing_asks_to_stop(overlay, qtbot):
    with qtbot.waitSignal(overlay.stop_requested):
        overlay.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Q])
def test_no_stray_key_ends_or_pauses_anything(overlay, key, qtbot):
    asked = []
    for signal in (overlay.stop_requested, overlay.pause_toggled, overlay.swap_requested):
        signal.connect(lambda *_: asked.append("asked"))
    qtbot.keyClick(overlay, key)
    assert overlay.isVisible()
    assert asked == []


def test_snapshots_after_the_end_do_no_harm(overlay, qtbot):
    overlay.close()
    overlay.show_snapshot(LISTENING)
    qtbot.wait(150)
    assert overlay.paints == 0


# Its place


def drag(window, by, button=Qt.MouseButton.LeftButton):
    """Press in the middle, move in steps, let go; each event where the pointer then is."""
    begin = window.geometry().center()
    pointer = [begin + QPoint(by.x() * step // 10, by.y() * step // 10) for step in range(11)]
    send(window, QEvent.Type.MouseButtonPress, pointer[0], button, button)
    for at in pointer[1:]:
        send(window, QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, button)
    send(window, QEvent.Type.MouseButtonRelease, pointer[-1], button, Qt.MouseButton.NoButton)


def send(window, kind, at, button, buttons):
    local = QPointF(window.mapFromGlobal(at))
    event = QMouseEvent(kind, local, QPointF(at), button, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, event)


def test_it_starts_at_the_top_right(qtbot):
    free = QGuiApplication.screens()[0].availableGeometry()
    window = opened(qtbot)
    assert free.right() - window.geometry().right() == window.y() - free.y() == 16


def test_it_goes_where_it_is_dragged_and_starts_there_again(overlay, qtbot, place):
    start = overlay.pos()
    drag(overlay, QPoint(-120, 200))
    assert overlay.pos() == start + QPoint(-120, 200)
    qtbot.waitUntil(lambda: place.load() is not None, timeout=2000)
    overlay.close()
    assert opened(qtbot, place).pos() == start + QPoint(-120, 200)


def test_dragged_away_and_back_it_starts_where_it_was_left(overlay, place, qtbot):
    start = overlay.pos()
    for by in (QPoint(-120, 200), QPoint(120, -200)):
        drag(overlay, by)
        left = Place(overlay.x(), overlay.y(), 1.0)
        qtbot.waitUntil(lambda left=left: place.load() == left, timeout=2000)
    assert overlay.pos() == start


def test_closing_right_after_a_drag_keeps_the_place(overlay, place):
    drag(overlay, QPoint(-50, 60))
    overlay.close()
    assert place.load() == Place(overlay.x(), overlay.y(), 1.0)


def test_a_trembling_hand_moves_nothing(overlay):
    start = overlay.pos()
    drag(overlay, QPoint(3, 2))
    assert overlay.pos() == start


def test_the_right_button_drags_nothing(overlay):
    start = overlay.pos()
    drag(overlay, QPoint(-100, 100), Qt.MouseButton.RightButton)
    assert overlay.pos() == start


def test_a_place_on_a_screen_that_has_gone_is_pulled_back_but_not_forgotten(qtbot, place):
    place.save(Place(9000, 9000, 1.0))
    window = opened(qtbot, place)
    free = QGuiApplication.screens()[0].availableGeometry()
    assert free.contains(window.geometry())
    qtbot.wait(500)
    window.close()
    assert place.load() == Place(9000, 9000, 1.0)


def test_without_a_place_file_nothing_is_kept(qtbot, tmp_path):
    window = opened(qtbot)
    drag(window, QPoint(-50, 60))
    window.close()
    assert list(tmp_path.iterdir()) == []


def test_balance_moves_with_the_share(overlay):
    overlay.show_snapshot(replace(BALANCED, share_rolling=Share(0.5)))
    assert overlay.shown.balance == 0.5

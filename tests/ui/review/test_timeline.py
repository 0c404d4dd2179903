"""The timeline as it is used: by mouse, by keys, by whoever plays the session."""

from typing import Any

import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from monitor.replay.model import Span
from monitor.ui.review.timeline.keys import SHORTCUTS, explained
from monitor.ui.review.timeline.marking import level
from monitor.ui.review.timeline.panels import Panel
from monitor.ui.review.timeline.tips import tip
from monitor.ui.review.timeline.view import TimelineView
from monitor.ui.theme import LIGHT
from tests.ui.review.replays import BOTH, CAME_IN, LECTURE, MAYBE, NOTHING, SUPPORTED, TALK, TRIED, long_talk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
STEPS = [CAME_IN, TRIED, SUPPORTED, BOTH, MAYBE, LECTURE]


@pytest.fixture
def timeline(qtbot):
    return shown(qtbot, TALK)


def shown(qtbot, replay):
    view = TimelineView(replay, LIGHT)
    qtbot.addWidget(view)
    view.resize(1200, 420)
    view.show()
    qtbot.waitExposed(view)
    view._canvas.setFocus()
    return view


def emitted(signal):
    got: list[Any] = []
    signal.connect(got.append)
    return got


def at(view, time_s, row):
    """The point of the plot at this time, in the middle of a row."""
    place = view._canvas.place
    return QPoint(round(place.left + (time_s - place.visible.start_s) / place.s_per_px), round(row.middle))


def rows(view):
    return view._canvas.place.rows


def marker_at(view, marker):
    middle_s = (marker.span.start_s + marker.span.end_s) / 2
    point = at(view, middle_s, rows(view).share)
    return QPoint(point.x(), round(level(rows(view), (marker.kind, marker.by, False))))


def panels(view):
    return [panel for panel in view.findChildren(Panel) if panel.isVisible()]


def click(view, point, modifiers=NONE):
    QtBot.mouseClick(view._canvas.viewport(), LEFT, modifiers, point)


def drag(view, start, end, modifiers=NONE):
    port = view._canvas.viewport()
    QtBot.mousePress(port, LEFT, modifiers, start)
    for part in (0.3, 0.7, 1.0):
        QtBot.mouseMove(port, start + (end - start) * part)
    QtBot.mouseRelease(port, LEFT, modifiers, end)


def wheel(view, point, turn, modifiers=NONE):
    port = view._canvas.viewport()
    event = QWheelEvent(
        QPointF(point),
        QPointF(port.mapToGlobal(point)),
        QPoint(),
        turn,
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(port, event)


def key(view, which, modifiers=NONE):
    QtBot.keyClick(view._canvas, which, modifiers)


def stretch(view):
    part = view.visible_part
    return pytest.approx((part.start_s, part.end_s), abs=0.4)


# --- Mouse


def test_it_opens_with_the_whole_session(timeline):
    assert stretch(timeline) == (0, 180)


def test_a_click_wishes_to_hear_that_moment(timeline):
    sought, chosen = emitted(timeline.seek_wished), emitted(timeline.moment_chosen)
    click(timeline, at(timeline, 100.0, rows(timeline).share))
    assert sought == pytest.approx([100.0], abs=0.2)
    assert chosen == []


@pytest.mark.parametrize("marker", TALK.markers, ids=lambda marker: marker.id)
def test_a_click_on_a_marker_chooses_it(timeline, marker):
    sought, chosen = emitted(timeline.seek_wished), emitted(timeline.moment_chosen)
    click(timeline, marker_at(timeline, marker))
    assert chosen == [marker.id]
    assert sought == []


def test_a_click_on_the_sign_of_a_silence_chooses_it(timeline):
    chosen = emitted(timeline.moment_chosen)
    click(timeline, at(timeline, 60.3, rows(timeline).lane["client"]))
    assert chosen == ["silence-56.00"]


def test_a_click_in_a_silence_beside_the_sign_seeks(timeline):
    sought = emitted(timeline.seek_wished)
    click(timeline, at(timeline, 57.0, rows(timeline).lane["client"]))
    assert sought == pytest.approx([57.0], abs=0.2)


def test_a_click_on_a_flag_goes_to_its_note(timeline):
    sought = emitted(timeline.seek_wished)
    click(timeline, at(timeline, 29.5, rows(timeline).notes))
    assert sought == [29.0]


def test_a_click_on_the_names_does_nothing(timeline):
    sought = emitted(timeline.seek_wished)
    click(timeline, QPoint(5, 100))
    assert sought == []


def test_the_wheel_zooms_about_the_pointer(timeline):
    point = at(timeline, 45.0, rows(timeline).share)
    for _ in range(8):
        wheel(timeline, point, QPoint(0, 120))
    assert timeline.visible_part.length_s == pytest.approx(45.0, rel=0.01)
    assert at(timeline, 45.0, rows(timeline).share).x() == pytest.approx(point.x(), abs=1)
    for _ in range(60):
        wheel(timeline, point, QPoint(0, 120))
    assert timeline.visible_part.length_s == pytest.approx(1.0)
    for _ in range(80):
        wheel(timeline, point, QPoint(0, -120))
    assert stretch(timeline) == (0, 180)


@pytest.mark.parametrize(
    ("turn", "modifiers"), [(QPoint(0, -120), SHIFT), (QPoint(-120, 0), NONE)], ids=["shift", "sideways"]
)
def test_the_wheel_moves_along(timeline, turn, modifiers):
    timeline._go(timeline.visible_part.between(60, 120))
    wheel(timeline, at(timeline, 90, rows(timeline).share), turn, modifiers)
    assert stretch(timeline) == (66, 126)


def test_a_drag_moves_the_view_and_seeks_nothing(timeline):
    sought = emitted(timeline.seek_wished)
    timeline._go(timeline.visible_part.between(60, 120))
    middle = rows(timeline).share
    drag(timeline, at(timeline, 100, middle), at(timeline, 80, middle))
    assert stretch(timeline) == (80, 140)
    assert sought == []


def test_shift_and_drag_marks_a_stretch_and_escape_clears_it(timeline):
    loops = emitted(timeline.loop_wished)
    middle = rows(timeline).share
    drag(timeline, at(timeline, 40, middle), at(timeline, 20, middle), SHIFT)
    (span,) = loops
    assert (span.start_s, span.end_s) == pytest.approx((20, 40), abs=0.3)
    assert stretch(timeline) == (0, 180)
    key(timeline, Qt.Key.Key_Escape)
    assert loops[1:] == [None]


def test_a_double_click_adds_a_note_there(timeline):
    notes = emitted(timeline.note_wished)
    point = at(timeline, 33.0, rows(timeline).share)
    QtBot.mouseDClick(timeline._canvas.viewport(), LEFT, NONE, point)
    assert notes == pytest.approx([33.0], abs=0.2)


def test_the_right_button_opens_no_menu_of_the_plot(timeline):
    point = at(timeline, 33.0, rows(timeline).share)
    QtBot.mouseClick(timeline._canvas.viewport(), Qt.MouseButton.RightButton, NONE, point)
    assert QApplication.activePopupWidget() is None


def test_the_minimap_moves_and_resizes_what_is_in_view(timeline):
    timeline._go(timeline.visible_part.between(60, 90))
    small = timeline._minimap

    def dragged(start_s, end_s):
        start, end = (QPoint(round(small._x(at_s)), small.height() // 2) for at_s in (start_s, end_s))
        QtBot.mousePress(small, LEFT, NONE, start)
        QtBot.mouseMove(small, end)
        QtBot.mouseRelease(small, LEFT, NONE, end)

    dragged(75, 105)
    assert stretch(timeline) == (90, 120)
    dragged(120, 150)
    assert stretch(timeline) == (90, 150)
    dragged(90, 60)
    assert stretch(timeline) == (60, 150)
    timeline._go(timeline.visible_part.between(0, 20))
    dragged(100, 100)
    assert stretch(timeline) == (90, 110)


# --- Keys


def test_keys_zoom(timeline):
    timeline.show_position(90.0, follow=False)
    key(timeline, Qt.Key.Key_Plus)
    assert stretch(timeline) == (45, 135)
    key(timeline, Qt.Key.Key_Minus)
    assert stretch(timeline) == (0, 180)
    key(timeline, Qt.Key.Key_Plus, SHIFT)
    key(timeline, Qt.Key.Key_A)
    assert stretch(timeline) == (0, 180)


def test_keys_move_the_view(timeline):
    timeline._go(timeline.visible_part.between(60, 80))
    key(timeline, Qt.Key.Key_PageDown)
    assert stretch(timeline) == (76, 96)
    key(timeline, Qt.Key.Key_Left, CTRL)
    assert stretch(timeline) == (60, 80)


def test_keys_move_the_playhead(timeline):
    sought = emitted(timeline.seek_wished)
    timeline.show_position(50.0, follow=False)
    for which in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Home):
        key(timeline, which)
    assert sought == pytest.approx([53.6, 50.0, 180.0, 180.0, 0.0])


@pytest.mark.parametrize(
    ("forward", "backward"),
    [((Qt.Key.Key_N, NONE), (Qt.Key.Key_P, NONE)), ((Qt.Key.Key_Tab, NONE), (Qt.Key.Key_Backtab, SHIFT))],
    ids=["letters", "tab"],
)
def test_keys_go_from_marker_to_marker(timeline, forward, backward):
    chosen = emitted(timeline.moment_chosen)
    for _ in STEPS:
        key(timeline, *forward)
    assert chosen == [marker.id for marker in STEPS]
    key(timeline, *backward)
    assert chosen[-1] == MAYBE.id


def test_markers_are_gone_through_from_the_playhead(timeline):
    chosen = emitted(timeline.moment_chosen)
    timeline.show_position(45.0, follow=False)
    timeline.previous_marker()
    timeline.show_moment(None)
    timeline.next_marker()
    assert chosen == [TRIED.id, SUPPORTED.id]


def test_silences_have_keys_of_their_own(timeline):
    chosen = emitted(timeline.moment_chosen)
    key(timeline, Qt.Key.Key_S)
    key(timeline, Qt.Key.Key_S)
    key(timeline, Qt.Key.Key_S, SHIFT)
    assert chosen == ["silence-56.00", "silence-76.00", "silence-56.00"]


def test_return_takes_the_playhead_to_what_is_chosen(timeline):
    sought = emitted(timeline.seek_wished)
    timeline.show_moment(TRIED.id)
    key(timeline, Qt.Key.Key_Return)
    assert sought == [42.0]


def test_a_stretch_can_be_marked_with_keys(timeline):
    loops = emitted(timeline.loop_wished)
    timeline.show_position(20.0, follow=False)
    key(timeline, Qt.Key.Key_I)
    timeline.show_position(40.0, follow=False)
    key(timeline, Qt.Key.Key_O)
    assert loops[-1] == Span(20.0, 40.0)


def test_b_adds_a_note_at_the_playhead(timeline):
    notes = emitted(timeline.note_wished)
    timeline.show_position(21.5, follow=False)
    key(timeline, Qt.Key.Key_B)
    assert notes == [21.5]


def test_the_focus_can_leave(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    view, after = TimelineView(TALK, LIGHT), QPushButton("after")
    layout = QVBoxLayout(window)
    layout.addWidget(view)
    layout.addWidget(after)
    window.resize(1000, 500)
    window.show()
    qtbot.waitExposed(window)
    view._canvas.setFocus()
    key(view, Qt.Key.Key_Tab, CTRL)
    assert not view._canvas.hasFocus()
    view._canvas.setFocus()
    view.show_moment(LECTURE.id)
    key(view, Qt.Key.Key_Tab)
    assert not view._canvas.hasFocus()


def test_every_key_does_something_and_is_explained(timeline):
    for shortcut in SHORTCUTS:
        assert callable(getattr(timeline, shortcut.act))
    said = " ".join(keys for keys, _what in explained())
    assert all(
        word in said for word in ("Home", "End", "Esc", "Tab", "PgUp", "I", "O", "+", "−", "A", "B", "F")
    )


def test_escape_is_left_to_the_window_where_there_is_nothing_to_clear(timeline):
    assert not timeline._can_clear
    timeline.toggle_legend()
    assert [panel.accessibleName() for panel in panels(timeline)] == ["Legend"]
    key(timeline, Qt.Key.Key_Escape)
    assert panels(timeline) == []
    assert not timeline._can_clear


# --- While it plays


def test_the_view_goes_along_page_by_page(timeline):
    timeline._go(timeline.visible_part.between(0, 20))
    timeline.show_position(10.0, follow=True)
    assert stretch(timeline) == (0, 20)
    timeline.show_position(19.5, follow=True)
    page = timeline.visible_part
    assert page.start_s == pytest.approx(17.9, abs=0.01)
    timeline.show_position(20.5, follow=True)
    assert timeline.visible_part == page


def test_it_stays_where_somebody_moved_it_until_the_playhead_is_asked_for(timeline):
    timeline._go(timeline.visible_part.between(0, 20))
    wheel(timeline, at(timeline, 10, rows(timeline).share), QPoint(0, -1200), SHIFT)
    moved = timeline.visible_part
    timeline.show_position(5.0, follow=True)
    assert timeline.visible_part == moved
    key(timeline, Qt.Key.Key_F)
    assert timeline.visible_part.holds(5.0)
    timeline.show_position(60.0, follow=True)
    assert timeline.visible_part.holds(60.0)


def test_it_goes_along_again_once_the_playhead_comes_into_view(timeline):
    timeline._go(timeline.visible_part.between(0, 20))
    timeline.show_moment(TRIED.id)
    timeline._wander()
    timeline.show_position(10.0, follow=True)
    assert timeline.visible_part.holds(TRIED.span.start_s)
    timeline.show_position(TRIED.span.start_s, follow=True)
    timeline.show_position(100.0, follow=True)
    assert timeline.visible_part.holds(100.0)


def test_without_following_it_stays(timeline):
    timeline._go(timeline.visible_part.between(0, 20))
    timeline.show_position(100.0, follow=False)
    assert stretch(timeline) == (0, 20)


def test_a_moment_that_is_shown_comes_into_view(timeline):
    timeline._go(timeline.visible_part.between(0, 10))
    timeline.show_moment(BOTH.id)
    assert timeline.visible_part.holds(62.0)
    timeline.show_moment("unknown")
    assert timeline.visible_part.holds(62.0)


def test_what_becomes_of_a_session_leaves_the_view_where_it_is(timeline):
    timeline._go(timeline.visible_part.between(20, 40))
    timeline.show_replay(TALK)
    assert stretch(timeline) == (20, 40)
    timeline.show_replay(NOTHING)
    assert stretch(timeline) == (0, 20)


# --- What is said


@pytest.mark.parametrize(
    ("time_s", "row", "said"),
    [
        (14.4, "events", ["Interruption, Therapist", "0:14, 0.8 s", "Said: Let's take", "Cut off: then I"]),
        (50.3, "events", ["Contested: This was supportive"]),
        (57.0, "lane", ["Silence", "4.5 s", "Ended by: Client", "It was."]),
        (2.0, "lane", ["Therapist", "0:00, 2.5 s"]),
        (176.0, "lane", ["Silence"]),
        (151.0, "client", ["Client: not heard"]),
        (100.0, "share", ["1:40", "45 %"]),
        (10.0, "share", ["too little speech"]),
        (29.4, "notes", ["Note, 0:29", "Comes back to the kitchen"]),
        (100.0, "axis", []),
    ],
)
def test_what_is_pointed_at_is_explained(timeline, time_s, row, said):
    found = rows(timeline)
    if row == "events":
        point = marker_at(timeline, CAME_IN if time_s < 20 else SUPPORTED)
    else:
        by = {"lane": found.lane["therapist"], "client": found.lane["client"]}
        point = at(timeline, time_s, by.get(row) or getattr(found, row))
    text = tip(timeline._canvas.place, point.x(), point.y())
    assert all(words in text for words in said)
    assert bool(text) is bool(said)


def test_a_reader_hears_what_is_in_view(timeline, qtbot):
    said = timeline._canvas.accessibleDescription
    qtbot.waitUntil(lambda: "In view: 0:00 to 3:00 of 3:00." in said())
    assert "Interruptions by the therapist 2, by the client 1." in said()
    assert "Silences 4, notes 2." in said()
    timeline._go(timeline.visible_part.between(0, 20))
    timeline.show_moment(CAME_IN.id)
    qtbot.waitUntil(lambda: "In view: 0:00 to 0:20" in said())
    assert "by the therapist 1, by the client 0." in said()
    assert "Chosen: Interruption, Therapist, 0:14" in said()
    assert timeline._canvas.accessibleName() == "Timeline"


def test_every_button_has_a_name(timeline):
    assert all(button.accessibleName() for button in timeline._bar.buttons.values())


# --- Odd sessions


@pytest.mark.parametrize("minutes", [0.0, 0.004, 480.0])
def test_any_length_can_be_looked_at(qtbot, minutes):
    view = shown(qtbot, long_talk(minutes, 500) if minutes else NOTHING)
    for which in (Qt.Key.Key_Plus, Qt.Key.Key_N, Qt.Key.Key_End, Qt.Key.Key_S, Qt.Key.Key_A):
        key(view, which)
        view.grab()
    assert view.visible_part.is_whole

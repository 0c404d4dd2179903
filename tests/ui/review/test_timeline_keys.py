"""The timeline by keys alone."""

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from monitor.replay.model import Span
from monitor.ui.review.timeline.keys import SHORTCUTS, explained
from monitor.ui.review.timeline.view import TimelineView
from monitor.ui.theme import LIGHT
from tests.ui.review.replays import LECTURE, MAYBE, SUPPORTED, TALK, TRIED
from tests.ui.review.timeline_acts import CTRL, NONE, SHIFT, STEPS, emitted, key, panels, shown, stretch

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def timeline(qtbot):
    return shown(qtbot, TALK)


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

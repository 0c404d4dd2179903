"""The timeline under the mouse."""

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.review.replays import TALK
from tests.ui.review.timeline_acts import (
    LEFT,
    NONE,
    SHIFT,
    at,
    click,
    drag,
    emitted,
    key,
    marker_at,
    rows,
    shown,
    stretch,
    wheel,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def timeline(qtbot):
    return shown(qtbot, TALK)


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

"""The timeline while a session plays, and what it says of it."""

import pytest
from PyQt6.QtCore import QPoint, Qt

from monitor.ui.review.timeline.tips import tip
from tests.ui.review.replays import BOTH, CAME_IN, NOTHING, SUPPORTED, TALK, TRIED, long_talk
from tests.ui.review.timeline_acts import SHIFT, at, key, marker_at, rows, shown, stretch, wheel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def timeline(qtbot):
    return shown(qtbot, TALK)


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


def test_the_playhead_can_be_asked_for_while_it_is_out_of_view(timeline):
    button = timeline._bar.buttons["follow_playhead"]
    timeline._go(timeline.visible_part.between(60, 80))
    assert button.isEnabled()
    timeline.show_position(70.0, follow=False)
    assert not button.isEnabled()
    timeline.show_position(100.0, follow=False)
    button.click()
    assert timeline.visible_part.holds(100.0)
    assert not button.isEnabled()


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

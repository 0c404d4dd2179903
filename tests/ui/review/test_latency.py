"""How soon each answered: the bars, their figures, and the replies behind them."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import QPoint, Qt

from monitor.replay.model import Reply
from monitor.ui.review.latency import LatencyPanel
from monitor.ui.review.latency_bins import FIRST, LAST, bars, middle_s, quick
from tests.ui.review.replays import NOTHING, TALK, C, T
from tests.ui.review.showing import click_row, rows, settled, shown, texts, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
AFTER_S = (-0.45, 0.05, 0.1, 0.2, 0.25, 0.31, 0.32, 1.0, 2.5, 9.0)
MANY = (
    *(Reply(T, 10.0 * at, late, 12.0 if at % 2 else 4.0) for at, late in enumerate(AFTER_S, start=1)),
    Reply(C, 200.0, 0.6, 5.0),
)


@pytest.fixture
def panel(qtbot):
    panel = shown(qtbot, LatencyPanel())
    panel.show_replay(replace(TALK, replies=MANY))
    settled()
    return panel


def reply(latency_s):
    return Reply(T, 1.0, latency_s, 5.0)


@pytest.mark.parametrize(
    ("latency_s", "step"),
    [
        (0.0, 0),
        (0.099, 0),
        (0.1, 1),
        (0.2, 2),
        (0.3, 3),
        (-0.001, -1),
        (-0.1, -1),
        (-0.101, -2),
        (-7.0, FIRST),
        (2.999, 29),
        (8.0, LAST),
    ],
)
def test_a_reply_falls_into_its_tenth(latency_s, step):
    (bar,) = [bar for bar in bars([reply(latency_s)]) if bar.replies]
    assert (bar.step, bar.overlaps) == (step, latency_s < 0)


def test_fewer_than_five_are_no_ground_for_a_share():
    four = [reply(0.1)] * 4
    assert (quick(four), middle_s(four)) == (None, None)
    assert quick([*four, reply(0.2)]) == 0.8
    assert middle_s([*four, reply(0.2)]) == 0.1


def test_each_part_says_what_it_comes_to(panel):
    said = texts(panel)
    assert "30 % under 200 ms, median 0.28 s (n = 10)" in said
    assert "40 % under 200 ms" in said  # of the five after long turns
    assert "1 of the 5 answers that a share takes: none is given." in said


def test_no_answers_are_said(panel):
    panel.show_replay(replace(TALK, replies=MANY[:-1]))
    assert "No answers." in texts(panel)
    assert not panel.answers[2].histogram.isVisible()


def test_nothing_to_measure_is_a_sentence(panel):
    panel.show_replay(NOTHING)
    assert "Nobody answered a turn of 3 s or more" in texts(panel)
    assert not panel.listed.isVisible()


def test_what_is_withheld_says_why(panel):
    withheld = {"response_latency": "The clocks drift apart."}
    panel.show_replay(replace(TALK, summary=replace(TALK.summary, withheld=withheld)))
    assert "The clocks drift apart." in texts(panel)


def test_all_replies_are_listed_at_first(panel):
    assert rows(panel.listed)[0] == ("0:10", "Therapist, 0.45 s in overlap")
    assert rows(panel.listed)[-1] == ("3:20", "Client, after 0.60 s")
    assert len(rows(panel.listed)) == len(MANY)


def test_a_click_on_a_bar_lists_its_replies_and_seeks(qtbot, panel):
    drawn = panel.answers[0].histogram
    (number,) = [at for at, bar in enumerate(drawn.bars) if bar.step == 3]
    box = drawn.bar_box(number)
    with qtbot.waitSignal(panel.seek_wished) as seen:
        qtbot.mouseClick(drawn, Qt.MouseButton.LeftButton, pos=QPoint(round(box.center().x()), 40))
    assert seen.args == [60.0]
    assert [at for at, _title in rows(panel.listed)] == ["1:00", "1:10"]
    qtbot.mouseClick(panel._all, Qt.MouseButton.LeftButton)
    assert len(rows(panel.listed)) == len(MANY)
    assert drawn.picked is None


def test_arrows_go_over_bars_that_hold_something(qtbot, panel):
    drawn = panel.answers[0].histogram
    drawn.setFocus()
    assert drawn.accessibleDescription() == "0.4 to 0.5 s before the other ended: 1"
    qtbot.keyClick(drawn, Qt.Key.Key_Right)
    assert drawn.accessibleDescription() == "0.0 to 0.1 s after the other ended: 1"
    qtbot.keyClick(drawn, Qt.Key.Key_Left)
    qtbot.keyClick(drawn, Qt.Key.Key_Left)
    with qtbot.waitSignal(panel.seek_wished) as seen:
        qtbot.keyClick(drawn, Qt.Key.Key_Return)
    assert seen.args == [10.0]


def test_another_bar_takes_the_mark_from_the_first(qtbot, panel):
    first, second = panel.answers[0].histogram, panel.answers[1].histogram
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert (first.picked, second.picked is None) == (None, False)


def test_a_row_seeks(qtbot, panel):
    sought: list[float] = []
    panel.seek_wished.connect(sought.append)
    click_row(qtbot, panel.listed, 1)
    qtbot.keyClick(panel.listed, Qt.Key.Key_Down)
    qtbot.keyClick(panel.listed, Qt.Key.Key_Return)
    assert sought == [20.0, 30.0]


def test_new_remarks_leave_what_was_picked(qtbot, panel):
    drawn = panel.answers[0].histogram
    drawn.setFocus()
    panel.show_replay(replace(TALK, replies=MANY, notes=()))
    assert drawn.picked is not None


def test_every_control_has_a_name(panel):
    assert unnamed(panel) == []

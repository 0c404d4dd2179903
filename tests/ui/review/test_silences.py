"""The silence ledger."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt

from monitor.ui.review.silences import ENDED_BY, LENGTH, REOPENED, SilencesPanel
from tests.ui.review.replays import NOTHING, TALK, WITHOUT_WORDS
from tests.ui.review.showing import click_row, settled, shown, texts, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def panel(qtbot):
    panel = shown(qtbot, SilencesPanel())
    panel.show_replay(TALK)
    panel.table.setFocus()
    settled()
    return panel


def cells(panel):
    model = panel.table.model()
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_each_silence_is_a_row(panel):
    assert cells(panel) == [
        ("0:56", "4.5 s", "Therapist", "Client", "It was."),
        ("1:16", "4.0 s", "Therapist", "Client", "Perhaps."),
        ("2:34", "8.0 s", "Therapist", "Client", "Thank you."),
        ("2:50", "10.0 s", "Client", "–", ""),
    ]


def test_it_is_summed_up_and_never_scored(panel):
    assert "4 silences, 26.5 s in all" in texts(panel)
    assert "Median 6.2 s, none ended by the therapist." in texts(panel)
    assert "Silence is never scored" in texts(panel)


def test_those_that_the_therapist_ended_are_counted(panel):
    first, *others = TALK.silences
    panel.show_replay(replace(TALK, silences=(replace(first, ended_by="therapist"), *others)))
    assert "1 ended by the therapist" in texts(panel)


@pytest.mark.parametrize(("column", "expected"), [(LENGTH, "1:16"), (ENDED_BY, "2:50"), (REOPENED, "2:50")])
def test_a_click_on_a_column_sorts_by_what_it_means(qtbot, panel, column, expected):
    head = panel.table.horizontalHeader()
    at = head.sectionViewportPosition(column) + 8
    place = head.viewport().rect().topLeft()
    place.setX(at)
    place.setY(head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert cells(panel)[0][0] == expected


def test_a_click_and_enter_seek_also_after_sorting(qtbot, panel):
    sought: list[float] = []
    panel.seek_wished.connect(sought.append)
    panel.table.sortByColumn(LENGTH, Qt.SortOrder.DescendingOrder)
    click_row(qtbot, panel.table, 1, 1)
    qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert sought == [154.0, 56.0]


def test_without_words_there_is_no_column_for_them(panel):
    panel.show_replay(WITHOUT_WORDS)
    assert panel.table.isColumnHidden(REOPENED)


def test_a_session_without_silence(panel):
    panel.show_replay(replace(NOTHING, silences=()))
    assert "No silence of 3 s or more" in texts(panel)
    assert not panel.table.isVisible()


def test_one_silence_is_one(panel):
    panel.show_replay(NOTHING)
    assert "1 silence, 20.0 s in all" in texts(panel)


def test_first_words_that_do_not_fit_can_be_pointed_at(panel):
    assert panel.table.model().index(0, REOPENED).data(Qt.ItemDataRole.ToolTipRole) == "It was."


def test_every_control_has_a_name(panel):
    assert unnamed(panel) == []

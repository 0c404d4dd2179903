"""The list of sessions: what a line says, what a search finds, what can be opened."""

from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QLabel

from monitor.ui.review.opened import Row
from monitor.ui.review.sessions_page import SessionsPage, SessionsWindow

key_click: Any = QTest.keyClick  # its types know no window of ours
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ROWS = [
    Row("3f2a" + 12 * "0", "3f2a", 1_760_000_000, 3_000.0, "Blue Heron", ("intake",), "words", ""),
    Row("77aa" + 12 * "0", "77aa", 1_759_000_000, 95.0, "Otter", (), "numbers", "interrupted"),
    Row("", "9b00", 1_758_000_000, 0.0, "", (), "", "running"),
    Row(
        "",
        "ffff",
        0,
        0.0,
        "",
        (),
        "",
        "unreadable",
        "It cannot be opened: it is damaged.",
    ),
]


@pytest.fixture
def page(qtbot):
    made = SessionsPage(ROWS)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def opened(page):
    """The names of sessions that were to be opened."""
    names: list[str] = []
    page.open_wished.connect(names.append)
    return names


def lines(page):
    shown = []
    for number in range(page._list.topLevelItemCount()):
        item = page._list.topLevelItem(number)
        if not item.isHidden():
            shown.append([item.text(column) for column in range(6)])
    return shown


def test_each_session_has_a_line(page):
    assert [line[1:] for line in lines(page)] == [
        ["50:00", "Blue Heron", "numbers, words", "intake", ""],
        ["1:35", "Otter", "numbers", "", "interrupted"],
        ["", "", "", "", "runs now"],
        ["", "", "", "", ROWS[3].problem],
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("heron", ["Blue Heron"]), ("INTAKE blue", ["Blue Heron"]), ("77aa", ["Otter"]), ("nobody", [])],
)
def test_a_search_finds_all_its_words_anywhere(page, typed, found):
    page._search.setText(typed)
    assert [line[2] for line in lines(page)] == found
    assert page._stack.currentIndex() == (0 if found else 1)


def test_enter_opens_the_first_that_was_found(page, opened):
    page._search.setText("otter")
    key_click(page._search, Qt.Key.Key_Return)
    assert opened == [ROWS[1].id]


def test_what_runs_or_cannot_be_read_is_not_opened(page, opened):
    page._search.setText("runs now")
    key_click(page._search, Qt.Key.Key_Return)
    assert opened == []
    assert not page._open.isEnabled()


def test_without_sessions_it_says_what_to_do(qtbot):
    made = SessionsPage([])
    qtbot.addWidget(made)
    assert "session-monitor live" in made._empty.text()
    assert not made._search.isVisibleTo(made)
    assert made._stack.currentIndex() == 1


def test_over_time_is_made_when_it_is_looked_at(qtbot):
    made = []

    def over_time():
        made.append(QLabel("curves"))
        return made[-1]

    window = SessionsWindow(SessionsPage(ROWS), over_time)
    qtbot.addWidget(window)
    assert not made
    window.tabs.setCurrentIndex(1)
    window.tabs.setCurrentIndex(0)
    window.tabs.setCurrentIndex(1)
    assert len(made) == 1

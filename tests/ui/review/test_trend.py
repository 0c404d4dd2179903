"""The page over time: what it says and draws of sessions, and how one gets about in it."""

import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QColor, QHelpEvent, QWheelEvent
from PyQt6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from monitor.replay.trends import Figure
from monitor.ui.review.look import resized
from monitor.ui.review.trend import OverTimePage
from monitor.ui.theme import DARK, LIGHT
from tests.ui.review.sessions_over_time import Gathering, many, session

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

FIVE = [
    session(0, 0.30, "Robin", "client-led"),
    session(7, 0.40, "Robin"),
    session(14, 0.50, "Kestrel", "structured"),
    session(21, None, "Kestrel", reasons={"talk_share": "12 s of speech were heard; a share needs 60 s"}),
    session(28, 0.60, "Robin", "structured"),
]
NAMES = [each.about.session for each in FIVE]


class Page(OverTimePage):
    """With what it is given."""

    gathering: Gathering


@pytest.fixture
def show(qtbot):
    """A page with these sessions, or of this gathering, in a window that has the keyboard."""

    def shown(points=(), size=(1100, 700), **other):
        gathering = Gathering(list(points), **other)
        page = Page(lambda: gathering)
        page.gathering = gathering
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        if gathering.done:
            settled(qtbot, page)
        return page

    return shown


def settled(qtbot, page):
    qtbot.waitUntil(lambda: not page.filling)


def place(page, number):
    """Where a session is drawn, in whole pixels."""
    return page.chart.field.at(page.course[number]).toPoint()


def click(page, at):
    QtBot.mouseClick(page.chart.viewport(), Qt.MouseButton.LeftButton, pos=at)


def wheel(page, at, down):
    event = QWheelEvent(
        QPointF(at),
        QPointF(page.chart.mapToGlobal(at)),
        QPoint(),
        QPoint(0, down),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(page.chart.viewport(), event)


def test_what_is_usual_is_said_in_a_sentence(show):
    page = show(FIVE)
    assert page.usual.text() == (
        "Your usual talk share over the last 5 sessions: 45 % (half of them between 38 % and 52 %)."
        " One of them has no such figure."
    )
    assert page.counts.text() == "5 sessions."
    assert "do not judge" in page.honest.text()


def test_other_figures_are_a_click_away(show, qtbot):
    page = show(FIVE)
    QtBot.mouseClick(page.cards.cards[Figure.INTERRUPTIONS], Qt.MouseButton.LeftButton)
    assert page.title.text() == "Interruptions per hour"
    assert "contested does not count" in page.explained.text()
    assert page.usual.text().startswith("How often you usually took the floor over the last 5 sessions: 2.0")
    assert page.usual.text().endswith("(at least half of them the same).")
    QtBot.keyClick(page.cards.cards[Figure.INTERRUPTIONS], Qt.Key.Key_Right)
    assert page.figure is Figure.LATENCY
    settled(qtbot, page)
    card = page.cards.cards[Figure.LONGEST_TURN]
    assert card.accessibleDescription().startswith("Your usual longest turn over the last 5 sessions: 1:10")


def test_where_there_is_little_room_figures_are_chosen_from_a_list(show):
    page = show(FIVE, size=(640, 360))
    assert (page.width(), page.height()) == (640, 360)
    assert not page.cards.isVisible()
    page.filters.figure.setFocus()
    QtBot.keyClick(page.filters.figure, Qt.Key.Key_Down)
    assert page.figure is Figure.INTERRUPTIONS
    page.resize(1100, 700)
    assert page.cards.isVisible()
    assert not page.filters.figure.isVisible()
    assert page.cards.cards[Figure.INTERRUPTIONS].isChecked()


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (FIVE[:1], "One session so far: 30 %. What is usual for you can be said from 4 sessions on."),
        (FIVE[:2], "2 sessions so far: 30 %, 40 %. What is usual for you can be said from 4 sessions on."),
        (FIVE[3:4], "None of these sessions has this figure. 12 s of speech were heard; a share needs 60 s"),
    ],
)
def test_of_few_sessions_it_says_what_it_takes(show, points, said):
    page = show(points)
    assert page.usual.text() == said
    assert page.chart.isVisible()


def test_without_sessions_it_says_what_will_stand_here(show):
    page = show()
    assert "No session has been kept yet" in page.empty.text()
    assert not page.chart.isVisible()
    assert not page.cards.isVisible()
    assert not page.filters.isEnabled()


def test_why_nothing_can_be_read_is_said(show):
    assert (
        show(problem="The keyring is locked. Unlock it.").empty.text() == "The keyring is locked. Unlock it."
    )


def test_unreadable_sessions_are_counted(show):
    assert show(FIVE, unreadable=2).counts.text() == (
        "5 sessions. 2 cannot be read and are left out; the list says why."
    )
    assert show(FIVE[:1], unreadable=1).counts.text() == (
        "One session. One cannot be read and is left out; the list says why."
    )


def test_by_client_and_by_preset(show):
    page = show(FIVE)
    offered = [page.filters.client.itemText(n) for n in range(page.filters.client.count())]
    assert offered == ["All", "Kestrel", "Robin"]
    offered = [page.filters.preset.itemText(n) for n in range(page.filters.preset.count())]
    assert offered == ["All", "Client-led", "Structured", "Not noted"]
    page.filters.client.setFocus()
    QtBot.keyClick(page.filters.client, Qt.Key.Key_End)
    assert [each.point for each in page.course] == [FIVE[0], FIVE[1], FIVE[4]]
    page.filters.preset.setCurrentText("Structured")
    assert [each.point for each in page.course] == [FIVE[4]]
    page.filters.client.setCurrentText("Kestrel")
    page.filters.preset.setCurrentText("Client-led")
    assert "of this client and of this preset" in page.empty.text()
    assert not page.chart.isVisible()
    page.filters.preset.setCurrentText("All")
    assert page.chart.isVisible()


def test_the_number_of_sessions_is_chosen(show):
    page = show([session(day, day / 100) for day in range(1, 31)])
    assert "the last 10 sessions: 26 %" in page.usual.text()
    page.filters.last.setCurrentText("20 sessions")
    assert "the last 20 sessions: 20 %" in page.usual.text()
    page.filters.last.setCurrentText("5 sessions")
    assert "the last 5 sessions: 28 % (half of them between 27 % and 29 %)" in page.usual.text()


def test_the_keyboard_goes_from_session_to_session(show, qtbot):
    page = show(FIVE)
    page.chart.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.chart.chosen == NAMES[4]
    QtBot.keyClick(page.chart, Qt.Key.Key_Left)
    assert "a share needs 60 s" in page.pointed.text()
    assert page.chart.accessibleDescription().startswith(page.pointed.text())
    QtBot.keyClick(page.chart, Qt.Key.Key_Left)
    assert page.pointed.text().endswith("· Kestrel · Structured: 50 %")
    QtBot.keyClick(page.chart, Qt.Key.Key_Home)
    QtBot.keyClick(page.chart, Qt.Key.Key_Left)
    assert page.chart.chosen == NAMES[0]
    with qtbot.waitSignal(page.session_chosen) as chosen:
        QtBot.keyClick(page.chart, Qt.Key.Key_Return)
    assert chosen.args == [NAMES[0]]
    QtBot.keyClick(page.chart, Qt.Key.Key_End)
    assert page.chart.chosen == NAMES[4]


def test_a_click_opens_the_session_that_it_meets(show):
    page = show(FIVE)
    found: list[str] = []
    page.session_chosen.connect(found.append)
    for number in range(5):
        click(page, place(page, number))
    assert found == NAMES
    click(page, place(page, 0) + QPoint(60, -60))
    QtBot.mouseClick(page.chart.viewport(), Qt.MouseButton.RightButton, pos=place(page, 0))
    assert found == NAMES


def test_the_pointer_says_what_it_is_on(show):
    page = show(FIVE)
    QtBot.mouseMove(page.chart.viewport(), place(page, 1))
    assert page.pointed.text().endswith("Robin: 40 %")
    assert page.chart.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    QtBot.mouseMove(page.chart.viewport(), place(page, 1) + QPoint(60, -60))
    assert page.pointed.text().startswith("Each dot is a session")


def test_a_ring_on_the_axis_says_why_there_is_no_figure(show, qtbot):
    page = show(FIVE)
    at = place(page, 3)
    assert at.y() == round(page.chart.field.box.bottom())
    viewport = page.chart.viewport()
    QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, at, viewport.mapToGlobal(at)))
    qtbot.waitUntil(lambda: "12 s of speech were heard" in QToolTip.text())
    QToolTip.hideText()


def test_the_wheel_enlarges_and_dragging_moves_without_opening(show):
    page = show(many(200, 600))
    found: list[str] = []
    page.session_chosen.connect(found.append)
    assert not page.whole.isVisible()
    field = page.chart.field
    wheel(page, field.box.center().toPoint(), 480)
    start_s, end_s = page.chart.field.start_s, page.chart.field.end_s
    assert end_s - start_s == pytest.approx((field.end_s - field.start_s) / 2)
    assert page.whole.isVisible()
    viewport, at = page.chart.viewport(), place(page, 100)
    QtBot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=at)
    QtBot.mouseMove(viewport, at + QPoint(40, 0))
    QtBot.mouseMove(viewport, at + QPoint(80, 0))
    QtBot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=at + QPoint(80, 0))
    moved_s = start_s - page.chart.field.start_s
    assert moved_s == pytest.approx(80 / field.box.width() * (end_s - start_s))
    assert not found
    QtBot.mouseClick(page.whole, Qt.MouseButton.LeftButton)
    assert (page.chart.field.start_s, page.chart.field.end_s) == (field.start_s, field.end_s)


def test_keys_enlarge_and_the_chosen_session_stays_in_view(show):
    page = show(many(200, 600))
    page.chart.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(40):
        QtBot.keyClick(page.chart, Qt.Key.Key_Plus)
    field = page.chart.field
    assert field.end_s - field.start_s == pytest.approx(7 * 86_400)
    for _ in range(30):
        QtBot.keyClick(page.chart, Qt.Key.Key_Left)
        at_s = page.course[page.chart.place_of(page.chart.chosen)].point.about.started_at
        assert page.chart.field.start_s <= at_s <= page.chart.field.end_s
    QtBot.keyClick(page.chart, Qt.Key.Key_Minus)
    assert page.chart.field.end_s - page.chart.field.start_s > 7 * 86_400
    QtBot.keyClick(page.chart, Qt.Key.Key_0)
    assert not page.chart.enlarged


def test_the_table_says_the_same(show, qtbot):
    page = show(FIVE)
    page.chart.choose(NAMES[2])
    QtBot.mouseClick(page.as_table, Qt.MouseButton.LeftButton)
    assert page.table.isVisible()
    assert not page.chart.isVisible()
    assert page.table.chosen == NAMES[2]
    model = page.table.model()
    rows = [[model.index(row, column).data() for column in range(1, 6)] for row in range(5)]
    assert rows[0] == ["Robin", "Structured", "60 %", "45 %", "38 % and 52 %"]
    assert rows[1][2] == "12 s of speech were heard; a share needs 60 s"
    assert rows[4] == ["Robin", "Client-led", "30 %", "–", "–"]
    page.table.setFocus()
    QtBot.keyClick(page.table, Qt.Key.Key_Up)
    with qtbot.waitSignal(page.session_chosen) as chosen:
        QtBot.keyClick(page.table, Qt.Key.Key_Return)
    assert chosen.args == [NAMES[3]]
    QtBot.mouseClick(page.as_table, Qt.MouseButton.LeftButton)
    assert page.chart.chosen == NAMES[3]


def test_sessions_come_while_they_are_read(show, qtbot):
    page = show(FIVE[3:], done=False, fraction=0.4)
    qtbot.waitUntil(lambda: len(page.course) == 2)
    assert page.counts.text() == "Your sessions are being read: 40 %."
    page.gathering.points += FIVE[:3]
    page.gathering.done = True
    settled(qtbot, page)
    assert [each.point for each in page.course] == FIVE
    assert page.counts.text() == "5 sessions."


def test_many_sessions_come_in_portions(show):
    page = show(many(1000, 900))
    assert len(page.course) == 1000
    assert page.counts.text() == "1000 sessions."


def test_each_time_it_is_seen_it_looks_anew(show, qtbot):
    page = show(FIVE)
    page.hide()
    page.gathering.points = [session(0, 0.7, "Robin"), *FIVE[2:]]
    page.show()
    settled(qtbot, page)
    assert [each.value for each in page.course] == [0.7, 0.5, None, 0.6]
    page.hide()
    page.gathering.problem = "The folder cannot be read."
    page.show()
    settled(qtbot, page)
    assert len(page.course) == 4, "what was known stays"


def test_nothing_is_wanted_of_a_page_that_is_gone(show, qtbot):
    page = show(FIVE, done=False)
    page.stop()
    assert page.gathering.stopped
    assert not page.filling


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_it_is_drawn_in_the_colours_of_the_theme_and_nothing_is_red(show, theme):
    page = show([session(day, 0.1 if day % 2 else 0.5) for day in range(0, 60, 3)])
    page.set_theme(theme)
    image = page.chart.grab().toImage()
    assert image.pixelColor(2, 2) == QColor(theme.panel)
    dot = image.pixelColor(place(page, 3))
    assert dot.blue() > dot.red() + 60
    for y in range(0, image.height(), 3):
        for x in range(0, image.width(), 3):
            colour = image.pixelColor(x, y)
            assert colour.red() <= max(colour.green(), colour.blue()) + 40


def test_a_larger_text_keeps_everything_in_place(show):
    page = show(FIVE)
    before = page.chart.field.box.bottom()
    page.chart.setFont(resized(page.font(), 2.0))
    assert page.chart.field.box.bottom() < before
    assert page.chart.field.box.right() < page.chart.width()


def test_every_control_has_a_name(show):
    page = show(FIVE)
    for part in (page.chart, page.table, page.as_table, page.whole, page.cards, *page.cards.cards.values()):
        assert part.accessibleName()
    for box in (page.filters.figure, page.filters.client, page.filters.preset, page.filters.last):
        assert box.accessibleName()
    assert page.chart.accessibleName() == "Talk share over time"
    assert page.usual.text() in page.chart.accessibleDescription()

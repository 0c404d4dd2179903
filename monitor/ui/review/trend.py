"""Over time: a therapist's own figures from session to session, with what is usual and how far it spreads.

Nothing is ranked or compared between people here, and no value is better than another.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from PyQt6.QtCore import QEvent, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QFontMetricsF, QKeySequence, QPalette, QResizeEvent, QShowEvent
from PyQt6.QtWidgets import QApplication, QHBoxLayout, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from monitor.replay.trends import Figure, Point, Rolling, rolling
from monitor.ui.review.look import Heading, Sentence, painted, resized
from monitor.ui.review.trend_cards import FigureCards
from monitor.ui.review.trend_chart import TrendChart
from monitor.ui.review.trend_filters import Filters
from monitor.ui.review.trend_legend import TrendLegend
from monitor.ui.review.trend_table import SessionsTable
from monitor.ui.review.trend_words import counts_said, figure_explained, figure_name, session_said, usual_said
from monitor.ui.theme import DARK, LIGHT, Theme

_LOOK_MS = 100
_PORTION = 200
"""Sessions taken at once."""
_WIDE, _HIGH = 46, 27
"""Lines of text: in a smaller page there is no room for the cards."""


class Gathering(Protocol):
    """Sessions on their way; the page takes them a portion at a time."""

    unreadable: int

    @property
    def done(self) -> bool: ...

    @property
    def fraction(self) -> float | None: ...

    @property
    def problem(self) -> str:
        """Why nothing could be looked at; empty where it could."""

    def take(self, most: int) -> Sequence[Point]:
        """So many of those found that were not taken yet."""

    def stop(self) -> None: ...


Gather = Callable[[], Gathering]
"""Begin to look at all sessions."""


class OverTimePage(QWidget):
    """`session_chosen` carries a session's whole name.

    Whenever it comes to be seen it looks at the sessions anew, and shows what it had until then.
    """

    session_chosen = pyqtSignal(str)

    def __init__(self, gather: Gather, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gather = gather
        self._gathering: Gathering | None = None
        self._points: dict[str, Point] = {}
        self._fresh: set[str] = set()
        self._due: list[Figure] = []
        self.figure = Figure.SHARE
        self.course: Sequence[Rolling] = ()
        self.filters, self.cards = Filters(), FigureCards()
        self.chart, self.table = TrendChart(), SessionsTable()
        self.title, self.explained, self.pointed = Heading(), Sentence(quiet=True), Sentence(quiet=True)
        self.usual, self.counts, self.empty = Sentence(), Sentence(quiet=True), Sentence()
        self.honest, self.legend = Sentence(quiet=True), TrendLegend()
        self.as_table, self.whole = QToolButton(), QToolButton()
        self._stack = QStackedLayout()
        self._timer, self._cards_timer = QTimer(self), QTimer(self)
        self._lay_out()  # first of all: what is shown without a place in it is a window
        self._name_parts()
        self._connect()
        self.set_theme(_worn())
        self._show()

    def set_theme(self, theme: Theme) -> None:
        painted(self, theme)
        said = (self.title, self.explained, self.pointed, self.usual, self.counts, self.empty, self.honest)
        for part in (*said, self.cards, self.chart, self.legend):
            part.set_theme(theme)

    def choose_figure(self, figure: Figure) -> None:
        if figure is not self.figure:
            self.figure = figure
            self._show()

    def begin(self) -> None:
        """Look at all sessions, unless that is under way."""
        if self._timer.isActive():
            return
        self._fresh = set()
        self._gathering = self._gather()
        self._timer.start()
        self._say_counts()

    @property
    def filling(self) -> bool:
        """Whether there is something yet to be read or to be drawn."""
        return self._timer.isActive() or self._cards_timer.isActive()

    def stop(self) -> None:
        """Nothing more is wanted."""
        self._timer.stop()
        self._cards_timer.stop()
        if self._gathering is not None:
            self._gathering.stop()

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        if event is not None and not event.spontaneous():
            self.begin()

    def changeEvent(self, event: QEvent | None) -> None:
        super().changeEvent(event)
        kind = None if event is None else event.type()
        if kind == QEvent.Type.ApplicationPaletteChange and hasattr(self, "_stack"):
            self.set_theme(_worn())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._suit_room()

    def _suit_room(self) -> None:
        line = QFontMetricsF(self.font()).height()
        roomy = self.width() >= _WIDE * line and self.height() >= _HIGH * line
        self.cards.setVisible(roomy and bool(self._points))
        self.filters.offer_figures(not roomy)

    def _look(self) -> None:
        gathering = self._gathering
        if gathering is None:
            return
        done = gathering.done  # asked before, or what is found between would be left behind
        found = gathering.take(_PORTION)
        changed = any(self._points.get(each.about.session) != each for each in found)
        self._points.update((each.about.session, each) for each in found)
        self._fresh.update(each.about.session for each in found)
        if done and not found:
            self._timer.stop()
            changed = self._forget(gathering) or not self._points
        if changed:
            self._show()
        self._say_counts()

    def _forget(self, gathering: Gathering) -> bool:
        """What was not found any more, unless nothing could be looked at; whether there was something."""
        gone = set() if gathering.problem else self._points.keys() - self._fresh
        for session in gone:
            del self._points[session]
        return bool(gone)

    def _show(self) -> None:
        """Everything, after other sessions, another figure, another choice."""
        self.filters.show_points(self._points.values())
        self.filters.show_figure(self.figure)
        self.cards.choose(self.figure)
        self.course = self._rolled(self.figure)
        self.chart.show_course(self.course, self.figure)
        self.table.show_course(self.course, self.figure)
        self.legend.show_figure(self.figure)
        self.title.say(figure_name(self.figure))
        self.explained.say(figure_explained(self.figure))
        self.usual.say(usual_said(self.course, self.figure, self.filters.sessions))
        self._show_empty()
        self._tell()
        self._say_counts()
        self._due = list(Figure)
        self._cards_timer.start()

    def _rolled(self, figure: Figure) -> list[Rolling]:
        through = filter(self.filters.lets_through, self._points.values())
        return rolling(through, figure, self.filters.sessions)

    def _fill_card(self) -> None:
        """One at a time, so that nothing waits for all of them."""
        if not self._due:
            self._cards_timer.stop()
            return
        figure = self._due.pop(0)
        course = self.course if figure is self.figure else self._rolled(figure)
        self.cards.cards[figure].show_course(course, self.filters.sessions)

    def _show_empty(self) -> None:
        if self.course:
            self._stack.setCurrentWidget(self.table if self.as_table.isChecked() else self.chart)
        else:
            self.empty.say(self._nothing())
            self._stack.setCurrentIndex(2)
        self.as_table.setEnabled(bool(self.course))
        self.filters.setEnabled(bool(self._points))
        for part in (self.title, self.explained):
            part.setVisible(bool(self._points))
        self._suit_room()
        self.legend.setVisible(bool(self.course) and not self.as_table.isChecked())
        self.pointed.setVisible(bool(self.course) and not self.as_table.isChecked())

    def _nothing(self) -> str:
        if self._points:
            return self.tr("No session is of this client and of this preset: choose others above.")
        if self._gathering is None or self._timer.isActive():
            return ""
        if self._gathering.problem:
            return self._gathering.problem
        return self.tr(
            "Here your own figures will stand, from session to session: what is usual for you, and how much"
            " it varies.\n\nNo session has been kept yet. A first one shows here as a dot; what is usual"
            " can be said from four on."
        )

    def _say_counts(self) -> None:
        if self._gathering is None:
            self.counts.say("")
            return
        done = not self._timer.isActive()
        said = counts_said(len(self.course), self._gathering.unreadable, self._gathering.fraction, done=done)
        self.counts.say(said)

    def _tell(self) -> None:
        """For those who do not see the chart: what is usual, and where the keyboard is."""
        said = [self.usual.text()]
        number = self.chart.place_of(self.chart.chosen)
        if number is not None:
            said.insert(0, session_said(self.course[number], self.figure))
        self.chart.setAccessibleName(self.tr("{figure} over time").format(figure=figure_name(self.figure)))
        self.chart.setAccessibleDescription(" ".join(filter(None, said)))

    def _follow_pointer(self, said: str) -> None:
        hint = self.tr("Each dot is a session. Click it, or press Enter, to open it.")
        self.pointed.setText(said or hint)
        self._tell()

    def _turn_over(self, as_table: bool) -> None:
        """The session where the keyboard is stays so."""
        if as_table:
            self.table.choose(self.chart.chosen)
        else:
            self.chart.choose(self.table.chosen)
        self._show_empty()

    def _name_parts(self) -> None:
        self.as_table.setText(self.tr("&Table"))
        self.as_table.setCheckable(True)
        self.as_table.setShortcut(QKeySequence("Alt+T"))
        self.as_table.setAccessibleName(self.tr("Show the values as a table"))
        self.as_table.setToolTip(self.tr("The same values as a table"))
        self.whole.setText(self.tr("&All of the time"))
        self.whole.setAccessibleName(self.tr("Show all of the time"))
        self.whole.setToolTip(self.tr("The wheel, + and − enlarge a stretch of time; dragging moves it"))
        self.honest.say(
            self.tr(
                "These figures describe your own sessions and do not judge them: no value is better for"
                " being high or low."
            )
        )
        self.cards.setAccessibleName(self.tr("Figures"))

    def _connect(self) -> None:
        self.filters.changed.connect(self._show)
        self.filters.figure_chosen.connect(self.choose_figure)
        self.cards.chosen.connect(self.choose_figure)
        self.chart.session_chosen.connect(self.session_chosen)
        self.table.session_chosen.connect(self.session_chosen)
        self.chart.pointed.connect(self._follow_pointer)
        self.chart.in_view.connect(lambda: self.whole.setVisible(self.chart.enlarged))
        self.whole.clicked.connect(self.chart.show_all)
        self.as_table.toggled.connect(self._turn_over)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._cards_timer.timeout.connect(self._fill_card)
        self.destroyed.connect(self.stop)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(self._row(self.filters, None, self.whole, self.as_table))
        column.addWidget(self.cards)
        column.addSpacing(4)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addLayout(self._row(self.title, self.legend))
        head.addWidget(self.explained)
        column.addLayout(head)
        nothing = QWidget()
        inner = QVBoxLayout(nothing)
        inner.addStretch(1)
        inner.addWidget(self.empty)
        inner.addStretch(2)
        column.addLayout(self._stack, 1)
        for each in (self.chart, self.table, nothing):
            self._stack.addWidget(each)
        column.addWidget(self.pointed)
        self.usual.setFont(resized(self.font(), 1.12))
        column.addWidget(self.usual)
        last = self._row(self.honest, self.counts)
        last.setStretch(0, 3)
        last.setStretch(1, 2)
        column.addLayout(last)
        self.pointed.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.counts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)

    def _row(self, *parts: QWidget | None) -> QHBoxLayout:
        row = QHBoxLayout()
        for part in parts:
            if part is None:
                row.addStretch(1)
            else:
                row.addWidget(part, 1 if isinstance(part, Sentence) else 0)
        return row


def _worn() -> Theme:
    """What the program's palette was made from."""
    palette = QApplication.palette()
    window, text = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    return DARK if window.lightness() < text.lightness() else LIGHT

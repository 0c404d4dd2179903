"""How soon each answered the other: the therapist after long turns above all."""

from collections.abc import Sequence

from PyQt6.QtCore import QModelIndex, Qt, pyqtSignal
from PyQt6.QtWidgets import QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from monitor.conversation.timeline import clock
from monitor.document import Role
from monitor.replay.model import Replay, Reply
from monitor.ui.review.entries import Entry, EntryList
from monitor.ui.review.histogram import Histogram
from monitor.ui.review.latency_bins import ANSWERS_NEEDED, LONG_TURN_S, Bar, middle_s, quick
from monitor.ui.review.look import Heading, Sentence, painted
from monitor.ui.review.words import number, role_name, seconds
from monitor.ui.theme import Theme
from monitor.ui.told import told


class Answers(QWidget):
    """One histogram with what it is of, and what it comes to.  `chosen` carries a Bar."""

    chosen = pyqtSignal(object)

    def __init__(self, role: Role, at_least_s: float, title: str) -> None:
        super().__init__()
        self._role, self._at_least_s = role, at_least_s
        self._title, self._figures = Heading(), Sentence()
        self._title.say(title)
        self.histogram = Histogram(role)
        self.histogram.setAccessibleName(title)
        self.histogram.chosen.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 4)
        column.setSpacing(3)
        for part in (self._title, self._figures, self.histogram):
            column.addWidget(part)

    def show_replies(self, replies: Sequence[Reply]) -> int:
        """How many of them are shown here."""
        own = [each for each in replies if each.by == self._role and each.turn_s >= self._at_least_s]
        self.histogram.show_replies(own)
        self.histogram.setVisible(bool(own))
        self._figures.say(self._told(own))
        return len(own)

    def set_theme(self, theme: Theme) -> None:
        for part in (self._title, self._figures, self.histogram):
            part.set_theme(theme)

    def _told(self, replies: Sequence[Reply]) -> str:
        share, middle = quick(replies), middle_s(replies)
        if not replies:
            return self.tr("No answers.")
        if share is None or middle is None:
            return self.tr("{count} of the {needed} answers that a share takes: none is given.").format(
                count=len(replies), needed=ANSWERS_NEEDED
            )
        return self.tr("{percent} % under 200 ms, median {middle} s (n = {count})").format(
            percent=round(share * 100), middle=number(middle, 2), count=len(replies)
        )


class LatencyPanel(QWidget):
    """`seek_wished` carries the second at which a reply began."""

    seek_wished = pyqtSignal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._replies: Sequence[Reply] = ()
        self._withheld, self._empty = Sentence(quiet=True), Sentence(quiet=True)
        self.answers = (
            Answers("therapist", 0.0, self.tr("Therapist, after turns of 3 s and more")),
            Answers("therapist", LONG_TURN_S, self.tr("Therapist, after turns of 10 s and more")),
            Answers("client", 0.0, self.tr("Client, for comparison")),
        )
        self._which = Sentence(quiet=True)
        self._all = QPushButton(self.tr("Show &all"))
        enter = dict.fromkeys((Qt.Key.Key_Return, Qt.Key.Key_Enter), self._seek)
        self.listed = EntryList(lines=1, keys=enter)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        self.listed.clicked.connect(lambda _index: self._seek())
        self._all.clicked.connect(self._show_all)

    def show_replay(self, replay: Replay) -> None:
        if tuple(replay.replies) == self._replies and self._replies:
            return  # what was picked stays so: remarks change no replies
        self._replies = tuple(replay.replies)
        for each in self.answers:
            each.show_replies(self._replies)
        self._withheld.say(told(replay.summary.withheld.get("response_latency", "")))
        self._empty.say(
            ""
            if self._replies
            else self.tr("Nobody answered a turn of 3 s or more within 10 s, so there is nothing to measure.")
        )
        self._split.setVisible(bool(self._replies))
        self._show_all()

    def set_theme(self, theme: Theme) -> None:
        painted(self, theme)
        for part in (self._withheld, self._empty, self._which, self.listed, *self.answers):
            part.set_theme(theme)

    def _lay_out(self) -> None:
        inner = QWidget()
        drawn = QVBoxLayout(inner)
        drawn.setContentsMargins(0, 0, 0, 0)
        drawn.setSpacing(0)
        for each in self.answers:
            drawn.addWidget(each, 1)
            each.chosen.connect(lambda bar, shown=each: self._pick(shown, bar))
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        below = QWidget()
        rows = QVBoxLayout(below)
        rows.setContentsMargins(0, 4, 0, 0)
        self._which.setContentsMargins(12, 0, 12, 0)
        rows.addWidget(self._which)
        rows.addWidget(self.listed, 1)
        rows.addWidget(self._all, 0, Qt.AlignmentFlag.AlignHCenter)
        self.listed.setAccessibleName(self.tr("Replies"))
        self._split.addWidget(scroll)
        self._split.addWidget(below)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        self._split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for label in (self._withheld, self._empty):
            label.setContentsMargins(12, 10, 12, 4)
            column.addWidget(label)
        column.addWidget(self._split, 1)
        column.addStretch(0)

    def _pick(self, shown: Answers, bar: Bar) -> None:
        for each in self.answers:
            if each is not shown:
                each.histogram.pick(None)
        self._list(bar.replies, self.tr("The replies of the chosen bar"))
        self._all.show()
        if bar.replies:
            self.seek_wished.emit(bar.replies[0].at_s)

    def _show_all(self) -> None:
        for each in self.answers:
            if not each.histogram.hasFocus():
                each.histogram.pick(None)
        self._list(self._replies, self.tr("All replies to turns of 3 s and more"))
        if self._all.hasFocus():
            self.listed.setFocus(Qt.FocusReason.OtherFocusReason)
        self._all.hide()

    def _list(self, replies: Sequence[Reply], which: str) -> None:
        self._which.say(which)
        ordered = sorted(replies, key=lambda reply: reply.at_s)
        self.listed.show_entries([self._entry(reply) for reply in ordered])
        if ordered:
            self.listed.setCurrentIndex(QModelIndex(self.listed.entries.index(0)))

    def _entry(self, reply: Reply) -> Entry:
        if reply.latency_s < 0:
            said = self.tr("{seconds} s in overlap").format(seconds=number(-reply.latency_s, 2))
        else:
            said = self.tr("after {seconds} s").format(seconds=number(reply.latency_s, 2))
        return Entry(
            key=repr(reply.at_s),
            at=clock(reply.at_s),
            title=f"{role_name(reply.by)}, {said}",
            by=reply.by,
            right=self.tr("turn of {length}").format(length=seconds(reply.turn_s)),
        )

    def _seek(self) -> None:
        if self.listed.chosen is not None:
            self.seek_wished.emit(float(self.listed.chosen))

"""The moments that are worth looking at: interruptions and long monologues, and what shows them."""

from functools import partial

from PyQt6.QtCore import QModelIndex, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QResizeEvent
from PyQt6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from monitor.conversation.remarks import Verdict
from monitor.replay.model import Moment, Replay
from monitor.replay.moments import UNCOUNTED
from monitor.ui.review.entries import EntryList
from monitor.ui.review.evidence import VERDICT_KEYS, Evidence, may_be
from monitor.ui.review.look import Heading, Sentence, painted
from monitor.ui.review.moment_words import entry, headline
from monitor.ui.theme import Theme
from monitor.ui.told import told

LOW_LINES = 26
"""A panel that is not as high as so many lines of text has no room for more than what matters."""
LISTED_LOW = 3.5
"""So many moments, a line each, are seen there above the evidence: half of one says that there are more."""


class MomentsPanel(QWidget):
    """`moment_chosen` carries an id, `play_wished` a Span, `contest_wished` an id and a Verdict or None."""

    moment_chosen = pyqtSignal(str)
    play_wished = pyqtSignal(object)
    contest_wished = pyqtSignal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._replay: Replay | None = None
        self._telling, self._settled = True, False
        self._headline, self._withheld, self._empty = Heading(), Sentence(quiet=True), Sentence(quiet=True)
        self._who, self._sort = QComboBox(), QComboBox()
        self._possible = QCheckBox(self.tr("Also &possible and silent ones (not counted)"))
        keys = {key: partial(self.contest, verdict) for key, verdict in VERDICT_KEYS.items()}
        play = dict.fromkeys((Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space), self.play)
        self.listed = EntryList(lines=2, keys={**keys, **play})
        self.evidence = Evidence()
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._fill_filter()
        self._lay_out()
        self._connect()

    def show_replay(self, replay: Replay) -> None:
        """Another session, or the same with other remarks: then what was chosen stays so."""
        self._replay = replay
        self._headline.say(headline(replay))
        self._withheld.say(told(replay.summary.withheld.get("interruptions", "")))
        possible = sum(moment.kind in UNCOUNTED for moment in replay.moments)
        self._possible.setVisible(possible > 0)
        self._fill()

    def show_moment(self, name: str | None) -> None:
        """Choose it without telling anybody; the filter gives way to it."""
        moment = self._moment(name)
        if moment is not None and not self._passes(moment):
            self._let_pass(moment)
        self._quietly_choose(moment.id if moment is not None else None)

    def show_position(self, position_s: float) -> None:
        """Where the sound is, if it is within the ten seconds that are shown."""
        self.evidence.strip.show_position(position_s)

    def set_theme(self, theme: Theme) -> None:
        painted(self, theme)
        for part in (self._headline, self._withheld, self._empty, self.listed, self.evidence):
            part.set_theme(theme)

    @property
    def chosen(self) -> Moment | None:
        return self._moment(self.listed.chosen)

    def play(self) -> None:
        if self.chosen is not None:
            self.play_wished.emit(self.chosen.around)

    def contest(self, verdict: Verdict | None) -> None:
        """Say why the chosen moment should not count; None: it should."""
        moment = self.chosen
        if moment is None or not may_be(moment, verdict):
            return
        if verdict is not moment.verdict:
            self.contest_wished.emit(moment.id, verdict)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """The keys to contest hold in the evidence, too."""
        if event is not None and Qt.Key(event.key()) in VERDICT_KEYS and self.chosen is not None:
            self.contest(VERDICT_KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _fill_filter(self) -> None:
        for text, value in (
            (self.tr("Both speakers"), None),
            (self.tr("By the therapist"), "therapist"),
            (self.tr("By the client"), "client"),
        ):
            self._who.addItem(text, value)
        for text, value in (
            (self.tr("All moments"), None),
            (self.tr("Interruptions"), "interruption"),
            (self.tr("Monologues"), "monologue"),
        ):
            self._sort.addItem(text, value)
        self._who.setAccessibleName(self.tr("Whose moments are listed"))
        self._sort.setAccessibleName(self.tr("Which moments are listed"))
        for box in (self._who, self._sort):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.addWidget(self._who, 1)
        choices.addWidget(self._sort, 1)
        head = self._head = QVBoxLayout()
        head.addWidget(self._headline)
        head.addWidget(self._withheld)
        head.addLayout(choices)
        head.addWidget(self._possible)
        head.addWidget(self._empty)
        self.listed.setAccessibleName(self.tr("Moments"))
        self._split.addWidget(self.listed)
        self._split.addWidget(self.evidence)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self._split.splitterMoved.connect(self._settle)
        self._split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._split, 1)

    def _connect(self) -> None:
        self._who.currentIndexChanged.connect(lambda _at: self._fill())
        self._sort.currentIndexChanged.connect(lambda _at: self._fill())
        self._possible.toggled.connect(lambda _on: self._fill())
        model = self.listed.selectionModel()
        if model is not None:
            model.currentChanged.connect(self._chosen_now)
        self.listed.doubleClicked.connect(lambda _index: self.play())
        self.evidence.play_wished.connect(self.play)
        self.evidence.contested.connect(self.contest)

    def _fill(self) -> None:
        if self._replay is None:
            return
        shown = sorted((m for m in self._replay.moments if self._passes(m)), key=lambda m: m.span.start_s)
        self._telling = False
        self.listed.show_entries([entry(moment) for moment in shown])
        self._telling = True
        self._empty.say("" if shown else self._nothing(self._replay))
        self._show_evidence()

    def _nothing(self, replay: Replay) -> str:
        if replay.moments:
            return self.tr("There are moments, but none of this kind: choose others above.")
        return self.tr("Nobody interrupted in this session, and nobody spoke for very long.")

    def _passes(self, moment: Moment) -> bool:
        who, sort = self._who.currentData(), self._sort.currentData()
        return (
            who in (None, moment.by)
            and (sort is None or (sort == "monologue") == moment.is_monologue)
            and (moment.kind not in UNCOUNTED or self._possible.isChecked())
        )

    def _let_pass(self, moment: Moment) -> None:
        self._who.setCurrentIndex(0)
        self._sort.setCurrentIndex(0)
        self._possible.setChecked(self._possible.isChecked() or moment.kind in UNCOUNTED)

    def _quietly_choose(self, name: str | None) -> None:
        self._telling = False
        self.listed.choose(name)
        self._telling = True
        self._show_evidence()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _settle(self, _place: int, _number: int) -> None:
        """The user has moved the border between list and evidence: there it stays."""
        self._settled = True

    def _share_out(self) -> None:
        """As much for the evidence as it needs, but no more than two thirds; less where that is little."""
        line = self.fontMetrics().height()
        low = self.height() < LOW_LINES * line
        self.listed.be_low(low)
        self.evidence.be_low(low)
        self._head.setContentsMargins(12, 5 if low else 10, 12, 3 if low else 6)
        self._head.setSpacing(3 if low else 6)
        if (whole := self.layout()) is not None:
            whole.activate()
        if not self._settled and self.evidence.isVisibleTo(self):
            high = self._split.height()
            most = high - round(LISTED_LOW * self.listed.sizeHintForRow(0)) if low else high * 2 // 3
            wanted = min(self.evidence.content_height(), most)
            self._split.setSizes([high - wanted, wanted])

    def _show_evidence(self) -> None:
        if self._replay is not None:
            self.evidence.show_moment(self._replay, self.chosen)
            self._share_out()

    def _chosen_now(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not self._telling or self._replay is None:
            return
        self._show_evidence()
        if index.isValid() and self.chosen is not None:
            self.moment_chosen.emit(self.chosen.id)

    def _moment(self, name: str | None) -> Moment | None:
        moments = self._replay.moments if self._replay is not None else ()
        return next((moment for moment in moments if moment.id == name), None)

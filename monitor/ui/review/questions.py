"""The therapist's questions, open or closed by rules that can be read, in a list that can be corrected."""

from collections.abc import Sequence
from functools import partial

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from monitor.conversation.remarks import QuestionKind
from monitor.conversation.timeline import clock
from monitor.replay.model import Question, Replay
from monitor.ui.review.button_grid import ButtonGrid
from monitor.ui.review.entries import Entry, EntryList
from monitor.ui.review.look import Heading, Sentence, painted
from monitor.ui.review.question_words import rule_sentence
from monitor.ui.review.words import question_kind_name
from monitor.ui.theme import Theme

KIND_KEYS = {
    Qt.Key.Key_O: QuestionKind.OPEN,
    Qt.Key.Key_C: QuestionKind.CLOSED,
    Qt.Key.Key_X: QuestionKind.NONE,
    Qt.Key.Key_Backspace: None,
}


class QuestionsPanel(QWidget):
    """`question_corrected` carries where a question begins, and a QuestionKind, or None: as the rules say."""

    seek_wished = pyqtSignal(float)
    question_corrected = pyqtSignal(float, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions: Sequence[Question] = ()
        self._counts, self._why = Heading(), Sentence(quiet=True)
        keys = {key: partial(self.correct, kind) for key, kind in KIND_KEYS.items()}
        enter = dict.fromkeys((Qt.Key.Key_Return, Qt.Key.Key_Enter), self._seek)
        self.listed = EntryList(lines=4, keys={**keys, **enter})
        self.listed.setAccessibleName(self.tr("The therapist's questions"))
        self.buttons: dict[QuestionKind | None, QPushButton] = {}
        self._below = QWidget()
        self._make_buttons()
        self._lay_out()
        self.listed.clicked.connect(lambda _index: self._seek())
        model = self.listed.selectionModel()
        if model is not None:
            model.currentChanged.connect(lambda _now, _before: self._follow_choice())

    def show_replay(self, replay: Replay) -> None:
        self._questions = replay.questions or ()
        self.listed.show_entries([self._entry(question) for question in self._questions])
        self._counts.say(self._counted() if self._questions else "")
        self._why.say(self._told(replay))
        for part in (self.listed, self._below):
            part.setVisible(bool(self._questions))
        self._follow_choice()

    def set_theme(self, theme: Theme) -> None:
        painted(self, theme)
        for part in (self._counts, self._why, self.listed):
            part.set_theme(theme)

    def correct(self, kind: QuestionKind | None) -> None:
        """Say what the chosen question is; None: what the rules say."""
        question = self._chosen()
        if question is None:
            return
        changes = question.corrected if kind is None else kind is not question.kind
        if changes:
            self.question_corrected.emit(question.span.start_s, kind)

    def _entry(self, question: Question) -> Entry:
        none = question.kind is QuestionKind.NONE
        return Entry(
            key=repr(question.span.start_s),
            at=clock(question.span.start_s),
            title=question_kind_name(question.kind),
            text=question.text,
            aside=self.tr("Corrected by hand") if question.corrected else rule_sentence(question.rule),
            struck=none,
        )

    def _counted(self) -> str:
        kinds = [question.kind for question in self._questions]
        asked = sum(kind is not QuestionKind.NONE for kind in kinds)
        one = self.tr("1 question: {open} open, {closed} closed.")
        many = self.tr("{count} questions: {open} open, {closed} closed.")
        return (one if asked == 1 else many).format(
            count=asked, open=kinds.count(QuestionKind.OPEN), closed=kinds.count(QuestionKind.CLOSED)
        )

    def _told(self, replay: Replay) -> str:
        if replay.questions is None and replay.has_words:
            return self.tr("There are no rules yet that find questions in the language of this session.")
        if replay.questions is None:
            return self.tr("Questions are found by their words, and there are none of this session.")
        if not self._questions:
            return self.tr("The therapist asked no question that the rules know.")
        return self.tr("Found by rules on the words, which err now and then. Neither kind is the better one.")

    def _make_buttons(self) -> None:
        for kind, key in ((kind, key) for key, kind in KIND_KEYS.items()):
            named = self.tr("As the rules say") if kind is None else question_kind_name(kind)
            pressed = self.tr("Backspace") if kind is None else chr(key)
            button = QPushButton(f"{named}  ({pressed})")
            button.setAccessibleName(named)
            button.clicked.connect(lambda _checked, chosen=kind: self.correct(chosen))
            self.buttons[kind] = button

    def _lay_out(self) -> None:
        below = QVBoxLayout(self._below)
        below.setContentsMargins(12, 6, 12, 10)
        below.addWidget(ButtonGrid(list(self.buttons.values())))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        for label in (self._counts, self._why):
            label.setContentsMargins(12, 0, 12, 0)
            column.addWidget(label)
        column.addWidget(self.listed, 1)
        column.addWidget(self._below)
        column.addStretch(0)

    def _follow_choice(self) -> None:
        question = self._chosen()
        for kind, button in self.buttons.items():
            if kind is None:
                button.setEnabled(question is not None and question.corrected)
            else:
                button.setEnabled(question is not None and kind is not question.kind)

    def _chosen(self) -> Question | None:
        row = self.listed.currentIndex().row()
        return self._questions[row] if 0 <= row < len(self._questions) else None

    def _seek(self) -> None:
        question = self._chosen()
        if question is not None:
            self.seek_wished.emit(question.span.start_s)

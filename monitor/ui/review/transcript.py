"""What was said, by turn: to read, to search, to jump from, and to follow while the sound plays."""

from PyQt6.QtCore import QEvent, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QKeySequence
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from monitor.replay.model import Replay
from monitor.ui.review.look import Sentence, painted
from monitor.ui.review.transcript_list import TranscriptList
from monitor.ui.review.transcript_model import why_no_words
from monitor.ui.review.transcript_rows import rows
from monitor.ui.review.transcript_spoken import Found, Searched, Spoken
from monitor.ui.theme import Theme


class TranscriptView(QWidget):
    """`seek_wished` carries seconds of the session."""

    seek_wished = pyqtSignal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: list[Found] = []
        self._at = -1
        self._spoken, self._searched = Spoken(()), Searched(())
        self._position_s = 0.0
        self._follows, self._by_hand = False, False
        self.page = TranscriptList()
        self._field, self._count = QLineEdit(), QLabel()
        self._before, self._next = QToolButton(), QToolButton()
        self._again = QPushButton(self.tr("&Follow the sound"))
        self._why, self._empty = Sentence(quiet=True), Sentence(quiet=True)
        self._bar = QWidget()
        self._name_parts()
        self._lay_out()
        self._connect()

    def show_replay(self, replay: Replay) -> None:
        """Another session, or the same with other remarks: then what is in view stays in view."""
        made = rows(replay)
        self.page.show_rows(made, replay.duration_s)
        self._spoken, self._searched = Spoken(made), Searched(made)
        self._why.say(why_no_words(replay) if made else "")
        self._empty.say("" if made else self.tr("Nobody spoke in this session, so there is nothing to read."))
        self._bar.setVisible(replay.has_words)
        self.page.setVisible(bool(made))
        self._look_up()
        self.show_position(self._position_s, self._follows)

    def show_position(self, position_s: float, follow: bool) -> None:
        """Mark what is being spoken; with `follow` keep it in view, unless the user has scrolled away."""
        self._position_s, self._follows = position_s, follow
        spots = self._spoken.words_at(position_s)
        self.page.mark_spoken(spots)
        if follow and not self._by_hand:
            row = self._spoken.row_at(position_s)
            if spots:
                self.page.reveal(*spots[0])
            elif row is not None:
                self.page.reveal(row, None)
        self._again.setVisible(follow and self._by_hand)

    def set_theme(self, theme: Theme) -> None:
        painted(self, theme)
        self._why.set_theme(theme)
        self._empty.set_theme(theme)
        self.page.set_theme(theme)

    def search(self, text: str) -> None:
        """Show all places where this stands, and go to the first after where the keyboard is."""
        if self._field.text() != text:
            self._field.setText(text)  # comes back here
            return
        self._look_up()
        start = max(self.page.currentIndex().row(), 0)
        later = next((at for at, each in enumerate(self._found) if each[0] >= start), 0)
        self._go_to(later if self._found else -1)

    def find_words(self) -> None:
        """Put the keyboard into the search."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def find_next(self) -> None:
        self._go_on(1)

    def find_previous(self) -> None:
        self._go_on(-1)

    def follow_again(self) -> None:
        """Go back to what is being spoken, and stay with it."""
        self._by_hand = False
        self.show_position(self._position_s, self._follows)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Ctrl+F, F3 and Shift+F3 anywhere; in the search Enter and Shift+Enter; Escape ends it."""
        if event is None:
            return
        key, back = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        searching = self._field.hasFocus()
        if event.matches(QKeySequence.StandardKey.Find):
            self.find_words()
        elif key == Qt.Key.Key_F3 or (searching and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            self._go_on(-1 if back else 1)
        elif searching and key == Qt.Key.Key_Escape:
            self._field.clear()
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent | None) -> None:
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
            self.page.setFont(self.font())

    def _name_parts(self) -> None:
        self._field.setPlaceholderText(self.tr("Search the words"))
        self._field.setAccessibleName(self.tr("Search the words"))
        self._field.setClearButtonEnabled(True)
        self._count.setAccessibleName(self.tr("Places found"))
        self._before.setArrowType(Qt.ArrowType.UpArrow)
        self._next.setArrowType(Qt.ArrowType.DownArrow)
        for button, name, key in (
            (self._before, self.tr("Previous place"), "Shift+F3"),
            (self._next, self.tr("Next place"), "F3"),
        ):
            button.setAutoRaise(True)
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({key})")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._again.setToolTip(self.tr("Go back to the words that are being spoken"))
        self._again.hide()
        self.page.setAccessibleName(self.tr("Transcript"))

    def _lay_out(self) -> None:
        line = QHBoxLayout(self._bar)
        line.setContentsMargins(8, 6, 8, 6)
        line.setSpacing(4)
        line.addWidget(self._field, 1)
        for part in (self._count, self._before, self._next):
            line.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        for label in (self._why, self._empty):
            label.setContentsMargins(12, 6, 12, 8)
            label.hide()
            column.addWidget(label)
        column.addWidget(self.page, 1)
        column.addStretch(0)
        above = QVBoxLayout(self.page)  # over the page, so that it does not move when the button appears
        above.addStretch()
        above.addWidget(self._again, 0, Qt.AlignmentFlag.AlignHCenter)

    def _connect(self) -> None:
        self._field.textChanged.connect(self.search)
        self._before.clicked.connect(self.find_previous)
        self._next.clicked.connect(self.find_next)
        self._again.clicked.connect(self.follow_again)
        self.page.seek_wished.connect(self._seek)
        self.page.scrolled_by_hand.connect(self._scrolled)

    def _seek(self, position_s: float) -> None:
        self._by_hand = False
        self.seek_wished.emit(position_s)

    def _scrolled(self) -> None:
        self._by_hand = True
        self._again.setVisible(self._follows)

    def _look_up(self) -> None:
        self._found, self._at = self._searched.find(self._field.text()), -1
        self.page.mark_found(self._found, None)
        self._count.setText(self._counted())

    def _go_on(self, by: int) -> None:
        if self._found:
            self._go_to((self._at + by) % len(self._found))

    def _go_to(self, at: int) -> None:
        self._at = at
        now = self._found[at] if at >= 0 else None
        if now is not None:
            self._scrolled()
        self.page.mark_found(self._found, now)
        self._count.setText(self._counted())
        for button in (self._before, self._next):
            button.setEnabled(bool(self._found))

    def _counted(self) -> str:
        if not self._field.text().split():
            return ""
        if not self._found:
            return self.tr("Not found")
        if self._at < 0:
            return self.tr("{count} found").format(count=len(self._found))
        return self.tr("{number} of {count}").format(number=self._at + 1, count=len(self._found))

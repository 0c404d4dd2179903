"""Notes at moments of the session, and what is noted of the session as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QAbstractItemModel, QModelIndex, QRect, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPalette
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from monitor.conversation.remarks import Note
from monitor.conversation.timeline import clock, seconds
from monitor.replay.model import Replay
from monitor.ui.review.entries import ENTRY, Entry, EntryDelegate, EntryList
from monitor.ui.review.look import Heading, Sentence, painted, palette
from monitor.ui.theme import Theme

LONGEST_NOTE = 2000
"""Letters."""
_SETTLED_MS = 800
"""So long after the last key what is noted of the session is told."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A note that may be put back."""

    at_s: float
    text: str


class _NoteDelegate(EntryDelegate):
    """Lets a note be written over in its place."""

    def createEditor(
        self, parent: QWidget | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> QWidget | None:
        field = QLineEdit(parent)
        field.setMaxLength(LONGEST_NOTE)
        field.setAccessibleName(self.tr("Text of the note"))
        return field

    def setEditorData(self, editor: QWidget | None, index: QModelIndex) -> None:
        if isinstance(editor, QLineEdit):
            page = self.parent()
            editor.setText(page.texts.get(index.data(ENTRY).key, "") if isinstance(page, NoteList) else "")

    def setModelData(
        self, editor: QWidget | None, model: QAbstractItemModel | None, index: QModelIndex
    ) -> None:
        page = self.parent()
        if isinstance(editor, QLineEdit) and isinstance(page, NoteList):
            page.written.emit(int(index.data(ENTRY).key), editor.text().strip())

    def updateEditorGeometry(
        self, editor: QWidget | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        if editor is None:
            return
        box = self.text_box(option).toRect()
        high = editor.sizeHint().height()
        editor.setGeometry(
            QRect(box.left(), option.rect.top() + 1, box.width() - 4, max(high, option.rect.height() - 2))
        )


class NoteList(EntryList):
    """Enter seeks, F2 writes over, Delete removes."""

    written = pyqtSignal(int, str)

    def __init__(self, panel: "NotesPanel") -> None:
        super().__init__(
            lines=6,
            keys={
                Qt.Key.Key_Return: panel.seek,
                Qt.Key.Key_Enter: panel.seek,
                Qt.Key.Key_F2: panel.edit,
                Qt.Key.Key_Delete: panel.remove,
            },
        )
        self.texts: dict[str, str] = {}
        """What was written, by the number of the note."""
        self.entries.editable = True
        theme = self.drawn.theme
        self.drawn = _NoteDelegate(self, 6)
        self.drawn.theme = theme
        self.setItemDelegate(self.drawn)


class _About(QPlainTextEdit):
    """Tells when the keyboard has left it."""

    left = pyqtSignal()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class NotesPanel(QWidget):
    """`note_added` carries seconds and text, `note_changed` and `note_removed` a note's number."""

    seek_wished = pyqtSignal(float)
    note_added = pyqtSignal(float, str)
    note_changed = pyqtSignal(int, str)
    note_removed = pyqtSignal(int)
    about_changed = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: Sequence[Note] = ()
        self._position_s = 0.0
        self._removed: Removed | None = None
        self._told_about = ""
        self._heading, self._empty = Heading(), Sentence(quiet=True)
        self.field, self.add = QLineEdit(), QPushButton(self.tr("&Add"))
        self.listed = NoteList(self)
        self._undo_bar, self._undo_text = QWidget(), QLabel(self.tr("The note was removed."))
        self.undo_button = QPushButton(self.tr("&Undo"))
        self.edit_button, self.remove_button = QPushButton(self.tr("&Edit")), QPushButton(self.tr("&Remove"))
        self._about_heading, self.about = Heading(), _About()
        self._settled = QTimer(self)
        self._below, self._about_part, self._chosen_part = QWidget(), QWidget(), QWidget()
        self._name_parts()
        self._lay_out()
        self._connect()

    def show_replay(self, replay: Replay) -> None:
        self._notes = replay.notes
        self.listed.texts = {str(note.number): note.text for note in replay.notes}
        self.listed.show_entries([self._entry(note) for note in replay.notes])
        self._heading.say(self._counted())
        self._empty.say(
            ""
            if replay.notes
            else self.tr("No notes yet. Write one below: it stands at the moment where the playhead is.")
        )
        for part in (self.listed, self._chosen_part):
            part.setVisible(bool(replay.notes))
        self._follow_choice()

    def show_position(self, position_s: float) -> None:
        """Where a new note would stand."""
        if int(position_s) != int(self._position_s) or not self.field.placeholderText():
            self.field.setPlaceholderText(self.tr("New note at {time}").format(time=clock(position_s)))
        self._position_s = position_s

    def show_about(self, text: str | None) -> None:
        """What is noted of the session as a whole; None: there is no place to keep it."""
        self._about_part.setVisible(text is not None)
        if text is not None and not self.about.hasFocus() and text != self.about.toPlainText():
            self._told_about = text
            self.about.setPlainText(text)

    def set_theme(self, theme: Theme) -> None:
        painted(self, theme)
        for part in (self._heading, self._empty, self._about_heading, self.listed):
            part.set_theme(theme)
        self.about.setPalette(palette(theme))

    def write_at(self, position_s: float) -> None:
        """Put the keyboard where a note at this moment is written."""
        self.show_position(position_s)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose(self, number: int) -> None:
        """Put the keyboard's place on a note."""
        self.listed.choose(str(number))

    def seek(self) -> None:
        note = self._chosen()
        if note is not None:
            self.seek_wished.emit(seconds(note.at))

    def edit(self) -> None:
        """Write the chosen note over, in its place."""
        if self._chosen() is not None:
            self.listed.edit(self.listed.currentIndex())

    def remove(self) -> None:
        """Remove the chosen note; it can be put back until another is removed."""
        note = self._chosen()
        if note is not None:
            self._removed = Removed(seconds(note.at), note.text)
            self._undo_bar.show()
            self.note_removed.emit(note.number)

    def undo(self) -> None:
        """Put back the note that was removed last."""
        removed, self._removed = self._removed, None
        self._undo_bar.hide()
        if removed is not None:
            self.note_added.emit(removed.at_s, removed.text)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Ctrl+Z puts a note back; Escape gives up writing one."""
        if event is None:
            return
        if event.matches(QKeySequence.StandardKey.Undo) and self._removed is not None:
            self.undo()
        elif event.key() == Qt.Key.Key_Escape and self.field.hasFocus():
            self.field.clear()
            self.listed.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.hasFocus():
            self._add()
        else:
            super().keyPressEvent(event)

    def _name_parts(self) -> None:
        self.field.setMaxLength(LONGEST_NOTE)
        self.field.setAccessibleName(self.tr("New note at the playhead"))
        self.listed.setAccessibleName(self.tr("Notes"))
        self.edit_button.setToolTip(self.tr("Write the chosen note over (F2)"))
        self.remove_button.setToolTip(self.tr("Remove the chosen note (Delete)"))
        self._about_heading.say(self.tr("About the session"))
        self.about.setAccessibleName(self.tr("Notes about the session"))
        self.about.setPlaceholderText(self.tr("What to remember of the session as a whole"))
        self.about.setTabChangesFocus(True)
        self._undo_bar.setAutoFillBackground(True)
        self._undo_bar.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self._undo_bar.hide()
        self._about_part.hide()
        self.show_position(0.0)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(4)
        for label in (self._heading, self._empty):
            label.setContentsMargins(12, 0, 12, 0)
            column.addWidget(label)
        column.addWidget(self.listed, 3)
        column.addWidget(self._chosen_part)
        column.addWidget(self._undo_bar)
        column.addWidget(self._below)
        column.addWidget(self._about_part, 2)
        column.addStretch(0)
        _in_line(self._undo_bar, self._undo_text, None, self.undo_button)
        _in_line(self._chosen_part, None, self.edit_button, self.remove_button)
        _in_line(self._below, self.field, self.add).setStretch(0, 1)
        part = QVBoxLayout(self._about_part)
        part.setContentsMargins(12, 6, 12, 12)
        part.addWidget(self._about_heading)
        part.addWidget(self.about, 1)
        self.about.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _connect(self) -> None:
        self.add.clicked.connect(self._add)
        self.edit_button.clicked.connect(self.edit)
        self.remove_button.clicked.connect(self.remove)
        self.undo_button.clicked.connect(self.undo)
        self.listed.written.connect(self._change)
        self.listed.clicked.connect(lambda _index: self.seek())
        self.listed.doubleClicked.connect(lambda _index: self.edit())
        model = self.listed.selectionModel()
        if model is not None:
            model.currentChanged.connect(lambda _now, _before: self._follow_choice())
        self.field.textChanged.connect(lambda _text: self._follow_choice())
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._tell_about)
        self.about.textChanged.connect(self._settled.start)
        self.about.left.connect(self._tell_about)

    def _counted(self) -> str:
        if not self._notes:
            return self.tr("Notes")
        if len(self._notes) == 1:
            return self.tr("1 note")
        return self.tr("{count} notes").format(count=len(self._notes))

    def _entry(self, note: Note) -> Entry:
        text = note.text or self.tr("A bookmark without text")
        return Entry(key=str(note.number), at=clock(seconds(note.at)), title="", text=text)

    def _add(self) -> None:
        text = self.field.text().strip()
        self.field.clear()
        self.note_added.emit(self._position_s, text)

    def _change(self, number: int, text: str) -> None:
        note = next((note for note in self._notes if note.number == number), None)
        if note is not None and text != note.text:
            self.note_changed.emit(number, text)

    def _tell_about(self) -> None:
        """Once for each change."""
        self._settled.stop()
        text = self.about.toPlainText()
        if text != self._told_about:
            self._told_about = text
            self.about_changed.emit(text)

    def _follow_choice(self) -> None:
        for button in (self.edit_button, self.remove_button):
            button.setEnabled(self._chosen() is not None)

    def _chosen(self) -> Note | None:
        row = self.listed.currentIndex().row()
        return self._notes[row] if 0 <= row < len(self._notes) else None


def _in_line(part: QWidget, *widgets: QWidget | None) -> QHBoxLayout:
    """Side by side; None is room between them."""
    line = QHBoxLayout(part)
    line.setContentsMargins(12, 4, 12, 4)
    for widget in widgets:
        if widget is None:
            line.addStretch()
        else:
            line.addWidget(widget)
    return line

"""The page of the transcript: rows that are laid out beforehand and drawn only where they are seen."""

from collections.abc import Sequence

from PyQt6.QtCore import QEvent, QModelIndex, QPoint, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPalette,
    QResizeEvent,
)
from PyQt6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from monitor.ui.review.look import claimed
from monitor.ui.review.transcript_layout import Layout
from monitor.ui.review.transcript_model import TranscriptModel, copied, heard, mark_sentence
from monitor.ui.review.transcript_paint import Hit, RowState, draw_row
from monitor.ui.review.transcript_rows import Row
from monitor.ui.review.transcript_spoken import Found, Spot, hits
from monitor.ui.theme import LIGHT, Theme

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_UP_AND_DOWN = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
)  # fmt: skip

_OWN = {*_STEPS, *_UP_AND_DOWN, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _Rows(QStyledItemDelegate):
    """Draws what the list says of each row."""

    def __init__(self, page: "TranscriptList") -> None:
        super().__init__(page)
        self._page = page

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        layout = self._page.arranged
        return QSize(layout.width, layout.heights[index.row()])

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        if painter is not None:
            number, page = index.row(), self._page
            draw_row(painter, QRectF(option.rect), number, page.arranged, page.theme, page.standing(number))


class TranscriptList(QListView):
    """Up and down from row to row, left and right from word to word; Enter, or a click on a word, seeks."""

    seek_wished = pyqtSignal(float)
    scrolled_by_hand = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._model = TranscriptModel(self)
        self._duration_s = 0.0
        self.theme: Theme = LIGHT
        self.arranged = Layout((), self.font(), 0.0)
        self._word: int | None = None
        self._hovered: Spot | None = None
        self._spoken: dict[int, frozenset[int]] = {}
        self._found: dict[int, list[tuple[int, int]]] = {}
        self._hits: dict[int, list[Hit]] = {}
        self._now: Found | None = None
        self.setModel(self._model)
        self.setItemDelegate(_Rows(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        port = self.viewport()
        if port is not None:
            port.setBackgroundRole(QPalette.ColorRole.Window)
        bar = self.verticalScrollBar()
        if bar is not None:
            bar.actionTriggered.connect(lambda _action: self.scrolled_by_hand.emit())
            bar.setSingleStep(self.arranged.line)

    def show_rows(self, rows: Sequence[Row], duration_s: float) -> None:
        """Where they are the same turns as before, what is in view and chosen stays so."""
        same = [row.start_s for row in rows] == [row.start_s for row in self.rows]
        self._hovered, self._now, self._spoken, self._found, self._hits = None, None, {}, {}, {}
        self._duration_s = duration_s
        self.arranged = Layout(rows, self.font(), duration_s)
        self.arranged.set_width(self._room())
        if same:
            self._model.rows = rows
            self.scheduleDelayedItemsLayout()
            self._refresh()
        else:
            self._word = None
            self._model.show_rows(rows)

    @property
    def rows(self) -> Sequence[Row]:
        return self._model.rows

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._refresh()

    def standing(self, number: int) -> RowState:
        """What stands out in a row now."""
        current = self.currentIndex().row() == number
        model = self.selectionModel()
        now = self._now if self._now is not None and self._now[0] == number else None
        return RowState(
            chosen=model is not None and model.isRowSelected(number, QModelIndex()),
            focused=current and self.hasFocus(),
            current=self._word if current else None,
            hovered=self._hovered[1] if self._hovered is not None and self._hovered[0] == number else None,
            spoken=self._spoken.get(number, frozenset()),
            hits=self._hits_in(number),
            now=() if now is None else hits(self.rows[number], *now[1:]),
        )

    def _hits_in(self, number: int) -> Sequence[Hit]:
        """Worked out when the row is first drawn: a common word is found thousands of times."""
        if number in self._found and number not in self._hits:
            row = self.rows[number]
            self._hits[number] = [hit for start, end in self._found[number] for hit in hits(row, start, end)]
        return self._hits.get(number, ())

    def mark_spoken(self, spots: Sequence[Spot]) -> None:
        """Lay the ground of what is being spoken behind these words alone."""
        marked: dict[int, frozenset[int]] = {}
        for number, index in spots:
            marked[number] = marked.get(number, frozenset()) | {index}
        if marked != self._spoken:
            changed = {
                number for number in marked | self._spoken if marked.get(number) != self._spoken.get(number)
            }
            self._spoken = marked
            for number in changed:
                self._redraw(number)

    def mark_found(self, found: Sequence[Found], now: Found | None) -> None:
        """Mark all that a search found, and the one place where it stands."""
        self._found, self._hits = {}, {}
        for number, start, end in found:
            self._found.setdefault(number, []).append((start, end))
        self._now = now
        if now is not None:
            self._go_to(now[0])
            self._word = hits(self.rows[now[0]], *now[1:])[0].word
            self.reveal(now[0], self._word, centred=True)
        self._refresh()

    def reveal(self, number: int, word: int | None, *, centred: bool = False) -> None:
        """Scroll until the word, or else the row, is in view; not at all where it is."""
        box = self._box(number, word)
        port, bar = self.viewport(), self.verticalScrollBar()
        if port is None or bar is None or (box.top() >= 0 and box.bottom() <= port.height()):
            return
        above = port.height() * (0.4 if centred else 0.2)
        bar.setValue(bar.value() + round(box.top() - above))

    def event(self, event: QEvent | None) -> bool:
        """While the keyboard is here its own keys are not the window's."""
        if claimed(event, _OWN):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._seek()
        elif key in _UP_AND_DOWN or event.matches(QKeySequence.StandardKey.SelectAll):
            self._word = None
            self.scrolled_by_hand.emit()
            super().keyPressEvent(event)
        else:
            event.ignore()  # whatever else is typed is for the window

    def copy(self) -> None:
        """The chosen rows, each with its time, to the clipboard."""
        model, clipboard = self.selectionModel(), QGuiApplication.clipboard()
        if model is not None and clipboard is not None:
            numbers = sorted(index.row() for index in model.selectedRows())
            clipboard.setText(copied([self.rows[number] for number in numbers]))

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        super().mousePressEvent(event)
        if event is not None:
            spot = self.spot_at(event.position())
            self._word = spot[1] if spot is not None else None

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        super().mouseReleaseEvent(event)
        if event is None or event.button() != Qt.MouseButton.LeftButton or event.modifiers():
            return
        spot = self.spot_at(event.position())
        if spot is not None and spot == (self.currentIndex().row(), self._word):
            self.seek_wished.emit(self.rows[spot[0]].words[spot[1]].start_ms / 1000)
        elif spot is None and (at_side := self._beside(event.position())) is not None:
            self.seek_wished.emit(self.rows[at_side].start_s)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        super().mouseMoveEvent(event)
        port = self.viewport()
        if event is None or port is None:
            return
        self._hover(self.spot_at(event.position()))
        points = self._hovered is not None or self._beside(event.position()) is not None
        port.setCursor(Qt.CursorShape.PointingHandCursor if points else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent | None) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def viewportEvent(self, event: QEvent | None) -> bool:
        if isinstance(event, QHelpEvent):
            spot = self.spot_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if spot is None else self._told(spot), self)
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        if self._room() != self.arranged.width:
            self._rearrange(self.arranged)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent | None) -> None:
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
            self._rearrange(Layout(self.rows, self.font(), self._duration_s))

    def spot_at(self, at: QPointF) -> Spot | None:
        """The word at a place of the viewport."""
        index = self.indexAt(at.toPoint())
        if not index.isValid():
            return None
        word = self.arranged.word_at(index.row(), at - QPointF(self.visualRect(index).topLeft()))
        return None if word is None else (index.row(), word)

    def place_of(self, spot: Spot) -> QPoint:
        """The middle of a word in the viewport."""
        return self._box(*spot).center().toPoint()

    def _room(self) -> int:
        port = self.viewport()
        return port.width() if port is not None else 0

    def _rearrange(self, arranged: Layout) -> None:
        """Break the lines anew; what was uppermost in view stays so."""
        top = self.indexAt(QPoint(1, 1))
        arranged.set_width(self._room())
        self.arranged = arranged
        self.scheduleDelayedItemsLayout()
        if top.isValid() and top.row() > 0:
            self.scrollTo(top, QAbstractItemView.ScrollHint.PositionAtTop)

    def _box(self, number: int, word: int | None) -> QRectF:
        """A word, or a row without one, in the viewport."""
        row = QRectF(self.visualRect(self._model.index(number)))
        if word is None:
            return row
        return self.arranged.placed(number)[word].box.translated(row.topLeft())

    def _beside(self, at: QPointF) -> int | None:
        """The row whose time is there."""
        index = self.indexAt(at.toPoint())
        return index.row() if index.isValid() and at.x() < self.arranged.side else None

    def _hover(self, spot: Spot | None) -> None:
        before, self._hovered = self._hovered, spot
        if before != spot:
            for each in (before, spot):
                if each is not None:
                    self._redraw(each[0])

    def _told(self, spot: Spot) -> str:
        """What there is to know of a word that is not written on the page."""
        row = self.rows[spot[0]]
        word, moment = row.words[spot[1]], row.marks.get(spot[1])
        lines = [mark_sentence(moment)] if moment is not None else []
        if not heard(word):
            lines.append(self.tr("The recogniser was unsure of this word ({percent} %).").format(
                percent=round(word.confidence * 100)))  # fmt: skip
        return "\n".join(lines)

    def _step(self, by: int) -> None:
        """To the next word, over the end of a row to the next row that has some."""
        number = self.currentIndex().row()
        if number < 0:
            return
        word = self._word + by if self._word is not None else 0 if by > 0 else -1
        while not 0 <= word < len(self.rows[number].words):
            number += by
            if not 0 <= number < len(self.rows):
                return
            word = 0 if by > 0 else len(self.rows[number].words) - 1
        self._go_to(number)
        self._word = word
        self.scrolled_by_hand.emit()
        self.reveal(number, word)
        self._say_word(number, word)
        self._redraw(number)

    def _say_word(self, number: int, word: int) -> None:
        """A screen reader hears the word through the description, which changes."""
        self.setAccessibleDescription(self.rows[number].words[word].text)

    def _go_to(self, number: int) -> None:
        if self.currentIndex().row() != number:
            bar = self.verticalScrollBar()
            before = bar.value() if bar is not None else 0
            self.setCurrentIndex(self._model.index(number))
            if bar is not None:
                bar.setValue(before)  # a row longer than the view would jump; `reveal` scrolls to the word

    def _seek(self) -> None:
        number = self.currentIndex().row()
        if number >= 0:
            row = self.rows[number]
            self.seek_wished.emit(
                row.start_s if self._word is None else row.words[self._word].start_ms / 1000
            )

    def _redraw(self, number: int) -> None:
        self.update(self._model.index(number))

    def _refresh(self) -> None:
        port = self.viewport()
        if port is not None:
            port.update()

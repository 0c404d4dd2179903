"""Lists of what happened: one entry with its time, a title and a few lines, drawn alike in every panel."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PyQt6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRectF, QSize, Qt
from PyQt6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextLayout,
)
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from monitor.document import Role
from monitor.replay.model import Moment
from monitor.ui.review.look import SMALL, claimed, focus_ring, ink, resized
from monitor.ui.review.signs import draw_sign
from monitor.ui.theme import LIGHT, Theme

ENTRY = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()
_MOVES = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """`key` names it; `right` ends the title's line, `text` stands below it, and the quieter `aside` last.

    `struck` is for what no longer counts, `moment` for the sign before the title.
    """

    key: str
    at: str
    title: str
    by: Role | None = None
    right: str = ""
    text: str = ""
    aside: str = ""
    struck: bool = False
    moment: Moment | None = None

    @property
    def said(self) -> str:
        """All of it, as a screen reader reads it."""
        return ". ".join(part for part in (self.at, self.title, self.right, self.aside, self.text) if part)


class EntryModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: Sequence[Entry] = ()
        self.editable = False

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        editable = Qt.ItemFlag.ItemIsEditable if self.editable else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.said
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (entry.title, entry.aside, entry.text) if part)
        return None


class EntryDelegate(QStyledItemDelegate):
    """Draws entries; texts take at most so many lines, and end in an ellipsis where they are longer."""

    def __init__(self, parent: QObject, lines: int) -> None:
        super().__init__(parent)
        self.theme: Theme = LIGHT
        self.low = False
        """Where there is little room only titles are drawn; the texts are in the tips, and read aloud."""
        self._lines = lines
        self._last: _Shape | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        entry: Entry = index.data(ENTRY)
        shape = self._shape(option.font, self._room(option))
        if self.low:
            return QSize(round(shape.width), round(shape.pad + shape.title_high))
        aside = len(wrapped(entry.aside, shape.small, shape.text_room, 2))
        lines = len(wrapped(entry.text, shape.font, shape.text_room, self._lines))
        high = (
            shape.pad * 2
            + shape.title_high * bool(entry.title)
            + lines * shape.line
            + aside * shape.small_line
        )
        return QSize(round(shape.width), round(high))

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        if painter is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        self._ground(painter, box, option)
        painter.translate(box.topLeft())
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._entry(painter, self._shape(option.font, box.width()), index.data(ENTRY), chosen)
        painter.restore()

    def text_box(self, option: QStyleOptionViewItem) -> QRectF:
        """Where the lines below the title stand."""
        shape = self._shape(option.font, option.rect.width())
        return QRectF(option.rect).adjusted(shape.text_x - shape.pad / 2, shape.pad / 2, 0, -shape.pad / 2)

    def _shape(self, font: QFont, width: float) -> "_Shape":
        """Sizes are asked for at every entry, and are the same for all."""
        if self._last is None or self._last.font != font or self._last.width != width:
            self._last = _Shape(QFont(font), width)  # the font is only lent: it dies with the option
        return self._last

    def _room(self, option: QStyleOptionViewItem) -> float:
        view = self.parent()
        port = view.viewport() if isinstance(view, QAbstractItemView) else None
        return float(port.width() if port is not None else option.rect.width())

    def _ground(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        inner = box.adjusted(3, 1, -3, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(self.theme.spoken))
            painter.drawRoundedRect(inner, 5, 5)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            tint = QColor(self.theme.track)
            tint.setAlphaF(0.5)
            painter.setBrush(tint)
            painter.drawRoundedRect(inner, 5, 5)
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, inner.adjusted(-1, -1, 1, 1), self.theme)

    def _entry(self, painter: QPainter, shape: "_Shape", entry: Entry, chosen: bool) -> None:
        """On the ground of what is chosen only the text's own colour can be read."""
        y, text = shape.pad / (2 if self.low else 1), QColor(self.theme.text)
        quiet = text if chosen else QColor(self.theme.quiet)
        first = shape.title_high if entry.title else shape.line
        painter.setFont(shape.small)
        painter.setPen(quiet)
        _written(painter, QRectF(0, y, shape.side, first), entry.at, Qt.AlignmentFlag.AlignRight)
        if entry.title:
            self._title(painter, shape, entry, QRectF(shape.text_x, y, 0, first), chosen)
            y += shape.title_high
        if self.low:
            return
        y = _lines(painter, shape, y, entry.text, quiet if entry.struck else text, most=self._lines)
        _lines(painter, shape, y, entry.aside, quiet, most=0)

    def _title(self, painter: QPainter, shape: "_Shape", entry: Entry, line: QRectF, chosen: bool) -> None:
        x, end = line.left(), shape.width - shape.pad
        if entry.moment is not None:
            box = QRectF(x, line.top(), shape.sign, line.height())
            draw_sign(painter, box, entry.moment, self.theme)
            x += shape.sign
        _written(
            painter, QRectF(x, line.top(), end - x, line.height()), entry.right, Qt.AlignmentFlag.AlignRight
        )
        taken = painter.fontMetrics().horizontalAdvance(entry.right) + shape.pad if entry.right else 0.0
        font = QFont(shape.bold)
        font.setStrikeOut(entry.struck)
        painter.setFont(font)
        if chosen:
            painter.setPen(QColor(self.theme.text))
        else:
            painter.setPen(QColor(self.theme.quiet) if entry.struck else ink(self.theme, entry.by))
        room = max(end - x - taken, 0.0)
        title = QFontMetricsF(font).elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        _written(painter, QRectF(x, line.top(), room + 2, line.height()), title)


class EntryList(QListView):
    """A list whose keys do what it is told; all others stay the window's."""

    _own = frozenset(_MOVES)

    def __init__(self, lines: int = 2, keys: Mapping[Qt.Key, Callable[[], object]] | None = None) -> None:
        super().__init__()
        self.entries = EntryModel(self)
        self._keys: Mapping[Qt.Key, Callable[[], object]] = keys or {}
        self._own = frozenset((*self._keys, *_MOVES))
        self.drawn = EntryDelegate(self, lines)
        self.setModel(self.entries)
        self.setItemDelegate(self.drawn)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        port = self.viewport()
        if port is not None:
            port.setAttribute(Qt.WidgetAttribute.WA_Hover)
            port.setBackgroundRole(QPalette.ColorRole.Window)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """What was chosen stays so, where it is still there."""
        if entries == self.entries.entries:
            return
        before, bar = self.chosen, self.verticalScrollBar()
        scrolled = bar.value() if bar is not None else 0
        self.entries.show_entries(entries)
        if before is not None:
            self.choose(before)
        self.executeDelayedItemsLayout()
        if bar is not None:
            bar.setValue(scrolled)

    @property
    def chosen(self) -> str | None:
        """The key of the entry where the keyboard is."""
        row = self.currentIndex().row()
        return self.entries.entries[row].key if 0 <= row < len(self.entries.entries) else None

    def choose(self, key: str | None) -> bool:
        """Put the keyboard on this entry, or on none; whether it is there."""
        for row, entry in enumerate(self.entries.entries):
            if entry.key == key:
                if row != self.currentIndex().row():
                    self.setCurrentIndex(self.entries.index(row))
                return True
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()
        return False

    def be_low(self, low: bool) -> None:
        """Draw titles alone, to show more of them where there is little room."""
        if low != self.drawn.low:
            self.drawn.low = low
            self.scheduleDelayedItemsLayout()

    def set_theme(self, theme: Theme) -> None:
        self.drawn.theme = theme
        port = self.viewport()
        if port is not None:
            port.update()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Qt would put the keyboard on the first entry; to come by is not yet to choose."""
        nowhere, model = not self.currentIndex().isValid(), self.selectionModel()
        blocked = model is not None and nowhere and model.blockSignals(True)
        super().focusInEvent(event)
        if model is not None and nowhere:
            model.clear()
            model.blockSignals(blocked)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        port = self.viewport()
        if port is not None and self.hasFocus() and not self.currentIndex().isValid():
            painter = QPainter(port)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focus_ring(painter, QRectF(port.rect()), self.drawn.theme)
            painter.end()

    def event(self, event: QEvent | None) -> bool:
        if claimed(event, self._own):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None or self.state() == QAbstractItemView.State.EditingState:
            return  # the Enter that ends an edit comes by here
        key, plain = Qt.Key(event.key()), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in self._keys:
            if self.currentIndex().isValid():
                self._keys[key]()
        elif key in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()


class _Shape:
    """Sizes of an entry, from the font."""

    def __init__(self, font: QFont, width: float) -> None:
        self.font, self.small, self.bold = font, resized(font, SMALL), resized(font, 1.0, bold=True)
        metrics, small = QFontMetricsF(font), QFontMetricsF(self.small)
        unit = metrics.height()
        self.width = width
        self.pad = unit * 0.45
        self.line, self.small_line = unit * 1.15, small.height() * 1.15
        self.title_high = unit * 1.25
        self.sign = unit * 0.95
        self.side = small.horizontalAdvance("0:00:00") + self.pad
        self.text_x = self.side + unit * 0.7
        self.text_room = max(width - self.text_x - self.pad, unit * 3)


def wrapped(text: str, font: QFont, width: float, most: int) -> list[str]:
    """The text in lines of this width; the last of `most` ends in an ellipsis where there is more."""
    if not text:
        return []
    layout = QTextLayout(text, font)
    layout.beginLayout()
    lines: list[str] = []
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start = line.textStart()
        last = len(lines) == most - 1
        lines.append(text[start:] if last else text[start : start + line.textLength()])
    layout.endLayout()
    lines[-1] = QFontMetricsF(font).elidedText(lines[-1], Qt.TextElideMode.ElideRight, width)
    return lines


def _lines(painter: QPainter, shape: "_Shape", y: float, text: str, colour: QColor, *, most: int) -> float:
    """Writes the text, with `most` 0 smaller and on two lines at most; returns where it ends."""
    font, line = (shape.font, shape.line) if most else (shape.small, shape.small_line)
    painter.setFont(font)
    painter.setPen(colour)
    for part in wrapped(text, font, shape.text_room, most or 2):
        _written(painter, QRectF(shape.text_x, y, shape.text_room + 2, line), part)
        y += line
    return y


def _written(
    painter: QPainter, box: QRectF, text: str, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
) -> None:
    if text:
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), text)

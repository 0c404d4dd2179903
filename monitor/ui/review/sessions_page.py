"""The kept sessions, the newest first: search for one, and open it.

Beside the list stands what looks at all of them over time.
"""

from collections.abc import Callable, Sequence

from PyQt6.QtCore import QDateTime, QLocale, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QStackedLayout,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from monitor.conversation.timeline import clock
from monitor.errors import PROGRAM
from monitor.ui.review.look import Heading, Sentence
from monitor.ui.review.naming import kept_name, state_name
from monitor.ui.review.opened import Row

_SIZE = (900, 600)
_COLUMNS = 6
_LINE = 2.0
"""Of a line's height in the list, in those of its text."""
_LONGEST_COLUMN = 28
"""Of a column, in characters: a long pseudonym is elided."""


class SessionsPage(QWidget):
    """A line for each session; those that cannot be opened say why."""

    open_wished = pyqtSignal(str)
    """A session's whole name."""
    demo_wished = pyqtSignal()
    recording_wished = pyqtSignal()

    def __init__(self, rows: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search, self._list = QLineEdit(), QTreeWidget()
        self._open = QPushButton(self.tr("&Open"))
        self._nothing, self._empty = Heading(), Sentence(quiet=True)
        self._stack = QStackedLayout()
        self._name_parts()
        self._lay_out()
        self._connect()
        self.show_rows(rows)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """These in the place of those there were."""
        self._list.clear()
        for row in rows:
            self._list.addTopLevelItem(self._item(row))
        for column in range(_COLUMNS):
            self._list.resizeColumnToContents(column)
            most = _LONGEST_COLUMN * self.fontMetrics().averageCharWidth()
            self._list.setColumnWidth(column, min(self._list.columnWidth(column) + 24, most))
        self._search.setVisible(bool(rows))
        self._open.setVisible(bool(rows))
        self._filter(self._search.text())

    def choose(self, session: str) -> None:
        """Put the keyboard on this session."""
        for number in range(self._list.topLevelItemCount()):
            item = self._list.topLevelItem(number)
            if item is not None and item.data(0, Qt.ItemDataRole.UserRole) == session:
                self._list.setCurrentItem(item)

    def find_session(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _item(self, row: Row) -> QTreeWidgetItem:
        began = QDateTime.fromSecsSinceEpoch(row.started_at)
        when = QLocale().toString(began, self.tr("ddd d MMM yyyy, HH:mm")) if row.started_at else ""
        length = clock(round(row.duration_s)) if row.id else ""
        texts = [when, length, row.client, kept_name(row.kept), ", ".join(row.tags), state_name(row)]
        item = QTreeWidgetItem([*texts, row.name])
        item.setData(0, Qt.ItemDataRole.UserRole, row.id)
        metrics = self.fontMetrics()
        wide, high = metrics.horizontalAdvance(when), round(metrics.height() * _LINE)
        item.setSizeHint(0, QSize(wide + metrics.height(), high))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column in (2, 4, 5):
            item.setToolTip(column, texts[column])
        if not row.id:
            item.setFlags(Qt.ItemFlag.ItemIsSelectable)
        return item

    def _filter(self, text: str) -> None:
        """Show those in whose line all of these words stand."""
        wanted, shown = text.casefold().split(), []
        for number in range(self._list.topLevelItemCount()):
            item = self._list.topLevelItem(number)
            assert item is not None
            said = " ".join(item.text(column) for column in range(_COLUMNS + 1)).casefold()
            item.setHidden(not all(word in said for word in wanted))
            if not item.isHidden():
                shown.append(item)
        self._say_empty(bool(wanted), bool(shown))
        if shown and (self._list.currentItem() is None or self._list.currentItem().isHidden()):  # type: ignore[union-attr]
            self._list.setCurrentItem(shown[0])
        self._follow_choice()

    def _say_empty(self, searched: bool, found: bool) -> None:
        self._stack.setCurrentIndex(0 if found else 1)
        if searched:
            self._nothing.say(self.tr("No session is so described."))
            self._empty.say(self.tr("Search for fewer words, or for others."))
        else:
            self._nothing.say(self.tr("No session has been kept yet."))
            self._empty.say(
                self.tr(
                    "A session begins with “{command}”, and you choose before it starts what of it is kept."
                    " Here you can already look at the demo session, or at a recording of your own."
                ).format(command=f"{PROGRAM} live")
            )

    def _open_chosen(self) -> None:
        item = self._list.currentItem()
        if item is not None and not item.isHidden() and item.data(0, Qt.ItemDataRole.UserRole):
            self.open_wished.emit(item.data(0, Qt.ItemDataRole.UserRole))

    def _follow_choice(self) -> None:
        item = self._list.currentItem()
        self._open.setEnabled(bool(item and not item.isHidden() and item.data(0, Qt.ItemDataRole.UserRole)))

    def _name_parts(self) -> None:
        self._search.setPlaceholderText(self.tr("Search: a pseudonym, a tag, a date"))
        self._search.setAccessibleName(self.tr("Search the sessions"))
        self._search.setClearButtonEnabled(True)
        self._list.setAccessibleName(self.tr("Sessions"))
        self._list.setHeaderLabels(
            [
                self.tr("Began"),
                self.tr("Length"),
                self.tr("Client"),
                self.tr("Kept"),
                self.tr("Tags"),
                self.tr("State"),
            ]
        )
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setFrameShape(QTreeWidget.Shape.NoFrame)
        self._list.setAllColumnsShowFocus(True)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self._list.header()
        if header is not None:
            header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
            header.setStretchLastSection(True)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._filter)
        self._search.returnPressed.connect(self._open_chosen)
        self._list.itemActivated.connect(lambda _item, _column: self._open_chosen())
        self._list.currentItemChanged.connect(lambda _now, _before: self._follow_choice())
        self._open.clicked.connect(self._open_chosen)

    def _lay_out(self) -> None:
        column, buttons = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(self._search)
        nothing = QWidget()
        inner = QVBoxLayout(nothing)
        inner.setSpacing(10)
        inner.addStretch(1)
        for label in (self._nothing, self._empty):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            inner.addWidget(label)
        inner.addStretch(2)
        self._stack.addWidget(self._list)
        self._stack.addWidget(nothing)
        column.addLayout(self._stack, 1)
        demo = QPushButton(self.tr("&Demo session"))
        recording = QPushButton(self.tr("A &recording …"))
        demo.clicked.connect(self.demo_wished)
        recording.clicked.connect(self.recording_wished)
        buttons.addWidget(demo)
        buttons.addWidget(recording)
        buttons.addStretch()
        buttons.addWidget(self._open)
        column.addLayout(buttons)


class SessionsWindow(QMainWindow):
    """The list in one tab, all sessions over time in the other, which is made when it is looked at."""

    closed = pyqtSignal()

    def __init__(self, page: SessionsPage, over_time: Callable[[], QWidget] | None = None) -> None:
        super().__init__()
        self.page = page
        self._over_time = over_time
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(page, self.tr("Sessions"))
        if over_time is not None:
            place = QWidget()
            QVBoxLayout(place).setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(place, self.tr("Over time"))
            self.tabs.currentChanged.connect(self._fill)
        self.setCentralWidget(self.tabs)
        self.setWindowTitle(self.tr("Your sessions"))
        self.resize(*_SIZE)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(page.find_session)
        QShortcut(QKeySequence("Ctrl+W"), self).activated.connect(self.close)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _fill(self, number: int) -> None:
        place = self.tabs.widget(number)
        layout = None if place is None else place.layout()
        if number == 1 and self._over_time is not None and layout is not None and layout.isEmpty():
            layout.addWidget(self._over_time())

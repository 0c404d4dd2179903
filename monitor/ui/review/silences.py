"""The silence ledger: when nobody spoke, for how long, and who ended it.  Silence is never scored."""

from statistics import median
from typing import Any

from PyQt6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    Qt,
    pyqtSignal,
)
from PyQt6.QtGui import QKeyEvent, QPalette
from PyQt6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from monitor.conversation.timeline import clock
from monitor.document import Role
from monitor.replay.model import Quiet, Replay
from monitor.ui.review.look import Heading, Sentence, claimed, ink, painted
from monitor.ui.review.words import role_name, seconds
from monitor.ui.theme import LIGHT, Theme

SORTED_BY = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()
_MEASURED = 40
"""So many rows are looked at for the width of a column: all of them would take longer than the rest."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
WHEN, LENGTH, AFTER, ENDED_BY, REOPENED = range(5)


class Ledger(QAbstractTableModel):
    """A silence to a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._silences: tuple[Quiet, ...] = ()
        self.theme: Theme = LIGHT

    def show_silences(self, silences: tuple[Quiet, ...]) -> None:
        self.beginResetModel()
        self._silences = silences
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._silences)

    def columnCount(self, parent: QModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else REOPENED + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        names = (
            self.tr("At"),
            self.tr("Length"),
            self.tr("After"),
            self.tr("Ended by"),
            self.tr("First words"),
        )
        told = (
            self.tr("When the silence began"),
            self.tr("How long nobody spoke"),
            self.tr("Who spoke last before it"),
            self.tr("Who spoke first after it"),
            self.tr("The first words after it"),
        )
        if role == Qt.ItemDataRole.ToolTipRole:
            return told[section]
        return names[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        quiet, column = self._silences[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(quiet, column)
        if role == SORTED_BY:
            ordered = (quiet.span.start_s, quiet.span.length_s, quiet.after or "", quiet.ended_by or "")
            return (*ordered, quiet.reopened_with.casefold())[column]
        if role == Qt.ItemDataRole.ForegroundRole and column in (AFTER, ENDED_BY):
            return ink(self.theme, quiet.after if column == AFTER else quiet.ended_by)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (WHEN, LENGTH):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        asked = role == Qt.ItemDataRole.ToolTipRole and column == REOPENED
        return (quiet.reopened_with or None) if asked else None

    def _text(self, quiet: Quiet, column: int) -> str:
        return (
            clock(quiet.span.start_s),
            seconds(quiet.span.length_s),
            self._who(quiet.after),
            self._who(quiet.ended_by),
            quiet.reopened_with,
        )[column]

    def _who(self, role: Role | None) -> str:
        return "–" if role is None else role_name(role)


class LedgerView(QTableView):
    """Enter, or a click, seeks."""

    seek_wished = pyqtSignal(float)

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger(self)
        self._ordered = QSortFilterProxyModel(self)
        self._ordered.setSourceModel(self.ledger)
        self._ordered.setSortRole(SORTED_BY)
        self.setModel(self._ordered)
        self.setSortingEnabled(True)
        self.sortByColumn(WHEN, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        port = self.viewport()
        if port is not None:
            port.setBackgroundRole(QPalette.ColorRole.Window)
        self._fit_columns()
        self._fit_rows()
        self.clicked.connect(self._seek)

    def changeEvent(self, event: QEvent | None) -> None:
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def event(self, event: QEvent | None) -> bool:
        if claimed(event, _ENTER):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None and Qt.Key(event.key()) in _ENTER:
            self._seek(self.currentIndex())
        elif event is not None and event.text().isprintable() and event.text():
            event.ignore()  # what is typed is for the window
        else:
            super().keyPressEvent(event)

    def _fit_rows(self) -> None:
        rows = self.verticalHeader()
        if rows is not None:
            rows.setDefaultSectionSize(round(self.fontMetrics().height() * 1.8))

    def _fit_columns(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        if rows is not None:
            rows.hide()
            rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        if columns is not None:
            columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            columns.setSectionResizeMode(REOPENED, QHeaderView.ResizeMode.Stretch)
            columns.setHighlightSections(False)
            columns.setResizeContentsPrecision(_MEASURED)
            columns.setMinimumSectionSize(round(self.fontMetrics().height() * 2.6))
            columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _seek(self, index: QModelIndex) -> None:
        if index.isValid():
            self.seek_wished.emit(self._ordered.index(index.row(), WHEN).data(SORTED_BY))


class SilencesPanel(QWidget):
    """`seek_wished` carries the second at which a silence began."""

    seek_wished = pyqtSignal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary, self._details, self._honest = Heading(), Sentence(), Sentence(quiet=True)
        self.table = LedgerView()
        self.table.setAccessibleName(self.tr("Silences"))
        self.table.seek_wished.connect(self.seek_wished)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        for label in (self._summary, self._details, self._honest):
            label.setContentsMargins(12, 0, 12, 0)
            column.addWidget(label)
        beside = QVBoxLayout()
        beside.setContentsMargins(8, 4, 0, 0)
        beside.addWidget(self.table)
        column.addLayout(beside, 1)
        column.addStretch(0)

    def show_replay(self, replay: Replay) -> None:
        silences = tuple(replay.silences)
        self.table.ledger.show_silences(silences)
        self.table.setVisible(bool(silences))
        self.table.setColumnHidden(REOPENED, not any(quiet.reopened_with for quiet in silences))
        self._summary.say(self._summed_up(silences))
        self._details.say(self._detailed(silences))
        self._honest.say(self.tr("Silence is never scored: it may be where the work is done."))

    def set_theme(self, theme: Theme) -> None:
        painted(self, theme)
        self.table.ledger.theme = theme
        for part in (self._summary, self._details, self._honest):
            part.set_theme(theme)

    def _summed_up(self, silences: tuple[Quiet, ...]) -> str:
        if not silences:
            return self.tr("No silence of 3 s or more in this session.")
        lengths = [quiet.span.length_s for quiet in silences]
        one, many = self.tr("1 silence, {length} in all"), self.tr("{count} silences, {length} in all")
        return (one if len(lengths) == 1 else many).format(
            count=len(lengths), length=seconds(sum(lengths)) if sum(lengths) < 60 else clock(sum(lengths))
        )

    def _detailed(self, silences: tuple[Quiet, ...]) -> str:
        """Their median, and how many the therapist ended."""
        if not silences:
            return ""
        middle = seconds(median(quiet.span.length_s for quiet in silences))
        ended = sum(quiet.ended_by == "therapist" for quiet in silences)
        none = self.tr("Median {length}, none ended by the therapist.")
        some = self.tr("Median {length}, {count} ended by the therapist.")
        return (some if ended else none).format(length=middle, count=ended)

"""The sessions of the page over time as a table: the same values, for whoever would rather read them."""

from collections.abc import Callable, Sequence

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from monitor.replay.trends import Figure, Rolling
from monitor.ui.review.trend_words import (
    ENOUGH,
    briefly,
    client_name,
    figure_name,
    preset_name,
    reason,
    value_said,
    when,
)

_NOWHERE = QModelIndex()


class Sessions(QAbstractTableModel):
    """A row for each session, the newest first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[Rolling] = ()
        self._figure = Figure.SHARE
        self._columns: Sequence[Callable[[Rolling], str]] = (
            lambda each: when(each.point.about.started_at),
            lambda each: client_name(each.point.about.client),
            lambda each: preset_name(each.point.about.preset),
            self._value,
            self._usual,
            self._spread,
        )

    def show_course(self, course: Sequence[Rolling], figure: Figure) -> None:
        self.beginResetModel()
        self._rows, self._figure = course[::-1], figure
        self.endResetModel()

    def session(self, row: int) -> str:
        return self._rows[row].point.about.session

    def row_of(self, session: str) -> int | None:
        return next((n for n, each in enumerate(self._rows) if each.point.about.session == session), None)

    def rowCount(self, parent: QModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[index.column()](self._rows[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._columns[index.column()](self._rows[index.row()])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Began"),
            self.tr("Client"),
            self.tr("Preset"),
            figure_name(self._figure),
            self.tr("Usual until then"),
            self.tr("Half of them between"),
        )[section]

    def _value(self, each: Rolling) -> str:
        found = each.value
        return reason(each.point, self._figure) if found is None else value_said(self._figure, found)

    def _usual(self, each: Rolling) -> str:
        known = each.sessions >= ENOUGH and each.median is not None
        return value_said(self._figure, each.median or 0.0) if known else "–"

    def _spread(self, each: Rolling) -> str:
        if each.sessions < ENOUGH or each.lower is None or each.upper is None:
            return "–"
        return self.tr("{lower} and {upper}").format(
            lower=briefly(self._figure, each.lower), upper=briefly(self._figure, each.upper)
        )


class SessionsTable(QTableView):
    """Enter or a double click opens a session (`session_chosen`: its name)."""

    session_chosen = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sessions = Sessions(self)
        self.setModel(self.sessions)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAccessibleName(self.tr("Sessions over time"))
        self.activated.connect(lambda index: self.session_chosen.emit(self.sessions.session(index.row())))
        across, down = self.horizontalHeader(), self.verticalHeader()
        if across is not None and down is not None:
            across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            across.setHighlightSections(False)
            across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            down.hide()

    def show_course(self, course: Sequence[Rolling], figure: Figure) -> None:
        """The row where the keyboard is stays that of the same session."""
        before = self.chosen
        self.sessions.show_course(course, figure)
        self.choose(before)

    @property
    def chosen(self) -> str:
        index = self.currentIndex()
        return self.sessions.session(index.row()) if index.isValid() else ""

    def choose(self, session: str) -> None:
        row = self.sessions.row_of(session)
        if row is None and self.sessions.rowCount():
            row = 0
        if row is not None:
            self.setCurrentIndex(self.sessions.index(row, 0))

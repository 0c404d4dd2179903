"""Which sessions the page over time looks at, and at how many at once."""

from collections.abc import Iterable

from PyQt6.QtCore import QLocale, QSize, Qt, pyqtSignal
from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from monitor.replay.trends import Figure, Point
from monitor.ui.review.trend_words import client_name, figure_name, preset_name

LAST = (5, 10, 20)
"""Over so many sessions something is usual."""
_SHORTEST, _LONGEST = 11, 26
"""Characters; the list shows all of a pseudonym."""


class Choice(QComboBox):
    """As wide as what it offers, within reason; narrower where there is little room."""

    def sizeHint(self) -> QSize:
        return self._bounded(super().sizeHint(), _LONGEST)

    def minimumSizeHint(self) -> QSize:
        return self._bounded(super().sizeHint(), _SHORTEST)

    def _bounded(self, size: QSize, characters: int) -> QSize:
        return QSize(min(size.width(), self.fontMetrics().averageCharWidth() * characters), size.height())


class Filters(QWidget):
    """`changed`: other sessions, or another number of them; `figure_chosen` carries a Figure."""

    changed = pyqtSignal()
    figure_chosen = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.figure, self.client, self.preset, self.last = (Choice() for _ in range(4))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._figures = self._add(self.tr("&Figure"), self.figure)
        self._add(self.tr("&Client"), self.client)
        self._add(self.tr("&Preset"), self.preset)
        self._add(self.tr("&Last"), self.last)
        for figure in Figure:
            self.figure.addItem(figure_name(figure), figure)
        for count in LAST:
            self.last.addItem(self.tr("{count} sessions").format(count=QLocale().toString(count)), count)
        self.last.setToolTip(self.tr("What is usual is worked out over so many sessions"))
        self.last.setCurrentIndex(LAST.index(10))
        self.show_points(())
        self.figure.activated.connect(lambda _index: self.figure_chosen.emit(self.figure.currentData()))
        for box in (self.client, self.preset, self.last):
            box.currentIndexChanged.connect(lambda _index: self.changed.emit())

    @property
    def sessions(self) -> int:
        return int(self.last.currentData())

    def show_points(self, points: Iterable[Point]) -> None:
        """Offer the clients and presets that there are; what was chosen stays, where it is still there."""
        clients, presets = set(), set()
        for each in points:
            clients.add(each.about.client)
            presets.add(each.about.preset)
        _offer(self.client, self.tr("All"), {name: client_name(name) for name in clients})
        _offer(self.preset, self.tr("All"), {name: preset_name(name) for name in presets})

    def lets_through(self, point: Point) -> bool:
        client, preset = self.client.currentData(), self.preset.currentData()
        return client in (None, point.about.client) and preset in (None, point.about.preset)

    def show_figure(self, figure: Figure) -> None:
        self.figure.setCurrentIndex(self.figure.findData(figure))

    def offer_figures(self, offer: bool) -> None:
        """Here, where there is no room to show them side by side."""
        self._figures.setVisible(offer)

    def _add(self, text: str, box: QComboBox) -> QWidget:
        pair, label = QWidget(), QLabel(text)
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        label.setBuddy(box)
        box.setAccessibleName(text.replace("&", ""))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        row.addWidget(label)
        row.addWidget(box, 1)
        self._row.addWidget(pair)
        return pair


def _offer(box: QComboBox, all_of_them: str, names: dict[str, str]) -> None:
    """Those without a name come last."""
    offered = [
        (None, all_of_them),
        *sorted(names.items(), key=lambda each: (not each[0], each[1].casefold())),
    ]
    if [box.itemData(number) for number in range(box.count())] == [name for name, _ in offered]:
        return
    before = box.currentData()
    silent = box.blockSignals(True)
    box.clear()
    for name, text in offered:
        box.addItem(text, name)
        box.setItemData(box.count() - 1, text, Qt.ItemDataRole.ToolTipRole)
    found = [name for name, _ in offered]
    box.setCurrentIndex(found.index(before) if before in found else 0)
    box.blockSignals(silent)

"""The settings window: pages at the left, each setting with its reason, and the way back to what is shipped.

Session  | Kind of session   [Client-led          v]
Overlay  |                   Decides which cues there are, and from when on.
Cues     | Spoken language   [                     ]  (As shipped)
Keys     |                   ...
Keeping  |
                                        [Cancel] [Save]
"""

from collections.abc import Callable, Mapping, Sequence

from PyQt6.QtCore import QEvent, QSize, Qt
from PyQt6.QtGui import QFont
from PyQt6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.preferences.controls import Control, control_for
from monitor.ui.preferences.fields import Field, Page, Value, pages
from monitor.ui.start.parts import painted

Key = tuple[str, str]
Save = Callable[[Mapping[Key, Value | None]], str]
"""Writes what has changed (None: as shipped); empty, or a sentence about what is wrong."""


class SettingsWindow(QDialog):
    """Accepted once it is saved.  `shipped` is what each setting is without the user's file."""

    def __init__(
        self,
        presets: Sequence[str],
        values: Mapping[Key, Value],
        shipped: Mapping[Key, Value],
        save: Save,
        theme: ThemeChoice = "auto",
    ) -> None:
        super().__init__()
        self._values, self._shipped, self._save = values, shipped, save
        self._controls: dict[Key, Control] = {}
        self._resets: dict[Key, QToolButton] = {}
        self._problem = QLabel()
        self._list, self._stack = QListWidget(), QStackedWidget()
        self.setWindowTitle(self.tr("Settings"))
        painted(self, theme)
        for page in pages(presets):
            self._list.addItem(page.title)
            self._stack.addWidget(self._scrolled(page))
        self._lay_out()
        self._list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self._list.setCurrentRow(0)
        self._restyle()

    def control(self, section: str, name: str) -> QWidget:
        """The widget in which a setting is changed."""
        return self._controls[section, name].widget

    def changes(self) -> dict[Key, Value | None]:
        """What is different from what held before; None for what is as shipped again."""
        return {
            key: None if control.value() == self._shipped[key] else control.value()
            for key, control in self._controls.items()
            if control.value() != self._values[key]
        }

    def accept(self) -> None:
        """Save, and close where that went well."""
        changes = self.changes()
        said = self._save(changes) if changes else ""
        if not said:
            super().accept()
            return
        self._problem.setText(said)
        self._problem.show()

    def _lay_out(self) -> None:
        self._list.setAccessibleName(self.tr("Pages"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._problem.setWordWrap(True)
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.hide()
        across = QHBoxLayout()
        across.addWidget(self._list)
        across.addWidget(self._stack, 1)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(across, 1)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)

    def _scrolled(self, page: Page) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._drawn(page))
        return area

    def _drawn(self, page: Page) -> QWidget:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(2 * self.fontMetrics().averageCharWidth())
        grid.addWidget(_Quiet(page.about), 0, 0, 1, 3)
        for number, field in enumerate(page.fields):
            self._add(grid, 2 * number + 1, field)
        grid.setRowStretch(2 * len(page.fields) + 1, 1)
        return inner

    def _add(self, grid: QGridLayout, row: int, field: Field) -> None:
        key = field.section, field.name
        control, reset = control_for(field), QToolButton()
        control.show(self._values[key])
        self._controls[key], self._resets[key] = control, reset
        label = QLabel(field.label)
        label.setBuddy(control.widget)
        reset.setText(self.tr("As shipped"))
        reset.setAccessibleName(self.tr("{setting}: as shipped").format(setting=field.label))
        kept = reset.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        reset.setSizePolicy(kept)
        reset.setAutoRaise(True)
        reset.clicked.connect(lambda: control.show(self._shipped[key]))
        control.changed.connect(lambda *_: self._follow(key))
        grid.addWidget(label, row, 0)
        grid.addWidget(control.widget, row, 1)
        grid.addWidget(reset, row, 2)
        if field.reason:
            grid.addWidget(_Quiet(field.reason), row + 1, 1, 1, 2)
        self._follow(key)

    def _follow(self, key: Key) -> None:
        self._resets[key].setVisible(self._controls[key].value() != self._shipped[key])

    def changeEvent(self, event: QEvent | None) -> None:
        if event is not None and event.type() == QEvent.Type.FontChange:
            self._restyle()
        super().changeEvent(event)

    def _restyle(self) -> None:
        """Sizes that follow the font."""
        unit, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        for number in range(self._list.count()):
            if (item := self._list.item(number)) is not None:
                item.setSizeHint(QSize(0, 2 * line))
        self._list.setFixedWidth(self.fontMetrics().horizontalAdvance("m" * 12))
        for area in self.findChildren(QScrollArea):
            inner, bar = area.widget(), area.verticalScrollBar()
            if inner is not None and bar is not None:
                inner.setContentsMargins(unit, 0, 2 * unit, 0)
                area.setMinimumWidth(inner.minimumSizeHint().width() + bar.sizeHint().width())
        self.resize(96 * unit, 34 * line)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(button.isDefault())


class _Quiet(QLabel):
    """A reason: smaller than what it explains, and wrapped."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        font = QFont(self.font())
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * 0.92)
        self.setFont(font)
        self.setContentsMargins(0, 0, 0, self.fontMetrics().height() // 2)

"""The control of each kind of field: what it shows, and what it would write."""

from typing import Protocol

from PyQt6.QtCore import QLocale, pyqtBoundSignal
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import QCheckBox, QComboBox, QKeySequenceEdit, QLineEdit, QSpinBox, QWidget

from monitor.ui.preferences.fields import Choice, Field, Flag, Keys, Number, Text, Value


class Control(Protocol):
    """A widget for one setting."""

    @property
    def widget(self) -> QWidget: ...
    @property
    def changed(self) -> pyqtBoundSignal: ...
    def show(self, value: Value) -> None: ...
    def value(self) -> Value: ...


def control_for(field: Field) -> Control:
    """The control of a field, with the names that a screen reader reads."""
    made: Control
    if isinstance(field, Choice):
        made = _ChoiceControl(field)
    elif isinstance(field, Number):
        made = _NumberControl(field)
    elif isinstance(field, Flag):
        made = _FlagControl(field)
    elif isinstance(field, Keys):
        made = _KeysControl()
    else:
        assert isinstance(field, Text)
        made = _TextControl(field)
    made.widget.setAccessibleName(field.label)
    made.widget.setAccessibleDescription(field.reason)
    return made


class _ChoiceControl:
    def __init__(self, field: Choice) -> None:
        self.widget = QComboBox()
        for value, name in field.options:
            self.widget.addItem(name, value)
        self.changed = self.widget.currentIndexChanged

    def show(self, value: Value) -> None:
        if self.widget.findData(value) < 0:  # of the user's file: it stays one to choose
            self.widget.addItem(str(value), value)
        self.widget.setCurrentIndex(self.widget.findData(value))

    def value(self) -> Value:
        return str(self.widget.currentData())


class _NumberControl:
    """A value between its steps stays as it is until it is changed."""

    def __init__(self, field: Number) -> None:
        self._field = field
        self._exact: float | None = None
        self.widget = QSpinBox()
        self.widget.setRange(field.least, field.most)
        self.widget.setSingleStep(field.step)
        self.widget.setSuffix(f" {field.unit}" if field.unit else "")
        self.widget.setLocale(QLocale())
        if field.zero:
            self.widget.setSpecialValueText(field.zero)
        self.changed = self.widget.valueChanged

    def show(self, value: Value) -> None:
        self._exact = float(value)
        self.widget.setValue(round(self._exact * self._field.times))

    def value(self) -> Value:
        shown = self.widget.value()
        if self._exact is not None and shown == round(self._exact * self._field.times):
            return int(self._exact) if self._field.whole else self._exact
        return shown if self._field.whole else round(shown / self._field.times, 6)


class _FlagControl:
    def __init__(self, field: Flag) -> None:
        self.widget = QCheckBox()
        self.changed = self.widget.toggled

    def show(self, value: Value) -> None:
        self.widget.setChecked(bool(value))

    def value(self) -> Value:
        return self.widget.isChecked()


class _TextControl:
    def __init__(self, field: Text) -> None:
        self.widget = QLineEdit()
        self.widget.setPlaceholderText(field.empty)
        self.changed = self.widget.textChanged

    def show(self, value: Value) -> None:
        self.widget.setText(str(value))

    def value(self) -> Value:
        return self.widget.text().strip()


class _KeysControl:
    def __init__(self) -> None:
        self.widget = QKeySequenceEdit()
        self.widget.setMaximumSequenceLength(1)
        self.widget.setClearButtonEnabled(True)
        self.changed = self.widget.keySequenceChanged

    def show(self, value: Value) -> None:
        self.widget.setKeySequence(QKeySequence(str(value)))

    def value(self) -> Value:
        return self.widget.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

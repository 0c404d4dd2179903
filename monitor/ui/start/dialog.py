"""The question before a session: what of it is kept, and whether the client has agreed.

What is kept of this session
  (o) Numbers only
      Who spoke when ...
  ( ) Numbers, transcript and sound
[ ] The client has agreed            where words or sound are kept
    My client knows that ...
Pseudonym  [________]
Listening to ...
                    [Cancel] [Start]
"""

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.start.offer import Choice, LevelOffer, Offer
from monitor.ui.start.parts import indented, painted, plain_label

WIDTH = 480
PSEUDONYM_MAX = 200
AGREED = "The &client has agreed"
NOT_AGREED = "Tick that your client has agreed, or keep the numbers only."


class StartDialog(QDialog):
    """Accepted with a `choice`, or rejected: then there is no session."""

    def __init__(self, offer: Offer, theme: ThemeChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = offer
        self._radios: dict[str, QRadioButton] = {}
        self._agreed = QCheckBox(AGREED)
        self._wording = plain_label("")
        self._asks = plain_label(NOT_AGREED)
        self._client = QLineEdit(offer.client)
        painted(self, theme)
        self.setWindowTitle("Before the session")
        self.setAccessibleName("Before the session")
        self.setFixedWidth(WIDTH)
        self._fill()
        self._follow_level()

    @property
    def choice(self) -> Choice:
        level = self._level()
        agreed = level.consent if level.consent and self._agreed.isChecked() else ""
        return Choice(level.name, agreed, self._client.text().strip())

    def accept(self) -> None:
        """Only where the client has agreed to what is kept; otherwise the tick is asked for."""
        if self._level().consent and not self._agreed.isChecked():
            self._asks.show()
            self._agreed.setFocus(Qt.FocusReason.OtherFocusReason)
            self._fit()
            return
        super().accept()

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self._radios[self._offer.chosen].setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    def _fill(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        for notice in (*self._offer.notices, self._offer.trouble):
            if notice:
                layout.addWidget(plain_label(notice))
        layout.addWidget(self._levels())
        layout.addWidget(self._consent())
        layout.addLayout(self._about())
        layout.addWidget(self._buttons())

    def _levels(self) -> QGroupBox:
        box = QGroupBox("What is kept of this session, encrypted, on this computer")
        column, group = QVBoxLayout(box), QButtonGroup(box)
        for number, level in enumerate(self._offer.levels, start=1):
            radio = QRadioButton(f"&{number}  {level.title}")
            radio.setAccessibleName(level.title)
            radio.setAccessibleDescription(level.written)
            radio.setChecked(level.name == self._offer.chosen)
            radio.toggled.connect(self._follow_level)
            group.addButton(radio)
            self._radios[level.name] = radio
            column.addWidget(radio)
            column.addLayout(indented(plain_label(level.written)))
        return box

    def _consent(self) -> QWidget:
        self._part = QWidget()
        column = QVBoxLayout(self._part)
        column.setContentsMargins(0, 0, 0, 0)
        self._agreed.toggled.connect(self._asks.hide)
        column.addWidget(self._agreed)
        column.addLayout(indented(self._wording))
        column.addLayout(indented(self._asks))
        return self._part

    def _about(self) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._client.setMaxLength(PSEUDONYM_MAX)
        self._client.setPlaceholderText("not the name; may stay empty")
        self._client.setAccessibleName("Pseudonym of the client")
        form.addRow("Client's &pseudonym", self._client)
        form.addRow("Listening to", plain_label(self._offer.heard))
        form.addRow("Words", plain_label(self._offer.words))
        return form

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        start = buttons.addButton("&Start", QDialogButtonBox.ButtonRole.AcceptRole)
        if start is not None:
            start.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _level(self) -> LevelOffer:
        return next(level for level in self._offer.levels if self._radios[level.name].isChecked())

    def _follow_level(self) -> None:
        """A tick holds for what was agreed to: another level asks anew."""
        wording = self._level().consent
        if wording != self._wording.text():
            self._agreed.setChecked(False)
        self._wording.setText(wording)
        self._agreed.setAccessibleDescription(wording)
        self._asks.hide()
        self._part.setVisible(bool(wording))
        self._fit()

    def _fit(self) -> None:
        """As high as what it asks."""
        layout = self.layout()
        if layout is not None:
            self.setFixedHeight(layout.totalHeightForWidth(WIDTH))

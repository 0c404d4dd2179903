"""The question before a session: what of it is kept, and whether the client has agreed.

What is kept of this session
  (o) Numbers only
      Who spoke when ...
  ( ) Numbers, transcript and sound
[ ] The client has agreed            where words or sound are kept
    My client knows that ...
Pseudonym  [________]
Therapist  [________]                where there is a choice
Client     [________]
Listening to ...
[Sound check...]    [Cancel] [Start]
"""

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QGroupBox,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.soundcheck.check import Check, Checked
from monitor.ui.soundcheck.program import show_before
from monitor.ui.start.microphones import Microphones
from monitor.ui.start.offer import Choice, Inputs, LevelOffer, Offer
from monitor.ui.start.parts import INDENT, Paragraph, indented, painted, with_default

SoundCheck = Callable[[Callable[[Check], bool]], Checked]
"""Runs one, shown by what it is given."""

WIDTH = 500
PSEUDONYM_MAX = 200
_TEXT = WIDTH - 48  # as wide as the margins, a frame and a scroll bar leave room for
_LABEL = 130
_SCREEN_MARGIN = 60


class StartDialog(QDialog):
    """Accepted with a `choice`, or rejected: then there is no session."""

    def __init__(
        self,
        offer: Offer,
        theme: ThemeChoice,
        sound_check: SoundCheck | None = None,
        inputs: Inputs | None = None,
    ) -> None:
        """`sound_check` and `inputs` are offered where there are any."""
        super().__init__()
        self._microphones = None if inputs is None else Microphones(inputs)
        self._offer, self._theme, self._sound_check = offer, theme, sound_check
        self._heard = Paragraph(offer.heard, _TEXT - _LABEL)
        self._radios: dict[str, QRadioButton] = {}
        self._agreed = QCheckBox(self.tr("The &client has agreed"))
        self._wording = Paragraph("", _TEXT - INDENT)
        self._asks = Paragraph("", _TEXT - INDENT)
        self._consent = self._consent_part()
        self._client = self._client_field()
        self._inner = self._questions()
        self.setWindowTitle(self.tr("Before the session"))
        self.setAccessibleName(self.tr("Before the session"))
        self.setFixedWidth(WIDTH)
        self._lay_out()
        painted(self, theme)
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
            self._scroll.ensureWidgetVisible(self._consent)
            return
        super().accept()

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self._radios[self._offer.chosen].setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inner)
        layout.addWidget(self._scroll)
        layout.addWidget(self._buttons())

    def _questions(self) -> QWidget:
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for notice in (*self._offer.notices, self._offer.trouble):
            if notice:
                layout.addWidget(Paragraph(notice, _TEXT))
        layout.addWidget(self._levels())
        layout.addWidget(self._consent)
        layout.addLayout(self._about())
        layout.addStretch()
        return inner

    def _levels(self) -> QGroupBox:
        box = QGroupBox(self.tr("What is kept of this session, encrypted, on this computer"))
        column, group = QVBoxLayout(box), QButtonGroup(box)
        column.setSpacing(3)
        for number, level in enumerate(self._offer.levels, start=1):
            radio = QRadioButton(f"&{number}  {level.title}")
            radio.setAccessibleName(level.title)
            radio.setAccessibleDescription(level.written)
            radio.setChecked(level.name == self._offer.chosen)
            radio.toggled.connect(self._follow_level)
            group.addButton(radio)
            self._radios[level.name] = radio
            column.addWidget(radio)
            column.addLayout(indented(Paragraph(level.written, _TEXT - 2 * INDENT)))
        return box

    def _consent_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self._agreed.toggled.connect(self._asks.hide)
        column.addWidget(self._agreed)
        column.addLayout(indented(self._wording))
        font = self._asks.font()
        font.setBold(True)
        self._asks.setFont(font)
        self._asks.say(self.tr("Tick that your client has agreed, or keep the numbers only."))
        column.addLayout(indented(self._asks))
        return part

    def _client_field(self) -> QLineEdit:
        field = QLineEdit(self._offer.client)
        field.setMaxLength(PSEUDONYM_MAX)
        field.setPlaceholderText(self.tr("not the name; may stay empty"))
        field.setAccessibleName(self.tr("Pseudonym of the client"))
        return field

    def _about(self) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("Client's &pseudonym"), self._client)
        if self._microphones is not None:
            form.addRow(self.tr("&Therapist heard in"), self._microphones.therapist)
            form.addRow(self.tr("C&lient heard in"), self._microphones.client)
            self._microphones.changed.connect(self._say_heard)
        form.addRow(self.tr("Listening to"), self._heard)
        form.addRow(self.tr("Words"), Paragraph(self._offer.words, _TEXT - _LABEL))
        return form

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("&Start"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        if self._sound_check is not None:
            check = buttons.addButton(self.tr("Sound c&heck …"), QDialogButtonBox.ButtonRole.ActionRole)
            assert check is not None
            check.clicked.connect(self._check_sound)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return with_default(buttons, QDialogButtonBox.ButtonRole.AcceptRole)

    def _check_sound(self) -> None:
        assert self._sound_check is not None
        checked = self._sound_check(lambda check: show_before(check, self._theme, self))
        self._say_heard(checked.heard)
        if self._microphones is not None:
            self._microphones.follow()
        if checked.start:
            self.accept()

    def _say_heard(self, heard: str) -> None:
        self._heard.say(heard)
        self._fit()

    def _level(self) -> LevelOffer:
        return next(level for level in self._offer.levels if self._radios[level.name].isChecked())

    def _follow_level(self) -> None:
        """A tick holds for what was agreed to: another level asks anew."""
        wording = next(
            (each.consent for each in self._offer.levels if self._radios[each.name].isChecked()), ""
        )
        if wording != self._wording.text():
            self._agreed.setChecked(False)
        self._wording.say(wording)
        self._agreed.setAccessibleDescription(wording)
        self._asks.hide()
        self._consent.setVisible(bool(wording))
        self._fit()

    def _fit(self) -> None:
        """As wide and as high as what it asks, where the screen is high enough."""
        layout, screen, inner = self.layout(), self.screen(), self._inner.layout()
        if not self.isVisible() or layout is None or screen is None or inner is None:
            return
        inner.activate()
        beside = self.width() - self._scroll.viewport().width()  # type: ignore[union-attr]  # it has one
        self.setFixedWidth(max(WIDTH, inner.totalMinimumSize().width() + beside))
        around = layout.totalSizeHint().height() - self._scroll.sizeHint().height()
        wanted = inner.totalSizeHint().height() + around
        self.setFixedHeight(min(wanted, screen.availableGeometry().height() - _SCREEN_MARGIN))

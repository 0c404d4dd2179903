"""The smaller questions before a session: a passphrase, and whether what is due may be deleted."""

from PyQt6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.start.parts import Paragraph, painted, with_default

WIDTH = 420
_TEXT = WIDTH - 24
LISTED = 8


class PassphraseDialog(QDialog):
    """Asks for a passphrase, a new one twice; what is typed is shown nowhere."""

    def __init__(
        self,
        sentence: str,
        new: bool,
        theme: ThemeChoice,
        otherwise: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`otherwise` is on the button for whoever would rather not; without it: keep nothing."""
        super().__init__(parent)
        self._otherwise = otherwise or self.tr("Keep &nothing")
        painted(self, theme)
        self.setWindowTitle("Session monitor")
        self.setFixedWidth(WIDTH)
        self._fields = [_hidden(self.tr("Passphrase"))]
        if new:
            self._fields.append(_hidden(self.tr("Passphrase again")))
        self._differ = Paragraph(self.tr("The two are not the same."), _TEXT)
        self._differ.hide()
        layout, form = QVBoxLayout(self), QFormLayout()
        layout.addWidget(Paragraph(f"{sentence}.", _TEXT))
        for label, field in zip((self.tr("&Passphrase"), self.tr("&Again")), self._fields, strict=False):
            form.addRow(label, field)
        layout.addLayout(form)
        layout.addWidget(self._differ)
        layout.addWidget(self._buttons())

    @property
    def passphrase(self) -> str:
        return self._fields[0].text()

    def accept(self) -> None:
        if len({field.text() for field in self._fields}) > 1:
            self._differ.show()
            self._fields[-1].setFocus()
            self._fields[-1].selectAll()
            return
        super().accept()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
        buttons.addButton(self._otherwise, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return with_default(buttons, QDialogButtonBox.ButtonRole.AcceptRole)


class DueDialog(QDialog):
    """Lists what has outlived its time; accepted where it may be deleted."""

    def __init__(self, lines: list[str], theme: ThemeChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        painted(self, theme)
        self.setWindowTitle("Session monitor")
        self.setFixedWidth(WIDTH)
        layout, self.listed = QVBoxLayout(self), QListWidget()
        self.listed.setAccessibleName(self.tr("What has been kept for as long as your settings say"))
        self.listed.addItems(lines)
        self.listed.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.listed.setMaximumHeight(
            self.listed.sizeHintForRow(0) * min(LISTED, len(lines)) + 2 * self.listed.frameWidth()
        )
        layout.addWidget(Paragraph(self.tr("This has been kept for as long as your settings say:"), _TEXT))
        layout.addWidget(self.listed)
        layout.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("&Delete"), QDialogButtonBox.ButtonRole.AcceptRole)
        later = buttons.addButton(self.tr("&Keep for now"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        if later is not None:
            later.setFocus()
        return with_default(buttons, QDialogButtonBox.ButtonRole.RejectRole)


def _hidden(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name)
    return field

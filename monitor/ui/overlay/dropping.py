"""The question before what was kept of a session is deleted."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QMessageBox, QWidget

from monitor.ui.texts import translate


def drop_question(parent: QWidget) -> QMessageBox:
    """Accepted only where the user says so; Enter and Escape delete nothing."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("Session monitor")
    box.setText(translate("Dropping", "Delete the words and any sound that were kept of this session?"))
    box.setInformativeText(
        translate("Dropping", "From here on only its numbers are kept. This cannot be undone.")
    )
    box.addButton(translate("Dropping", "&Delete"), QMessageBox.ButtonRole.AcceptRole)
    keep = box.addButton(translate("Dropping", "&Keep"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    return box

"""The small questions of the replay's window; Enter and Escape lose nothing."""

from enum import Enum
from pathlib import Path

from PyQt6.QtCore import QCoreApplication
from PyQt6.QtWidgets import QFileDialog, QMessageBox, QWidget

translate = QCoreApplication.translate


class Answer(Enum):
    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


def what_of_remarks(parent: QWidget, count: int, kept: bool) -> Answer:
    """What becomes of remarks that are nowhere yet; `kept`: their session file did not take them."""
    box = QMessageBox(parent)
    box.setWindowTitle(translate("Review", "Remarks that are not saved"))
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setText(
        translate("Review", "What you changed last is not saved.")
        if count == 1
        else translate("Review", "{count} changes of yours are not saved.").format(count=count)
    )
    box.setInformativeText(
        translate("Review", "They could not be written to the session. Save them beside it, as an analysis?")
        if kept
        else translate("Review", "Save the analysis with your remarks, to open it again with them?")
    )
    save = box.addButton(translate("Review", "&Save …"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(translate("Review", "&Discard"), QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(translate("Review", "&Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(cancel)
    box.exec()
    pressed = box.clickedButton()
    if pressed is save:
        return Answer.SAVE
    return Answer.DISCARD if pressed is discard else Answer.CANCEL


def where_to_save(parent: QWidget, folder: str, name: str) -> Path | None:
    """Where the analysis goes; the dialog asks before anything is replaced."""
    title = translate("Review", "Save the analysis with your remarks")
    kinds = translate("Review", "Analysis (*.json)")
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(Path(folder, name)), kinds)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".json")


def which_recordings(parent: QWidget, folder: str) -> list[Path]:
    """One recording with two channels, two with one each, or an analysis."""
    title = translate("Review", "Open a recording, or an analysis")
    kinds = ";;".join(
        [
            translate("Review", "Recordings and analyses ({kinds})").format(
                kinds="*.wav *.flac *.ogg *.mp3 *.m4a *.mp4 *.webm *.json"
            ),
            translate("Review", "All files (*)"),
        ]
    )
    chosen, _kind = QFileDialog.getOpenFileNames(parent, title, folder, kinds)
    return sorted(map(Path, chosen))


def tell(parent: QWidget, sentence: str) -> None:
    """A sentence that must be read."""
    box = QMessageBox(parent)
    box.setWindowTitle("Session monitor")
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setText(sentence)
    box.exec()

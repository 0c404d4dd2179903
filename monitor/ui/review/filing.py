"""What the replay's window does with files: open, save, export; and what is asked before it closes."""

from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QDialog

from monitor.errors import MonitorError
from monitor.ui.review import asking
from monitor.ui.review.asking import Answer
from monitor.ui.review.export_dialog import ExportDialog
from monitor.ui.review.naming import name_of

if TYPE_CHECKING:
    from monitor.ui.review.window import ReviewWindow


class Filing(QObject):
    """Everything about files of one window."""

    def __init__(self, window: "ReviewWindow") -> None:
        super().__init__(window)
        self._window = window

    def open_files(self) -> None:
        chosen = asking.which_recordings(self._window, self._folder())
        if chosen:
            self._window.arrangement.change(folder=str(chosen[0].parent))
            self._window.files_wished.emit(chosen)

    def save(self) -> bool:
        """Save the analysis with the remarks in it; whether it was."""
        window = self._window
        path = asking.where_to_save(window, self._folder(), f"{self._stem()}.json")
        if path is None:
            return False
        try:
            window.save(window.remarking.document(), path)
        except MonitorError as error:
            asking.tell(window, str(error))
            return False
        window.arrangement.change(folder=str(path.parent))
        window.remarking.saved()
        window.show_remarks()
        window.notice.say(self.tr("Saved: {path}").format(path=path))
        return True

    def export(self) -> None:
        self._export("")

    def report(self) -> None:
        self._export("html")

    def may_close(self) -> bool:
        """Ask what becomes of remarks that are nowhere yet."""
        window = self._window
        if (focused := window.focusWidget()) is not None:
            focused.clearFocus()  # what is being written is told now
        if window.remarking.unsaved:
            window.remarking.try_again()
        if not window.remarking.unsaved:
            return True
        kept = window.opened.keep is not None
        answer = asking.what_of_remarks(window, window.remarking.unsaved, kept)
        if answer is Answer.SAVE:
            return self.save()
        return answer is Answer.DISCARD

    def _export(self, to: str) -> None:
        window = self._window
        folder, name = Path(self._folder()), self._stem()
        dialog = ExportDialog(window.opened.exports, window.remarking.document(), (folder, name), to, window)
        dialog.set_has_words(window.replay.has_words)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            window.arrangement.change(folder=str(dialog.out.parent))
        dialog.deleteLater()

    def _folder(self) -> str:
        return self._window.arrangement.now.folder or str(Path.home())

    def _stem(self) -> str:
        """A name for a file: no pseudonym in it, for what is exported lies open."""
        return Path(name_of(self._window.opened.about)).stem.replace(" ", "-") or "session"

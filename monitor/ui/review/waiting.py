"""The window that shows how far a session is that is being opened; it can be cancelled."""

from collections.abc import Callable
from typing import Any

from PyQt6.QtCore import QElapsedTimer, QObject, QTimer
from PyQt6.QtWidgets import QDialog, QLabel, QProgressBar, QPushButton, QVBoxLayout

from monitor.ui.review.opened import Task

_LOOK_MS = 10
_UNSEEN_MS = 400
"""What is opened sooner shows no progress."""
_WIDTH = 420


class Waiting(QObject):
    """Waits for one task; `ended` is called with it once it is done, unless it was cancelled."""

    def __init__(
        self,
        sentence: str,
        task: Task[Any],
        ended: Callable[[Task[Any]], None],
        cancelled: Callable[[], None],
    ) -> None:
        super().__init__()
        self._task, self._ended, self._cancelled = task, ended, cancelled
        self._stopped = False
        self._since = QElapsedTimer()
        self._since.start()
        self._dialog = QDialog()
        self._bar = QProgressBar()
        self._cancel = QPushButton(self.tr("&Cancel"))
        self._fill(sentence)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """The task is not wanted any more."""
        self._stopped = True
        self._task.stop()
        self._cancel.setEnabled(False)

    def _look(self) -> None:
        if self._task.done:
            self._timer.stop()
            self._dialog.hide()
            self._dialog.deleteLater()
            if self._stopped:
                self._cancelled()
            else:
                self._ended(self._task)
            return
        fraction = self._task.fraction
        self._bar.setRange(0, 0 if fraction is None else 1000)
        self._bar.setValue(round(1000 * (fraction or 0)))
        if not self._dialog.isVisible() and self._since.elapsed() > _UNSEEN_MS and not self._stopped:
            self._dialog.show()

    def _fill(self, sentence: str) -> None:
        said = QLabel(sentence)
        said.setWordWrap(True)
        column = QVBoxLayout(self._dialog)
        for widget in (said, self._bar, self._cancel):
            column.addWidget(widget)
        self._dialog.setWindowTitle("Session monitor")
        self._dialog.setMinimumWidth(_WIDTH)
        self._bar.setAccessibleName(sentence)
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self.stop)
        self._dialog.rejected.connect(self.stop)

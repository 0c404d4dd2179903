"""The export of a session from its window: which format and what it is for, with or without words, where to.

Format       HTML report ...      to read, print and keep
             Tables (CSV)         for statistics
[x] With the words
Where to     [/home/.../session.html]  [Choose ...]
                                 [Close] [Export]
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PyQt6.QtCore import QCoreApplication, Qt, QTimer, QUrl
from PyQt6.QtGui import QDesktopServices
from PyQt6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from monitor.document import Analysis
from monitor.errors import MonitorError
from monitor.ui.review.look import Sentence
from monitor.ui.review.opened import Exports, ExportWish, Task

translate = QCoreApplication.translate
_LOOK_MS = 50
_WIDTH = 560


@dataclass(frozen=True, slots=True)
class Kind:
    """A format: its title, what it is for, how its file's name ends, and whether words can stand in it."""

    title: str
    purpose: str
    suffix: str
    words: bool = True


def kinds() -> Mapping[str, Kind]:
    """By the names of the command line."""
    return {
        "html": Kind(
            translate("Review", "Report"), translate("Review", "one page to read, print and keep"), ".html"
        ),
        "csv": Kind(
            translate("Review", "Tables (CSV)"),
            translate("Review", "a folder of tables for statistics, with a codebook"),
            "",
        ),
        "json": Kind(
            translate("Review", "Analysis (JSON)"),
            translate("Review", "everything, for programs; it opens here again"),
            ".json",
        ),
        "textgrid": Kind(translate("Review", "TextGrid"), translate("Review", "for Praat"), ".TextGrid"),
        "eaf": Kind(translate("Review", "EAF"), translate("Review", "for ELAN"), ".eaf"),
        "rttm": Kind(
            translate("Review", "RTTM"),
            translate("Review", "who spoke when, for speaker diarisation"),
            ".rttm",
            words=False,
        ),
        "vtt": Kind(
            translate("Review", "Subtitles (WebVTT)"), translate("Review", "for a video player"), ".vtt"
        ),
        "flac": Kind(
            translate("Review", "Sound (FLAC)"),
            translate("Review", "as it was heard, the therapist left"),
            ".flac",
            words=False,
        ),
        "codebook": Kind(
            translate("Review", "Codebook (CSV)"),
            translate("Review", "what every column and tier means"),
            ".csv",
            words=False,
        ),
    }


class ExportDialog(QDialog):
    """Accepted once something has been written; `out` is where."""

    def __init__(
        self,
        exports: Exports,
        document: Analysis,
        place: tuple[Path, str],
        to: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`place` is a folder and a name without its ending; `to` the format that is chosen at first."""
        super().__init__(parent)
        self._exports, self._document, self._place = exports, document, place
        self._kinds = {name: kind for name, kind in kinds().items() if name in exports.formats}
        self._task: Task[float] | None = None
        self._has_words = True
        self._list, self._words = QListWidget(), QCheckBox(self.tr("With the words that were &spoken"))
        self._where, self._said, self._bar = QLineEdit(), Sentence(), QProgressBar()
        self._choose = QPushButton(self.tr("C&hoose …"))
        self._begin, self._leave = QPushButton(self.tr("&Export")), QPushButton(self.tr("&Close"))
        self._folder = QPushButton(self.tr("Sho&w folder"))
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.setWindowTitle(self.tr("Export"))
        self._fill()
        self._lay_out()
        self._connect()
        names = list(self._kinds)
        self._list.setCurrentRow(names.index(to) if to in names else 0)

    @property
    def out(self) -> Path:
        return Path(self._where.text()).expanduser()

    @property
    def to(self) -> str:
        return list(self._kinds)[max(self._list.currentRow(), 0)]

    def set_has_words(self, has_words: bool) -> None:
        self._has_words = has_words
        self._follow_format()

    def begin(self) -> None:
        """Write it; asks before something there is replaced."""
        if self._task is not None or not self._may_replace():
            return
        wish = ExportWish(self.to, self.out, self._words.isChecked() and self._words.isEnabled())
        self._task = self._exports.begin(self._document, wish)
        self._said.say("")
        self._folder.hide()
        self._show_running(running=True)
        self._timer.start()

    def reject(self) -> None:
        """While it writes, stop that; else close."""
        if self._task is not None:
            self._task.stop()
            return
        if self._folder.isVisibleTo(self):
            self.accept()
        else:
            super().reject()

    def _look(self) -> None:
        if self._task is None:
            return
        fraction = self._task.fraction
        self._bar.setRange(0, 0 if fraction is None else 1000)
        self._bar.setValue(round(1000 * (fraction or 0)))
        if self._task.done:
            self._end(self._task)

    def _end(self, task: Task[float]) -> None:
        self._timer.stop()
        self._task = None
        self._show_running(running=False)
        try:
            silent_s = task.result()
        except MonitorError as error:
            self._said.say(str(error))
            return
        written = self.tr("Written: {path}").format(path=self.out)
        self._said.say(f"{written}\n{self._note(silent_s)}".strip())
        self._folder.show()
        self._leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self, silent_s: float) -> str:
        if silent_s < 1.0:
            return ""
        said = self.tr("{seconds} s of it were not kept: the file is silent there, or ends before.")
        return said.format(seconds=round(silent_s))

    def _show_running(self, running: bool) -> None:
        for widget in (self._list, self._words, self._where, self._choose, self._begin):
            widget.setEnabled(not running)
        self._bar.setVisible(running)
        self._leave.setText(self.tr("&Stop") if running else self.tr("&Close"))
        if not running:
            self._follow_words()

    def _may_replace(self) -> bool:
        if not self.out.exists():
            return True
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Replace it?"))
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setText(self.tr("{name} is there already.").format(name=self.out.name))
        replace = box.addButton(self.tr("&Replace"), QMessageBox.ButtonRole.AcceptRole)
        keep = box.addButton(self.tr("&Keep it"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        return box.clickedButton() is replace

    def _pick(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Where to"), str(self.out), options=QFileDialog.Option.DontConfirmOverwrite
        )
        if chosen:
            self._where.setText(chosen)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.out.absolute().parent)))

    def _follow_format(self) -> None:
        folder, name = self._place
        kind = self._kinds[self.to]
        extra = {"csv": "-tables", "codebook": "-codebook"}.get(self.to, "")
        self._where.setText(str(folder / f"{name}{extra}{kind.suffix}"))
        self._follow_words()

    def _follow_words(self) -> None:
        possible = self._has_words and self._kinds[self.to].words
        self._words.setEnabled(possible)
        self._words.setToolTip("" if self._has_words else self.tr("No words were kept."))

    def _fill(self) -> None:
        self._list.setAccessibleName(self.tr("Format"))
        self._where.setAccessibleName(self.tr("Where to"))
        for kind in self._kinds.values():
            self._list.addItem(self.tr("{title} – {purpose}").format(title=kind.title, purpose=kind.purpose))
        self._words.setChecked(True)
        self._bar.hide()
        self._folder.hide()
        self._said.hide()
        self._begin.setDefault(True)
        for button in (self._choose, self._leave, self._folder):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._follow_format)
        self._choose.clicked.connect(self._pick)
        self._begin.clicked.connect(self.begin)
        self._leave.clicked.connect(self.reject)
        self._folder.clicked.connect(self._show_folder)

    def _lay_out(self) -> None:
        column, where, buttons = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setSpacing(8)
        self._list.setSpacing(2)
        rows = (self._list.sizeHintForRow(0) + 4) * len(self._kinds) + 2 * self._list.frameWidth()
        self._list.setMinimumHeight(rows + 4)
        named = QLabel(self.tr("&Format"))
        named.setBuddy(self._list)
        column.addWidget(named)
        column.addWidget(self._list)
        column.addWidget(self._words)
        open_note = QLabel(self.tr("What you export is not encrypted."))
        column.addWidget(open_note)
        label = QLabel(self.tr("&Where to"))
        label.setBuddy(self._where)
        for widget in (label, self._where, self._choose):
            where.addWidget(widget)
        column.addLayout(where)
        column.addWidget(self._bar)
        column.addWidget(self._said)
        buttons.addWidget(self._folder)
        buttons.addStretch()
        buttons.addWidget(self._leave)
        buttons.addWidget(self._begin)
        column.addLayout(buttons)
        self.setMinimumWidth(max(_WIDTH, 70 * self.fontMetrics().averageCharWidth()))

"""Every key of the replay, and the sheet that shows them."""

from collections.abc import Sequence

from PyQt6.QtCore import QCoreApplication, Qt
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from monitor.ui.review.look import resized

translate = QCoreApplication.translate


def _native(keys: str) -> str:
    """As this system and language write them: Strg+Z."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


Section = tuple[str, Sequence[tuple[str, str]]]


def sections() -> list[Section]:
    """Headings, each with its keys and what they do."""
    return [
        (translate("Review", "Listen"), _listening()),
        (translate("Review", "Say what it was"), _remarking()),
        (translate("Review", "Look"), _looking()),
        (translate("Review", "Sessions and files"), _filing()),
    ]


def _listening() -> list[tuple[str, str]]:
    return [
        (translate("Review", "Space"), translate("Review", "Play, pause")),
        ("P, N", translate("Review", "Previous, next moment")),
        (translate("Review", "Left, Right"), translate("Review", "5 seconds back, on")),
        ("[, ]", translate("Review", "Slower, faster")),
        ("T, C", translate("Review", "Hear the therapist, the client, or not")),
        ("L", translate("Review", "Play the chosen moment or stretch again and again, or no more")),
        ("I, O", translate("Review", "A stretch to loop begins here, ends here")),
    ]


def _remarking() -> list[tuple[str, str]]:
    return [
        ("1, 2, 3", translate("Review", "Contest the chosen moment: supportive, no interruption, teaching")),
        ("0", translate("Review", "Let it count again")),
        ("M", translate("Review", "Mark the looped stretch as intentional, or no more")),
        ("B", translate("Review", "Bookmark this place, with a note")),
        (_native("Ctrl+Z"), translate("Review", "Undo")),
    ]


def _looking() -> list[tuple[str, str]]:
    return [
        ("+, −", translate("Review", "Show less time, more time; the wheel does as well")),
        ("A", translate("Review", "Show the whole session")),
        ("F", translate("Review", "Follow what is heard, or stay")),
        (_native("Ctrl+F"), translate("Review", "Find words")),
        (f"{_native('Ctrl+1')} … 5", translate("Review", "Moments, silences, latency, questions, notes")),
        (f"{_native('Ctrl++')}, {_native('Ctrl+-')}", translate("Review", "Larger, smaller text")),
        (translate("Review", "Tab"), translate("Review", "From one part of the window to the next")),
    ]


def _filing() -> list[tuple[str, str]]:
    return [
        (_native("Ctrl+O"), translate("Review", "Open another session")),
        (_native("Ctrl+Shift+O"), translate("Review", "Open a recording")),
        (_native("Ctrl+S"), translate("Review", "Save the analysis with your remarks")),
        (_native("Ctrl+E"), translate("Review", "Export")),
        (_native("Ctrl+R"), translate("Review", "Report")),
        ("F1, ?", translate("Review", "This sheet")),
    ]


class KeysSheet(QDialog):
    """All keys on one page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(24)
        for number, section in enumerate(sections()):
            self._add(grid, section, 3 * (number % 2), 20 * (number // 2))
        grid.setColumnMinimumWidth(2, 24)
        grid.setRowStretch(100, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inner)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(scroll)
        column.addWidget(buttons)
        wanted, screen = inner.sizeHint(), self.screen()
        most = screen.availableSize() if screen is not None else wanted
        self.resize(
            min(wanted.width() + 60, most.width() - 80), min(wanted.height() + 100, most.height() - 80)
        )

    def _add(self, grid: QGridLayout, section: Section, column: int, row: int) -> None:
        title, keys = section
        heading = QLabel(title)
        heading.setFont(resized(self.font(), 1.1, bold=True))
        heading.setContentsMargins(0, 12 if row else 0, 0, 4)
        grid.addWidget(heading, row, column, 1, 2)
        for at, (key, meaning) in enumerate(keys, start=row + 1):
            name, said = QLabel(key), QLabel(meaning)
            name.setFont(resized(self.font(), 1.0, bold=True))
            grid.addWidget(name, at, column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, at, column + 1, Qt.AlignmentFlag.AlignTop)

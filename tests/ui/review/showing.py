"""What the tests of the replay's panels share: showing a part with the keyboard in it, and reading it."""

from typing import Any

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication, QLabel, QWidget

from monitor.ui.review.entries import EntryList
from monitor.ui.theme import LIGHT

SIZE = 420, 760


def shown(qtbot: Any, part: Any) -> Any:
    """The part on the screen, painted light, with the keyboard."""
    qtbot.addWidget(part)
    part.set_theme(LIGHT)
    part.resize(*SIZE)
    part.show()
    with qtbot.waitActive(part):
        part.activateWindow()
    return part


def settled() -> None:
    """Everything that waits is laid out and drawn."""
    for _ in range(3):
        QApplication.processEvents()


def texts(part: QWidget) -> str:
    """All sentences that can be seen, a line each."""
    return "\n".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def rows(listed: EntryList) -> list[tuple[str, str]]:
    """Time and title of each entry."""
    return [(entry.at, entry.title) for entry in listed.entries.entries]


def click_row(qtbot: Any, view: Any, row: int, column: int = 0) -> None:
    settled()
    middle = view.visualRect(view.model().index(row, column)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle))


def unnamed(part: QWidget) -> list[str]:
    """Controls that take the keyboard and have nothing that a screen reader could say."""
    return [
        type(each).__name__
        for each in part.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isVisibleTo(part)
        and not each.objectName().startswith("qt_")
        and not each.accessibleName()
        and not getattr(each, "text", str)()
    ]

"""The replay as a program: the list of sessions, one window at a time, and what is opened on the way."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QApplication, QWidget

from monitor.errors import MonitorError
from monitor.replay.remarking import Remarking
from monitor.ui.application import application, event_loop
from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.review import asking
from monitor.ui.review.arrangement import ArrangementFile
from monitor.ui.review.opened import Desk, Opened, Save, Task, Wanted
from monitor.ui.review.sessions_page import SessionsPage, SessionsWindow
from monitor.ui.review.style import Dress
from monitor.ui.review.trend import Gather, OverTimePage
from monitor.ui.review.waiting import Waiting
from monitor.ui.review.window import ReviewWindow


@dataclass(frozen=True, slots=True)
class Around:
    """What the windows need of the program: `arrangement` is a file that need not exist."""

    theme: ThemeChoice
    arrangement: Path
    save: Save
    gather: Gather | None = None
    """Begins to look at all sessions over time."""


def run_review(platform: str, desk: Desk, wanted: Wanted | None, around: Around) -> None:
    """Show the session that is wanted, or the list, until the last window is closed.

    MonitorError where the session that was named cannot be opened, or no font is installed.
    """
    app = application(platform)
    program = Program(app, desk, around)
    with event_loop(program.close), _faults_told(program.fail):
        program.begin(wanted)
        if program.error is None:
            app.exec()
    if program.error is not None:
        raise program.error


@contextmanager
def _faults_told(tell: Callable[[BaseException], None]) -> Iterator[None]:
    """A fault of ours while Qt calls us is told too; Qt would end the process at once."""
    before = sys.excepthook
    sys.excepthook = lambda _kind, error, _trace: tell(error)
    try:
        yield
    finally:
        sys.excepthook = before


class Program(QObject):
    """All windows; ends the application with the last."""

    def __init__(self, app: QApplication, desk: Desk, around: Around) -> None:
        super().__init__()
        self._app, self._desk, self._around = app, desk, around
        self.arrangement = ArrangementFile(around.arrangement)
        self._dress = Dress(app)
        self._dress.wear(self.arrangement.now.look(around.theme))
        self.window: ReviewWindow | None = None
        self.sessions: SessionsWindow | None = None
        self._waiting: Waiting | None = None
        self.error: BaseException | None = None

    def begin(self, wanted: Wanted | None) -> None:
        """Open it; the list where it is None."""
        if wanted is not None:
            self._open(wanted)
            return
        try:
            self._show_list()
        except MonitorError as error:
            self._fail(error)

    def close(self) -> None:
        """Close every window, unless the user would rather not lose something."""
        if self._waiting is not None:
            self._waiting.stop()
        if self.sessions is not None:
            self.sessions.hide()
            self.sessions = None
        if self.window is not None:
            self.window.close()
        self._end_if_alone()

    def fail(self, error: BaseException) -> None:
        """End with a fault of ours; what has been remarked may still be saved."""
        if self.error is None:
            self.error = error
            self.close()
            self._app.exit()

    def _open(self, wanted: Wanted) -> None:
        """What is looked at stays until the other is there."""
        if self._waiting is not None:
            return
        try:
            task = self._desk.open(wanted)
        except MonitorError as error:
            self._fail(error)
            return
        self._waiting = Waiting(self._what(wanted), task, self._opened, self._cancelled)

    def _what(self, wanted: Wanted) -> str:
        if wanted.files and wanted.files[0].suffix.lower() != ".json":
            names = " + ".join(path.name for path in wanted.files)
            return self.tr("{names} is being analysed …").format(names=names)
        return self.tr("The session is being opened …")

    def _opened(self, task: Task[Opened]) -> None:
        try:
            opened = task.result()
        except Exception as error:  # noqa: BLE001  said in a window or by the command, whatever it is
            self._waiting = None
            self._fail(error)
            return
        if self.window is None or self.window.close():
            self._show(opened)
        elif opened.player is not None:
            opened.player.close()
        self._waiting = None

    def _show(self, opened: Opened) -> None:
        notes, around = opened.about.notes or "", self._around
        remarking = Remarking(opened.replay, notes, opened.words, opened.keep, lambda: int(time.time()))
        style = around.theme, around.save
        self.window = window = ReviewWindow(opened, remarking, self.arrangement, self._dress, style)
        window.list_wished.connect(self._list)
        window.files_wished.connect(self._open_files)
        window.closed.connect(self._closed)
        if self.sessions is not None:
            self.sessions.hide()
        window.show()

    def _cancelled(self) -> None:
        self._waiting = None
        self._end_if_alone()

    def _fail(self, error: BaseException) -> None:
        """Say it where there is a window; else the command does."""
        parent = self.window or self.sessions
        if isinstance(error, MonitorError) and parent is not None:
            asking.tell(parent, str(error))
            return
        self.error = error
        self._app.exit()

    def _closed(self) -> None:
        """Back to the list, where it came from."""
        if self.window is not None:
            self.window.deleteLater()
            self.window = None
        if self.sessions is not None and self._waiting is None:
            self.sessions.show()
        self._end_if_alone()

    def _list(self) -> None:
        try:
            self._show_list()
        except MonitorError as error:
            self._fail(error)

    def _show_list(self) -> None:
        rows = self._desk.rows()
        if self.sessions is None:
            page = SessionsPage(rows)
            page.open_wished.connect(lambda session: self._open(Wanted(session=session)))
            page.demo_wished.connect(lambda: self._open(Wanted()))
            page.recording_wished.connect(self._choose_files)
            self.sessions = SessionsWindow(page, self._over_time if self._around.gather else None)
            self.sessions.closed.connect(self._list_closed)
        else:
            self.sessions.page.show_rows(rows)
        if self.sessions.isVisible():
            self.sessions.activateWindow()
        self.sessions.show()

    def _over_time(self) -> QWidget:
        assert self._around.gather is not None
        page = OverTimePage(self._around.gather)
        page.session_chosen.connect(lambda session: self._open(Wanted(session=session)))
        return page

    def _list_closed(self) -> None:
        if self.sessions is not None:
            self.sessions.deleteLater()
            self.sessions = None
        self._end_if_alone()

    def _choose_files(self) -> None:
        if self.sessions is not None:
            chosen = asking.which_recordings(self.sessions, self.arrangement.now.folder)
            if chosen:
                self.arrangement.change(folder=str(chosen[0].parent))
                self._open_files(chosen)

    def _open_files(self, files: list[Any]) -> None:
        self._open(Wanted(files=tuple(files)))

    def _end_if_alone(self) -> None:
        if self.window is None and self.sessions is None and self._waiting is None:
            self._app.exit()

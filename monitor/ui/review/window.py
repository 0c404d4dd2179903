"""The replay of one session: the window in which the therapist looks back.

    header       which session, and its few figures
    timeline     the whole of it, to zoom and to click
    transcript | moments, silences, latency, questions, notes
    player       play, jump, loop, how fast, who is heard

The window puts the parts together: what one of them wishes it hands on to the playhead, or to the
remarks, and shows all of them what came of it.
"""

from collections.abc import Sequence
from typing import Any

from PyQt6.QtCore import QByteArray, Qt, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QShowEvent
from PyQt6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from monitor.conversation.remarks import Verdict
from monitor.replay.model import Moment, Replay, Span
from monitor.replay.remarking import Remarking
from monitor.replay.silent import KIND as SILENT
from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.review.arrangement import ArrangementFile
from monitor.ui.review.header import Header
from monitor.ui.review.naming import name_of, why_silent
from monitor.ui.review.notice import Notice
from monitor.ui.review.opened import Opened, Save
from monitor.ui.review.panels import made_panel
from monitor.ui.review.player_bar import PlayerBar
from monitor.ui.review.playhead import Playhead
from monitor.ui.review.steps import after, before, loop_about
from monitor.ui.review.style import Dress
from monitor.ui.review.tabs import Tabs

_SIZE = (1280, 800)
_SMALLEST = (720, 480)


class ReviewWindow(QMainWindow):
    """Everything about one session.  Closing it asks what becomes of remarks that are not saved."""

    list_wished = pyqtSignal()
    """To see all sessions."""
    files_wished = pyqtSignal(list)
    """To open these files instead."""
    closed = pyqtSignal()

    def __init__(
        self,
        opened: Opened,
        remarking: Remarking,
        arrangement: ArrangementFile,
        dress: Dress,
        settings: tuple[ThemeChoice, Save],
    ) -> None:
        super().__init__()
        from monitor.ui.review.menus import Menus

        self.opened, self.remarking, self.arrangement = opened, remarking, arrangement
        self.dress = dress
        self.otherwise, self.save = settings
        self.playhead = Playhead(opened.player, opened.replay.duration_s, self)
        self.chosen: str | None = None
        self.follow = arrangement.now.follow
        self.setWindowTitle(f"{opened.about.client or name_of(opened.about)}[*]")
        self.setMinimumSize(*_SMALLEST)
        self._arranged = False
        self._build()
        self.playhead.moved.connect(self._moved)
        self.menus = Menus(self)

    @property
    def replay(self) -> Replay:
        return self.remarking.replay

    @property
    def about(self) -> str | None:
        """The notes to the session as a whole; None where there is no place for them."""
        return None if self.opened.about.notes is None else self.remarking.about

    # What the parts wish

    def choose(self, name: str, jump: bool = True) -> None:
        """Show a moment or a silence in every part, and go there."""
        self.chosen = name
        self.timeline.show_moment(name)
        moment = self.moment(name)
        if moment is not None:
            self.tabs.choose("moments")
            self.tabs.panel("moments").show_moment(name)
        if jump and (start_s := self._start_of(name)) is not None:
            self.playhead.seek(start_s)

    def moment(self, name: str | None) -> Moment | None:
        return next((each for each in self.replay.moments if each.id == name), None)

    def next_moment(self) -> None:
        self._go(after(self.replay.moments, self.chosen, self.playhead.position_s))

    def previous_moment(self) -> None:
        self._go(before(self.replay.moments, self.chosen, self.playhead.position_s))

    def toggle_loop(self) -> None:
        """Loop the chosen moment, or what is around the playhead; or no more."""
        if self.playhead.looped is not None:
            self.set_loop(None)
        else:
            self.set_loop(loop_about(self.replay, self.moment(self.chosen), self.playhead.position_s))

    def set_loop(self, span: Span | None) -> None:
        self.playhead.loop(span)
        self.timeline.show_loop(span)
        self.menus.show_state()

    def play_span(self, span: Span) -> None:
        self.playhead.play_span(span)

    def contest(self, name: str, verdict: Verdict | None) -> None:
        moment = self.moment(name)
        if moment is not None and moment.kind == SILENT:
            self.notice.say(
                self.tr("A silent interruption is counted nowhere, so there is nothing to contest.")
            )
            return
        self.remarking.contest(name, verdict)
        self.show_remarks()

    def contest_chosen(self, verdict: Verdict | None) -> None:
        """The moment that is chosen; a sentence where none is."""
        moment = self.moment(self.chosen)
        if moment is None:
            self.notice.say(self.tr("Choose a moment first: in the list of moments, or with N."))
        else:
            self.contest(moment.id, verdict)

    def begin_note(self, at_s: float) -> None:
        """Put the keyboard where a note at this moment is written."""
        self.tabs.choose("notes")
        self.tabs.panel("notes").write_at(at_s)

    def add_note(self, at_s: float, text: str) -> None:
        number = self.remarking.add_note(at_s, text)
        self.show_remarks()
        self.tabs.panel("notes").choose(number)

    def mark_intended(self) -> None:
        """The looped stretch was led on purpose; or, where it is marked so already, it was not."""
        marked = self.intended_here()
        if marked is not None:
            self.remarking.intend(marked, "", on=False)
        elif self.playhead.looped is not None:
            self.remarking.intend(self.playhead.looped, "", on=True)
        else:
            self.notice.say(self.tr("Mark a stretch first: drag over the timeline, or press L on a moment."))
            return
        self.show_remarks()

    def intended_here(self) -> Span | None:
        """The intended stretch that is looped, or that the playhead is in."""
        from monitor.ui.review.steps import intended_at

        return intended_at(self.replay, self.playhead.looped, self.playhead.position_s)

    def undo(self) -> None:
        self.remarking.undo()
        self.show_remarks()

    def show_remarks(self) -> None:
        """Show what was remarked in every part, and whether it is kept."""
        self._show_replay()
        self._say_kept()

    def try_again(self) -> None:
        self.remarking.try_again()
        self._say_kept()

    # How it looks

    def set_follow(self, on: bool) -> None:
        self.follow = on
        self.arrangement.change(follow=on)

    def set_look(self, theme: ThemeChoice, steps: int) -> None:
        larger = steps != self.arrangement.now.steps
        self.arrangement.change(theme=theme, steps=steps)
        if larger:
            self._keep_arrangement()
            self.dress.wear(self.arrangement.now.look(self.otherwise))
            self._build()
            self._restore()
        self._wear()

    def showEvent(self, event: QShowEvent | None) -> None:
        if not self._arranged:
            self._arranged = True
            self.resize(*_SIZE)
            self.restoreGeometry(QByteArray(self.arrangement.now.window))
            self._restore()
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        if event is None:
            return
        if not self.menus.may_close():
            event.ignore()
            return
        self._keep_arrangement()
        self.playhead.close()
        super().closeEvent(event)
        self.closed.emit()

    def _build(self) -> None:
        """All parts anew: at first, and where the text gets another size."""
        from monitor.ui.review.timeline.view import TimelineView
        from monitor.ui.review.transcript import TranscriptView

        theme = self.dress.wear(self.arrangement.now.look(self.otherwise))
        self.header = Header(self.opened.about, self.opened.replay.duration_s)
        self.notice = Notice()
        self.timeline = TimelineView(self.replay, theme)
        self.transcript = TranscriptView()
        self.tabs = Tabs(self._panel)
        self.bar = PlayerBar(self.playhead, why_silent(self.opened.silent, self.replay.document.source))
        self._lay_out()
        self._connect()
        self._wear()
        self._show_replay()
        self._moved(self.playhead.position_s, jump=True)
        self.timeline.show_loop(self.playhead.looped)
        self._say_kept()

    def _lay_out(self) -> None:
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._across.addWidget(self.transcript)
        self._across.addWidget(self.tabs)
        self._across.setStretchFactor(0, 3)
        self._across.setStretchFactor(1, 2)
        self._down = QSplitter(Qt.Orientation.Vertical)
        self._down.addWidget(self.timeline)
        self._down.addWidget(self._across)
        self._down.setStretchFactor(0, 2)
        self._down.setStretchFactor(1, 3)
        for splitter in (self._across, self._down):
            splitter.setChildrenCollapsible(False)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.notice):
            column.addWidget(part)
        column.addWidget(self._down, 1)
        column.addWidget(self.bar)
        self.setCentralWidget(central)

    def _connect(self) -> None:
        self.notice.wished.connect(self.try_again)
        self.timeline.seek_wished.connect(self.playhead.seek)
        self.timeline.moment_chosen.connect(self.choose)
        self.timeline.loop_wished.connect(self.set_loop)
        self.timeline.note_wished.connect(self.begin_note)
        self.transcript.seek_wished.connect(self.playhead.seek)
        self.bar.previous_wished.connect(self.previous_moment)
        self.bar.next_wished.connect(self.next_moment)
        self.bar.loop_wished.connect(self.toggle_loop)

    def _panel(self, name: str) -> Any:
        return made_panel(name, self)

    def _wear(self) -> None:
        theme = self.dress.wear(self.arrangement.now.look(self.otherwise))
        parts = (self.header, self.notice, self.timeline, self.transcript, self.tabs, self.bar)
        for part in parts:
            part.set_theme(theme)

    def _show_replay(self) -> None:
        self.header.show_summary(self.replay.summary)
        for part in (self.timeline, self.transcript, self.tabs):
            part.show_replay(self.replay)
        if self.chosen is not None:
            self.timeline.show_moment(self.chosen)
            if (panel := self.tabs.made("moments")) is not None:
                panel.show_moment(self.chosen if self.moment(self.chosen) else None)
        if (notes := self.tabs.made("notes")) is not None:
            notes.show_about(self.about)

    def _say_kept(self) -> None:
        if self.remarking.problem:
            self.notice.say(self.remarking.problem, self.tr("Try &again"))
        else:
            self.notice.clear()
        self.setWindowModified(self.remarking.unsaved > 0)

    def _moved(self, position_s: float, jump: bool) -> None:
        """Every part shows it; a jump brings it into view, wherever somebody had scrolled to."""
        if jump:
            self.transcript.follow_again()
        for part in (self.timeline, self.transcript):
            part.show_position(position_s, jump or self.follow)
        if jump and not self.timeline.visible_part.holds(position_s):
            self.timeline.follow_playhead()
        self.tabs.show_position(position_s)

    def _go(self, moment: Moment | None) -> None:
        if moment is None:
            self.notice.say(self.tr("There is no further moment there."))
        else:
            self.choose(moment.id)

    def _start_of(self, name: str) -> float | None:
        """Where to listen from: a moment has some seconds before it."""
        if (moment := self.moment(name)) is not None:
            return moment.around.start_s
        others: Sequence[Any] = (*self.replay.markers, *self.replay.silences)
        return next((each.span.start_s for each in others if each.id == name), None)

    def _keep_arrangement(self) -> None:
        self.arrangement.change(
            window=bytes(self.saveGeometry().data()),
            across=bytes(self._across.saveState().data()),
            down=bytes(self._down.saveState().data()),
        )

    def _restore(self) -> None:
        """As the parts were left; at first the timeline has two fifths."""
        now = self.arrangement.now
        if not self._down.restoreState(QByteArray(now.down)):
            self._down.setSizes([270, 450])
        if not self._across.restoreState(QByteArray(now.across)):
            self._across.setSizes([760, 520])

"""Remarks while they are being made: they hold at once, can be undone, and none is forgotten.

Each change is kept as soon as it is made, where there is a place for it.  One that cannot be
kept waits, and is tried again with the next one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from monitor.conversation.questions import QuestionWords
from monitor.conversation.remarks import (
    Contested,
    Intended,
    Note,
    QuestionCorrected,
    QuestionKind,
    Remark,
    Remarks,
    Verdict,
    in_force,
)
from monitor.conversation.timeline import SAMPLE_RATE, Samples, Segment
from monitor.document import Analysis
from monitor.errors import MonitorError
from monitor.replay.build import rebuilt
from monitor.replay.marked import marked
from monitor.replay.model import Replay, Span


@dataclass(frozen=True, slots=True)
class NoteAdded:
    """`number` is new within its session, or that of a note that was removed and comes back."""

    number: int
    at: Samples
    text: str


@dataclass(frozen=True, slots=True)
class NoteChanged:
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class NoteRemoved:
    number: int


@dataclass(frozen=True, slots=True)
class AboutWritten:
    """The notes to the session as a whole."""

    text: str


Change = Remark | NoteAdded | NoteChanged | NoteRemoved | AboutWritten
Keep = Callable[[Change], None]
"""Puts a change on the disk before it returns; MonitorError where that cannot be."""


class Remarking:
    """`keep` is None where there is no place for remarks: then they are `unsaved` until `saved` is said.

    `about` are the notes to the session as a whole, `words` those by which its language asks; `now`
    gives Unix time in s.
    """

    def __init__(
        self,
        replay: Replay,
        about: str,
        words: QuestionWords | None,
        keep: Keep | None,
        now: Callable[[], int],
    ) -> None:
        self._replay, self._about, self._words = replay, about, words
        self._keep, self._now = keep, now
        self._waiting: list[Change] = []
        self._undo: list[Change] = []
        self.problem = ""
        """Why what was remarked last is not on the disk; empty while all is."""

    @property
    def replay(self) -> Replay:
        return self._replay

    @property
    def about(self) -> str:
        return self._about

    @property
    def unsaved(self) -> int:
        """How many changes are nowhere but in here."""
        return len(self._waiting)

    @property
    def may_undo(self) -> bool:
        return bool(self._undo)

    def contest(self, event: str, verdict: Verdict | None) -> None:
        self._make(Contested(event, verdict, self._now()))

    def correct(self, start_s: float, kind: QuestionKind | None) -> None:
        self._make(QuestionCorrected(_samples(start_s), kind, self._now()))

    def intend(self, span: Span, text: str, on: bool) -> None:
        stretch = Segment(_samples(span.start_s), _samples(span.end_s))
        self._make(Intended(stretch, text, on, self._now()))

    def add_note(self, at_s: float, text: str) -> int:
        """The new note's number."""
        number = max((note.number for note in self._replay.notes), default=0) + 1
        number = max([number, *(each.number + 1 for each in self._undo if isinstance(each, NoteAdded))])
        self._make(NoteAdded(number, _samples(at_s), text))
        return number

    def change_note(self, number: int, text: str) -> None:
        self._make(NoteChanged(number, text))

    def remove_note(self, number: int) -> None:
        self._make(NoteRemoved(number))

    def write_about(self, text: str) -> None:
        self._make(AboutWritten(text))

    def undo(self) -> None:
        """Take the last change back, by a change that says the opposite."""
        if self._undo:
            change = self._undo.pop()
            self._apply(change)
            self._store(change)

    def try_again(self) -> None:
        """Keep what has not been kept; what is refused holds up only what is about the same."""
        self.problem = ""
        if self._keep is None:
            return
        refused: list[Change] = []
        for change in self._waiting:
            if _subject(change) in map(_subject, refused):
                refused.append(change)
                continue
            try:
                self._keep(change)
            except MonitorError as error:
                self.problem = str(error)
                refused.append(change)
        self._waiting = refused

    def saved(self) -> None:
        """All of it has been written elsewhere, as a `document`."""
        if self._keep is None:
            self._waiting.clear()

    def document(self) -> Analysis:
        """The analysis with what was remarked in it."""
        return marked(self._replay.document, self._replay.remarks, self._replay.notes)

    def _make(self, change: Change) -> None:
        opposite = self._opposite(change)
        if opposite is None:
            return
        self._undo.append(opposite)
        self._apply(change)
        self._store(change)

    def _store(self, change: Change) -> None:
        self._waiting.append(change)
        self.try_again()

    def _apply(self, change: Change) -> None:
        if isinstance(change, AboutWritten):
            self._about = change.text
        elif isinstance(change, NoteAdded | NoteChanged | NoteRemoved):
            self._replay = replace(self._replay, notes=_noted(self._replay.notes, change))
        else:
            remarks = with_remark(self._replay.remarks, change)
            self._replay = rebuilt(self._replay, remarks, self._replay.notes, self._words)

    def _opposite(self, change: Change) -> Change | None:
        """What undoes it; None where it would change nothing."""
        if isinstance(change, AboutWritten):
            return AboutWritten(self._about) if change.text != self._about else None
        if isinstance(change, NoteAdded | NoteChanged | NoteRemoved):
            return self._note_back(change)
        return self._remark_back(change)

    def _note_back(self, change: NoteAdded | NoteChanged | NoteRemoved) -> Change | None:
        if isinstance(change, NoteAdded):
            return NoteRemoved(change.number)
        before = next((note for note in self._replay.notes if note.number == change.number), None)
        if before is None:
            return None
        if isinstance(change, NoteRemoved):
            return NoteAdded(before.number, before.at, before.text)
        return NoteChanged(before.number, before.text) if change.text != before.text else None

    def _remark_back(self, change: Remark) -> Remark | None:
        remarks = self._replay.remarks
        if isinstance(change, Contested):
            verdict = remarks.verdict(change.event)
            return replace(change, verdict=verdict) if verdict is not change.verdict else None
        if isinstance(change, QuestionCorrected):
            kind = next((each.kind for each in remarks.questions if each.at == change.at), None)
            return replace(change, kind=kind) if kind is not change.kind else None
        before = next((each for each in remarks.intended if each.stretch == change.stretch), None)
        if change.on == (before is not None) and (before is None or before.text == change.text):
            return None
        return replace(change, on=not change.on) if before is None else before


def with_remark(remarks: Remarks, remark: Remark) -> Remarks:
    """What holds once this is said as well."""
    return in_force([*remarks.contested.values(), *remarks.questions, *remarks.intended, remark])


def _subject(change: Change) -> tuple[str, object]:
    """What it is about: of two changes about the same, the order must stay."""
    if isinstance(change, Contested):
        return "event", change.event
    if isinstance(change, QuestionCorrected):
        return "question", change.at
    if isinstance(change, Intended):
        return "stretch", change.stretch
    return ("about", None) if isinstance(change, AboutWritten) else ("note", change.number)


def _noted(notes: tuple[Note, ...], change: NoteAdded | NoteChanged | NoteRemoved) -> tuple[Note, ...]:
    if isinstance(change, NoteAdded):
        added = (*notes, Note(change.number, change.at, change.text))
        return tuple(sorted(added, key=lambda note: (note.at, note.number)))
    if isinstance(change, NoteRemoved):
        return tuple(note for note in notes if note.number != change.number)
    return tuple(replace(note, text=change.text) if note.number == change.number else note for note in notes)


def _samples(time_s: float) -> Samples:
    return round(time_s * SAMPLE_RATE)

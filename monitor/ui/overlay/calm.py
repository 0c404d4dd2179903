"""What of the session may be seen now: little, and standing still while it would disturb.

    mode        is seen                             changes
    -------     --------------------------------    -----------------------------------------------------
    ambient     a bar without digits                every `bar_every_s` at most, while the therapist speaks
    numbers     everything                          whenever it reads differently
    looks       nothing; everything for `look_s`    comes every `look_every_min`, once the client is silent
    hidden      nothing                             when it is asked for

A peek shows everything for `peek_s` in each of them.  While the client speaks, and in silence, the
picture of the ambient mode stays as it is: only a cue goes as the client begins.  What cannot wait is
said at once in every mode: a channel that is not heard, a session that is not being saved, and what
the user has just done.  Cues are shown in every mode but hidden.
"""

from dataclasses import dataclass, replace
from typing import Literal

from monitor.conversation.snapshot import Snapshot
from monitor.conversation.timeline import Channel
from monitor.ui import brief
from monitor.ui.overlay.settings import Mode, OverlaySettings
from monitor.ui.wording import View, joined, starting, view

STEPS = 20
"""The ambient bar stands at one of so many places: a finer one would be read like a number."""
_ALONE = frozenset({Channel.THERAPIST})


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, what the mini strip has of it, and whether it is a cue."""

    line: str = ""
    brief: str = ""
    is_cue: bool = False


@dataclass(frozen=True, slots=True)
class Face:
    """What is drawn: nothing, a bar with at most one sentence, or everything.

    `balance` is the bar's, None where it is empty.  `view` is what `numbers` draws, and what a screen reader
    is told in each; `asked`: they are there for a moment, whole whatever the form.
    """

    kind: Literal["nothing", "bar", "numbers"]
    view: View
    balance: float | None = None
    said: Said = Said()
    asked: bool = False

    @property
    def line(self) -> str:
        return self.said.line

    @property
    def is_cue(self) -> bool:
        return self.said.is_cue

    @property
    def drawn(self) -> object:
        """Two faces with equal ones look the same."""
        if self.kind == "numbers":
            return self.view, self.said, self.asked
        return (self.kind, self.balance, self.said, self.view.resting) if self.kind == "bar" else self.kind


def begun(mode: Mode) -> Face:
    """What is seen before the first snapshot."""
    return Face("numbers" if mode == "numbers" else "bar", starting(), said=_waiting())


class Calm:
    """Ask it for the face of each snapshot; `now_s` is any clock that only goes forward."""

    def __init__(self, settings: OverlaySettings) -> None:
        self._settings = settings
        self.mode: Mode = settings.mode
        self._peek_until: float | None = None
        self._look_until: float | None = None
        self._looks = 0
        self._bar: float | None = None
        self._moved_at_s: float | None = None
        self._pressed = Said()
        self._still = begun("ambient")

    def apply(self, settings: OverlaySettings) -> None:
        """Go on with other settings."""
        self._settings, self.mode = settings, settings.mode

    def peek(self, now_s: float) -> None:
        """Everything, for a moment."""
        self._peek_until = now_s + self._settings.peek_s

    def unpeek(self) -> None:
        self._peek_until = None

    def peeking(self, now_s: float) -> bool:
        return self._peek_until is not None and now_s < self._peek_until

    def face(self, snapshot: Snapshot, now_s: float) -> Face:
        """What may be seen of this snapshot."""
        seen = view(snapshot)
        self._still = self._at_rest(snapshot, seen)
        if self.mode == "looks":
            self._look(snapshot, now_s)
        asked = self.peeking(now_s) or (self._look_until is not None and self.mode == "looks")
        if self.mode == "numbers" or asked:
            return Face("numbers", seen, seen.balance, _said(snapshot, seen), asked)
        if self.mode == "ambient":
            return self._still
        said = _pressing(snapshot, seen) or Said()
        if self.mode == "looks" and seen.cue:
            said = _said(snapshot, seen)
        return replace(self._still, kind="bar" if said.line else "nothing", said=said)

    def _at_rest(self, snapshot: Snapshot, seen: View) -> Face:
        """The picture of the ambient mode: the one there was, but for what may change now."""
        before, pressing = self._still, _pressing(snapshot, seen) or Said()
        if snapshot.speaking == _ALONE:
            self._move(snapshot, seen)
            self._pressed = pressing
            return Face("bar", seen, self._bar, _said(snapshot, seen))
        over = before.is_cue and Channel.CLIENT in snapshot.speaking
        if over or pressing != self._pressed or before.said == self._pressed:
            before = replace(before, said=pressing)
        self._pressed = pressing
        if seen.balance is None:  # a share that is withheld now must not stand there as if it held
            self._bar = None
        return replace(before, view=seen, balance=self._bar)

    def _move(self, snapshot: Snapshot, seen: View) -> None:
        wanted = None if seen.balance is None else round(seen.balance * STEPS) / STEPS
        moved_at_s = self._moved_at_s
        due = moved_at_s is None or snapshot.at_s - moved_at_s >= self._settings.bar_every_s
        if wanted != self._bar and (due or wanted is None or self._bar is None):
            self._bar, self._moved_at_s = wanted, snapshot.at_s

    def _look(self, snapshot: Snapshot, now_s: float) -> None:
        """Begin the look that is due, or end the one that lasts; neither while the client speaks."""
        if Channel.CLIENT in snapshot.speaking:
            return
        due = int(snapshot.at_s // (self._settings.look_every_min * 60))
        if due > self._looks:
            self._looks, self._look_until = due, now_s + self._settings.look_s
        elif self._look_until is not None and now_s >= self._look_until:
            self._look_until = None


def _said(snapshot: Snapshot, seen: View) -> Said:
    """The one sentence for which there is cause, what presses first; but a cue does not wait for a disk."""
    pressing = _pressing(snapshot, seen)
    if said := (pressing if seen.pressing else None) or _cue(snapshot, seen) or pressing:
        return said
    if seen.listening:
        return _waiting()
    return Said(seen.withheld, brief.withheld()) if seen.withheld else Said()


def _pressing(snapshot: Snapshot, seen: View) -> Said | None:
    """What cannot wait."""
    parts = (seen.note if seen.pressing else "", seen.health if seen.unsaved else "")
    return Said(joined(*parts), brief.pressing(snapshot)) if any(parts) else None


def _cue(snapshot: Snapshot, seen: View) -> Said | None:
    return Said(seen.cue, brief.cue(snapshot), is_cue=True) if seen.cue else None


def _waiting() -> Said:
    return Said(brief.listening(), brief.listening())

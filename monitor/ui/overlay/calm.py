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
from monitor.ui.overlay.settings import Mode, OverlaySettings
from monitor.ui.wording import View, starting, view

STEPS = 20
"""The ambient bar stands at one of so many places: a finer one would be read like a number."""
_ALONE = frozenset({Channel.THERAPIST})


@dataclass(frozen=True, slots=True)
class Face:
    """What is drawn: nothing, a bar with at most one line, or everything.

    `balance` is the bar's, None where it is empty; `line` is what is said, `is_cue` whether as a cue.
    `view` is what `numbers` draws, and what a screen reader is told in each.
    """

    kind: Literal["nothing", "bar", "numbers"]
    view: View
    balance: float | None = None
    line: str = ""
    is_cue: bool = False

    @property
    def drawn(self) -> object:
        """Two faces with equal ones look the same."""
        if self.kind == "numbers":
            return self.view
        return (self.kind, self.balance, self.line, self.is_cue) if self.kind == "bar" else self.kind


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
        self._pressed = ""
        self._still = Face("bar", starting())

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
        looking = self._look_until is not None and self.mode == "looks"
        if self.mode == "numbers" or self.peeking(now_s) or looking:
            return Face("numbers", seen, seen.balance, seen.cue, bool(seen.cue))
        if self.mode == "ambient":
            return self._still
        said = _pressing(seen) or (seen.cue if self.mode == "looks" else "")
        kind: Literal["bar", "nothing"] = "bar" if said else "nothing"
        return replace(self._still, kind=kind, line=said, is_cue=bool(said) and not _pressing(seen))

    def _at_rest(self, snapshot: Snapshot, seen: View) -> Face:
        """The picture of the ambient mode: the one there was, but for what may change now."""
        before, pressing = self._still, _pressing(seen)
        if snapshot.speaking == _ALONE:
            self._move(snapshot, seen)
            self._pressed = pressing
            line = pressing or seen.cue or ("" if seen.listening else seen.withheld)
            return Face("bar", seen, self._bar, line, bool(seen.cue) and not pressing)
        if before.is_cue and Channel.CLIENT in snapshot.speaking:
            before = replace(before, line="", is_cue=False)
        if pressing or before.line == self._pressed:
            before = replace(before, line=pressing, is_cue=False)
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


def _pressing(seen: View) -> str:
    """What cannot wait."""
    return seen.note if seen.pressing else seen.health if seen.unsaved else ""

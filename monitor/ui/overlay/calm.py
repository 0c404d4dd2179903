"""What of the session may be seen now: little, and standing still while it would disturb.

    mode        is seen                             changes
    -------     --------------------------------    -----------------------------------------------------
    ambient     a bar without digits                every `bar_every_s` at most, the therapist at ease
    numbers     everything                          whenever it reads differently
    looks       nothing; everything for `look_s`    comes every `look_every_min`, once the therapist is at
                                                    ease; goes once the client is silent
    hidden      nothing                             when it is asked for

A peek shows everything for `peek_s` in each of them.  The therapist is *at ease* while they alone speak and
have the floor: a "mm-hm" in the client's pause is not it.  Unless they are, the picture of the ambient mode
stays as it is, to the pixel, whatever is found, due or withheld meanwhile.  These alone are exempt:

    a cue goes              as the client begins to speak
    trouble is said         a channel that is not heard (the bar is empty then), a session that is not being
                            saved; both also while the overlay was hidden for now
    an act of the user's    shows: a pause, a stretch led on purpose, a bookmark, channels exchanged, a cue
                            muted, a peek, another mode

Cues are shown in every mode but hidden.
"""

from dataclasses import dataclass, replace
from typing import Literal

from monitor.conversation.cues import CueKind
from monitor.conversation.snapshot import Floor, Snapshot
from monitor.conversation.timeline import Channel
from monitor.ui import brief
from monitor.ui.overlay.settings import Mode, OverlaySettings
from monitor.ui.wording import View, joined, starting, view

STEPS = 20
"""The ambient bar stands at one of so many places: a finer one would be read like a number."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, what the mini strip has of it, and whether it is a cue.

    `lasting`: it may stay so to the end, and the strip keeps its bar, with a sign before it.
    """

    line: str = ""
    brief: str = ""
    is_cue: bool = False
    lasting: bool = False


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
        self._mode: Mode = settings.mode
        self.hidden = False
        self._peek_until: float | None = None
        self._look_until: float | None = None
        self._at_s = self._looked_at_s = 0.0
        self._bar: float | None = None
        self._moved_at_s: float | None = None
        self._pressed = Said()
        self._told: CueKind | None = None
        self._swapped = False
        self._still = begun("ambient")

    @property
    def mode(self) -> Mode:
        return self._mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        if mode != self._mode:
            self._mode, self._looked_at_s, self._look_until = mode, self._at_s, None

    def apply(self, settings: OverlaySettings) -> None:
        """Go on with other settings."""
        self._settings, self.mode = settings, settings.mode

    def peek(self, now_s: float) -> None:
        """Everything, for a moment."""
        self.hidden = False
        self._peek_until = now_s + self._settings.peek_s

    def hide(self) -> None:
        """Nothing but trouble, until a peek or until this is asked once more."""
        self.hidden = not self.hidden
        self._peek_until = None

    def peeking(self, now_s: float) -> bool:
        return self._peek_until is not None and now_s < self._peek_until

    def face(self, snapshot: Snapshot, now_s: float) -> Face:
        """What may be seen of this snapshot."""
        seen = view(snapshot)
        self._at_s = snapshot.at_s
        self._still = self._at_rest(snapshot, seen)
        if self.mode == "looks" and not self.hidden:
            self._look(snapshot, now_s)
        if self.hidden:
            return self._line(_pressing(snapshot, seen) if seen.lost or seen.unsaved else None)
        asked = self.peeking(now_s) or self._look_until is not None
        if self.mode == "numbers" or asked:
            return Face("numbers", seen, seen.balance, _said(snapshot, seen), asked)
        if self.mode == "ambient":
            return self._still
        cue = self.mode == "looks" and seen.cue
        return self._line(_said(snapshot, seen) if cue else _pressing(snapshot, seen))

    def _line(self, said: Said | None) -> Face:
        """Out of sight, but for what is said."""
        return replace(self._still, kind="nothing" if said is None else "bar", said=said or Said())

    def _at_rest(self, snapshot: Snapshot, seen: View) -> Face:
        """The picture of the ambient mode: the one there was, but for what may change now."""
        said, pressing = self._still.said, _pressing(snapshot, seen) or Said()
        exchanged, self._swapped = snapshot.swapped != self._swapped, snapshot.swapped
        self._move(snapshot, seen, at_once=exchanged)
        goes = said.is_cue and (exchanged or self._cue_goes(snapshot))
        if at_ease(snapshot):
            said, self._told = _said(snapshot, seen), seen.cue_kind
        elif goes or pressing != self._pressed or said == self._pressed:
            said = pressing
        self._pressed = pressing
        return Face("bar", seen, self._bar, said)

    def _cue_goes(self, snapshot: Snapshot) -> bool:
        muted = {kind for kind, wanted in snapshot.cues_wanted if not wanted}
        return Channel.CLIENT in snapshot.speaking or self._told in muted

    def _move(self, snapshot: Snapshot, seen: View, at_once: bool) -> None:
        if snapshot.lost:  # a share that is withheld for this must not stand there as if it held
            self._bar = None
            return
        wanted = None if seen.balance is None else round(seen.balance * STEPS) / STEPS
        moved_at_s = self._moved_at_s
        due = moved_at_s is None or snapshot.at_s - moved_at_s >= self._settings.bar_every_s
        at_once = at_once or (at_ease(snapshot) and (due or wanted is None or self._bar is None))
        if wanted != self._bar and at_once:
            self._bar, self._moved_at_s = wanted, snapshot.at_s

    def _look(self, snapshot: Snapshot, now_s: float) -> None:
        """Begin the look that is due, or end the one that lasts; neither while the client speaks."""
        if self._look_until is not None:
            if now_s >= self._look_until and Channel.CLIENT not in snapshot.speaking:
                self._look_until = None
        elif snapshot.at_s - self._looked_at_s >= self._settings.look_every_min * 60 and at_ease(snapshot):
            self._looked_at_s, self._look_until = snapshot.at_s, now_s + self._settings.look_s


def at_ease(snapshot: Snapshot) -> bool:
    """Whether the therapist alone speaks, and has the floor."""
    return snapshot.speaking == {Channel.THERAPIST} and snapshot.floor is Floor.THERAPIST


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
    return Said(joined(*parts), brief.pressing(snapshot), lasting=not parts[0]) if any(parts) else None


def _cue(snapshot: Snapshot, seen: View) -> Said | None:
    return Said(seen.cue, brief.cue(snapshot), is_cue=True) if seen.cue else None


def _waiting() -> Said:
    return Said(brief.listening(), brief.listening())

"""When something is said to the therapist during a session: rarely, and never while the client speaks.

    what is noticed                       cue                                    once more
    ----------------------------------    -----------------------------------    ---------------------------
    rolling share above `share_cue`       once it has held for `share_held_s`    after a fall to `share_back`
    own speech in one turn                at `monologue_cue_s`                   in another turn
    interruptions that took the floor     `interruptions_cue` of them within     when there are as many new
                                          `interruptions_within_s`               ones

Silence, response latency and interruptions that failed never cue.  Whatever is noticed waits until
nobody's speech is in the way of it, and lapses where it no longer holds by then.  At most one cue in
`every_s`, and `most` in a session.  None of the thresholds predicts outcome: config/presets says where each
comes from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from monitor.conversation.timeline import Samples, to_samples


class CueKind(Enum):
    """What a cue is about; the value is its name in files and messages."""

    SHARE = "share"
    MONOLOGUE = "monologue"
    INTERRUPTIONS = "interruptions"


@dataclass(frozen=True, slots=True)
class CueRules:
    """Shares from 0 to 1, times in s.  A 0 turns a cue off: `share_cue`, `monologue_cue_s`,
    `interruptions_cue`; `most` 0 turns all of them off.  `share_noted` is where a view may begin to say
    that the share is high, 1 nowhere.  Raises ValueError for what contradicts itself."""

    share_noted: float
    share_cue: float
    share_back: float
    share_held_s: float
    share_not_before_s: float
    monologue_cue_s: float
    interruptions_cue: int
    interruptions_within_s: float
    every_s: float
    most: int
    lasts_s: float

    def __post_init__(self) -> None:
        if not all(0.0 <= share <= 1.0 for share in (self.share_noted, self.share_cue, self.share_back)):
            raise ValueError("share_noted, share_cue and share_back must be between 0 and 1")
        if self.share_cue and self.share_back > self.share_cue:
            raise ValueError(
                "share_back must not be above share_cue, or a cue would never be made ready again"
            )
        lengths = (
            self.share_held_s,
            self.share_not_before_s,
            self.monologue_cue_s,
            self.interruptions_within_s,
        )
        if min(*lengths, self.interruptions_cue, self.most, self.every_s) < 0:
            raise ValueError("no time and no number may be negative")
        if not 2.0 <= self.lasts_s <= 60.0:
            raise ValueError(f"lasts_s must be between 2 and 60 seconds, not {self.lasts_s:g}")


@dataclass(frozen=True, slots=True)
class Cue:
    """`value` is the share, the seconds of own speech or how many interruptions, then `within_s`.

    `number` counts from 1.
    """

    kind: CueKind
    at: Samples
    value: float
    number: int
    within_s: float


@dataclass(frozen=True, slots=True)
class Noticed:
    """The session at one moment, as far as it is settled.

    `share` is the therapist's rolling share, None while it is withheld; `turn_from` and `held` are the
    start of the turn that the therapist holds and the own speech in it, None and 0 where it is not
    theirs; `interruptions` are the starts of those by which they took the floor, in order.  `intended`:
    the stretch is led on purpose; `quiet`: nobody speaks, and nothing may stir a silence.
    """

    at: Samples
    share: float | None
    turn_from: Samples | None
    held: Samples
    interruptions: Sequence[Samples]
    client_speaks: bool
    intended: bool = False
    quiet: bool = False


class Cues:
    """Tell it what is noticed, moment by moment, as often as you like but always at the same moments."""

    def __init__(self, rules: CueRules) -> None:
        self._rules = rules
        self._given: list[Cue] = []
        self._muted: set[CueKind] = set()
        self._over = False
        self._high_since: Samples | None = None
        self._share_ready = True
        self._last_turn: Samples | None = None
        self._counted_from: Samples = 0
        self._intended_until: Samples | None = None

    @property
    def given(self) -> Sequence[Cue]:
        return self._given

    def mute(self, kind: CueKind) -> None:
        """No more of this kind in this session."""
        self._muted.add(kind)
        if self._given and self._given[-1].kind is kind:
            self._over = True

    def look(self, now: Noticed) -> Cue | None:
        """The cue that begins at this moment."""
        self._follow(now)
        if now.client_speaks or now.intended:
            self._over = True
        if now.client_speaks or now.intended or now.quiet or not self._may_speak(now.at):
            return None
        for kind, value in self._due(now):
            if kind not in self._muted:
                return self._give(kind, value, now)
        return None

    def shown(self, at: Samples) -> Cue | None:
        """The cue that is still to be seen: for `lasts_s`, but no longer once the client has spoken."""
        last = self._given[-1] if self._given else None
        if last is None or self._over or at >= last.at + to_samples(self._rules.lasts_s):
            return None
        return last

    def _follow(self, now: Noticed) -> None:
        """What must be noticed whether or not anything may be said."""
        rules = self._rules
        if now.intended:
            self._intended_until = now.at
        if now.share is None or now.share <= rules.share_cue:
            self._high_since = None
        elif self._high_since is None:
            self._high_since = now.at
        if now.share is not None and now.share <= rules.share_back:
            self._share_ready = True

    def _may_speak(self, at: Samples) -> bool:
        given = self._given
        if len(given) >= self._rules.most:
            return False
        return not given or at - given[-1].at >= to_samples(self._rules.every_s)

    def _due(self, now: Noticed) -> list[tuple[CueKind, float]]:
        """What there is to say, the most telling first."""
        rules = self._rules
        due: list[tuple[CueKind, float]] = []
        recent = [at for at in now.interruptions if at >= self._from(now.at)]
        if 0 < rules.interruptions_cue <= len(recent):
            due.append((CueKind.INTERRUPTIONS, float(len(recent))))
        if self._holds_long(now):
            due.append((CueKind.MONOLOGUE, now.held / to_samples(1.0)))
        if self._share_is_high(now) and now.share is not None:
            due.append((CueKind.SHARE, now.share))
        return due

    def _from(self, at: Samples) -> Samples:
        """Since when interruptions count: neither told already, nor in a stretch led on purpose."""
        within = at - to_samples(self._rules.interruptions_within_s)
        return max(within, self._counted_from, (self._intended_until or -1) + 1)

    def _holds_long(self, now: Noticed) -> bool:
        if not self._rules.monologue_cue_s or now.turn_from is None or now.turn_from == self._last_turn:
            return False
        if self._intended_until is not None and now.turn_from <= self._intended_until:
            return False
        return now.held >= to_samples(self._rules.monologue_cue_s)

    def _share_is_high(self, now: Noticed) -> bool:
        """Not before minute 5, nor so soon after a stretch led on purpose: it is in the share till then."""
        rules, since = self._rules, self._high_since
        if not rules.share_cue or since is None or not self._share_ready:
            return False
        fresh_from = 0 if self._intended_until is None else self._intended_until
        if now.at - fresh_from < to_samples(rules.share_not_before_s):
            return False
        return now.at - since >= to_samples(rules.share_held_s)

    def _give(self, kind: CueKind, value: float, now: Noticed) -> Cue:
        cue = Cue(kind, now.at, value, len(self._given) + 1, self._rules.interruptions_within_s)
        self._given.append(cue)
        self._over = False
        if cue.kind is CueKind.SHARE:
            self._share_ready = False
        elif cue.kind is CueKind.MONOLOGUE:
            self._last_turn = now.turn_from
        else:
            self._counted_from = now.interruptions[-1] + 1
        return cue

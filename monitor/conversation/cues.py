"""When something is said to the therapist during a session: rarely, and never while the client speaks.

    what is noticed                       cue                                    once more
    ----------------------------------    -----------------------------------    ---------------------------
    rolling share above `share_cue`       once it has held for `share_held_s`    after a fall to `share_back`
    own speech in one turn                at `monologue_cue_s`                   in another turn
    interruptions that took the floor     `interruptions_cue` of them within     when there are as many new
                                          `interruptions_within_s`               ones

Silence, response latency and interruptions that failed never cue.  Whatever is noticed waits until the
therapist alone has the floor and speaks, and lapses where it no longer holds by then.  At most one cue in
`every_s`, and `most` in a session.

A stretch that is led on purpose is set aside, and so is one in which not both were heard, for the client
may have spoken unheard: nothing cues in it, interruptions in it do not count, own speech counts anew after
it, and the share once it has left the share's window.  A pause and an exchange of the channels end what was
going on.  None of the thresholds predicts outcome: config/presets says where each comes from.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from monitor.conversation.timeline import Samples, Segment, to_samples


class CueKind(Enum):
    """What a cue is about; the value is its name in files and messages."""

    SHARE = "share"
    MONOLOGUE = "monologue"
    INTERRUPTIONS = "interruptions"


@dataclass(frozen=True, slots=True)
class CueRules:
    """Shares from 0 to 1, times in s.  A 0 turns a cue off: `share_cue`, `monologue_cue_s`,
    `interruptions_cue`; `most` 0 turns all of them off.  `share_noted` is where a view may begin to say
    that the share is high, 1 nowhere; `monologue_noted_s` where it may name a long turn, 0 nowhere.
    Raises ValueError for what contradicts itself."""

    share_noted: float
    share_cue: float
    share_back: float
    share_held_s: float
    share_not_before_s: float
    monologue_noted_s: float
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
            self.monologue_noted_s,
            self.monologue_cue_s,
            self.interruptions_within_s,
        )
        if min(*lengths, self.interruptions_cue, self.most, self.every_s) < 0:
            raise ValueError("no time and no number may be negative")
        if not 2.0 <= self.lasts_s <= 60.0:
            raise ValueError(f"lasts_s must be between 2 and 60 seconds, not {self.lasts_s:g}")

    @property
    def kinds(self) -> tuple[CueKind, ...]:
        """Those that may come in a session."""
        on = {
            CueKind.SHARE: self.share_cue,
            CueKind.MONOLOGUE: self.monologue_cue_s,
            CueKind.INTERRUPTIONS: self.interruptions_cue,
        }
        return tuple(kind for kind in CueKind if self.most and on[kind])


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

    `share` is the therapist's share since `share_from`, None while it is withheld; `turn_from` and `held`
    are the start of the turn that the therapist holds and the own speech in it, None and 0 where it is not
    theirs; `interruptions` are the starts of those by which they took the floor, in order.
    `client_speaks`: or has the floor; `intended`: the stretch is led on purpose; `heard`: each of the two,
    by their own microphone; `quiet`: nobody speaks, and nothing may stir a silence.
    """

    at: Samples
    share: float | None
    share_from: Samples
    turn_from: Samples | None
    held: Samples
    interruptions: Sequence[Samples]
    client_speaks: bool
    intended: bool = False
    heard: bool = True
    quiet: bool = False

    @property
    def aside(self) -> bool:
        """Whether this moment counts for no cue."""
        return self.intended or not self.heard


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
        self._aside: list[Segment] = []
        self._last_look: Samples = 0
        self._was_aside = False
        self._anew = False
        self._left_out: tuple[Samples | None, Samples] = (None, 0)

    @property
    def given(self) -> Sequence[Cue]:
        return self._given

    @property
    def wanted(self) -> tuple[tuple[CueKind, bool], ...]:
        """The kinds that this session may bring, and whether each is still wanted."""
        return tuple((kind, kind not in self._muted) for kind in self._rules.kinds)

    def mute(self, kind: CueKind, muted: bool = True) -> None:
        """No more of this kind in this session; False: they may come again."""
        if not muted:
            self._muted.discard(kind)
            return
        self._muted.add(kind)
        if self._given and self._given[-1].kind is kind:
            self._over = True

    def give_way(self) -> None:
        """The client has begun to speak: what is shown goes, however short it was."""
        self._over = True

    def begin_anew(self) -> None:
        """Something came in between, a pause or an exchange of the channels: nothing goes on from before."""
        self._over = self._anew = True

    def look(self, now: Noticed) -> Cue | None:
        """The cue that begins at this moment."""
        self._follow(now)
        if now.client_speaks or now.aside:
            self._over = True
            return None
        if now.quiet or not self._may_speak(now.at):
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

    def counted(self, turn_from: Samples | None, held: Samples) -> Samples:
        """The own speech in this turn, but for what was set aside of it."""
        turn, left_out = self._left_out
        return held - left_out if turn == turn_from else held

    def counts(self, share_from: Samples) -> bool:
        """Whether nothing since then was set aside."""
        return not self._aside or self._aside[-1].end <= share_from

    def _follow(self, now: Noticed) -> None:
        """What must be noticed whether or not anything may be said."""
        if now.aside:
            self._set_aside(now)
        if now.aside or self._anew:
            self._left_out = (now.turn_from, now.held)
        rules, share = self._rules, now.share
        if share is None or share <= rules.share_cue or self._anew or not self.counts(now.share_from):
            self._high_since = None
        elif self._high_since is None:
            self._high_since = now.at
        if share is not None and share <= rules.share_back:
            self._share_ready = True
        self._last_look, self._was_aside, self._anew = now.at, now.aside, False

    def _set_aside(self, now: Noticed) -> None:
        """Up to now, from the look before: whatever began in between is in doubt."""
        start = self._aside.pop().start if self._was_aside else self._last_look
        self._aside.append(Segment(start, now.at))

    def _may_speak(self, at: Samples) -> bool:
        given = self._given
        if len(given) >= self._rules.most:
            return False
        return not given or at - given[-1].at >= to_samples(self._rules.every_s)

    def _due(self, now: Noticed) -> list[tuple[CueKind, float]]:
        """What there is to say, the most telling first."""
        rules = self._rules
        due: list[tuple[CueKind, float]] = []
        count = self._interruptions(now)
        if 0 < rules.interruptions_cue <= count:
            due.append((CueKind.INTERRUPTIONS, float(count)))
        held = self.counted(now.turn_from, now.held)
        if self._holds_long(now.turn_from, held):
            due.append((CueKind.MONOLOGUE, held / to_samples(1.0)))
        if self._share_is_high(now) and now.share is not None:
            due.append((CueKind.SHARE, now.share))
        return due

    def _interruptions(self, now: Noticed) -> int:
        """Those of late that were neither told already nor set aside."""
        since = max(now.at - to_samples(self._rules.interruptions_within_s), self._counted_from)
        recent = now.interruptions[bisect_left(now.interruptions, since) :]
        return sum(not any(each.start < at <= each.end for each in self._aside) for at in recent)

    def _holds_long(self, turn_from: Samples | None, held: Samples) -> bool:
        if not self._rules.monologue_cue_s or turn_from is None or turn_from == self._last_turn:
            return False
        return held >= to_samples(self._rules.monologue_cue_s)

    def _share_is_high(self, now: Noticed) -> bool:
        rules, since = self._rules, self._high_since
        if not rules.share_cue or since is None or not self._share_ready:
            return False
        if now.at < to_samples(rules.share_not_before_s):
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

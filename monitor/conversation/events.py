"""What can happen in a conversation: one frozen type per kind of event.

SpeechStarted and SpeechEnded go in; everything else comes out.  Times are samples
on the session clock.  `known_at` is the moment by which the speech that settles the
event has been heard; it never looks ahead.

An event that is revised (a silence that ends, an overlap that words re-type) is sent
again with the same `id`; the latest one counts, the earlier ones are its history.
"""

from dataclasses import dataclass

from monitor.conversation.timeline import Channel, Samples


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    channel: Channel
    at: Samples


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    channel: Channel
    at: Samples


@dataclass(frozen=True, slots=True)
class Turn:
    """`by` held the floor from `start` to `end`: own IPUs, pauses between them included."""

    by: Channel
    start: Samples
    end: Samples
    known_at: Samples


@dataclass(frozen=True, slots=True)
class Overlap:
    """`by` came in at `start` while the other held the floor.

    `end` is where one of the two stopped: `by` for a backchannel or an attempt, else the
    other.  `overlap` is how long both spoke till then; `confidence` runs from 0 to 1 and says how far the
    deciding lengths lie from their thresholds or, where words decided, how sure these are.
    """

    id: str
    by: Channel
    start: Samples
    end: Samples
    overlap: Samples
    known_at: Samples
    confidence: float


class Backchannel(Overlap):
    """A short sign of listening that leaves the floor where it is."""

    __slots__ = ()


class TerminalOverlap(Overlap):
    """Came in as the other's turn was ending: ordinary turn-taking."""

    __slots__ = ()


class PossibleOverlap(Overlap):
    """The other stopped so soon that timing alone cannot tell an end from a yield."""

    __slots__ = ()


class SuccessfulInterruption(Overlap):
    """The other stopped first, and the one who came in kept the floor."""

    __slots__ = ()


class AttemptedInterruption(Overlap):
    """The one who came in stopped first, and the other went on."""

    __slots__ = ()


class UnresolvedOverlap(Overlap):
    """Both stopped together, or both went on."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Monologue:
    """One turn of `by` with at least the monologue's length of own speech in it."""

    id: str
    by: Channel
    start: Samples
    end: Samples
    speech: Samples
    known_at: Samples


@dataclass(frozen=True, slots=True)
class Silence:
    """Nobody spoke from `start` to `end`; `after` spoke last before, `ended_by` first after.

    While it lasts, `end` is the time up to which it is known and `ended_by` is None.
    """

    id: str
    start: Samples
    end: Samples
    after: Channel | None
    ended_by: Channel | None
    known_at: Samples


Interruption = SuccessfulInterruption | AttemptedInterruption | UnresolvedOverlap
TypedOverlap = Backchannel | TerminalOverlap | PossibleOverlap | Interruption
Speech = SpeechStarted | SpeechEnded
Event = Turn | TypedOverlap | Monologue | Silence

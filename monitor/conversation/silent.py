"""Silent interruptions (Ferguson 1977): coming in without an overlap, in a pause within a clause.

    other   I told her that the |
    one                         | ···· |  Let us look at your week.
                                 pause

Six things must hold: the pause is one that speakers make within a clause, longer than a breath between
words and shorter than a turn's end; the one who comes in was silent before, and takes the floor, with
more than words of listening; the clause was broken off by its words; and the other never finishes it.
Where one of them is not known there is none. Whoever trails off on purpose looks the same: none of this is
sure, and nothing counts it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from monitor.conversation.clauses import THINKING, Ending, confidence, ending, last_clause, text
from monitor.conversation.lexicon import Lexicon
from monitor.conversation.timeline import Channel, Samples, Segment, to_samples
from monitor.conversation.transcript import Word

DOUBT = 0.5
"""Of how sure the recogniser was of the clause's end, so much is left: that it was meant is not heard."""
MOST = 0.49
_NEAR: Samples = to_samples(0.5)
"""A word that ends so long before the pause is not the last one: what followed was not understood."""
_BACK: Samples = to_samples(20.0)
"""No clause is looked at further back, and no answer further on."""


@dataclass(frozen=True, slots=True)
class Limits:
    """In samples: the pause lies between `shortest` and `longest`, so much speech takes the floor, and who
    spoke less than `alone` before was there already."""

    shortest: Samples
    longest: Samples
    takeover: Samples
    alone: Samples


@dataclass(frozen=True, slots=True)
class SilentInterruption:
    """`by` came in at `start`, the other had paused at `paused`; `confidence` stays below one half."""

    by: Channel
    paused: Samples
    start: Samples
    cut_off: str
    said: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said in a session: the IPUs of each in order of time, and how long it is.

    `words` gives those of one whose middle lies between two times, in order of time.
    """

    ipus: Mapping[Channel, Sequence[Segment]]
    words: Callable[[Channel, Samples, Samples], Sequence[Word]]
    duration: Samples


def silent_interruptions(heard: Heard, limits: Limits, lexicon: Lexicon) -> list[SilentInterruption]:
    """In order of time, by both."""
    found = [
        each
        for by in Channel
        for pause in _pauses(heard, by, limits)
        if (each := _judged(pause, heard, lexicon))
    ]
    return sorted(found, key=lambda each: (each.start, each.by.value))


@dataclass(frozen=True, slots=True)
class _Pause:
    """The other stopped at `paused` and is heard again at `resumed`; `by` began at `start`."""

    by: Channel
    paused: Samples
    start: Samples
    resumed: Samples


def _pauses(heard: Heard, by: Channel, limits: Limits) -> Iterator[_Pause]:
    """Those in which `by` took the floor, and after which nobody takes a clause up as it stood."""
    own = heard.ipus[by]
    end = Segment(heard.duration, heard.duration)
    for other, following in pairwise([*heard.ipus[by.other], end]):
        if following.start - other.end <= THINKING:
            continue
        first = bisect_right(own, other.end, key=lambda each: each.end)
        inside = own[first : bisect_left(own, following.start, key=lambda each: each.start)]
        if not inside or not limits.shortest <= inside[0].start - other.end <= limits.longest:
            continue
        if first and inside[0].start - own[first - 1].end < limits.alone:
            continue
        soon = other.end + THINKING
        if sum(min(each.end, soon) - each.start for each in inside if each.start < soon) >= limits.takeover:
            yield _Pause(by, other.end, inside[0].start, following.start)


def _judged(pause: _Pause, heard: Heard, lexicon: Lexicon) -> SilentInterruption | None:
    """None where the clause was finished, or nobody can tell; or nothing was said but that one listens."""
    before = last_clause(heard.words(pause.by.other, pause.paused - _BACK, pause.paused + THINKING // 2))
    said = heard.words(pause.by, pause.paused, min(pause.resumed, pause.paused + _BACK))
    if not before or not said or pause.paused - before[-1].end > _NEAR:
        return None
    if lexicon.is_listening(word.text for word in said):
        return None
    if ending(before, goes_on=False, lexicon=lexicon) is not Ending.BROKEN:
        return None
    sure = round(min(DOUBT * confidence(before), MOST), 2)
    return SilentInterruption(pause.by, pause.paused, pause.start, text(before), _opening(said), sure)


def _opening(said: Sequence[Word]) -> str:
    """The first sentence of it, or its first words."""
    most = next((at for at, word in enumerate(said, 1) if word.text.endswith((".", "?", "!"))), len(said))
    return text(said[: min(most, 12)]) + (" …" if most > 12 else "")

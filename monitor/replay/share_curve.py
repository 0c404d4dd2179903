"""The rolling talk share over the session: the therapist's part of the speech of the minutes before.

Definition: that of metrics/talk_share, backchannels left out, with everything that became known later
known from the start.  There is no value where a share is withheld, or where the minutes before hold
less speech, of both and backchannels included, than a share needs.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.document import Analysis, Backchannel, Role
from monitor.replay.lanes import Lanes
from monitor.replay.passages import ROLES, Stretch
from monitor.replay.thresholds import Thresholds
from monitor.replay.times import ms

SAMPLES_MOST = 5_400
"""90 minutes second by second; longer sessions are sampled more sparsely, by whole seconds."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """Speech in each window, in ms: all of it, and what counts."""

    everything: list[int]
    counted: list[int]


def share_curve(
    document: Analysis, spoken: Lanes, rules: Thresholds
) -> tuple[tuple[float, float | None], ...]:
    """(time_s, share from 0 to 1), each sample exact; the last is the session's end."""
    times = _times(ms(document.duration_s))
    if "talk_share" in document.withheld:
        return tuple((at / 1000, None) for at in (times[0], times[-1]))
    window, least = ms(rules.rolling_s), ms(rules.share_min_speech_s)
    therapist, client = (_heard(document, role, spoken[role], times, window) for role in ROLES)
    return tuple(
        (at / 1000, own / (own + other) if heard >= least and own + other else None)
        for at, own, other, heard in zip(
            times,
            therapist.counted,
            client.counted,
            map(sum, zip(therapist.everything, client.everything, strict=True)),
            strict=True,
        )
    )


def _times(duration: int) -> list[int]:
    step = 1000 * max(1, -(-duration // (1000 * SAMPLES_MOST)))
    return [*range(0, duration, step), duration]


def _heard(
    document: Analysis, role: Role, speech: Sequence[Stretch], times: Sequence[int], window: int
) -> _Heard:
    nods = _nods(document, role, speech)
    counted = [stretch for number, stretch in enumerate(speech) if number not in nods]
    return _Heard(_within(speech, times, window), _within(counted, times, window))


def _nods(document: Analysis, role: Role, speech: Sequence[Stretch]) -> set[int]:
    """The numbers of the stretches that are backchannels: those that begin in one."""
    found: set[int] = set()
    for event in document.events:
        if isinstance(event, Backchannel) and event.by == role:
            start, end = (bisect_left(speech, (ms(at_s), 0)) for at_s in (event.start_s, event.end_s))
            found.update(range(start, end))
    return found


def _within(speech: Sequence[Stretch], times: Sequence[int], window: int) -> list[int]:
    """How much of the window before each time is speech."""
    edges = [at - window for at in times]
    return [
        until - before for until, before in zip(_until(speech, times), _until(speech, edges), strict=True)
    ]


def _until(speech: Sequence[Stretch], times: Sequence[int]) -> Iterator[int]:
    """How much speech there is before each of the times, which rise."""
    passed, number = 0, 0
    for at in times:
        while number < len(speech) and speech[number][1] <= at:
            passed += speech[number][1] - speech[number][0]
            number += 1
        yield passed + (max(0, at - speech[number][0]) if number < len(speech) else 0)

"""How a therapist's own figures move from session to session.

Each session is a point; beside it stand the median and the quartiles of the last sessions of the
same group.  Nothing is compared between people, nothing is ranked, and no figure is better high or low.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from statistics import quantiles

from monitor.replay.glance import Glance, Happened

RATE_MIN_S = 300.0
"""In a shorter session one event would make a dozen an hour: it has no rate."""


class Figure(Enum):
    """A figure of a session; the value is the name of its field in `Point`."""

    SHARE = "share"
    INTERRUPTIONS = "interruptions_per_hour"
    LATENCY = "latency_s"
    SILENCES = "silences_per_hour"
    LONGEST_TURN = "longest_turn_s"
    LONGEST_MONOLOGUE = "longest_monologue_s"


class Group(Enum):
    """What sessions may be parted by; the value is the name of the field in `About`."""

    CLIENT = "client"
    PRESET = "preset"


@dataclass(frozen=True, slots=True)
class About:
    """Which session it was: its id, when it began (Unix time in s), the client's pseudonym, the preset."""

    session: str
    started_at: int
    client: str = ""
    preset: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One session, figures of the therapist; None: withheld, too short for a rate, or there was none.

    `share` from 0 to 1; `interruptions_per_hour` are those that took the floor, contested ones left
    out; `latency_s` is the median; of monologues that were contested none is the longest.  `reasons`
    are the document's own for what it withholds, by the names that it gives figures.
    """

    about: About
    duration_s: float
    share: float | None
    interruptions_per_hour: float | None
    latency_s: float | None
    silences_per_hour: float | None
    longest_turn_s: float | None
    longest_monologue_s: float | None
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)

    def value(self, figure: Figure) -> float | None:
        found: float | None = getattr(self, figure.value)
        return found


@dataclass(frozen=True, slots=True)
class Rolling:
    """A session and the last ones up to it: of `sessions` that have the figure, median and quartiles."""

    point: Point
    value: float | None
    sessions: int
    lower: float | None
    median: float | None
    upper: float | None


def point(about: About, seen: Glance, contested: Collection[str] | None = None) -> Point:
    """`contested` are ids of events; None: as the document itself says.  So with an empty preset."""
    if contested is None:
        contested = {each.event for each in seen.remarks.contested} if seen.remarks else ()
    latency = seen.response_latency.get("therapist")
    return Point(
        about=about if about.preset else replace(about, preset=seen.preset),
        duration_s=seen.duration_s,
        share=seen.talk_share.therapist,
        interruptions_per_hour=_interruptions(seen, contested),
        latency_s=None if latency is None else latency.median_s,
        silences_per_hour=_rate(sum(each.kind == "silence" for each in seen.events), seen.duration_s),
        longest_turn_s=max(
            (round(turn.end_s - turn.start_s, 3) for turn in seen.turns if turn.by == "therapist"),
            default=None,
        ),
        longest_monologue_s=max(
            (each.speech_s for each in _own(seen, "monologue") if each.id not in contested), default=None
        ),
        reasons=seen.withheld,
    )


def grouped(points: Iterable[Point], by: Group) -> dict[str, list[Point]]:
    """Groups by name, each in order of time; "" holds those that name none."""
    found: dict[str, list[Point]] = {}
    for each in sorted(points, key=_when):
        found.setdefault(getattr(each.about, by.value), []).append(each)
    return dict(sorted(found.items()))


def rolling(points: Iterable[Point], figure: Figure, last: int) -> list[Rolling]:
    """In order of time, each with the `last` sessions up to and with it.  ValueError for none."""
    if last < 1:
        raise ValueError(f"last is {last}, but must be a number of sessions")
    ordered = sorted(points, key=_when)
    return [_rolled(ordered[max(0, end - last) : end], figure) for end in range(1, len(ordered) + 1)]


def _rolled(recent: Sequence[Point], figure: Figure) -> Rolling:
    found = sorted(value for each in recent if (value := each.value(figure)) is not None)
    lower, median, upper = _quartiles(found)
    return Rolling(recent[-1], recent[-1].value(figure), len(found), lower, median, upper)


def _quartiles(found: Sequence[float]) -> tuple[float, float, float] | tuple[None, None, None]:
    if not found:
        return None, None, None
    lower, median, upper = quantiles(found, n=4, method="inclusive") if len(found) > 1 else [found[0]] * 3
    return lower, median, upper


def _interruptions(seen: Glance, contested: Collection[str]) -> float | None:
    if seen.interruptions.get("therapist") is None:
        return None
    counted = sum(each.id not in contested for each in _own(seen, "successful_interruption"))
    return _rate(counted, seen.duration_s)


def _own(seen: Glance, kind: str) -> Iterable[Happened]:
    return (each for each in seen.events if each.by == "therapist" and each.kind == kind)


def _rate(count: int, duration_s: float) -> float | None:
    return count * 3600 / duration_s if duration_s >= RATE_MIN_S else None


def _when(each: Point) -> tuple[int, str]:
    return each.about.started_at, each.about.session

"""How much the count of interruptions hangs on the definition.

The same speech is judged anew under neighbouring thresholds, one changed at a time.  Where
the counts move a lot, they say as much about the definition as about the session.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from monitor.conversation.events import (
    AttemptedInterruption,
    Event,
    SuccessfulInterruption,
    UnresolvedOverlap,
)
from monitor.conversation.rules import Rules
from monitor.conversation.session import Session
from monitor.conversation.timeline import Channel, Samples, Segment

Reword = Callable[[Rules, Sequence[Event]], Sequence[Event]]

NEIGHBOURS: dict[str, tuple[float, ...]] = {
    "possible_max_s": (0.3, 0.4, 0.6, 0.8, 1.0),
    "backchannel_max_s": (0.6, 0.8, 1.2, 1.5),
    "backchannel_isolation_s": (0.5, 0.75, 1.5),
    "overlap_min_s": (0.1, 0.3),
    "takeover_min_s": (0.3, 0.75, 1.0),
    "yield_share": (0.05, 0.3),
    "stop_pause_s": (0.3, 0.75),
    "ipu_gap_s": (0.1, 0.25),
}
"""What others have used, or half and double; the first is the most disputed."""


@dataclass(frozen=True, slots=True)
class Recount:
    """Interruptions of each speaker with `setting` at `value` and all else as it was."""

    setting: str
    value: float
    in_force: bool
    successful: Mapping[Channel, int]
    attempted: Mapping[Channel, int]
    unresolved: Mapping[Channel, int]


def sensitivity(
    rules: Rules,
    segments: Mapping[Channel, Sequence[Segment]],
    duration: Samples,
    reword: Reword | None = None,
) -> list[Recount]:
    """A row for each neighbouring value of each threshold, and for the one in force.

    `reword` gives events the types that they have by their words; without it timing alone counts.
    """
    rows = []
    for name in NEIGHBOURS:
        for value, variant in _variants(name, rules):
            events = Session(variant).run(segments, duration)
            counted = reword(variant, events) if reword else events
            rows.append(_recount(name, value, value == getattr(rules, name), counted))
    return rows


def _variants(name: str, rules: Rules) -> Iterator[tuple[float, Rules]]:
    for value in sorted({*NEIGHBOURS[name], getattr(rules, name)}):
        try:
            yield value, _changed(rules, name, value)
        except ValueError:  # it would contradict another threshold in force
            continue


def _changed(rules: Rules, name: str, value: float) -> Rules:
    changes: dict[str, Any] = {name: value}
    if name == "possible_max_s":
        changes["terminal_max_s"] = min(rules.terminal_max_s, value)
    return replace(rules, **changes)


def _recount(setting: str, value: float, in_force: bool, events: Sequence[Event]) -> Recount:
    successful, attempted, unresolved = (
        {by: sum(isinstance(event, kind) and event.by is by for event in events) for by in Channel}
        for kind in (SuccessfulInterruption, AttemptedInterruption, UnresolvedOverlap)
    )
    return Recount(setting, value, in_force, successful, attempted, unresolved)

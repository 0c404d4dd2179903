"""How much the count of interruptions hangs on the definition.

The same speech is judged anew under neighbouring thresholds, one changed at a time.  Where
the counts move a lot, they say as much about the definition as about the session.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.conversation.events import AttemptedInterruption, SuccessfulInterruption, UnresolvedOverlap
from monitor.conversation.rules import Rules
from monitor.conversation.session import Session
from monitor.conversation.timeline import Channel, Samples, Segment

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
    rules: Rules, segments: Mapping[Channel, Sequence[Segment]], duration: Samples
) -> list[Recount]:
    """A row for each neighbouring value of each threshold, and for the one in force."""
    return [
        _recount(name, value, rules, variant, segments, duration)
        for name in NEIGHBOURS
        for value, variant in _variants(name, rules)
    ]


def _variants(name: str, rules: Rules) -> Iterator[tuple[float, Rules]]:
    for value in sorted({*NEIGHBOURS[name], getattr(rules, name)}):
        try:
            yield value, _changed(rules, name, value)
        except ValueError:  # it would contradict another threshold in force
            continue


def _changed(rules: Rules, name: str, value: float) -> Rules:
    if name == "possible_max_s":
        return replace(rules, possible_max_s=value, terminal_max_s=min(rules.terminal_max_s, value))
    return replace(rules, **{name: value})


def _recount(
    name: str,
    value: float,
    rules: Rules,
    variant: Rules,
    segments: Mapping[Channel, Sequence[Segment]],
    duration: Samples,
) -> Recount:
    events = Session(variant).run(segments, duration)
    successful, attempted, unresolved = (
        {by: sum(isinstance(event, kind) and event.by is by for event in events) for by in Channel}
        for kind in (SuccessfulInterruption, AttemptedInterruption, UnresolvedOverlap)
    )
    return Recount(name, value, value == getattr(rules, name), successful, attempted, unresolved)

"""Who spoke when, and where nothing was heard, as stretches to be drawn."""

from collections.abc import Iterable, Mapping, Sequence

from monitor.document import Analysis, Role
from monitor.replay.model import Span
from monitor.replay.passages import ROLES, Stretch
from monitor.replay.times import ms

Lanes = Mapping[Role, Sequence[Stretch]]


def lanes(document: Analysis) -> dict[Role, list[Stretch]]:
    """Each speaker's speech in order of time, in ms; none overlaps with the next."""
    return {role: _in_order(document.segments.get(role, [])) for role in ROLES}


def spans(stretches: Iterable[Stretch]) -> tuple[Span, ...]:
    return tuple(Span(start / 1000, end / 1000) for start, end in stretches)


def both(spoken: Lanes) -> list[Stretch]:
    """Where both speak."""
    one, other = (spoken[role] for role in ROLES)
    found: list[Stretch] = []
    at, against = 0, 0
    while at < len(one) and against < len(other):
        start, end = max(one[at][0], other[against][0]), min(one[at][1], other[against][1])
        if start < end:
            found.append((start, end))
        if one[at][1] < other[against][1]:
            at += 1
        else:
            against += 1
    return found


def unheard(document: Analysis) -> dict[Role, tuple[Span, ...]]:
    """The stretches of each channel that are without sound."""
    integrity = document.integrity
    lost: dict[Role, list[tuple[float, float]]] = {
        "therapist": integrity.therapist.lost,
        "client": integrity.client.lost,
    }
    return {role: spans(_in_order(stretches)) for role, stretches in lost.items()}


def _in_order(stretches: Iterable[tuple[float, float]]) -> list[Stretch]:
    """In ms; what overlaps becomes one."""
    found: list[Stretch] = []
    for start, end in sorted((ms(start_s), ms(end_s)) for start_s, end_s in stretches):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found

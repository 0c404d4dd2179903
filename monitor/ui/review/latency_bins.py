"""How soon replies came, counted in steps of a tenth of a second."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from monitor.metrics.response_latency import QUICK_S
from monitor.replay.model import Reply

STEP_MS = 100
FIRST, LAST = -10, 30
"""The bars begin at -1.0 s and end at 3.0 s; the outermost hold what lies beyond as well."""
LONG_TURN_S = 10.0
ANSWERS_NEEDED = 5
"""Fewer are no ground for a share."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The replies in [step, step + 1) tenths of a second."""

    step: int
    replies: tuple[Reply, ...]

    @property
    def overlaps(self) -> bool:
        """They came while the other still spoke."""
        return self.step < 0


def bars(replies: Sequence[Reply]) -> tuple[Bar, ...]:
    """One for each step, empty ones as well."""
    found: dict[int, list[Reply]] = {step: [] for step in range(FIRST, LAST + 1)}
    for reply in replies:
        step = round(reply.latency_s * 1000) // STEP_MS
        found[min(max(step, FIRST), LAST)].append(reply)
    return tuple(Bar(step, tuple(held)) for step, held in found.items())


def quick(replies: Sequence[Reply]) -> float | None:
    """The share under 200 ms, those in overlap among them; None of fewer than five."""
    if len(replies) < ANSWERS_NEEDED:
        return None
    return sum(reply.latency_s < QUICK_S for reply in replies) / len(replies)


def middle_s(replies: Sequence[Reply]) -> float | None:
    """The median; None of fewer than five."""
    return median(reply.latency_s for reply in replies) if len(replies) >= ANSWERS_NEEDED else None

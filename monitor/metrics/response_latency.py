"""Response latency: how soon one answers a long turn of the other.

Definition: the floor transfer offset (start of the answering turn minus the end of the one
before, negative in overlap) after turns of at least 3 s; lapses are left out.
Half of the transitions in ordinary talk come within 200 ms (Levinson & Torreira 2015).
"""

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import quantiles

from monitor.conversation.events import Event, Turn
from monitor.conversation.timeline import Channel, seconds, to_samples

QUICK_S = 0.2


@dataclass(frozen=True, slots=True)
class LatencySummary:
    """Seconds; `quick` is the share of answers under 200 ms."""

    answers: int
    median_s: float
    lower_quartile_s: float
    upper_quartile_s: float
    quick: float


class ResponseLatency:
    """An incremental fold over turns in the order in which they end; `by` is who answers."""

    def __init__(self, by: Channel, turn_min_s: float, lapse_s: float) -> None:
        self._by = by
        self._turn_min = to_samples(turn_min_s)
        self._lapse = to_samples(lapse_s)
        self._before: Turn | None = None
        self._latencies_s: list[float] = []

    def advance(self, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, Turn):
                self._answer(self._before, event)
                self._before = event

    @property
    def summary(self) -> LatencySummary | None:
        """None before the first answer."""
        found = self._latencies_s
        if not found:
            return None
        lower, median, upper = quantiles(found, n=4, method="inclusive") if len(found) > 1 else found * 3
        return LatencySummary(len(found), median, lower, upper, bisect_left(found, QUICK_S) / len(found))

    def _answer(self, question: Turn | None, answer: Turn) -> None:
        if question is None or question.by is self._by or answer.by is not self._by:
            return
        if answer.start <= question.start:  # talked over, and talked on: nothing was answered
            return
        offset = answer.start - question.end
        if question.end - question.start >= self._turn_min and offset <= self._lapse:
            insort(self._latencies_s, seconds(offset))

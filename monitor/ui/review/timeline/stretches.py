"""Stretches of time as arrays, so that what is in view is found, and drawn, however many there are."""

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from monitor.replay.model import Span

Numbers: TypeAlias = npt.NDArray[np.float64]


class Stretches:
    """In order of time, parted where they overlap; `start_s` and `end_s` are arrays of one length."""

    def __init__(self, spans: Iterable[Span]) -> None:
        pairs = np.array(sorted((each.start_s, each.end_s) for each in spans), dtype=float).reshape(-1, 2)
        self.end_s: Numbers = np.maximum.accumulate(pairs[:, 1])
        self.start_s: Numbers = np.maximum(
            pairs[:, 0], np.concatenate(([-np.inf], self.end_s[:-1]))[: len(pairs)]
        )
        self._edges_s = np.column_stack((self.start_s, self.end_s)).ravel()
        lengths_s = np.column_stack((np.zeros(len(pairs)), self.end_s - self.start_s)).ravel()
        self._before_s = np.cumsum(lengths_s)

    def __len__(self) -> int:
        return len(self.start_s)

    def covered(self, edges_s: Numbers) -> Numbers:
        """The part, 0 to 1, of each stretch between two of the edges that these fill; shape (n - 1,)."""
        if not len(self):
            return np.zeros(len(edges_s) - 1)
        total_s = np.interp(edges_s, self._edges_s, self._before_s, left=0.0)
        return np.asarray(np.diff(total_s) / np.diff(edges_s))

    def within(self, start_s: float, end_s: float) -> slice:
        """Those that touch this stretch of time."""
        first = np.searchsorted(self.end_s, start_s, "right")
        return slice(int(first), int(np.searchsorted(self.start_s, end_s, "left")))

    def at(self, time_s: float) -> Span | None:
        """The one that this moment is in."""
        found = int(np.searchsorted(self.start_s, time_s, "right")) - 1
        if found < 0 or time_s >= self.end_s[found]:
            return None
        return Span(float(self.start_s[found]), float(self.end_s[found]))


def raised(covered: Numbers, least: float) -> Numbers:
    """With the middle of what fills little of its place raised to `least`, so that it is still seen."""
    around = np.pad(covered, 1)
    lone = (covered > 0) & (covered < least) & (covered >= around[:-2]) & (covered > around[2:])
    return np.where(lone, least, covered)

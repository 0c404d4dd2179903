"""A histogram of levels that forgets: quantiles of the recent past at a fixed cost."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


class LevelHistogram:
    """Counts of levels in steps of 1 dB, each halved in weight after about 0.7 `memory` entries."""

    def __init__(self, lowest_db: int, highest_db: int, memory: int) -> None:
        self._lowest = lowest_db
        self._counts: NDArray[np.float64] = np.zeros(highest_db - lowest_db + 1)
        self._keep = 1.0 - 1.0 / memory
        self._keep_waiting = 1.0 - 0.125 / memory

    @property
    def weight(self) -> float:
        """How many entries it holds, the old ones counted for what is left of them."""
        return float(self._counts.sum())

    def add(self, level_db: float, parted_at: float | None = None) -> None:
        """Count one level; what lies outside goes to the nearest end.

        Where two heaps lie to both sides of `parted_at`, the one that gets no entry forgets
        an eighth as fast: it is not forgotten while the other alone grows for minutes.
        """
        place = self._place(level_db)
        if parted_at is None:
            self._counts *= self._keep
        else:
            part = self._place(parted_at)
            low, high = self._counts[:part], self._counts[part:]
            grows, waits = (low, high) if place < part else (high, low)
            grows *= self._keep
            waits *= self._keep_waiting
        self._counts[place] += 1.0

    def begin_with(self, levels_db: Iterable[float]) -> None:
        """Forget all, and count these."""
        self._counts[:] = 0
        for level_db in levels_db:
            self._counts[self._place(level_db)] += 1.0

    def hold_lightly(self, weight: float) -> None:
        """Keep what it says, but no longer firmly: from here on it counts as so many entries."""
        if self.weight > weight:
            self._counts *= weight / self.weight

    def _place(self, level_db: float) -> int:
        return min(max(round(level_db) - self._lowest, 0), len(self._counts) - 1)

    def quantile(self, part: float) -> float:
        """The level that this part of the entries does not exceed, in dB."""
        total = np.cumsum(self._counts)
        return float(self._lowest + int(np.searchsorted(total, part * total[-1])))

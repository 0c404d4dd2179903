"""Which channel leads: the level difference of two microphones, and what is normal for it.

In a room each voice is louder in its own microphone, whatever the gains are.  The
difference of the two levels therefore falls into two heaps, one for each speaker, and
the middle between them is where neither leads.
"""

from collections import deque
from dataclasses import dataclass
from math import log10

import numpy as np

from monitor.audio.histogram import LevelHistogram

ACTIVE_OVER_FLOOR_DB = 12.0
SILENT_DBFS = -90.0  # digital silence: a dropout, not the quiet of a room
LEAD_DB = 3.0
HEAPS_APART_DB = 6.0  # closer quantiles are one heap: only one person has spoken yet
_FLOOR_PART, _HEAP_PART = 0.08, 0.10
_FLOOR_MEMORY, _HEAP_MEMORY = 1900, 3750  # blocks of 32 ms: one and two minutes
_DIFFERENCES_DB = (-30, 30)  # farther apart they need not be
_RECENT = 300  # blocks: 10 s of activity
_MOVED_DB, _ALIKE_DB, _TWO_HEAPS_DB = 8.0, 5.0, 12.0
_SURE_LOOKS = 3
_REFRESH = 16  # blocks


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads in one block: `db` > 0 is channel 0, about the middle of the two heaps.

    `gain_changes` counts how often a microphone has been turned up or down so far.
    """

    db: float
    active: bool
    gain_changes: int = 0

    def by(self, channel: int) -> bool:
        """Whether this channel is clearly the louder one, for its own standard."""
        return self.active and (self.db > LEAD_DB if channel == 0 else self.db < -LEAD_DB)


class Balance:
    """Follows the floors of both channels and the two heaps of their difference.

    `middle_db` lies between the heaps (channel 0 above channel 1), `spread_db` is how far
    they are apart: twice the separation that the microphones give, whatever their gains.
    """

    def __init__(self) -> None:
        self._floors = [LevelHistogram(-100, 0, _FLOOR_MEMORY) for _ in (0, 1)]
        self._heaps = LevelHistogram(*_DIFFERENCES_DB, _HEAP_MEMORY)
        self._recent: deque[float] = deque(maxlen=_RECENT)
        self._agreed: tuple[float, ...] | None = None  # the heaps, when last the recent ones lay with them
        self._elsewhere = 0
        self._blocks = 0
        self.gain_changes = 0
        self.floor_dbfs = [-90.0, -90.0]
        self.centre_db = 0.0
        self.middle_db = 0.0
        self.spread_db: float | None = None

    def push(self, power: tuple[float, float]) -> Lead:
        """Judge one block by the mean power of its two channels."""
        level = [10 * log10(max(channel, 1e-10)) for channel in power]
        for histogram, here in zip(self._floors, level, strict=True):
            if here > SILENT_DBFS:
                histogram.add(here)
        over = max(here - floor for here, floor in zip(level, self.floor_dbfs, strict=True))
        active = over > ACTIVE_OVER_FLOOR_DB
        difference = level[0] - level[1]
        if active:
            self._heaps.add(difference, None if self.spread_db is None else self.middle_db)
            self._recent.append(min(max(difference, _DIFFERENCES_DB[0]), _DIFFERENCES_DB[1]))
        self._blocks += 1
        if self._blocks % _REFRESH == 0:
            self._refresh()
        return Lead(difference - self.centre_db, active, self.gain_changes)

    def _refresh(self) -> None:
        for channel, histogram in enumerate(self._floors):
            if histogram.weight > 2 * _REFRESH:
                self.floor_dbfs[channel] = histogram.quantile(_FLOOR_PART)
        if self._heaps.weight > 150:  # about 5 s of activity
            self._follow_gains()
            low, high = self._places()
            self.spread_db = high - low
            self.middle_db = (low + high) / 2
            self.centre_db = self.middle_db if high - low > HEAPS_APART_DB else 0.0

    def _follow_gains(self) -> None:
        """Where both heaps lie elsewhere of late, by the same, a microphone was turned up or down."""
        if len(self._recent) < _RECENT:
            return
        now = tuple(np.quantile(np.array(self._recent), [_HEAP_PART, 1 - _HEAP_PART]))
        known = self._places()
        moved = max(abs(here - there) for here, there in zip(now, known, strict=True)) >= _ALIKE_DB
        if not moved:
            self._agreed = now if now[1] - now[0] > _TWO_HEAPS_DB else self._agreed
        whole = moved and self._agreed is not None and _as_a_whole(now, self._agreed)
        self._elsewhere = self._elsewhere + 1 if whole else 0
        if self._elsewhere >= _SURE_LOOKS:
            self._heaps.begin_with(self._recent)
            self._agreed, self._elsewhere = None, 0
            self.gain_changes += 1

    def _places(self) -> tuple[float, float]:
        return self._heaps.quantile(_HEAP_PART), self._heaps.quantile(1 - _HEAP_PART)


def _as_a_whole(now: tuple[float, ...], before: tuple[float, ...]) -> bool:
    """Whether both heaps lie to the same side of where they were, far off, and as far."""
    low, high = (here - there for here, there in zip(now, before, strict=True))
    cut = now[0] <= _DIFFERENCES_DB[0] or now[1] >= _DIFFERENCES_DB[1]
    alike = cut or abs(low - high) < _ALIKE_DB
    return alike and min(abs(low), abs(high)) > _MOVED_DB and low * high > 0

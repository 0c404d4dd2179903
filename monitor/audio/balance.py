"""Which channel leads: the level difference of two microphones, and what is normal for it.

In a room each voice is louder in its own microphone, whatever the gains are.  The
difference of the two levels therefore falls into two heaps, one for each speaker, and
the middle between them is where neither leads.
"""

from dataclasses import dataclass
from math import log10

from monitor.audio.histogram import LevelHistogram

ACTIVE_OVER_FLOOR_DB = 12.0
SILENT_DBFS = -90.0  # digital silence: a dropout, not the quiet of a room
LEAD_DB = 3.0
HEAPS_APART_DB = 6.0  # closer quantiles are one heap: only one person has spoken yet
_FLOOR_PART, _HEAP_PART = 0.08, 0.10
_FLOOR_MEMORY, _HEAP_MEMORY = 1900, 3750  # blocks of 32 ms: one and two minutes
_REFRESH = 16  # blocks


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads in one block: `db` > 0 is channel 0, about the middle of the two heaps."""

    db: float
    active: bool

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
        self._heaps = LevelHistogram(-30, 30, _HEAP_MEMORY)
        self._blocks = 0
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
        self._blocks += 1
        if self._blocks % _REFRESH == 0:
            self._refresh()
        return Lead(difference - self.centre_db, active)

    def _refresh(self) -> None:
        for channel, histogram in enumerate(self._floors):
            if histogram.weight > 2 * _REFRESH:
                self.floor_dbfs[channel] = histogram.quantile(_FLOOR_PART)
        if self._heaps.weight > 150:  # about 5 s of activity
            low, high = (self._heaps.quantile(part) for part in (_HEAP_PART, 1 - _HEAP_PART))
            self.spread_db = high - low
            self.middle_db = (low + high) / 2
            self.centre_db = self.middle_db if high - low > HEAPS_APART_DB else 0.0

"""One channel's speech as a lane of inter-pausal units, as far as it is known.

An IPU joins own segments over silences shorter than the IPU gap (Levinson & Torreira
2015), so an IPU that has just ended may still go on; it is closed once the gap is over.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.conversation.timeline import Samples

KEPT_IPUS = 64
"""How many settled IPUs stay in reach: far more than any rule looks back."""


@dataclass(slots=True)
class Ipu:
    """`end` is None while the speaker speaks; `spoken_before` is the lane's speech before it."""

    start: Samples
    end: Samples | None
    spoken_before: Samples

    def until(self, now: Samples) -> Samples:
        return now if self.end is None else self.end


class Lane:
    """The IPUs of one channel in order.

    `unheard` is where the first undecided one may start, `nodded_until` where the last
    backchannel ended.
    """

    def __init__(self, ipu_gap: Samples) -> None:
        self._gap = ipu_gap
        self._ipus: list[Ipu] = []
        self._spoken = 0
        self._segment_start: Samples | None = None
        self.unheard: Samples = 0
        self.nodded_until: Samples = -1

    @property
    def speaking(self) -> bool:
        return self._segment_start is not None

    @property
    def last_end(self) -> Samples:
        """When speech last ended; 0 before any, and not to be asked for while speaking."""
        return (self._ipus[-1].end or 0) if self._ipus else 0

    def start(self, at: Samples) -> None:
        """Speech begins; within the IPU gap it goes on with the last IPU."""
        self._segment_start = at
        last = self._ipus[-1] if self._ipus else None
        if last is not None and last.end is not None and at - last.end < self._gap:
            last.end = None
            return
        self._ipus.append(Ipu(at, None, self._spoken))
        self._forget()

    def stop(self, at: Samples) -> None:
        """Speech ends, for now."""
        assert self._segment_start is not None
        self._spoken += at - self._segment_start
        self._segment_start = None
        self._ipus[-1].end = at

    def undecided(self) -> Ipu | None:
        """The first IPU that starts at or after `unheard`."""
        index = self._index(self.unheard)
        return self._ipus[index] if index < len(self._ipus) else None

    def since(self, onset: Samples) -> list[Ipu]:
        """The IPUs that start at or after the onset."""
        return self._ipus[self._index(onset) :]

    def before(self, onset: Samples) -> Ipu | None:
        """The last IPU that starts before the onset."""
        index = self._index(onset)
        return self._ipus[index - 1] if index else None

    def around(self, at: Samples) -> Ipu | None:
        """The IPU that holds the instant: begun by then and not yet over."""
        index = self._index(at + 1)
        if not index:
            return None
        ipu = self._ipus[index - 1]
        return ipu if ipu.end is None or ipu.end > at else None

    def settled(self, at: Samples, now: Samples) -> bool:
        """Whether later speech can still make an IPU reach over the instant."""
        last = self.before(at + 1)
        if last is None or last.end is None or last.end > at:
            return True
        return self.closed(last, now) or at - last.end >= self._gap

    def closed(self, ipu: Ipu, now: Samples) -> bool:
        """Whether the IPU is over for good."""
        return ipu.end is not None and (ipu is not self._ipus[-1] or now - ipu.end >= self._gap)

    def closes_at(self) -> Samples:
        """When the last IPU closes if its speaker stays silent."""
        return self.last_end + self._gap

    def stops(self, onset: Samples, now: Samples) -> Iterator[Samples]:
        """Ends of closed IPUs after the onset, in order."""
        index = max(0, self._index(onset + 1) - 1)
        for ipu in self._ipus[index:]:
            if ipu.end is not None and ipu.end > onset and self.closed(ipu, now):
                yield ipu.end

    def first_stop(self, onset: Samples, pause: Samples, now: Samples) -> Samples | None:
        """The first end at or after the onset that a silence of at least `pause` follows."""
        ipus = self.since(onset)
        for ipu, following in zip(ipus, [*ipus[1:], None], strict=True):
            if ipu.end is not None and (following.start if following else now) - ipu.end >= pause:
                return ipu.end
        return None

    def spoken_within(self, start: Samples, end: Samples, now: Samples) -> Samples:
        """How much of [start, end) lies inside IPUs."""
        index = max(0, self._index(start + 1) - 1)
        return sum(max(0, min(ipu.until(now), end) - max(ipu.start, start)) for ipu in self._ipus[index:])

    def spoken(self, now: Samples) -> Samples:
        """All own speech so far, pauses left out."""
        return self._spoken + (0 if self._segment_start is None else now - self._segment_start)

    def _index(self, onset: Samples) -> int:
        return bisect_left(self._ipus, onset, key=lambda ipu: ipu.start)

    def _forget(self) -> None:
        if len(self._ipus) > 2 * KEPT_IPUS and self._ipus[KEPT_IPUS].start < self.unheard:
            del self._ipus[:KEPT_IPUS]


def common(left: Lane, right: Lane, start: Samples, end: Samples, now: Samples) -> Samples:
    """How long both lanes spoke together within [start, end)."""
    first = left.around(start)
    ipus = ([first] if first and first.start < start else []) + left.since(start)
    return sum(right.spoken_within(max(ipu.start, start), min(ipu.until(now), end), now) for ipu in ipus)

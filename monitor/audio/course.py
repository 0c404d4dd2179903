"""What of a session is heard in which order: from a moment to its end, or about a loop."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.conversation.timeline import SAMPLE_RATE, Samples, Segment

LOOP_MIN: Samples = SAMPLE_RATE // 10
"""A shorter loop would be a tone."""


@dataclass(frozen=True, slots=True)
class Run:
    """Sound [start, end) of the session without a gap, in its `lap`."""

    start: Samples
    end: Samples
    lap: int


@dataclass(frozen=True, slots=True)
class Course:
    """From `start` on through a session of `length`; `loop` lies within it."""

    start: Samples
    lap: int
    loop: Segment | None
    length: Samples

    def runs(self) -> Iterator[Run]:
        """Without end where there is a loop ahead; none where there is nothing ahead."""
        if self.loop is None or self.start >= self.loop.end:
            if self.start < self.length:
                yield Run(self.start, self.length, self.lap)
            return
        yield Run(self.start, self.loop.end, self.lap)
        lap = self.lap
        while True:
            lap += 1
            yield Run(self.loop.start, self.loop.end, lap)


def loop_within(start: Samples, end: Samples, length: Samples) -> Segment | None:
    """What of a wished loop lies within the session, made at least LOOP_MIN long; None if nothing does."""
    start, end = max(0, min(start, end)), min(length, max(start, end))
    if end <= start:
        return None
    end = min(length, max(end, start + LOOP_MIN))
    start = max(0, min(start, end - LOOP_MIN))
    return Segment(start, end) if end - start >= LOOP_MIN else None

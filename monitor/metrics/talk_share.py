"""Talk share: the therapist's part of the speech of both.

Definition: T / (T + C), each the channel's speech in the window; overlap counts for both,
silence for neither.  Backchannels are left out: listening is not taking the floor (they
are in talk time).  A mirror and no score: in AnnoMI, 133 expert-rated counselling
demonstrations, word share separates good from poor sessions only at AUC 0.62.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable

from monitor.conversation.events import Backchannel, Event, Overlap, Speech, SpeechStarted
from monitor.conversation.timeline import Channel, Samples


class TalkShare:
    """An incremental fold; `window` None means the whole session.

    Words may make a backchannel of an overlap, or the reverse, minutes after it: its speech
    leaves the share then, or comes back.
    """

    def __init__(self, window: Samples | None = None) -> None:
        self._lanes = {channel: _Speech(window) for channel in Channel}
        self._backchannels: dict[str, Backchannel] = {}
        self.now: Samples = 0

    def advance(self, until: Samples, speech: Iterable[Speech], events: Iterable[Event]) -> None:
        """Account for the time up to `until`, and for overlaps that became known or were revised by it."""
        for boundary in speech:
            self._lanes[boundary.channel].turn(boundary.at, isinstance(boundary, SpeechStarted))
        self.now = until
        for event in events:
            if isinstance(event, Overlap):
                self._note(event)
        for lane in self._lanes.values():
            lane.forget(until)

    def spoken(self, channel: Channel) -> Samples:
        """Speech in the window, backchannels left out."""
        return self._lanes[channel].spoken(self.now)

    def share(self, channel: Channel) -> float | None:
        """The channel's share, 0 to 1; None before anybody has spoken."""
        both = sum(self.spoken(each) for each in Channel)
        return self.spoken(channel) / both if both else None

    def _note(self, event: Overlap) -> None:
        before = self._backchannels.pop(event.id, None)
        if before is not None:
            self._lanes[before.by].count_in(before.start, before.end)
        if isinstance(event, Backchannel):
            self._backchannels[event.id] = event
            self._lanes[event.by].leave_out(event.start, event.end)


class _Speech:
    """One channel's segments that reach into the window, and their length: 17 bytes for each.

    `_left_out` says of each segment in how many backchannels it lies.
    """

    SLACK = 256
    """Segments that have left the window go when there are so many of them."""

    def __init__(self, window: Samples | None) -> None:
        self._window = window
        self._starts, self._ends, self._left_out = array("q"), array("q"), array("B")
        self._first = 0
        self._closed: Samples = 0
        self._open: Samples | None = None

    def turn(self, at: Samples, on: bool) -> None:
        if on:
            self._open = at
        elif self._open is not None:
            self._starts.append(self._open)
            self._ends.append(at)
            self._left_out.append(0)
            self._closed += at - self._open
            self._open = None

    def leave_out(self, start: Samples, end: Samples) -> None:
        """Backchannels stand alone, so they are whole segments."""
        for index in self._within(start, end):
            self._closed -= self._counted(index)
            self._left_out[index] += 1

    def count_in(self, start: Samples, end: Samples) -> None:
        """Take back that they were left out."""
        for index in self._within(start, end):
            self._left_out[index] -= 1
            self._closed += self._counted(index)

    def forget(self, now: Samples) -> None:
        if self._window is None:
            return
        while self._first < len(self._ends) and self._ends[self._first] <= now - self._window:
            self._closed -= self._counted(self._first)
            self._first += 1
        if self._first > self.SLACK:
            del self._starts[: self._first], self._ends[: self._first], self._left_out[: self._first]
            self._first = 0

    def spoken(self, now: Samples) -> Samples:
        total = self._closed + (0 if self._open is None else now - self._open)
        return total if self._window is None else total - self._before(now - self._window)

    def _before(self, edge: Samples) -> Samples:
        """What of the counted speech lies before the window's edge."""
        if self._first < len(self._starts):
            return 0 if self._left_out[self._first] else max(0, edge - self._starts[self._first])
        return 0 if self._open is None else max(0, edge - self._open)

    def _within(self, start: Samples, end: Samples) -> range:
        """The segments in the window that begin in [start, end)."""
        first = bisect_left(self._starts, start, self._first)
        return range(first, bisect_left(self._starts, end, first))

    def _counted(self, index: int) -> Samples:
        return 0 if self._left_out[index] else self._ends[index] - self._starts[index]

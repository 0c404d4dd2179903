"""Talk share: the therapist's part of the speech of both.

Definition: T / (T + C), each the channel's speech in the window; overlap counts for both,
silence for neither.  Backchannels are left out: listening is not taking the floor (they
are in talk time).  A mirror and no score: in AnnoMI, 133 expert-rated counselling
demonstrations, word share separates good from poor sessions only at AUC 0.62.
"""

from collections import deque
from collections.abc import Iterable

from monitor.conversation.events import Backchannel, Event, Speech, SpeechStarted
from monitor.conversation.timeline import Channel, Samples


class TalkShare:
    """An incremental fold; `window` None means the whole session."""

    def __init__(self, window: Samples | None = None) -> None:
        self._window = window
        self._lanes = {channel: _RecentSpeech(window) for channel in Channel}
        self.now: Samples = 0

    def advance(self, until: Samples, speech: Iterable[Speech], events: Iterable[Event]) -> None:
        """Account for the time up to `until`, and for backchannels that became known by it."""
        for boundary in speech:
            self._lanes[boundary.channel].turn(boundary.at, isinstance(boundary, SpeechStarted))
        self.now = until
        for event in events:
            if isinstance(event, Backchannel):
                self._lanes[event.by].leave_out(event.start, event.end)
        for lane in self._lanes.values():
            lane.forget(until)

    def spoken(self, channel: Channel) -> Samples:
        """Speech in the window, backchannels left out."""
        return self._lanes[channel].spoken(self.now)

    def share(self, channel: Channel) -> float | None:
        """The channel's share, 0 to 1; None before anybody has spoken."""
        both = sum(self.spoken(each) for each in Channel)
        return self.spoken(channel) / both if both else None


class _RecentSpeech:
    """One channel's segments that reach into the window, and their length."""

    RECENT = 16
    """Segments kept where there is no window: a backchannel is known a second or two after it."""

    def __init__(self, window: Samples | None) -> None:
        self._window = window
        self._segments: deque[tuple[Samples, Samples]] = deque()
        self._closed: Samples = 0
        self._open: Samples | None = None

    def turn(self, at: Samples, on: bool) -> None:
        if on:
            self._open = at
        elif self._open is not None:
            self._segments.append((self._open, at))
            self._closed += at - self._open
            self._open = None

    def leave_out(self, start: Samples, end: Samples) -> None:
        """Backchannels stand alone, so they are whole segments."""
        kept = [segment for segment in self._segments if not start <= segment[0] < end]
        self._closed -= sum(b - a for a, b in self._segments) - sum(b - a for a, b in kept)
        self._segments = deque(kept)

    def forget(self, now: Samples) -> None:
        if self._window is None:
            while len(self._segments) > self.RECENT:
                self._segments.popleft()
            return
        while self._segments and self._segments[0][1] <= now - self._window:
            start, end = self._segments.popleft()
            self._closed -= end - start

    def spoken(self, now: Samples) -> Samples:
        total = self._closed + (0 if self._open is None else now - self._open)
        if self._window is None:
            return total
        edge = now - self._window
        first = self._segments[0][0] if self._segments else self._open
        return total if first is None else total - max(0, edge - first)

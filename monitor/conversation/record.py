"""The record of a session: all speech, turns and events so far, each with its history.

What the summary, the analysis, the replay and the exports read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import takewhile

from monitor.conversation.events import (
    Event,
    Monologue,
    Silence,
    Speech,
    SpeechStarted,
    Turn,
    TypedOverlap,
)
from monitor.conversation.scene import near
from monitor.conversation.timeline import Channel, Samples, Segment

LastingEvent = TypedOverlap | Monologue | Silence


@dataclass(frozen=True, slots=True)
class Reported:
    """One form of an event, and the session time at which a live view showed it."""

    event: LastingEvent
    at: Samples


class Record:
    """Grows with what happens, not with the length of the audio."""

    def __init__(self) -> None:
        self.duration: Samples = 0
        self.segments: dict[Channel, list[Segment]] = {channel: [] for channel in Channel}
        self.turns: list[Turn] = []
        self._events: dict[str, list[Reported]] = {}
        self._open: dict[Channel, Samples] = {}

    def note(self, speech: Iterable[Speech], events: Iterable[Event], delay: Samples) -> None:
        """Add what became settled; a live view shows it `delay` after it is known.

        After the session's end there is no more speech, but words may still revise an overlap.
        """
        for boundary in speech:
            if isinstance(boundary, SpeechStarted):
                self._open[boundary.channel] = boundary.at
            else:
                start = self._open.pop(boundary.channel)
                self.segments[boundary.channel].append(Segment(start, boundary.at))
        for event in events:
            if isinstance(event, Turn):
                self.turns.append(event)
            else:
                at = event.known_at + delay
                forms = self._events.setdefault(event.id, [])
                forms.append(Reported(event, min(at, self.duration or at)))

    def finish(self, duration: Samples) -> None:
        """The session is over: nothing was shown after its end."""
        self.duration = duration
        self.turns.sort(key=lambda turn: turn.start)
        for forms in self._events.values():
            forms[:] = [replace(form, at=min(form.at, duration)) for form in forms]

    def spoke_within(self, channel: Channel, start: Samples, end: Samples) -> bool:
        """Whether the channel spoke in [start, end), which lies in the last minutes."""
        since = self._open.get(channel)
        if since is not None and since < end:
            return True
        recent = takewhile(lambda segment: segment.end > start, reversed(self.segments[channel]))
        return any(segment.start < end for segment in recent)

    @property
    def events(self) -> list[list[Reported]]:
        """Each event's forms, oldest first; events in the order of their start."""
        return sorted(self._events.values(), key=lambda forms: (forms[0].event.start, forms[0].at))

    def overlap(self, name: str) -> TypedOverlap:
        """The latest form of the overlap with this id."""
        event = self._events[name][-1].event
        assert not isinstance(event, Monologue | Silence)
        return event

    def speech(self, within: Segment) -> dict[Channel, list[Segment]]:
        """The segments that reach into a stretch of time that is settled; one that lasts fills the rest."""
        found = near(self.segments, within)
        for channel, start in self._open.items():
            if start < within.end:
                found[channel].append(Segment(start, within.end))
        return found

    def swapped(self) -> "Record":
        """The same session with the two channels' roles exchanged."""
        record = Record()
        record.duration = self.duration
        record.segments = {channel: self.segments[channel.other] for channel in Channel}
        record.turns = [replace(turn, by=turn.by.other) for turn in self.turns]
        for forms in self._events.values():
            exchanged = [Reported(_exchanged(form.event), form.at) for form in forms]
            record._events[exchanged[0].event.id] = exchanged
        return record


def _exchanged(event: LastingEvent) -> LastingEvent:
    if isinstance(event, Silence):
        after, ended_by = event.after, event.ended_by
        return replace(event, after=after and after.other, ended_by=ended_by and ended_by.other)
    name = event.id.replace(event.by.value, event.by.other.value)
    return replace(event, id=name, by=event.by.other)

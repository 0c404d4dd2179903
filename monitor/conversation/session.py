"""The fold of both channels' speech into everything that happened in the session.

Speech goes in as it settles; events come out as soon as they can be known, whatever the
steps in which the speech was handed over.  Equal speech gives equal events: live, from a
file, in one piece or in a million.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from monitor.conversation.events import Event, Speech, SpeechEnded, SpeechStarted
from monitor.conversation.floor import FAR, FloorKeeper
from monitor.conversation.lanes import Lane
from monitor.conversation.rules import Rules
from monitor.conversation.silences import MonologueWatch, SilenceWatch
from monitor.conversation.snapshot import Floor
from monitor.conversation.timeline import Channel, Samples, Segment, to_samples


class Session:
    """Call `advance` as speech settles, then `finish` once."""

    def __init__(self, rules: Rules) -> None:
        self.now: Samples = 0
        self._lanes = {channel: Lane(to_samples(rules.ipu_gap_s)) for channel in Channel}
        self._events: list[Event] = []
        self._floor = FloorKeeper(rules, self._lanes, self._events.append)
        self._silence = SilenceWatch(rules, self._lanes, self._events.append)
        self._monologue = MonologueWatch(rules, self._floor, self._lanes, self._events.append)
        self._look_again: Samples = FAR

    def advance(self, until: Samples, speech: Iterable[Speech] = ()) -> list[Event]:
        """Move the clock to `until`; `speech` is all that began or ended in (now, until].

        Gives the events that became known on the way, in the order of `known_at`.
        """
        for at, boundaries in groupby(sorted(speech, key=_in_order), key=_when):
            self._run_deadlines(at - 1)
            self._hear(at, boundaries)
        self._run_deadlines(until)
        self.now = until
        return self._taken()

    def finish(self, end: Samples) -> list[Event]:
        """Judge what is still open as if nobody ever spoke again after `end`."""
        speaking = [SpeechEnded(channel, end) for channel, lane in self._lanes.items() if lane.speaking]
        events = self.advance(end)
        self._hear(end, speaking)
        self._silence.finish(end)
        self._monologue.finish(end)
        while self._look_again < FAR:
            self._look(self._look_again)
        self.now = end
        return events + [_by_the_end(event, end) for event in self._taken()]

    def run(self, segments: Mapping[Channel, Sequence[Segment]], duration: Samples) -> list[Event]:
        """A whole session at once: every event in its final form, in order of `known_at`."""
        speech: list[Speech] = []
        for channel, spoken in segments.items():
            speech += [SpeechStarted(channel, segment.start) for segment in spoken]
            speech += [SpeechEnded(channel, segment.end) for segment in spoken]
        return latest(self.advance(duration, speech) + self.finish(duration))

    @property
    def floor(self) -> Floor:
        """Who has the floor now; nobody once a silence is long enough to count."""
        if self._silence.lasting:
            return Floor.NOBODY
        # Two who begin at once have it together until one of them has spoken longer.
        holders = self.speaking if self._floor.holder is None else {self._floor.holder}
        if self._floor.disputed or len(holders) == 2:
            return Floor.BOTH
        return next((Floor(channel.value) for channel in holders), Floor.NOBODY)

    @property
    def speaking(self) -> frozenset[Channel]:
        return frozenset(channel for channel, lane in self._lanes.items() if lane.speaking)

    @property
    def holder(self) -> Channel | None:
        """Whose turn it is, as far as is settled."""
        return self._floor.holder

    @property
    def turn_start(self) -> Samples | None:
        """Since when the present holder has the floor."""
        return None if self._floor.holder is None else self._floor.turn_start

    @property
    def turn_spoken(self) -> Samples:
        """The present holder's own speech in the present turn."""
        return self._floor.turn_spoken(self.now)

    @property
    def quiet(self) -> Samples:
        """How long nobody has spoken."""
        return self._silence.length(self.now)

    def _hear(self, at: Samples, boundaries: Iterable[Speech]) -> None:
        begins = set()
        for boundary in boundaries:
            if isinstance(boundary, SpeechStarted):
                self._lanes[boundary.channel].start(at)
                begins.add(boundary.channel)
            else:
                self._lanes[boundary.channel].stop(at)
        if begins:
            self._silence.broken(at, begins.pop() if len(begins) == 1 else None)
        self._look(at)

    def _run_deadlines(self, until: Samples) -> None:
        while self._look_again <= until:
            self._look(self._look_again)

    def _look(self, now: Samples) -> None:
        self.now = now
        again = (self._floor.look(now), self._silence.look(now), self._monologue.look(now))
        self._look_again = min(at for at in (*again, FAR) if at > now)

    def _taken(self) -> list[Event]:
        taken = self._events.copy()
        self._events.clear()
        return taken


def latest(events: Iterable[Event]) -> list[Event]:
    """The last form of each event, in the order in which that form became known."""
    kept: dict[object, Event] = {}
    for event in events:
        key = getattr(event, "id", event)
        kept.pop(key, None)
        kept[key] = event
    return list(kept.values())


def _when(speech: Speech) -> Samples:
    return speech.at


def _in_order(speech: Speech) -> tuple[Samples, bool]:
    """By time; at one instant what ends comes before what begins."""
    return speech.at, isinstance(speech, SpeechStarted)


def _by_the_end(event: Event, end: Samples) -> Event:
    return replace(event, end=min(event.end, end), known_at=min(event.known_at, end))

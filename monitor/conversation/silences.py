"""Silences of both (PICS: 3 s and more), and monologues of one."""

from collections.abc import Callable
from dataclasses import replace

from monitor.conversation.events import Event, Monologue, Silence
from monitor.conversation.floor import FAR, FloorKeeper
from monitor.conversation.lanes import Lane
from monitor.conversation.rules import Rules
from monitor.conversation.timeline import Channel, Samples, seconds, to_samples


class SilenceWatch:
    """Reports a silence once it is long enough, and again when somebody ends it.

    The silence before the first words is not reported: the session has not begun.
    """

    def __init__(self, rules: Rules, lanes: dict[Channel, Lane], emit: Callable[[Event], None]) -> None:
        self._least = to_samples(rules.silence_min_s)
        self._lanes = lanes
        self._emit = emit
        self._since: Samples | None = 0
        self._after: Channel | None = None
        self._begun = False
        self.lasting = False

    def length(self, now: Samples) -> Samples:
        """How long nobody has spoken, 0 while somebody does."""
        return 0 if self._since is None else now - self._since

    def look(self, now: Samples) -> Samples:
        """Report a silence that has become long enough; when to look again."""
        if any(lane.speaking for lane in self._lanes.values()):
            return FAR
        if self._since is None:
            self._since, self._after = now, self._last_to_speak()
        if not self._begun or self.lasting:
            return FAR
        if now < self._since + self._least:
            return self._since + self._least
        self.lasting = True
        self._report(self._since, now, None, now)
        return FAR

    def broken(self, at: Samples, by: Channel | None) -> None:
        """Somebody begins to speak; `by` is None when both do at once."""
        if self._since is not None and self._begun and at - self._since >= self._least:
            self._report(self._since, at, by, at)
        self._since, self.lasting, self._begun = None, False, True

    def finish(self, end: Samples) -> None:
        """The session ends: a silence lasted until then, nobody ended it, and none follows."""
        if self._since is not None and self.lasting and end > self._since + self._least:
            self._report(self._since, end, None, end)
        self._begun = False

    def _report(self, start: Samples, end: Samples, ended_by: Channel | None, now: Samples) -> None:
        self._emit(Silence(f"silence-{seconds(start):.2f}", start, end, self._after, ended_by, now))

    def _last_to_speak(self) -> Channel | None:
        """Who spoke last; None when both stopped at once."""
        ends = {channel: lane.last_end for channel, lane in self._lanes.items()}
        last = max(ends, key=lambda channel: ends[channel])
        return last if ends[last] > ends[last.other] else None


class MonologueWatch:
    """Reports a turn with a minute of own speech in it, and again when the turn is over."""

    def __init__(
        self, rules: Rules, floor: FloorKeeper, lanes: dict[Channel, Lane], emit: Callable[[Event], None]
    ) -> None:
        self._least = to_samples(rules.monologue_min_s)
        self._floor = floor
        self._lanes = lanes
        self._emit = emit
        self._current: Monologue | None = None

    def look(self, now: Samples) -> Samples:
        """Report a monologue that has become one or has ended; when to look again."""
        holder, start = self._floor.holder, self._floor.turn_start
        if self._current is not None:
            if (self._current.by, self._current.start) == (holder, start):
                self._current = self._grown(self._current, now)
                return FAR
            self._emit(replace(self._current, known_at=now))
            self._current = None
        if holder is None or not self._lanes[holder].speaking:
            return FAR
        lacking = self._least - self._floor.turn_spoken(now)
        if lacking > 0:
            return now + lacking
        name = f"monologue-{holder.value}-{seconds(start):.2f}"
        self._current = Monologue(name, holder, start, now, self._least - lacking, now)
        self._emit(self._current)
        return FAR

    def finish(self, end: Samples) -> None:
        """The session ends in a monologue."""
        if self._current is not None:
            self._emit(self._grown(self._current, end))
            self._current = None

    def _grown(self, monologue: Monologue, now: Samples) -> Monologue:
        lane = self._lanes[monologue.by]
        reach = now if lane.speaking else lane.last_end
        return Monologue(
            monologue.id, monologue.by, monologue.start, reach, self._floor.turn_spoken(now), now
        )

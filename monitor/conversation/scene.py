"""The speech of both around one overlap, as far as it can matter to what the overlap is."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from monitor.conversation.events import TypedOverlap
from monitor.conversation.rules import Rules
from monitor.conversation.timeline import Channel, Samples, Segment, to_samples

Segments = Mapping[Channel, Sequence[Segment]]


def reach(event: TypedOverlap, rules: Rules) -> Segment:
    """The stretch of time whose speech decides an overlap."""
    last = max(event.end, event.start + to_samples(rules.compete_max_s + rules.stop_pause_s))
    after = max(rules.backchannel_isolation_s, rules.backchannel_resume_s, rules.yield_window_s)
    return Segment(event.start - to_samples(rules.backchannel_isolation_s), last + to_samples(after))


def near(segments: Segments, within: Segment) -> dict[Channel, list[Segment]]:
    """The segments that reach into a stretch of time."""
    return {channel: _reaching_into(lane, within) for channel, lane in segments.items()}


class Scene:
    """One who came in at `start`, and the other, who had the floor; nothing out of reach is seen.

    `stop` is where the one who came in first paused for longer than a breath, or went out of reach.
    """

    def __init__(self, event: TypedOverlap, segments: Segments, rules: Rules) -> None:
        within = reach(event, rules)
        gap = to_samples(rules.ipu_gap_s)
        self.start = event.start
        self.own_segments = _clipped(segments[event.by], within)
        self._own = _joined(self.own_segments, gap)
        self._other = _joined(_clipped(segments[event.by.other], within), gap)
        self.stop = self._first_stop(to_samples(rules.stop_pause_s))

    @property
    def length(self) -> Samples:
        """How long the one who came in spoke before pausing."""
        return self.stop - self.start

    @property
    def run(self) -> tuple[Samples, Samples]:
        """What they said before pausing: start and end."""
        return self.start, self.stop

    def alone(self, silence: Samples) -> bool:
        """Whether so much own silence lies before what they said, and after it."""
        before = _spoken(self._own, self.start - silence, self.start)
        return before + _spoken(self._own, self.stop, self.stop + silence) == 0

    def together(self) -> Samples:
        """How long both spoke until the one who came in paused."""
        pieces = ((max(ipu.start, self.start), min(ipu.end, self.stop)) for ipu in self._own)
        return sum(_spoken(self._other, first, last) for first, last in pieces if first < last)

    def own_within(self, start: Samples, length: Samples) -> Samples:
        """How much of that stretch lies in IPUs of the one who came in."""
        return _spoken(self._own, start, start + length)

    def other_within(self, start: Samples, length: Samples) -> Samples:
        """The same of the other."""
        return _spoken(self._other, start, start + length)

    def other_stops_at(self, at: Samples) -> bool:
        return any(ipu.end == at for ipu in self._other)

    def _first_stop(self, pause: Samples) -> Samples:
        stop = self.start
        for ipu in self._own:
            if ipu.end > self.start:
                if ipu.start - stop >= pause:
                    break
                stop = ipu.end
        return stop


def _reaching_into(lane: Sequence[Segment], within: Segment) -> list[Segment]:
    first = bisect_left(lane, within.start + 1, key=lambda each: each.end)
    last = bisect_left(lane, within.end, key=lambda each: each.start)
    return list(lane[first:last])


def _clipped(segments: Iterable[Segment], within: Segment) -> list[Segment]:
    pieces = (Segment(max(each.start, within.start), min(each.end, within.end)) for each in segments)
    return [piece for piece in pieces if piece.length > 0]


def _joined(segments: Iterable[Segment], gap: Samples) -> list[Segment]:
    """Segments in order as IPUs."""
    ipus: list[Segment] = []
    for segment in segments:
        if ipus and segment.start - ipus[-1].end < gap:
            segment = Segment(ipus.pop().start, segment.end)  # noqa: PLW2901
        ipus.append(segment)
    return ipus


def _spoken(ipus: Iterable[Segment], start: Samples, end: Samples) -> Samples:
    return sum(max(0, min(ipu.end, end) - max(ipu.start, start)) for ipu in ipus)

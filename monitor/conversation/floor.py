"""Who holds the floor: the fold of both lanes into turns and typed overlaps.

    state      holder    something happens                       next
    ---------  --------  --------------------------------------  --------------------------
    free       nobody    someone speaks, alone for 200 ms        held by them
    free       nobody    both begin within 200 ms                held by whoever speaks longer
    held       X         Y speaks: an incursion                  held, until it is judged
    held       X         the judge says the floor changed hands  held by Y, since Y's onset
    held       X         both talk past each other for 3 s       contested
    held       X         nobody speaks for 10 s (a lapse)        free
    contested  X         one of the two stops                    held by the other

Backchannels and failed attempts neither start nor end a turn.  What the former holder
says after losing the floor is judged in its turn as an incursion.
"""

from collections.abc import Callable

from monitor.conversation.events import Backchannel, Event, Turn, TypedOverlap, UnresolvedOverlap
from monitor.conversation.interruptions import Judge, Verdict, Wait
from monitor.conversation.lanes import Ipu, Lane, common
from monitor.conversation.rules import Rules
from monitor.conversation.timeline import Channel, Samples, seconds, to_samples

FAR: Samples = 1 << 62


class FloorKeeper:
    """Follows two lanes that somebody else fills; `emit` gets each event as it becomes known."""

    def __init__(self, rules: Rules, lanes: dict[Channel, Lane], emit: Callable[[Event], None]) -> None:
        self._lanes = lanes
        self._judge = Judge(rules)
        self._emit = emit
        self._turn_min = to_samples(rules.turn_min_s)
        self._lapse = to_samples(rules.lapse_s)
        self._always_a_turn = to_samples(rules.compete_max_s)
        self._stop_pause = to_samples(rules.stop_pause_s)
        self.holder: Channel | None = None
        self.turn_start: Samples = 0
        self.contested_from: Samples | None = None
        self._certain: set[str] = set()
        self._spoken_at_start: Samples = 0

    @property
    def disputed(self) -> bool:
        """Whether both are known to be after the floor."""
        return self.contested_from is not None or bool(self._certain)

    def turn_spoken(self, now: Samples) -> Samples:
        """The holder's own speech in the present turn."""
        return 0 if self.holder is None else self._lanes[self.holder].spoken(now) - self._spoken_at_start

    def look(self, now: Samples) -> Samples:
        """Judge all that can be judged at `now`; when to look again if nothing is heard."""
        while True:
            before = (self.holder, self.contested_from, *(lane.unheard for lane in self._lanes.values()))
            again = self._step(now)
            if before == (self.holder, self.contested_from, *(lane.unheard for lane in self._lanes.values())):
                return again

    def _step(self, now: Samples) -> Samples:
        if self.holder is None:
            return self._free(now)
        if self.contested_from is not None:
            return self._contested(self.holder, self.contested_from, now)
        return self._held(self.holder, now)

    def _free(self, now: Samples) -> Samples:
        first = {channel: ipu for channel, lane in self._lanes.items() if (ipu := lane.undecided())}
        if not first:
            return FAR
        earliest = min(ipu.start for ipu in first.values())
        together = {channel: ipu for channel, ipu in first.items() if ipu.start < earliest + self._turn_min}
        if len(together) > 1:
            return self._began_together(together, now)
        if now < earliest + self._turn_min:
            return earliest + self._turn_min
        self._take(next(iter(together)), earliest)
        return FAR

    def _began_together(self, ipus: dict[Channel, Ipu], now: Samples) -> Samples:
        """Both broke the silence within the shortest turn: the floor goes to whoever speaks longer."""
        if not any(self._lanes[channel].closed(ipu, now) for channel, ipu in ipus.items()):
            ended = [lane.closes_at() for lane in self._lanes.values() if not lane.speaking]
            return min(ended, default=FAR)
        ends = {channel: ipu.until(now) for channel, ipu in ipus.items()}
        longer = max(ends, key=lambda channel: ends[channel])
        for channel, ipu in ipus.items():
            if ends[channel] < ends[longer]:
                self._lanes[channel].unheard = ipu.start + 1
                self._record_turn_if_long(channel, ipu.start, ends[channel], now)
            elif ends[channel.other] == ends[channel]:
                self._lanes[channel].unheard = ipu.start + 1
                self._record_turn(channel, ipu.start, ends[channel], now)
        if ends[longer] > ends[longer.other]:
            self._take(longer, ipus[longer].start)
        return FAR

    def _held(self, holder: Channel, now: Samples) -> Samples:
        own, challenger = self._lanes[holder], holder.other
        lane = self._lanes[challenger]
        incursion = lane.undecided()
        if incursion is None:
            own.unheard = max(own.unheard, now)
            return self._watch_for_lapse(holder, now)
        answer = self._judge.judge(incursion.start, lane, own, now)
        if isinstance(answer, Wait):
            if answer.certain:
                self._foretell(challenger, incursion.start, now)
            return answer.until
        self._settle(challenger, incursion.start, answer, now)
        return FAR

    def _watch_for_lapse(self, holder: Channel, now: Samples) -> Samples:
        if any(lane.speaking for lane in self._lanes.values()):
            return FAR
        quiet_from = max(lane.last_end for lane in self._lanes.values())
        if now < quiet_from + self._lapse:
            return quiet_from + self._lapse
        self._end_turn(self._lanes[holder].last_end, now)
        self.holder = None
        return FAR

    def _contested(self, holder: Channel, onset: Samples, now: Samples) -> Samples:
        """Both have talked past each other: whoever stops first has lost the floor."""
        stop = {
            channel: self._lanes[channel].first_stop(self._open_since(channel, onset), self._stop_pause, now)
            for channel in Channel
        }
        known = {channel: at for channel, at in stop.items() if at is not None}
        if not known:
            silent = [lane.last_end + self._stop_pause for lane in self._lanes.values() if not lane.speaking]
            return min((at for at in silent if at > now), default=FAR)
        self.contested_from = None
        lost_at = min(known.values())
        challenger = holder.other
        if known.get(holder) == lost_at and known.get(challenger) != lost_at:
            self._end_turn(lost_at, now)
            self._lanes[holder].unheard = lost_at
            self._take(challenger, onset)
        else:
            self._record_turn(challenger, onset, known[challenger], now)
            self._lanes[challenger].unheard = known[challenger]
        return FAR

    def _open_since(self, channel: Channel, onset: Samples) -> Samples:
        ipu = self._lanes[channel].around(onset + self._judge.compete_max - 1)
        return onset if ipu is None else ipu.start

    def _foretell(self, by: Channel, onset: Samples, now: Samples) -> None:
        """Report an interruption as soon as it can be nothing else; how it ends comes later."""
        name = _name(by, onset)
        if name in self._certain:
            return
        self._certain.add(name)
        overlap = common(self._lanes[by], self._lanes[by.other], onset, now, now)
        self._emit(UnresolvedOverlap(name, by, onset, now, overlap, now, 0.5))

    def _settle(self, by: Channel, onset: Samples, verdict: Verdict, now: Samples) -> None:
        own, other = self._lanes[by], self._lanes[by.other]
        self._certain.discard(_name(by, onset))
        if verdict.kind is not None:
            self._emit(self._overlap(verdict.kind, by, onset, verdict, now))
        if verdict.contested:
            self.contested_from = onset
        elif verdict.floor_from is not None:
            last = other.before(verdict.floor_from)
            end = verdict.floor_from if last is None else min(last.until(now), verdict.floor_from)
            self._end_turn(end, now)
            other.unheard = verdict.floor_from
            self._take(by, onset)
        else:
            own.unheard = verdict.own_until
            if verdict.kind is Backchannel:
                own.nodded_until = verdict.end

    def _overlap(
        self, kind: type[TypedOverlap], by: Channel, onset: Samples, verdict: Verdict, now: Samples
    ) -> TypedOverlap:
        overlap = common(self._lanes[by], self._lanes[by.other], onset, verdict.end, now)
        confidence = round(0.5 + 0.5 * min(1.0, max(0.0, verdict.margin)), 2)
        return kind(_name(by, onset), by, onset, verdict.end, overlap, now, confidence)

    def _take(self, channel: Channel, onset: Samples) -> None:
        lane = self._lanes[channel]
        self.holder, self.turn_start = channel, onset
        self._spoken_at_start = lane.since(onset)[0].spoken_before
        lane.unheard = onset + 1

    def _end_turn(self, end: Samples, now: Samples) -> None:
        assert self.holder is not None
        self._record_turn(self.holder, self.turn_start, end, now)

    def _record_turn_if_long(self, by: Channel, start: Samples, end: Samples, now: Samples) -> None:
        """Without the floor, only speech that always is a turn is one."""
        if end - start >= self._always_a_turn:
            self._record_turn(by, start, end, now)

    def _record_turn(self, by: Channel, start: Samples, end: Samples, now: Samples) -> None:
        if end - start >= self._turn_min:
            self._emit(Turn(by, start, end, now))


def _name(by: Channel, onset: Samples) -> str:
    return f"{by.value}-{seconds(onset):.2f}"

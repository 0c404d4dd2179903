"""What became of an incursion: someone spoke up while the other held the floor.

The judgement is a pure function of both lanes as far as they are known.  It answers with
a Verdict as soon as no later speech can change it, and before that with Wait: when to
look again if nothing is heard until then, and whether it can only end as an interruption
(Ferguson 1977; the transitional onset after Jefferson 1984).

    onset in the other's silence ......... backchannel, or the floor changes hands
    both begin within 200 ms ............. the floor goes to whoever does not stop first
    onset in the other's speech:
      short, alone, the other goes on .... backchannel
      the other stops first
        within 300 ms .................... terminal overlap
        within 500 ms .................... possible overlap: an end or a quick yield
        later ............................ successful interruption
      the one who came in stops first .... attempted interruption
      both stop together, or neither ..... unresolved overlap
"""

from dataclasses import dataclass, replace

from monitor.conversation.events import (
    AttemptedInterruption,
    Backchannel,
    PossibleOverlap,
    SuccessfulInterruption,
    TerminalOverlap,
    TypedOverlap,
    UnresolvedOverlap,
)
from monitor.conversation.lanes import Lane, common
from monitor.conversation.rules import Rules
from monitor.conversation.timeline import Samples, to_samples


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing is settled; look again at `until`.  `certain`: it is some interruption."""

    until: Samples
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """How it ended.

    `kind` is None where there is nothing to report.  [onset, end) is the incursion for a
    backchannel, else as long as both were at it.  `floor_from` is where the other's turn
    was over if the floor changed hands; `own_until` is up to where the incursion reached.
    `margin` is the distance from the deciding threshold, as a fraction of it.
    """

    kind: type[TypedOverlap] | None
    end: Samples
    own_until: Samples
    floor_from: Samples | None = None
    contested: bool = False
    margin: float = 1.0


class Judge:
    """Applies the rules to one incursion at a time; keeps nothing between calls."""

    def __init__(self, rules: Rules) -> None:
        self.backchannel_max = to_samples(rules.backchannel_max_s)
        self.isolation = to_samples(rules.backchannel_isolation_s)
        self.resume = to_samples(rules.backchannel_resume_s)
        self.turn_min = to_samples(rules.turn_min_s)
        self.overlap_min = to_samples(rules.overlap_min_s)
        self.terminal_max = to_samples(rules.terminal_max_s)
        self.possible_max = to_samples(rules.possible_max_s)
        self.takeover_min = to_samples(rules.takeover_min_s)
        self.yield_window = to_samples(rules.yield_window_s)
        self.yield_share = rules.yield_share
        self.together = to_samples(rules.together_s)
        self.stop_pause = to_samples(rules.stop_pause_s)
        self.compete_max = to_samples(rules.compete_max_s)

    def judge(self, onset: Samples, own: Lane, other: Lane, now: Samples) -> Verdict | Wait:
        """The state at `now` of the incursion whose first IPU on `own` begins at `onset`."""
        short = self._backchannel(onset, own, other, now)
        if short is not None:
            return short
        if not other.settled(onset, now):
            return Wait(other.closes_at())
        if other.around(onset) is not None:
            return self._in_speech(onset, own, other, now)
        if any(ipu.start < onset + self.turn_min for ipu in other.since(onset)):
            return _unreported(self._in_speech(onset, own, other, now))
        return self._in_silence(onset, own, now)

    def _backchannel(self, onset: Samples, own: Lane, other: Lane, now: Samples) -> Verdict | Wait | None:
        """A backchannel, or Wait while it may be one; None when it is not."""
        if self._follows_own_speech(onset, own):
            return None
        length = self._short(onset, own, now)
        if length is None or isinstance(length, Wait):
            return length
        end = onset + length
        following = next((ipu for ipu in own.since(end) if ipu.start - end < self.isolation), None)
        if following is not None:
            again = self._short(following.start, own, now)
            if again is None or isinstance(again, Wait):
                return again
        if now < end + max(self.isolation, self.resume):
            return Wait(end + max(self.isolation, self.resume))
        if not other.spoken_within(end, end + self.resume, now):
            return None
        margin = (self.backchannel_max - length) / self.backchannel_max
        return Verdict(Backchannel, end, end, margin=margin)

    def _follows_own_speech(self, onset: Samples, own: Lane) -> bool:
        """Whether the speaker had just spoken; backchannels of one's own do not count."""
        previous = own.before(onset)
        if previous is None or previous.end is None or previous.end <= own.nodded_until:
            return False
        return onset - previous.end < self.isolation

    def _short(self, onset: Samples, own: Lane, now: Samples) -> Samples | Wait | None:
        """How long what is said from the onset is, if short enough for a backchannel."""
        stop = own.first_stop(onset, self.stop_pause, now)
        reach = stop if stop is not None else now if own.speaking else own.last_end
        length = reach - onset
        going_on = stop is None and own.speaking
        if length > self.backchannel_max or (going_on and length >= self.backchannel_max):
            return None
        if stop is not None:
            return length
        return Wait(onset + self.backchannel_max if going_on else own.last_end + self.stop_pause)

    def _in_silence(self, onset: Samples, own: Lane, now: Samples) -> Verdict | Wait:
        """Speech in the other's silence takes the floor once it is long enough for a turn."""
        if own.spoken_within(onset, now, now) >= self.turn_min:
            return Verdict(None, onset, onset, floor_from=onset)
        stop = own.first_stop(onset, self.stop_pause, now)
        if stop is not None:
            return Verdict(None, stop, stop)
        return Wait(self._own_next(own, now, onset + self.turn_min))

    def _in_speech(self, onset: Samples, own: Lane, other: Lane, now: Samples) -> Verdict | Wait:
        """The onset lay in the other's speech and is no backchannel: who stops first?"""
        own_stop = own.first_stop(onset, self.stop_pause, now)
        for stop in other.stops(onset, now):
            if own_stop is not None and own_stop + self.together < stop:
                break
            if stop - onset > self.compete_max:
                break
            yielded = self._yielded(stop, own_stop, own, other, now)
            if yielded is None:
                certain = stop - onset > self.possible_max and self._both(onset, own, other, now)
                return Wait(self._yield_known_at(stop, own, own_stop, now), certain)
            if yielded:
                return self._other_stopped(onset, stop, own, own_stop, now)
        if own_stop is not None:
            return self._own_stopped(onset, own_stop, own, other, now)
        competing = now >= onset + self.compete_max and own.speaking and other.speaking
        if competing and self._both(onset, own, other, now):
            return Verdict(UnresolvedOverlap, onset + self.compete_max, onset, contested=True, margin=0.0)
        return self._still_open(onset, own, other, now)

    def _yielded(
        self, stop: Samples, own_stop: Samples | None, own: Lane, other: Lane, now: Samples
    ) -> bool | None:
        """Whether the other, having stopped, left the floor; None while that is not known."""
        window_end = stop + self.yield_window
        if own_stop is not None and own_stop > stop:
            window_end = min(window_end, own_stop)
        if self._left_free(stop, window_end, other, now):
            return True if now >= window_end else None
        # The other is back, but perhaps only after the one who came in had stopped.
        pausing = own_stop is None and not own.speaking and stop < own.last_end < window_end
        return None if pausing and self._left_free(stop, own.last_end, other, now) else False

    def _left_free(self, start: Samples, end: Samples, lane: Lane, now: Samples) -> bool:
        return lane.spoken_within(start, end, now) <= self.yield_share * (end - start)

    def _yield_known_at(self, stop: Samples, own: Lane, own_stop: Samples | None, now: Samples) -> Samples:
        steps = [stop + self.yield_window]
        steps += [own.last_end + self.stop_pause] if own_stop is None and not own.speaking else []
        return min(step for step in steps if step > now)

    def _other_stopped(
        self, onset: Samples, stop: Samples, own: Lane, own_stop: Samples | None, now: Samples
    ) -> Verdict:
        overlap = stop - onset
        reach = now if own_stop is None else own_stop
        if overlap <= self.terminal_max:
            margin = (self.terminal_max - overlap) / self.terminal_max
            return Verdict(TerminalOverlap, stop, onset, floor_from=stop, margin=margin)
        if overlap <= self.possible_max:
            return Verdict(PossibleOverlap, stop, onset, floor_from=stop, margin=0.0)
        if own.spoken_within(stop, reach, now) >= self.takeover_min:
            margin = (overlap - self.possible_max) / self.possible_max
            return Verdict(SuccessfulInterruption, stop, onset, floor_from=stop, margin=margin)
        if reach - stop > self.together:
            return Verdict(UnresolvedOverlap, stop, onset, floor_from=stop, margin=0.0)
        return Verdict(UnresolvedOverlap, min(stop, reach), reach, margin=0.0)

    def _own_stopped(self, onset: Samples, stop: Samples, own: Lane, other: Lane, now: Samples) -> Verdict:
        overlap = common(own, other, onset, stop, now)
        if overlap < self.overlap_min:
            return Verdict(None, stop, stop)
        margin = (overlap - self.overlap_min) / self.overlap_min
        return Verdict(AttemptedInterruption, stop, stop, margin=margin)

    def _still_open(self, onset: Samples, own: Lane, other: Lane, now: Samples) -> Wait:
        """Both at it, or one in a pause too short to be a stop."""
        certain_from = onset + self.possible_max
        held = now >= certain_from if other.speaking else other.last_end > certain_from
        lacking = self.overlap_min - common(own, other, onset, now, now)
        steps = [certain_from, onset + self.compete_max, now + lacking]
        steps += [] if own.speaking else [own.last_end + self.stop_pause]
        steps += [] if other.speaking else [other.closes_at()]
        again = min((step for step in steps if step > now), default=now + self.turn_min)
        return Wait(again, held and lacking <= 0)

    def _both(self, onset: Samples, own: Lane, other: Lane, now: Samples) -> bool:
        return common(own, other, onset, now, now) >= self.overlap_min

    def _own_next(self, own: Lane, now: Samples, otherwise: Samples) -> Samples:
        return max(now + 1, otherwise if own.speaking else own.last_end + self.stop_pause)


def _unreported(answer: Verdict | Wait) -> Verdict | Wait:
    """Both broke the silence at once: one of them gets the floor, but neither came in on the other."""
    if isinstance(answer, Wait):
        return replace(answer, certain=False)
    return replace(answer, kind=None)

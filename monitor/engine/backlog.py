"""What waits to be decoded, and what is next: policy alone, without thread or clock.

Finals come first and are never dropped in silence.  A partial is chosen only when no final
waits.  When decoding cannot keep up partials go first, then the finals of a channel that
wait are decoded as one window, then the search becomes greedy, and at last the oldest are
reported as missing.

Each `now_s` is in seconds of the session clock and never goes back.  What policy calls lag is how
long the oldest final has waited since it closed.
"""

from collections import deque
from dataclasses import dataclass

from monitor.conversation.timeline import SAMPLE_RATE, Channel, Samples, seconds
from monitor.conversation.transcript import Final, Partial
from monitor.engine.backlog_settings import BacklogSettings
from monitor.engine.partials import COST_MEMORY, LOAD_WINDOW_S, Partials, voiced
from monitor.engine.utterances import Cut
from monitor.engine.windows import joined, length, parted, voiced_in
from monitor.speech.recogniser import Decoded, Job

TOO_FAR_BEHIND = "decoding fell too far behind"
STOPPED = "the recogniser stopped while decoding this"

ATTEMPTS = 2
LOAD_SINCE_S = 10.0
"""The load of a shorter stretch than this says nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """One call of the recogniser: a window over `cuts` of one channel, or a partial of one.

    `early`: an utterance that may be over is decoded as if it were.
    """

    cuts: tuple[Cut, ...]
    job: Job
    began_s: float
    partial: bool = False
    early: bool = False


@dataclass(slots=True, eq=False)
class _Waiting:
    """`number` counts all utterances in order of closing, `place` those of the channel."""

    cut: Cut
    number: int
    place: int
    first: bool
    closed_s: float
    attempts: int = 0
    alone: bool = False

    @property
    def channel(self) -> Channel:
        return self.cut.utterance.channel


class Backlog:
    """Ask `next` for one assignment at a time, and answer it with `done` or `lost`.

    `language` is a code, or "" where it is to be detected; then the first long utterance that
    is sure of its language fixes it, and finals keep the order in which they closed until it has.
    """

    def __init__(self, settings: BacklogSettings, language: str) -> None:
        self.settings = settings
        self.language = language
        self._waiting: list[_Waiting] = []
        self._running: list[_Waiting] = []
        self._assignment: Assignment | None = None
        self._closed = 0
        self._places = dict.fromkeys(Channel, 0)
        self._early: dict[Channel, tuple[Assignment, Decoded]] = {}
        self._final_cost_s = 0.0
        self._costs: deque[tuple[float, float]] = deque()
        self._partials = Partials(settings)
        self._greedy = False

    @property
    def waiting_s(self) -> float:
        """Seconds of sound of closed utterances that are not decoded yet."""
        return seconds(_sound(self._waiting) + _sound(self._running))

    @property
    def idle(self) -> bool:
        """Whether no final waits and nothing is being decoded."""
        return not self._waiting and self._assignment is None

    def close(self, cut: Cut, now_s: float, overlaps: bool) -> list[Final]:
        """An utterance is over; `overlaps` where the other spoke in it.  The finals known at once.

        Where it was decoded early that is its own.  What waits beyond the bound is given up, the
        oldest first.
        """
        channel = cut.utterance.channel
        first = overlaps or seconds(voiced(cut)) <= self.settings.short_s
        closed = _Waiting(cut, self._closed, self._places[channel], first, now_s)
        self._closed += 1
        self._places[channel] += 1
        self._partials.grow(channel, None)
        early, decoded = self._early.pop(channel, (None, None))
        if early and decoded and _is_for(early, cut):
            return parted([cut], decoded)
        if self._assignment and self._assignment.early and _is_for(self._assignment, cut):
            self._running = [closed]
            return []
        self._waiting.append(closed)
        return self._given_up()

    def grow(self, channel: Channel, cut: Cut | None) -> None:
        """The channel's open utterance as it is now; None where there is none."""
        self._partials.grow(channel, cut)

    def next(self, now_s: float) -> Assignment | None:
        """What to decode now, if anything."""
        lag = now_s - self._waiting[0].closed_s if self._waiting else 0.0
        self._partials.weigh(lag, self.load(now_s), now_s)
        self._greedy = lag > (
            self.settings.partials_off_lag_s if self._greedy else self.settings.greedy_lag_s
        )
        if self._waiting:
            self._assignment = self._next_final(lag, now_s)
        elif self._may_be_early() and (cut := self._partials.next_complete(now_s)):
            self._assignment = Assignment((cut,), self._job((cut,), self.settings.beam), now_s, early=True)
        elif cut := self._partials.next(now_s):
            self._assignment = Assignment((cut,), self._job((cut,), 1), now_s, partial=True)
        return self._assignment

    def done(self, assignment: Assignment, decoded: Decoded, now_s: float) -> list[Final] | Partial:
        """What an assignment has given; empty where it has been given up meanwhile."""
        cost = self._charge(assignment, decoded.cost_s, now_s)
        if assignment is not self._assignment:
            return []
        running, self._assignment, self._running = self._running, None, []
        if assignment.partial:
            self._partials.charge(cost)
            return self._partials.show(assignment.cuts[0], decoded.words)
        self._final_cost_s += (1 - COST_MEMORY) * (cost - self._final_cost_s)
        if not running:
            self._early[assignment.cuts[0].utterance.channel] = assignment, decoded
            return self._partials.show(assignment.cuts[0], decoded.words)
        self._learn(assignment, decoded)
        return parted([each.cut for each in running], decoded)

    def lost(self, assignment: Assignment, now_s: float, reason: str = STOPPED) -> list[Final]:
        """The recogniser gave nothing: what waited is tried again, alone; what was alone, once."""
        self._charge(assignment, 0.0, now_s)
        if assignment is not self._assignment:
            return []
        running, self._assignment, self._running = self._running, None, []
        for each in running:
            each.attempts += len(running) == 1
            each.alone = True
        again = [each for each in running if each.attempts < ATTEMPTS]
        self._waiting = sorted([*again, *self._waiting], key=lambda each: each.number)
        return [Final(each.cut.utterance, missing=reason) for each in running if each not in again]

    def missing(self, reason: str) -> list[Final]:
        """Give up all that waits and what is being decoded."""
        left = sorted([*self._running, *self._waiting], key=lambda each: each.number)
        self._assignment, self._running, self._waiting = None, [], []
        self._early.clear()
        for channel in Channel:
            self._partials.grow(channel, None)
        return [Final(each.cut.utterance, missing=reason) for each in left]

    def behind_s(self, now_s: float) -> float:
        """How long ago the oldest utterance ended whose words are not there yet; 0 where none waits."""
        ends = [each.cut.utterance.end for each in (*self._running[:1], *self._waiting[:1])]
        return max(0.0, now_s - seconds(min(ends))) if ends else 0.0

    def load(self, now_s: float) -> float:
        """Seconds of decoding per second of the session, over the last minute."""
        while self._costs and self._costs[0][0] < now_s - LOAD_WINDOW_S:
            self._costs.popleft()
        return sum(cost for _, cost in self._costs) / min(LOAD_WINDOW_S, max(now_s, LOAD_SINCE_S))

    def _next_final(self, lag: float, now_s: float) -> Assignment:
        chosen = self._chosen(now_s)
        self._running = self._window(chosen) if lag > self.settings.merge_lag_s else [chosen]
        self._waiting = [each for each in self._waiting if each not in self._running]
        cuts = tuple(each.cut for each in self._running)
        beam = 1 if self._greedy else self.settings.beam
        return Assignment(cuts, self._job(cuts, beam), now_s)

    def _may_be_early(self) -> bool:
        """Not while the language is open: finals must then be decoded in order."""
        return bool(self.language) and self._final_cost_s <= self.settings.early_cost_max_s

    def _given_up(self) -> list[Final]:
        given_up: list[Final] = []
        while _sound(self._waiting) > self.settings.waiting_max_s * SAMPLE_RATE:
            given_up.append(Final(self._waiting.pop(0).cut.utterance, missing=TOO_FAR_BEHIND))
        return given_up

    def _chosen(self, now_s: float) -> _Waiting:
        """The oldest, unless a short one may overtake it."""
        oldest = self._waiting[0]
        if not self.language or now_s - oldest.closed_s >= self.settings.overtaken_max_s:
            return oldest
        return next((each for each in self._waiting if each.first), oldest)

    def _window(self, chosen: _Waiting) -> list[_Waiting]:
        """The chosen one and its neighbours on the channel, later ones before earlier, as many as fit."""
        if chosen.alone:
            return [chosen]
        window = [chosen]
        own = [each for each in self._waiting if each.channel is chosen.channel and not each.alone]
        at = own.index(chosen)
        for each in own[at + 1 :]:
            if not self._joins(window[-1], each) or not self._fits([*window, each]):
                break
            window.append(each)
        for each in reversed(own[:at]):
            if not self._joins(each, window[0]) or not self._fits([each, *window]):
                break
            window.insert(0, each)
        return window

    def _fits(self, window: list[_Waiting]) -> bool:
        return seconds(length([each.cut for each in window])) <= self.settings.merged_max_s

    def _joins(self, before: _Waiting, after: _Waiting) -> bool:
        in_order = after.number == before.number + 1 or bool(self.language)
        return in_order and after.place == before.place + 1

    def _job(self, cuts: tuple[Cut, ...], beam: int) -> Job:
        return Job(joined(cuts), cuts[0].audio_start, voiced_in(cuts), beam, self.language)

    def _learn(self, assignment: Assignment, decoded: Decoded) -> None:
        spoken = seconds(sum(voiced(cut) for cut in assignment.cuts))
        sure = decoded.language_confidence >= self.settings.language_confidence
        if not self.language and sure and spoken >= self.settings.language_voiced_s:
            self.language = decoded.language

    def _charge(self, assignment: Assignment, cost_s: float, now_s: float) -> float:
        cost = max(cost_s, now_s - assignment.began_s)
        self._costs.append((now_s, cost))
        return cost


def _is_for(early: Assignment, cut: Cut) -> bool:
    """Whether what was decoded early is what has closed, and all of it."""
    then, now = early.cuts[0].utterance, cut.utterance
    same_sound = early.job.start == cut.audio_start and len(early.job.audio) == len(cut.audio)
    return same_sound and (then.channel, then.voiced) == (now.channel, now.voiced)


def _sound(waiting: list[_Waiting]) -> Samples:
    return sum(len(each.cut.audio) for each in waiting)

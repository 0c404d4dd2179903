"""What waits to be decoded, and what is next: policy alone, without thread or clock.

Finals come first and are never dropped in silence.  A partial is chosen only when no final
waits.  When decoding cannot keep up partials go first, then the finals of a channel that
wait are decoded as one window, then the search becomes greedy, and at last the oldest are
reported as missing.

Each `now_s` is in seconds of the session clock and never goes back.
"""

from collections import deque
from dataclasses import dataclass, field, fields

from monitor.conversation.timeline import SAMPLE_RATE, Channel, Samples, seconds
from monitor.conversation.transcript import Final, Partial
from monitor.engine.agreement import Agreement
from monitor.engine.utterances import Cut
from monitor.engine.windows import joined, parted
from monitor.speech.recogniser import Decoded, Job

TOO_FAR_BEHIND = "decoding fell too far behind"
STOPPED = "the recogniser stopped while decoding this"

ATTEMPTS = 2
LOAD_WINDOW_S = 60.0
LOAD_SINCE_S = 10.0
"""The load of a shorter stretch than this says nothing."""
REST_GROWS_TO = 16
"""Partials that must go again and again stay away for up to so many times their first rest."""
COST_MEMORY = 0.7


@dataclass(frozen=True, slots=True)
class BacklogSettings:
    """Each is explained in config/default.toml."""

    beam: int
    short_s: float
    overtaken_max_s: float
    partial_every_s: float
    partial_new_voiced_s: float
    partial_share: float
    merge_lag_s: float
    merged_max_s: float
    partials_off_lag_s: float
    partials_off_load: float
    partials_back_load: float
    partials_rest_s: float
    greedy_lag_s: float
    waiting_max_s: float
    language_voiced_s: float
    language_confidence: float
    losses_max: int
    losses_within_s: float
    losses_rest_s: float

    def __post_init__(self) -> None:
        if min(getattr(self, each.name) for each in fields(self)) <= 0:
            raise ValueError("every setting must be above 0")
        if self.partial_share > 1 or self.language_confidence > 1:
            raise ValueError("partial_share and language_confidence are at most 1")
        if not self.merge_lag_s < self.partials_off_lag_s < self.greedy_lag_s:
            raise ValueError("merge_lag_s must be below partials_off_lag_s, and that below greedy_lag_s")
        if self.partials_back_load >= self.partials_off_load:
            raise ValueError("partials_back_load must be below partials_off_load")
        if self.merged_max_s > 30:
            raise ValueError("merged_max_s must be at most 30, the recogniser's window")
        if self.waiting_max_s < self.merged_max_s:
            raise ValueError("waiting_max_s must not be below merged_max_s")


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """One call of the recogniser: a window over `cuts` of one channel, or a partial of one."""

    cuts: tuple[Cut, ...]
    job: Job
    partial: bool
    began_s: float


@dataclass(slots=True, eq=False)
class _Waiting:
    """`number` counts all utterances in order of closing, `place` those of the channel."""

    cut: Cut
    number: int
    place: int
    first: bool
    closed_s: float
    attempts: int = 0

    @property
    def channel(self) -> Channel:
        return self.cut.utterance.channel


@dataclass(slots=True, eq=False)
class _Showing:
    """The partials of one open utterance."""

    start: Samples
    agreement: Agreement = field(default_factory=Agreement)
    began_s: float = float("-inf")
    voiced: Samples = 0


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
        self._open: dict[Channel, Cut] = {}
        self._showing: dict[Channel, _Showing] = {}
        self._partial_began_s = float("-inf")
        self._partial_cost_s = 0.0
        self._costs: deque[tuple[float, float]] = deque()
        self._partials = _Gate(settings)
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
        """An utterance is over; `overlaps` where the other spoke in it.

        What waits beyond the bound is given up, the oldest first, and returned.
        """
        channel = cut.utterance.channel
        first = overlaps or seconds(_voiced(cut)) <= self.settings.short_s
        self._waiting.append(_Waiting(cut, self._closed, self._places[channel], first, now_s))
        self._closed += 1
        self._places[channel] += 1
        self._open.pop(channel, None)
        given_up: list[Final] = []
        while _sound(self._waiting) > self.settings.waiting_max_s * SAMPLE_RATE:
            given_up.append(Final(self._waiting.pop(0).cut.utterance, missing=TOO_FAR_BEHIND))
        return given_up

    def grow(self, channel: Channel, cut: Cut | None) -> None:
        """The channel's open utterance as it is now; None where there is none."""
        if cut is None:
            self._open.pop(channel, None)
        else:
            self._open[channel] = cut

    def next(self, now_s: float) -> Assignment | None:
        """What to decode now, if anything."""
        lag = self._lag_s(now_s, self._waiting)
        self._partials.weigh(lag, self.load(now_s), now_s)
        self._greedy = lag > (
            self.settings.partials_off_lag_s if self._greedy else self.settings.greedy_lag_s
        )
        if self._waiting:
            self._assignment = self._next_final(lag, now_s)
        elif self._partials.open:
            self._assignment = self._next_partial(now_s)
        return self._assignment

    def done(self, assignment: Assignment, decoded: Decoded, now_s: float) -> list[Final] | Partial:
        """What an assignment has given; empty where it has been given up meanwhile."""
        cost = self._charge(assignment, decoded.cost_s, now_s)
        if assignment is not self._assignment:
            return []
        self._assignment, self._running = None, []
        if not assignment.partial:
            self._learn(assignment, decoded)
            return parted(assignment.cuts, decoded)
        self._partial_cost_s += (1 - COST_MEMORY) * (cost - self._partial_cost_s)
        showing = self._showing_of(assignment.cuts[0])
        steady, rest = showing.agreement.take(decoded.words)
        return Partial(assignment.cuts[0].utterance.channel, showing.start, steady, rest)

    def lost(self, assignment: Assignment, now_s: float, reason: str = STOPPED) -> list[Final]:
        """The recogniser gave nothing: what waited is tried once more, alone, or else missing."""
        self._charge(assignment, 0.0, now_s)
        if assignment is not self._assignment:
            return []
        running, self._assignment, self._running = self._running, None, []
        for each in running:
            each.attempts += 1
        again = [each for each in running if each.attempts < ATTEMPTS]
        self._waiting = sorted([*again, *self._waiting], key=lambda each: each.number)
        return [Final(each.cut.utterance, missing=reason) for each in running if each not in again]

    def missing(self, reason: str) -> list[Final]:
        """Give up all that waits and what is being decoded."""
        left = sorted([*self._running, *self._waiting], key=lambda each: each.number)
        self._assignment, self._running, self._waiting = None, [], []
        self._open.clear()
        return [Final(each.cut.utterance, missing=reason) for each in left]

    def behind_s(self, now_s: float) -> float:
        """How long ago the oldest utterance ended whose words are not there yet; 0 where none waits."""
        return self._lag_s(now_s, [*self._running[:1], *self._waiting[:1]])

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
        return Assignment(cuts, self._job(cuts, beam), partial=False, began_s=now_s)

    def _chosen(self, now_s: float) -> _Waiting:
        """The oldest, unless a short one may overtake it."""
        oldest = self._waiting[0]
        if not self.language or now_s - oldest.closed_s >= self.settings.overtaken_max_s:
            return oldest
        return next((each for each in self._waiting if each.first), oldest)

    def _window(self, chosen: _Waiting) -> list[_Waiting]:
        """The chosen one and its neighbours on the channel, later ones before earlier, as many as fit."""
        if chosen.attempts:
            return [chosen]
        window = [chosen]
        own = [each for each in self._waiting if each.channel is chosen.channel and not each.attempts]
        at = own.index(chosen)
        for each in own[at + 1 :]:
            if not self._joins(window[-1], each) or _span(window[0], each) > self._longest:
                break
            window.append(each)
        for each in reversed(own[:at]):
            if not self._joins(each, window[0]) or _span(each, window[-1]) > self._longest:
                break
            window.insert(0, each)
        return window

    @property
    def _longest(self) -> Samples:
        return int(self.settings.merged_max_s * SAMPLE_RATE)

    def _joins(self, before: _Waiting, after: _Waiting) -> bool:
        in_order = after.number == before.number + 1 or bool(self.language)
        return in_order and after.place == before.place + 1

    def _next_partial(self, now_s: float) -> Assignment | None:
        wanted = self.settings
        if now_s - self._partial_began_s < self._partial_cost_s / wanted.partial_share:
            return None
        ready = [cut for cut in self._open.values() if self._is_due(cut, now_s)]
        if not ready:
            return None
        cut = min(ready, key=lambda each: self._showing_of(each).began_s)
        showing = self._showing_of(cut)
        showing.began_s = self._partial_began_s = now_s
        showing.voiced = _voiced(cut)
        return Assignment((cut,), self._job((cut,), 1), partial=True, began_s=now_s)

    def _is_due(self, cut: Cut, now_s: float) -> bool:
        showing, wanted = self._showing_of(cut), self.settings
        new = seconds(_voiced(cut) - showing.voiced)
        return new >= wanted.partial_new_voiced_s and now_s - showing.began_s >= wanted.partial_every_s

    def _showing_of(self, cut: Cut) -> _Showing:
        channel, start = cut.utterance.channel, cut.utterance.start
        showing = self._showing.get(channel)
        if showing is None or showing.start != start:
            showing = self._showing[channel] = _Showing(start)
        return showing

    def _job(self, cuts: tuple[Cut, ...], beam: int) -> Job:
        voiced = tuple(segment for cut in cuts for segment in cut.utterance.voiced)
        return Job(joined(cuts), cuts[0].audio_start, voiced, beam, self.language)

    def _learn(self, assignment: Assignment, decoded: Decoded) -> None:
        spoken = seconds(sum(_voiced(cut) for cut in assignment.cuts))
        sure = decoded.language_confidence >= self.settings.language_confidence
        if not self.language and sure and spoken >= self.settings.language_voiced_s:
            self.language = decoded.language

    def _charge(self, assignment: Assignment, cost_s: float, now_s: float) -> float:
        cost = max(cost_s, now_s - assignment.began_s)
        self._costs.append((now_s, cost))
        return cost

    @staticmethod
    def _lag_s(now_s: float, oldest_first: list[_Waiting]) -> float:
        ends = [each.cut.utterance.end for each in oldest_first]
        return max(0.0, now_s - seconds(min(ends))) if ends else 0.0


class _Gate:
    """Whether partials are decoded.  Where they must go again soon, each time they stay away for longer."""

    def __init__(self, settings: BacklogSettings) -> None:
        self._settings = settings
        self.open = True
        self._turned_s = float("-inf")
        self._rest_s = settings.partials_rest_s

    def weigh(self, lag: float, load: float, now_s: float) -> None:
        chosen, since = self._settings, now_s - self._turned_s
        if self.open and (lag > chosen.partials_off_lag_s or load > chosen.partials_off_load):
            longest = REST_GROWS_TO * chosen.partials_rest_s
            again = since < LOAD_WINDOW_S + self._rest_s
            self._rest_s = min(2 * self._rest_s, longest) if again else chosen.partials_rest_s
            self._turn(now_s)
        elif (
            not self.open
            and lag <= chosen.merge_lag_s
            and load <= chosen.partials_back_load
            and since >= self._rest_s
        ):
            self._turn(now_s)

    def _turn(self, now_s: float) -> None:
        self.open, self._turned_s = not self.open, now_s


def _sound(waiting: list[_Waiting]) -> Samples:
    return sum(len(each.cut.audio) for each in waiting)


def _voiced(cut: Cut) -> Samples:
    return sum(segment.length for segment in cut.utterance.voiced)


def _span(first: _Waiting, last: _Waiting) -> Samples:
    return last.cut.audio_end - first.cut.audio_start

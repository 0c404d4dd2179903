"""Utterances and recognisers to try policies with: what they say follows from the sound alone."""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from monitor.conversation.timeline import Channel, Segment, seconds, to_samples
from monitor.conversation.transcript import Final, Partial, Refusal, Utterance, Word
from monitor.engine.backlog import Assignment, Backlog
from monitor.engine.backlog_settings import BacklogSettings
from monitor.engine.utterances import Cut
from monitor.speech.recogniser import Decoded, Job

SETTINGS = BacklogSettings(
    beam=5,
    short_s=1.2,
    overtaken_max_s=3.0,
    partial_every_s=0.5,
    partial_new_voiced_s=0.3,
    partial_share=0.5,
    early_cost_max_s=1.0,
    merge_lag_s=2.0,
    merged_max_s=25.0,
    partials_off_lag_s=4.0,
    partials_off_load=0.9,
    partials_back_load=0.7,
    partials_rest_s=10.0,
    greedy_lag_s=15.0,
    waiting_max_s=600.0,
    language_voiced_s=3.0,
    language_confidence=0.7,
    losses_max=3,
    losses_within_s=60.0,
    losses_rest_s=30.0,
)
"""Round numbers to work by hand with, and no copy of the defaults, which may move."""

CLOSE_AFTER_S = 0.4


def backlog(language="en", **changed):
    return Backlog(replace(SETTINGS, **changed), language)


def cut(channel: Channel, start_s: float, end_s: float, pad_s: float = 0.0) -> Cut:
    """An utterance without a pause, with sound of ones up to `pad_s` about it."""
    utterance = Utterance(
        channel, (Segment(to_samples(start_s), to_samples(end_s)),), to_samples(end_s + CLOSE_AFTER_S)
    )
    first, last = to_samples(max(0.0, start_s - pad_s)), to_samples(end_s + pad_s)
    return Cut(utterance, np.ones(last - first, np.int16), first)


def word(text: str, start_s: float, end_s: float) -> Word:
    return Word(text, to_samples(start_s), to_samples(end_s), 1.0)


def words_of(job: Job) -> tuple[Word, ...]:
    """One word for each voiced segment: its time."""
    return tuple(Word(f"{seconds(each.start):.2f}", each.start, each.end, 1.0) for each in job.voiced)


def decoded(
    words: Iterable[Word] = (),
    cost_s: float = 0.0,
    refused: Iterable[Refusal] = (),
    language: str = "en",
    confidence: float = 1.0,
) -> Decoded:
    return Decoded(tuple(words), tuple(refused), language, confidence, cost_s)


@dataclass
class Simulated:
    """A backlog whose recogniser takes `cost_s` for an assignment, in a session of its own time.

    What was said is settled `lag_s` after it was heard.
    """

    backlog: Backlog
    cost_s: Callable[[Assignment], float]
    is_lost: Callable[[int], bool] = lambda _: False
    finals: list[tuple[float, Final]] = field(default_factory=list)
    partials: list[tuple[float, Partial]] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    most_waiting_s: float = 0.0
    lag_s: float = 0.0

    def run(self, utterances: Sequence[tuple[Cut, bool]], until_s: float, step_s: float = 0.1) -> None:
        """The session up to `until_s`; each utterance grows, and closes CLOSE_AFTER_S after its end."""
        closing = deque(sorted(utterances, key=lambda each: each[0].utterance.closed_at))
        busy: tuple[float, Assignment] | None = None
        for step in range(round(until_s / step_s) + 1):
            now = step * step_s
            while closing and seconds(closing[0][0].utterance.closed_at) + self.lag_s <= now:
                ended, overlaps = closing.popleft()
                self._keep(now, self.backlog.close(ended, now, overlaps))
            for channel in Channel:
                self.backlog.grow(channel, grown(closing, channel, now, self.lag_s))
            while busy is None or busy[0] <= now:
                if busy is not None:
                    self._answer(busy[1], now)
                assignment = self.backlog.next(now)
                if assignment is None:
                    busy = None
                    break
                self.assignments.append(assignment)
                busy = now + self.cost_s(assignment), assignment
            self.most_waiting_s = max(self.most_waiting_s, self.backlog.waiting_s)

    def _answer(self, assignment: Assignment, now: float) -> None:
        if self.is_lost(len(self.assignments)):
            self._keep(now, self.backlog.lost(assignment, now))
            return
        cost = self.cost_s(assignment)
        found = self.backlog.done(assignment, decoded(words_of(assignment.job), cost), now)
        if isinstance(found, Partial):
            self.partials.append((now, found))
        else:
            self._keep(now, found)

    def _keep(self, now: float, finals: list[Final]) -> None:
        self.finals += [(now, final) for final in finals]


def grown(closing: Iterable[tuple[Cut, bool]], channel: Channel, now_s: float, lag_s: float) -> Cut | None:
    """The channel's utterance that is known to have begun and not to have closed, as far as it is heard."""
    now, settled = to_samples(now_s), to_samples(now_s - lag_s)
    for each, _ in closing:
        if each.utterance.channel is channel and each.utterance.start < settled:
            if each.audio_end <= now and each.utterance.end <= settled:
                return replace(each, complete=True)
            end = min(each.utterance.end, now)
            return cut(channel, seconds(each.utterance.start), seconds(end))
    return None


class Scripted:
    """A recogniser that says the time of each segment, or does what its script has for it next.

    `hold` makes it wait for `go`.  It is lost or fails where the script holds an exception.
    """

    def __init__(self, *script: BaseException | None) -> None:
        self._script = deque(script)
        self.jobs: list[tuple[str, Job]] = []
        self.closed = 0
        self.started, self.go = threading.Event(), threading.Event()
        self.go.set()

    def final(self, job: Job) -> Decoded:
        return self._decode("final", job)

    def partial(self, job: Job) -> Decoded:
        return self._decode("partial", job)

    def close(self) -> None:
        self.closed += 1
        self.go.set()

    def hold(self) -> None:
        self.go.clear()

    def _decode(self, kind: str, job: Job) -> Decoded:
        self.jobs.append((kind, job))
        self.started.set()
        assert self.go.wait(30)
        if self._script and (error := self._script.popleft()) is not None:
            raise error
        return decoded(words_of(job), language=job.language or "en")

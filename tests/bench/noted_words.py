"""When words came, and what of them: sessions with the demo model, live or on a clock of their own.

On its own clock a session waits for nothing: a decode takes the time that it cost the processor, so
that words come as they would on a machine that has nothing else to do, and hours pass in minutes.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast
from unittest.mock import patch

from monitor import app, transcribing
from monitor.config import Settings
from monitor.conversation.timeline import SAMPLE_RATE, Channel
from monitor.conversation.transcript import Final, Partial, Word
from monitor.engine.alongside import Alongside
from monitor.engine.backlog import Assignment, Backlog
from monitor.engine.pipeline import Pipeline
from monitor.engine.utterances import Cut
from monitor.engine.workers import BLOCK_SAMPLES, AnalysisThread, PacedSource
from monitor.speech.recogniser import Decoded, Recogniser
from monitor.speech.remote import RemoteRecogniser
from tests.bench.machine import cpu_s
from tests.scenes.scene import Recording

T = TypeVar("T")

FINISHING_S = 600.0
"""What waits at a session's end is decoded within this time."""


@dataclass
class Noted:
    """Finals and partials with the second of the session at which the session had them.

    `cpu_s` is what the process that decodes has spent on the processor since its model was loaded.
    """

    length_s: float
    finals: list[tuple[float, Final]] = field(default_factory=list)
    partials: list[tuple[float, Partial]] = field(default_factory=list)
    cpu_s: float | None = None

    def words(self, channel: Channel) -> list[Word]:
        """All final words of a channel, in order of time."""
        own = [final for _, final in self.finals if final.utterance.channel is channel]
        in_order = sorted(own, key=lambda final: final.utterance.start)
        return [word for final in in_order for word in final.words]


def live(sound: Recording, settings: Settings) -> Noted:
    """At the pace of speech, through the threads of a session."""
    noted, source = Noted(len(sound) / SAMPLE_RATE), PacedSource(iter([sound]), speed=1.0)

    class Noting(Alongside):
        def finals(self) -> list[Final]:
            return _with_time(noted.finals, super().finals(), _since(source))

        def partials(self) -> list[Partial]:
            return _with_time(noted.partials, super().partials(), _since(source))

    with _session(Noting, settings) as (transcription, pipeline, recogniser):
        began = cpu_s(recogniser.pid)
        thread = AnalysisThread(source, pipeline, lambda _: None)
        thread.start()
        thread.join()
        if thread.error is not None:
            raise thread.error
        _until_decoded(transcription)
        noted.cpu_s = _spent(began, recogniser)
        transcription.finish(pipeline, lambda _: None)
    return noted


def on_own_clock(sound: Recording, settings: Settings) -> Noted:
    """As fast as it can be decoded; times are those of a session on a machine of its own."""
    with own_clock(settings) as session:
        session.feed(sound)
        session.finish()
    return session.noted


class OwnClock:
    """A session whose recogniser is real and whose time is not."""

    def __init__(self, words: "OwnTime", pipeline: Pipeline, recogniser: RemoteRecogniser) -> None:
        self.noted = Noted(0.0, words.noted.finals, words.noted.partials)
        self.recogniser, self._words, self._pipeline = recogniser, words, pipeline
        self._began = cpu_s(recogniser.pid)

    @property
    def decoded_s(self) -> float:
        """Seconds that all decodes have taken."""
        return self._words.decoded_s

    @property
    def decodes(self) -> int:
        return self._words.decodes

    def feed(self, sound: Recording) -> None:
        for first in range(0, len(sound), BLOCK_SAMPLES):
            self._pipeline.feed(sound[first : first + BLOCK_SAMPLES])
        self.noted.length_s += len(sound) / SAMPLE_RATE

    def finish(self) -> None:
        """No more sound comes; what waits is decoded."""
        self._pipeline.finish()
        self._words.decode_what_waits()
        self.noted.cpu_s = _spent(self._began, self.recogniser)


@contextmanager
def own_clock(settings: Settings) -> Iterator[OwnClock]:
    """A session on a clock of its own; its process ends with the block."""
    with _session(OwnTime, settings) as (transcription, pipeline, recogniser):
        words = cast(OwnTime, transcription._alongside)
        yield OwnClock(words, pipeline, recogniser)


class OwnTime:
    """A Transcriber in the place of Alongside: one decode after the other, each as long as it costs."""

    at_once = False
    trouble = ""

    def __init__(self, recogniser: Recogniser, backlog: Backlog) -> None:
        self._recogniser = cast(RemoteRecogniser, recogniser)
        self._backlog = backlog
        self._now_s = 0.0
        self._running: tuple[float, Assignment, Decoded] | None = None
        self._finals: list[Final] = []
        self._partials: list[Partial] = []
        self.noted = Noted(0.0)
        self.decoded_s = 0.0
        self.decodes = 0

    @property
    def behind_s(self) -> float:
        return self._backlog.behind_s(self._now_s)

    @property
    def language(self) -> str:
        return self._backlog.language

    def start(self) -> None:
        """Nothing: there is no thread."""

    def stop(self) -> None:
        """Nothing: there is no thread."""

    def close(self, cut: Cut, now_s: float, overlaps: bool) -> None:
        self._now_s = max(self._now_s, now_s)
        self._finals += self._backlog.close(cut, self._now_s, overlaps)

    def grow(self, channel: Channel, cut: Cut | None, now_s: float) -> None:
        self._now_s = max(self._now_s, now_s)
        self._backlog.grow(channel, cut)

    def partials(self) -> list[Partial]:
        """The session asks for these first, whenever it has told all that is new."""
        self._work()
        taken, self._partials = self._partials, []
        return _with_time(self.noted.partials, taken, self._now_s)

    def finals(self) -> list[Final]:
        taken, self._finals = self._finals, []
        return _with_time(self.noted.finals, taken, self._now_s)

    def decode_what_waits(self) -> None:
        """Let time go on after the session, until all is decoded."""
        while not self._backlog.idle:
            self._now_s = self._running[0] if self._running else self._now_s
            self._work()
        self.finals()

    def _work(self) -> None:
        if self._running and self._running[0] <= self._now_s:
            _, ended, decoded = self._running
            self._running = None
            found = self._backlog.done(ended, decoded, self._now_s)
            if isinstance(found, Partial):
                self._partials.append(found)
            else:
                self._finals += found
        if self._running is None and (assignment := self._backlog.next(self._now_s)):
            decoded = self._decode(assignment)
            self._running = self._now_s + decoded.cost_s, assignment, decoded

    def _decode(self, assignment: Assignment) -> Decoded:
        recogniser = self._recogniser
        before = cpu_s(recogniser.pid)
        decoded = (recogniser.partial if assignment.partial else recogniser.final)(assignment.job)
        after = cpu_s(recogniser.pid)
        cost_s = decoded.cost_s if before is None or after is None else after - before
        self.decoded_s += cost_s
        self.decodes += 1
        return replace(decoded, cost_s=cost_s)


@contextmanager
def _session(
    transcriber: Callable[[Recogniser, Backlog], object], settings: Settings
) -> Iterator[tuple[transcribing.Transcription, Pipeline, RemoteRecogniser]]:
    """The demo model and a session in which this transcribes, once the model is loaded."""
    with (
        patch.object(transcribing, "Alongside", transcriber),
        transcribing.transcribing(transcribing.demo_model(), settings, at_once=False) as transcription,
    ):
        recogniser = transcription._recogniser
        assert recogniser is not None
        assert recogniser._process is not None
        recogniser._process.wait_until_loaded()
        yield transcription, app.new_pipeline(settings, transcription.words), recogniser


def _until_decoded(transcription: transcribing.Transcription) -> None:
    """Wait for what is left, while the process is still there to be asked what it spent."""
    thread = cast(Alongside, transcription._alongside)._thread
    with thread._changed:
        thread._changed.wait_for(lambda: thread._backlog.idle, FINISHING_S)


def _since(source: PacedSource) -> float:
    return 0.0 if source._began is None else time.monotonic() - source._began


def _with_time(noted: list[tuple[float, T]], found: list[T], at_s: float) -> list[T]:
    """What was found, once it is noted."""
    noted += [(at_s, each) for each in found]
    return found


def _spent(began: float | None, recogniser: RemoteRecogniser) -> float | None:
    now = cpu_s(recogniser.pid)
    return None if began is None or now is None else now - began

"""Words beside the spine: speech goes out as utterances, finals come back and refine events.

    sound, speech -> UtteranceCutter -> Transcriber -> Final -> Transcript -> Refiner -> revised events

The numbers never wait for it: whoever transcribes may be late, slow or gone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from typing import Protocol, TypeVar

from monitor.conversation.events import Event, Speech, TypedOverlap
from monitor.conversation.record import Record
from monitor.conversation.refiner import Refiner
from monitor.conversation.rules import Rules
from monitor.conversation.snapshot import Caption
from monitor.conversation.snapshot import Words as WordsShown
from monitor.conversation.timeline import Channel, Samples, seconds
from monitor.conversation.transcript import Final, Partial, Transcript, Word
from monitor.engine.backlog import Assignment, Backlog
from monitor.engine.hearing import Block
from monitor.engine.utterances import Cut, UtteranceCutter, UtteranceSettings
from monitor.errors import ModelError
from monitor.speech.recogniser import Recogniser, RecogniserLost

T = TypeVar("T")


NO_MODEL = "none"


@dataclass(frozen=True, slots=True)
class TranscriptionSettings:
    """`model`: a name from `models list`, "" for the one in use, or NO_MODEL; `language`: a code, or ""."""

    model: str
    language: str


class Transcriber(Protocol):
    """Decodes utterances in its own time or, `at_once`, before `close` returns."""

    at_once: bool

    @property
    def behind_s(self) -> float:
        """How long ago the oldest utterance ended whose words are not there yet."""
        ...

    @property
    def trouble(self) -> str:
        """What keeps words from coming; empty when nothing does."""
        ...

    @property
    def language(self) -> str:
        """The code of the language that is decoded, "" until it is known."""
        ...

    def close(self, cut: Cut, now_s: float, overlaps: bool) -> None:
        """An utterance is over; `overlaps` where the other spoke in it."""
        ...

    def grow(self, channel: Channel, cut: Cut | None, now_s: float) -> None:
        """The utterance that lasts, as it is now; None where there is none."""
        ...

    def finals(self) -> list[Final]:
        """What has been decoded since the last call."""
        ...

    def partials(self) -> list[Partial]:
        """What was said meanwhile, since the last call."""
        ...


class Words:
    """What the pipeline knows of words.  `demo`: they come from the demo's own model."""

    def __init__(
        self, settings: UtteranceSettings, refiner: Refiner, transcriber: Transcriber, demo: bool
    ) -> None:
        self.transcript = Transcript()
        self.worst_lag_s = 0.0
        self.demo = demo
        self._refiner = refiner
        self._transcriber = transcriber
        self._cutters = {channel: UtteranceCutter(channel, settings) for channel in Channel}
        self._heard: Samples = 0
        self._captions: dict[Channel, tuple[Samples, Caption]] = {}

    def hear(self, sound: Block, end: Samples) -> None:
        """The session's next sound, of which what lies beyond `end` is none of it."""
        sound = sound[: end - self._heard]
        self._heard += len(sound)
        for column, cutter in enumerate(self._cutters.values()):
            cutter.hear(sound[:, column], self._heard)

    def advance(self, until: Samples, speech: Sequence[Speech]) -> list[Cut]:
        """The utterances that closed by `until`, in the order in which they did."""
        return _in_order(cut for cutter in self._cutters.values() for cut in cutter.advance(until, speech))

    def finish(self, end: Samples) -> list[Cut]:
        """The session is over: what is still open closes."""
        return _in_order(cut for cutter in self._cutters.values() for cut in cutter.finish(end))

    def close(self, cut: Cut, record: Record) -> None:
        """Have an utterance decoded."""
        utterance = cut.utterance
        overlaps = record.spoke_within(utterance.channel.other, utterance.start, utterance.end)
        self._transcriber.close(cut, seconds(utterance.closed_at), overlaps)

    def grow(self, now: Samples) -> None:
        """Tell what is being said, for partials."""
        for channel, cutter in self._cutters.items():
            self._transcriber.grow(channel, cutter.open(), seconds(now))

    def finals(self) -> list[Final]:
        """What has been decoded since the last call."""
        for partial in self._transcriber.partials():
            self._show(partial.channel, partial.start, _text(partial.steady), _text(partial.rest))
        self.worst_lag_s = max(self.worst_lag_s, self._transcriber.behind_s)
        return self._transcriber.finals()

    def understand(self, final: Final, record: Record, now: Samples) -> list[TypedOverlap]:
        """Take a final in; the events that it revises."""
        self._show(final.utterance.channel, final.utterance.start, _text(final.words))
        self.transcript.language = self._transcriber.language
        self.transcript.add(final)
        return self._revised(record, now, final)

    def refine(self, events: Sequence[Event], record: Record, now: Samples) -> list[TypedOverlap]:
        """The events, just recorded or older, that known words revise now."""
        return self._revised(record, now, events)

    def _show(self, channel: Channel, start: Samples, steady: str, unsteady: str = "") -> None:
        """Words come late and out of order: an earlier utterance takes no later one's place."""
        shown_start, _ = self._captions.get(channel, (0, None))
        if start >= shown_start:
            self._captions[channel] = start, Caption(channel, steady, unsteady)

    def _revised(self, record: Record, now: Samples, news: Sequence[Event] | Final) -> list[TypedOverlap]:
        """In a recording an event is known when it could be; live, no sooner than its words are there."""
        revised = self._refiner.look(record, self.transcript, now, news)
        if self._transcriber.at_once:
            return revised
        return [replace(event, known_at=max(event.known_at, now)) for event in revised]

    def reword(self, record: Record, rules: Rules, events: Sequence[Event]) -> Sequence[Event]:
        """The record's events under other rules, typed by the words."""
        return self._refiner.reword(record, self.transcript, rules, events)

    def shown(self, role: Mapping[Channel, Channel]) -> WordsShown:
        """How the words fare, and the latest of each speaker."""
        captions = tuple(
            replace(each, speaker=role[each.speaker])
            for _, each in self._captions.values()
            if each.steady or each.unsteady
        )
        return WordsShown(self._transcriber.behind_s, self._transcriber.trouble, captions, self.demo)


class AtOnce:
    """A Transcriber for recordings: each utterance is decoded before the session goes on.

    A model that cannot be used costs the words and nothing else: every utterance is missing.
    """

    at_once = True
    behind_s = 0.0

    def __init__(self, recogniser: Recogniser, backlog: Backlog) -> None:
        self._recogniser, self._backlog = recogniser, backlog
        self._finals: list[Final] = []
        self.trouble = ""

    @property
    def language(self) -> str:
        return self._backlog.language

    def close(self, cut: Cut, now_s: float, overlaps: bool) -> None:
        if self.trouble:
            self._finals.append(Final(cut.utterance, missing=self.trouble))
            return
        self._finals += self._backlog.close(cut, now_s, overlaps)
        while assignment := self._backlog.next(now_s):
            self._finals += self._decode(assignment, now_s)

    def _decode(self, assignment: Assignment, now_s: float) -> list[Final]:
        try:
            decoded = self._recogniser.final(assignment.job)
        except RecogniserLost:
            return self._backlog.lost(assignment, now_s)
        except ModelError as error:
            self.trouble = str(error)
            return self._backlog.missing(self.trouble)
        done = self._backlog.done(assignment, decoded, now_s)
        assert isinstance(done, list)  # without `grow` there are no partials
        return done

    def grow(self, channel: Channel, cut: Cut | None, now_s: float) -> None:
        """Nothing: a recording has no partials."""

    def finals(self) -> list[Final]:
        done, self._finals = self._finals, []
        return done

    def partials(self) -> list[Partial]:
        return []


def drained(queue: SimpleQueue[T]) -> list[T]:
    """All that waits in a queue, without waiting."""
    taken: list[T] = []
    try:
        while True:
            taken.append(queue.get_nowait())
    except Empty:
        return taken


def _in_order(cuts: Iterable[Cut]) -> list[Cut]:
    return sorted(cuts, key=lambda cut: (cut.utterance.closed_at, cut.utterance.start))


def _text(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)

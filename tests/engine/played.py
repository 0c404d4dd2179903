"""The demo session through the threads of a live one, with words or without, and what it showed when.

What timing alone says is counted beside what is shown: words change the kinds of overlaps, and they
must change nothing else.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Any, cast
from unittest.mock import patch

import msgspec

from monitor import app, transcribing
from monitor.audio.files import open_recording
from monitor.audio.trust import Trust
from monitor.config import Settings
from monitor.conversation.events import Event, Speech, TypedOverlap
from monitor.conversation.snapshot import Share, Snapshot, Words
from monitor.conversation.timeline import Channel, Samples, to_samples
from monitor.conversation.transcript import Final, Partial, Utterance
from monitor.document import ChannelIntegrity, Integrity
from monitor.engine.alongside import Alongside
from monitor.engine.hearing import Block
from monitor.engine.pipeline import Pipeline
from monitor.engine.utterances import Cut
from monitor.engine.workers import AnalysisThread, PacedSource
from monitor.export.analysis import Setting, analysis
from monitor.metrics.figures import Figures
from monitor.speech.remote import RemoteRecogniser
from tests.engine.sound import settings as shipped

JOIN_S = 100.0
NO_MATTER = Share(None)
UNSEEN = ChannelIntegrity(None, None, None, None, None, 0.0, [])
NOT_LOOKED_AT = Integrity(UNSEEN, UNSEEN, None, [])
Finishing = Callable[[transcribing.Transcription, float], None]
"""Called at a session's end with the seconds of sound that are not decoded yet."""
Act = tuple[float, Callable[[RemoteRecogniser], bool]]
"""What is done to the recogniser from this second of the session on, until it says that it is done."""


class ByTiming(Pipeline):
    """Also counts what there would be to see without words; `revised_at` is when they first changed that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_timing = Figures(self.rules)
        self.revised_at: float | None = None

    def _note(self, until: Samples, speech: Sequence[Speech], events: list[Event]) -> list[Event]:
        self.by_timing.advance(until, speech, events)
        return super()._note(until, speech, events)

    def _revise(self, revised: Sequence[TypedOverlap]) -> list[Event]:
        if revised and self.revised_at is None:
            self.revised_at = self.snapshot().at_s
        return super()._revise(revised)

    def picture(self) -> tuple[Any, ...]:
        """The figures of this moment as timing has them."""
        figures = self.by_timing
        shares = [share.share(Channel.THERAPIST) for share in (figures.rolling_share, figures.session_share)]
        counts = [figures.interruptions.count(channel) for channel in Channel]
        talk = figures.talk_time
        return (
            *shares,
            *counts,
            figures.interruptions.last_at,
            dict(talk.spoken),
            talk.overlap,
            talk.silence,
        )


@dataclass
class Played:
    """What was seen of a session: at each second of its clock the latest snapshot, less its words, and
    the figures by timing; and every state of the words."""

    snapshots: dict[float, Snapshot] = field(default_factory=dict)
    pictures: dict[float, tuple[Any, ...]] = field(default_factory=dict)
    words: list[tuple[Snapshot, Words]] = field(default_factory=list)
    utterances: list[Utterance] = field(default_factory=list)
    finals: list[Final] = field(default_factory=list)
    partials: list[tuple[float, Partial]] = field(default_factory=list)
    trust: Trust | None = None
    revised_at: float | None = None
    document: dict[str, Any] = field(default_factory=dict)

    def see(self, snapshot: Snapshot, pipeline: ByTiming) -> None:
        if snapshot.words:
            self.words.append((snapshot, snapshot.words))
        self.snapshots[snapshot.at_s] = replace(snapshot, words=None)
        self.pictures[snapshot.at_s] = pipeline.picture()

    def end(self, pipeline: ByTiming) -> None:
        """All that waited is decoded, or given up."""
        snapshot = pipeline.snapshot()
        if snapshot.words:
            self.words.append((snapshot, snapshot.words))
        self.trust = pipeline.hearing.trust()
        self.revised_at = pipeline.revised_at

    def unrevisable(self) -> dict[float, Snapshot]:
        """The snapshots without the figures that words may revise."""
        return {
            at: replace(
                each,
                share_rolling=NO_MATTER,
                share_session=NO_MATTER,
                interruptions=0,
                last_interruption_at_s=None,
                client_interruptions=0,
            )
            for at, each in self.snapshots.items()
        }

    def before_words(self, at_s: float) -> dict[float, Snapshot]:
        """The snapshots up to a moment, whole."""
        return {at: each for at, each in self.snapshots.items() if at < at_s}


def settings(**sections: Any) -> Settings:
    """The shipped settings with some changed, by section."""
    chosen = shipped("silero")
    return replace(chosen, **{name: replace(getattr(chosen, name), **to) for name, to in sections.items()})


@cache
def without_words(length_s: float = 600.0) -> Played:
    """The session, or as much of it, as it is for who has no model."""
    played, chosen = Played(), settings()
    with transcribing.transcribing(None, chosen, at_once=False) as transcription:
        _play(played, transcription, chosen, PacedSource(_blocks(length_s), 10_000))
    return played


def with_words(
    chosen: Settings,
    speed: float,
    recogniser: type[RemoteRecogniser] = RemoteRecogniser,
    acts: Sequence[Act] = (),
    finishing: Finishing = lambda _transcription, _left_s: None,
) -> Played:
    """The session `speed` times as fast as it was spoken, with the demo's model."""
    played = Played()

    class Noting(Alongside):
        def close(self, cut: Cut, now_s: float, overlaps: bool) -> None:
            played.utterances.append(cut.utterance)
            super().close(cut, now_s, overlaps)

        def finals(self) -> list[Final]:
            found = super().finals()
            played.finals += found
            return found

        def partials(self) -> list[Partial]:
            found = super().partials()
            played.partials += [(self._thread._now_s, each) for each in found]
            return found

    with (
        patch.object(transcribing, "Alongside", Noting),
        patch.object(transcribing, "RemoteRecogniser", recogniser),
        transcribing.transcribing(transcribing.demo_model(), chosen, at_once=False) as transcription,
    ):
        _play(played, transcription, chosen, PacedSource(_blocks(), speed), acts, finishing)
    return played


def first_forms(document: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What timing said of each event of an analysis: whose, from when, and the first that was shown of it."""
    return [(each["id"], each["by"], each["start_s"], each["history"][0]) for each in document["events"]]


def _play(
    played: Played,
    transcription: transcribing.Transcription,
    chosen: Settings,
    source: PacedSource,
    acts: Sequence[Act] = (),
    finishing: Finishing = lambda _transcription, _left_s: None,
) -> None:
    waiting = deque(acts)

    def see(snapshot: Snapshot) -> None:
        played.see(snapshot, pipeline)
        recogniser = transcription._recogniser
        if recogniser and waiting and snapshot.at_s >= waiting[0][0] and waiting[0][1](recogniser):
            waiting.popleft()

    with patch.object(app, "Pipeline", ByTiming):
        pipeline = cast(ByTiming, app.new_pipeline(chosen, transcription.words))
    thread = AnalysisThread(source, pipeline, see)
    thread.start()
    assert thread.join(JOIN_S)
    assert (thread.error, thread.complete, list(waiting)) == (None, True, [])
    transcription.finish(pipeline, partial(finishing, transcription))
    played.end(pipeline)
    setting = Setting(["demo"], {}, NOT_LOOKED_AT, {}, True, transcription.transcribed(with_words=True))
    played.document = msgspec.to_builtins(analysis(pipeline.record, pipeline.figures, setting))


def _blocks(length_s: float = 600.0) -> Iterator[Block]:
    left = to_samples(length_s)
    with open_recording(app.DEMO, None, False, settings().recordings) as recording:
        for block in recording.blocks():
            yield block[:left]
            left -= len(block[:left])

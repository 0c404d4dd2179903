"""The composition root: builds, wires, starts and stops; the only module that sees all."""

import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Protocol

import msgspec
from rich.console import Console

from monitor import places
from monitor.audio.align import AudioLost
from monitor.audio.capture import Capture
from monitor.audio.files import Recording, open_recording
from monitor.audio.trust import ChannelTrust, Trust
from monitor.beside import known_by
from monitor.config import Settings, load
from monitor.conversation.remarks import Remarks
from monitor.conversation.snapshot import Keeping, Snapshot
from monitor.conversation.timeline import Channel, seconds
from monitor.document import Analysis, ChannelIntegrity, Integrity
from monitor.engine.hearing import Hearing
from monitor.engine.keeper import Keeper
from monitor.engine.marks import Marks
from monitor.engine.pipeline import AS_DECIDED, Pipeline, PipelineSettings
from monitor.engine.plain import PlainHearing
from monitor.engine.voices import Voices
from monitor.engine.words import Words
from monitor.engine.workers import AnalysisThread, PacedSource, Source
from monitor.errors import PROGRAM
from monitor.export.analysis import Setting, analysis, with_sensitivity
from monitor.replay.marked import marked
from monitor.speech.webrtc import WebrtcDetector
from monitor.transcribing import Model, Transcription, chosen_model, demo_model, transcribing
from monitor.ui import texts
from monitor.ui.display import require_window_libraries, window_platform
from monitor.ui.overlay.settings import OverlaySettings
from monitor.ui.terminal import TerminalView

AS_SPOKEN = 1.5
"""Up to this speed words come alongside, as in a session; beyond it the demo waits for each."""
IN_DEMO = (
    "Two voices talk for a minute and a half. You do not hear them: the program listens to them, as it would"
    " to a session. The first figures come after 60 seconds of speech."
)
IN_WINDOW = (
    "The overlay is on the screen now: right-click it for its menu. It ends by Stop there, or by Ctrl-C here."
)
DEMO = Path(__file__).parent / "demo" / "session.flac"
Progress = Callable[[float, float | None], None]
"""Called with the seconds done and the seconds in all, None where a file does not say."""


@dataclass(frozen=True, slots=True)
class Request:
    """One session to analyse: a two-channel recording, or the therapist's and the client's."""

    first: Path
    second: Path | None = None
    swap: bool = False
    sensitivity: bool = False

    @property
    def files(self) -> list[Path]:
        return [path for path in (self.first, self.second) if path is not None]

    @property
    def names(self) -> list[str]:
        """Of the files, as they can be shown and written: a name need not be UTF-8."""
        return [path.name.encode(errors="replace").decode() for path in self.files]


def new_pipeline(
    settings: Settings,
    words: Words | None = None,
    keeper: Keeper | None = None,
    known: Trust | None = None,
) -> Pipeline:
    """The pipeline that live capture, recordings and the demo share; `known`: of the room, from before."""
    return Pipeline(
        words=words,
        keeper=keeper,
        settings=PipelineSettings(
            rules=settings.conversation,
            segmenter=settings.segments if settings.voice.detector == "webrtc" else AS_DECIDED,
            hearing=lambda: _hearing(settings, known),
            trust=settings.trust,
            cues=settings.cues,
        ),
    )


def _hearing(settings: Settings, known: Trust | None) -> Hearing:
    if settings.voice.detector == "webrtc":
        return PlainHearing(lambda: WebrtcDetector(settings.webrtc), settings.levels)
    voices = Voices(settings.background, settings.own_speech)
    if known is not None:
        voices.seed(known)
    return voices


def analyze(
    request: Request,
    settings: Settings,
    progress: Progress = lambda _done, _total: None,
    stopped: Callable[[], bool] = lambda: False,
    words: Callable[[Settings], Model | None] = chosen_model,
    keeper: Keeper | None = None,
) -> Analysis:
    """Analyse a recording as fast as it can be read; once `stopped`, with what was heard so far.

    `words` gives the model that makes them; `keeper` is told all that is heard.
    """
    model = words(settings)
    opened = open_recording(request.first, request.second, request.swap, settings.recordings)
    with opened as recording, transcribing(model, settings, at_once=True) as transcription:
        pipeline = new_pipeline(settings, transcription.words, keeper)
        complete = _read_all(recording, pipeline, progress, stopped)
        pipeline.finish()
        integrity = integrity_of(pipeline, recording, recording.warnings)
    withheld = pipeline.integrity.withheld_at_the_end()
    spoken = transcription.transcribed(with_words=True)
    setting = Setting(request.names, settings.tables, integrity, withheld, complete, spoken)
    document = analysis(pipeline.record, pipeline.figures, setting)
    document = msgspec.structs.replace(document, recording=known_by(request.files, request.swap))
    if request.sensitivity:
        reword = partial(pipeline.words.reword, pipeline.record) if pipeline.words else None
        return with_sensitivity(document, pipeline.record, settings.conversation, reword)
    return document


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a running session came to; `error` is what ended it, if it was not the user or the end.

    `kept` says what is kept of it, empty where nothing was to be; `again` is the command that shows it
    again, where that is another.
    """

    analysis: Analysis
    error: BaseException | None
    kept: str = ""
    again: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """Where the session is watched: in the overlay if there is a screen, else in the terminal."""

    window: bool
    console: Console


def run_demo(settings: Settings, speed: float, view: View) -> Outcome:
    """Play the bundled session in real time, times `speed`, through the live pipeline and view.

    Whoever tries it wants to see the figures: they are shown, whatever the settings say.
    """
    settings = replace(settings, overlay=replace(settings.overlay, mode="numbers"))
    faster = speed > AS_SPOKEN
    _explain(view.console, IN_DEMO)
    opened = open_recording(DEMO, None, False, settings.recordings)
    with opened as recording, transcribing(demo_model(), settings, at_once=faster) as transcription:
        pipeline = new_pipeline(settings, transcription.words)
        ended = run(PacedSource(recording.blocks(), speed), pipeline, settings, view)
        finish_words(transcription, pipeline, view.console)
        integrity = integrity_of(pipeline, recording, recording.warnings)
    withheld = pipeline.integrity.withheld_at_the_end()
    words = transcription.transcribed(with_words=True)
    setting = Setting(["demo session"], settings.tables, integrity, withheld, ended.complete, words)
    document = analysis(pipeline.record, pipeline.figures, setting, pipeline.swapped)
    document = msgspec.structs.replace(document, recording=known_by([DEMO], pipeline.swapped))
    return Outcome(with_marks(document, ended.marks), ended.error, again=f"{PROGRAM} review demo")


def with_marks(document: Analysis, marks: Marks) -> Analysis:
    """The analysis with what the user marked while the session ran.  (A kept one has it in its log.)"""
    return marked(document, Remarks(intended=tuple(marks.intended)), marks.bookmarks)


def finish_words(transcription: Transcription, pipeline: Pipeline, console: Console) -> None:
    """Wait for the words that are not there yet, unless the user would rather not."""

    def tell(left_s: float) -> None:
        status.update(f"Finishing the words: {left_s:.0f} s of speech are left (Ctrl-C leaves them out)")

    with console.status("Finishing the words …") as status, interrupts(transcription.skip):
        transcription.finish(pipeline, tell)


class Kept(Protocol):
    """What is kept of a session, for its view."""

    @property
    def keeping(self) -> Keeping | None: ...

    def less(self, drop: bool) -> None:
        """Keep no more sound; with `drop` delete the words and the sound that were kept."""
        ...


class _NotKept:
    keeping = None

    def less(self, drop: bool) -> None:
        """Nothing: there is nothing to drop."""


NOT_KEPT = _NotKept()


def run(
    source: Source, pipeline: Pipeline, settings: Settings, view: View, kept: Kept = NOT_KEPT
) -> AnalysisThread:
    """Run until the source is over or the user stops it."""
    platform = window_platform(os.environ) if view.window else None
    try:
        if platform is None:
            texts.speak(settings.overlay.language)
            return _in_terminal(source, pipeline, view.console, kept)
        _explain(view.console, IN_WINDOW)
        return _in_window(source, pipeline, settings, platform, kept)
    except BaseException:
        source.close()
        raise


def _explain(console: Console, sentence: str) -> None:
    """For somebody who looks at the terminal; nothing where its output goes elsewhere."""
    if console.is_terminal:
        console.print(sentence, highlight=False)


def _in_terminal(source: Source, pipeline: Pipeline, console: Console, kept: Kept) -> AnalysisThread:
    with TerminalView(console) as view:
        thread = AnalysisThread(source, pipeline, view.show, keeping=lambda: kept.keeping)
        with interrupts(thread.stop):
            thread.start()
            while not thread.join(0.5):
                pass
    return thread


def _in_window(
    source: Source, pipeline: Pipeline, settings: Settings, platform: str, kept: Kept
) -> AnalysisThread:
    require_window_libraries(platform)
    from monitor.ui.live import Desk, run_overlay

    def begin(show: Callable[[Snapshot], None], ended: Callable[[], None]) -> AnalysisThread:
        return AnalysisThread(source, pipeline, show, ended, lambda: kept.keeping)

    place = places.user_data_dir() / "overlay.json"
    desk = Desk(settings.overlay, settings.hotkeys, place, platform, _other_overlay)
    return run_overlay(desk, begin, kept.less)


def _other_overlay() -> OverlaySettings | None:
    """What the user changes in the settings window while a session runs."""
    from monitor import preferring

    path = places.user_config_file()
    return load(path).overlay if preferring.ask(path) else None


@contextmanager
def interrupts(stop: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C and a polite kill end the session in order."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _read_all(
    recording: Recording, pipeline: Pipeline, progress: Progress, stopped: Callable[[], bool]
) -> bool:
    """Feed the whole recording; False where it was stopped, between two blocks."""
    for block in recording.blocks():
        if stopped():
            return False
        pipeline.feed(block)
        progress(pipeline.heard_s, recording.duration_s)
    return True


def integrity_of(
    pipeline: Pipeline,
    heard: Recording | Capture,
    warnings: Sequence[str],
    losses: Sequence[AudioLost] = (),
    drift_ppm: Mapping[Channel, float | None] | None = None,
) -> Integrity:
    trust = pipeline.hearing.trust()
    by_channel = dict(zip(Channel, trust.channels, strict=True))
    channels = {}
    for role in Channel:
        channel = pipeline.role(role)
        lost = [loss for loss in losses if loss.channel is channel]
        drift = None if drift_ppm is None else drift_ppm[channel]
        channels[role.value] = _channel(by_channel[channel], heard.soundness[channel].clipped, lost, drift)
    return Integrity(
        **channels,
        separation_db=_rounded(trust.separation_db),
        warnings=[*warnings, *pipeline.integrity.warnings()],
    )


def _channel(
    trust: ChannelTrust, clipped: float, losses: Sequence[AudioLost], drift_ppm: float | None
) -> ChannelIntegrity:
    return ChannelIntegrity(
        noise_floor_dbfs=_rounded(trust.noise_dbfs),
        speech_level_dbfs=_rounded(trust.speech_dbfs),
        bleed_db=_rounded(trust.bleed_db),
        bleed_left_db=_rounded(trust.bleed_left_db),
        bleed_delay_ms=_rounded(trust.bleed_delay_ms),
        clipped_share=round(clipped, 5),
        lost=[
            (round(seconds(loss.start), 3), round(seconds(loss.start + loss.length), 3)) for loss in losses
        ],
        drift_ppm=_rounded(drift_ppm),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 1)

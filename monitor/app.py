"""The composition root: builds, wires, starts and stops; the only module that sees all."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import FrameType

from rich.console import Console

from monitor import places, remembered
from monitor.audio.align import AudioLost
from monitor.audio.capture import Capture
from monitor.audio.devices import choose_channels
from monitor.audio.files import Recording, open_recording
from monitor.audio.trust import ChannelTrust
from monitor.config import Settings
from monitor.conversation.timeline import Channel, Segment, seconds
from monitor.engine.hearing import Hearing
from monitor.engine.pipeline import AS_DECIDED, Pipeline, PipelineSettings
from monitor.engine.plain import PlainHearing
from monitor.engine.voices import Voices
from monitor.engine.words import Words
from monitor.engine.workers import AnalysisThread, PacedSource, Source
from monitor.errors import ModelError
from monitor.export.analysis import Setting, analysis, with_sensitivity
from monitor.export.document import Analysis, ChannelIntegrity, Integrity
from monitor.speech.webrtc import WebrtcDetector
from monitor.transcribing import Model, Transcription, chosen_model, demo_model, transcribing
from monitor.ui.display import require_window_libraries, window_platform
from monitor.ui.terminal import TerminalView

AS_SPOKEN = 1.5
"""Up to this speed words come alongside, as in a session; beyond it the demo waits for each."""
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
    def names(self) -> list[str]:
        """Of the files, as they can be shown and written: a name need not be UTF-8."""
        paths = [path for path in (self.first, self.second) if path is not None]
        return [path.name.encode(errors="replace").decode() for path in paths]


def new_pipeline(settings: Settings, words: Words | None = None) -> Pipeline:
    """The pipeline that live capture, recordings and the demo share."""
    return Pipeline(
        words=words,
        settings=PipelineSettings(
            rules=settings.conversation,
            segmenter=settings.segments if settings.voice.detector == "webrtc" else AS_DECIDED,
            hearing=lambda: _hearing(settings),
            trust=settings.trust,
        ),
    )


def _hearing(settings: Settings) -> Hearing:
    if settings.voice.detector == "webrtc":
        return PlainHearing(lambda: WebrtcDetector(settings.webrtc), settings.levels)
    return Voices(settings.background, settings.own_speech)


def analyze(
    request: Request,
    settings: Settings,
    progress: Progress = lambda _done, _total: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Analysis:
    """Analyse a recording as fast as it can be read; once `stopped`, with what was heard so far."""
    model = chosen_model(settings)
    opened = open_recording(request.first, request.second, request.swap, settings.recordings)
    with opened as recording, transcribing(model, settings, at_once=True) as transcription:
        pipeline = new_pipeline(settings, transcription.words)
        complete = _read_all(recording, pipeline, progress, stopped)
        pipeline.finish()
        integrity = _integrity(pipeline, recording, recording.warnings)
    withheld = pipeline.integrity.withheld_at_the_end()
    words = transcription.transcribed(with_words=True)
    setting = Setting(request.names, settings.tables, integrity, withheld, complete, words)
    document = analysis(pipeline.record, pipeline.figures, setting)
    if request.sensitivity:
        reword = partial(pipeline.words.reword, pipeline.record) if pipeline.words else None
        return with_sensitivity(document, pipeline.record, settings.conversation, reword)
    return document


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a running session came to; `error` is what ended it, if it was not the user or the end."""

    analysis: Analysis
    error: BaseException | None


@dataclass(frozen=True, slots=True)
class View:
    """Where the session is watched: in the overlay if there is a screen, else in the terminal."""

    window: bool
    console: Console


def run_demo(settings: Settings, speed: float, view: View) -> Outcome:
    """Play the bundled session in real time, times `speed`, through the live pipeline and view."""
    faster = speed > AS_SPOKEN
    opened = open_recording(DEMO, None, False, settings.recordings)
    with opened as recording, transcribing(demo_model(), settings, at_once=faster) as transcription:
        pipeline = new_pipeline(settings, transcription.words)
        ended = _run(PacedSource(recording.blocks(), speed), pipeline, settings, view)
        _finish_words(transcription, pipeline, view.console)
        integrity = _integrity(pipeline, recording, recording.warnings)
    withheld = pipeline.integrity.withheld_at_the_end()
    words = transcription.transcribed(with_words=True)
    setting = Setting(["demo session"], settings.tables, integrity, withheld, ended.complete, words)
    return Outcome(analysis(pipeline.record, pipeline.figures, setting, pipeline.swapped), ended.error)


def run_live(settings: Settings, wanted: remembered.Devices, view: View) -> Outcome:
    """Listen to two channels until the user stops; the devices that worked are remembered."""
    chosen = remembered.recall() if wanted == remembered.Devices() else wanted
    choice = choose_channels(chosen.therapist, chosen.client, chosen.both)
    model = _model_if_usable(settings, view.console)
    with transcribing(model, settings, at_once=False) as transcription:
        pipeline = new_pipeline(settings, transcription.words)
        capture = Capture(choice, settings.capture)
        capture.start()
        remembered.keep(choice)
        ended = _run(capture, pipeline, settings, view)
        _finish_words(transcription, pipeline, view.console)
    names = list(dict.fromkeys((choice.therapist.device.name, choice.client.device.name)))
    losses = _on_session_clock(capture.losses(), ended.skipped)
    integrity = _integrity(pipeline, capture, _flooded(capture), losses)
    withheld = pipeline.integrity.withheld_at_the_end()
    transcribed = transcription.transcribed(with_words=False)
    setting = Setting(names, settings.tables, integrity, withheld, ended.error is None, transcribed)
    return Outcome(analysis(pipeline.record, pipeline.figures, setting, pipeline.swapped), ended.error)


def _model_if_usable(settings: Settings, console: Console) -> Model | None:
    """A session does not wait for its words: a model that is not there is said, and it begins without."""
    try:
        return chosen_model(settings)
    except ModelError as error:
        console.print(f"This session is without words. {error}", markup=False, highlight=False)
        return None


def _finish_words(transcription: Transcription, pipeline: Pipeline, console: Console) -> None:
    """Wait for the words that are not there yet, unless the user would rather not."""

    def tell(left_s: float) -> None:
        status.update(f"Finishing the words: {left_s:.0f} s of speech are left (Ctrl-C leaves them out)")

    with console.status("Finishing the words …") as status, interrupts(transcription.skip):
        transcription.finish(pipeline, tell)


def _run(source: Source, pipeline: Pipeline, settings: Settings, view: View) -> AnalysisThread:
    """Run until the source is over or the user stops it."""
    platform = window_platform(os.environ) if view.window else None
    try:
        if platform is None:
            return _in_terminal(source, pipeline, view.console)
        return _in_window(source, pipeline, settings, platform)
    except BaseException:
        source.close()
        raise


def _in_terminal(source: Source, pipeline: Pipeline, console: Console) -> AnalysisThread:
    with TerminalView(console) as view:
        thread = AnalysisThread(source, pipeline, view.show)
        with interrupts(thread.stop):
            thread.start()
            while not thread.join(0.5):
                pass
    return thread


def _in_window(source: Source, pipeline: Pipeline, settings: Settings, platform: str) -> AnalysisThread:
    require_window_libraries(platform)
    from monitor.ui.live import run_overlay

    place = places.user_data_dir() / "overlay.json"
    return run_overlay(
        settings.overlay, place, platform, lambda show, ended: AnalysisThread(source, pipeline, show, ended)
    )


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


def _integrity(
    pipeline: Pipeline, heard: Recording | Capture, warnings: Sequence[str], losses: Sequence[AudioLost] = ()
) -> Integrity:
    trust = pipeline.hearing.trust()
    by_channel = dict(zip(Channel, trust.channels, strict=True))
    channels = {}
    for role in Channel:
        channel = pipeline.role(role)
        lost = [loss for loss in losses if loss.channel is channel]
        channels[role.value] = _channel(by_channel[channel], heard.soundness[channel].clipped, lost)
    return Integrity(
        **channels,
        separation_db=_rounded(trust.separation_db),
        warnings=[*warnings, *pipeline.integrity.warnings()],
    )


def _on_session_clock(losses: Iterable[AudioLost], skipped: Sequence[Segment]) -> list[AudioLost]:
    """The losses where nothing was paused, at the times they have without the pauses."""
    return [
        replace(loss, start=loss.start - sum(pause.length for pause in skipped if pause.end <= loss.start))
        for loss in losses
        if not any(pause.start <= loss.start < pause.end for pause in skipped)
    ]


def _flooded(capture: Capture) -> list[str]:
    """A warning for each device that delivered more than could be taken in."""
    return [
        f"{health.device.name}: some sound was lost because the computer was too busy."
        for health in capture.health()
        if health.overflows or health.refused_frames
    ]


def _channel(trust: ChannelTrust, clipped: float, losses: Sequence[AudioLost]) -> ChannelIntegrity:
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
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 1)

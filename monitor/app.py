"""The composition root: builds, wires, starts and stops; the only module that sees all."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
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
from monitor.engine.workers import AnalysisThread, PacedSource, Source
from monitor.export.analysis import Setting, analysis, with_sensitivity
from monitor.export.document import Analysis, ChannelIntegrity, Integrity
from monitor.speech.webrtc import WebrtcDetector
from monitor.ui.display import require_window_libraries, window_platform
from monitor.ui.terminal import TerminalView

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
        return [path.name for path in (self.first, self.second) if path is not None]


def new_pipeline(settings: Settings) -> Pipeline:
    """The pipeline that live capture, recordings and the demo share."""
    return Pipeline(
        PipelineSettings(
            rules=settings.conversation,
            segmenter=settings.segments if settings.voice.detector == "webrtc" else AS_DECIDED,
            hearing=lambda: _hearing(settings),
            trust=settings.trust,
        )
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
    pipeline = new_pipeline(settings)
    with open_recording(request.first, request.second, request.swap, settings.recordings) as recording:
        complete = _read_all(recording, pipeline, progress, stopped)
        pipeline.finish()
        integrity = _integrity(pipeline, recording, recording.warnings)
    withheld = pipeline.integrity.withheld_at_the_end()
    setting = Setting(request.names, settings.tables, integrity, withheld, complete)
    document = analysis(pipeline.record, pipeline.figures, setting)
    if request.sensitivity:
        return with_sensitivity(document, pipeline.record, settings.conversation)
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
    pipeline = new_pipeline(settings)
    with open_recording(DEMO, None, False, settings.recordings) as recording:
        ended = _run(PacedSource(recording.blocks(), speed), pipeline, settings, view)
        integrity = _integrity(pipeline, recording, recording.warnings)
    withheld = pipeline.integrity.withheld_at_the_end()
    setting = Setting(["demo session"], settings.tables, integrity, withheld, ended.complete)
    return Outcome(analysis(pipeline.record, pipeline.figures, setting, pipeline.swapped), ended.error)


def run_live(settings: Settings, wanted: remembered.Devices, view: View) -> Outcome:
    """Listen to two channels until the user stops; the devices that worked are remembered."""
    chosen = remembered.recall() if wanted == remembered.Devices() else wanted
    choice = choose_channels(chosen.therapist, chosen.client, chosen.both)
    pipeline, capture = new_pipeline(settings), Capture(choice, settings.capture)
    capture.start()
    remembered.keep(choice)
    ended = _run(capture, pipeline, settings, view)
    names = list(dict.fromkeys((choice.therapist.device.name, choice.client.device.name)))
    losses = _on_session_clock(capture.losses(), ended.skipped)
    integrity = _integrity(pipeline, capture, _flooded(capture), losses)
    withheld = pipeline.integrity.withheld_at_the_end()
    setting = Setting(names, settings.tables, integrity, withheld, ended.error is None)
    return Outcome(analysis(pipeline.record, pipeline.figures, setting, pipeline.swapped), ended.error)


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

"""The composition root: builds, wires, starts and stops; the only module that sees all."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from rich.console import Console

from monitor import places
from monitor.audio.files import Recording, open_recording
from monitor.config import Settings
from monitor.conversation.snapshot import Snapshot
from monitor.conversation.timeline import Channel
from monitor.engine.pipeline import Pipeline, PipelineSettings
from monitor.engine.workers import AnalysisThread, PacedSource, Source
from monitor.export.analysis import Analysis, ChannelIntegrity, Integrity, Setting, analysis
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

    @property
    def names(self) -> list[str]:
        return [path.name for path in (self.first, self.second) if path is not None]


def new_pipeline(settings: Settings) -> Pipeline:
    """The pipeline that live capture, recordings and the demo share."""
    return Pipeline(
        PipelineSettings(
            rules=settings.conversation,
            segmenter=settings.segments,
            levels=settings.levels,
            detector=lambda: WebrtcDetector(settings.webrtc),
        )
    )


def analyze(request: Request, settings: Settings, progress: Progress | None = None) -> Analysis:
    """Analyse a recording as fast as it can be read; Ctrl-C ends it with what was heard so far."""
    pipeline = new_pipeline(settings)
    with open_recording(request.first, request.second, request.swap, settings.recordings) as recording:
        complete = _read_all(recording, pipeline, progress or (lambda _done, _total: None))
        pipeline.finish()
        integrity = _integrity(pipeline, recording)
    setting = Setting(request.names, settings.tables, integrity, complete)
    return analysis(pipeline.record, pipeline.figures, setting)


def run_demo(settings: Settings, speed: float, window: bool, console: Console) -> Analysis:
    """Play the bundled session in real time, times `speed`, through the live pipeline and view."""
    with open_recording(DEMO, None, False, settings.recordings) as recording:
        pipeline = new_pipeline(settings)
        session = Session(pipeline, PacedSource(recording.blocks(), speed), settings, console)
        complete = session.run(window)
        setting = Setting([DEMO.name], settings.tables, _integrity(pipeline, recording), complete)
    return analysis(pipeline.record, pipeline.figures, setting, pipeline.swapped)


@dataclass(slots=True)
class Session:
    """A running session: a source, the pipeline, and a view of it."""

    pipeline: Pipeline
    source: Source
    settings: Settings
    console: Console

    def run(self, window: bool) -> bool:
        """Run until the source is over (True), or the user stops it (False)."""
        platform = window_platform(os.environ) if window else None
        return self._in_terminal() if platform is None else self._in_window(platform)

    def _in_terminal(self) -> bool:
        with TerminalView(self.console) as view:
            thread = AnalysisThread(self.source, self.pipeline, view.show)
            with _interrupts(thread.stop):
                thread.start()
                while not thread.join(0.5):
                    pass
        return _completed(thread)

    def _in_window(self, platform: str) -> bool:
        require_window_libraries(platform)
        from monitor.ui.live import run_overlay

        def begin(show: Callable[[Snapshot], None], ended: Callable[[], None]) -> AnalysisThread:
            return AnalysisThread(self.source, self.pipeline, show, ended)

        place = places.user_data_dir() / "overlay.json"
        thread = run_overlay(self.settings.overlay, place, platform, begin)
        return _completed(thread)


def _completed(thread: AnalysisThread) -> bool:
    if thread.error is not None:
        raise thread.error
    return thread.complete


@contextmanager
def _interrupts(stop: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C and a polite kill end the session in order."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _read_all(recording: Recording, pipeline: Pipeline, progress: Progress) -> bool:
    """Feed the whole recording; False where Ctrl-C cut it short, between two blocks."""
    stopped: list[bool] = []
    with _interrupts(lambda: stopped.append(True)):
        for block in recording.blocks():
            pipeline.feed(block)
            progress(pipeline.heard_s, recording.duration_s)
            if stopped:
                return False
    return True


def _integrity(pipeline: Pipeline, recording: Recording) -> Integrity:
    clipped = {channel: sound.clipped for channel, sound in recording.soundness.items()}
    return Integrity(
        **{channel.value: _channel(pipeline, channel, clipped[channel]) for channel in Channel},
        warnings=list(recording.warnings),
    )


def _channel(
    pipeline: Pipeline, channel: Channel, clipped: float, lost: Sequence[tuple[float, float]] = ()
) -> ChannelIntegrity:
    noise, speech = pipeline.hearing.level_db(channel)
    return ChannelIntegrity(
        noise_floor_dbfs=None if noise is None else round(noise, 1),
        speech_level_dbfs=None if speech is None else round(speech, 1),
        clipped_share=round(clipped, 5),
        lost=list(lost),
    )

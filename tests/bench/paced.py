"""A session at the pace of speech, through the threads and views of a live one, with a stopwatch.

The stopwatch is the session's source: it notes when it hands over a block, and is told when
the snapshot is published and when a view has it.
"""

import os
import time
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from rich.console import Console

from monitor.app import new_pipeline
from monitor.audio.align import AudioLost
from monitor.conversation.snapshot import Snapshot
from monitor.conversation.timeline import SAMPLE_RATE, Channel
from monitor.engine.hearing import Block
from monitor.engine.pipeline import Pipeline
from monitor.engine.workers import AnalysisThread, PacedSource
from monitor.ui.overlay.window import OverlayWindow
from monitor.ui.terminal import TerminalView
from tests.bench import sessions
from tests.scenes.scene import Recording

SETTLE_S = 1.0
"""What a window does when it opens is not counted."""


@dataclass(frozen=True)
class Paced:
    """Of the settled part: processor time by the clock's, and for each block the seconds until
    its snapshot was published, and until the view had it (fewer: a view takes the newest only)."""

    cpu_share: float
    published_s: list[float]
    shown_s: list[float]


class Stopwatch:
    """A source that plays a recording at the pace of speech."""

    lost: tuple[tuple[Channel, str], ...] = ()

    def __init__(self, sound: Recording) -> None:
        self._source = PacedSource(iter([sound]), speed=1.0)
        self._delivered = 0
        self._handed_at: float | None = None
        self._handed: dict[float, float] = {}
        self._began: tuple[float, float] | None = None
        self._ended = (0.0, 0.0)
        self._published_s: list[float] = []
        self._shown_s: list[float] = []

    def read(self, timeout_s: float) -> Block | None:
        block = self._source.read(timeout_s)
        if block is None:
            self._ended = _times()
        elif len(block):
            self._delivered += len(block)
            if self._began is None and self._delivered >= SETTLE_S * SAMPLE_RATE:
                self._began = _times()
            self._handed_at = time.perf_counter()
        return block

    def losses(self) -> list[AudioLost]:
        return []

    def close(self) -> None:
        self._source.close()

    def published(self, snapshot: Snapshot) -> None:
        """The analysis thread has this snapshot; it holds all that the last block told."""
        if self._handed_at is not None and self._began:
            self._published_s.append(time.perf_counter() - self._handed_at)
            self._handed[snapshot.at_s] = self._handed_at
        self._handed_at = None

    def shown(self, snapshot: Snapshot) -> None:
        """The view has this snapshot."""
        handed_at = self._handed.pop(snapshot.at_s, None)
        if handed_at is not None:
            self._shown_s.append(time.perf_counter() - handed_at)

    @property
    def result(self) -> Paced:
        assert self._began is not None
        wall_s, cpu_s = (end - start for end, start in zip(self._ended, self._began, strict=True))
        return Paced(cpu_s / wall_s, self._published_s, self._shown_s)


def without_view(detector: sessions.Detector, past: Recording, sound: Recording) -> Paced:
    """The pipeline alone, on its thread; `past` is what the session has heard before."""
    watch = Stopwatch(sound)
    _run(AnalysisThread(watch, _in_session(detector, past), watch.published))
    return watch.result


def in_terminal(detector: sessions.Detector, past: Recording, sound: Recording) -> Paced:
    """With the view in a terminal, whose output goes nowhere."""
    watch = Stopwatch(sound)

    def publish(snapshot: Snapshot) -> None:
        watch.published(snapshot)
        view.show(snapshot)
        watch.shown(snapshot)

    with Path(os.devnull).open("w") as nowhere:
        view = TerminalView(Console(file=nowhere, force_terminal=True))
        thread = AnalysisThread(watch, _in_session(detector, past), publish)
        with view:
            _run(thread)
    return watch.result


def in_window(detector: sessions.Detector, past: Recording, sound: Recording) -> Paced:
    """With the overlay, drawn off screen."""
    from monitor.ui import live

    watch, pipeline = Stopwatch(sound), _in_session(detector, past)

    class Noting(OverlayWindow):
        def show_snapshot(self, snapshot: Snapshot) -> None:
            super().show_snapshot(snapshot)
            watch.shown(snapshot)

    def begin(show, ended):
        def publish(snapshot: Snapshot) -> None:
            watch.published(snapshot)
            show(snapshot)

        return AnalysisThread(watch, pipeline, publish, ended)

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with TemporaryDirectory() as folder, patch.object(live, "OverlayWindow", Noting):
        settings = sessions.settings(detector)
        place = Path(folder, "overlay.json")
        overlay = replace(settings.overlay, mode="numbers")  # all of it is drawn: the most there is to do
        desk = live.Desk(overlay, settings.hotkeys, place, "offscreen")
        thread = live.run_overlay(desk, begin)
    if thread.error is not None:
        raise thread.error
    return watch.result


def _in_session(detector: sessions.Detector, past: Recording) -> Pipeline:
    """A pipeline that has heard enough to have something to show."""
    pipeline = new_pipeline(sessions.settings(detector))
    pipeline.feed(past)
    return pipeline


def _run(thread: AnalysisThread) -> None:
    thread.start()
    thread.join()
    if thread.error is not None:
        raise thread.error


def _times() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()

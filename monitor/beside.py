"""The recording of an analysis, where it lies beside it: found by its name, known by its bytes."""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.audio.cached import Cached
from monitor.audio.collected import Collected
from monitor.audio.files import Recording as Opened
from monitor.audio.files import open_recording
from monitor.audio.playback_settings import PlaybackSettings
from monitor.config import Settings
from monitor.conversation.timeline import SAMPLE_RATE, Samples
from monitor.document import Analysis, Recording
from monitor.engine.errands import Errand
from monitor.ui.review.opened import Silent

WAITS_S = 0.01


def known_by(files: Sequence[Path], swapped: bool) -> Recording | None:
    """What an analysis says of its recording, to know it again; None where a file has gone meanwhile."""
    try:
        return Recording(_digests(files), swapped)
    except OSError:
        return None


@dataclass(frozen=True, slots=True)
class Beside:
    """The files, in the analysis' order; empty where there is nothing to play, and `silent` says why."""

    files: Sequence[Path]
    swapped: bool
    silent: Silent

    def open(self, settings: Settings) -> Opened:
        """As it was analysed; RecordingError where it cannot be read."""
        second = self.files[1] if len(self.files) > 1 else None
        return open_recording(self.files[0], second, self.swapped, settings.recordings)


def recording_beside(document: Analysis, folder: Path, bundled: Path) -> Beside:
    """Where the analysis in `folder` has its recording; that of the demo is `bundled`, wherever it lies."""
    recording = document.recording
    if recording is None:
        return Beside((), False, "analysis")
    # A name may have been written by anybody: it leads nowhere but into this folder.
    files = [folder / name for name in document.source if Path(name).name == name]
    there = len(files) == len(document.source) and all(file.is_file() for file in files)
    try:
        for found in (files, [bundled]) if there else ([bundled],):
            if _digests(found) == recording.sha256:
                return Beside(found, recording.swapped, "")
    except OSError:
        return Beside((), False, "unreadable")
    return Beside((), False, "other" if there else "missing")


class Arriving:
    """The sound of a recording that is read in the background; who wants a part of it waits for that."""

    def __init__(self, recording: Opened, duration_s: float, settings: PlaybackSettings) -> None:
        self.length: Samples = round(duration_s * SAMPLE_RATE)
        self._heard = Collected(settings, duration_s)
        self._errand = Errand(lambda errand: self._collect(recording, errand))

    def sound(self) -> Cached:
        """For one thread; reading it raises RecordingError where the recording turns out damaged."""
        return self._heard.sound(self._wait)

    def stop(self) -> None:
        """Nobody will listen any more."""
        self._errand.stop()

    def _collect(self, recording: Opened, errand: Errand[None]) -> None:
        with recording:
            for block in recording.blocks():
                self._heard.hear(self._heard.length, block[: self.length - self._heard.length])
                if errand.stopped or self._heard.length >= self.length:
                    break
        self._heard.finish()

    def _wait(self, end: Samples) -> None:
        while self._heard.ready < end and not self._errand.done:
            time.sleep(WAITS_S)
        if self._errand.done:
            self._errand.result()


def _digests(files: Sequence[Path]) -> list[str]:
    found = []
    for path in files:
        with path.open("rb") as file:
            found.append(hashlib.file_digest(file, "sha256").hexdigest())
    return found

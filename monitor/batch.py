"""Many recordings in one go: which files make a session, where results go, progress, failures."""

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.synchronize import Event
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from monitor import app, results
from monitor.audio.decode import open_source
from monitor.config import Settings
from monitor.document import Analysis
from monitor.errors import MonitorError, OutputError, RecordingError


def requests(files: Sequence[Path], swap: bool, sensitivity: bool) -> list[app.Request]:
    """The sessions that the files make: two files with one channel each are one session."""
    if len(files) == 2 and _make_one_session(files):
        return [app.Request(files[0], files[1], swap, sensitivity)]
    return list(dict.fromkeys(app.Request(path, None, swap, sensitivity) for path in files))


@dataclass(frozen=True, slots=True)
class Consoles:
    """Results go to `out`; progress and failures to `err`, so that output can be piped."""

    out: Console
    err: Console


@dataclass(slots=True)
class Stop:
    """Whether the user wants an end; `tell` are those who must hear of it at once."""

    wanted: bool = False
    tell: list[Callable[[], None]] = field(default_factory=list)

    def __call__(self) -> None:
        self.wanted = True
        for each in self.tell:
            each()


def run(wanted: Sequence[app.Request], settings: Settings, json: Path | None, jobs: int, to: Consoles) -> int:
    """Analyse each session; 0 when all could be, else 2 after a sentence for each that could not.

    Ctrl-C ends those that have begun with what was heard so far, and no more are begun.
    """
    outputs, stop = _outputs(wanted, json), Stop()
    done = failed = 0
    with app.interrupts(stop), progress_on(to.err) as progress:
        for request, outcome in _outcomes(wanted, settings, jobs, progress, stop):
            done += 1
            try:
                if isinstance(outcome, MonitorError):
                    raise outcome
                results.show(outcome, outputs[request], to.out)
            except MonitorError as error:
                failed += 1
                to.err.print(f"session-monitor: {error}", markup=False, highlight=False, soft_wrap=True)
    if failed and len(wanted) > 1:
        to.err.print(f"{failed} of {len(wanted)} recordings could not be analysed.", highlight=False)
    if done < len(wanted):
        to.err.print(f"{len(wanted) - done} of {len(wanted)} recordings were not begun.", highlight=False)
    return 2 if failed else 0


def _outcomes(
    wanted: Sequence[app.Request], settings: Settings, jobs: int, progress: Progress, stop: Stop
) -> Iterator[tuple[app.Request, Analysis | MonitorError]]:
    if jobs == 1 or len(wanted) == 1:
        return _one_by_one(wanted, settings, progress, stop)
    return _side_by_side(wanted, settings, min(jobs, len(wanted)), progress, stop)


def _one_by_one(
    wanted: Sequence[app.Request], settings: Settings, progress: Progress, stop: Stop
) -> Iterator[tuple[app.Request, Analysis | MonitorError]]:
    for request in wanted:
        if stop.wanted:
            return
        task = progress.add_task(" + ".join(request.names), total=None)

        def moved(done_s: float, total_s: float | None, task: TaskID = task) -> None:
            progress.update(task, completed=done_s, total=total_s)

        outcome: Analysis | MonitorError
        try:
            outcome = app.analyze(request, settings, moved, lambda: stop.wanted)
        except MonitorError as error:
            outcome = error
        progress.remove_task(task)
        yield request, outcome


def _side_by_side(
    wanted: Sequence[app.Request], settings: Settings, jobs: int, progress: Progress, stop: Stop
) -> Iterator[tuple[app.Request, Analysis | MonitorError]]:
    task = progress.add_task(f"{len(wanted)} recordings", total=len(wanted))
    context = multiprocessing.get_context("spawn")  # a fork would copy the state of the sound libraries
    halt = context.Event()
    stop.tell.append(halt.set)
    with ProcessPoolExecutor(jobs, context, _hear_of, (halt,)) as pool:
        with _deaf():  # the processes that start here inherit it: Ctrl-C is for this one to pass on
            running = {pool.submit(_analyze, request, settings): request for request in wanted}
        for future in as_completed(running):
            progress.advance(task)
            if (outcome := future.result()) is not None:
                yield running[future], outcome


_HALT: list[Event] = []
"""In a process of `_side_by_side`: set when the user wants an end."""


def _hear_of(halt: Event) -> None:
    _HALT.append(halt)


def _analyze(request: app.Request, settings: Settings) -> Analysis | MonitorError | None:
    """None where the end came before the beginning."""
    (halt,) = _HALT
    if halt.is_set():
        return None
    try:
        return app.analyze(request, settings, stopped=halt.is_set)
    except MonitorError as error:
        return error


@contextmanager
def _deaf() -> Iterator[None]:
    """No Ctrl-C meanwhile."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _outputs(wanted: Sequence[app.Request], json: Path | None) -> dict[app.Request, Path | None]:
    """A file for each session: the one named, or one per recording in the folder named."""
    if json is None:
        return dict.fromkeys(wanted)
    if len(wanted) == 1:
        return {wanted[0]: _beside_the_recordings(json, wanted)}
    if json == results.STDOUT:
        raise OutputError("Several analyses cannot be printed together. Name a folder with --json.")
    names: dict[app.Request, Path | None] = {}
    for request in wanted:
        stem, number = request.first.stem, 2
        path = json / f"{stem}.json"
        while path in names.values():
            path, number = json / f"{stem}-{number}.json", number + 1
        names[request] = _beside_the_recordings(path, wanted)
    return names


def _beside_the_recordings(path: Path, wanted: Sequence[app.Request]) -> Path:
    """The path, if it can be written without destroying what is to be read."""
    results.require_writable(path)
    recordings = {each.resolve() for request in wanted for each in (request.first, request.second) if each}
    if path != results.STDOUT and path.resolve() in recordings:
        raise OutputError(f"{path} is a recording. Name another file for the analysis.")
    return path


def _make_one_session(files: Sequence[Path]) -> bool:
    """Whether each has one channel; one that cannot be read is taken for the other's fellow."""
    channels = {_channels(path) for path in files}
    return 1 in channels and channels <= {1, None}


def _channels(path: Path) -> int | None:
    """None for what is no recording, which its analysis will say."""
    try:
        source = open_source(path)
    except RecordingError:
        return None
    source.close()
    return source.channels


def progress_on(console: Console) -> Progress:
    """A bar for each task, where somebody watches; it vanishes at the end."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)

"""Many recordings in one go: which files make a session, where results go, progress, failures."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from monitor import app, results
from monitor.audio.decode import open_source
from monitor.config import Settings
from monitor.errors import MonitorError, OutputError
from monitor.export.analysis import Analysis


def requests(files: Sequence[Path], swap: bool, sensitivity: bool) -> list[app.Request]:
    """The sessions that the files make: two files with one channel each are one session."""
    if len(files) == 2 and all(_channels(path) == 1 for path in files):
        return [app.Request(files[0], files[1], swap, sensitivity)]
    return [app.Request(path, None, swap, sensitivity) for path in files]


@dataclass(frozen=True, slots=True)
class Consoles:
    """Results go to `out`; progress and failures to `err`, so that output can be piped."""

    out: Console
    err: Console


def run(wanted: Sequence[app.Request], settings: Settings, json: Path | None, jobs: int, to: Consoles) -> int:
    """Analyse each session; 0 when all could be, else 2 after a sentence for each that could not."""
    outputs = _outputs(wanted, json)
    failed = 0
    with _progress(to.err) as progress:
        for request, outcome in _outcomes(wanted, settings, jobs, progress):
            try:
                if isinstance(outcome, MonitorError):
                    raise outcome
                results.show(outcome, outputs[request], to.out)
            except MonitorError as error:
                failed += 1
                to.err.print(f"session-monitor: {error}", markup=False, highlight=False, soft_wrap=True)
    if failed and len(wanted) > 1:
        to.err.print(f"{failed} of {len(wanted)} recordings could not be analysed.", highlight=False)
    return 2 if failed else 0


def _outcomes(
    wanted: Sequence[app.Request], settings: Settings, jobs: int, progress: Progress
) -> Iterator[tuple[app.Request, Analysis | MonitorError]]:
    if jobs == 1 or len(wanted) == 1:
        return _one_by_one(wanted, settings, progress)
    return _side_by_side(wanted, settings, min(jobs, len(wanted)), progress)


def _one_by_one(
    wanted: Sequence[app.Request], settings: Settings, progress: Progress
) -> Iterator[tuple[app.Request, Analysis | MonitorError]]:
    for request in wanted:
        task = progress.add_task(" + ".join(request.names), total=None)

        def moved(done_s: float, total_s: float | None, task: object = task) -> None:
            progress.update(task, completed=done_s, total=total_s)  # type: ignore[arg-type]

        try:
            outcome: Analysis | MonitorError = app.analyze(request, settings, moved)
        except MonitorError as error:
            outcome = error
        progress.remove_task(task)
        yield request, outcome
        if not isinstance(outcome, MonitorError) and not outcome.complete:
            return


def _side_by_side(
    wanted: Sequence[app.Request], settings: Settings, jobs: int, progress: Progress
) -> Iterator[tuple[app.Request, Analysis | MonitorError]]:
    task = progress.add_task(f"{len(wanted)} recordings", total=len(wanted))
    # spawn: a fork would copy whatever state the sound libraries are in
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        running = {pool.submit(_analyze, request, settings): request for request in wanted}
        for future in as_completed(running):
            progress.advance(task)
            yield running[future], future.result()


def _analyze(request: app.Request, settings: Settings) -> Analysis | MonitorError:
    try:
        return app.analyze(request, settings)
    except MonitorError as error:
        return error


def _outputs(wanted: Sequence[app.Request], json: Path | None) -> dict[app.Request, Path | None]:
    """A file for each session: the one named, or one per recording in the folder named."""
    if json is None:
        return dict.fromkeys(wanted)
    if len(wanted) == 1:
        if json != results.STDOUT:
            results.require_folder(json)
        return {wanted[0]: json}
    if json == results.STDOUT:
        raise OutputError("Several analyses cannot be printed together. Name a folder with --json.")
    names: dict[app.Request, Path | None] = {}
    for request in wanted:
        stem, number = request.first.stem, 2
        path = json / f"{stem}.json"
        while path in names.values():
            path, number = json / f"{stem}-{number}.json", number + 1
        names[request] = path
    results.require_folder(json / "analysis.json")
    return names


def _channels(path: Path) -> int:
    source = open_source(path)
    try:
        return source.channels
    finally:
        source.close()


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), console=console, transient=True
    )

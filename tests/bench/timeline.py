"""How long a frame of the replay's timeline takes while it is moved: wanted are 60 a second.

    python -m tests.bench.timeline [--minutes 90 480] [--frames 300] [--width 1920] [--height 420]

A frame is everything between a wish to move and the picture in the window: setting the part in
view, drawing, painting.  Off screen always, and on a virtual screen where there is Xvfb.  The view
goes over the whole session while it enlarges from all of it to 5 s, and back; then the playhead
runs while the view rests.  Ninety minutes have some 5,000 segments.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import cos, pi

from tests.bench.machine import Spent, spending
from tests.bench.report import Report, Row

FRAME_MS = 16.0
NEAREST_S = 5.0


def measure(minutes: Sequence[float], frames: int, width: int, height: int) -> Report:
    """Each length on each platform, in a process of its own: a platform is chosen once."""
    rows: list[Row] = []
    for platform in ("offscreen", "xcb") if shutil.which("xvfb-run") else ("offscreen",):
        for each in minutes:
            case = json.dumps({"minutes": each, "frames": frames, "width": width, "height": height})
            rows += _apart(platform, case)
    return Report("timeline", {"frames": frames, "width": width, "height": height}, rows)


def _apart(platform: str, case: str) -> list[Row]:
    command = [sys.executable, "-m", "tests.bench.timeline", "--case", case]
    if platform == "xcb":
        command = ["xvfb-run", "-a", "-s", "-screen 0 3840x2160x24", *command]
    environment = os.environ | {"QT_QPA_PLATFORM": platform}
    run = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    rows: list[Row] = json.loads(run.stdout)
    return rows


def here(minutes: float, frames: int, width: int, height: int) -> list[Row]:
    """In this process, on the platform that the environment names."""
    from PyQt6.QtWidgets import QApplication

    from monitor.replay.build import build
    from monitor.ui.review.timeline.view import TimelineView
    from monitor.ui.theme import LIGHT
    from tests.replay.long import long_document

    app = QApplication([])
    replay = build(long_document(minutes))
    began = time.perf_counter()
    view = TimelineView(replay, LIGHT)
    view.resize(width, height)
    view.show()
    app.processEvents()
    opened_ms = (time.perf_counter() - began) * 1000
    canvas = view._canvas

    def frame(change: Callable[[], None]) -> Spent:
        with spending() as spent:
            change()
            app.processEvents()
        return spent

    parts = [canvas.visible.between(*part) for part in views(replay.duration_s, frames)]
    moved = [frame(partial(canvas.show_part, part)) for part in parts]
    times_s = [replay.duration_s * number / frames for number in range(frames)]
    played = [frame(partial(view.show_position, at_s, follow=False)) for at_s in times_s]
    segments = sum(len(spans) for spans in replay.speech.values())
    where = f"{minutes:g} min, {segments} segments, {app.platformName()}"
    return [
        _row(f"{where}: scroll and zoom", moved, opened_ms),
        _row(f"{where}: playhead", played, opened_ms),
    ]


def views(whole_s: float, frames: int) -> Iterator[tuple[float, float]]:
    """[start, end) of each frame: through all lengths and back, while it moves from start to end."""
    for number in range(frames):
        near = (1 - cos(2 * pi * number / frames)) / 2
        length_s = whole_s * (NEAREST_S / whole_s) ** near
        start_s = (whole_s - length_s) * number / frames
        yield start_s, start_s + length_s


def _row(name: str, frames: Sequence[Spent], opened_ms: float) -> Row:
    """`processor ms` is what a frame takes where nobody else is busy."""
    frames_ms = [1000 * each.wall_s for each in frames]
    median_ms = statistics.median(frames_ms)
    late_ms = statistics.quantiles(frames_ms, n=20)[-1]
    own_ms = [1000 * each.cpu_s for each in frames]
    return {
        "frames": name,
        "median ms": round(median_ms, 2),
        "p95 ms": round(late_ms, 2),
        "median / 16 ms": round(median_ms / FRAME_MS, 2),
        "p95 / 16 ms": round(late_ms / FRAME_MS, 2),
        "processor ms": round(statistics.median(own_ms), 2),
        "processor p95 ms": round(statistics.quantiles(own_ms, n=20)[-1], 2),
        "opened ms": round(opened_ms),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, nargs="+", default=[90.0, 480.0])
    parser.add_argument("--frames", type=int, default=300)
    parser.add_argument("--width", type=int, default=1920)
    parser.add_argument("--height", type=int, default=420)
    parser.add_argument("--case", help=argparse.SUPPRESS)
    given = vars(parser.parse_args())
    case = given.pop("case")
    if case is not None:
        print(json.dumps(here(**json.loads(case))))
        return
    measure(**given).print()


if __name__ == "__main__":
    main()

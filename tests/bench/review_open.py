"""How long a kept session takes to be open on the screen, from its encrypted file to the first whole frame.

    python -m tests.bench.review_open [--hours 1.5 8]

Sessions are made up, kept with words and sound, and opened in a fresh process on two cores that draws off
screen.  `of the limit` is the time from the opening of the file as a part of what it may take.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.report import Report, Row, figure
from tests.file_keyring import environment

CORES = 2
REPEATS = 3
LIMITS_S = ((1.5, 1.5), (8.0, 4.0))
"""Up to so many hours may take so many seconds."""
END_S = 1800
"""To keep eight hours takes minutes, most of them for the sound."""


def measure(hours: Sequence[float]) -> Report:
    rows: list[Row] = []
    for each in hours:
        rows += _session(each)
    return Report("review_open", {"hours": " ".join(map(str, hours)), "cores": CORES}, rows)


def _session(hours: float) -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        env = _environment(Path(name))
        kept = _run(env, "--keep", str(hours))["session"]
        runs = [_run(env, "--open", kept) for _ in range(REPEATS)]
    limit_s = next((most_s for length_h, most_s in LIMITS_S if hours <= length_h), LIMITS_S[-1][1])
    best = min(runs, key=lambda run: run["frame_s"])
    named = f"{hours:g} h"
    return [
        figure(f"{named}: file read and worked out", best["opened_s"], "s"),
        figure(f"{named}: first whole frame", best["frame_s"], "s", f"{limit_s:g}"),
        figure(f"{named}: of the limit", best["frame_s"] / limit_s, "", "below 1"),
        figure(f"{named}: whole process", best["process_s"], "s"),
    ]


def _environment(folder: Path) -> dict[str, str]:
    users = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    env = {name: str(folder / name.lower()) for name in users}
    return os.environ | env | environment(folder / "ring.json") | {"QT_QPA_PLATFORM": "offscreen"}


def _run(env: dict[str, str], *arguments: str) -> dict[str, Any]:
    """What the program said of itself in its last line."""
    command = [sys.executable, "-m", "tests.bench.review_open", *arguments]
    env = env | {"BEGAN": repr(time.time())}
    ended = subprocess.run(command, env=env, capture_output=True, text=True, timeout=END_S, check=True)
    return dict(json.loads(ended.stdout.splitlines()[-1]))


def keep(hours: float) -> None:
    """Keep a session of so many hours, and say its name."""
    from tests.ui.review.kept import keep_session

    print(json.dumps({"session": keep_session(hours * 60)}))


def show(session: str) -> None:
    """Open it as the command does, and say when its first frame was whole, in seconds."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:CORES]))
    from rich.console import Console

    from monitor import results, reviewing
    from monitor.config import load
    from monitor.ui.application import application
    from monitor.ui.review.program import Around, Program

    app = application("offscreen")
    desk = reviewing.ReviewDesk(reviewing.Named([session], False, load()), "offscreen", Console())
    place = Path(os.environ["XDG_DATA_HOME"], "review.json")
    wanted = desk.wanted()
    opening = time.perf_counter()
    program = Program(app, desk, Around("light", place, results.save))
    program.begin(wanted)
    while program.window is None and program.error is None:
        app.processEvents()
    opened_s = time.perf_counter() - opening
    assert program.window is not None, program.error
    app.processEvents()
    program.window.grab()
    frame_s = time.perf_counter() - opening
    process_s = time.time() - float(os.environ["BEGAN"])
    print(json.dumps({"opened_s": opened_s, "frame_s": frame_s, "process_s": process_s}), flush=True)
    os._exit(0)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hours", type=float, nargs="+", default=[1.5, 8.0])
    parser.add_argument("--keep", type=float, help=argparse.SUPPRESS)
    parser.add_argument("--open", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.keep is not None:
        keep(chosen.keep)
    elif chosen.open is not None:
        show(chosen.open)
    else:
        measure(chosen.hours).print()


if __name__ == "__main__":
    main()

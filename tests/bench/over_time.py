"""How long the page over time takes until all sessions are in it, and how long it holds the window up.

    python -m tests.bench.over_time [--sessions 1000]

Sessions of 90 minutes are made up and kept with their numbers, in an encrypted file each.  The page is
shown off screen in a fresh process on two cores.  `held up` is the longest time between two turns of
the event loop while it fills: no key and no click waits longer.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.report import Report, Row, figure
from tests.file_keyring import environment

CORES = 2
MINUTES = 90.0
EACH_S = 0.01
"""A session may take so long."""
HELD_MS = 100.0
"""What is done at once seems to be so up to here."""
END_S = 3600


def measure(sessions: int) -> Report:
    with tempfile.TemporaryDirectory() as name:
        env = _environment(Path(name))
        _run(env, "--keep", str(sessions))
        seen = _run(env, "--show")
    rows: list[Row] = [figure("sessions in the page", seen["sessions"], "", f"{sessions}")]
    for times, found in (("first", seen["first"]), ("again", seen["again"])):
        rows += [
            figure(f"{times}: complete", found["complete_s"], "s", f"{EACH_S * sessions:g}"),
            figure(
                f"{times}: complete, of the limit", found["complete_s"] / (EACH_S * sessions), "", "below 1"
            ),
            figure(f"{times}: held up", found["held_ms"], "ms", f"{HELD_MS:g}"),
            figure(f"{times}: held up, of the limit", found["held_ms"] / HELD_MS, "", "below 1"),
        ]
    return Report("over_time", {"sessions": sessions, "minutes": MINUTES, "cores": CORES}, rows)


def _environment(folder: Path) -> dict[str, str]:
    users = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    env = {name: str(folder / name.lower()) for name in users}
    return os.environ | env | environment(folder / "ring.json") | {"QT_QPA_PLATFORM": "offscreen"}


def _run(env: dict[str, str], *arguments: str) -> dict[str, Any]:
    """What the program said of itself in its last line."""
    command = [sys.executable, "-m", "tests.bench.over_time", *arguments]
    ended = subprocess.run(command, env=env, capture_output=True, text=True, timeout=END_S, check=True)
    return dict(json.loads(ended.stdout.splitlines()[-1]))


def keep(sessions: int) -> None:
    from monitor import keeping
    from monitor.config import load
    from monitor.conversation.timeline import to_samples
    from monitor.document import encode
    from monitor.store.keep import Keep
    from tests.replay.long import long_document
    from tests.store.staging import begin

    library = keeping.library(load(), None, create=True)
    document = encode(long_document(MINUTES))
    for number in range(sessions):
        writer = begin(
            library, Keep.NUMBERS, started_at=1_700_000_000 + number * 70_000, client=f"C{number % 20}"
        )
        writer.finish(to_samples(MINUTES * 60), document)
        writer.tick(1e6)
        assert writer.closed, writer.not_kept
    print(json.dumps({}))


def show() -> None:
    """Fill the page twice; the second time nothing has changed."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:CORES]))
    from rich.console import Console

    from monitor import reviewing
    from monitor.config import load
    from monitor.ui.application import application
    from monitor.ui.review.trend import OverTimePage

    app = application("offscreen")
    desk = reviewing.ReviewDesk(reviewing.Named([], False, load()), "offscreen", Console())
    page = OverTimePage(desk.gather)
    page.resize(1280, 700)

    def filled() -> dict[str, float]:
        began = turned = time.perf_counter()
        held_s = 0.0
        page.show()
        while page.filling:
            app.processEvents()
            now = time.perf_counter()
            held_s, turned = max(held_s, now - turned), now
            time.sleep(0.001)  # an event loop that has nothing to do waits
        complete_s = time.perf_counter() - began
        page.hide()
        return {"complete_s": complete_s, "held_ms": 1000 * held_s}

    said = {"first": filled(), "again": filled(), "sessions": len(page.course)}
    print(json.dumps(said), flush=True)
    os._exit(0)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--keep", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--show", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.keep is not None:
        keep(chosen.keep)
    elif chosen.show:
        show()
    else:
        measure(chosen.sessions).print()


if __name__ == "__main__":
    main()

"""What a live session costs, and how soon the overlay has what was said.

    python -m tests.bench.live [--seconds 60]

Blocks of 20 ms at the pace of speech through the analysis thread: with no view, with the
terminal's, with the overlay's off screen; each in a fresh process on one core.  A snapshot
shows the session as far as it is settled, so what the ear hears is on it later by the delay
that is printed: that is how hearing works and no cost.  What a sound card adds is in
tests.bench.sound_card.
"""

import argparse
import time
from collections.abc import Sequence

import numpy as np

from monitor.app import new_pipeline
from monitor.conversation.timeline import SAMPLE_RATE, seconds
from monitor.engine.workers import BLOCK_SAMPLES
from tests.bench import paced, sessions
from tests.bench.machine import alone
from tests.bench.report import Report, Row, figure
from tests.scenes.scene import Recording

PAST_S = 120.0
"""The session has been going on: shares are known, and there is something to redraw."""
UNPACED_S = 600.0
VIEWS = {"no view": paced.without_view, "terminal": paced.in_terminal, "overlay": paced.in_window}


def unpaced(sound: Recording) -> list[float]:
    """Seconds for each block until its snapshot is there, fed without waiting."""
    pipeline = new_pipeline(sessions.settings())
    taken: list[float] = []
    for first in range(0, len(sound), BLOCK_SAMPLES):
        start = time.perf_counter()
        pipeline.feed(sound[first : first + BLOCK_SAMPLES])
        pipeline.snapshot()
        taken.append(time.perf_counter() - start)
    return taken


def measure(length_s: float) -> Report:
    tile = sessions.talk(length_s).audio
    past, now = _repeated(tile, PAST_S), _repeated(tile, length_s)
    rows: list[Row] = []
    for name, view in VIEWS.items():
        run = alone(view, past, now)
        rows.append(figure(f"{name}: processor time", 100 * run.cpu_share, "% of a core", "under 8"))
        rows += _latencies(f"{name}: block to snapshot", run.published_s)
        if run.shown_s:
            rows += _latencies(f"{name}: block to view", run.shown_s)
    rows += _latencies("fed without waiting: block to snapshot", alone(unpaced, _repeated(tile, UNPACED_S)))
    rows.append(figure("delay of hearing", 1000 * seconds(new_pipeline(sessions.settings())._delay), "ms"))
    return Report("live", {"seconds": length_s, "blocks of": "20 ms"}, rows)


def _repeated(tile: Recording, length_s: float) -> Recording:
    return np.resize(tile, (round(length_s * SAMPLE_RATE), 2))


def _latencies(what: str, taken_s: Sequence[float]) -> list[Row]:
    p50, p99, most = (1000 * float(np.percentile(taken_s, share)) for share in (50, 99, 100))
    return [
        figure(f"{what}, p50", p50, "ms"),
        figure(f"{what}, p99", p99, "ms", "under 50"),
        figure(f"{what}, longest of {len(taken_s)}", most, "ms"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", dest="length_s", type=float, default=60.0)
    measure(**vars(parser.parse_args())).print()


if __name__ == "__main__":
    main()

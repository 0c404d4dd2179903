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
UNPACED = 10
"""So many times as much is fed without waiting."""
TARGETS = {"silero": "under 8", "webrtc": "under 3"}
VIEWS = {"no view": paced.without_view, "terminal": paced.in_terminal, "overlay": paced.in_window}


def unpaced(detector: sessions.Detector, sound: Recording) -> tuple[list[float], float]:
    """Seconds for each block until its snapshot is there, fed without waiting; and hearing's delay."""
    pipeline = new_pipeline(sessions.settings(detector))
    taken: list[float] = []
    for first in range(0, len(sound), BLOCK_SAMPLES):
        start = time.perf_counter()
        pipeline.feed(sound[first : first + BLOCK_SAMPLES])
        pipeline.snapshot()
        taken.append(time.perf_counter() - start)
    return taken, seconds(pipeline._delay)


def measure(length_s: float) -> Report:
    """All views with each hearing."""
    tile = sessions.talk(length_s).audio
    rows = [row for detector in sessions.DETECTORS for row in _detector_rows(detector, tile, length_s)]
    return Report("live", {"seconds": length_s, "blocks of": "20 ms"}, rows)


def _detector_rows(detector: sessions.Detector, tile: Recording, length_s: float) -> list[Row]:
    past, now = _repeated(tile, PAST_S), _repeated(tile, length_s)
    rows: list[Row] = []
    for name, view in VIEWS.items():
        run, what = alone(view, detector, past, now), f"{detector}, {name}"
        rows.append(figure(f"{what}: processor time", 100 * run.cpu_share, "% of a core", TARGETS[detector]))
        rows += _latencies(f"{what}: block to snapshot", run.published_s)
        if run.shown_s:
            rows += _latencies(f"{what}: block to view", run.shown_s)
    at_once, lag_s = alone(unpaced, detector, _repeated(tile, UNPACED * length_s))
    rows += _latencies(f"{detector}, fed without waiting: block to snapshot", at_once)
    return [*rows, figure(f"{detector}: delay of hearing", 1000 * lag_s, "ms")]


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

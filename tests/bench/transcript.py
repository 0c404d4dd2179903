"""How long the transcript takes to open, to be scrolled, to be searched and to follow the sound.

    python -m tests.bench.transcript --minutes 90

Drawn off screen, on one core; a frame is what one step of the wheel, or of the playhead, makes Qt do
until nothing is left to be drawn.  At 60 frames a second there are 16 ms for it.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable

from monitor.replay.build import build
from monitor.replay.model import Replay
from tests.bench.machine import alone
from tests.bench.report import Report, Row, figure
from tests.replay.long import long_document

FRAME_MS = 16.0
SIZE = 900, 900
STEPS = 120


def words(minutes: float) -> list[Row]:
    """All figures for a session of this length."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PyQt6.QtWidgets import QApplication

    from monitor.ui.review.transcript import TranscriptView
    from monitor.ui.theme import LIGHT

    app = QApplication.instance() or QApplication([])
    replay = build(long_document(minutes))
    view = TranscriptView()
    view.set_theme(LIGHT)
    view.resize(*SIZE)
    view.show()
    app.processEvents()
    began = time.perf_counter()
    view.show_replay(replay)
    app.processEvents()
    opened_s = time.perf_counter() - began
    count = sum(len(passage.words) for passage in replay.passages)
    found = [figure("words", count, ""), figure("open", opened_s, "s", "1.5 for 90 minutes, 4 for 8 hours")]
    bar = view.page.verticalScrollBar()
    assert bar is not None
    step, end = bar.singleStep() * 3, bar.maximum()
    found += _frames("scroll by the wheel", lambda at: bar.setValue(at * step), app.processEvents)
    found += _frames("scroll by the bar", lambda at: bar.setValue(end * at // STEPS), app.processEvents)
    found += _frames("follow the sound", lambda at: _play(view, replay, at), app.processEvents)
    found += _frames("search", lambda at: view.search(("the", "and", "I")[at % 3]), app.processEvents, 9)
    found += _frames("another width", lambda at: view.resize(500 + at * 20, 900), app.processEvents, 12)
    return found


def _play(view: object, replay: Replay, at: int) -> None:
    from monitor.ui.review.transcript import TranscriptView

    assert isinstance(view, TranscriptView)
    view.show_position(replay.duration_s / 2 + at / 10, True)


def _frames(
    name: str, act: Callable[[int], object], draw: Callable[[], object], steps: int = STEPS
) -> list[Row]:
    taken = []
    for at in range(steps):
        began = time.perf_counter()
        act(at)
        draw()
        taken.append((time.perf_counter() - began) * 1000)
    middle, worst = statistics.median(taken), max(taken)
    return [
        figure(f"{name}: median", middle, "ms", f"{FRAME_MS:g}"),
        figure(f"{name}: median, against a frame", middle / FRAME_MS, "ratio", "1"),
        figure(f"{name}: worst", worst, "ms"),
    ]


def measure(minutes: float) -> Report:
    return Report("transcript", {"minutes": minutes, "size": f"{SIZE[0]} x {SIZE[1]}"}, alone(words, minutes))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=90.0)
    measure(parser.parse_args().minutes).print()


if __name__ == "__main__":
    main()

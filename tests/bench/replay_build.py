"""How long a session takes to be worked out for the replay, and how long a contest takes to show.

    python -m tests.bench.replay_build [--hours 8] [--sessions 1000]

Documents are made up, with words.  `sessions` is how many are looked at for the page over time,
each of 90 minutes, as a session file keeps them: its numbers, and all of it.
"""

import argparse
import time
from collections.abc import Callable

from monitor import config
from monitor.conversation.remarks import Contested, Remarks, Verdict
from monitor.document import Analysis, encode
from monitor.export.saved import read_analysis
from monitor.replay.build import build, rebuilt
from monitor.replay.glance import read_glance
from monitor.replay.trends import About, Figure, point, rolling
from monitor.store.document import packed_pages, unpacked
from tests.bench.report import Report, Row, figure
from tests.replay.long import long_document

REPEATS = 5


def measure(hours: float, sessions: int) -> Report:
    """A session of 90 minutes, or of all the `hours` if these are less, and one of all of them."""
    rows = _session(min(90.0, 60 * hours), "300 ms")
    rows += _session(60 * hours, "1500 ms") if hours > 1.5 else []
    rows += _over_time(long_document(min(90.0, 60 * hours)), sessions)
    return Report("replay_build", {"hours": hours, "sessions": sessions}, rows)


def _session(minutes: float, target: str) -> list[Row]:
    document, words = long_document(minutes), config.question_words()["en"]
    content, replay = encode(document), build(document, words=words)
    verdict = Remarks(
        {event.id: Contested(event.id, Verdict.SUPPORTIVE, 1) for event in document.events[::9]}
    )
    name = f"{minutes:g} min"
    return [
        figure(f"{name}: segments", sum(map(len, document.segments.values())), ""),
        figure(f"{name}: words", sum(map(len, (document.words or {}).values())), ""),
        figure(f"{name}: read", _ms(lambda: read_analysis(content, name)), "ms"),
        figure(f"{name}: build", _ms(lambda: build(document, words=words)), "ms", f"under {target}"),
        figure(
            f"{name}: build anew after a contest",
            _ms(lambda: rebuilt(replay, verdict, (), words)),
            "ms",
            "under 50 ms",
        ),
    ]


def _over_time(document: Analysis, sessions: int) -> list[Row]:
    pages = dict(packed_pages(encode(document), words=True))
    rows = []
    for kind, name in enumerate(("numbers", "all of it")):
        began = time.perf_counter()
        points = [
            point(About(str(number), number), read_glance(unpacked(pages[kind]), name))
            for number in range(sessions)
        ]
        taken_s = time.perf_counter() - began
        rows.append(figure(f"{sessions} sessions, {name}: glance", taken_s, "s"))
    rows.append(figure(f"{sessions} sessions: trend", _ms(lambda: rolling(points, Figure.SHARE, 20)), "ms"))
    return rows


def _ms(what: Callable[[], object]) -> float:
    """The quickest of a few times: what the machine does besides only adds to it."""
    taken = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        what()
        taken.append(time.perf_counter() - began)
    return 1000 * min(taken)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--hours", type=float, default=8.0)
    parser.add_argument("--sessions", type=int, default=1000)
    wanted = parser.parse_args()
    measure(wanted.hours, wanted.sessions).print()

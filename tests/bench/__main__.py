"""Measure everything, as a table.

    python -m tests.bench                     about three minutes
    python -m tests.bench --full              the lengths that the targets are about: some fifteen minutes
    python -m tests.bench --only accuracy --save after.json --against before.json

With --against, what an earlier run had stands in brackets where it differs.  Figures of speed
compare only on one machine that has nothing else to do: its load is saved with them.
"""

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path

from tests.bench import (
    accuracy,
    analyze_speed,
    backlog,
    decoding,
    drift,
    live,
    live_words,
    long_session,
    monologue,
    over_time,
    playback,
    replay_build,
    review_open,
    soak,
    sound_card,
    store,
    timeline,
    transcript,
    whisper_sizes,
    word_errors,
)
from tests.bench.report import Report, show

Bench = Callable[[], Report]

QUICK: dict[str, Bench] = {
    "analyze_speed": partial(analyze_speed.measure, hours=0.5, short_h=0.25, silero_min=5.0),
    "live": partial(live.measure, length_s=15.0),
    "sound_card": partial(sound_card.measure, length_s=15.0, settle_s=8.0),
    "drift": partial(drift.measure, length_s=30.0, ppm=200.0),
    "soak": partial(soak.measure, minutes=1.0, every_s=15.0, sample_s=2.0),
    "long_session": partial(long_session.measure, hours=0.5),
    "accuracy": partial(accuracy.measure, seeds=2, minutes=5.0, detector="silero"),
    "decoding": partial(decoding.measure, utterances=20, length_s=10.0),
    "whisper_sizes": partial(whisper_sizes.measure, sizes=["tiny.en", "base.en"], repeats=2),
    "backlog": partial(backlog.measure, minutes=20.0, seed=1),
    "word_errors": partial(word_errors.measure, seeds=1, minutes=3.0, detector="silero"),
    "store": partial(store.measure, kills_count=15, mutants_count=500, hours=0.5, sessions=200),
    "live_words": partial(live_words.measure, repetitions=1, length_s=40.0),
    "monologue": partial(monologue.measure, minutes=4.0),
    "replay_build": partial(replay_build.measure, hours=1.5, sessions=100),
    "transcript": partial(transcript.measure, minutes=90.0),
    "timeline": partial(timeline.measure, minutes=[90.0, 480.0], frames=200, width=1920, height=420),
    "review_open": partial(review_open.measure, hours=[1.5]),
    "over_time": partial(over_time.measure, sessions=200),
    "playback": partial(playback.measure, length_s=10.0, hours=0.25, long_h=0.5),
}
FULL: dict[str, Bench] = {
    "analyze_speed": partial(analyze_speed.measure, hours=8.0, short_h=0.5, silero_min=10.0),
    "live": partial(live.measure, length_s=60.0),
    "sound_card": partial(sound_card.measure, length_s=60.0, settle_s=8.0),
    "drift": partial(drift.measure, length_s=240.0, ppm=200.0),
    "soak": partial(soak.measure, minutes=60.0, every_s=300.0, sample_s=10.0),
    "long_session": partial(long_session.measure, hours=8.0),
    "accuracy": partial(accuracy.measure, seeds=5, minutes=5.0, detector="silero"),
    "decoding": partial(decoding.measure, utterances=40, length_s=60.0),
    "whisper_sizes": partial(whisper_sizes.measure, sizes=list(whisper_sizes.SIZES), repeats=5),
    "backlog": partial(backlog.measure, minutes=60.0, seed=1),
    "word_errors": partial(word_errors.measure, seeds=4, minutes=5.0, detector="silero"),
    "store": partial(store.measure, kills_count=200, mutants_count=5000, hours=8.0, sessions=1000),
    "live_words": partial(live_words.measure, repetitions=3, length_s=600.0),
    "monologue": partial(monologue.measure, minutes=30.0),
    "replay_build": partial(replay_build.measure, hours=8.0, sessions=1000),
    "transcript": partial(transcript.measure, minutes=480.0),
    "timeline": partial(timeline.measure, minutes=[90.0, 480.0], frames=1000, width=1920, height=420),
    "review_open": partial(review_open.measure, hours=[1.5, 8.0]),
    "over_time": partial(over_time.measure, sessions=1000),
    "playback": partial(playback.measure, length_s=60.0, hours=1.5, long_h=8.0),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--full", action="store_true", help="the lengths that the targets are about")
    parser.add_argument("--only", nargs="+", choices=QUICK, default=list(QUICK))
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--against", type=Path, metavar="FILE", help="compare with what was saved")
    wanted = parser.parse_args()
    earlier = json.loads(wanted.against.read_text("utf-8")) if wanted.against else []
    benches = FULL if wanted.full else QUICK
    reports = [benches[name]() for name in wanted.only]
    show(reports, earlier)
    if wanted.save:
        wanted.save.write_text(json.dumps([asdict(report) for report in reports], indent=2), "utf-8")


if __name__ == "__main__":
    main()

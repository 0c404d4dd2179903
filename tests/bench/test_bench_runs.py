"""Every bench still runs; what it measures is nobody's pass or failure."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.bench.__main__ import FULL, QUICK
from tests.bench.report import Report, figure

ROOT = Path(__file__).resolve().parents[2]
BENCHES = {
    "analyze_speed": ["--hours", "0.006", "--short-h", "0.005", "--silero-min", "0.1"],
    "live": ["--seconds", "1.5"],
    "sound_card": ["--seconds", "1", "--settle-s", "3"],
    "drift": ["--seconds", "2"],
    "soak": ["--minutes", "0.4", "--every-s", "12", "--sample-s", "1"],
    "long_session": ["--hours", "0.02"],
    "accuracy": ["--seeds", "1", "--minutes", "0.3"],
    "decoding": ["--utterances", "2", "--seconds", "0.5"],
    "whisper_sizes": ["--sizes", "tiny.en", "--repeats", "1"],
    "backlog": ["--minutes", "3"],
    "word_errors": ["--seeds", "1", "--minutes", "0.5"],
    "store": ["--kills", "2", "--mutants", "20", "--hours", "0.02", "--sessions", "5"],
    "live_words": ["--repetitions", "1", "--seconds", "8"],
    "monologue": ["--minutes", "0.2"],
    "replay_build": ["--hours", "0.1", "--sessions", "2"],
    "transcript": ["--minutes", "3"],
    "timeline": ["--minutes", "1", "3", "--frames", "20"],
    "review_open": ["--hours", "0.02"],
    "over_time": ["--sessions", "5"],
    "playback": ["--seconds", "3", "--hours", "0.01", "--long-h", "0.01"],
}
MARKS = dict.fromkeys(("drift", "soak", "sound_card", "playback"), pytest.mark.device)


@pytest.mark.speech
@pytest.mark.slow
@pytest.mark.parametrize("bench", [pytest.param(each, marks=MARKS.get(each, ())) for each in BENCHES])
def test_it_measures(bench: str) -> None:
    said = run(bench, *BENCHES[bench])
    assert said["bench"] == bench
    assert len(said["rows"]) >= 4
    keys = list(said["rows"][0])
    for row in said["rows"]:
        assert list(row) == keys


def test_an_earlier_run_stands_beside() -> None:
    earlier = [figure("pace", 2150.0, "x real time"), figure("gone", 1.0, "")]
    now = Report("speed", {}, [figure("pace", 1900.0, "x real time"), figure("new", None, "MB")], {})
    assert list(now.table(earlier).columns[1].cells) == ["1900 (2150)", "-"]


def test_all_are_in_the_table() -> None:
    assert list(QUICK) == list(FULL) == list(BENCHES)


def run(bench: str, *arguments: str) -> dict[str, Any]:
    ended = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{bench}", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    said: dict[str, Any] = json.loads(ended.stdout)
    return said

"""How right the figures are, on spoken scenes with exact truth and every fault they can have.

    python -m tests.bench.accuracy [--seeds 5] [--minutes 5] [--detector silero]

Synthetic voices are cleaner and more regular than people's: these figures show whether a
change makes the analysis better or worse, and do not say how good it is in a consulting room.
F1 (and precision and recall, the therapist's) leaves out what timing alone cannot tell; "nods
called" are backchannels called interruptions; `delay` runs from an interruption's onset to its
first showing.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import numpy as np

from monitor import app
from monitor.conversation.timeline import Channel
from tests.bench import sessions
from tests.bench.report import Report, Row
from tests.scenes.scene import Scene, scene
from tests.scenes.score import INTERRUPTIONS, TRUE_INTERRUPTIONS, Found, Score, pairs, score
from tests.scenes.truth import TrueEvent, Truth

ROOM = {"snr_db": 40.0}
CONDITIONS: Mapping[str, Mapping[str, float]] = {
    "clean": {},
    "quiet room": ROOM,
    "noise at -20 dB": {"snr_db": 20.0},
    "noise at -10 dB": {"snr_db": 10.0},
    "44.1 kHz": ROOM | {"rate": 44_100},
    "48 kHz": ROOM | {"rate": 48_000},
    "client 18 dB lower": ROOM | {"client_gain_db": -18.0},
    "clocks 100 ppm apart": ROOM | {"drift_ppm": 100.0},
    "6 dropouts a minute": ROOM | {"dropouts_per_minute": 6.0},
    "4 coughs a minute": ROOM | {"sounds_per_minute": 4.0},
    "bleed at -20 dB": ROOM | {"bleed_db": -20.0},
    "bleed at -12 dB": ROOM | {"bleed_db": -12.0},
    "echo at -20 dB": ROOM | {"echo_db": -20.0},
}


@dataclass(frozen=True)
class Outcome:
    """One scene's score, and for each interruption that was found the seconds until it was shown."""

    score: Score
    delays_s: list[float]


def measure(seeds: int, minutes: float, detector: sessions.Detector) -> Report:
    """A row for each condition, over all seeds together."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "scene.wav")
        rows = [
            _row(name, [_outcome(path, made, detector) for made in _scenes(seeds, minutes, faults)])
            for name, faults in CONDITIONS.items()
        ]
    conditions = {"hearing": detector, "seeds": seeds, "minutes each": minutes, "voices": "espeak-ng"}
    return Report("accuracy", conditions, rows)


def _scenes(seeds: int, minutes: float, faults: Mapping[str, float]) -> list[Scene]:
    return [scene(seed, minutes, **faults) for seed in range(1, seeds + 1)]


def _outcome(path: Path, made: Scene, detector: sessions.Detector) -> Outcome:
    made.write(path)
    analysis = msgspec.to_builtins(app.analyze(app.Request(path), sessions.settings(detector)))
    return Outcome(score(made.truth, analysis), _delays(made.truth, analysis))


def _delays(truth: Truth, analysis: Mapping[str, Any]) -> list[float]:
    called = {
        TrueEvent(each["kind"], Channel(each["by"]), each["start_s"], each["end_s"]): each["reported_at_s"]
        for each in analysis["events"]
        if each["kind"] in INTERRUPTIONS
    }
    found = pairs(truth.of(*TRUE_INTERRUPTIONS), list(called))
    return [called[call] - true.start for true, call in found]


def _row(condition: str, outcomes: Sequence[Outcome]) -> Row:
    scores = [outcome.score for outcome in outcomes]
    delays = [delay for outcome in outcomes for delay in outcome.delays_s]
    therapist, client = (_pooled([each.interruptions[channel] for each in scores]) for channel in Channel)
    return {
        "condition": condition,
        "share error pp": _mean([each.share_error_pp for each in scores]),
        "missed %": _mean([100 * part for each in scores for part in each.missed.values()]),
        "false alarm %": _mean([100 * part for each in scores for part in each.false_alarm.values()]),
        "F1 therapist": round(therapist.f1, 3),
        "precision": round(therapist.precision, 3),
        "recall": round(therapist.recall, 3),
        "F1 client": round(client.f1, 3),
        "outcome right %": _mean([100 * each.outcomes_right for each in scores]),
        "nods called %": _mean([100 * each.backchannels_called for each in scores]),
        "delay p50 s": round(float(np.median(delays)), 2) if delays else None,
        "delay p90 s": round(float(np.percentile(delays, 90)), 2) if delays else None,
    }


def _pooled(found: Sequence[Found]) -> Found:
    return Found(*(sum(getattr(each, name) for each in found) for name in ("hits", "extra", "missed")))


def _mean(values: Sequence[float]) -> float:
    return round(float(np.mean(values)), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--detector", choices=sessions.DETECTORS, default="silero")
    measure(**vars(parser.parse_args())).print()


if __name__ == "__main__":
    main()

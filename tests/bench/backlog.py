"""How late words come with models of each size on machines of each speed, simulated.

    python -m tests.bench.backlog [--minutes 20] [--seed 1]

Two people talk; the policy is the product's own, and a decode takes what it took on one core of an
AMD EPYC with weights of the model's shape (int8, one thread): the encoder per 30 s window, each
token greedily and with a beam of 5, and the alignment of 30 tokens.  `cores` divides all of it.
"""

import argparse
import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from monitor import config
from monitor.conversation.timeline import SAMPLE_RATE, Channel, seconds
from monitor.engine.backlog import Assignment, Backlog
from monitor.engine.utterances import Cut
from tests.bench.report import Report, Row
from tests.engine.decoding import Simulated, cut

HEARING_LAG_S = 0.29
WINDOW_S = 30.0
TOKENS_PER_S, TOKENS_AT_LEAST = 4.0, 4.0
CORES = (1.0, 2.0, 3.2)
"""How many times one core's speed: 3.2 is about what four cores give."""
PAD_S = 0.3
OVERLAP_SHORT_S = 1.2


@dataclass(frozen=True)
class Shape:
    """What a model costs, in seconds on one core."""

    encode: float
    greedy_token: float
    beam_token: float
    align_30: float


SHAPES = {
    "tiny": Shape(0.63, 0.008, 0.014, 0.08),
    "base": Shape(1.25, 0.014, 0.021, 0.12),
    "small": Shape(4.38, 0.043, 0.072, 0.53),
}


def measure(minutes: float, seed: int) -> Report:
    settings = config.load()
    partial_s = settings.decoding.partial_window_min_s
    rows = []
    for name, shape in SHAPES.items():
        for cores in CORES:
            session = Simulated(Backlog(settings.backlog, "en"), cost(shape, cores, partial_s))
            session.lag_s = HEARING_LAG_S
            said = conversation(minutes * 60, random.Random(seed))
            session.run(said, minutes * 60 + 600, step_s=0.05)
            rows.append(_row(f"{name}, {cores:g} cores", session, minutes))
    return Report("backlog", {"minutes": minutes, "seed": seed}, rows)


def cost(shape: Shape, cores: float, partial_window_s: float) -> Callable[[Assignment], float]:
    """Seconds for one assignment; a partial's window is as long as its sound, or `partial_window_s`."""

    def of(assignment: Assignment) -> float:
        voiced_s = sum(seconds(each.length) for each in assignment.job.voiced)
        tokens = TOKENS_PER_S * voiced_s + TOKENS_AT_LEAST
        if assignment.partial:
            share = max(partial_window_s, len(assignment.job.audio) / SAMPLE_RATE) / WINDOW_S
            return (shape.encode * share + tokens * shape.greedy_token) / cores
        token = shape.greedy_token if assignment.job.beam == 1 else shape.beam_token
        return (shape.encode + tokens * (token + shape.align_30 / 30)) / cores

    return of


def conversation(length_s: float, dice: random.Random) -> list[tuple[Cut, bool]]:
    """The client says most; the other nods into a quarter of what is said.  Each with whether it overlaps."""
    said: list[tuple[Channel, float, float]] = []
    at = 1.0
    while at < length_s - 20:
        client = dice.random() < 0.65
        speaker = Channel.CLIENT if client else Channel.THERAPIST
        for _ in range(dice.randint(1, 4 if client else 2)):
            spoken_s = dice.uniform(1.5, 9.0)
            said.append((speaker, at, at + spoken_s))
            if dice.random() < 0.25:
                nod = at + dice.uniform(0.3, 0.8) * spoken_s
                said.append((speaker.other, nod, nod + 0.5))
            at += spoken_s + dice.uniform(0.45, 0.9)
        at += dice.uniform(0.2, 1.5) if dice.random() < 0.8 else dice.uniform(4.0, 9.0)
    return [(cut(who, start, end, PAD_S), end - start < OVERLAP_SHORT_S) for who, start, end in _parted(said)]


def _parted(said: list[tuple[Channel, float, float]]) -> list[tuple[Channel, float, float]]:
    """Without what would run into an utterance of the same channel."""
    ends = dict.fromkeys(Channel, -1.0)
    parted = []
    for who, start, end in sorted(said, key=lambda each: each[1]):
        if start > ends[who] + 0.45:
            parted.append((who, start, end))
            ends[who] = end
    return parted


def _row(name: str, session: Simulated, minutes: float) -> Row:
    finals = [(now - seconds(final.utterance.end), final) for now, final in session.finals]
    late = np.array([lag for lag, final in finals if not final.missing])
    short = np.array(
        [lag for lag, final in finals if final.utterance.end - final.utterance.start <= SAMPLE_RATE]
    )
    return {
        "model": name,
        "busy": round(sum(session.cost_s(each) for each in session.assignments) / (minutes * 60), 2),
        "final_median_s": round(float(np.median(late)), 2),
        "final_p95_s": round(float(np.percentile(late, 95)), 2),
        "final_worst_s": round(float(late.max()), 2),
        "short_median_s": round(float(np.median(short)), 2),
        "partials_a_minute": round(len(session.partials) / minutes, 1),
        "utterances": len(finals),
        "not_transcribed": len(finals) - len(late),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    measure(**vars(parser.parse_args())).print()


if __name__ == "__main__":
    main()

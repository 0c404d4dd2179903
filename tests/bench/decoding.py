"""What decoding costs with the demo model, and what the thread that hears feels of it.

    python -m tests.bench.decoding [--utterances 40] [--seconds 30]

The first rows: utterances of the demo's grammar, decoded one by one in this process on one thread.
The others: how late a tick of 20 ms comes in the main thread, at rest, while a thread of this
process decodes merged utterances without pause, and while the process that the product uses does;
by turns, since other programs disturb all three.
"""

import argparse
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from monitor.speech.recogniser import Decoded, Job, Recogniser
from monitor.speech.remote import RemoteRecogniser
from monitor.speech.whisper import Whisper
from tests.bench.machine import spending
from tests.bench.report import Report, Row, figure
from tests.demo_model.grammar import sentence
from tests.speech.spoken import CLIENT, MODEL, THERAPIST, decoding, guards, spoken

TICK_S = 0.02
ROUNDS, MERGED = 5, 4
"""Turns of each, and sentences in a merged utterance."""
SETTINGS = decoding(device="cpu", cpu_threads=1)


def measure(utterances: int, length_s: float) -> Report:
    """Cost per utterance, then lateness."""
    draw = random.Random(1)
    jobs = [_job(draw, 1) for _ in range(utterances)]
    here = Whisper(MODEL, SETTINGS, guards(), frozenset())
    rows = [*_costs("final", here.final, jobs), *_costs("partial", here.partial, jobs)]
    there = RemoteRecogniser(MODEL, frozenset(), SETTINGS, guards())
    merged = [_job(draw, MERGED) for _ in range(ROUNDS)]
    there.final(merged[0])
    decoders: dict[str, Recogniser] = {"a thread decodes": here, "the process decodes": there}
    late_s: dict[str, list[float]] = {name: [] for name in ("at rest", *decoders)}
    for _ in range(ROUNDS):
        late_s["at rest"] += _lateness(length_s / ROUNDS)
        for name, recogniser in decoders.items():
            with _without_pause(recogniser, merged):
                late_s[name] += _lateness(length_s / ROUNDS)
    there.close()
    rows += [row for name, found in late_s.items() for row in _late(name, found)]
    return Report("decoding", {"model": "demo", "utterances": utterances, "threads": 1}, rows)


def _job(draw: random.Random, sentences: int) -> Job:
    texts = [" ".join(sentence(draw, unseen=True)) for _ in range(sentences)]
    return spoken(*texts, voice=draw.choice((CLIENT, THERAPIST)), gap_s=0.4)[0]


def _costs(name: str, decode: Callable[[Job], Decoded], jobs: Sequence[Job]) -> list[Row]:
    decode(jobs[0])
    with spending() as spent:
        for job in jobs:
            decode(job)
    sound_s = sum(len(job.audio) for job in jobs) / 16_000
    return [
        figure(f"{name}: processor time of an utterance", 1000 * spent.cpu_s / len(jobs), "ms"),
        figure(f"{name}: time of an utterance", 1000 * spent.wall_s / len(jobs), "ms"),
        figure(f"{name}: processor time per second of sound", 1000 * spent.cpu_s / sound_s, "ms"),
    ]


@contextmanager
def _without_pause(recogniser: Recogniser, jobs: Sequence[Job]) -> Iterator[None]:
    """Finals, one after another, as long as the body lasts."""
    over = threading.Event()

    def decode() -> None:
        while not over.is_set():
            for job in jobs:
                recogniser.final(job)

    thread = threading.Thread(target=decode)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _lateness(length_s: float) -> list[float]:
    """How late each tick comes; it does a little with numpy, as the thread that hears does."""
    late_s: list[float] = []
    block, began = np.zeros((320, 2), np.float32), time.perf_counter()
    for number in range(1, max(2, round(length_s / TICK_S))):
        time.sleep(max(0.0, began + number * TICK_S - time.perf_counter()))
        late_s.append(time.perf_counter() - began - number * TICK_S)
        np.abs(np.fft.rfft(block, axis=0)).sum()
    return late_s


def _late(name: str, late_s: Sequence[float]) -> list[Row]:
    shares = {"p50": 50.0, "p99": 99.0, "p99.9": 99.9, "at most": 100.0}
    return [
        figure(f"{name}: a tick is late by, {which}", 1000 * float(np.percentile(late_s, share)), "ms")
        for which, share in shares.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--utterances", type=int, default=40)
    parser.add_argument("--seconds", dest="length_s", type=float, default=30.0)
    measure(**vars(parser.parse_args())).print()


if __name__ == "__main__":
    main()

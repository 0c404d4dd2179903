"""What decoding costs with the demo model, and what the thread that hears feels of it.

    python -m tests.bench.decoding [--utterances 40] [--seconds 20]

The first rows: utterances of the demo's grammar, decoded one by one in this process on one thread.
The others: how late a tick of 20 ms comes in the main thread, at rest, while a thread of this
process decodes without pause, and while the process that the product uses does.
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
SETTINGS = decoding(device="cpu", cpu_threads=1)


def measure(utterances: int, length_s: float) -> Report:
    """Cost per utterance, then lateness."""
    draw = random.Random(1)
    jobs = [
        spoken(" ".join(sentence(draw, unseen=True)), voice=draw.choice((CLIENT, THERAPIST)))[0]
        for _ in range(utterances)
    ]
    here = Whisper(MODEL, SETTINGS, guards(), frozenset())
    there = RemoteRecogniser(MODEL, frozenset(), SETTINGS, guards())
    there.final(jobs[0])
    rows = [*_costs("final", here.final, jobs), *_costs("partial", here.partial, jobs)]
    rows += _lateness("at rest", length_s)
    busy: dict[str, Recogniser] = {"a thread decodes": here, "the process decodes": there}
    for name, recogniser in busy.items():
        with _without_pause(recogniser, jobs) as done:
            rows += _lateness(name, length_s)
        rows.append(figure(f"{name}: utterances meanwhile", len(done), ""))
    there.close()
    return Report("decoding", {"model": "demo", "utterances": utterances, "threads": 1}, rows)


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
def _without_pause(recogniser: Recogniser, jobs: Sequence[Job]) -> Iterator[list[Decoded]]:
    """Finals, one after another, as long as the body lasts; it gets those that are done."""
    over, done = threading.Event(), list[Decoded]()

    def decode() -> None:
        while not over.is_set():
            done.append(recogniser.final(jobs[len(done) % len(jobs)]))

    thread = threading.Thread(target=decode)
    thread.start()
    try:
        yield done
    finally:
        over.set()
        thread.join()


def _lateness(name: str, length_s: float) -> list[Row]:
    """How late the ticks come; each does a little with numpy, as the thread that hears does."""
    late_s: list[float] = []
    block, began = np.zeros((320, 2), np.float32), time.perf_counter()
    for number in range(1, round(length_s / TICK_S)):
        time.sleep(max(0.0, began + number * TICK_S - time.perf_counter()))
        late_s.append(time.perf_counter() - began - number * TICK_S)
        np.abs(np.fft.rfft(block, axis=0)).sum()
    p50, p99, most = (1000 * float(np.percentile(late_s, share)) for share in (50, 99, 100))
    return [
        figure(f"{name}: a tick is late by, p50", p50, "ms"),
        figure(f"{name}: a tick is late by, p99", p99, "ms"),
        figure(f"{name}: a tick is late by, at most", most, "ms"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--utterances", type=int, default=40)
    parser.add_argument("--seconds", dest="length_s", type=float, default=20.0)
    measure(**vars(parser.parse_args())).print()


if __name__ == "__main__":
    main()

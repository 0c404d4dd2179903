"""Whether words cost as much after half an hour of one voice without a pause as at its beginning.

    python -m tests.bench.monologue [--minutes 30]

The client says the same minute over and over, in the demo model's vocabulary and a voice that it
knows, and never pauses for longer than 0.15 s, so that every utterance must be cut.  Hearing, cutting,
backlog, partials and recogniser are the product's; the session has a clock of its own (see
tests.bench.noted_words).  The last minute is heard side by side, second by second, with the first of a
fresh session, so that whatever else the machine does falls on both.  Cost is processor time of the
process that decodes (where the system tells it: Linux; else the time of its answers).
"""

import argparse
import random

import numpy as np

from monitor import places
from monitor.config import load
from monitor.conversation.timeline import SAMPLE_RATE, seconds
from tests.bench.machine import PROC, memory_mb, status_mb
from tests.bench.noted_words import OwnClock, own_clock
from tests.bench.report import Report, Row, figure
from tests.demo_model.grammar import CLIENT, filled
from tests.scenes.faults import noise
from tests.scenes.scene import Recording, as_int16
from tests.scenes.voice import Signal, Voice, say

SEED = 1
SPEAKER = Voice("gmw/en-US+f2")
PAUSE_S = 0.15
SNR_DB = 40.0
LIMIT = 1.10


def measure(minutes: float) -> Report:
    """One shorter than three minutes is measured in thirds instead."""
    part_s = min(60.0, 20 * minutes)
    count = round(60 * minutes / part_s)
    spoken = monologue(part_s)
    settings = load(places.config_dir() / "default.toml")
    with own_clock(settings) as old, own_clock(settings) as fresh:
        held = []
        for _ in range(count - 1):
            old.feed(spoken)
            held.append(_memory(old))
        before = old.decoded_s
        for first in range(0, len(spoken), SAMPLE_RATE):
            for session in (fresh, old):
                session.feed(spoken[first : first + SAMPLE_RATE])
        first_s, last_s = fresh.decoded_s / part_s, (old.decoded_s - before) / part_s
        held.append(_memory(old))
        old.finish()
    part = "minute" if part_s == 60 else "third"
    rows = [
        figure(f"{part} 1: a second of speech costs", first_s, "s"),
        figure(f"{part} {count}: a second of speech costs", last_s, "s"),
        figure(f"{part} {count} by {part} 1", last_s / first_s, "times", f"at most {LIMIT}"),
        *_grown(held, part),
        *_course(old),
    ]
    return Report("monologue", {"minutes": minutes, "voice": SPEAKER.name, "pauses": f"{PAUSE_S} s"}, rows)


def monologue(length_s: float) -> Recording:
    """Speech of the client's without a pause, beside which the therapist says nothing."""
    draw, length = random.Random(SEED), round(length_s * SAMPLE_RATE)
    parts: list[Signal] = []
    while sum(map(len, parts)) < length:
        said = say(filled(draw.choice(CLIENT), draw), SPEAKER)
        for start, end in said.speech:
            parts += [said.sound[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)], _pause()]
    both = np.zeros((length, 2), np.float32)
    both[:, 1] = np.concatenate(parts)[:length]
    return as_int16(noise(both, SNR_DB, np.random.default_rng(SEED)))


def _pause() -> Signal:
    return np.zeros(round(PAUSE_S * SAMPLE_RATE), np.float32)


def _memory(session: OwnClock) -> tuple[float | None, float | None]:
    """What the process that decodes holds, and this one."""
    decoding = session.recogniser.pid
    return (status_mb("VmRSS", decoding) if decoding and PROC.exists() else None), memory_mb()


def _grown(held: list[tuple[float | None, float | None]], part: str) -> list[Row]:
    """From the second minute on: by then all that is loaded once has been."""
    rows = []
    for name, early, late in zip(
        ("the process that decodes", "this process"), held[1], held[-1], strict=True
    ):
        if early is not None and late is not None:
            rows.append(figure(f"{name} holds, in the end", late, "MB"))
            rows.append(figure(f"{name}: more than in {part} 2", late - early, "MB"))
    return rows


def _course(session: OwnClock) -> list[Row]:
    noted = session.noted
    minutes = noted.length_s / 60
    late = [at - seconds(final.utterance.end) for at, final in noted.finals]
    spoken = [seconds(final.utterance.end - final.utterance.start) for _, final in noted.finals]
    return [
        figure("utterances, a minute", len(late) / minutes, ""),
        figure("the longest", max(spoken), "s"),
        figure("partials, a minute", len(noted.partials) / minutes, ""),
        figure("final text after an utterance's end, median", float(np.median(late)), "s"),
        figure("final text after an utterance's end, worst", max(late), "s"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30.0)
    measure(**vars(parser.parse_args())).print()


if __name__ == "__main__":
    main()

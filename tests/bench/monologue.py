"""Whether words cost as much after half an hour of one voice without a pause as at its beginning.

    python -m tests.bench.monologue [--minutes 30]

The client says the same over and over, for about a minute a time, in the demo model's vocabulary and a
voice that it knows, and never pauses for longer than 0.15 s, so that every utterance must be cut.  What
is repeated ends with such a cut: each time has the same utterances.  Hearing, cutting, backlog, partials
and recogniser are the product's; the session has a clock of its own (see tests.bench.noted_words).  The
last time, and two more, are heard side by side with the first of fresh sessions, half a second by half a
second, so that whatever else the machine does falls on both.  Cost is processor time of the process
that decodes (where the system tells it: Linux; else the time of its answers).
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from monitor import places
from monitor.config import Settings, load
from monitor.conversation.timeline import SAMPLE_RATE, seconds, to_samples
from monitor.conversation.transcript import Final
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
LONGEST_S = 16.0
"""An utterance is cut before it is as long."""
TURN = SAMPLE_RATE // 2
LEAD = 2 * SAMPLE_RATE
"""What is counted begins and ends so late, for the last utterance is decoded after its end."""
PAIRS = 3


def measure(minutes: float) -> Report:
    """One shorter than three minutes is measured in thirds instead."""
    part_s = min(60.0, 20 * minutes)
    count = round(60 * minutes / part_s)
    settings = load(places.config_dir() / "default.toml")
    spoken = whole_utterances(monologue(part_s + 2 * LONGEST_S), part_s, settings)
    said_s, course = len(spoken) / SAMPLE_RATE, Course()
    first, last = Spent(), Spent()
    with own_clock(settings) as old:
        for _ in range(count - 1):
            old.feed(spoken)
            course.note(old)
        for _ in range(PAIRS):
            _side_by_side(old, spoken, settings, (first, last))
            course.note(old)
    part = "minute" if part_s == 60 else "third"
    late, each_s = f"{part} {count}", PAIRS * said_s
    rows = [
        figure(f"{part} 1: a second of speech costs", first.cost_s / each_s, "s"),
        figure(f"{late}: a second of speech costs", last.cost_s / each_s, "s"),
        figure(f"{late} by {part} 1", last.cost_s / first.cost_s, "times", f"at most {LIMIT}"),
        figure(f"{late} by {part} 1: how often is decoded", last.decodes / first.decodes, "times"),
        *course.rows(said_s * (len(course.own_mb) + PAIRS) / 60, part),
    ]
    conditions = {"times": count, "each": f"{said_s:.1f} s", "voice": SPEAKER.name, "pauses": f"{PAUSE_S} s"}
    return Report("monologue", conditions, rows)


def whole_utterances(sound: Recording, about_s: float, settings: Settings) -> Recording:
    """As many of the sound's first utterances as there are in about so long."""
    with own_clock(settings) as session:
        session.feed(sound)
        starts = [final.utterance.start for _, final in session.noted.finals]
    return sound[: max(start for start in starts if start <= max(starts[1], to_samples(about_s)))]


@dataclass
class Spent:
    """Seconds of decoding, and how often something was decoded."""

    cost_s: float = 0.0
    decodes: int = 0

    def add(self, session: OwnClock, sign: int) -> None:
        self.cost_s += sign * session.decoded_s
        self.decodes += sign * session.decodes


def _side_by_side(old: OwnClock, spoken: Recording, settings: Settings, spent: Sequence[Spent]) -> None:
    """Add what it costs a fresh session, and the old one; the latter then is where the next time begins."""
    with own_clock(settings) as fresh:
        sessions = (fresh, old)
        _in_turns(sessions, spoken[:LEAD])
        for session, of in zip(sessions, spent, strict=True):
            of.add(session, -1)
        _in_turns(sessions, np.concatenate([spoken[LEAD:], spoken[:LEAD]]))
        for session, of in zip(sessions, spent, strict=True):
            of.add(session, 1)
    old.feed(spoken[LEAD:])


def _in_turns(sessions: Sequence[OwnClock], sound: Recording) -> None:
    for number, first in enumerate(range(0, len(sound), TURN)):
        for session in sessions[:: -1 if number % 2 else 1]:
            session.feed(sound[first : first + TURN])


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


@dataclass
class Course:
    """What was seen of a session; what it notes is forgotten, for its memory is measured."""

    utterances: list[Final] = field(default_factory=list)
    late_s: list[float] = field(default_factory=list)
    partials: int = 0
    decoding_mb: list[float | None] = field(default_factory=list)
    own_mb: list[float | None] = field(default_factory=list)

    def note(self, session: OwnClock) -> None:
        noted, decoding = session.noted, session.recogniser.pid
        self.late_s += [at - seconds(final.utterance.end) for at, final in noted.finals]
        self.utterances += [final for _, final in noted.finals]
        self.partials += len(noted.partials)
        noted.finals.clear()
        noted.partials.clear()
        self.decoding_mb.append(status_mb("VmRSS", decoding) if decoding and PROC.exists() else None)
        self.own_mb.append(memory_mb())

    def rows(self, minutes: float, part: str) -> list[Row]:
        longest = max(final.utterance.end - final.utterance.start for final in self.utterances)
        return [
            *_grown("the process that decodes", self.decoding_mb, part),
            *_grown("the session", self.own_mb, part),
            figure("utterances, a minute", len(self.utterances) / minutes, ""),
            figure("the longest", seconds(longest), "s"),
            figure("partials, a minute", self.partials / minutes, ""),
            figure("final text after an utterance's end, median", float(np.median(self.late_s)), "s"),
            figure("final text after an utterance's end, worst", max(self.late_s), "s"),
        ]


def _grown(what: str, held: list[float | None], part: str) -> list[Row]:
    """From the second minute on: by then all that is loaded once has been."""
    early, late = held[1], held[-1]
    if early is None or late is None:
        return []
    return [
        figure(f"{what} holds, in the end", late, "MB"),
        figure(f"{what} holds more than in {part} 2", late - early, "MB"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30.0)
    measure(**vars(parser.parse_args())).print()


if __name__ == "__main__":
    main()

"""Kill a program that writes a session, and compare what is left with what it was handed."""

import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from monitor.conversation.events import Turn
from monitor.conversation.timeline import Channel, Samples, Segment, seconds
from monitor.store.entries import Ended, Entry, Shown
from monitor.store.file import SessionFile
from tests.store.killed import library
from tests.store.staging import DELAY, SECOND, blocks, decoded, happening

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Left:
    """`problems` of what is left; `lost_s` against what was handed over, and by the clock."""

    problems: list[str]
    heard_s: float
    lost_s: float
    lost_by_clock_s: float


def kill_once(folder: Path, after_s: float, paced: bool) -> Left:
    """Write for `after_s` once it has begun, kill -9, recover, compare."""
    command = [sys.executable, "-m", "tests.store.killed", str(folder), "paced" if paced else "unpaced"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        began_s = float(program.stdout.readline().split()[1])
        time.sleep(after_s)
        killed_s = time.monotonic()
        program.kill()
        handed = [int(line.split()[1]) for line in program.stdout.read().splitlines() if line.endswith(b"0")]
    return _left(folder, max(handed, default=0), killed_s - began_s)


def _left(folder: Path, handed: Samples, ran_s: float) -> Left:
    kept = library(folder)
    kept.tidy()
    (card,) = kept.unfinished()
    kept.recover(card.id)
    problems = kept.verify(card.id)
    with kept.open(card.id) as file:
        kept_until = min(max((piece.end for piece in file.pieces(c)), default=0) for c in Channel)
        problems += _differences(file, kept_until, handed)
    lost = (seconds(handed - kept_until), ran_s - seconds(kept_until))
    return Left(problems, seconds(kept_until), *lost)


def _differences(file: SessionFile, kept_until: Samples, handed: Samples) -> list[str]:
    """Whatever is not exactly the beginning of what was handed over."""
    length = -(-handed // SECOND) + 1
    logged = [entry for entry in file.entries() if not isinstance(entry, Ended)]
    happened = [entry for second in range(length) for entry in _entries(second)]
    told = (handed - SECOND) // SECOND  # seconds that had ended a second before the kill
    least = sum(len(_entries(second)) for second in range(told))
    finals = list(file.finals())
    sound = np.concatenate([block for second in range(length) for _at, block in blocks(second)])
    found = []
    if logged != happened[: len(logged)] or len(logged) < least:
        found.append(f"{len(logged)} entries are not the beginning of what happened, at least {least}")
    if finals != [decoded(second) for second in range(len(finals))] or len(finals) < told:
        found.append("the words are not the beginning of what was said")
    if not np.array_equal(file.sound(Segment(0, kept_until)), sound[:kept_until]):
        found.append("the sound is not the beginning of what was heard")
    return found


def _entries(second: int) -> list[Entry]:
    speech, events = happening(second)
    return [*speech, *(e if isinstance(e, Turn) else Shown(e, e.known_at + DELAY) for e in events)]


def moments(count: int, longest_s: float, seed: int) -> list[float]:
    """Random times to kill at."""
    chance = random.Random(seed)
    return [chance.uniform(0.0, longest_s) for _ in range(count)]

"""What a kill costs, how large and how steady a long session is, how long a list takes, what forgers reach.

    python -m tests.bench.store [--kills 200] [--mutants 5000] [--hours 8] [--sessions 1000]

The kills are on the disk that holds temporary files, in real time; the rest is in memory where the
system has such a folder, so that it measures us and not the disk.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import keyring

from monitor import document, places
from monitor.config import load
from monitor.conversation.events import Event, Speech, SpeechEnded, SpeechStarted
from monitor.conversation.record import Record
from monitor.conversation.session import Session
from monitor.conversation.timeline import Channel, Samples, to_samples
from monitor.export.analysis import Setting, analysis
from monitor.metrics.figures import Figures
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.store.masters import KeyringPlace
from monitor.store.vault import Vault
from monitor.store.writer import SessionWriter
from tests.bench.machine import alone, memory_mb
from tests.bench.report import Report, Row, figure
from tests.config_mutants import refusal
from tests.store.killing import Left, kill_once, moments
from tests.store.mutants import forge, mutated, read_all
from tests.store.staging import DELAY, InMemory, begin, finish, talk

AT_ONCE = 3
LONGEST_KILL_S = 3.0
STEP_S = 0.5
IN_MEMORY = Path("/dev/shm")
DEAF = document.ChannelIntegrity(None, None, None, None, None, 0.0, [])


@contextmanager
def library() -> Iterator[Library]:
    """An empty one, in memory where that can be."""
    keyring.set_keyring(InMemory())
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as name:
        folder = Path(name, "sessions")
        yield Library(folder, Vault(folder, KeyringPlace()))


def kills(count: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(AT_ONCE) as pool:
        folders = [Path(name, str(number)) for number in range(count)]
        left: list[Left] = list(
            pool.map(kill_once, folders, moments(count, LONGEST_KILL_S, seed=1), [True] * count)
        )
    whole = [each for each in left if not each.problems]
    return [
        figure("killed: opened whole, nothing twice", len(whole), "files", f"{count}"),
        figure("killed: most lost of what was handed over", max(each.lost_s for each in left), "s", "1"),
        figure("killed: most lost by the clock", max(each.lost_by_clock_s for each in left), "s", "1"),
    ]


def mutants(count: int) -> list[Row]:
    """Half of them changed from outside, half forged with the key; any error but a StoreError ends this."""
    with library() as kept:
        writer = begin(kept, Keep.AUDIO)
        finish(writer, talk(writer, 3), 3, b'{"duration_s": 3, "words": ["x"]}')
        path, (key,) = kept.folder / f"{writer.id}.session", kept.vault.keys(writer.id)
        content, around = path.read_bytes(), (kept.folder / f"{writer.id}.key").read_bytes()
        refused, longest_s = 0, 0.0
        for seed in range(count):
            path.write_bytes(mutated(content, seed) if seed % 2 else content)
            if not seed % 2:
                forge(path, key, seed)
            began = time.perf_counter()
            refused += bool(read_all(kept, writer.id) + kept.verify(writer.id))
            longest_s = max(longest_s, time.perf_counter() - began)
        untouched = (kept.folder / f"{writer.id}.key").read_bytes() == around
        strays = len(list(kept.folder.iterdir())) - 2
    return [
        figure("mutants: survived", count, "files", f"{count}"),
        figure("mutants: refused in words", refused, "files"),
        figure("mutants: longest to read and verify", longest_s, "s"),
        figure("mutants: other files touched or left", strays + (not untouched), "files", "0"),
    ]


def settings_mutants(count: int) -> list[Row]:
    """Configuration files; any error but a ConfigError ends this."""
    refused, longest_s = 0, 0.0
    with tempfile.TemporaryDirectory() as name:
        for seed in range(count):
            began = time.perf_counter()
            refused += bool(refusal(Path(name, "own.toml"), seed))
            longest_s = max(longest_s, time.perf_counter() - began)
    return [
        figure("mutants of settings: survived", count, "files", f"{count}"),
        figure("mutants of settings: refused in words", refused, "files"),
        figure("mutants of settings: longest to read", longest_s, "s"),
    ]


def long_session(hours: float) -> list[Row]:
    """Numbers only, through the real conversation, with the analysis at the end."""
    with library() as kept:
        writer = begin(kept, Keep.NUMBERS)
        before_mb, after_mb, cpu_s = _live(writer, hours)
        path = kept.folder / f"{writer.id}.session"
        size_mb = path.stat().st_size / 1e6
        problems = kept.verify(writer.id)
        with kept.open(writer.id) as file:
            entries = sum(1 for _ in file.entries())
    rows = [
        figure("long session: file, numbers only", size_mb, "MB", "2 for 8 h"),
        figure("long session: entries", entries, ""),
        figure("long session: found wrong", len(problems), "", "0"),
        figure("long session: writing takes, an hour", cpu_s / hours, "s of processor"),
    ]
    if before_mb is not None and after_mb is not None:
        rows.append(figure("long session: writer's memory grows by", after_mb - before_mb, "MB", "5"))
    return rows


def _live(writer: SessionWriter, hours: float) -> tuple[float | None, float | None, float]:
    """Memory after ten minutes (or a third) and at the end, of the writer; seconds that it took.

    The conversation is run ahead, so that its own memory is there from the beginning.
    """
    happened, closing = _conversation(hours)
    steps = int(hours * 3600 / STEP_S)
    before_mb, settled = None, min(int(600 / STEP_S), steps // 3)
    cpu_s = 0.0
    for number, (speech, events) in enumerate(happened):
        until_s = (number + 1) * STEP_S
        began = time.thread_time()
        writer.reach(to_samples(until_s))
        writer.note(speech, events, DELAY)
        writer.tick(until_s)
        cpu_s += time.thread_time() - began
        if number == settled:
            before_mb = memory_mb()
    after_mb = memory_mb()
    writer.finish(to_samples(steps * STEP_S), closing)
    writer.tick(1e9)
    return before_mb, after_mb, cpu_s


def _conversation(hours: float) -> tuple[list[tuple[list[Speech], list[Event]]], bytes]:
    settings = load(places.config_dir() / "default.toml")
    session, figures, record = Session(settings.conversation), Figures(settings.conversation), Record()
    spoken = _spoken(to_samples(hours * 3600))
    happened = []
    for number in range(int(hours * 3600 / STEP_S)):
        until = to_samples((number + 1) * STEP_S)
        speech = []
        while spoken and spoken[-1].at <= until:
            speech.append(spoken.pop())
        events = session.advance(until, speech)
        figures.advance(until, speech, events)
        record.note(speech, events, DELAY)
        happened.append((speech, events))
    end = to_samples(int(hours * 3600 / STEP_S) * STEP_S)
    last = session.finish(end)
    record.note([], last, DELAY)
    record.finish(end)
    happened[-1][1].extend(last)
    heard = document.Integrity(DEAF, DEAF, None, [])
    setting = Setting(["Headset"], settings.tables, heard, {})
    return happened, document.encode(analysis(record, figures, setting))


def _spoken(duration: Samples) -> list[Speech]:
    """Two who talk: turns of one to six stretches of speech, gaps, overlaps, nods; the last first."""
    chance = random.Random(8)
    spoken: list[Speech] = []
    free = dict.fromkeys(Channel, 0)
    now, who = to_samples(1), Channel.CLIENT

    def say(channel: Channel, start: Samples, length_s: float) -> Samples:
        first = max(start, free[channel] + to_samples(0.2))
        last = first + to_samples(length_s)
        if last < duration - to_samples(1):
            spoken.extend([SpeechStarted(channel, first), SpeechEnded(channel, last)])
        free[channel] = last
        return last

    while now < duration:
        for _ in range(chance.randint(1, 6)):
            start = now + to_samples(chance.uniform(0.2, 0.9))
            now = say(who, start, chance.lognormvariate(0.4, 0.6))
            if chance.random() < 0.15:
                say(who.other, start + to_samples(0.5), chance.uniform(0.2, 0.6))
        who = who.other
        now = max(0, now + to_samples(chance.gauss(0.0, 0.5)))
        if chance.random() < 0.03:
            now += to_samples(chance.uniform(3, 12))
    return sorted(spoken, key=lambda each: (each.at, isinstance(each, SpeechStarted)), reverse=True)


def listing(count: int) -> list[Row]:
    with library() as kept:
        for number in range(count):
            writer = begin(kept, Keep.NUMBERS, started_at=1_760_000_000 + number)
            writer.finish(to_samples(1), b"{}")
            writer.tick(0.0)
        began = time.perf_counter()
        cards = kept.cards()
        first_s = time.perf_counter() - began
        began = time.perf_counter()
        kept.cards()
        again_s = time.perf_counter() - began
    readable = sum(card.state == "finished" for card in cards)
    return [
        figure("list: sessions", readable, "", f"{count}"),
        figure("list: first time", first_s, "s", "1 for 1000"),
        figure("list: again", again_s, "s", "1 for 1000"),
    ]


def measure(kills_count: int, mutants_count: int, hours: float, sessions: int) -> Report:
    rows = [*kills(kills_count), *mutants(mutants_count), *settings_mutants(mutants_count)]
    rows += [*alone(long_session, hours), *alone(listing, sessions)]
    conditions = {"kills": kills_count, "mutants": mutants_count, "hours": hours, "sessions": sessions}
    return Report("store", conditions, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--mutants", type=int, default=5000)
    parser.add_argument("--hours", type=float, default=8.0)
    parser.add_argument("--sessions", type=int, default=1000)
    wanted = parser.parse_args()
    measure(wanted.kills, wanted.mutants, wanted.hours, wanted.sessions).print()


if __name__ == "__main__":
    main()

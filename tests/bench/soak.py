"""A session for as long as a therapist's day is hard: does it stay steady, and tell every gap?

    python -m tests.bench.soak [--minutes 60] [--every-s 300] [--sample-s 10] [--words]

Needs Linux and PulseAudio: a conversation is played into a virtual sound card, over and over, and
`session-monitor live` listens to it as two devices, its overlay drawn off screen, keeping nothing;
with --words the demo's model writes them down.
Every so often something happens to the card: a device is unplugged for 4 s, put to sleep for 4 s, its
stream is moved to the other's source, the sound server is started again.  Memory, file handles, threads
and processor time are taken from outside, of the program and of what it has started; at the end the gaps
that the session reports are held against those that were made.  An unreported gap is one that was made
and is not in the record, second for second.
"""

import argparse
import json
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from monitor.transcribing import DEMO_MODEL, demo_model
from tests.bench.machine import cpu_s, status_mb
from tests.bench.report import Report, Row, figure
from tests.bench.sound_card import PROGRAMS, own_folders, record
from tests.soundcard import SoundCard, running_card

PLAYED_S = 300.0
GONE_S = 4.0
SETTLE_S = 8.0
SLACK_S = 3.5
"""Of a gap that the session reports later than it was made, and of how long a device takes to be back."""
NAMES = {"therapist": "therapist_mic", "client": "client_audio"}


@dataclass
class Soak:
    """What was done to the card, on the session's clock to a second or so, and what was measured."""

    made: list[tuple[str, str, float, float]] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    handles: list[int] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)
    spent: list[tuple[float, float]] = field(default_factory=list)
    """The clock and the processor time, both in seconds, at each sample."""

    def load(self, half: int) -> float | None:
        """Processor time of the first half (0) or the second (1), in percent of a core."""
        middle = len(self.spent) // 2
        part = self.spent[half * middle : half * middle + middle + 1]
        if len(part) < 2:
            return None
        (began_s, before_s), (ended_s, after_s) = part[0], part[-1]
        return 100 * (after_s - before_s) / (ended_s - began_s)


def measure(minutes: float, every_s: float, sample_s: float, words: bool) -> Report:
    """Rows without values where there is no such sound card."""
    conditions: dict[str, object] = {"minutes": minutes, "something happens every s": every_s, "words": words}
    if any(shutil.which(program) is None for program in PROGRAMS):
        conditions["not run"] = "needs " + " and ".join(PROGRAMS)
        return Report("soak", conditions, _rows(Soak(), None))
    with TemporaryDirectory() as folder:
        soak, document = _run(Path(folder), (minutes * 60, every_s, sample_s), words)
    conditions["what happened"] = ", ".join(f"{what} at {at_s:.0f} s" for what, _, at_s, _ in soak.made)
    return Report("soak", conditions, _rows(soak, document))


def _run(folder: Path, pace: tuple[float, float, float], words: bool) -> tuple[Soak, dict[str, Any]]:
    recordings = record(folder, min(PLAYED_S, pace[0] + SETTLE_S))
    config, out, soak = folder / "settings.toml", folder / "out.json", Soak()
    model = DEMO_MODEL if words else "none"
    config.write_text(f'[voice]\ndetector = "silero"\n[transcription]\nmodel = "{model}"\n')
    with ExitStack() as stack:
        card = stack.enter_context(running_card())
        card.env |= {"QT_QPA_PLATFORM": "offscreen"} | own_folders(folder)
        if words:
            card.program("monitor", "models", "import", str(demo_model().folder)).communicate()
        players = _Players(card, {sink: recordings[sink] for sink in NAMES})
        stack.callback(players.end)
        options = [word for side, name in NAMES.items() for word in (f"--{side}", name)]
        ends = ["--keep", "nothing", "--no-dialog", "--json", str(out), "--config", str(config)]
        program = card.program("monitor", "live", *options, *ends)
        stack.callback(_end, program)
        time.sleep(SETTLE_S)
        _watch(program, card, players, soak, pace)
        program.send_signal(signal.SIGINT)
        _, complaints = program.communicate(timeout=60)
        if program.returncode != 0:
            raise RuntimeError(complaints)
    return soak, json.loads(out.read_text())


def _watch(
    program: subprocess.Popen[str],
    card: SoundCard,
    players: "_Players",
    soak: Soak,
    pace: tuple[float, float, float],
) -> None:
    """Sample it for so long, and let something happen in between."""
    length_s, every_s, sample_s = pace
    began_s = time.monotonic()
    happenings, next_s = _happenings(), every_s / 2
    while (at_s := time.monotonic() - began_s) < length_s:
        if program.poll() is not None:
            raise RuntimeError(program.communicate()[1])
        _sample(program.pid, soak)
        players.go_on()
        if at_s >= next_s and at_s < length_s - GONE_S - SLACK_S:
            what, side, happen = next(happenings)
            from_s = time.monotonic() - began_s
            happen(card)
            soak.made.append((what, side, from_s + SETTLE_S, time.monotonic() - began_s + SETTLE_S))
            next_s += every_s
        time.sleep(min(sample_s, max(0.05, length_s - at_s)))


def _happenings() -> Iterator[tuple[str, str, Callable[[SoundCard], None]]]:
    """What happens, to whom, and how: over and over, by turns."""
    while True:
        for side in NAMES:
            yield "unplugged", side, lambda card, side=side: _unplugged(card, side)  # type: ignore[misc]
            yield "asleep", side, lambda card, side=side: _asleep(card, side)  # type: ignore[misc]
            yield "moved", side, lambda card, side=side: _moved(card, side)  # type: ignore[misc]
        yield "server started again", "both", _started_again


def _unplugged(card: SoundCard, side: str) -> None:
    card.unplug(side)
    time.sleep(GONE_S)
    card.plug(side)


def _asleep(card: SoundCard, side: str) -> None:
    card.suspend(side, True)
    time.sleep(GONE_S)
    card.suspend(side, False)


def _moved(card: SoundCard, side: str) -> None:
    other = next(name for name in NAMES if name != side)
    sources = card.control("list", "short", "sources").splitlines()
    (number,) = (line.split()[0] for line in sources if line.split()[1] == f"{side}.monitor")
    outputs = [line.split() for line in card.control("list", "short", "source-outputs").splitlines()]
    for output, source, *_ in outputs:
        if source == number:
            card.control("move-source-output", output, f"{other}.monitor")


def _started_again(card: SoundCard) -> None:
    card.kill()
    time.sleep(GONE_S)
    card.start()


class _Players:
    """The conversation into both sinks, again and again, and after a sink has gone."""

    def __init__(self, card: SoundCard, recordings: dict[str, Path]) -> None:
        self._card, self._recordings = card, recordings
        self._playing: dict[str, subprocess.Popen[bytes]] = {}
        self.go_on()

    def go_on(self) -> None:
        for sink, recording in self._recordings.items():
            if sink not in self._playing or self._playing[sink].poll() is not None:
                self._playing[sink] = self._card.play(recording, sink)

    def end(self) -> None:
        for player in self._playing.values():
            _end(player)


def _sample(process: int, soak: Soak) -> None:
    with suppress(OSError, ValueError):
        family = _family(process)
        memory_mb = sum(status_mb("VmRSS", each) for each in family)
        handles, threads = (sum(_counted(each, what) for each in family) for what in ("fd", "task"))
        spent_s = sum(cpu_s(each) or 0.0 for each in family)
        soak.memory_mb.append(memory_mb)
        soak.handles.append(handles)
        soak.threads.append(threads)
        soak.spent.append((time.monotonic(), spent_s))


def _family(process: int) -> list[int]:
    """A process and all that it has started, by Linux's account."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            parents.setdefault(parent, []).append(int(folder.name))
    family = [process]
    for each in family:
        family += parents.get(each, [])
    return family


def _counted(process: int, what: str) -> int:
    return len(list(Path(f"/proc/{process}/{what}").iterdir()))


def _end(process: subprocess.Popen[Any]) -> None:
    process.kill()
    process.wait()


def _unreported(soak: Soak, document: dict[str, Any]) -> tuple[int, float]:
    """Gaps that were made and are not in the record; seconds in the record that nobody made."""
    missing, explained = 0, 0.0
    for what, side, from_s, until_s in soak.made:
        for each in NAMES if side == "both" else (side,):
            lost = [
                min(end, until_s + SLACK_S) - max(start, from_s - SETTLE_S)
                for start, end in document["integrity"][each]["lost"]
            ]
            found_s = sum(length for length in lost if length > 0)
            explained += found_s
            missing += found_s <= 0 or (what != "moved" and found_s < GONE_S - 1)
    told_s = sum(end - start for each in NAMES for start, end in document["integrity"][each]["lost"])
    return missing, told_s - explained


def _words(document: dict[str, Any]) -> int:
    transcription = document.get("transcription")
    return sum(transcription["word_count"].values()) if transcription else 0


def _rows(soak: Soak, document: dict[str, Any] | None) -> list[Row]:
    half = len(soak.memory_mb) // 2
    growth = max(soak.memory_mb) - soak.memory_mb[half] if soak.memory_mb else None
    missing, extra_s = _unreported(soak, document) if document else (None, None)
    drift = document["integrity"]["client"]["drift_ppm"] if document else None
    return [
        figure(
            "memory at the end", soak.memory_mb[-1] if soak.memory_mb else None, "MB", "< 200 without words"
        ),
        figure("memory gained in the second half", growth, "MB", "under 5"),
        figure("file handles at first", soak.handles[0] if soak.handles else None, ""),
        figure("file handles at the end", soak.handles[-1] if soak.handles else None, "", "as at first"),
        figure("threads at first", soak.threads[0] if soak.threads else None, ""),
        figure("threads at the end", soak.threads[-1] if soak.threads else None, "", "as at first"),
        figure("words written", _words(document) if document else None, ""),
        figure("gaps made", len(soak.made) if document else None, ""),
        figure("gaps not reported", missing, "", "none"),
        figure("reported gaps that nobody made", extra_s, "s", "none"),
        figure("drift of the client's device", drift, "ppm"),
        figure("processor time, first half", soak.load(0), "% of a core"),
        figure("processor time, second half", soak.load(1), "% of a core", "as in the first"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--every-s", type=float, default=300.0)
    parser.add_argument("--sample-s", type=float, default=10.0)
    parser.add_argument("--words", action="store_true")
    measure(**vars(parser.parse_args())).print()


if __name__ == "__main__":
    main()

"""Two devices whose clocks err, through the real sound server: how far apart do their channels come?

    python -m tests.bench.drift [--seconds 240] [--ppm 200]

Needs Linux and PulseAudio.  Each of the two sources is a pipe that is fed so many ppm too fast or too
slow, with a click four times a second by the clock on the wall; the capture listens to both, and the
clicks of one are held against those of the other.  What is measured includes the feeder, which fills
the pipes some 10 ms at a time.  tests/audio/test_align.py has 8 hours of it, simulated.
"""

import argparse
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from monitor.conversation.timeline import SAMPLE_RATE
from tests.bench.report import Report, figure
from tests.bench.sound_card import PROGRAMS
from tests.soundcard import SoundCard, running_card

CLICK_EVERY_S = 0.25
SETTLE_S = 5.0
TURN_S = 0.005
LOUD = 10_000
PAIR_S = 0.1
"""A click without one so near on the other channel was lost, with the beginning or the end."""


def measure(length_s: float, ppm: float) -> Report:
    """Rows without values where there is no such sound card."""
    conditions: dict[str, object] = {"seconds": length_s, "apart by ppm": 2 * ppm}
    apart_ms = None
    if any(shutil.which(program) is None for program in PROGRAMS):
        conditions["not run"] = "needs " + " and ".join(PROGRAMS)
    else:
        with TemporaryDirectory() as folder:
            apart_ms = _apart_ms(_heard(Path(folder), length_s, ppm))
    most, typical = (
        (None, None) if apart_ms is None else (np.abs(apart_ms).max(), np.median(np.abs(apart_ms)))
    )
    return Report(
        "drift",
        conditions,
        [
            figure("channels apart at most", most, "ms", "below 10"),
            figure("channels apart, median", typical, "ms"),
            figure("clicks compared", None if apart_ms is None else len(apart_ms), ""),
            figure("apart by counting alone, at the end", 2 * ppm * length_s / 1000, "ms"),
        ],
    )


def _heard(folder: Path, length_s: float, ppm: float) -> NDArray[np.int16]:
    """What the capture makes of both, shape (n, 2)."""
    with running_card() as card, _fed(card, folder, {"therapist": ppm, "client": -ppm}):
        out = folder / "heard.npy"
        program = card.program(
            "tests.audio.capture_program", str(out), "therapist=therapist_mic", "client=client_audio"
        )
        time.sleep(SETTLE_S + length_s)
        _, complaints = program.communicate()
        if program.returncode != 0:
            raise RuntimeError(complaints)
        heard: NDArray[np.int16] = np.load(out)
    return heard[round(SETTLE_S * SAMPLE_RATE) :]


@contextmanager
def _fed(card: SoundCard, folder: Path, pipes: dict[str, float]) -> Iterator[None]:
    """In place of the card's sources, pipes that are fed so many ppm too fast."""
    over, began_s = threading.Event(), time.monotonic()
    feeders = []
    for name, ppm in pipes.items():
        card.unplug(name)
        pipe = folder / name
        how = f"source_name={name}.monitor file={pipe} format=s16le rate={SAMPLE_RATE} channels=1"
        card.control("load-module", "module-pipe-source", *how.split())
        rate = SAMPLE_RATE * (1 + ppm * 1e-6)
        feeders.append(threading.Thread(target=_feed, args=(pipe, rate, began_s, over), daemon=True))
        feeders[-1].start()
    try:
        yield
    finally:
        over.set()
        for feeder in feeders:
            feeder.join()


def _feed(pipe: Path, rate: float, began_s: float, over: threading.Event) -> None:
    every, sent = CLICK_EVERY_S * rate, 0
    with pipe.open("wb", buffering=0) as out:
        while not over.wait(TURN_S):
            due = int((time.monotonic() - began_s) * rate)
            sound = np.zeros(max(0, due - sent), np.int16)
            clicks = np.arange(np.ceil(sent / every), np.ceil(due / every))
            at = np.rint(clicks * every).astype(int) - sent
            sound[at[(at >= 0) & (at < len(sound))]] = 2 * LOUD
            out.write(sound.tobytes())
            sent += len(sound)


def _apart_ms(heard: NDArray[np.int16]) -> NDArray[np.float64]:
    """For each click of the therapist, how much later it is than the client's."""
    therapist, client = (_clicks(heard[:, column]) for column in (0, 1))
    nearest = client[np.abs(therapist[:, None] - client).argmin(axis=1)]
    apart_ms: NDArray[np.float64] = (therapist - nearest) / SAMPLE_RATE * 1000
    near: NDArray[np.float64] = apart_ms[np.abs(apart_ms) < PAIR_S * 1000]
    return near


def _clicks(sound: NDArray[np.int16]) -> NDArray[np.int64]:
    """Where they are; a slip spreads one over two samples."""
    loud = np.flatnonzero(np.abs(sound.astype(int)) > LOUD // 2)
    return loud[np.diff(loud, prepend=-SAMPLE_RATE) > 1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=240.0)
    parser.add_argument("--ppm", type=float, default=200.0)
    wanted = parser.parse_args()
    measure(wanted.seconds, wanted.ppm).print()


if __name__ == "__main__":
    main()

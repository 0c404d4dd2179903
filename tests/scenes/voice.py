"""Speech from espeak-ng, brought to one level, with the time of every word and of every pause."""

import functools
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soxr

from monitor.conversation.timeline import SAMPLE_RATE

Signal = npt.NDArray[np.float32]
Stretch = tuple[float, float]  # start and end in seconds

PROCESS = Path(__file__).with_name("espeak_process.py")
SAID_AS = {"mm-hm": "umhum"}  # espeak-ng would spell it out

ACTIVE_DBFS = -26.0
"""Level of the speech itself, pauses left out, of every utterance."""
QUIETEST_SPEECH_DB = -32.0
"""Below the active level by this much a frame is a pause: espeak-ng's own pauses lie 60 dB below."""
JOIN_S = 0.18
"""A shorter dip lies within speech: the closure of a stop consonant (an IPU's definition)."""
STEP = 40  # 2.5 ms, the resolution of a measured boundary
WINDOW = 160


@dataclass(frozen=True)
class Voice:
    """An espeak-ng voice; `rate` in words a minute, `pitch` from 0 to 99."""

    name: str
    rate: int = 165
    pitch: int = 50


@dataclass(frozen=True)
class Word:
    """A word as it is written, from `start` to `end` in seconds."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, eq=False)
class Utterance:
    """Sound at SAMPLE_RATE; its words and its stretches of speech in seconds from the first speech."""

    sound: Signal
    words: tuple[Word, ...]
    speech: tuple[Stretch, ...]

    @property
    def length(self) -> float:
        return self.speech[-1][1]


@functools.lru_cache(maxsize=2000)
def say(text: str, voice: Voice) -> Utterance:
    """The utterance of a text; the words may be parted from their punctuation ("today ?")."""
    written, places = for_espeak(text)
    process = [sys.executable, "-I", "-S", str(PROCESS)]
    wanted = [voice.name, str(voice.rate), str(voice.pitch), written]
    # Even a fresh process says some texts differently when its environment is of another size.
    spoken = subprocess.run([*process, *wanted], env={}, capture_output=True, check=True).stdout
    header, _, sound = spoken.partition(b"\n")
    report = json.loads(header)
    signal = np.frombuffer(sound, dtype=np.int16).astype(np.float32) / 32768
    signal = soxr.resample(signal, report["rate"], SAMPLE_RATE).astype(np.float32)
    return _levelled(signal, places, report["words"])


def _levelled(
    signal: Signal, places: Sequence[tuple[int, str]], heard: Sequence[tuple[int, float]]
) -> Utterance:
    """The utterance at the common level, cut to its speech."""
    signal *= 10 ** (ACTIVE_DBFS / 20) / active_rms(signal)
    speech = speech_in(signal)
    first, last = speech[0][0], speech[-1][1]
    timed = with_times(places, heard, last)
    words = [Word(w.text, max(w.start - first, 0.0), w.end - first) for w in timed]
    cut = signal[round(first * SAMPLE_RATE) : round(last * SAMPLE_RATE)]
    return Utterance(cut, tuple(words), tuple((a - first, b - first) for a, b in speech))


def active_rms(signal: Signal) -> float:
    """RMS of the speech in a clean signal, its pauses left out."""
    power = _power(signal)
    return float(np.sqrt(power[power > power.max() * 1e-3].mean()))


def speech_in(signal: Signal) -> list[Stretch]:
    """The stretches of speech in a clean signal at the common level."""
    power = _power(signal)
    loud = power > 10 ** ((ACTIVE_DBFS + QUIETEST_SPEECH_DB) / 10)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], loud, [False])))) * STEP / SAMPLE_RATE
    return joined(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True), JOIN_S)


def joined(stretches, gap: float = 0.0) -> list[Stretch]:
    """Stretches in order, those less than `gap` apart made one."""
    whole: list[Stretch] = []
    for start, end in sorted(stretches):
        if whole and start - whole[-1][1] < max(gap, 1e-9):
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return whole


def _power(signal: Signal) -> npt.NDArray[np.float64]:
    """Mean square in WINDOW samples about every step."""
    total = np.concatenate(([0.0], np.cumsum(signal.astype(np.float64) ** 2)))
    centres = np.arange(0, len(signal), STEP)
    first = np.maximum(centres + STEP // 2 - WINDOW // 2, 0)
    last = np.minimum(centres + STEP // 2 + WINDOW // 2, len(signal))
    return (total[last] - total[first]) / WINDOW


def for_espeak(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text as espeak-ng gets it, and where in it each word begins."""
    written = ""
    places: list[tuple[int, str]] = []
    for token in text.split():
        if token in ".?,":
            written += token
            continue
        written += " " if written else ""
        places.append((len(written), token))
        written += SAID_AS.get(token, token)
    return written, places


def with_times(
    places: Sequence[tuple[int, str]], heard: Sequence[tuple[int, float]], end: float
) -> list[Word]:
    """Each word with its time.  Words that espeak-ng speaks as one share its time by their letters."""
    starts: dict[int, float] = {0: 0.0}
    for place, start in heard:
        number = max((i for i, (at, _) in enumerate(places) if at <= place), default=0)
        starts.setdefault(number, min(start, end))
    words: list[Word] = []
    known = [*sorted(starts), len(places)]
    for first, after in pairwise(known):
        group = [word for _, word in places[first:after]]
        words += _shared(group, starts[first], starts.get(after, end))
    return words


def _shared(group: Sequence[str], start: float, end: float) -> list[Word]:
    letters = np.cumsum([0, *map(len, group)]) / sum(map(len, group))
    bounds = start + letters * (end - start)
    return [Word(word, float(a), float(b)) for word, a, b in zip(group, bounds[:-1], bounds[1:], strict=True)]

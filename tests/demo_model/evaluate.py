"""How well the demo's recogniser does what it was made for, and what it makes of no speech.

    python -m tests.demo_model.evaluate models/demo-en [--count 150]

Through the recogniser that the program uses, guards and all, with the beam of 5 that finals have.
Sentences are held out of training in every case.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from monitor import config
from monitor.conversation.timeline import SAMPLE_RATE, Segment, seconds, to_samples
from monitor.speech.recogniser import Job
from monitor.speech.whisper import Whisper
from tests.bench.report import Report, Row, show
from tests.demo_model.examples import CASES, Case, examples
from tests.scenes.nobody import nobody
from tests.scenes.voice import Signal, Stretch, Word
from tests.words import NONE, errors_of, text_of, time_errors

BEAM = 5
CLIP_S = (2.0, 5.0, 10.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--count", type=int, default=150, help="utterances of each case")
    parser.add_argument("--cases", nargs="*", default=[], help="only those whose names begin so")
    wanted = parser.parse_args()
    model = loaded(wanted.model)
    cases = [case for case in CASES if not wanted.cases or case.name.startswith(tuple(wanted.cases))]
    spoken = [measured(model, case, wanted.count) for case in cases]
    show(
        [
            Report("demo model, spoken", {"beam": BEAM}, spoken),
            Report("demo model, no speech", {}, silent(model)),
        ]
    )


def loaded(folder: Path) -> Whisper:
    settings = config.load()
    return Whisper(
        folder, replace(settings.decoding, device="cpu", cpu_threads=1), settings.guards, frozenset()
    )


def heard(model: Whisper, sound: Signal, speech: Sequence[Stretch]) -> tuple[list[Word], int]:
    """The words with their times, and how many passages were refused."""
    samples = np.round(np.clip(sound, -1, 1) * 32767).astype(np.int16)
    voiced = tuple(Segment(to_samples(start), to_samples(end)) for start, end in speech)
    found = model.final(Job(samples, 0, voiced, BEAM, "en"))
    words = [Word(word.text, seconds(word.start), seconds(word.end)) for word in found.words]
    return words, len(found.refused)


def measured(model: Whisper, case: Case, count: int) -> Row:
    """One case as a row."""
    found, off, exact, signs, cost_s = NONE, [np.zeros((0, 2))], 0, 0, 0.0
    for example in examples(case, count):
        began = time.process_time()
        words, _ = heard(model, example.sound, example.speech)
        cost_s += time.process_time() - began
        errors = errors_of(example.words, words)
        found += errors
        exact += errors.rate == 0
        signs += _sign(text_of(words)) == example.sign
        off.append(time_errors(example.words, words))
    late = 1000 * np.abs(np.concatenate(off))
    return {
        "case": case.name,
        "words": found.said,
        "word errors %": round(100 * found.rate, 1),
        "without error %": round(100 * exact / count),
        "sign right %": round(100 * signs / count),
        "starts off ms": _below(late[:, 0], 50),
        "95 % below ms": _below(late[:, 0], 95),
        "ends off ms": _below(late[:, 1], 50),
        "CPU s": round(cost_s / count, 2),
    }


def _below(values: npt.NDArray[np.float64], percent: float) -> int | None:
    """What so many of the values lie below; nothing where there are too few to say."""
    return round(float(np.percentile(values, percent))) if len(values) >= 20 else None


def _sign(text: str) -> str:
    """The sign that a text ends with, if any."""
    return text[-1] if text[-1:] in {".", "?", ","} else ""


def silent(model: Whisper, minutes: float = 5.0) -> list[Row]:
    """What is made of every sound of `nobody`, decoded clip by clip, as no voice detector would allow."""
    quiet = nobody(1, minutes)
    sound = quiet.audio.mean(axis=1).astype(np.float32) / 32768
    rows: list[Row] = []
    for name, (start, end) in quiet.parts.items():
        clips = list(_clips(sound[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)]))
        made_up = [heard(model, clip, [(0.0, len(clip) / SAMPLE_RATE)]) for clip in clips]
        rows.append(
            {
                "sound": name,
                "clips": len(clips),
                "with words": sum(bool(words) for words, _ in made_up),
                "words": sum(len(words) for words, _ in made_up),
                "refused": sum(refused for _, refused in made_up),
                "for example": next((text_of(words)[:40] for words, _ in made_up if words), ""),
            }
        )
    return rows


def _clips(sound: Signal) -> Iterator[Signal]:
    """The sound in clips of all lengths in turn."""
    at, place = 0, 0
    while at < len(sound):
        length = round(CLIP_S[place % len(CLIP_S)] * SAMPLE_RATE)
        yield sound[at : at + length]
        at, place = at + length, place + 1


if __name__ == "__main__":
    main()

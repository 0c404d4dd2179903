"""How right the demo model's words are through the whole path, with every fault a recording can have.

    python -m tests.bench.word_errors [--seeds 2] [--minutes 3] [--detector silero]

The model knows the vocabulary of these scenes and their voices, so what is measured is the path:
what hearing, utterances, guards and the placing of words cost.  "added" are words that nobody said,
of a hundred said; "other's" are those of them that the other speaker said within a second.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import soundfile

from monitor import app
from monitor.conversation.timeline import SAMPLE_RATE, Channel, seconds
from monitor.transcribing import demo_model, transcribing
from tests.bench import sessions
from tests.bench.report import Report, Row
from tests.scenes.make_demo import DEMO
from tests.scenes.nobody import nobody
from tests.scenes.scene import Recording, scene
from tests.scenes.truth import Truth
from tests.scenes.voice import Word
from tests.words import NONE, Errors, aligned, errors_of, spelt, text_of, time_errors

ROOM = {"snr_db": 40.0}
CONDITIONS: Mapping[str, Mapping[str, float]] = {
    "clean": {},
    "quiet room": ROOM,
    "noise at -15 dB": {"snr_db": 15.0},
    "client 18 dB lower": ROOM | {"client_gain_db": -18.0},
    "bleed at -20 dB": ROOM | {"bleed_db": -20.0},
    "bleed at -12 dB": ROOM | {"bleed_db": -12.0},
    "echo at -20 dB": ROOM | {"echo_db": -20.0},
}
BLOCK = SAMPLE_RATE // 10
NEAR_S = 1.0


@dataclass(frozen=True)
class Transcribed:
    """What was said and what was heard of it, by each speaker, and how much was refused."""

    said: Mapping[Channel, Sequence[Word]]
    heard: Mapping[Channel, Sequence[Word]]
    refused: int


def measure(seeds: int, minutes: float, detector: sessions.Detector) -> Report:
    """A row for the demo session, for each condition over all seeds, and for a room where nobody speaks."""
    demo = soundfile.read(DEMO / "session.flac", dtype="int16")[0]
    truth = Truth.from_json((DEMO / "session.json").read_text("utf-8"))
    rows = [_row("demo session", [_transcribed(demo, truth.words, detector)])]
    for name, faults in CONDITIONS.items():
        scenes = [scene(seed, minutes, **faults) for seed in range(1, seeds + 1)]
        rows.append(_row(name, [_transcribed(each.audio, each.truth.words, detector) for each in scenes]))
    silent = {channel: list[Word]() for channel in Channel}
    rows.append(_row("nobody", [_transcribed(nobody(1, minutes).audio, silent, detector)]))
    conditions = {"hearing": detector, "seeds": seeds, "minutes each": minutes, "model": demo_model().name}
    return Report("word_errors", conditions, rows)


def _transcribed(
    audio: Recording, said: Mapping[Channel, Sequence[Word]], detector: sessions.Detector
) -> Transcribed:
    settings = sessions.settings(detector)
    with transcribing(demo_model(), settings, at_once=True) as transcription:
        pipeline = app.new_pipeline(settings, transcription.words)
        for first in range(0, len(audio), BLOCK):
            pipeline.feed(audio[first : first + BLOCK])
        pipeline.finish()
    assert transcription.words is not None
    transcript = transcription.words.transcript
    heard = {
        channel: [Word(w.text, seconds(w.start), seconds(w.end)) for w in transcript.words(channel)]
        for channel in Channel
    }
    return Transcribed(said, heard, len(transcript.refused))


def _row(condition: str, recordings: Sequence[Transcribed]) -> Row:
    by_channel = {channel: _pooled(recordings, channel) for channel in Channel}
    both = by_channel[Channel.THERAPIST] + by_channel[Channel.CLIENT]
    off = [time_errors(each.said[channel], each.heard[channel]) for each in recordings for channel in Channel]
    late = 1000 * np.abs(np.concatenate(off))
    per_hundred = 100 / both.said if both.said else 0.0
    leaked = sum(_others(each, channel) for each in recordings for channel in Channel)
    return {
        "condition": condition,
        "words": both.said,
        **{f"{c.value} wrong %": _percent(by_channel[c]) for c in Channel},
        "missed %": round(per_hundred * both.missed, 1),
        "added": both.added if not both.said else round(per_hundred * both.added, 1),
        "other's": round(per_hundred * leaked, 1),
        "refused": sum(each.refused for each in recordings),
        "starts off ms": round(float(np.median(late[:, 0]))) if len(late) else None,
        "95 % below ms": round(float(np.percentile(late[:, 0], 95))) if len(late) else None,
    }


def _pooled(recordings: Sequence[Transcribed], channel: Channel) -> Errors:
    return sum((errors_of(each.said[channel], each.heard[channel]) for each in recordings), NONE)


def _percent(errors: Errors) -> float | None:
    return round(100 * errors.rate, 1) if errors.said else None


def _others(one: Transcribed, channel: Channel) -> int:
    """The words heard on a channel that its speaker did not say, but the other did at about that time."""
    said, heard, other = one.said[channel], one.heard[channel], one.said[channel.other]
    pairs = aligned(spelt(text_of(said)), spelt(text_of(heard)))
    added = [heard[j] for i, j in pairs if i is None and j is not None]
    return sum(any(_same(word, true) for true in other) for word in added)


def _same(word: Word, true: Word) -> bool:
    return spelt(word.text) == spelt(true.text) and abs(word.start - true.start) < NEAR_S


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--detector", choices=sessions.DETECTORS, default="silero")
    measure(**vars(parser.parse_args())).print()


if __name__ == "__main__":
    main()

"""Jobs of synthetic speech with its exact truth, and the demo model that knows its words."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from monitor import config, places
from monitor.conversation.timeline import SAMPLE_RATE, Segment, to_samples
from monitor.speech.guards import GuardSettings
from monitor.speech.messages import DecodingSettings
from monitor.speech.recogniser import Decoded, Job
from tests.scenes.voice import Voice, Word, say

MODEL = places.models_dir() / "demo-en"
THERAPIST, CLIENT = Voice("gmw/en-US+m3"), Voice("gmw/en-US+f2")
PADDING_S = 0.3
START_S = 10.0
"""Where jobs begin on the session clock."""


def decoding(**changes) -> DecodingSettings:
    return replace(config.load().decoding, **changes)


def guards(**changes) -> GuardSettings:
    return replace(config.load().guards, **changes)


def spoken(*texts: str, voice: Voice = CLIENT, gap_s: float = 0.8, beam: int = 5) -> tuple[Job, list[Word]]:
    """The texts one after another as one job; and the words with their times on the session clock."""
    sound: list[np.ndarray] = [_silence(PADDING_S)]
    voiced: list[Segment] = []
    words: list[Word] = []
    for text in texts:
        said = say(text, voice)
        at = START_S + sum(map(len, sound)) / SAMPLE_RATE
        voiced += [Segment(to_samples(at + a), to_samples(at + b)) for a, b in said.speech]
        words += [Word(w.text, at + w.start, at + w.end) for w in said.words]
        sound += [said.sound, _silence(gap_s)]
    sound[-1] = _silence(PADDING_S)
    return job(np.concatenate(sound), voiced, beam), words


def job(sound: np.ndarray, voiced: Sequence[Segment], beam: int = 5) -> Job:
    samples = np.round(np.clip(sound, -1, 1) * 32767).astype(np.int16)
    return Job(samples, to_samples(START_S), tuple(voiced), beam, "en")


def silence(length_s: float) -> Job:
    """Nothing, of which somebody says that speech is in it."""
    start, length = to_samples(START_S), to_samples(length_s)
    return job(_silence(length_s), [Segment(start, start + length)])


def texts(decoded: Decoded) -> list[str]:
    """The words without punctuation and capitals."""
    return [word.text.strip(".,?").lower() for word in decoded.words]


def _silence(length_s: float) -> np.ndarray:
    return np.zeros(to_samples(length_s), np.float32)

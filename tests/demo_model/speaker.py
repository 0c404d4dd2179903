"""espeak-ng within this process: about 800 times faster than life, and the times of all words.

Quicker than `tests.scenes.voice`, which starts a process for each text so that it always sounds
the same; here a text sounds a little different each time, as it should for training.
"""

import ctypes
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import soxr

from monitor.conversation.timeline import SAMPLE_RATE
from tests.scenes.espeak_process import (
    BUFFER_MS,
    CALLBACK,
    PITCH,
    RANGE,
    RATE,
    SYNCHRONOUS,
    UTF8,
    WORD,
    WORD_GAP,
    library_name,
    until_the_end,
)
from tests.scenes.voice import Signal, Word, for_espeak, with_times

KINDS = ("", "+m1", "+m2", "+m3", "+m4", "+m5", "+m6", "+m7", "+f1", "+f2", "+f3", "+f4", "+f5")
ACCENTS = (
    "gmw/en-US",
    "gmw/en",
    "gmw/en-GB-x-rp",
    "gmw/en-GB-scotland",
    "gmw/en-GB-x-gbclan",
    "gmw/en-US-nyc",
)
TRAINED_VOICES = tuple(accent + kind for accent in ACCENTS for kind in KINDS)
UNSEEN_VOICES = (
    "gmw/en-029",
    "gmw/en-029+m7",
    "gmw/en-029+f4",
    "gmw/en-GB-x-gbcwmd",
    "gmw/en-GB-x-gbcwmd+m2",
    "gmw/en-GB-x-gbcwmd+f3",
    "gmw/en-US+m8",
    "gmw/en+m8",
)
SILENT = 0.01
"""Below this part of the peak the sound has ended."""
TAIL_S = 0.02


@dataclass(frozen=True)
class Manner:
    """A voice and how it speaks: `rate` in words a minute, `gap` between words in 10 ms, the rest 0 to 99."""

    voice: str
    rate: int
    pitch: int
    span: int
    gap: int


def any_manner(draw: random.Random, voices: Sequence[str]) -> Manner:
    return Manner(
        voice=draw.choice(voices),
        rate=draw.randint(125, 215),
        pitch=draw.randint(25, 75),
        span=draw.randint(25, 75),
        gap=draw.choice([0, 0, 0, 1, 3]),
    )


class Speaker:
    """The library is one for the whole process, and so is what its sound owes to what it said before."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(library_name())
        self._rate = self._library.espeak_Initialize(SYNCHRONOUS, BUFFER_MS, None, 0)
        self._sound: list[bytes] = []
        self._starts: list[tuple[int, float]] = []
        self._callback = CALLBACK(self._receive)

    def say(self, sentence: Sequence[str], manner: Manner) -> tuple[Signal, list[Word]]:
        """Sound at SAMPLE_RATE from the first sample of speech, and the words with their times."""
        text, places = for_espeak(" ".join(sentence))
        self._speak(text.encode() + b"\0", manner)
        signal = np.frombuffer(b"".join(self._sound), np.int16).astype(np.float32) / 32768
        end = int(np.flatnonzero(np.abs(signal) > SILENT * np.abs(signal).max())[-1]) + 1
        tailed = signal[: end + round(TAIL_S * self._rate)]
        sound = soxr.resample(tailed, self._rate, SAMPLE_RATE, quality="LQ").astype(np.float32)
        return sound, with_times(places, self._starts, end / self._rate)

    def _speak(self, written: bytes, manner: Manner) -> None:
        self._sound, self._starts = [], []
        self._library.espeak_SetSynthCallback(self._callback)
        if self._library.espeak_SetVoiceByName(manner.voice.encode()):
            raise ValueError(f"espeak-ng has no voice {manner.voice}")
        settings = ((RATE, manner.rate), (PITCH, manner.pitch), (RANGE, manner.span), (WORD_GAP, manner.gap))
        for parameter, value in settings:
            self._library.espeak_SetParameter(parameter, value, 0)
        self._library.espeak_Synth(written, ctypes.c_size_t(len(written)), 0, 1, 0, UTF8, None, None)

    def _receive(self, samples, count, events):
        if samples and count > 0:
            self._sound.append(ctypes.string_at(samples, 2 * count))
        for event in until_the_end(events):
            if event.type == WORD:
                self._starts.append((event.text_position - 1, event.audio_position_ms / 1000))
        return 0

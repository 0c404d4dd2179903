"""What else a microphone hears: noises at an RMS of 1, and rooms.  Rough, varied and quick to make."""

import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from monitor.conversation.timeline import SAMPLE_RATE
from tests.scenes.faults import through
from tests.scenes.voice import Signal

BESIDE_SPEECH = ("white", "pink", "pink", "hum", "fan")
IN_SILENCE = ("white", "pink", "hum", "fan", "breath", "keys", "music", "music")
INTERVALS = (1, 1.1892, 1.2599, 1.3348, 1.4983, 1.6818, 2, 0.5)
"""Of the notes of a chord above its lowest."""
FORGOTTEN = 2000
"""Samples after which a high-pass has forgotten an impulse: 0.99 to this power is 2e-9."""


@dataclass(frozen=True)
class Dice:
    """What is drawn by seed: `choose` among things, `sample` for sound."""

    choose: random.Random
    sample: np.random.Generator

    @classmethod
    def seeded(cls, seed: int) -> "Dice":
        return cls(random.Random(seed), np.random.default_rng(seed))


def noise(kind: str, samples: int, rng: np.random.Generator) -> Signal:
    """Noise of a kind."""
    made = KINDS[kind](rng.standard_normal(samples).astype(np.float32), rng)
    level = np.sqrt((made**2).mean()) + 1e-9
    return np.asarray(made / level, np.float32)


def roughened(sound: Signal, dice: Dice) -> Signal:
    """Sometimes through a room, through a microphone's colour, or less its low tones."""
    draw = dice.choose
    if draw.random() < 0.25:
        sound = through(sound, _room(dice))
    if draw.random() < 0.4:
        sound = sound + np.float32(draw.uniform(-0.6, 0.6)) * np.pad(sound, (1, 0))[:-1]
    if draw.random() < 0.2:
        sound = through(sound, _high_pass(draw.uniform(0.95, 0.99)))
    return sound


def _room(dice: Dice) -> Signal:
    samples = int(SAMPLE_RATE * dice.choose.uniform(0.05, 0.25))
    response = dice.sample.standard_normal(samples) * np.exp(-np.arange(samples) / (samples / 5))
    response[0] = dice.choose.uniform(4, 12)
    return response.astype(np.float32)


def _high_pass(pole: float) -> Signal:
    """The response of y[n] = x[n] - x[n-1] + pole * y[n-1]."""
    response = (pole - 1) * pole ** np.arange(-1.0, FORGOTTEN - 1)
    response[0] = 1.0
    return response.astype(np.float32)


def _white(noise: Signal, rng: np.random.Generator) -> Signal:
    return noise


def _pink(noise: Signal, rng: np.random.Generator) -> Signal:
    spectrum = np.fft.rfft(noise)
    return np.fft.irfft(spectrum / np.sqrt(np.arange(len(spectrum)) + 5), len(noise)).astype(np.float32)


def _hum(noise: Signal, rng: np.random.Generator) -> Signal:
    """The mains, with three harmonics."""
    hz = rng.choice([50, 60])
    tones = (np.sin(2 * np.pi * hz * k * _times(noise) + rng.uniform(0, 6)) / k for k in (1, 2, 3, 5))
    return np.asarray(0.1 * noise + sum(tones), np.float32)


def _breath(noise: Signal, rng: np.random.Generator) -> Signal:
    """Puffs about a middle frequency, every second or so."""
    shape, at = np.zeros(len(noise), np.float32), 0.0
    while at < len(noise) / SAMPLE_RATE:
        length = rng.uniform(0.4, 1.5)
        first, last = _within(noise, at, length)
        shape[first:last] += np.hanning(last - first) * rng.uniform(0.4, 1)
        at += length + rng.uniform(0.2, 2)
    middle = rng.uniform(500, 2500)
    octaves = np.log(_hz(noise) + 1) - np.log(middle)
    spectrum = np.fft.rfft(noise) * np.exp(-(octaves**2) / 0.8)
    return np.fft.irfft(spectrum, len(noise)).astype(np.float32) * shape


def _keys(noise: Signal, rng: np.random.Generator) -> Signal:
    """Taps: short bursts that die away."""
    taps = noise * np.float32(0.01)
    for _ in range(int(len(noise) / SAMPLE_RATE * rng.uniform(1, 8)) + 1):
        at = int(rng.integers(0, len(noise)))
        samples = min(len(noise) - at, int(rng.uniform(0.01, 0.06) * SAMPLE_RATE))
        burst = rng.standard_normal(samples) * np.exp(-np.arange(samples) / (samples / 6))
        taps[at : at + samples] += burst * rng.uniform(0.3, 1)
    return taps


def _music(noise: Signal, rng: np.random.Generator) -> Signal:
    """Chords of harmonics that die away."""
    played, at = noise * np.float32(0.01), 0.0
    while at < len(noise) / SAMPLE_RATE:
        length = rng.uniform(0.2, 1.5)
        first, last = _within(noise, at, length)
        times = np.arange(last - first) / SAMPLE_RATE
        lowest = rng.uniform(80, 500)
        for interval in rng.choice(INTERVALS, rng.integers(1, 5)):
            for k in range(1, int(rng.integers(2, 7))):
                tone = np.sin(2 * np.pi * lowest * interval * k * times + rng.uniform(0, 6)) / k**1.5
                played[first:last] += tone * np.exp(-times * rng.uniform(0.2, 4))
        at += length
    return played


def _fan(noise: Signal, rng: np.random.Generator) -> Signal:
    """Low noise that throbs."""
    corner = rng.uniform(100, 800)
    spectrum = np.fft.rfft(noise) / (1 + (_hz(noise) / corner) ** 2)
    low = np.fft.irfft(spectrum, len(noise)).astype(np.float32)
    return np.asarray(low * (1 + 0.3 * np.sin(2 * np.pi * rng.uniform(0.5, 20) * _times(noise))), np.float32)


def _times(noise: Signal) -> npt.NDArray[np.float64]:
    return np.arange(len(noise)) / SAMPLE_RATE


def _hz(noise: Signal) -> npt.NDArray[np.float64]:
    return np.asarray(np.fft.rfftfreq(len(noise), 1 / SAMPLE_RATE))


def _within(noise: Signal, at: float, length: float) -> tuple[int, int]:
    """The samples of a stretch of seconds, as far as there are any."""
    return int(at * SAMPLE_RATE), min(len(noise), int((at + length) * SAMPLE_RATE))


KINDS: dict[str, Callable[[Signal, np.random.Generator], Signal]] = {
    "white": _white,
    "pink": _pink,
    "hum": _hum,
    "breath": _breath,
    "keys": _keys,
    "music": _music,
    "fan": _fan,
}

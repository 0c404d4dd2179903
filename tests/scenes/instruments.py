"""Notes and drums, for music that nobody sings to."""

import numpy as np

from monitor.conversation.timeline import SAMPLE_RATE
from tests.scenes.voice import Signal

ATTACK_S, RELEASE_S = 0.015, 0.08
VIBRATO_HZ = 5.5


def note(hz: float, length_s: float, rng: np.random.Generator, vibrato: float = 0.0) -> Signal:
    """A tone with its harmonics, struck and held; `vibrato` is how far its pitch swings, as a part of it."""
    times = np.arange(round((length_s + RELEASE_S) * SAMPLE_RATE)) / SAMPLE_RATE
    swing = 1 + vibrato * np.sin(2 * np.pi * VIBRATO_HZ * times + rng.uniform(0, 6))
    phase = 2 * np.pi * np.cumsum(hz * swing) / SAMPLE_RATE
    audible = int(min(10, 0.45 * SAMPLE_RATE / hz))
    tone = sum(
        (np.sin(k * phase) / k**1.4 * np.exp(-0.4 * k * times) for k in range(1, audible)), np.zeros(1)
    )
    shape = np.minimum(times / ATTACK_S, 1) * np.clip((length_s + RELEASE_S - times) / RELEASE_S, 0, 1)
    return np.asarray(tone * shape, np.float32)


def drum(low: bool, rng: np.random.Generator) -> Signal:
    """A kick, or a brush."""
    times = np.arange(round(0.25 * SAMPLE_RATE)) / SAMPLE_RATE
    if low:
        sweep = 2 * np.pi * np.cumsum(45 + 80 * np.exp(-times / 0.03)) / SAMPLE_RATE
        return np.asarray(1.5 * np.sin(sweep) * np.exp(-times / 0.09), np.float32)
    hiss = np.diff(rng.standard_normal(len(times) + 1))
    return np.asarray(hiss * np.exp(-times / 0.04), np.float32)

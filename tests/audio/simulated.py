"""A device whose blocks come with time stamps as bad as real ones."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from monitor.audio.ring import RawStamp

BLOCK = 320


@dataclass
class SimulatedDevice:
    """Blocks of `block` frames at `rate`, whose own clock is fast by `drift_ppm`.

    `began_s` is when its first frame is captured, on this machine's clock; the sound system's
    clock is ahead of that by `clock_ahead_s`, from `clock_set_at_s` on by `clock_ahead_then_s`.
    Frames of `losses` (index: frames) never arrive; while held up (`stalls`, (from_s, until_s))
    blocks wait and then come at once.
    """

    rate: int = 16_000
    began_s: float = 100.0
    drift_ppm: float = 0.0
    clock_ahead_s: float = 1e9
    clock_set_at_s: float = float("inf")
    clock_ahead_then_s: float = 1e9
    adc: bool = True
    adc_noise_s: float = 0.0002
    jitter_s: float = 0.004
    losses: dict[int, int] | None = None
    stalls: tuple[tuple[float, float], ...] = ()
    seed: int = 0
    block: int = BLOCK

    def blocks(self, duration_s: float) -> Iterator[tuple[RawStamp, int, int]]:
        """Stamp, frames, and true index of the first frame in the sound, lost frames included."""
        random = np.random.default_rng(self.seed)
        true_rate = self.rate * (1 + self.drift_ppm * 1e-6)
        losses = dict(self.losses or {})
        index = sounded = 0
        arrived_s = 0.0
        while sounded < duration_s * self.rate:
            for at in [at for at in losses if at <= index]:
                sounded += losses.pop(at)
            captured_s = self.began_s + sounded / true_rate
            called_s = captured_s + self.block / true_rate + 0.0003
            called_s = max([called_s, *(until for start, until in self.stalls if start <= called_s < until)])
            arrived_s = max(called_s + random.exponential(self.jitter_s), arrived_s + 1e-5)
            ahead_s = self.clock_ahead_then_s if called_s >= self.clock_set_at_s else self.clock_ahead_s
            adc_s = captured_s + ahead_s + random.normal(0, self.adc_noise_s) if self.adc else 0.0
            yield RawStamp(index, adc_s, called_s + ahead_s, arrived_s), self.block, sounded
            index += self.block
            sounded += self.block

"""How loud is this channel's own speaker, frame by frame, in a room with noise and another voice?

What the noise and the other's leakage may amount to is subtracted, per band and with a
margin; what remains is own voice.  Everything is relative to what the channels have shown.
Estimates change at the end of a unit of 16 frames and hold for the next, so the result
does not depend on how the signal is cut into blocks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.audio.background import Background, BackgroundSettings, Observed
from monitor.audio.bleed import BLOCK, LOOKAHEAD, Cleaned
from monitor.audio.spectra import BANDS, BandPowers, Powers
from monitor.conversation.timeline import FRAME_SAMPLES

UNIT = 16
_AHEAD = LOOKAHEAD // FRAME_SAMPLES  # frames of the channels as heard, known beyond the cleaned ones
_REMEMBERED = 56  # frames of them, for the longest delay
_FALL = np.float32(10**-0.133)  # a frame's decay in a room with 0.45 s of reverberation
_FRAME_LATE, _FRAME_EARLY = np.float32(10**-0.05), np.float32(10**-0.3)
"""How much of a frame may be heard in its neighbours: delays are rounded to frames."""


@dataclass(frozen=True, slots=True)
class Levels:
    """Consecutive frames from number `first`, in dBFS: own voice, leakage, noise; each (2, frames).

    `gain_changes` counts how often a microphone has been turned up or down, up to the last of them.
    """

    first: int
    own: NDArray[np.float32]
    leak: NDArray[np.float32]
    noise: NDArray[np.float32]
    gain_changes: int


class LevelMeter:
    """Push what the canceller gives; get the levels of the frames that are then complete."""

    def __init__(self, settings: BackgroundSettings) -> None:
        self.background = Background(settings)
        self._residual, self._heard = BandPowers(), BandPowers()
        self._sources = np.zeros((2, _REMEMBERED, BANDS), np.float32)
        self._first_source = -_REMEMBERED
        self._states: list[Cleaned] = []
        self._first_state = 0
        self._frames = 0
        self._sounding = np.zeros((2, BANDS), np.float32)
        self._unit: list[Observed] = []

    def push(self, cleaned: Sequence[Cleaned]) -> list[Levels]:
        """Blocks in their order; the first that the canceller ever gives lies before the signal."""
        before = self._first_state + len(self._states)
        known = cleaned if before else cleaned[1:]
        self._states += cleaned
        self._remember(self._heard.push(np.concatenate([block.newest for block in cleaned])))
        if not known:
            return []
        residual = self._residual.push(np.concatenate([block.residual for block in known]))
        return [self._measure(part) for part in self._in_units(residual)]

    def _remember(self, heard: Powers) -> None:
        self._sources = np.concatenate([self._sources, heard], axis=1)

    def _in_units(self, residual: Powers) -> list[Powers]:
        to_end = UNIT - self._frames % UNIT
        cuts = range(to_end, residual.shape[1], UNIT)
        return [part for part in np.split(residual, cuts, axis=1) if part.shape[1]]

    def _measure(self, residual: Powers) -> Levels:
        first, count = self._frames, residual.shape[1]
        seen = self._observe(residual)
        gain_changes = self._state_at(first + count - 1).lead.gain_changes
        ground = self.background
        leak = seen.source * ground.coupling[:, None]
        allowed = seen.source * ground.coupling_allowed[:, None] + ground.noise_allowed[:, None]
        own = np.maximum(residual - allowed, 0)
        noise = np.repeat(ground.noise.sum(axis=1)[:, None], count, axis=1)
        self._frames += count
        self._unit.append(seen)
        if self._frames % UNIT == 0:
            self._learn()
        own, leak, noise = (_dbfs(power) for power in (own.sum(axis=2), leak.sum(axis=2), noise))
        return Levels(first, own, leak, noise, gain_changes)

    def _state_at(self, number: int) -> Cleaned:
        """The block in which the middle of a frame lies."""
        return self._states[(number * FRAME_SAMPLES + FRAME_SAMPLES // 2) // BLOCK + 1 - self._first_state]

    def _observe(self, residual: Powers) -> Observed:
        numbers = range(self._frames, self._frames + residual.shape[1])
        states = [self._state_at(number) for number in numbers]
        led = np.array([[state.lead.by(1 - into) for state in states] for into in (0, 1)])
        source = np.stack([self._source(into, numbers, states) for into in (0, 1)])
        own = self._sources[:, numbers[0] - self._first_source : numbers[-1] + 1 - self._first_source]
        return Observed(residual, own, self._through_room(source), led)

    def _source(self, into: int, numbers: range, states: list[Cleaned]) -> NDArray[np.float32]:
        """The other channel, in step with this one, shape (frames, BANDS)."""
        late = [round(state.lags[into] / FRAME_SAMPLES) for state in states]
        at = np.array([number - shift for number, shift in zip(numbers, late, strict=True)])
        last = np.array(numbers) + _AHEAD - self._first_source
        index = at - self._first_source
        other = self._sources[1 - into]
        here, before, after = (other[np.clip(index + step, 0, last)] for step in (0, -1, 1))
        return np.asarray(np.maximum(here, np.maximum(before * _FRAME_LATE, after * _FRAME_EARLY)))

    def _through_room(self, source: Powers) -> Powers:
        """Each frame or what still sounds of those before it, whichever is more."""
        heard = np.empty_like(source)
        for frame in range(source.shape[1]):
            self._sounding = np.maximum(source[:, frame], self._sounding * _FALL)
            heard[:, frame] = self._sounding
        return heard

    def _learn(self) -> None:
        parts = self._unit
        self.background.learn(
            Observed(
                np.concatenate([part.residual for part in parts], axis=1),
                np.concatenate([part.heard for part in parts], axis=1),
                np.concatenate([part.source for part in parts], axis=1),
                np.concatenate([part.led for part in parts], axis=1),
            )
        )
        self._unit = []
        self._forget()

    def _forget(self) -> None:
        spare = self._frames - _REMEMBERED - self._first_source
        self._sources, self._first_source = self._sources[:, spare:], self._first_source + spare
        done = self._frames * FRAME_SAMPLES // BLOCK - self._first_state
        del self._states[:done]
        self._first_state += done


def _dbfs(power: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(10 * np.log10(power + np.float32(1e-11)), np.float32)

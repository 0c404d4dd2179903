"""Whether a recording's two channels can be analysed at all: heard, different, not clipped to pieces."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.audio.resample import HIGHEST, LOWEST, Pcm
from monitor.conversation.timeline import SAMPLE_RATE

INAUDIBLE = 2
"""Steps of 16 bits: codecs turn digital silence into this little."""
NEAR_FULL_SCALE = 29_000
"""About -1 dB: converters clip at or a little below full scale."""
LOUD = 3277
"""-20 dB of full scale: roughly what a voice at a good level exceeds in its vowels."""
FLAT_RUN = 3
"""Samples in a row at the very top: a wave that is not clipped has one, seldom two."""
ALIKE_S = 2.0
"""Sound, not silence, that both channels must share to the bit to be one microphone."""
_EVERY = 8
"""Loud samples are counted on every eighth frame: near enough, and nearly free."""


@dataclass(frozen=True, slots=True)
class ChannelSoundness:
    """`clipped` is the share of the loud samples that lie on flat tops, 0 to 1."""

    heard: bool
    clipped: float


class Twins:
    """Notices that two channels are one microphone: the same to the bit for ALIKE_S of sound."""

    def __init__(self) -> None:
        self._differ = False
        self._alike = 0

    def found(self, block: NDArray[np.int16]) -> bool:
        """Whether that is certain, after this block."""
        if not self._differ:
            self._differ = bool((block[:, 0] != block[:, 1]).any())
            self._alike += int(np.count_nonzero(block[:, 0]))
        return not self._differ and self._alike >= ALIKE_S * SAMPLE_RATE


class Soundness:
    """Looks at every block of two channels, cheaply, and remembers what matters."""

    def __init__(self) -> None:
        self._heard = [False, False]
        self._clipped = np.zeros(2, np.int64)
        self._loud = np.zeros(2, np.int64)
        self._differ = False

    @property
    def alike(self) -> bool:
        """Both channels have carried exactly the same sound so far."""
        return not self._differ

    @property
    def channels(self) -> tuple[ChannelSoundness, ChannelSoundness]:
        """Therapist's and client's, or left and right: in the order of the columns."""
        first, second = (
            ChannelSoundness(heard, min(1.0, int(clipped) / max(int(loud), 1)))
            for heard, clipped, loud in zip(self._heard, self._clipped, self._loud, strict=True)
        )
        return first, second

    def look(self, sound: Pcm) -> None:
        """Take shape (n, 2) into account; what exceeds 16 bits must have been cut off."""
        if not len(sound):
            return
        low, high = int(sound.min()), int(sound.max())
        if not self._differ:
            self._differ = bool((sound[:, 0] != sound[:, 1]).any())
        if not all(self._heard) and max(-low, high) > INAUDIBLE:
            self._heard = [was or _audible(sound[:, at]) for at, was in enumerate(self._heard)]
        self._loud += _EVERY * np.count_nonzero(np.abs(sound[::_EVERY].astype(np.int32)) > LOUD, axis=0)
        if high >= NEAR_FULL_SCALE or low <= -NEAR_FULL_SCALE:
            self._clipped += [_flat(sound[:, at]) for at in (0, 1)]


def cut_off(sound: Pcm) -> Pcm:
    """The same with nothing beyond full scale: floats may go there, the analysis cannot."""
    return sound if sound.dtype == np.int16 else np.clip(sound, LOWEST, HIGHEST, out=sound)


def _audible(sound: Pcm) -> bool:
    return int(sound.max()) - int(sound.min()) > 2 * INAUDIBLE


def _flat(sound: Pcm) -> int:
    """Samples on the flat tops and bottoms of one channel, shape (n,)."""
    height = np.abs(sound.astype(np.int32))
    peak = int(height.max())
    if peak < NEAR_FULL_SCALE or len(sound) < FLAT_RUN:
        return 0
    top = height >= 0.999 * peak
    starts = top[:-2] & top[1:-1] & top[2:]  # of runs of FLAT_RUN
    flat = np.zeros(len(top), np.bool_)
    for after in range(FLAT_RUN):
        flat[after : after + len(starts)] |= starts
    return int(np.count_nonzero(flat))

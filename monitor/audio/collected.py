"""The sound of a recording in memory, on the session clock, to be listened to after its analysis.

It is packed in FLAC without loss, as long as that does not cost more than it may.  What packs worse
is noise: there, as few of the lowest bits are rounded away as will do.  In eight bits of hiss the
last two cannot be heard.
"""

import io
from collections.abc import Callable
from math import ceil

import numpy as np
import soundfile
from numpy.typing import NDArray

from monitor.audio.cached import Cached
from monitor.audio.playback_settings import PlaybackSettings
from monitor.conversation.timeline import SAMPLE_RATE, Samples

PIECE: Samples = 4 * SAMPLE_RATE
"""Decoded in a millisecond."""
ADVANCE_S = 60.0
"""So much of a session may at first cost more than its share."""
ROUNDED_MAX = 10
"""Bits: beyond it, a piece may cost what it costs."""

Sound = NDArray[np.int16]


class Collected:
    """Hears both channels from the start on, without a gap; once `finish` was called it is complete."""

    def __init__(self, settings: PlaybackSettings, expected_s: float | None = None) -> None:
        self.expected_s = expected_s
        """How long it will be, where that is known: then the memory is shared out evenly over it."""
        self._per_s = settings.held_mb_per_h * 1e6 / 3600
        self._in_all = settings.held_max_mb * 1e6
        self._pieces: list[bytes] = []
        self._open: list[Sound] = []
        self.length: Samples = 0
        self.held_bytes = 0
        self.rounded = 0
        """Pieces that are not bit for bit what was heard."""

    def hear(self, start: Samples, block: Sound) -> None:
        """Sound of shape (n, 2) from `start` on, which is where the last ended."""
        assert start == self.length, "sound is heard in the order of its time"
        self.length += len(block)
        self._open.append(block.copy())
        if self.length >= (len(self._pieces) + 1) * PIECE:
            self._pack()

    def finish(self) -> None:
        self._pack(to_the_end=True)

    @property
    def ready(self) -> Samples:
        """So much of it can be read by now."""
        return len(self._pieces) * PIECE

    def sound(self, wait: Callable[[Samples], None] = lambda _end: None) -> Cached:
        """For one thread, silent before and after.

        `wait` is called before a part is read, with its end: it returns once that is ready, or all is.
        """

        def fetch(start: Samples, end: Samples) -> Sound:
            wait(end)
            return self._decoded(start, end)

        return Cached(fetch, PIECE, close=lambda: None)

    def _pack(self, to_the_end: bool = False) -> None:
        waiting = np.concatenate([np.empty((0, 2), np.int16), *self._open])
        while len(waiting) >= PIECE or (to_the_end and len(waiting)):
            self._pieces.append(self._packed(waiting[:PIECE]))
            waiting = waiting[PIECE:]
        self._open = [waiting]

    def _packed(self, sound: Sound) -> bytes:
        bits, packed, most = 0, _flac(sound), self._most()
        while len(packed) > most and bits < ROUNDED_MAX:
            too_much = ceil(8 * (len(packed) - most) / sound.size)
            bits = min(bits + too_much, ROUNDED_MAX)
            packed = _flac(rounded(sound, bits))
        self.rounded += bits > 0
        self.held_bytes += len(packed)
        return packed

    def _most(self) -> float:
        """Bytes for the next piece: its share, and what silences before it have spared."""
        heard_s = (len(self._pieces) + 1) * PIECE / SAMPLE_RATE
        per_s = min(self._per_s, self._in_all / max(self.expected_s or 0.0, heard_s))
        return max(per_s * (heard_s + ADVANCE_S) - self.held_bytes, per_s * PIECE / SAMPLE_RATE)

    def _decoded(self, start: Samples, end: Samples) -> Sound:
        """One piece, or silence where there is none."""
        sound = np.zeros((end - start, 2), np.int16)
        if start // PIECE < len(self._pieces):
            piece, _ = soundfile.read(io.BytesIO(self._pieces[start // PIECE]), dtype="int16")
            sound[: len(piece)] = piece
        return sound


def rounded(sound: Sound, bits: int) -> Sound:
    """Its lowest `bits` zero, and what is left as near to it as 16 bits allow."""
    if bits == 0:
        return sound
    step = 1 << bits
    steps = (sound.astype(np.int32) + step // 2) >> bits
    nearest: Sound = (np.minimum(steps, (1 << 15 - bits) - 1) << bits).astype(np.int16)
    return nearest


def _flac(sound: Sound) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, sound, SAMPLE_RATE, format="FLAC", subtype="PCM_16")
    return file.getvalue()

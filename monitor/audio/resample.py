"""From any sample rate to the session clock's, as a stream.

Recordings and devices go through the same class, so that the same sound gives the
same samples on either way.  The result does not depend on how the sound is cut:
soxr keeps its own queue and computes every output sample from the same inputs.
That holds for float32 alone; its integer mode adds dither from a random seed.
"""

import numpy as np
import soxr
from numpy.typing import NDArray

from monitor.conversation.timeline import SAMPLE_RATE

Pcm = NDArray[np.int16 | np.float32]
"""Sound of shape (n, channels); a float32 1.0 is one step of 16 bits, not full scale."""

LOWEST, HIGHEST = -32768, 32767


def to_int16(sound: Pcm) -> NDArray[np.int16]:
    """Rounded to whole steps; what lies beyond full scale is cut off there."""
    if sound.dtype == np.int16:
        return sound.astype(np.int16, copy=False)
    return np.clip(np.rint(sound), LOWEST, HIGHEST).astype(np.int16)


class Resampler:
    """One stream of `channels` at `rate` Hz, in; the same at SAMPLE_RATE, out.

    Output sample k lies at the time of input sample k * rate / SAMPLE_RATE: the filter
    holds sound back (some 10 to 70 ms) but does not shift it.
    """

    def __init__(self, rate: int, channels: int) -> None:
        self._channels = channels
        self._stream = None
        if rate != SAMPLE_RATE:
            self._stream = soxr.ResampleStream(rate, SAMPLE_RATE, channels, dtype="float32", quality="HQ")

    def feed(self, sound: Pcm) -> NDArray[np.int16]:
        """What `sound` completes, shape (m, channels); m may be 0."""
        if self._stream is None:
            return to_int16(sound)
        return to_int16(self._stream.resample_chunk(np.ascontiguousarray(sound, np.float32)))

    def finish(self) -> NDArray[np.int16]:
        """The rest, once the input has ended."""
        if self._stream is None:
            return np.empty((0, self._channels), np.int16)
        return to_int16(self._stream.resample_chunk(np.empty((0, self._channels), np.float32), last=True))

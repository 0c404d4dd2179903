"""From any sample rate to the session clock's, and back for a sound card, as a stream.

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
    """One stream of `channels` at `rate` Hz, in; the same at the rate `to`, out.

    Output sample k lies at the time of input sample k * rate / to: the filter
    holds sound back (some 10 to 70 ms) but does not shift it.
    """

    def __init__(self, rate: int, channels: int, to: int = SAMPLE_RATE) -> None:
        self._channels = channels
        self._stream = None
        if rate != to:
            self._stream = soxr.ResampleStream(rate, to, channels, dtype="float32", quality="HQ")

    def feed(self, sound: Pcm) -> NDArray[np.int16]:
        """What `sound` completes, shape (m, channels); m may be 0."""
        return to_int16(sound if self._stream is None else self.feed_floats(sound))

    def finish(self) -> NDArray[np.int16]:
        """The rest, once the input has ended."""
        return to_int16(self.finish_floats())

    def feed_floats(self, sound: Pcm) -> NDArray[np.float32]:
        """As `feed`, neither rounded nor cut off."""
        floats = np.ascontiguousarray(sound, np.float32)
        if self._stream is None:
            return floats
        resampled: NDArray[np.float32] = self._stream.resample_chunk(floats)
        return resampled

    def finish_floats(self) -> NDArray[np.float32]:
        """As `finish`."""
        nothing = np.empty((0, self._channels), np.float32)
        if self._stream is None:
            return nothing
        resampled: NDArray[np.float32] = self._stream.resample_chunk(nothing, last=True)
        return resampled

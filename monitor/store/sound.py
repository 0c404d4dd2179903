"""Sound in FLAC: pieces of one channel, as they are written and read back, bit for bit."""

import io
from dataclasses import dataclass

import numpy as np
import soundfile
from numpy.typing import NDArray

from monitor.conversation.timeline import SAMPLE_RATE, Channel, Samples
from monitor.errors import DamagedError

PIECE_MAX: Samples = 10 * SAMPLE_RATE
BODY_MAX_BYTES = 2 * PIECE_MAX * 2

Sound = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Piece:
    """`samples` of one channel from `start` on, in FLAC."""

    channel: Channel
    start: Samples
    samples: Samples
    flac: bytes

    @property
    def end(self) -> Samples:
        return self.start + self.samples


def encode(channel: Channel, start: Samples, sound: Sound) -> Piece:
    """A piece of at most PIECE_MAX samples, shape (n,)."""
    file = io.BytesIO()
    soundfile.write(file, sound, SAMPLE_RATE, format="FLAC", subtype="PCM_16")
    return Piece(channel, start, len(sound), file.getvalue())


def decode(piece: Piece) -> Sound:
    """Its samples, shape (n,); DamagedError where it does not hold what it says."""
    try:
        with soundfile.SoundFile(io.BytesIO(piece.flac)) as file:
            if (file.format, file.samplerate, file.channels) != ("FLAC", SAMPLE_RATE, 1):
                raise DamagedError
            sound: Sound = file.read(piece.samples + 1, dtype="int16")
    except (soundfile.SoundFileError, RuntimeError, ValueError):
        raise DamagedError from None
    if len(sound) != piece.samples:
        raise DamagedError
    return sound

"""The sound of a session as FLAC: 16 kHz, 16 bits, left the therapist, right the client."""

from collections.abc import Iterable
from typing import BinaryIO

import numpy as np
import soundfile
from numpy.typing import NDArray

from monitor.conversation.timeline import SAMPLE_RATE, Channel


def write_flac(blocks: Iterable[NDArray[np.int16]], file: BinaryIO) -> None:
    """Write the blocks, shape (n, 2), one after the other, without holding them all."""
    with soundfile.SoundFile(file, "w", SAMPLE_RATE, len(Channel), "PCM_16", format="FLAC") as sound:
        for block in blocks:
            sound.write(block)

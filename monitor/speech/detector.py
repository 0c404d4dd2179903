"""What every voice detector does, so that one can be exchanged for another."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class VoiceDetector(Protocol):
    """Hears one channel from beginning to end; keeps its state between calls."""

    def feed(self, samples: NDArray[np.int16]) -> Sequence[float]:
        """One score from 0 (no voice) to 1 for each frame.

        `samples` is mono at SAMPLE_RATE and a whole number of frames long.  How the
        recording is cut into calls does not change the scores.
        """
        ...

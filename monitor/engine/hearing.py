"""What turns two channels of samples into scores of own speech."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from monitor.audio.trust import Trust
from monitor.conversation.timeline import Channel, Samples

Block = NDArray[np.int16]
"""Samples at SAMPLE_RATE, shape (n, 2): therapist, client."""

Scores = Mapping[Channel, Sequence[float]]
"""One score from 0 to 1 for each frame, equally many for both channels."""


class Hearing(Protocol):
    """What turns two channels of samples into scores of own speech, frame by frame.

    A frame's scores come at most `lag` samples after its end, and how the samples are cut
    into blocks changes nothing.
    """

    @property
    def lag(self) -> Samples: ...

    def feed(self, block: Block) -> Scores:
        """The scores that the block has completed."""
        ...

    def finish(self) -> Scores:
        """The scores still open when the signal ends, up to its last whole frame."""
        ...

    def sound(self) -> Block:
        """What the last `feed` or `finish` made ready to be understood, leakage taken out.

        Over the calls it is the signal from its first sample on, without a gap; after `finish`
        a little silence may follow it.
        """
        ...

    def trust(self) -> Trust:
        """How far the two channels can be trusted, as far as has been heard."""
        ...

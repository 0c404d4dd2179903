"""The session clock and the two lanes of speech on it.

Time is a whole number of samples at SAMPLE_RATE since the session began; seconds
appear only where a person or a file reads them.
"""

from dataclasses import dataclass
from enum import Enum

SAMPLE_RATE = 16_000
FRAME_SAMPLES = 160
"""One frame, 10 ms: the grid on which speech is decided."""

Samples = int  # a time or a length on the session clock


class Channel(Enum):
    """Whose microphone it is; the value is the name used in every file and message."""

    THERAPIST = "therapist"
    CLIENT = "client"

    @property
    def other(self) -> "Channel":
        return Channel.CLIENT if self is Channel.THERAPIST else Channel.THERAPIST


@dataclass(frozen=True, slots=True)
class Segment:
    """Speech on one channel, [start, end) in samples."""

    start: Samples
    end: Samples

    @property
    def length(self) -> Samples:
        return self.end - self.start


def seconds(samples: Samples) -> float:
    """A time or length in seconds."""
    return samples / SAMPLE_RATE


def clock(time_s: float) -> str:
    """A time of the session as people read it: 0:07, 4:07, 1:04:07."""
    minutes, rest_s = divmod(int(time_s), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest_s:02}" if hours else f"{minutes}:{rest_s:02}"


def to_samples(duration_s: float) -> Samples:
    """The nearest whole sample to a time or length in seconds."""
    return round(duration_s * SAMPLE_RATE)

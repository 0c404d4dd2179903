"""What turns the speech of one utterance into words, whatever does it."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from monitor.conversation.timeline import Samples, Segment
from monitor.conversation.transcript import Refusal, Word


@dataclass(frozen=True, slots=True)
class Job:
    """Sound to decode: `audio`, shape (n,) at SAMPLE_RATE, whose first sample is `start`.

    `voiced` is where speech was heard in it; words are placed there and nowhere else.
    `beam` is the width of the search; 1 is greedy.  `language` is a code such as "en", or ""
    where it is still to be detected.
    """

    audio: NDArray[np.int16]
    start: Samples
    voiced: tuple[Segment, ...]
    beam: int
    language: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """`language` is the one decoded in, `language_confidence` from 0 to 1 (1 where it was given).

    `cost_s` is the wall time that it took.
    """

    words: tuple[Word, ...]
    refused: tuple[Refusal, ...]
    language: str
    language_confidence: float
    cost_s: float


class Recogniser(Protocol):
    """Decodes one job at a time.  Raises RecogniserLost where it has died or hangs."""

    def final(self, job: Job) -> Decoded:
        """The words of an utterance that is over, with times; refused text beside them."""
        ...

    def partial(self, job: Job) -> Decoded:
        """The words so far of an utterance that still lasts, fast; nothing is refused, only left out."""
        ...

    def close(self) -> None:
        """Give back what it holds; it can be used again."""
        ...


class RecogniserLost(Exception):  # noqa: N818
    """The recogniser died or hung on a job; the next call starts it anew."""

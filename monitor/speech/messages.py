"""What passes between the product and the process that decodes: msgpack, one message a time.

The product sends an Opening, then Work; it gets Ready or Unusable for the one, Answer or Broken
for each of the other.
"""

from dataclasses import dataclass
from typing import Literal

import msgspec

from monitor.conversation.timeline import Samples, Segment
from monitor.speech.guards import GuardSettings
from monitor.speech.recogniser import Decoded


@dataclass(frozen=True, slots=True)
class DecodingSettings:
    """Where and how a model decodes; times in seconds."""

    device: Literal["auto", "cpu", "cuda"]
    cpu_threads: int
    partial_window_min_s: float
    load_timeout_s: float
    job_timeout_s: float

    def __post_init__(self) -> None:
        if self.cpu_threads < 0:
            raise ValueError("cpu_threads must be 0 (all cores but one) or more")
        if not 1.0 <= self.partial_window_min_s <= 30.0:
            raise ValueError("partial_window_min_s must be from 1 to 30")
        if min(self.load_timeout_s, self.job_timeout_s) < 1.0:
            raise ValueError("load_timeout_s and job_timeout_s must be at least 1")


class Opening(msgspec.Struct, frozen=True):
    """The first message: the model in `folder`, and what its text is judged by."""

    folder: str
    settings: DecodingSettings
    guards: GuardSettings
    phantoms: frozenset[str]


class Work(msgspec.Struct, frozen=True):
    """A Job; `audio` are its samples, two bytes each as this machine has them.

    A process that has not answered after `limit_s` ends itself, if it still can.
    """

    kind: Literal["final", "partial"]
    audio: bytes
    start: Samples
    voiced: tuple[Segment, ...]
    beam: int
    language: str
    limit_s: float


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The model is loaded; `device` is the one it runs on, "cpu" or "cuda"."""

    device: str


class Unusable(msgspec.Struct, frozen=True, tag=True):
    """The model cannot do what is asked of it: the sentence of a ModelError."""

    sentence: str


class Broken(msgspec.Struct, frozen=True, tag=True):
    """A job failed; `error` is the name of what was raised.  Never holds words."""

    error: str


class Answer(msgspec.Struct, frozen=True, tag=True):
    decoded: Decoded


Reply = Ready | Unusable | Broken | Answer

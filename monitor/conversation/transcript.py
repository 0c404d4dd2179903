"""The words of a session: what each utterance was decoded to, and what could not be.

An utterance is decoded as a whole once it is over; its words are final.  What is shown
while it lasts is a partial, and is never kept.
"""

from dataclasses import dataclass

from monitor.conversation.timeline import Channel, Samples, Segment


@dataclass(frozen=True, slots=True)
class Word:
    """`text` as it is written, with its punctuation; `confidence` runs from 0 to 1."""

    text: str
    start: Samples
    end: Samples
    confidence: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of one channel's speech that is decoded as a whole.

    `voiced` are its segments in order, at least one; `closed_at` is the moment at which it was
    known to be over.
    """

    channel: Channel
    voiced: tuple[Segment, ...]
    closed_at: Samples

    @property
    def start(self) -> Samples:
        return self.voiced[0].start

    @property
    def end(self) -> Samples:
        return self.voiced[-1].end


@dataclass(frozen=True, slots=True)
class Refusal:
    """Text that was decoded but is not believed, and why, in words for a reader."""

    start: Samples
    end: Samples
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Final:
    """What became of an utterance.

    `missing` says in words why it could not be decoded; then there are no words.
    """

    utterance: Utterance
    words: tuple[Word, ...] = ()
    refused: tuple[Refusal, ...] = ()
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Partial:
    """The words of an utterance that still lasts: those that two decodes agree on, and the rest."""

    channel: Channel
    start: Samples
    steady: tuple[Word, ...]
    rest: tuple[Word, ...]

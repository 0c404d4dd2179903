"""The words of a session: what each utterance was decoded to, and what could not be.

An utterance is decoded as a whole once it is over; its words are final.  What is shown
while it lasts is a partial, and is never kept.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

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


class Transcript:
    """All that has been decoded so far, in order of time on each channel, whenever it came.

    `language` is a code such as "en", or "" where none is known.
    """

    def __init__(self, language: str = "") -> None:
        self.language = language
        self._finals: dict[Channel, list[Final]] = {channel: [] for channel in Channel}

    def add(self, final: Final) -> None:
        """An utterance that was missing and is decoded after all takes the place it had."""
        finals = self._finals[final.utterance.channel]
        index = bisect_left(finals, final.utterance.start, key=_start)
        if index < len(finals) and finals[index].utterance.start == final.utterance.start:
            finals[index] = final
        else:
            finals.insert(index, final)

    def finals(self, channel: Channel, start: Samples = 0, end: Samples | None = None) -> list[Final]:
        """The utterances that reach into [start, end), in order."""
        finals = self._finals[channel]
        first = bisect_left(finals, start + 1, key=_end)
        return finals[first : None if end is None else max(first, bisect_left(finals, end, key=_start))]

    def words(self, channel: Channel, start: Samples = 0, end: Samples | None = None) -> list[Word]:
        """The words whose middle lies in [start, end), in order."""
        spoken = (word for final in self.finals(channel, start, end) for word in final.words)
        return [word for word in spoken if start <= middle(word) and (end is None or middle(word) < end)]

    def settled(self, channel: Channel, start: Samples, end: Samples, segments: Iterable[Segment]) -> bool:
        """Whether all that the channel's segments hold of [start, end) has become words, or never will.

        What is refused or missing never will.
        """
        pieces = ((max(each.start, start), min(each.end, end)) for each in segments)
        return all(self._covered(channel, first, last) for first, last in pieces if first < last)

    @property
    def missing(self) -> list[Final]:
        """The utterances that could not be decoded, in the order of their start."""
        return sorted((final for final in self._all() if final.missing), key=_start)

    @property
    def refused(self) -> list[tuple[Channel, Refusal]]:
        """Whose text is not believed, in the order of its start."""
        found = [(final.utterance.channel, each) for final in self._all() for each in final.refused]
        return sorted(found, key=lambda pair: pair[1].start)

    def swapped(self) -> "Transcript":
        """The same words with the two channels' roles exchanged."""
        transcript = Transcript(self.language)
        for channel, finals in self._finals.items():
            transcript._finals[channel.other] = [
                replace(final, utterance=replace(final.utterance, channel=channel.other)) for final in finals
            ]
        return transcript

    def _all(self) -> Iterator[Final]:
        for finals in self._finals.values():
            yield from finals

    def _covered(self, channel: Channel, start: Samples, end: Samples) -> bool:
        for final in self.finals(channel, start, end):
            for voiced in final.utterance.voiced:
                if voiced.start <= start < voiced.end:
                    start = voiced.end
        return start >= end


def middle(word: Word) -> Samples:
    """The instant that says in which stretch of time a word was spoken."""
    return (word.start + word.end) // 2


def _start(final: Final) -> Samples:
    return final.utterance.start


def _end(final: Final) -> Samples:
    return final.utterance.end

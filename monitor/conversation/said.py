"""What was said in an overlap, for a reader."""

from dataclasses import dataclass

from monitor.conversation.clauses import THINKING, clause, ends_sentence, text
from monitor.conversation.events import (
    AttemptedInterruption,
    Backchannel,
    SuccessfulInterruption,
    TypedOverlap,
    UnresolvedOverlap,
)
from monitor.conversation.timeline import Samples, to_samples
from monitor.conversation.transcript import Transcript, Word, middle

RECALL: Samples = to_samples(30.0)
"""How far a clause is followed, back and forth."""
WENT_ON: Samples = to_samples(1.0)
"""Whoever has another word within this time of the overlap's end was not cut off."""


@dataclass(frozen=True, slots=True)
class Said:
    """`said` by the one who came in; `cut_off` is the other's clause, "" where none was."""

    said: str
    cut_off: str


def spoken_in(event: TypedOverlap, transcript: Transcript) -> Said:
    """What the one who came in said, to the end of the sentence where they went on, and what it cut off."""
    return Said(text(_said(event, transcript)), _cut_off(event, transcript))


def _said(event: TypedOverlap, transcript: Transcript) -> list[Word]:
    if isinstance(event, Backchannel | AttemptedInterruption):
        return transcript.words(event.by, event.start, event.end)
    said: list[Word] = []
    for word in transcript.words(event.by, event.start, event.start + RECALL):
        if said and word.start - said[-1].end > THINKING:
            break
        said.append(word)
        if ends_sentence(word) and middle(word) >= event.end:
            break
    return said


def _cut_off(event: TypedOverlap, transcript: Transcript) -> str:
    if not isinstance(event, SuccessfulInterruption | UnresolvedOverlap):
        return ""
    other, end = event.by.other, event.end
    if isinstance(event, UnresolvedOverlap) and transcript.words(other, end, end + WENT_ON):
        return ""
    return clause(transcript.words(other, end - RECALL, end))

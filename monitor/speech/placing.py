"""Words laid on the speech that was heard: a recogniser's times are rough, and its voice detector is ours.

Whisper's alignment gives the first word of a window all the silence before it, and a word
after a pause the pause.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from monitor.conversation.timeline import FRAME_SAMPLES, Samples, Segment, to_samples
from monitor.conversation.transcript import Word

JOINED: Samples = to_samples(0.3)
"""Speech that is interrupted for less is one stretch: a word may lie across the dip."""
REACH: Samples = to_samples(0.2)
"""A word that is off the speech by up to this is moved to it."""
LEAST: Samples = FRAME_SAMPLES
"""No word is shorter, where there is room."""


@dataclass(frozen=True, slots=True)
class Placed:
    """`words` in order, each within speech; `stray` are those where nobody spoke."""

    words: tuple[Word, ...]
    stray: tuple[Word, ...]


def place(words: Sequence[Word], voiced: Sequence[Segment]) -> Placed:
    """The words on the speech; `voiced` is in order and not empty."""
    stretches = _stretches(voiced)
    placed: list[tuple[int, Word]] = []
    stray: list[Word] = []
    number = 0
    for word in words:
        best = max(range(number, len(stretches)), key=lambda n: (_overlap(word, stretches[n]), n))
        if _overlap(word, stretches[best]) < -REACH:
            stray.append(word)
            continue
        number = best
        placed.append((number, _within(word, stretches[number])))
    by_stretch = groupby(placed, key=lambda pair: pair[0])
    in_order = (_apart([word for _, word in group], stretches[n]) for n, group in by_stretch)
    return Placed(tuple(word for group in in_order for word in group), tuple(stray))


def runs(words: Iterable[Word]) -> list[list[Word]]:
    """Words that follow each other within REACH, together."""
    found: list[list[Word]] = []
    for word in words:
        if found and word.start - found[-1][-1].end <= REACH:
            found[-1].append(word)
        else:
            found.append([word])
    return found


def _stretches(voiced: Sequence[Segment]) -> list[Segment]:
    joined = [voiced[0]]
    for segment in voiced[1:]:
        if segment.start - joined[-1].end < JOINED:
            joined[-1] = Segment(joined[-1].start, segment.end)
        else:
            joined.append(segment)
    return joined


def _overlap(word: Word, stretch: Segment) -> Samples:
    """How much of the word lies in the stretch; where nothing does, its distance, negative."""
    return min(word.end, stretch.end) - max(word.start, stretch.start)


def _within(word: Word, stretch: Segment) -> Word:
    """The part of the word in the stretch; a word beside it lies at its edge, as long as it is."""
    length = min(max(word.end - word.start, LEAST), stretch.length)
    if word.end <= stretch.start:
        return replace(word, start=stretch.start, end=stretch.start + length)
    if word.start >= stretch.end:
        return replace(word, start=stretch.end - length, end=stretch.end)
    return replace(word, start=max(word.start, stretch.start), end=min(word.end, stretch.end))


def _apart(words: Sequence[Word], stretch: Segment) -> list[Word]:
    """The words one after the other within the stretch, none empty."""
    least = max(1, min(LEAST, stretch.length // len(words)))
    starts: list[Samples] = []
    latest = stretch.end - least * len(words)
    for number, word in enumerate(words):
        earliest = starts[-1] + least if starts else stretch.start
        starts.append(max(earliest, min(word.start, latest + least * number)))
    ends = [
        max(start + least, min(word.end, following))
        for word, start, following in zip(words, starts, [*starts[1:], stretch.end], strict=True)
    ]
    return [replace(w, start=a, end=b) for w, a, b in zip(words, starts, ends, strict=True)]

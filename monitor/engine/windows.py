"""One window of sound over several utterances, and its words parted among them again.

The window has a clock of its own, for long silences between its utterances are left out: they
would cost as much as speech.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

import numpy as np

from monitor.conversation.timeline import Samples, Segment, to_samples
from monitor.conversation.transcript import Final, Refusal, Word
from monitor.engine.utterances import Cut, Sound
from monitor.speech.recogniser import Decoded

Said = TypeVar("Said", Word, Refusal)

GAP_MAX = to_samples(0.5)
"""No more silence than this, as zeros, lies between the sound of two utterances."""


def left_out(cuts: Sequence[Cut]) -> list[Samples]:
    """For each utterance, how much later it is in the session than on the window's clock."""
    shifts = [0]
    for before, after in pairwise(cuts):
        shifts.append(shifts[-1] + max(0, after.audio_start - before.audio_end - GAP_MAX))
    return shifts


def length(cuts: Sequence[Cut]) -> Samples:
    """Of the window over them, which are in order."""
    return cuts[-1].audio_end - left_out(cuts)[-1] - cuts[0].audio_start


def joined(cuts: Sequence[Cut]) -> Sound:
    """The window's sound; it begins with that of the first utterance."""
    if len(cuts) == 1:
        return cuts[0].audio
    window = np.zeros(length(cuts), np.int16)
    for cut, shift in zip(cuts, left_out(cuts), strict=True):
        at = cut.audio_start - shift - cuts[0].audio_start
        window[at : at + len(cut.audio)] = cut.audio
    return window


def voiced_in(cuts: Sequence[Cut]) -> tuple[Segment, ...]:
    """Where there is speech, on the window's clock."""
    return tuple(
        Segment(each.start - shift, each.end - shift)
        for cut, shift in zip(cuts, left_out(cuts), strict=True)
        for each in cut.utterance.voiced
    )


def parted(cuts: Sequence[Cut], decoded: Decoded) -> list[Final]:
    """Each utterance with what lies in its part of the window; parts meet midway in the silence between."""
    shifts = left_out(cuts)
    spans = [
        (cut.utterance.start - shift, cut.utterance.end - shift)
        for cut, shift in zip(cuts, shifts, strict=True)
    ]
    edges = [float("-inf"), *((before[1] + after[0]) / 2 for before, after in pairwise(spans)), float("inf")]
    finals = []
    for cut, shift, (low, high) in zip(cuts, shifts, pairwise(edges), strict=True):
        words = tuple(_later(word, shift) for word in decoded.words if low <= _middle(word) < high)
        refused = tuple(_later(each, shift) for each in decoded.refused if low <= _middle(each) < high)
        finals.append(Final(cut.utterance, words, refused))
    return finals


def _later(said: Said, by: Samples) -> Said:
    return replace(said, start=said.start + by, end=said.end + by)


def _middle(said: Word | Refusal) -> float:
    return (said.start + said.end) / 2

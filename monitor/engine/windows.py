"""One window of sound over several utterances, and its words parted among them again."""

from itertools import pairwise

import numpy as np

from monitor.conversation.transcript import Final
from monitor.engine.utterances import Cut, Sound
from monitor.speech.recogniser import Decoded


def joined(cuts: tuple[Cut, ...]) -> Sound:
    """One window over the cuts, each in its place, with zeros between them."""
    if len(cuts) == 1:
        return cuts[0].audio
    start = cuts[0].audio_start
    window = np.zeros(max(cut.audio_end for cut in cuts) - start, np.int16)
    for cut in cuts:
        window[cut.audio_start - start : cut.audio_end - start] = cut.audio
    return window


def parted(cuts: tuple[Cut, ...], decoded: Decoded) -> list[Final]:
    """Each utterance with what lies in its part of the window; parts meet midway in the silence between."""
    utterances = [cut.utterance for cut in cuts]
    edges = [(a.end + b.start) / 2 for a, b in pairwise(utterances)]
    finals = []
    for utterance, low, high in zip(utterances, [float("-inf"), *edges], [*edges, float("inf")], strict=True):
        words = tuple(word for word in decoded.words if low <= (word.start + word.end) / 2 < high)
        refused = tuple(each for each in decoded.refused if low <= (each.start + each.end) / 2 < high)
        finals.append(Final(utterance, words, refused))
    return finals

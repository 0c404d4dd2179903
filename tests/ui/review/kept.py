"""A made-up talk as a kept session, with its words and its sound, in the user's own folders of a test."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from monitor import keeping
from monitor.config import load
from monitor.conversation.events import Speech, SpeechEnded, SpeechStarted, Turn
from monitor.conversation.timeline import SAMPLE_RATE, Channel, Samples, Segment, to_samples
from monitor.conversation.transcript import Final, Utterance, Word
from monitor.document import Analysis, encode
from monitor.store.keep import Keep
from monitor.store.library import Library
from tests.replay.long import long_document
from tests.store.staging import begin

BLOCK: Samples = 8_000
SAME_S = 20
"""Sound is made once for so long, and kept again and again: nobody listens to all of it."""


def keep_session(minutes: float, keep: Keep = Keep.AUDIO, client: str = "Blue Heron", seed: int = 1) -> str:
    """Its whole name."""
    library = keeping.library(load(), None, create=True)
    return kept_in(library, long_document(minutes, seed=seed), keep, client)


def kept_in(library: Library, document: Analysis, keep: Keep, client: str) -> str:
    writer = begin(library, keep, client=client)
    length = to_samples(document.duration_s)
    log, finals = _log(document), _finals(document)
    for start, block in _sound(length):
        end = start + len(block)
        writer.hear(start, block)
        while log and log[0][0] <= end:
            event = log.pop(0)[1]
            writer.note(*(([], [event]) if isinstance(event, Turn) else ([event], [])), 0)
        while finals and finals[0].utterance.end <= end:
            writer.final(finals.pop(0))
        writer.tick(end / SAMPLE_RATE)
    writer.finish(length, encode(document))
    writer.tick(1e6)
    assert writer.closed, writer.not_kept
    return writer.id


def _log(document: Analysis) -> list[tuple[Samples, Speech | Turn]]:
    found: list[tuple[Samples, Speech | Turn]] = []
    for role, segments in document.segments.items():
        for start_s, end_s in segments:
            start, end = to_samples(start_s), to_samples(end_s)
            found += [
                (start, SpeechStarted(Channel(role), start)),
                (end, SpeechEnded(Channel(role), end)),
            ]
    for turn in document.turns:
        start, end = to_samples(turn.start_s), to_samples(turn.end_s)
        found.append((end, Turn(Channel(turn.by), start, end, end)))
    return sorted(found, key=lambda each: (each[0], isinstance(each[1], SpeechStarted)))


def _finals(document: Analysis) -> list[Final]:
    finals = []
    for role, words in (document.words or {}).items():
        for word in words:
            start, end = to_samples(word.start_s), to_samples(word.end_s)
            utterance = Utterance(Channel(role), (Segment(start, max(end, start + 1)),), end)
            finals.append(Final(utterance, (Word(word.text, start, end, word.confidence),)))
    return sorted(finals, key=lambda final: final.utterance.end)


def _sound(length: Samples) -> Iterator[tuple[Samples, NDArray[np.int16]]]:
    """Something like voices."""
    noise = np.random.default_rng(1).normal(0, 300, (SAME_S * SAMPLE_RATE, 2))
    same = np.cumsum(noise, axis=0)
    same -= np.linspace(same[0], same[-1], len(same))
    sound: NDArray[np.int16] = same.clip(-9_000, 9_000).astype(np.int16)
    for start in range(0, length, BLOCK):
        first = start % len(sound)
        yield start, sound[first : first + min(BLOCK, length - start)]

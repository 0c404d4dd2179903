"""What the tests of the store are played with: a keyring, a talk, and a writer that is fed it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from monitor.conversation.events import (
    Backchannel,
    Event,
    Monologue,
    Silence,
    Speech,
    SpeechEnded,
    SpeechStarted,
    SuccessfulInterruption,
    Turn,
    UnresolvedOverlap,
)
from monitor.conversation.record import Record
from monitor.conversation.timeline import SAMPLE_RATE, Channel, Samples, Segment
from monitor.conversation.transcript import Final, Refusal, Transcript, Utterance, Word
from monitor.store.keep import Consent, Keep
from monitor.store.library import Library, Opening
from monitor.store.settings import WriterSettings
from monitor.store.writer import SessionWriter

T, C = Channel.THERAPIST, Channel.CLIENT
SECOND = SAMPLE_RATE
DELAY = 4_640
AGREED = Consent("The client has agreed that the talk is kept.", 1_760_000_000, "therapist")
SETTINGS = WriterSettings(commit_s=0.5, retry_s=1.0, sound_waiting_max_s=5.0)
WORDS = ("Quizzaciously", "grandmother", "Xylographer", "secretly", "Leipzig", "divorce")


class InMemory(KeyringBackend):
    """A real backend of keyring that holds its entries in this process; it can be locked."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._require_open()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._require_open()
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._require_open()
        del self.entries[service, username]

    def _require_open(self) -> None:
        if self.locked:
            raise KeyringLocked("locked")


@dataclass
class Told:
    """What a writer was told, as the live program would hold it itself."""

    record: Record = field(default_factory=Record)
    transcript: Transcript = field(default_factory=lambda: Transcript("en"))
    sound: list[Any] = field(default_factory=list)

    def samples(self) -> Any:
        return np.concatenate(self.sound)


def opening(keep: Keep = Keep.AUDIO, started_at: int = 1_760_000_000, client: str = "") -> Opening:
    return Opening(
        started_at=started_at,
        keep=keep,
        consent=AGREED if keep.words else None,
        program={"session-monitor": "0.1", "sqlcipher3": "0.6.4"},
        settings={"conversation": {"ipu_gap_s": 0.18}},
        source=("Headset",),
        model="demo-en",
        language="en",
        client=client,
    )


def begin(library: Library, keep: Keep = Keep.AUDIO, **more: Any) -> SessionWriter:
    return library.begin(opening(keep, **more), SETTINGS)


def talk(writer: SessionWriter, seconds: int, start_s: int = 0, told: Told | None = None) -> Told:
    """So many seconds of a made-up talk with every kind of event; `tick` after each tenth."""
    told = told or Told()
    for second in range(start_s, start_s + seconds):
        for at, block in blocks(second):
            writer.hear(at, block)
            told.sound.append(block)
        speech, events = happening(second)
        writer.note(speech, events, DELAY)
        told.record.note(speech, events, DELAY)
        final = decoded(second)
        writer.final(final)
        told.transcript.add(final)
        for tenth in range(10):
            writer.tick(second + tenth / 10)
    return told


def finish(writer: SessionWriter, told: Told, seconds: int, document: bytes = b"{}") -> None:
    told.record.finish(seconds * SECOND)
    writer.finish(seconds * SECOND, document)
    writer.tick(1e6)
    assert writer.closed, writer.not_kept


def blocks(second: int) -> Iterator[tuple[Samples, Any]]:
    """A second of sound like a voice's, in blocks of 20 ms, each with its start."""
    noise = np.random.default_rng(second).normal(0, 800, (SECOND, 2))
    sound = np.cumsum(noise, axis=0).clip(-20_000, 20_000).astype(np.int16)
    for first in range(0, SECOND, 320):
        yield second * SECOND + first, sound[first : first + 320]


def happening(second: int) -> tuple[list[Speech], list[Event]]:
    """Boundaries and events of one second, all kinds of them over ten."""
    at = second * SECOND
    who = T if second % 2 else C
    speech: list[Speech] = [SpeechStarted(who, at + 100), SpeechEnded(who, at + 9_000)]
    span = (at + 1_000, at + 5_000)
    name = f"{who.value}-{second}"
    kinds: list[list[Event]] = [
        [Turn(who, *span, at + 9_500)],
        [UnresolvedOverlap(name, who, *span, 900, at + 6_000, 0.25)],
        [
            UnresolvedOverlap(name, who, *span, 900, at + 6_000, 0.25),
            SuccessfulInterruption(name, who, at + 1_000, at + 7_000, 950, at + 9_000, 0.75),
        ],
        [Backchannel(name, who, *span, 4_000, at + 8_000, 1.0)],
        [Monologue(f"monologue-{second}", who, *span, 3_500, at + 5_500)],
        [
            Silence(f"silence-{second}", *span, who, None, at + 6_000),
            Silence(f"silence-{second}", at + 1_000, at + 9_000, who, who.other, at + 9_100),
        ],
        [Silence(f"silence-{second}", *span, None, None, at + 6_000)],
    ]
    return speech, kinds[second % len(kinds)]


def decoded(second: int) -> Final:
    """Words, a refusal, or a missing utterance."""
    at = second * SECOND
    utterance = Utterance(T if second % 2 else C, (Segment(at + 100, at + 9_000),), at + 15_000)
    if second % 5 == 3:
        return Final(utterance, missing="the recogniser stopped")
    words = tuple(
        Word(WORDS[(second + n) % len(WORDS)], at + n * 1_000, at + n * 1_000 + 900, 0.5) for n in range(4)
    )
    refused = (Refusal(at, at + 500, "Thanks for watching", "nobody spoke"),) if second % 5 == 1 else ()
    return Final(utterance, words, refused)


def same_record(one: Record, other: Record) -> bool:
    return (
        one.duration == other.duration
        and one.segments == other.segments
        and one.turns == other.turns
        and one.events == other.events
    )


def same_words(one: Transcript, other: Transcript) -> bool:
    return one.language == other.language and all(one.finals(c) == other.finals(c) for c in Channel)

"""How long which kind of thing is kept, and what is due to be deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from monitor.store.card import Card
from monitor.store.keep import Keep

Kind = Literal["audio", "words", "numbers"]
KINDS: tuple[Kind, ...] = ("audio", "words", "numbers")
"""In the order in which they go; without its numbers a session is gone."""

FOREVER = 0.0


@dataclass(frozen=True, slots=True)
class RetentionSettings:
    """Days after the session; 0 means for good."""

    audio_days: float
    words_days: float
    numbers_days: float

    def __post_init__(self) -> None:
        for name in ("audio_days", "words_days", "numbers_days"):
            if not 0.0 <= getattr(self, name) <= 36_500.0:
                raise ValueError(f"{name} is {getattr(self, name)}, but must be from 0 to 36500")
        for shorter, longer in (("audio_days", "words_days"), ("words_days", "numbers_days")):
            if _length(getattr(self, shorter)) > _length(getattr(self, longer)):
                raise ValueError(f"{shorter} must not be longer than {longer}: they are deleted together")

    def days(self, kind: Kind) -> float:
        return {"audio": self.audio_days, "words": self.words_days, "numbers": self.numbers_days}[kind]


@dataclass(frozen=True, slots=True)
class Due:
    """What of a session is to be deleted, and since when (with its time zone)."""

    session: str
    kind: Kind
    since: datetime


def due(cards: Iterable[Card], settings: RetentionSettings, now: datetime) -> list[Due]:
    """What has outlived its time, oldest first; `now` has a time zone.  Nothing of a running session."""
    found = [
        Due(card.id, kind, expires)
        for card in cards
        if card.state in ("finished", "recovered")
        for kind in KINDS
        if settings.days(kind) != FOREVER and _has(card, kind)
        if (expires := _ended(card) + timedelta(days=settings.days(kind))) <= now
    ]
    return sorted(found, key=lambda each: (each.since, each.session))


def remaining(kinds: Iterable[Kind]) -> Keep | None:
    """What a session may still hold without these kinds; None where it is to go as a whole.

    Sound without its words is not kept: who deletes the words means the talk.
    """
    gone = set(kinds)
    if "numbers" in gone:
        return None
    if "words" in gone:
        return Keep.NUMBERS
    return Keep.TRANSCRIPT if "audio" in gone else Keep.AUDIO


def _length(days: float) -> float:
    return float("inf") if days == FOREVER else days


def _ended(card: Card) -> datetime:
    return datetime.fromtimestamp(card.started_at + card.duration_s, UTC)


def _has(card: Card, kind: Kind) -> bool:
    return {"audio": card.has_audio, "words": card.has_words, "numbers": True}[kind]

"""How long which kind of thing is kept, and what is due to be deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.store.card import Card
from monitor.store.keep import Keep
from monitor.store.settings import FOREVER, KINDS, Kind, RetentionSettings


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


def _ended(card: Card) -> datetime:
    return datetime.fromtimestamp(card.started_at + card.duration_s, UTC)


def _has(card: Card, kind: Kind) -> bool:
    return {"audio": card.has_audio, "words": card.has_words, "numbers": True}[kind]

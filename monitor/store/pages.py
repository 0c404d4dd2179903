"""What stands in the rows that are not of the log: the header, the card, words, changes of keep."""

from collections.abc import Iterable
from operator import index
from typing import Annotated, Any, TypeVar

import msgspec

from monitor.conversation.timeline import Channel, Samples, Segment
from monitor.conversation.transcript import Final, Refusal, Word
from monitor.errors import DamagedError, StoreError
from monitor.store.entries import SAMPLES_MAX
from monitor.store.keep import Consent, Keep, KeepChange

T = TypeVar("T")

HEADER_MAX_BYTES = 1_000_000
CARD_MAX_BYTES = 100_000
WORDS_MAX_BYTES = 1_000_000
NOTE_MAX = 20_000
CHANNELS = tuple(Channel)

Line = Annotated[str, msgspec.Meta(max_length=200)]


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was so at the start; `started_at` is Unix time in s, `program` versions by name.

    `model` names the speech model, empty without one; `source` the devices; `language` is a code.
    """

    id: str
    started_at: Annotated[int, msgspec.Meta(ge=0, le=2**40)]
    program: dict[str, str]
    model: str
    language: str
    source: list[str]
    settings: dict[str, dict[str, Any]]


class Description(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the therapist writes about a session: a pseudonym, tags, notes."""

    client: Line = ""
    tags: Annotated[list[Line], msgspec.Meta(max_length=50)] = []
    notes: Annotated[str, msgspec.Meta(max_length=NOTE_MAX)] = ""


def described(client: str, tags: Iterable[str], notes: str) -> Description:
    """Each tag once.  StoreError where it is too long to keep."""
    about = Description(client, list(dict.fromkeys(tag for tag in tags if tag)), notes)
    try:
        return msgspec.convert(msgspec.to_builtins(about), Description)
    except ValueError:
        raise StoreError(
            "That is too long to keep: a pseudonym and a tag may have 200 characters, a session 50 tags, "
            f"and all its notes {NOTE_MAX} characters. Shorten it and try again."
        ) from None


def to_row(value: Any) -> bytes:
    return msgspec.msgpack.encode(value)


def from_row(body: object, kind: type[T]) -> T:
    """The value; DamagedError where the row is not of this kind."""
    if not isinstance(body, bytes):
        raise DamagedError
    try:
        return msgspec.msgpack.decode(body, type=kind)
    except (ValueError, RecursionError):
        raise DamagedError from None


def final_to_row(final: Final) -> tuple[Samples, bytes]:
    return index(final.utterance.start), to_row(final)


def final_from_row(body: object) -> Final:
    """DamagedError as well where its times make no sense."""
    final = from_row(body, Final)
    spans: list[Segment | Word | Refusal] = [*final.utterance.voiced, *final.words, *final.refused]
    if not final.utterance.voiced or not all(0 <= each.start <= each.end <= SAMPLES_MAX for each in spans):
        raise DamagedError
    if not all(0.0 <= word.confidence <= 1.0 for word in final.words):
        raise DamagedError
    return final


def keep_to_row(change: KeepChange) -> tuple[Samples, int, int, bytes | None]:
    """The columns at, level, dropped, consent."""
    consent = None if change.consent is None else to_row(change.consent)
    return change.at, change.keep.level, int(change.dropped), consent


def keep_from_row(at: int, level: int, dropped: int, consent: object) -> KeepChange:
    agreed = None if consent is None else from_row(consent, Consent)
    if not 0 <= at <= SAMPLES_MAX or level not in range(len(Keep)):
        raise DamagedError
    return KeepChange(at, list(Keep)[level], agreed, bool(dropped))

"""What the event log holds, and how an entry becomes a row: short, and read back strictly.

An entry is a frozen dataclass of whole numbers, fractions, channels and short names; its row is
the list of its fields in MessagePack.  The kinds and their order of fields belong to the version
of the schema: a test holds them.
"""

import re
import typing
from dataclasses import dataclass, fields
from functools import cache
from operator import index
from typing import Annotated, Any, Literal

import msgspec

from monitor.conversation import events
from monitor.conversation.events import Speech, Turn
from monitor.conversation.record import LastingEvent
from monitor.conversation.timeline import Channel, Samples
from monitor.errors import DamagedError

SAMPLES_MAX = 2**40
"""Two years: a longer session is a forgery."""

BODY_MAX_BYTES = 4_096

_MARKS = re.compile(r"paused|resumed|swapped|intended|unintended|language [a-z]{2,3}")

Time = Annotated[int, msgspec.Meta(ge=0, le=SAMPLES_MAX)]
ByNumber = Literal[0, 1]
Text = Annotated[str, msgspec.Meta(max_length=1_000)]
Share = Annotated[float, msgspec.Meta(ge=0.0, le=1.0)]


@dataclass(frozen=True, slots=True)
class Shown:
    """One form of an event, and when a live view showed it."""

    event: LastingEvent
    at: Samples


@dataclass(frozen=True, slots=True)
class Lost:
    """A channel was not heard from `at` on, and why; `why` is empty where it is heard again."""

    channel: Channel
    at: Samples
    why: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Done to the session: "paused", "resumed", "swapped", "intended", "unintended", "language en"."""

    what: str
    at: Samples

    def __post_init__(self) -> None:
        if not _MARKS.fullmatch(self.what):
            raise ValueError(f"{self.what!r} is no mark of a session")


@dataclass(frozen=True, slots=True)
class Hole:
    """What was to be kept of [start, end) and is not: its kind ("audio", "words", "numbers"), and why."""

    kind: str
    start: Samples
    end: Samples
    why: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The session was over; `closed_by` is "user", or "recovery" after a crash."""

    at: Samples
    closed_by: str


Entry = Speech | Turn | Shown | Lost | Mark | Hole | Ended

# A number, once given, is never given again.
KINDS: dict[int, type] = {
    1: events.SpeechStarted,
    2: events.SpeechEnded,
    3: events.Turn,
    10: events.Backchannel,
    11: events.TerminalOverlap,
    12: events.PossibleOverlap,
    13: events.SuccessfulInterruption,
    14: events.AttemptedInterruption,
    15: events.UnresolvedOverlap,
    20: events.Monologue,
    21: events.Silence,
    30: Lost,
    31: Mark,
    32: Hole,
    33: Ended,
}
_NUMBERS = {kind: number for number, kind in KINDS.items()}
MARK = _NUMBERS[Mark]
_SHOWN = (events.Overlap, events.Monologue, events.Silence)
_CHANNELS = tuple(Channel)


def encoded(entry: Entry) -> tuple[Samples, int, bytes]:
    """When it was, its kind and its body."""
    inner: Any = entry.event if isinstance(entry, Shown) else entry
    values = [_plain(getattr(inner, field.name)) for field in fields(inner)]
    if isinstance(entry, Shown):
        values.append(index(entry.at))
    return when(entry), _NUMBERS[type(inner)], msgspec.msgpack.encode(values)


def decoded(kind: int, body: bytes) -> Entry:
    """The entry; DamagedError where the row was not made by `encoded`."""
    if kind not in KINDS:
        raise DamagedError
    try:
        values = list(msgspec.msgpack.decode(body, type=_layout(KINDS[kind])))
        shown_at = values.pop() if issubclass(KINDS[kind], _SHOWN) else None
        entry = KINDS[kind](*map(_rich, fields(KINDS[kind]), values))
    except (ValueError, RecursionError):
        raise DamagedError from None
    return entry if shown_at is None else Shown(entry, shown_at)


def when(entry: Entry) -> Samples:
    """The moment on the session clock by which it was known."""
    if isinstance(entry, Hole):
        return index(entry.end)
    return index(entry.known_at if isinstance(entry, Turn) else entry.at)


@cache
def _layout(kind: type) -> Any:
    hints = typing.get_type_hints(kind)
    types = [_row_type(field.name, hints[field.name]) for field in fields(kind)]
    return tuple[(*types, Time) if issubclass(kind, _SHOWN) else tuple(types)]  # type: ignore[misc]


def _row_type(name: str, hint: Any) -> Any:
    if hint is int:
        return Time
    if name == "confidence":
        return Share
    return {str: Text, Channel: ByNumber}.get(hint, ByNumber | None)


def _plain(value: Any) -> Any:
    if isinstance(value, Channel):
        return _CHANNELS.index(value)
    return value if value is None or isinstance(value, str | float) else index(value)


def _rich(field: Any, value: Any) -> Any:
    """A whole number that stands for a channel becomes one."""
    return _CHANNELS[value] if value is not None and "Channel" in str(field.type) else value

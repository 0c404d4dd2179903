"""What keeping a session asks of whoever keeps it; the live numbers never wait for it."""

from collections.abc import Iterable
from typing import Protocol

from monitor.conversation.events import Event, Speech
from monitor.conversation.snapshot import Keeping
from monitor.conversation.timeline import Channel, Samples, Segment
from monitor.conversation.transcript import Final
from monitor.engine.hearing import Block


class Keeper(Protocol):
    """Is told everything as it happens; what is not to be kept it drops."""

    def note(self, speech: Iterable[Speech], events: Iterable[Event], delay: Samples) -> None:
        """What became settled, as Record.note takes it."""
        ...

    def hear(self, start: Samples, block: Block) -> None:
        """Sound as it was captured, from `start` on the session clock."""
        ...

    def final(self, final: Final) -> None:
        """What became of an utterance."""
        ...

    def lost(self, channel: Channel, at: Samples, why: str) -> None:
        """A channel is not heard from `at` on; with an empty `why` it is heard again."""
        ...

    def mark(self, what: str, at: Samples) -> None:
        """Something done to the session: "paused", "resumed", "swapped", "intended", "language en" …"""
        ...

    def bookmark(self, at: Samples) -> None:
        """A moment to come back to."""
        ...


class Level(Protocol):
    """How much is kept."""

    @property
    def words(self) -> bool: ...

    @property
    def sound(self) -> bool: ...


class Writer(Keeper, Protocol):
    """A keeper that writes when `tick` is called, and may wait for the disk then."""

    not_kept: str
    """Why the session is not being kept now, in a sentence; empty while it is."""
    closed: bool

    @property
    def keep(self) -> Level: ...

    def missed(self, sound: Segment, why: str) -> None:
        """Sound of both channels that could not be handed over."""
        ...

    def tick(self, now_s: float) -> None:
        """Write what waits; `now_s` is any clock that only goes forward."""
        ...

    def finish(self, duration: Samples, analysis: bytes) -> None:
        """The session is over; the next ticks write and close it."""
        ...

    def abandon(self) -> None:
        """Let go of the session as it is; it will be found unfinished."""
        ...


def kept(writer: Writer, trouble: str) -> Keeping:
    """What is shown of it."""
    return Keeping(writer.keep.words, writer.keep.sound, trouble or writer.not_kept)

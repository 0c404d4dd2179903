"""What of a session can be heard, and how: the player that the replay is given.

The sound of a kept session is read from its file as it is needed.  That of a recording is
collected while it is analysed, on the analysis' own clock, so that every place is exact; nothing
of it is written to the disk.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from monitor.audio.cached import Cached
from monitor.audio.collected import Collected
from monitor.audio.playback import Playback
from monitor.audio.playback_settings import PlaybackSettings
from monitor.beside import Arriving
from monitor.conversation.events import Event, Speech
from monitor.conversation.timeline import SAMPLE_RATE, Channel, Samples, Segment
from monitor.conversation.transcript import Final
from monitor.kept import KeptSession
from monitor.replay.player import Player

READ: Samples = 2 * SAMPLE_RATE
"""So much of a kept session is decrypted and decoded at a time: two milliseconds."""


class CollectingKeeper(Collected):
    """Keeps of a recording, while it is analysed, the sound alone (monitor.engine.keeper.Keeper)."""

    def note(self, speech: Iterable[Speech], events: Iterable[Event], delay: Samples) -> None:
        """The document will say it."""

    def final(self, final: Final) -> None:
        """The document will say it."""

    def lost(self, channel: Channel, at: Samples, why: str) -> None:
        """A recording loses no channel."""

    def mark(self, what: str, at: Samples) -> None:
        """Nothing is done to a recording."""

    def bookmark(self, at: Samples) -> None:
        """Nobody listens along who could set one."""


def kept_player(origin: KeptSession, settings: PlaybackSettings) -> Player | None:
    """None where it holds no sound; StoreError where it cannot be read."""
    with origin.library.open(origin.session) as file:
        if not file.contents[1]:
            return None
        length, order = file.heard, -1 if file.swapped else 1
    return Playback(lambda: _kept_sound(origin, order), length, settings)


def collected_player(collected: Collected, settings: PlaybackSettings) -> Player | None:
    """Of a recording that was heard to its end; None where there was nothing to hear."""
    if collected.length == 0:
        return None
    return Playback(collected.sound, collected.length, settings)


class ArrivingPlayback(Playback):
    """Plays a recording that is still being read."""

    def __init__(self, arriving: Arriving, settings: PlaybackSettings) -> None:
        super().__init__(arriving.sound, arriving.length, settings)
        self._arriving = arriving

    def close(self) -> None:
        self._arriving.stop()
        super().close()


def _kept_sound(origin: KeptSession, order: int) -> Cached:
    """Opened by the thread that reads it, since a database belongs to one thread."""
    file = origin.library.open(origin.session)

    def fetch(start: Samples, end: Samples) -> NDArray[np.int16]:
        return file.sound(Segment(start, end))[:, ::order]

    return Cached(fetch, READ, file.close)

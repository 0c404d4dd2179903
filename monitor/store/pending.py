"""What waits to be written: rows in the order in which they came, and sound as it grows.

Rows of the log, of words, bookmarks and changes of keep carry their number from the beginning, so
that a row whose commit was reported as failed, but was not, is recognised and not written twice.
Sound is recognised by its time.
"""

from collections import deque
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import numpy as np

from monitor.conversation.timeline import Channel, Samples, Segment
from monitor.store.cipher import Connection
from monitor.store.pages import CHANNELS
from monitor.store.sound import PIECE_MAX, Piece, Sound, encode

NUMBERED = ("log", "words", "keep", "bookmark")


Row = tuple[str, tuple[Any, ...]]


@dataclass
class Pending:
    """Rows and sound in one line, for the file takes each only as long as it is to be kept.

    `written` is the last number given out in each table.
    """

    written: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NUMBERED, 0))
    line: deque[Row | Piece] = field(default_factory=deque)

    def __bool__(self) -> bool:
        return bool(self.line)

    @property
    def sound(self) -> Samples:
        """How much sound waits, of both channels together."""
        return sum(each.samples for each in self.line if isinstance(each, Piece))

    def add(self, table: str, *values: Any) -> None:
        self.written[table] += 1
        self.line.append((table, (self.written[table], *values)))

    def waits(self, table: str, number: int) -> bool:
        return any(_is(each, table, number) for each in self.line)

    def change(self, table: str, number: int, *values: Any) -> None:
        """Put other values into a row that waits."""
        changed = (table, (number, *values))
        self.line = deque(changed if _is(each, table, number) else each for each in self.line)

    def without(self, tables: set[str]) -> None:
        """Forget what waits for these tables."""
        self.line = deque(each for each in self.line if _table(each) not in tables)

    def shorten(self, most: Samples) -> Segment | None:
        """Let go of the oldest sound beyond `most` samples on each channel; what that was."""
        spare = self.sound - most * len(CHANNELS)
        if spare <= 0:
            return None
        gone: list[Piece] = []
        stays: deque[Row | Piece] = deque()
        for each in self.line:
            if isinstance(each, Piece) and spare > 0:
                gone.append(each)
                spare -= each.samples
            else:
                stays.append(each)
        self.line = stays
        return Segment(min(piece.start for piece in gone), max(piece.end for piece in gone))

    def settle(self, connection: Connection) -> None:
        """Forget what the file holds already."""
        last = {table: _last(connection, table) for table in NUMBERED}
        ends = {channel: _end(connection, channel) for channel in Channel}
        self.line = deque(
            each
            for each in self.line
            if (each.start >= ends[each.channel] if isinstance(each, Piece) else each[1][0] > last[each[0]])
        )

    def write(self, connection: Connection) -> None:
        """Into an open transaction, in order; nothing is forgotten yet."""
        sounds = count(_last(connection, "audio") + 1)
        for each in self.line:
            if isinstance(each, Piece):
                place = (next(sounds), CHANNELS.index(each.channel), each.start, each.samples)
                table, row = "audio", (*place, each.flac)
            else:
                table, row = each
            connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)

    def forget(self) -> None:
        """All of it is written."""
        self.line.clear()


class GrowingSound:
    """Samples that follow one another, until they are cut into pieces."""

    def __init__(self) -> None:
        self._start: Samples = 0
        self._blocks: list[Sound] = []

    def __len__(self) -> int:
        return sum(map(len, self._blocks))

    def follows(self, start: Samples) -> bool:
        return not self._blocks or start == self._start + len(self)

    def add(self, start: Samples, block: Sound) -> None:
        """Shape (n, 2); call `cut` first where it does not follow."""
        if not self._blocks:
            self._start = start
        self._blocks.append(block.copy())  # the caller may use its memory again

    def clear(self) -> None:
        self._blocks.clear()

    def cut(self) -> list[Piece]:
        """All there is, each channel by itself."""
        if not self._blocks:
            return []
        sound = np.concatenate(self._blocks)
        self._blocks.clear()
        return [
            encode(
                channel, self._start + first, np.ascontiguousarray(sound[first : first + PIECE_MAX, number])
            )
            for first in range(0, len(sound), PIECE_MAX)
            for number, channel in enumerate(CHANNELS)
        ]


def _table(each: Row | Piece) -> str:
    return "audio" if isinstance(each, Piece) else each[0]


def _is(each: Row | Piece, table: str, number: int) -> bool:
    return not isinstance(each, Piece) and each[0] == table and each[1][0] == number


def _last(connection: Connection, table: str) -> int:
    (last,) = connection.execute(f"SELECT max(seq) FROM {table}").fetchone()
    return last or 0


def _end(connection: Connection, channel: Channel) -> Samples:
    query = "SELECT at + samples FROM audio WHERE channel = ? ORDER BY at DESC LIMIT 1"
    row = connection.execute(query, (CHANNELS.index(channel),)).fetchone()
    return row[0] if row else 0

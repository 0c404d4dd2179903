"""What waits to be written: rows in the order in which they came, and sound as it grows.

Rows of the log, of words, bookmarks and changes of keep carry their number from the beginning, so
that a row whose commit was reported as failed, but was not, is recognised and not written twice.
Sound is recognised by its time.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from monitor.conversation.timeline import Channel, Samples, Segment
from monitor.store.cipher import Connection
from monitor.store.pages import CHANNELS
from monitor.store.sound import PIECE_MAX, Piece, Sound, encode

NUMBERED = ("log", "words", "keep", "bookmark")


@dataclass
class Pending:
    """`written` is the last number given out in each table; rows wait in `rows`, sound in `pieces`."""

    written: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NUMBERED, 0))
    rows: deque[tuple[str, tuple[Any, ...]]] = field(default_factory=deque)
    pieces: deque[Piece] = field(default_factory=deque)

    def __bool__(self) -> bool:
        return bool(self.rows or self.pieces)

    def add(self, table: str, *values: Any) -> None:
        self.written[table] += 1
        self.rows.append((table, (self.written[table], *values)))

    def waits(self, table: str, number: int) -> bool:
        return any(name == table and row[0] == number for name, row in self.rows)

    def change(self, table: str, number: int, *values: Any) -> None:
        """Put other values into a row that waits."""
        self.rows = deque(
            (name, (number, *values)) if name == table and row[0] == number else (name, row)
            for name, row in self.rows
        )

    def without(self, tables: set[str]) -> None:
        """Forget what waits for these tables."""
        self.rows = deque(row for row in self.rows if row[0] not in tables)
        if "audio" in tables:
            self.pieces.clear()

    def shorten(self, most: Samples) -> Segment | None:
        """Let go of the oldest sound beyond `most` samples on each channel; what that was."""
        spare = sum(piece.samples for piece in self.pieces) - most * len(CHANNELS)
        gone: list[Piece] = []
        while spare > 0:
            gone.append(self.pieces.popleft())
            spare -= gone[-1].samples
        return Segment(min(p.start for p in gone), max(p.end for p in gone)) if gone else None

    def settle(self, connection: Connection) -> None:
        """Forget what the file holds already."""
        stored = {table: _last(connection, table) for table in NUMBERED}
        self.rows = deque((table, row) for table, row in self.rows if row[0] > stored[table])
        ends = {channel: _end(connection, channel) for channel in Channel}
        self.pieces = deque(piece for piece in self.pieces if piece.start >= ends[piece.channel])

    def write(self, connection: Connection) -> None:
        """Into an open transaction, in order; nothing is forgotten yet."""
        for table, row in self.rows:
            places = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {table} VALUES ({places})", row)
        seq = _last(connection, "audio")
        for number, piece in enumerate(self.pieces, start=seq + 1):
            row = (number, CHANNELS.index(piece.channel), piece.start, piece.samples, piece.flac)
            connection.execute("INSERT INTO audio VALUES (?, ?, ?, ?, ?)", row)

    def forget(self) -> None:
        """All of it is written."""
        self.rows.clear()
        self.pieces.clear()


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


def _last(connection: Connection, table: str) -> int:
    (last,) = connection.execute(f"SELECT max(seq) FROM {table}").fetchone()
    return last or 0


def _end(connection: Connection, channel: Channel) -> Samples:
    query = "SELECT at + samples FROM audio WHERE channel = ? ORDER BY at DESC LIMIT 1"
    row = connection.execute(query, (CHANNELS.index(channel),)).fetchone()
    return row[0] if row else 0

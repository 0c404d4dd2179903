"""A session file, open for reading: everything that was kept, rebuilt exactly.

The file is input.  It is opened only where its key, its version and its structure are as they
must be, and every row is checked before it becomes a value; what is wrong with it is one
StoreError, and nothing of it is believed.
"""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from monitor.conversation.events import SpeechEnded, SpeechStarted, Turn
from monitor.conversation.record import Record
from monitor.conversation.remarks import Note, Remark
from monitor.conversation.timeline import Channel, Samples, Segment
from monitor.conversation.transcript import Final, Transcript
from monitor.errors import DamagedError, InUseError, StoreError
from monitor.store import cipher, document, entries, pages, remarks, schema
from monitor.store.entries import SAMPLES_MAX, Entry, Hole, Lost, Mark, Shown
from monitor.store.keep import Keep, KeepChange, dropped
from monitor.store.pages import CHANNELS, Description, Header
from monitor.store.sealing import Key
from monitor.store.sound import BODY_MAX_BYTES, PIECE_MAX, Piece, Sound, decode

RUNNING, FINISHED, RECOVERED = range(3)


class SessionFile:
    """Use it in a `with`; it changes nothing but, where asked to, the description, notes and remarks."""

    def __init__(self, path: Path, keys: list[Key]) -> None:
        """StoreError where it cannot be read, is not ours, or is not of this version."""
        self._connection, self.key = cipher.connect_with_any(path, keys)
        try:
            with cipher.in_words(), cipher.one_picture(self._connection):
                self._version = schema.require_ours(self._connection)
                self.header = pages.from_row(self._page("header", pages.HEADER_MAX_BYTES), Header)
                self.heard, self.ended = self._state()
                self.keeps = list(self._keeps())
                self.contents = self._contents()
            if not self.keeps:
                raise DamagedError
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "SessionFile":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    @property
    def description(self) -> Description:
        with cipher.in_words():
            return pages.from_row(self._page("card", pages.CARD_MAX_BYTES), Description)

    def describe(self, description: Description) -> None:
        """Put another description in the place of the one there is."""
        with cipher.in_words(), cipher.transaction(self._connection):
            self._connection.execute("UPDATE card SET body = ?", (pages.to_row(description),))

    def _contents(self) -> tuple[bool, bool]:
        """Whether there are words, and whether there is sound."""
        return self._has("words") or self._has("document WHERE kind = 1"), self._has("audio")

    @property
    def keep(self) -> Keep:
        """What there is of it now, whatever was kept once."""
        words, sound = self.contents
        if sound:
            return Keep.AUDIO
        return Keep.TRANSCRIPT if words else Keep.NUMBERS

    def drop_is_due(self) -> bool:
        """Whether something is still there that was to be dropped when the program was interrupted."""
        with cipher.in_words():
            return any(
                self._has(f"{table} WHERE at < {int(at)}") for table, at in dropped(self.keeps).items()
            )

    def entries(self) -> Iterator[Entry]:
        """The event log, in the order in which it was written."""
        with cipher.in_words():
            for _at, kind, body in self._rows("log", "at, kind, body", entries.BODY_MAX_BYTES, first=1):
                yield entries.decoded(kind, body)

    def record(self) -> Record:
        """The record as it was, or, of a session that did not end, as far as it had come."""
        record, since = Record(), dict[Channel, Samples]()
        for entry in self.entries():
            if isinstance(entry, SpeechStarted | SpeechEnded):
                _alternate(since, entry)
                record.note([entry], [], 0)
            elif isinstance(entry, Turn):
                record.note([], [entry], 0)
            elif isinstance(entry, Shown):
                record.note([], [entry.event], entry.at - entry.event.known_at)
        record.note([SpeechEnded(channel, max(self.heard, at)) for channel, at in since.items()], [], 0)
        record.finish(self.heard)
        return record

    def finals(self) -> Iterator[Final]:
        """What became of each utterance, in the order in which it came."""
        with cipher.in_words():
            for _at, body in self._rows("words", "at, body", pages.WORDS_MAX_BYTES):
                yield pages.final_from_row(body)

    def transcript(self) -> Transcript:
        """The words as they were; in the language that was told last, or the one of the beginning."""
        told = [mark.what.split()[1] for mark in self.marks() if mark.what.startswith("language ")]
        transcript = Transcript((told or [self.header.language])[-1])
        for final in self.finals():
            transcript.add(final)
        return transcript

    def pieces(self, channel: Channel, within: Segment | None = None) -> Iterator[Piece]:
        """The channel's sound in order of time, as FLAC; those that reach into `within`."""
        span = within or Segment(0, SAMPLES_MAX)
        # Each is measured as it is read: to ask for the longest of all takes a whole second in 8 h of sound.
        query = (
            "SELECT at, samples, CASE WHEN length(body) <= ? THEN body END FROM audio "
            "WHERE channel = ? AND at > ? AND at < ? ORDER BY at"
        )
        with cipher.in_words():
            found = self._connection.execute(
                query, (BODY_MAX_BYTES, CHANNELS.index(channel), span.start - PIECE_MAX, span.end)
            )
            for at, samples, body in found:
                if body is None or at < 0 or not 0 < samples <= PIECE_MAX:
                    raise DamagedError
                if at + samples > span.start:
                    yield Piece(channel, at, samples, body)

    def sound(self, within: Segment) -> Sound:
        """Both channels, shape (n, 2); zeros where nothing was kept."""
        sound = np.zeros((within.length, len(CHANNELS)), np.int16)
        for number, channel in enumerate(CHANNELS):
            for piece in self.pieces(channel, within):
                start, end = max(piece.start, within.start), min(piece.end, within.end)
                part = decode(piece)[start - piece.start : end - piece.start]
                sound[start - within.start : end - within.start, number] = part
        return sound

    def marks(self) -> list[Mark]:
        return [entry for entry in self.entries() if isinstance(entry, Mark)]

    def losses(self) -> list[Lost]:
        return [entry for entry in self.entries() if isinstance(entry, Lost)]

    def holes(self) -> list[Hole]:
        return [entry for entry in self.entries() if isinstance(entry, Hole)]

    @property
    def swapped(self) -> bool:
        """Whether the roles of the channels were exchanged at the end."""
        return sum(mark.what == "swapped" for mark in self.marks()) % 2 == 1

    def remarks(self) -> list[Remark]:
        """What was marked as led on purpose while it ran, then all that was said afterwards, in order."""
        led = remarks.led_on_purpose(self._marks(), self.heard, self.header.started_at)
        if "remark" not in schema.TABLES[self._version]:
            return led
        with cipher.in_words():
            rows = self._rows("remark", "kind, body", remarks.BODY_MAX_BYTES, first=1)
            return [*led, *(remarks.remark_from_row(kind, body) for kind, body in rows)]

    def _marks(self) -> Iterator[Mark]:
        """Without reading the rest of the log, of which there may be much."""
        with cipher.in_words():
            self._require_short("log", entries.BODY_MAX_BYTES)
            query = f"SELECT body FROM log WHERE kind = {entries.MARK} ORDER BY seq"
            for (body,) in self._connection.execute(query):
                mark = entries.decoded(entries.MARK, body)
                assert isinstance(mark, Mark)
                yield mark

    def remark(self, remark: Remark) -> None:
        """Add it; a file of an older version is brought up to date for it."""
        row = remarks.remark_to_row(remark)
        self._require_over()
        if self._version < schema.VERSION:
            schema.migrate(self._connection)
            self._version = schema.VERSION
        self._write("INSERT INTO remark (kind, body) VALUES (?, ?)", *row)

    def bookmarks(self) -> list[Note]:
        """In order of time."""
        query = "SELECT seq, at, body FROM bookmark ORDER BY at, seq"
        with cipher.in_words():
            self._require_short("bookmark", pages.CARD_MAX_BYTES)
            found = list(self._connection.execute(query))
        if not all(0 <= at <= SAMPLES_MAX for _number, at, _body in found):
            raise DamagedError
        return [Note(number, at, pages.from_row(body, str)) for number, at, body in found]

    def add_bookmark(self, at: Samples, text: str = "", number: int | None = None) -> None:
        """Under the next number, or one that is free; StoreError where it is not, or the text is too long."""
        row = number, at, pages.to_row(remarks.note_text(text))
        self._require_over()
        if not self._write("INSERT OR IGNORE INTO bookmark VALUES (?, ?, ?)", *row):
            raise StoreError(
                "Another window has added a note to this session meanwhile: open it again to add yours."
            )

    def change_bookmark(self, number: int, text: str) -> None:
        """Put another text in the place of the one there is; StoreError where there is no such bookmark."""
        body = pages.to_row(remarks.note_text(text))
        self._require_over()
        if not self._write("UPDATE bookmark SET body = ? WHERE seq = ?", body, number):
            raise StoreError("This note is not there any more: it has been removed.")

    def remove_bookmark(self, number: int) -> None:
        self._require_over()
        self._write("DELETE FROM bookmark WHERE seq = ?", number)

    def _require_over(self) -> None:
        """Its writer counts its own bookmarks, and may be about to write the file anew."""
        if self.ended == RUNNING:
            raise InUseError("This session still runs: end it before you add to it.")

    def _write(self, statement: str, *values: object) -> int:
        """How many rows it changed."""
        with cipher.in_words(), cipher.transaction(self._connection):
            return int(self._connection.execute(statement, values).rowcount)

    def document(self) -> bytes | None:
        """The analysis, JSON, as whole as it was kept; None where the session did not come to its end."""
        return self._analysis("DESC")

    def numbers(self) -> bytes | None:
        """The analysis without words, which takes less to read."""
        return self._analysis("ASC")

    def _analysis(self, order: str) -> bytes | None:
        with cipher.in_words():
            self._require_short("document", document.BODY_MAX_BYTES)
            query = f"SELECT body FROM document ORDER BY kind {order} LIMIT 1"
            row = self._connection.execute(query).fetchone()
        return None if row is None else document.unpacked(row[0])

    def integrity(self) -> list[str]:
        """What the database itself finds wrong, page by page; empty where nothing is."""
        with cipher.in_words():
            found = [row[0] for row in self._connection.execute("PRAGMA cipher_integrity_check")]
            checked = [row[0] for row in self._connection.execute("PRAGMA integrity_check(10)")]
        return found + [line for line in checked if line != "ok"]

    def require_complete(self, table: str) -> None:
        """DamagedError where a number is missing in the sequence of a table."""
        with cipher.in_words():
            for _row in self._rows(table, "at", 2**62, first=1 if table == "log" else None):
                pass

    def _rows(self, table: str, columns: str, most_bytes: int, first: int | None = None) -> Iterator[Any]:
        """In sequence; DamagedError where a number is missing.  Names are ours, never the file's."""
        self._require_short(table, most_bytes)
        expected = first
        for seq, *values in self._connection.execute(f"SELECT seq, {columns} FROM {table} ORDER BY seq"):
            if expected is not None and seq != expected:
                raise DamagedError
            expected = seq + 1
            yield values

    def _require_short(self, table: str, most_bytes: int) -> None:
        """Before anything of it is read into memory."""
        (longest,) = self._connection.execute(f"SELECT max(length(body)) FROM {table}").fetchone()
        if longest is not None and longest > most_bytes:
            raise DamagedError

    def _page(self, table: str, most_bytes: int) -> object:
        self._require_short(table, most_bytes)
        row = self._connection.execute(f"SELECT body FROM {table}").fetchone()
        return None if row is None else row[0]

    def _state(self) -> tuple[Samples, int]:
        heard, ended = self._connection.execute("SELECT heard, ended FROM state").fetchone() or (-1, 0)
        if not 0 <= heard <= SAMPLES_MAX or ended not in (RUNNING, FINISHED, RECOVERED):
            raise DamagedError
        return heard, ended

    def _keeps(self) -> Iterator[KeepChange]:
        query = "SELECT at, level, dropped, consent FROM keep ORDER BY seq"
        with cipher.in_words():
            for row in self._connection.execute(query):
                yield pages.keep_from_row(*row)

    def _has(self, table: str) -> bool:
        with cipher.in_words():
            return self._connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None


def _alternate(since: dict[Channel, Samples], boundary: SpeechStarted | SpeechEnded) -> None:
    """On each channel speech starts, then ends, later; DamagedError where it does not."""
    if isinstance(boundary, SpeechStarted):
        if boundary.channel in since:
            raise DamagedError
        since[boundary.channel] = boundary.at
    elif since.pop(boundary.channel, SAMPLES_MAX + 1) > boundary.at:
        raise DamagedError

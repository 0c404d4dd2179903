"""Writes a session while it runs: synchronous, for one thread that owns it.

It takes whatever happens, at any rate, without touching the disk; `tick` writes it, at least
every second if it is called more often than that.  What the level of keeping does not cover is
dropped at the door: a caller may hand over everything.

The disk may fail at any time.  Then `not_kept` says so in a sentence, what comes is held back as
far as memory allows, and `tick` tries again until the disk takes it: nothing is written twice,
and what had to be let go is recorded as a hole.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from monitor.conversation.events import Event, Speech, Turn
from monitor.conversation.timeline import SAMPLE_RATE, Channel, Samples, Segment, to_samples
from monitor.conversation.transcript import Final
from monitor.errors import StoreError
from monitor.store import cipher, document, entries, pages, schema
from monitor.store.alive import Alive
from monitor.store.cipher import Connection
from monitor.store.entries import Ended, Entry, Hole, Lost, Mark, Shown
from monitor.store.file import FINISHED, RUNNING
from monitor.store.keep import Consent, Keep, KeepChange
from monitor.store.pending import GrowingSound, Pending
from monitor.store.rewrite import rewrite
from monitor.store.sealing import Key
from monitor.store.settings import WriterSettings
from monitor.store.vault import Vault

BUSY_S = 0.2
"""How long another program that reads the file may hold up a commit."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is there already when a writer begins: the file with its header, its key, its lock."""

    path: Path
    key: Key
    vault: Vault
    alive: Alive


class SessionWriter:
    """Made by Library.begin; `finish` once, then `tick` until `closed`."""

    def __init__(self, held: Held, keep: KeepChange, settings: WriterSettings) -> None:
        self.id = held.path.stem
        self.keep = keep.keep
        self.not_kept = ""
        """Why the session is not being kept now, in a sentence; empty while it is."""
        self.closed = False
        self.heard: Samples = 0
        self._held, self._settings = held, settings
        self._key = held.key
        self._connection: Connection | None = None
        self._pending = Pending()
        self._sound = GrowingSound()
        self._written_until: Samples = 0
        self._next_s = 0.0
        self._covers_from: Samples = 0
        self._lost_sound: Segment | None = None
        self._hole = (0, Segment(0, 0))
        self._why = ""
        self._to_drop: dict[str, Samples] = {}
        self._words_dropped = False
        self._documents: list[tuple[int, bytes]] = []
        self._ended = RUNNING
        self._change(keep)

    def note(self, speech: Iterable[Speech], events: Iterable[Event], delay: Samples) -> None:
        """What became settled, as it goes into the record: Record.note takes the same."""
        for boundary in speech:
            self._log(boundary)
        for event in events:
            self._log(event if isinstance(event, Turn) else Shown(event, event.known_at + delay))

    def hear(self, start: Samples, block: NDArray[np.int16]) -> None:
        """Sound of both channels from `start` on the session clock, shape (n, 2); kept where sound is."""
        self.reach(start + len(block))
        if not self.keep.sound or self._ended != RUNNING:
            return
        if not self._sound.follows(start):
            self._cut()
        self._sound.add(start, block)

    def final(self, final: Final) -> None:
        """What became of an utterance; kept where words are, and were when it began."""
        if self.keep.words and final.utterance.start >= self._covers_from:
            self._pending.add("words", *pages.final_to_row(final))

    def lost(self, channel: Channel, at: Samples, why: str) -> None:
        """A channel is not heard from `at` on; with an empty `why` it is heard again."""
        self._log(Lost(channel, at, why))

    def missed(self, sound: Segment, why: str) -> None:
        """Sound of both channels that never came here; its place is recorded as a hole."""
        self.reach(sound.end)
        if self.keep.sound:
            self._log(Hole("audio", sound.start, sound.end, why))

    def mark(self, what: str, at: Samples) -> None:
        """Something done to the session; ValueError where it is not one of what a Mark may say."""
        self._log(Mark(what, at))

    def bookmark(self, at: Samples, text: str = "") -> None:
        self._pending.add("bookmark", at, pages.to_row(text[: pages.NOTE_MAX]))

    def reach(self, at: Samples) -> None:
        """The session has come to `at`, whether anything happened or not."""
        self.heard = max(self.heard, at)

    def narrow(self, keep: Keep, drop: bool = False) -> None:
        """From here on keep less; with `drop` delete what was kept beyond it, and never write it."""
        if not keep.within(self.keep):
            raise ValueError("what is kept can only be widened with a consent")
        self._cut()
        if drop:
            self._pending.without(keep.forgone)
            self._to_drop |= dict.fromkeys(keep.forgone, self.heard)
            self._words_dropped |= not keep.words
        self._change(KeepChange(self.heard, keep, None, drop))

    def widen(self, keep: Keep, consent: Consent) -> None:
        """From here on keep more: the client has been asked again."""
        self._cut()
        self._change(KeepChange(self.heard, keep, consent))

    def tick(self, now_s: float) -> None:
        """Write what waits, if it is time to; `now_s` is any clock that only goes forward."""
        if self.closed or now_s < self._next_s:
            return
        self._cut()
        if not self._has_news():
            return
        try:
            self._commit()
        except StoreError as error:
            self._fail(error, now_s)
        else:
            self.not_kept = ""
            self._next_s = now_s + self._settings.commit_s

    def finish(self, duration: Samples, analysis: bytes = b"") -> None:
        """The session is over; `analysis` is its document, JSON.  The next ticks write and close it.

        Where words were dropped the analysis, which may hold them, is kept without any.
        """
        self._cut()
        self._log(Ended(duration, "user"))
        self.heard = duration
        if analysis:
            self._documents = document.packed_pages(analysis, self.keep.words and not self._words_dropped)
        self._ended = FINISHED
        self._next_s = 0.0

    def abandon(self) -> None:
        """Let go of the file as it is; it will be found unfinished."""
        self.closed = True
        self._disconnect()
        with suppress(OSError):
            self._held.alive.release()

    def _log(self, entry: Entry) -> None:
        self._pending.add("log", *entries.encoded(entry))
        self.reach(entries.when(entry) if not isinstance(entry, Shown) else 0)

    def _change(self, change: KeepChange) -> None:
        if change.keep.words and not (self.keep.words and self._pending.written["keep"]):
            self._covers_from = change.at
        self.keep = change.keep
        self._pending.add("keep", *pages.keep_to_row(change))

    def _cut(self) -> None:
        self._pending.line.extend(self._sound.cut())
        gone = self._pending.shorten(to_samples(self._settings.sound_waiting_max_s))
        if gone is not None:
            before = self._lost_sound or gone
            self._lost_sound = Segment(min(before.start, gone.start), max(before.end, gone.end))

    def _has_news(self) -> bool:
        went_on = self.heard - self._written_until >= SAMPLE_RATE
        return bool(self._pending) or went_on or bool(self._to_drop) or self._ended != RUNNING

    def _commit(self) -> None:
        connection = self._connected()
        self._own_up()
        with cipher.in_words(), cipher.transaction(connection):
            self._pending.write(connection)
            connection.executemany("INSERT OR IGNORE INTO document VALUES (?, ?)", self._documents)
            connection.execute("UPDATE state SET heard = ?, ended = ?", (self.heard, self._ended))
        self._pending.forget()
        self._written_until = self.heard
        self._drop()
        if self._ended != RUNNING:
            self.abandon()

    def _own_up(self) -> None:
        """Say in the log what had to be let go: one hole for one failure, however long it takes.

        The file has just been opened again, so what still waits is surely not in it.
        """
        if self._lost_sound is None:
            return
        lost, self._lost_sound = self._lost_sound, None
        number, before = self._hole
        if self._pending.waits("log", number):
            lost = Segment(min(before.start, lost.start), max(before.end, lost.end))
            self._pending.change("log", number, *entries.encoded(self._hole_of(lost)))
        else:
            self._log(self._hole_of(lost))
            number = self._pending.written["log"]
        self._hole = (number, lost)

    def _hole_of(self, lost: Segment) -> Hole:
        return Hole("audio", lost.start, lost.end, self._why)

    def _drop(self) -> None:
        if self._to_drop:
            self._disconnect()
            self._key = rewrite(self._held.path, self._key, self._held.vault, self._to_drop)
            self._to_drop = {}

    def _connected(self) -> Connection:
        if self._connection is None:
            keys = [self._key, *self._held.vault.keys(self.id)] if self._to_drop else [self._key]
            connection, self._key = cipher.connect_with_any(self._held.path, keys, BUSY_S)
            try:
                schema.require_ours(connection)
                with cipher.in_words():
                    self._pending.settle(connection)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _fail(self, error: StoreError, now_s: float) -> None:
        self._disconnect()
        self._why = str(error)
        self.not_kept = f"{error} The session goes on; nothing is being kept now."
        self._next_s = now_s + self._settings.retry_s

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(StoreError), cipher.in_words():
                connection.close()

"""The folder of kept sessions: begin, list, open, describe, delete, purge, verify, recover.

0123456789abcdef.session    the encrypted session
0123456789abcdef.key        its key, wrapped by the master key
0123456789abcdef.live       only while it is written: the writer's lock
0123456789abcdef.fresh      only while it is written anew
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from monitor.conversation.events import SpeechEnded, SpeechStarted
from monitor.conversation.timeline import Channel
from monitor.errors import PROGRAM, DamagedError, InUseError, StoreError
from monitor.store import alive, card, cipher, disk, entries, pages, schema
from monitor.store.card import Card, live_path
from monitor.store.entries import Ended
from monitor.store.file import RECOVERED, RUNNING, SessionFile
from monitor.store.keep import Consent, Gone, Keep, KeepChange, dropped
from monitor.store.pages import Description, Header
from monitor.store.retention import Due, due, remaining
from monitor.store.rewrite import beyond, fresh_path, rewrite, with_journal
from monitor.store.sealing import Key
from monitor.store.settings import Kind, RetentionSettings, WriterSettings
from monitor.store.vault import Vault, is_id, new_id
from monitor.store.verify import problems
from monitor.store.writer import Held, SessionWriter


@dataclass(frozen=True, slots=True)
class Opening:
    """What is so at the start.  Whoever keeps words or sound has the client's consent.

    `started_at` is Unix time in s; `program` versions by name; `model` and `language` are empty
    without transcription.
    """

    started_at: int
    keep: Keep
    consent: Consent | None
    program: Mapping[str, str]
    settings: Mapping[str, Mapping[str, Any]]
    source: Sequence[str] = ()
    model: str = ""
    language: str = ""
    client: str = ""
    tags: Sequence[str] = field(default_factory=tuple)
    notes: str = ""

    def __post_init__(self) -> None:
        if self.keep.words and self.consent is None:
            raise ValueError("words and sound are kept only where the client has agreed")


class Library:
    """All sessions of one folder; the vault holds their keys."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self.folder, self.vault = folder, vault

    def begin(self, opening: Opening, settings: WriterSettings) -> SessionWriter:
        """A new session on the disk, and its writer.  StoreError where it cannot be kept."""
        disk.make_folder(self.folder)
        self.vault.unlock()
        session = new_id()
        path = self._path(session)
        with disk.saying("The session cannot be kept"):
            lock = alive.hold(live_path(path))
        if lock is None:
            raise InUseError("Another session monitor is writing this session.")
        try:
            with disk.saying("The session cannot be kept"):
                disk.create(path)  # before its key, so that a key without a session is one carried here
            key = self.vault.create(session)
            self._create(path, key, opening)
        except BaseException:
            self._undo(session)
            lock.release()
            raise
        return SessionWriter(Held(path, key, self.vault, lock), _chosen(opening), settings)

    def cards(self) -> list[Card]:
        """Every session, the newest first; those that cannot be read say why, at the end."""
        found = [card.read(path, self.vault) for path in self._paths()]
        return sorted(found, key=lambda each: (-each.started_at, each.id))

    def written(self) -> dict[str, tuple[int, int]]:
        """Every session, the one first that was written last: when that was, in ns, and its size in bytes."""
        found = {}
        for path in self._paths():
            with disk.saying("A session cannot be read"), suppress(FileNotFoundError):  # just deleted
                state = path.lstat()
                found[path.stem] = state.st_mtime_ns, state.st_size
        return dict(sorted(found.items(), key=lambda each: each[1], reverse=True))

    def find(self, name: str) -> str:
        """The session whose name begins so; StoreError unless there is exactly one."""
        matching = [path.stem for path in self._paths() if path.stem.startswith(name)] if name else []
        if len(matching) == 1:
            return matching[0]
        if matching:
            raise StoreError(f"{len(matching)} sessions begin with {name}: write more of the name.")
        raise StoreError(f"There is no such session: `{PROGRAM} sessions list` shows those there are.")

    def card(self, session: str) -> Card:
        return card.read(self._path(session), self.vault)

    def open(self, session: str) -> SessionFile:
        """The session for reading; use it in a `with`."""
        file = SessionFile(self._path(session), self.vault.keys(session))
        if file.header.id != session:
            file.close()
            raise DamagedError
        return file

    def describe(self, session: str, description: Description) -> None:
        with self.open(session) as file:
            file.describe(description)

    def delete(self, session: str) -> None:
        """Destroy the key, then the file; what is interrupted `tidy` completes."""
        self._require_idle(session)
        self.vault.destroy(session)
        self._remove(session)

    def purge(self, session: str, kinds: Iterable[Kind]) -> None:
        """Delete these kinds of a session; the words take the sound with them, the numbers all."""
        keep = remaining(kinds)
        if keep is None:
            self.delete(session)
        else:
            self._rewrite(session, beyond(keep))

    def renew_key(self, session: str) -> None:
        """The same session under a new key; the old one is destroyed."""
        self._rewrite(session, {})

    def verify(self, session: str) -> list[str]:
        """Brings an older session up to date, then says what is wrong with it; empty: nothing."""
        try:
            self._migrate(session)
            with self.open(session) as file:
                return list(problems(file))
        except StoreError as error:
            return [str(error)]

    def due(self, settings: RetentionSettings, now: datetime) -> list[Due]:
        """What has outlived its time; show it, then `apply`."""
        return due(self.cards(), settings, now)

    def apply(self, what: Iterable[Due]) -> list[str]:
        """Delete what was due; a sentence for each session that could not be touched."""
        kinds: dict[str, list[Kind]] = {}
        for each in what:
            kinds.setdefault(each.session, []).append(each.kind)
        refused = []
        for session, gone in kinds.items():
            try:
                self.purge(session, gone)
            except StoreError as error:
                refused.append(f"{session}: {error}")
        return refused

    def unfinished(self) -> list[Card]:
        """Sessions that ended without being closed: after a crash."""
        return [each for each in self.cards() if each.state == "unfinished"]

    def recover(self, session: str) -> None:
        """Close an unfinished session where it stopped, and mark it as closed so."""
        self._require_idle(session)
        with self.open(session) as file:
            if file.ended != RUNNING:
                return
            drop = dropped(file.keeps) if file.drop_is_due() else {}
            last = list(_closing(file))
            with cipher.connected(self._path(session), file.key) as connection:
                _append_end(connection, last)
        live_path(self._path(session)).unlink(missing_ok=True)
        if drop:
            self._rewrite(session, drop)

    def tidy(self) -> None:
        """Complete what a crash interrupted: beginnings, deletions, and sessions written anew."""
        for path in self._strays(".fresh") + self._strays(".fresh-journal"):
            if not alive.is_held(live_path(path)):
                with disk.saying("A file that was left over cannot be removed"):
                    path.unlink(missing_ok=True)
        for path in self._paths():
            if self._never_began(path):
                self.delete(path.stem)
        for session in self.vault.sessions():
            if self.vault.is_destroyed(session):
                self._remove(session)
            else:
                self._settle(session)

    def _never_began(self, path: Path) -> bool:
        """Whether its program ended before a first page was written: nothing is in it, nor ever was."""
        if not disk.is_plain_file(live_path(path)) or alive.is_held(live_path(path)):
            return False
        if with_journal(path)[1].exists():
            with suppress(StoreError):  # takes back what was written by halves
                self.open(path.stem).close()
        return disk.is_plain_file(path) and path.lstat().st_size == 0

    def _undo(self, session: str) -> None:
        """Leave nothing of a session that could not begin."""
        with suppress(StoreError):
            self.vault.destroy(session)
            self._remove(session)

    def _create(self, path: Path, key: Key, opening: Opening) -> None:
        header = Header(
            id=path.stem,
            started_at=opening.started_at,
            program=dict(opening.program),
            model=opening.model,
            language=opening.language,
            source=list(opening.source),
            settings={name: dict(table) for name, table in opening.settings.items()},
        )
        about = Description(opening.client, list(opening.tags), opening.notes)
        connection = cipher.connect(path, key)
        try:
            schema.create(connection, lambda: _fill(connection, header, about, _chosen(opening)))
        finally:
            connection.close()

    def _rewrite(self, session: str, gone: Gone) -> None:
        self._require_idle(session)
        with self.open(session) as file:
            key = file.key
        rewrite(self._path(session), key, self.vault, gone)

    def _migrate(self, session: str) -> None:
        connection, _key = cipher.connect_with_any(self._path(session), self.vault.keys(session))
        try:
            if schema.is_older(connection):
                schema.migrate(connection)
        finally:
            connection.close()

    def _settle(self, session: str) -> None:
        """Of two keys destroy the one that does not open the session: it is that of an older file."""
        with suppress(StoreError):
            keys = self.vault.keys(session)
            if len(keys) > 1 and not alive.is_held(live_path(self._path(session))):
                with self.open(session) as file:
                    self.vault.put(session, [file.key])

    def _require_idle(self, session: str) -> None:
        if alive.is_held(live_path(self._path(session))):
            raise InUseError("This session is being written by a session monitor that runs: end it first.")

    def _remove(self, session: str) -> None:
        path = self._path(session)
        with disk.saying("The session's key is destroyed, but its file cannot be removed"):
            for name in (*with_journal(path), *with_journal(fresh_path(path)), live_path(path)):
                name.unlink(missing_ok=True)
            disk.sync_folder(self.folder)
        self.vault.forget(session)

    def _path(self, session: str) -> Path:
        if not is_id(session):
            raise StoreError(f"There is no such session: `{PROGRAM} sessions list` shows those there are.")
        return self.folder / f"{session}.session"

    def _paths(self) -> list[Path]:
        return self._strays(".session")

    def _strays(self, suffix: str) -> list[Path]:
        with disk.saying(f"The folder of sessions {self.folder} cannot be read"):
            return sorted(path for path in self.folder.glob(f"*{suffix}") if is_id(path.stem))


def _chosen(opening: Opening) -> KeepChange:
    return KeepChange(0, opening.keep, opening.consent)


def _fill(connection: cipher.Connection, header: Header, about: Description, chosen: KeepChange) -> None:
    """With what was chosen to be kept, as the writer would say it first: no file is without."""
    connection.execute("INSERT INTO keep VALUES (1, ?, ?, ?, ?)", pages.keep_to_row(chosen))
    connection.execute("INSERT INTO header VALUES (1, ?)", (pages.to_row(header),))
    connection.execute("INSERT INTO card VALUES (1, ?)", (pages.to_row(about),))
    connection.execute("INSERT INTO state VALUES (1, 0, ?)", (RUNNING,))


def _closing(file: SessionFile) -> Iterator[entries.Entry]:
    """What an unfinished session's log lacks at its end."""
    speaking: set[Channel] = set()
    for entry in file.entries():
        if isinstance(entry, SpeechStarted):
            speaking.add(entry.channel)
        elif isinstance(entry, SpeechEnded):
            speaking.discard(entry.channel)
    for channel in Channel:
        if channel in speaking:
            yield SpeechEnded(channel, file.heard)
    yield Ended(file.heard, "recovery")


def _append_end(connection: cipher.Connection, last: Iterable[entries.Entry]) -> None:
    with cipher.in_words(), cipher.transaction(connection):
        for entry in last:
            row = entries.encoded(entry)
            connection.execute("INSERT INTO log (at, kind, body) VALUES (?, ?, ?)", row)
        connection.execute("UPDATE state SET ended = ?", (RECOVERED,))

"""A session written anew, under a new key, without what is not to stay.

Deleting rows would leave them behind: in pages of the disk that the file has given back, and in
the journal of the deletion, all readable with the session's key.  So what stays is copied into a
new file with a new key, and the old key is destroyed: with it goes all that was.  At every moment
of it one of the two keys in the key file opens the file that bears the session's name.

What the therapist wrote stays whatever else goes: notes, remarks and their texts are nobody
else's words.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from monitor.store import alive, cipher, disk, document, schema
from monitor.store.cipher import Connection
from monitor.store.entries import SAMPLES_MAX
from monitor.store.keep import Gone, Keep
from monitor.store.sealing import Key, new_key
from monitor.store.vault import Vault

_ROWS_AT_ONCE = 64
ALL = SAMPLES_MAX + 1


def fresh_path(path: Path) -> Path:
    """Where the new file grows; one that is found there was interrupted and is worth nothing."""
    return path.with_suffix(".fresh")


def with_journal(path: Path) -> tuple[Path, Path]:
    """A database, and what may lie beside it after a crash."""
    return path, path.with_name(f"{path.name}-journal")


def beyond(keep: Keep) -> Gone:
    """All that a session must not hold at this level."""
    return dict.fromkeys(keep.forgone, ALL)


def rewrite(path: Path, key: Key, vault: Vault, gone: Gone) -> Key:
    """Keep what is not to be gone, of a session that nobody else is writing; its new key."""
    with alive.alone(path.parent):
        return _rewritten(path, key, vault, gone)


def _rewritten(path: Path, key: Key, vault: Vault, gone: Gone) -> Key:
    session, fresh, key_after = path.stem, fresh_path(path), new_key()
    with disk.saying("The session cannot be written anew"):
        _remove(fresh)
    try:
        _copy(path, key, fresh, key_after, gone)
        vault.put(session, [key, key_after])
        with disk.saying("The session cannot be written anew"):
            fresh.replace(path)
            disk.sync_folder(path.parent)
    finally:
        with suppress(OSError):
            _remove(fresh)
    vault.put(session, [key_after])
    return key_after


def _remove(fresh: Path) -> None:
    for path in with_journal(fresh):
        path.unlink(missing_ok=True)


def _copy(path: Path, key: Key, fresh: Path, key_after: Key, gone: Gone) -> None:
    source = cipher.connect(path, key)
    try:
        tables = schema.TABLES[schema.require_ours(source)]
        target = cipher.create(fresh, key_after)
        try:
            schema.create(target, _filling(source, target, tables, gone))
        finally:
            target.close()
    finally:
        source.close()


def _filling(source: Connection, target: Connection, tables: Sequence[str], gone: Gone) -> Callable[[], None]:
    def fill() -> None:
        for table in tables:
            condition, values = _stays(table, gone)
            found = source.execute(f"SELECT * FROM {table} {condition}", values)
            places = ", ".join("?" * len(found.description))
            target.executemany(f"INSERT INTO {table} VALUES ({places})", _in_portions(found))

    return fill


def _stays(table: str, gone: Gone) -> tuple[str, tuple[int, ...]]:
    if table == "document" and "words" in gone:
        return "WHERE kind = ?", (document.NUMBERS,)
    return ("WHERE at >= ?", (gone[table],)) if table in gone else ("", ())


def _in_portions(found: Any) -> Iterator[Any]:
    while rows := found.fetchmany(_ROWS_AT_ONCE):
        yield from rows

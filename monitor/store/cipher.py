"""The encrypted database: how it is opened, and what its failures mean in words.

The journal is a rollback journal, not a write-ahead log: one file holds the session at any
moment, it works on network folders, and SQLite itself notices when the file was moved away.
Its pages are encrypted like the file's.  EXTRA syncs the folder, too: what was committed
survives a power cut.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from monitor.errors import PROGRAM, DamagedError, StoreError
from monitor.store import disk
from monitor.store.sealing import Key

Connection = Any  # the library ships no types

_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")

# Every cipher setting is said, though it is the default of SQLCipher 4: a later default would
# otherwise not open what was written today.  The key is random: nothing is derived by kdf_iter.
_CIPHER = (
    "cipher_page_size = 4096",
    "cipher_use_hmac = ON",
    "cipher_hmac_algorithm = HMAC_SHA512",
    "cipher_kdf_algorithm = PBKDF2_HMAC_SHA512",
    "cipher_plaintext_header_size = 0",
)
_CAREFUL = (
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "recursive_triggers = ON",
    "cache_size = -1024",
)

_MEANINGS = {
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "its folder or file may not be written, or was moved away",
    "SQLITE_PERM": "its folder may not be written",
    "SQLITE_CANTOPEN": "its folder is gone or may not be written",
    "SQLITE_BUSY": "another program holds the file",
    "SQLITE_LOCKED": "another program holds the file",
    "SQLITE_IOERR": "the disk does not take it, or is full",
}


def create(path: Path, key: Key) -> Connection:
    """A new, empty session file that nobody else may read."""
    with disk.saying("The session cannot be kept"):
        disk.create(path)
    return connect(path, key)


def connect(path: Path, key: Key, patience_s: float = 2.0) -> Connection:
    """An open connection; StoreError where it is no session file of this key, in constant words."""
    _refuse_oddities(path)
    with in_words():
        # One thread uses it at a time; the one that opens it is not the one that writes.
        connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=patience_s,
            isolation_level=None,
            check_same_thread=False,
        )
    try:
        with in_words():
            _prepare(connection, key)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_with_any(path: Path, keys: list[Key], patience_s: float = 2.0) -> tuple[Connection, Key]:
    """With the first of the keys that opens it."""
    for key in keys[:-1]:
        try:
            return connect(path, key, patience_s), key
        except DamagedError:
            continue
    return connect(path, keys[-1], patience_s), keys[-1]


@contextmanager
def connected(path: Path, key: Key) -> Iterator[Connection]:
    """A connection for the body's length."""
    connection = connect(path, key)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def in_words() -> Iterator[None]:
    """Whatever the database refuses becomes a StoreError."""
    try:
        yield
    except (dbapi2.Error, OverflowError, UnicodeError) as error:
        if (why := meaning(error)) is None:
            raise DamagedError from None
        raise StoreError(f"The session cannot be reached: {why}.") from None


def meaning(error: Exception) -> str | None:
    """Why the world does not let the database work; None where the file itself is the reason."""
    name = str(getattr(error, "sqlite_errorname", ""))
    return next((words for start, words in _MEANINGS.items() if name.startswith(start)), None)


@contextmanager
def one_picture(connection: Connection) -> Iterator[None]:
    """What is read in the body is of one moment, though the session goes on."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All of it, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _prepare(connection: Connection, key: Key) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # it writes to the terminal
    connection.set_key(f"x'{key.raw.hex()}'")
    for setting in _CIPHER + _CAREFUL:
        connection.execute(f"PRAGMA {setting}")
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode != "delete":
        raise DamagedError
    connection.execute("PRAGMA synchronous = EXTRA")


def _refuse_oddities(path: Path) -> None:
    """What no file of ours has beside it, and what SQLite would believe unread.

    A write-ahead log would be replayed; a journal that names a super-journal may make SQLite
    delete a file elsewhere.
    """
    if not disk.is_plain_file(path):
        raise StoreError(f"There is no such session file. `{PROGRAM} sessions list` shows those there are.")
    if any(path.with_name(path.name + end).exists() for end in ("-wal", "-shm")):
        raise DamagedError
    journal = path.with_name(f"{path.name}-journal")
    if not os.path.lexists(journal):
        return
    if not disk.is_plain_file(journal) or _names_another(journal):
        raise DamagedError


def _names_another(journal: Path) -> bool:
    with disk.saying("The session cannot be opened"), journal.open("rb") as file:
        if file.seek(0, os.SEEK_END) < len(_JOURNAL_MAGIC):
            return False
        file.seek(-len(_JOURNAL_MAGIC), os.SEEK_END)
        return file.read() == _JOURNAL_MAGIC

"""What a session file holds, as tables; how it is told from others, and brought up to date."""

from collections.abc import Callable, Mapping
from functools import cache

from sqlcipher3 import dbapi2

from monitor.errors import DamagedError, StoreError
from monitor.store.cipher import Connection, in_words, transaction

VERSION = 2
APPLICATION_ID = 0x53654D6F
"""SeMo: in the encrypted header, so that nobody without the key sees it."""

Migrations = Mapping[int, Callable[[Connection], None]]

# What version 1 held.  It is never changed: files of it lie on disks.
_TABLES = (
    # What was so at the start, and what may be changed at any time: one row each.
    "CREATE TABLE header (one INTEGER PRIMARY KEY CHECK (one = 1), body BLOB NOT NULL) STRICT",
    "CREATE TABLE card (one INTEGER PRIMARY KEY CHECK (one = 1), body BLOB NOT NULL) STRICT",
    # How far the session has come, and how it ended.
    "CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), heard INTEGER NOT NULL,"
    " ended INTEGER NOT NULL CHECK (ended BETWEEN 0 AND 2)) STRICT",
    # What is kept from when on, and the consent to it.
    "CREATE TABLE keep (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, level INTEGER NOT NULL"
    " CHECK (level BETWEEN 0 AND 2), dropped INTEGER NOT NULL, consent BLOB) STRICT",
    "CREATE TABLE log (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL,"
    " body BLOB NOT NULL) STRICT",
    "CREATE TABLE words (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, body BLOB NOT NULL) STRICT",
    "CREATE TABLE audio (seq INTEGER PRIMARY KEY, channel INTEGER NOT NULL CHECK (channel IN (0, 1)),"
    " at INTEGER NOT NULL, samples INTEGER NOT NULL, body BLOB NOT NULL) STRICT",
    "CREATE TABLE bookmark (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, body BLOB NOT NULL) STRICT",
    # The analysis at the end: 0 its numbers, 1 what of it consists of words.
    "CREATE TABLE document (kind INTEGER PRIMARY KEY CHECK (kind IN (0, 1)), body BLOB NOT NULL) STRICT",
    "CREATE INDEX audio_at ON audio (channel, at)",
)

# What somebody who was there said of the session afterwards, each remark a row.
_REMARKS = (
    "CREATE TABLE remark (seq INTEGER PRIMARY KEY, kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),"
    " body BLOB NOT NULL) STRICT"
)

_APPEND_ONLY = ("header", "keep", "log", "words", "audio", "document")

_NOW_KEPT = "coalesce((SELECT level FROM keep ORDER BY seq DESC LIMIT 1), 0)"


def _refusal(name: str, when: str, why: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{why}'); END"


def _append_only(table: str) -> tuple[str, str]:
    stays = _refusal(f"{table}_stays", f"UPDATE ON {table}", "append-only")
    return stays, _refusal(f"{table}_remains", f"DELETE ON {table}", "append-only")


_TRIGGERS = (
    *(trigger for table in _APPEND_ONLY for trigger in _append_only(table)),
    _refusal("words_kept", f"INSERT ON words WHEN {_NOW_KEPT} < 1", "words are not kept"),
    _refusal("audio_kept", f"INSERT ON audio WHEN {_NOW_KEPT} < 2", "sound is not kept"),
    _refusal(
        "document_kept", f"INSERT ON document WHEN NEW.kind = 1 AND {_NOW_KEPT} < 1", "words are not kept"
    ),
    _refusal(
        "keep_agreed", f"INSERT ON keep WHEN NEW.level > {_NOW_KEPT} AND NEW.consent IS NULL", "no consent"
    ),
)

_FIRST_TABLES = ("header", "card", "state", "keep", "log", "words", "audio", "bookmark", "document")
TABLES = {1: _FIRST_TABLES, 2: (*_FIRST_TABLES, "remark")}
"""By version; every version is read as it is, and brought up to date when more is to be kept in it."""


def _from_1_to_2(connection: Connection) -> None:
    for statement in (_REMARKS, *_append_only("remark")):
        connection.execute(statement)


MIGRATIONS: Migrations = {1: _from_1_to_2}
"""From each older version to the next: called in a transaction."""


def create(connection: Connection, fill: Callable[[], None] = lambda: None, version: int = VERSION) -> None:
    """Make the tables in a new file, let `fill` copy into them what was kept before, then guard them."""
    with in_words(), transaction(connection):
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        for statement in _TABLES:
            connection.execute(statement)
        for older in range(1, version):
            MIGRATIONS[older](connection)
        fill()
        for statement in _TRIGGERS:
            connection.execute(statement)


def require_ours(connection: Connection) -> int:
    """The version; StoreError unless the file is a session of exactly its structure.  It is only read."""
    with in_words():
        version = _version(connection)
        if version > VERSION:
            raise StoreError(
                "This session was written by a newer session monitor: update this one to open it."
                " Nothing was changed."
            )
        if version not in TABLES or _objects(connection) != _expected(version):
            raise DamagedError
        return version


def is_older(connection: Connection) -> bool:
    with in_words():
        return 0 <= _version(connection) < VERSION


def migrate(connection: Connection, migrations: Migrations | None = None) -> None:
    """Bring an older file up to date, all at once or not at all."""
    steps = MIGRATIONS if migrations is None else migrations
    with in_words(), transaction(connection):
        for version in range(_version(connection), VERSION):
            if version not in steps:
                raise DamagedError
            steps[version](connection)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        if _objects(connection) != _expected(VERSION):
            raise DamagedError


def _version(connection: Connection) -> int:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID or version < 0:
        raise DamagedError
    return int(version)


def _objects(connection: Connection) -> frozenset[tuple[object, ...]]:
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT 100")
    return frozenset(tuple(row) for row in found)


@cache
def _expected(version: int) -> frozenset[tuple[object, ...]]:
    connection = dbapi2.connect(":memory:", isolation_level=None)
    try:
        create(connection, version=version)
        return _objects(connection)
    finally:
        connection.close()

"""Session files as nobody wrote them: changed from outside, or forged by who has the key."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from sqlcipher3 import dbapi2

from monitor.conversation.timeline import Segment
from monitor.errors import StoreError
from monitor.store import cipher
from monitor.store.library import Library
from monitor.store.sealing import Key

PAGE = 4_096
Mutate = Callable[[random.Random, bytearray], bytes | bytearray]


def _flip(chance: random.Random, content: bytearray) -> bytearray:
    for _ in range(chance.choice([1, 1, 3, 50])):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return content


def _cut(chance: random.Random, content: bytearray) -> bytearray:
    length = chance.choice([chance.randrange(len(content)), PAGE * chance.randrange(len(content) // PAGE)])
    return content[:length]


def _grow(chance: random.Random, content: bytearray) -> bytearray:
    return content + chance.randbytes(chance.choice([1, 100, PAGE, 3 * PAGE]))


def _noise(chance: random.Random, content: bytearray) -> bytearray:
    first = chance.randrange(len(content))
    content[first : first + chance.choice([16, 500, PAGE])] = chance.randbytes(chance.choice([16, 500, PAGE]))
    return content


def _blank(chance: random.Random, content: bytearray) -> bytearray:
    first = PAGE * chance.randrange(len(content) // PAGE)
    content[first : first + PAGE] = bytes(PAGE)
    return content


def _swap(chance: random.Random, content: bytearray) -> bytearray:
    one, other = (PAGE * chance.randrange(len(content) // PAGE) for _ in range(2))
    first = bytes(content[one : one + PAGE])
    content[one : one + PAGE] = content[other : other + PAGE]
    content[other : other + PAGE] = first
    return content


def _other(chance: random.Random, _content: bytearray) -> bytes:
    return chance.choice([b"", b"SQLite format 3\0", chance.randbytes(100), bytes(8_192), b"\xff" * 5_000])


FROM_OUTSIDE: list[Mutate] = [_flip, _cut, _grow, _noise, _blank, _swap, _other]


def mutated(content: bytes, seed: int) -> bytes:
    """The file's bytes, changed in one of many ways."""
    chance = random.Random(seed)
    return bytes(chance.choice(FROM_OUTSIDE)(chance, bytearray(content)))


BODIES: list[object] = [
    b"",
    b"\x90",
    b"\xc1",
    bytes(9),
    "text",
    5,
    None,
    1.5,
    b"\xdd\xff\xff\xff\xff",
    b"\x91" * 3_000,
]
COLUMNS = [
    *((table, "body") for table in ("header", "card", "log", "words", "audio", "bookmark", "document")),
    ("remark", "body"),
    ("remark", "kind"),
    ("remark", "seq"),
    *((table, "at") for table in ("keep", "log", "words", "audio", "bookmark")),
    ("log", "kind"),
    ("log", "seq"),
    ("words", "seq"),
    ("audio", "seq"),
    ("audio", "samples"),
    ("audio", "channel"),
    ("keep", "level"),
    ("keep", "consent"),
    ("state", "heard"),
    ("state", "ended"),
]
NUMBERS = [-1, 0, 1, 2**31, 2**62, -(2**63), 10**6]


def forge(path: Path, key: Key, seed: int) -> None:
    """Change what is inside, as only the owner of the key can, and put the guards back."""
    chance = random.Random(seed)
    with cipher.connected(path, key) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in guards:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for _ in range(chance.choice([1, 1, 2, 5])):
            with suppress(dbapi2.Error):
                _forge_one(connection, chance)
        for _name, sql in guards:
            connection.execute(sql)


def _forge_one(connection: cipher.Connection, chance: random.Random) -> None:
    table, column = chance.choice(COLUMNS)
    where = f"WHERE rowid IN (SELECT rowid FROM {table} ORDER BY random() LIMIT {chance.choice([1, 1, 99])})"
    kind = chance.randrange(5)
    if kind == 0:
        connection.execute(f"DELETE FROM {table} {where}")
    elif column in ("body", "consent"):
        (body,) = connection.execute(f"SELECT {column} FROM {table} LIMIT 1").fetchone() or (b"",)
        bodies = [
            *BODIES,
            mutated(body, chance.randrange(10**9)) if body and len(body) > PAGE else _tweaked(body, chance),
        ]
        connection.execute(f"UPDATE {table} SET {column} = ? {where}", (chance.choice(bodies),))
    else:
        connection.execute(f"UPDATE {table} SET {column} = ? {where}", (chance.choice(NUMBERS),))


def _tweaked(body: object, chance: random.Random) -> bytes:
    content = bytearray(body if isinstance(body, bytes) and body else b"\0")
    content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


POISONS = {
    "a trigger more": "CREATE TRIGGER t AFTER UPDATE ON card BEGIN DELETE FROM bookmark; END",
    "a view more": "CREATE VIEW v AS SELECT * FROM log",
    "a view in place of a table": "ALTER TABLE words RENAME TO w; CREATE VIEW words AS SELECT * FROM w",
    "a table more": "CREATE TABLE t (x)",
    "a virtual table": "CREATE VIRTUAL TABLE t USING fts5(x)",
    "a guard less": "DROP TRIGGER log_stays",
    "an index on an expression": "CREATE INDEX i ON log (abs(kind))",
    "a table less": "DROP TABLE bookmark",
    "a newer table less": "DROP TABLE remark",
    "a newer guard less": "DROP TRIGGER remark_remains",
    "another column": "ALTER TABLE log ADD COLUMN extra TEXT",
    "another program's file": "PRAGMA application_id = 5",
    "broken SQL in the schema": "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE' || sql",
    "a huge schema": "CREATE VIEW v AS SELECT '" + "x" * 500_000 + "'",
}


def poison(path: Path, key: Key, script: str) -> None:
    with cipher.connected(path, key) as connection, suppress(dbapi2.Error):
        connection.executescript(script)


def plain_database(path: Path) -> None:
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE log (seq)")
    database.commit()
    database.close()


def read_all(library: Library, session: str) -> list[str]:
    """Everything a reader may ask of a session; the sentences of what was refused."""
    return [str(error) for error in _refusals(library, session)]


def _refusals(library: Library, session: str) -> Iterator[StoreError]:
    try:
        file = library.open(session)
    except StoreError as error:
        yield error
        return
    with file:
        for read in (
            file.record,
            file.transcript,
            file.document,
            file.bookmarks,
            file.remarks,
            file.marks,
            file.integrity,
            lambda: file.description,
            lambda: file.sound(file_span(file.heard)),
            file.drop_is_due,
        ):
            try:
                read()
            except StoreError as error:
                yield error


def file_span(heard: int) -> Segment:
    return Segment(0, min(heard, 100_000))

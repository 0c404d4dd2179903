"""Everything that the owner of a session's key could find in its file, as bytes."""

import sqlite3
from pathlib import Path

from monitor.store import cipher
from monitor.store.document import unpacked
from monitor.store.schema import TABLES, VERSION
from monitor.store.sealing import Key


def decrypted(path: Path, key: Key) -> bytes:
    """The whole file without its cipher, page by page, those that are free included."""
    plain = path.with_name("plain")
    try:
        with cipher.connected(path, key) as connection:
            (free,) = connection.execute("PRAGMA freelist_count").fetchone()
            assert free == 0, "there are free pages, which a copy would not show"
            connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
            connection.execute("SELECT sqlcipher_export('plain')")
            connection.execute("DETACH DATABASE plain")
        return plain.read_bytes() + _documents(plain)
    finally:
        plain.unlink(missing_ok=True)


def _documents(plain: Path) -> bytes:
    database = sqlite3.connect(plain)
    try:
        return b"".join(unpacked(body) for (body,) in database.execute("SELECT body FROM document"))
    finally:
        database.close()


def rows(path: Path, key: Key) -> dict[str, int]:
    """How many rows each table has."""
    with cipher.connected(path, key) as connection:
        tables = TABLES[VERSION]
        return {t: connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}

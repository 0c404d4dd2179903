"""A file of another version is named and left as it is; an older one is brought up to date whole."""

from pathlib import Path

import pytest

from monitor.errors import DamagedError, StoreError
from monitor.store import cipher, schema
from monitor.store.cipher import Connection
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.store.sealing import Key
from tests.store.staging import begin, finish, talk


@pytest.fixture
def session(library: Library) -> str:
    writer = begin(library, Keep.TRANSCRIPT)
    finish(writer, talk(writer, 2), 2)
    return writer.id


def of_version(library: Library, session: str, version: int) -> tuple[Path, Key]:
    path, (key,) = library.folder / f"{session}.session", library.vault.keys(session)
    with cipher.connected(path, key) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    return path, key


def as_version_0(connection: Connection) -> None:
    """What there might have been before: the state was called progress, and nothing told how it ended."""
    connection.execute("CREATE TABLE progress (heard INTEGER)")
    connection.execute("INSERT INTO progress SELECT heard FROM state")
    connection.execute("DROP TABLE state")


def from_0_to_1(connection: Connection) -> None:
    connection.execute(next(each for each in schema._TABLES if each.startswith("CREATE TABLE state")))
    connection.execute("INSERT INTO state SELECT 1, heard, 1 FROM progress")
    connection.execute("DROP TABLE progress")


def forgetful(connection: Connection) -> None:
    """A migration that does not arrive where it should."""
    connection.execute("DROP TABLE progress")


@pytest.mark.parametrize(("version", "says"), [(2, "newer"), (99, "newer"), (0, "older")])
def test_another_version_is_named_and_left_alone(
    library: Library, session: str, version: int, says: str
) -> None:
    path, _key = of_version(library, session, version)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=f"{says} session monitor.*Nothing was changed"):
        library.open(session)
    assert says in library.card(session).problem
    with pytest.raises(StoreError, match=says):
        library.renew_key(session)
    assert path.read_bytes() == before


def test_an_older_file_is_brought_up_to_date(
    library: Library, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, key = of_version(library, session, 0)
    with cipher.connected(path, key) as connection:
        as_version_0(connection)
    monkeypatch.setattr(schema, "MIGRATIONS", {0: from_0_to_1})
    assert library.verify(session) == []
    with library.open(session) as file:
        assert file.heard == 2 * 16_000
        assert len(list(file.finals())) == 2


@pytest.mark.parametrize("migrations", [{}, {0: forgetful}, {0: as_version_0}])
def test_a_migration_that_fails_changes_nothing(
    library: Library, session: str, migrations: schema.Migrations
) -> None:
    path, key = of_version(library, session, 0)
    with cipher.connected(path, key) as connection:
        as_version_0(connection)
        before = list(connection.iterdump()) if hasattr(connection, "iterdump") else path.read_bytes()
        with pytest.raises(DamagedError):
            schema.migrate(connection, migrations)
        after = list(connection.iterdump()) if hasattr(connection, "iterdump") else path.read_bytes()
        assert before == after
        assert schema.is_older(connection)


def test_every_version_has_its_migration() -> None:
    assert set(schema.MIGRATIONS) == set(range(1, schema.VERSION))

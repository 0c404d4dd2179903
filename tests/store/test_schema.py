"""A newer file is named and left as it is; an older one opens, and is brought up to date whole."""

import shutil
from pathlib import Path

import pytest

from monitor.conversation.remarks import Contested, Note, Verdict
from monitor.conversation.timeline import Channel
from monitor.errors import DamagedError, StoreError
from monitor.store import cipher, schema
from monitor.store.cipher import Connection
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.store.sealing import Key
from tests.store.staging import AGREED, SECOND, Told, begin, finish, same_record, talk

KEPT = Path(__file__).with_name("kept")
OLD, OLD_KEY = "0123456789abcdef", Key(bytes(range(32)))
REMARK = Contested("client-2", Verdict.SUPPORTIVE, 1_760_000_100)


@pytest.fixture
def session(library: Library) -> str:
    writer = begin(library, Keep.TRANSCRIPT)
    finish(writer, talk(writer, 2), 2)
    return writer.id


@pytest.fixture
def old(library: Library, folder: Path) -> Path:
    """A session that the program wrote when its version was 1, four seconds with words."""
    folder.mkdir()
    library.vault.create(OLD)
    library.vault.put(OLD, [OLD_KEY])
    return Path(shutil.copy(KEPT / "version-1.session", folder / f"{OLD}.session"))


def of_version(library: Library, session: str, version: int) -> tuple[Path, Key]:
    path, (key,) = library.folder / f"{session}.session", library.vault.keys(session)
    with cipher.connected(path, key) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    return path, key


def version_of(path: Path) -> int:
    with cipher.connected(path, OLD_KEY) as connection:
        return schema.require_ours(connection)


def told(library: Library) -> Told:
    """What the old file was told."""
    writer = begin(library, Keep.TRANSCRIPT)
    again = talk(writer, 4)
    finish(writer, again, 4)
    return again


@pytest.mark.parametrize(
    ("version", "says"), [(3, "newer session monitor.*Nothing was"), (99, "newer"), (0, "damaged")]
)
def test_another_version_is_named_and_left_alone(
    library: Library, session: str, version: int, says: str
) -> None:
    path, _key = of_version(library, session, version)
    before = path.read_bytes()
    for touch in (library.open, library.renew_key, library.recover):
        with pytest.raises(StoreError, match=says):
            touch(session)
    assert library.card(session).problem
    assert path.read_bytes() == before


def test_an_older_file_opens_as_it_is(library: Library, old: Path) -> None:
    before = old.read_bytes()
    card = library.card(OLD)
    assert (card.state, card.duration_s, card.keep, card.client) == (
        *("finished", 4.0, Keep.TRANSCRIPT),
        "Blue Heron",
    )
    with library.open(OLD) as file:
        assert same_record(file.record(), told(library).record)
        assert [final.utterance.channel for final in file.finals()] == [Channel.CLIENT, Channel.THERAPIST] * 2
        assert file.bookmarks() == [Note(1, 3 * SECOND, "her brother")]
        assert file.document() == b'{"duration_s": 4.0, "words": ["grandmother"]}'
        assert file.keeps[0].consent == AGREED
        assert file.remarks() == []
    assert old.read_bytes() == before


def test_a_remark_brings_an_older_file_up_to_date(library: Library, old: Path) -> None:
    assert version_of(old) == 1
    with library.open(OLD) as file:
        file.remark(REMARK)
        assert file.remarks() == [REMARK]
        assert file.bookmarks() == [Note(1, 3 * SECOND, "her brother")]
    assert version_of(old) == schema.VERSION
    assert library.verify(OLD) == []
    with library.open(OLD) as file:
        assert file.remarks() == [REMARK]
        assert len(list(file.finals())) == 4


def test_verifying_brings_an_older_file_up_to_date(library: Library, old: Path) -> None:
    assert library.verify(OLD) == []
    assert version_of(old) == schema.VERSION


def test_an_older_file_can_be_purged(library: Library, old: Path) -> None:
    library.purge(OLD, ["words"])
    with library.open(OLD) as file:
        assert (file.keep, file.remarks()) == (Keep.NUMBERS, [])
        assert file.bookmarks() == [Note(1, 3 * SECOND, "her brother")]
    assert library.verify(OLD) == []


def test_a_newer_table_in_an_older_file_is_not_believed(library: Library, old: Path) -> None:
    with cipher.connected(old, OLD_KEY) as connection:
        connection.execute(schema._REMARKS)
    with pytest.raises(DamagedError):
        library.open(OLD)


def half_way(connection: Connection) -> None:
    """A migration that does not arrive where it should."""
    connection.execute(schema._REMARKS)
    connection.execute("DELETE FROM bookmark")


@pytest.mark.parametrize("migrations", [{}, {1: half_way}])
def test_a_migration_that_fails_changes_nothing(
    library: Library, old: Path, migrations: schema.Migrations
) -> None:
    with cipher.connected(old, OLD_KEY) as connection:
        with pytest.raises(DamagedError):
            schema.migrate(connection, migrations)
        assert schema.is_older(connection)
    with library.open(OLD) as file:
        assert file.bookmarks() == [Note(1, 3 * SECOND, "her brother")]


def test_every_version_has_its_migration_and_its_tables() -> None:
    assert set(schema.MIGRATIONS) == set(range(1, schema.VERSION))
    assert set(schema.TABLES) == set(range(1, schema.VERSION + 1))

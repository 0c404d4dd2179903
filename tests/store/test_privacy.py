"""Nobody without the key learns anything; with it, nothing that was not to be kept or was deleted."""

import zlib
from pathlib import Path

import numpy as np
import pytest
from sqlcipher3 import dbapi2

from monitor.errors import StoreError
from monitor.store import cipher
from monitor.store.keep import Consent, Keep
from monitor.store.library import Library
from monitor.store.sealing import Key, new_key
from tests.store.reading import decrypted, rows
from tests.store.staging import (
    AGREED,
    SECOND,
    SETTINGS,
    WORDS,
    InMemory,
    T,
    Told,
    begin,
    blocks,
    decoded,
    finish,
    opening,
    talk,
)

TELLTALE = [
    *(word.encode(code) for word in (*WORDS, "Mrs Robinson", "Headset") for code in ("utf-8", "utf-16-le")),
    b"fLaC",
    b"SQLite format",
    b"CREATE TABLE",
    b"session-monitor",
    b"therapist",
]
DOCUMENT = b'{"duration_s": 6, "transcript": ["grandmother"], "events": [{"id": "x", "text": "divorce"}]}'


def whole_session(library: Library, keep: Keep, seconds: int = 6) -> str:
    writer = library.begin(opening(keep, client="Mrs Robinson"), SETTINGS)
    finish(writer, talk(writer, seconds), seconds, DOCUMENT)
    return writer.id


def require_nothing_readable(content: bytes) -> None:
    assert [each for each in TELLTALE if each in content] == []


def test_a_session_file_is_noise(library: Library, folder: Path) -> None:
    session = whole_session(library, Keep.AUDIO)
    content = (folder / f"{session}.session").read_bytes()
    require_nothing_readable(content)
    counts = np.bincount(np.frombuffer(content, np.uint8), minlength=256)
    expected = len(content) / 256
    assert ((counts - expected) ** 2 / expected).sum() < 255 + 6 * (2 * 255) ** 0.5
    assert len(zlib.compress(content, 9)) >= len(content)


def test_two_sessions_begin_alike_in_nothing(library: Library, folder: Path) -> None:
    one, other = (whole_session(library, Keep.NUMBERS, 1) for _ in range(2))
    first, second = (np.frombuffer((folder / f"{s}.session").read_bytes(), np.uint8) for s in (one, other))
    assert np.mean(first[:4096] == second[:4096]) < 0.02


def test_names_say_nothing(library: Library, folder: Path) -> None:
    session = whole_session(library, Keep.AUDIO, 1)
    assert sorted(path.name for path in folder.iterdir()) == [f"{session}.key", f"{session}.session"]
    require_nothing_readable((folder / f"{session}.key").read_bytes().replace(b"session", b""))


def test_the_journal_is_encrypted_too(library: Library, folder: Path) -> None:
    """A transaction that is larger than the cache: its pages lie in the journal and in the file."""
    session = whole_session(library, Keep.AUDIO, 4)
    (key,) = library.vault.keys(session)
    path = folder / f"{session}.session"
    with cipher.connected(path, key) as connection:
        connection.execute("BEGIN IMMEDIATE")
        for _ in range(400):
            connection.execute("UPDATE card SET body = ?", (b"Mrs Robinson " * 1_000,))
            connection.execute("INSERT INTO bookmark (at, body) VALUES (1, ?)", (b"grandmother " * 1_000,))
        left = {each.name: each.read_bytes() for each in folder.iterdir()}
        assert len(left[f"{session}.session-journal"]) > 4_096
        assert len(left[f"{session}.session"]) > 1_000_000
        connection.execute("ROLLBACK")
    for content in left.values():
        require_nothing_readable(content.replace(b'"session"', b""))


def test_numbers_only_means_numbers_only(library: Library, folder: Path) -> None:
    session = whole_session(library, Keep.NUMBERS)
    (key,) = library.vault.keys(session)
    path = folder / f"{session}.session"
    assert (rows(path, key)["words"], rows(path, key)["audio"]) == (0, 0)
    content = decrypted(path, key)
    assert [word for word in WORDS if word.encode() in content] == []
    assert b"fLaC" not in content
    with library.open(session) as file:
        assert file.document() == b'{"duration_s":6,"events":[{"id":"x"}]}'


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO words VALUES (1, 0, x'00')",
        "INSERT INTO audio VALUES (1, 0, 0, 1, x'00')",
        "INSERT INTO document VALUES (1, x'00')",
        "INSERT INTO keep VALUES (2, 5, 2, 0, NULL)",
        "UPDATE log SET at = 0",
        "DELETE FROM log",
        "INSERT OR REPLACE INTO log SELECT seq, 0, kind, body FROM log",
        "UPDATE keep SET level = 2",
        "UPDATE header SET body = x'00'",
    ],
)
def test_the_file_itself_refuses(library: Library, folder: Path, statement: str) -> None:
    """At the level of numbers no words, no sound; and never a change to what was written."""
    session = whole_session(library, Keep.NUMBERS, 2)
    (key,) = library.vault.keys(session)
    path = folder / f"{session}.session"
    with cipher.connected(path, key) as connection, pytest.raises(dbapi2.IntegrityError):
        connection.execute(statement)


def narrowed(library: Library, to: Keep, drop: bool) -> tuple[str, Key, Told]:
    """Three seconds with everything, then three with less."""
    writer = begin(library)
    told = talk(writer, 3)
    (before,) = library.vault.keys(writer.id)
    writer.narrow(to, drop)
    talk(writer, 3, 3, told)
    finish(writer, told, 6, DOCUMENT)
    return writer.id, before, told


def test_sound_stops_where_it_is_stopped(library: Library) -> None:
    session, _before, _told = narrowed(library, Keep.TRANSCRIPT, drop=False)
    with library.open(session) as file:
        ends = [piece.end for piece in file.pieces(next(iter(_told.record.segments)))]
        assert ends[-1] == 3 * SECOND
        assert len(list(file.finals())) == 6
        assert [change.keep for change in file.keeps] == [Keep.AUDIO, Keep.TRANSCRIPT]
    assert library.verify(session) == []


@pytest.mark.parametrize("to", [Keep.TRANSCRIPT, Keep.NUMBERS])
def test_what_is_dropped_is_gone(library: Library, folder: Path, to: Keep) -> None:
    session, before, _told = narrowed(library, to, drop=True)
    path = folder / f"{session}.session"
    (key,) = library.vault.keys(session)
    assert key != before
    with pytest.raises(StoreError):
        cipher.connect(path, before)
    content = decrypted(path, key)
    assert b"fLaC" not in content
    assert [w for w in WORDS if w.encode() in content] == ([] if to is Keep.NUMBERS else list(WORDS))
    assert library.verify(session) == []
    with library.open(session) as file:
        assert len(file.record().turns) == len(_told.record.turns)


def test_what_is_dropped_before_it_was_written_never_is(library: Library, folder: Path) -> None:
    writer = begin(library)
    for at, block in blocks(0):
        writer.hear(at, block)
    writer.final(decoded(0))
    writer.narrow(Keep.NUMBERS, drop=True)
    finish(writer, Told(), 1)
    (key,) = library.vault.keys(writer.id)
    counted = rows(folder / f"{writer.id}.session", key)
    assert (counted["words"], counted["audio"]) == (0, 0)


def test_more_is_kept_only_after_asking_again(library: Library) -> None:
    writer = begin(library, Keep.NUMBERS)
    told = talk(writer, 2)
    with pytest.raises(ValueError, match="consent"):
        writer.narrow(Keep.AUDIO)
    again = Consent("The client agrees from here on.", 1_760_000_100, "therapist")
    writer.widen(Keep.TRANSCRIPT, again)
    talk(writer, 2, 2, told)
    finish(writer, told, 4)
    with library.open(writer.id) as file:
        assert [change.consent for change in file.keeps] == [None, again]
        assert [final.utterance.start // SECOND for final in file.finals()] == [2, 3]
        assert file.keep is Keep.TRANSCRIPT
    assert library.verify(writer.id) == []


def test_what_is_kept_again_after_a_drop_stays(library: Library) -> None:
    """Asked at once, before the drop has reached the disk; and what was dropped stays away."""
    writer = begin(library)
    told = talk(writer, 2)
    writer.narrow(Keep.NUMBERS, drop=True)
    writer.widen(Keep.AUDIO, AGREED)
    talk(writer, 2, 2, told)
    finish(writer, told, 4, DOCUMENT)
    with library.open(writer.id) as file:
        assert [final.utterance.start // SECOND for final in file.finals()] == [2, 3]
        assert {piece.start for piece in file.pieces(T)} >= {2 * SECOND}
        assert min(piece.start for piece in file.pieces(T)) == 2 * SECOND
        assert b"grandmother" not in (file.document() or b"")
    assert library.verify(writer.id) == []


def test_an_interrupted_drop_is_completed(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program dies after the wish was written and before it was done."""
    writer = begin(library)
    talk(writer, 2)
    with monkeypatch.context() as patch:
        patch.setattr("monitor.store.writer.rewrite", _die)
        writer.narrow(Keep.NUMBERS, drop=True)
        with pytest.raises(KeyboardInterrupt):
            writer.tick(1e6)
    writer.abandon()
    with library.open(writer.id) as file:
        assert file.drop_is_due()
    library.recover(writer.id)
    (key,) = library.vault.keys(writer.id)
    assert rows(folder / f"{writer.id}.session", key)["audio"] == 0
    assert library.verify(writer.id) == []


def _die(*_: object) -> Key:
    raise KeyboardInterrupt


def test_a_drop_is_tried_until_it_is_done(library: Library, folder: Path) -> None:
    writer = begin(library)
    told = talk(writer, 2)
    (folder / f"{writer.id}.fresh").mkdir()  # no new file can grow there
    writer.narrow(Keep.NUMBERS, drop=True)
    talk(writer, 2, 2, told)
    assert "written anew" in writer.not_kept
    (folder / f"{writer.id}.fresh").rmdir()
    talk(writer, 2, 4, told)
    assert writer.not_kept == ""
    finish(writer, told, 6)
    assert library.card(writer.id).keep is Keep.NUMBERS
    assert library.verify(writer.id) == []


def test_no_secret_shows(library: Library, own_keyring: InMemory, capfd: pytest.CaptureFixture[str]) -> None:
    session = whole_session(library, Keep.NUMBERS, 1)
    (key,) = library.vault.keys(session)
    path = library.folder / f"{session}.session"
    with pytest.raises(StoreError) as wrong:
        cipher.connect(path, new_key())
    (entry,) = own_keyring.entries.values()
    shown = repr((key, library.vault, wrong.value, wrong.value.__dict__)) + str(wrong.value)
    assert key.raw.hex() not in shown
    assert wrong.value.__cause__ is None
    assert wrong.value.__suppress_context__
    assert entry not in shown
    assert capfd.readouterr() == ("", "")


def test_consent_is_part_of_the_record(library: Library) -> None:
    session = whole_session(library, Keep.AUDIO, 1)
    with library.open(session) as file:
        assert file.keeps[0].consent == AGREED

"""Remarks and notes: added afterwards, kept through everything, never in the way of the record."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from monitor.conversation.remarks import (
    Contested,
    Intended,
    Note,
    QuestionCorrected,
    QuestionKind,
    Remark,
    Verdict,
    in_force,
)
from monitor.conversation.timeline import Segment
from monitor.errors import DamagedError, InUseError, StoreError
from monitor.store import cipher
from monitor.store.entries import Mark
from monitor.store.file import SessionFile
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.store.pages import NOTE_MAX, to_row
from monitor.store.remarks import KINDS, led_on_purpose, remark_from_row, remark_to_row
from tests.store.reading import decrypted
from tests.store.staging import AGREED, SECOND, begin, finish, same_record, talk

AT = 1_760_000_100
REMARKS: list[Remark] = [
    Contested("client-2", Verdict.NOT_AN_INTERRUPTION, AT),
    Intended(Segment(5, 2 * SECOND), "Röntgen: the breathing exercise", True, AT + 1),
    QuestionCorrected(SECOND, QuestionKind.NONE, AT + 2),
    QuestionCorrected(SECOND, None, AT + 3),
    Contested("client-2", None, AT + 4),
    Intended(Segment(5, 2 * SECOND), "", False, AT + 5),
]


@pytest.fixture
def session(library: Library) -> str:
    writer = begin(library, Keep.AUDIO)
    told = talk(writer, 3)
    writer.bookmark(SECOND, "her brother")
    finish(writer, told, 3)
    return writer.id


@pytest.fixture
def remarked(library: Library, session: str) -> str:
    with library.open(session) as file:
        for remark in REMARKS:
            file.remark(remark)
    return session


def test_what_was_remarked_comes_back_in_order(library: Library, session: str) -> None:
    with library.open(session) as file:
        assert file.remarks() == []
        for number, remark in enumerate(REMARKS, start=1):
            file.remark(remark)
            assert file.remarks() == REMARKS[:number]
    with library.open(session) as file:
        assert file.remarks() == REMARKS
    assert library.verify(session) == []


def test_the_record_stays_as_it_was(library: Library, session: str) -> None:
    with library.open(session) as file:
        before, document = file.record(), file.document()
        for remark in REMARKS:
            file.remark(remark)
        assert same_record(file.record(), before)
        assert file.document() == document


@pytest.mark.parametrize(
    "statement", ["UPDATE remark SET kind = 2", "DELETE FROM remark", "INSERT INTO remark VALUES (9, 4, x'')"]
)
def test_the_file_itself_refuses_to_change_them(library: Library, remarked: str, statement: str) -> None:
    path, (key,) = library.folder / f"{remarked}.session", library.vault.keys(remarked)
    with cipher.connected(path, key) as connection, pytest.raises(dbapi2.Error, match=r"append-only|CHECK"):
        connection.execute(statement)


@pytest.mark.parametrize(
    "rewrite",
    [
        Library.renew_key,
        lambda library, session: library.purge(session, ["audio"]),
        lambda library, session: library.purge(session, ["words"]),
    ],
)
def test_they_outlive_everything_but_the_session(
    library: Library, remarked: str, rewrite: Callable[[Library, str], None]
) -> None:
    """Also their text and the notes': they are the therapist's own words."""
    rewrite(library, remarked)
    with library.open(remarked) as file:
        assert file.remarks() == REMARKS
        assert file.bookmarks() == [Note(1, SECOND, "her brother")]
        file.remark(REMARKS[0])
        assert len(file.remarks()) == len(REMARKS) + 1
    assert library.verify(remarked) == []


def test_they_are_encrypted_and_go_with_the_session(library: Library, remarked: str, folder: Path) -> None:
    path, (key,) = folder / f"{remarked}.session", library.vault.keys(remarked)
    assert "Röntgen".encode() in decrypted(path, key)
    assert "Röntgen".encode() not in path.read_bytes()
    library.delete(remarked)
    assert list(folder.iterdir()) == []


def test_what_was_marked_while_it_ran_holds_until_it_is_taken_back(library: Library) -> None:
    writer = begin(library, Keep.NUMBERS, started_at=AT)
    told = talk(writer, 3)
    for what, at in (("intended", 1), ("unintended", 2), ("swapped", 2), ("intended", 2.5)):
        writer.mark(what, round(at * SECOND))
    finish(writer, told, 3)
    first = Intended(Segment(SECOND, 2 * SECOND), "", True, AT + 1)
    last = Intended(Segment(5 * SECOND // 2, 3 * SECOND), "", True, AT + 2)
    with library.open(writer.id) as file:
        assert file.remarks() == [first, last]
        assert in_force(file.remarks()).intended == (first, last)
        back = Intended(first.stretch, "", False, AT + 9)
        file.remark(back)
        file.remark(REMARKS[0])
        assert file.remarks() == [first, last, back, REMARKS[0]]
        assert in_force(file.remarks()).intended == (last,)


def test_marks_that_contradict_one_another_make_no_stretch_twice() -> None:
    marks = [Mark(what, at) for at, what in enumerate(["unintended", "intended", "intended", "unintended"])]
    assert led_on_purpose([*marks, Mark("unintended", 9)], 20, AT) == [Intended(Segment(1, 3), "", True, AT)]
    assert led_on_purpose([Mark("intended", 30)], 20, AT) == [Intended(Segment(30, 30), "", True, AT)]


def test_the_text_of_a_note_can_be_changed(library: Library, session: str) -> None:
    with library.open(session) as file:
        file.add_bookmark(5, "later")
        file.change_bookmark(1, "not her brother: her cousin")
        assert file.bookmarks() == [Note(2, 5, "later"), Note(1, SECOND, "not her brother: her cousin")]
        with pytest.raises(StoreError, match="not there any more"):
            file.change_bookmark(3, "x")
        assert len(file.bookmarks()) == 2


def test_a_note_that_was_removed_comes_back_under_its_number(library: Library, session: str) -> None:
    with library.open(session) as file:
        file.add_bookmark(7, "two")
        file.remove_bookmark(1)
        file.add_bookmark(SECOND, "her brother", 1)
        file.add_bookmark(9, "ten", 10)
        assert file.bookmarks() == [Note(2, 7, "two"), Note(10, 9, "ten"), Note(1, SECOND, "her brother")]
        with pytest.raises(StoreError, match="Another window"):
            file.add_bookmark(9, "eleven", 10)
        assert len(file.bookmarks()) == 3


def test_a_text_that_is_too_long_is_not_cut_off_unseen(library: Library, session: str) -> None:
    long = "x" * (NOTE_MAX + 1)
    with library.open(session) as file:
        for write in (
            lambda: file.add_bookmark(0, long),
            lambda: file.change_bookmark(1, long),
            lambda: file.remark(Intended(Segment(0, 1), long, True, AT)),
        ):
            with pytest.raises(StoreError, match=r"20000 characters.*20001.*shorten"):
                write()
        file.add_bookmark(SECOND, long[1:])
        assert [len(note.text) for note in file.bookmarks()] == [11, NOTE_MAX]


def test_a_text_that_is_no_text_is_kept_as_far_as_it_can_be(library: Library, session: str) -> None:
    with library.open(session) as file:
        file.change_bookmark(1, "half\ud800")
        assert file.bookmarks()[0].text == "half?"


def test_a_session_that_runs_is_not_added_to(library: Library) -> None:
    writer = begin(library)
    told = talk(writer, 1)
    writer.bookmark(5, "here")
    writer.tick(1e5)
    with library.open(writer.id) as file:
        for write in (
            lambda: file.remark(REMARKS[0]),
            lambda: file.add_bookmark(5),
            lambda: file.change_bookmark(1, "x"),
            lambda: file.remove_bookmark(1),
        ):
            with pytest.raises(InUseError, match="still runs"):
                write()
    finish(writer, told, 1)
    with library.open(writer.id) as file:
        assert file.bookmarks() == [Note(1, 5, "here")]
        assert file.keeps[0].consent == AGREED


@pytest.mark.parametrize("remark", REMARKS)
def test_a_row_is_the_remark(remark: Remark) -> None:
    assert remark_from_row(*remark_to_row(remark)) == remark


@pytest.mark.skipif(os.name != "posix", reason="an open file is not replaced elsewhere")
def test_a_remark_on_a_session_that_was_written_anew_meanwhile_is_not_lost_unseen(
    library: Library, remarked: str
) -> None:
    with library.open(remarked) as file:
        library.purge(remarked, ["audio"])
        for write in (lambda: file.remark(REMARKS[0]), lambda: file.add_bookmark(5)):
            with pytest.raises(StoreError, match="moved away"):
                write()
    with library.open(remarked) as file:
        file.remark(REMARKS[0])
        assert file.remarks() == [*REMARKS, REMARKS[0]]


NONSENSE: list[Remark] = [
    Contested("x", None, -1),
    Contested("x" * 201, None, AT),
    QuestionCorrected(-1, None, AT),
    QuestionCorrected(2**41, None, AT),
    Intended(Segment(9, 8), "", True, AT),
    Intended(Segment(0, 2**41), "", True, AT),
]


@pytest.mark.parametrize("remark", NONSENSE)
def test_what_makes_no_sense_is_neither_written_nor_read(remark: Remark) -> None:
    with pytest.raises(ValueError, match="no sense"):
        remark_to_row(remark)
    (kind,) = (number for number, each in KINDS.items() if isinstance(remark, each))
    with pytest.raises(DamagedError):
        remark_from_row(kind, to_row(remark))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (0, to_row(REMARKS[0])),
        (4, to_row(REMARKS[0])),
        (None, to_row(REMARKS[0])),
        (2, to_row(REMARKS[0])),
        (1, b""),
        (1, b"\xc1"),
        (1, "text"),
        (1, to_row({"event": "x", "verdict": "guilty", "made_at": AT})),
        (1, to_row({"event": "x", "made_at": AT})),
        (3, to_row(Intended(Segment(0, 1), "x" * (NOTE_MAX + 1), True, AT))),
        (3, to_row({"stretch": {"start": 0}, "text": "", "on": True, "made_at": AT})),
    ],
)
def test_a_row_that_nobody_wrote_is_refused(kind: object, body: object) -> None:
    with pytest.raises(DamagedError):
        remark_from_row(kind, body)


FORGED = {
    "one is missing": "DELETE FROM remark WHERE seq = 2",
    "the first is missing": "DELETE FROM remark WHERE seq = 1",
    "another kind": "UPDATE remark SET kind = 2 WHERE seq = 1",
    "too long": f"UPDATE remark SET body = zeroblob({10**6})",
    "a bookmark before the beginning": "UPDATE bookmark SET at = -1",
    "a bookmark after the end of time": "UPDATE bookmark SET at = 4611686018427387904",
    "a bookmark that is no text": "UPDATE bookmark SET body = x'05'",
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_table_is_found(library: Library, remarked: str, name: str) -> None:
    path, (key,) = library.folder / f"{remarked}.session", library.vault.keys(remarked)
    with cipher.connected(path, key) as connection:
        guards = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'remark' AND type = 'trigger'"
        ).fetchall()
        for guard, _sql in guards:
            connection.execute(f"DROP TRIGGER {guard}")
        connection.execute(FORGED[name])
        for _guard, sql in guards:
            connection.execute(sql)
    read = SessionFile.bookmarks if "bookmark" in name else SessionFile.remarks
    with library.open(remarked) as file, pytest.raises(DamagedError):
        read(file)
    assert library.verify(remarked) == ["its notes or remarks are damaged or not complete"]

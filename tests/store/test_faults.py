"""The disk fails under a session that goes on: it says so, holds back, and mends itself."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path

import numpy as np
import pytest

from monitor.conversation.timeline import Segment
from monitor.errors import StoreError
from monitor.store import cipher
from monitor.store.entries import Hole
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.store.masters import KeyringPlace
from monitor.store.vault import Vault
from tests.store import killed
from tests.store.staging import SECOND, InMemory, Told, begin, blocks, finish, same_record, same_words, talk

ROOT = Path(__file__).resolve().parents[2]


def require_all(library: Library, told: Told, lost: Segment | None = None) -> None:
    """The session holds everything that was told, once; of the sound all but what is owned up to."""
    (card,) = library.cards()
    assert library.verify(card.id) == []
    with library.open(card.id) as file:
        assert same_record(file.record(), told.record)
        assert same_words(file.transcript(), told.transcript)
        holes = file.holes()
        assert [(h.kind, h.start, h.end) for h in holes] == (
            [("audio", lost.start, lost.end)] if lost else []
        )
        expected = told.samples()
        if lost is not None:
            expected[lost.start : lost.end] = 0
        np.testing.assert_array_equal(file.sound(Segment(0, len(expected))), expected)


def test_a_full_disk(tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    command = [sys.executable, "-m", "tests.store.filling", str(folder)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    said = json.loads(ended.stdout)
    assert (said["before"], said["after"]) == ("", "")
    assert "disk" in said["full"]
    assert "goes on" in said["full"]
    library = killed.library(folder)
    (card,) = library.cards()
    with library.open(card.id) as file:
        (hole,) = file.holes()
        told = Told()
        told.sound = [block for second in range(20) for _at, block in blocks(second)]
        expected = told.samples()
        expected[hole.start : hole.end] = 0
        np.testing.assert_array_equal(file.sound(Segment(0, 20 * SECOND)), expected)
        assert len(list(file.finals())) == 20
    assert library.verify(card.id) == []


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("mounting is not allowed here; the limit on file sizes stands in for it")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs root")
def test_a_full_small_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, "500k"):
        library = Library(disk / "sessions", Vault(disk / "sessions", KeyringPlace()))
        writer = begin(library)
        told = talk(writer, 2)
        filler = disk / "filler"
        with pytest.raises(OSError, match="space"):
            filler.write_bytes(bytes(600_000))
        talk(writer, 2, 2, told)
        assert "the disk is full" in writer.not_kept
        filler.unlink()
        talk(writer, 2, 4, told)
        assert writer.not_kept == ""
        finish(writer, told, 6)
        require_all(library, told)


def test_a_folder_that_comes_back(library: Library, folder: Path) -> None:
    writer = begin(library)
    told = talk(writer, 2)
    folder.rename(away := folder.with_name("away"))
    talk(writer, 2, 2, told)
    assert writer.not_kept != ""
    away.rename(folder)
    talk(writer, 2, 4, told)
    assert writer.not_kept == ""
    finish(writer, told, 6)
    require_all(library, told)


def test_a_folder_that_is_gone_for_long(library: Library, folder: Path) -> None:
    """Sound is held back for a while (5 s here), then the oldest goes, and the file says so."""
    writer = begin(library)
    told = talk(writer, 2)
    folder.rename(away := folder.with_name("away"))
    talk(writer, 10, 2, told)
    away.rename(folder)
    talk(writer, 2, 12, told)
    finish(writer, told, 14)
    (card,) = library.cards()
    with library.open(card.id) as file:
        (hole,) = file.holes()
        assert isinstance(hole, Hole)
        assert 5 * SECOND <= hole.end - hole.start <= 8 * SECOND
    require_all(library, told, Segment(hole.start, hole.end))


def test_a_folder_that_is_deleted(library: Library, folder: Path) -> None:
    writer = begin(library)
    told = talk(writer, 2)
    shutil.rmtree(folder)
    talk(writer, 4, 2, told)
    assert "no such session file" in writer.not_kept
    assert writer._pending.sound <= 2 * 6 * SECOND
    writer.abandon()
    assert not folder.exists()


@contextmanager
def without_permission(folder: Path) -> Iterator[None]:
    """Nothing in the folder may be touched, not even by root."""
    if os.geteuid() == 0:
        os.seteuid(65_534)
        try:
            yield
        finally:
            os.seteuid(0)
    else:
        folder.chmod(0)
        try:
            yield
        finally:
            folder.chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_permission_lost(library: Library, folder: Path) -> None:
    writer = begin(library)
    told = talk(writer, 2)
    with without_permission(folder):
        talk(writer, 2, 2, told)
        assert writer.not_kept != ""
    talk(writer, 2, 4, told)
    assert writer.not_kept == ""
    finish(writer, told, 6)
    require_all(library, told)


def test_a_journal_that_cannot_be_written(library: Library, folder: Path) -> None:
    writer = begin(library)
    told = talk(writer, 2)
    blocked = folder / f"{writer.id}.session-journal"
    blocked.mkdir()
    talk(writer, 2, 2, told)
    assert writer.not_kept != ""
    blocked.rmdir()
    talk(writer, 2, 4, told)
    finish(writer, told, 6)
    require_all(library, told)


def test_a_file_that_another_program_holds(library: Library, folder: Path) -> None:
    writer = begin(library)
    told = talk(writer, 2)
    (key,) = library.vault.keys(writer.id)
    with cipher.connected(folder / f"{writer.id}.session", key) as other:
        other.execute("BEGIN EXCLUSIVE")
        talk(writer, 1, 2, told)
        assert "another program" in writer.not_kept
        other.execute("ROLLBACK")
    talk(writer, 2, 3, told)
    assert writer.not_kept == ""
    finish(writer, told, 5)
    require_all(library, told)


def test_a_commit_that_was_done_but_reported_as_failed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = begin(library)
    told = talk(writer, 2)
    with monkeypatch.context() as patch:
        patch.setattr("monitor.store.cipher.transaction", _done_but_failed)
        talk(writer, 2, 2, told)
        assert "does not take it" in writer.not_kept
    talk(writer, 2, 4, told)
    finish(writer, told, 6)
    require_all(library, told)


@contextmanager
def _done_but_failed(connection: cipher.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.execute("COMMIT")
    raise StoreError("The session cannot be reached: the disk does not take it.")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = tmp_path / "file" / "sessions"
    with pytest.raises(StoreError, match="cannot be made"):
        begin(Library(folder, Vault(folder, KeyringPlace())))


def test_a_locked_keyring(library: Library, own_keyring: InMemory) -> None:
    own_keyring.locked = True
    with pytest.raises(StoreError, match="locked"):
        begin(library, Keep.NUMBERS)
    own_keyring.locked = False
    writer = begin(library, Keep.NUMBERS)
    own_keyring.locked = True
    told = talk(writer, 2)
    assert writer.not_kept == ""
    finish(writer, told, 2)


def test_a_session_that_cannot_begin_leaves_nothing(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.store.schema.create", _no_room)
    with pytest.raises(StoreError, match="full"):
        begin(library)
    assert list(folder.iterdir()) == []


def _no_room(*_: object) -> None:
    raise StoreError("The session cannot be reached: the disk is full.")


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_that_is_only_read(library: Library, folder: Path) -> None:
    """A backup on a read-only disk opens like any other."""
    writer = begin(library)
    told = talk(writer, 2)
    finish(writer, told, 2)
    for each in folder.iterdir():
        each.chmod(0o444)
    folder.chmod(0o555)
    for above in takewhile(lambda path: path != Path(tempfile.gettempdir()), folder.parents):
        above.chmod(0o755)
    library.vault.unlock()
    try:
        with only_reading(), library.open(writer.id) as file:
            assert same_record(file.record(), told.record)
    finally:
        folder.chmod(0o700)


@contextmanager
def only_reading() -> Iterator[None]:
    """As somebody whom permissions bind."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(0)

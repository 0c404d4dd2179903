"""A session file is input: whatever it is, one sentence, no crash, no partial trust, nothing else touched."""

import os
from pathlib import Path

import pytest

from monitor.conversation.remarks import Contested, Intended, Verdict
from monitor.conversation.timeline import Segment
from monitor.errors import StoreError
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.store.sealing import new_key
from tests.store.mutants import POISONS, forge, mutated, plain_database, poison, read_all
from tests.store.staging import begin, finish, talk

MUTANTS, FORGERIES = 200, 150


@pytest.fixture
def session(library: Library) -> str:
    writer = begin(library, Keep.AUDIO)
    told = talk(writer, 3)
    writer.bookmark(5, "here")
    finish(writer, told, 3, b'{"duration_s": 3, "transcript": ["x"]}')
    with library.open(writer.id) as file:
        file.remark(Contested("client-2", Verdict.TEACHING, 1_760_000_100))
        file.remark(Intended(Segment(0, 9), "teaching", True, 1_760_000_200))
    return writer.id


@pytest.fixture
def path(library: Library, session: str) -> Path:
    return library.folder / f"{session}.session"


def snapshot(folder: Path, but: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.rglob("*") if each.is_file() and each != but}


def what_it_says(library: Library, session: str) -> tuple[object, ...]:
    with library.open(session) as file:
        sound = file.sound(Segment(0, file.heard)).tobytes()
        said = (*file.entries(), *file.finals(), *file.remarks(), *file.bookmarks())
        return said, sound, file.document(), file.header, file.keeps


def test_mutated_files(library: Library, session: str, path: Path) -> None:
    content, around = path.read_bytes(), snapshot(library.folder, path)
    before, refused = what_it_says(library, session), 0
    for seed in range(MUTANTS):
        path.write_bytes(mutated(content, seed))
        said = [*read_all(library, session), *library.verify(session), library.card(session).problem]
        refused += any(said)
        assert any(said) or what_it_says(library, session) == before
        assert all("\n" not in each for each in said)
        assert snapshot(library.folder, path) == around
    assert refused > MUTANTS * 0.7  # the rest were changed beyond the last page, or not at all


def test_a_changed_page_is_never_believed(library: Library, session: str, path: Path) -> None:
    """Every byte is under a page's seal: one bit, anywhere, is found."""
    content = path.read_bytes()
    for at in range(0, len(content), 997):
        changed = bytearray(content)
        changed[at] ^= 1
        path.write_bytes(bytes(changed))
        assert library.verify(session) != [], at
    path.write_bytes(content)
    assert library.verify(session) == []


def test_what_the_owner_of_a_key_may_forge(library: Library, session: str, path: Path) -> None:
    content, (key,) = path.read_bytes(), library.vault.keys(session)
    refused = 0
    for seed in range(FORGERIES):
        path.write_bytes(content)
        forge(path, key, seed)
        said = [*read_all(library, session), *library.verify(session)]
        refused += any(said)
    assert refused > FORGERIES * 0.5


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_schema(library: Library, session: str, path: Path, name: str) -> None:
    (key,) = library.vault.keys(session)
    poison(path, key, POISONS[name])
    before = path.read_bytes()
    with pytest.raises(StoreError, match="damaged"):
        library.open(session)
    for write in (library.renew_key, library.recover, lambda each: library.purge(each, ["audio"])):
        with pytest.raises(StoreError):
            write(session)
    assert path.read_bytes() == before


def test_a_wrong_key_fails_in_constant_words(library: Library, session: str, path: Path) -> None:
    said = set()
    for content in (path.read_bytes(), b"", b"short", os.urandom(9_000), b"SQLite format 3\0" * 400):
        path.write_bytes(content)
        library.vault.put(session, [new_key()])
        with pytest.raises(StoreError) as refused:
            library.open(session)
        said.add(str(refused.value))
    assert said == {"The session cannot be opened: it is damaged, or its key is another one."}


def test_a_plain_database(library: Library, session: str, path: Path) -> None:
    plain_database(path)
    with pytest.raises(StoreError, match="damaged"):
        library.open(session)


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "gone"])
def test_what_is_no_file(library: Library, session: str, path: Path, tmp_path: Path, kind: str) -> None:
    path.rename(tmp_path / "elsewhere")
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="no such session file"):
        library.open(session)


@pytest.mark.parametrize("end", ["-wal", "-shm"])
def test_a_log_that_no_file_of_ours_has(library: Library, session: str, path: Path, end: str) -> None:
    path.with_name(path.name + end).write_bytes(bytes(100))
    with pytest.raises(StoreError, match="damaged"):
        library.open(session)


def test_a_journal_that_names_another_file(
    library: Library, session: str, path: Path, tmp_path: Path
) -> None:
    """SQLite would take the named file for a super-journal, and delete it once it is done with."""
    victim = tmp_path / "victim"
    victim.write_bytes(b"nothing\0")
    magic = bytes.fromhex("d9d505f920a163d7")
    name = str(victim).encode()
    record = name + len(name).to_bytes(4, "big") + sum(name).to_bytes(4, "big") + magic
    header = magic + bytes(4) + bytes(4) + (1).to_bytes(4, "big") + (512).to_bytes(4, "big")
    header += (4096).to_bytes(4, "big")
    journal = path.with_name(f"{path.name}-journal")
    journal.write_bytes(header.ljust(512, b"\0") + (1).to_bytes(4, "big") + record)
    with pytest.raises(StoreError, match="damaged"):
        library.open(session)
    assert victim.exists()


def test_a_forged_journal(library: Library, session: str, path: Path) -> None:
    """Whatever lies beside a file as its journal, it opens, or is refused in a sentence."""
    content = path.read_bytes()
    for seed in range(30):
        path.write_bytes(content)
        path.with_name(f"{path.name}-journal").write_bytes(
            mutated(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + content, seed)
        )
        read_all(library, session)
        library.verify(session)

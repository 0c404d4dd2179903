"""Keys: wrapped by the keyring or a passphrase, destroyed first, moved, renewed; and never by halves."""

import os
from collections.abc import Callable
from pathlib import Path

import keyring
import msgspec
import pytest
from keyring.backends.fail import Keyring as NoBackend

from monitor.errors import (
    DamagedError,
    InUseError,
    MissingKeyError,
    NoKeyringError,
    StoreError,
    WrongPassphraseError,
)
from monitor.store import alive, disk, transfer
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.store.masters import KeyringPlace, MasterPlace, PassphrasePlace
from monitor.store.sealing import DoesNotOpenError, key_from, new_key, seal, unseal
from monitor.store.transfer import export_keys, import_keys
from monitor.store.vault import Vault, new_id
from tests.store.staging import InMemory, begin, finish, talk

GOOD, OTHER = "correct horse battery staple", "another horse entirely"


def kept(library: Library, keep: Keep = Keep.TRANSCRIPT) -> str:
    writer = begin(library, keep)
    finish(writer, talk(writer, 1), 1)
    return writer.id


def opens(library: Library, session: str) -> bool:
    with library.open(session) as file:
        return file.record().duration > 0


def by_passphrase(folder: Path, passphrase: str) -> Library:
    return Library(folder, Vault(folder, PassphrasePlace(folder / "master", passphrase)))


def test_the_keyring_holds_one_entry_for_all(library: Library, folder: Path, own_keyring: InMemory) -> None:
    sessions = [kept(library), kept(library)]
    assert list(own_keyring.entries) == [("session-monitor", "master-key")]
    again = Library(folder, Vault(folder, KeyringPlace()))
    assert all(opens(again, session) for session in sessions)


def test_without_the_entry_nothing_opens(library: Library, folder: Path, own_keyring: InMemory) -> None:
    session = kept(library)
    own_keyring.entries.clear()
    with pytest.raises(MissingKeyError, match="import-key"):
        opens(Library(folder, Vault(folder, KeyringPlace())), session)


def test_a_key_of_another_session_does_not_open_it(library: Library, folder: Path) -> None:
    one, other = kept(library), kept(library)
    (folder / f"{one}.key").write_bytes((folder / f"{other}.key").read_bytes())
    with pytest.raises(MissingKeyError):
        opens(library, one)


def test_a_session_under_another_name_does_not_open(library: Library, folder: Path) -> None:
    """Nor does one whose key was wrapped for the name by who has the keyring."""
    one, other = kept(library), kept(library)
    (folder / f"{one}.session").write_bytes((folder / f"{other}.session").read_bytes())
    with pytest.raises(DamagedError):
        opens(library, one)
    library.vault.put(one, library.vault.keys(other))
    with pytest.raises(DamagedError):
        opens(library, one)


def test_a_system_without_keyring_is_named() -> None:
    keyring.set_keyring(NoBackend())
    with pytest.raises(NoKeyringError, match="passphrase"):
        KeyringPlace()


def test_a_passphrase_does_as_well(folder: Path) -> None:
    session = kept(by_passphrase(folder, GOOD))
    assert opens(by_passphrase(folder, GOOD), session)
    with pytest.raises(WrongPassphraseError, match="does not open"):
        opens(by_passphrase(folder, OTHER), session)
    assert GOOD.encode() not in b"".join(path.read_bytes() for path in folder.iterdir())


def test_a_passphrase_can_be_changed(folder: Path) -> None:
    session = kept(by_passphrase(folder, GOOD))
    PassphrasePlace(folder / "master", GOOD).change(OTHER)
    assert opens(by_passphrase(folder, OTHER), session)
    with pytest.raises(WrongPassphraseError):
        opens(by_passphrase(folder, GOOD), session)


def test_a_short_passphrase_is_refused(folder: Path, library: Library) -> None:
    with pytest.raises(StoreError, match="too short"):
        kept(by_passphrase(folder, "horse"))
    with pytest.raises(StoreError, match="too short"):
        export_keys(library.vault, [], "horse")


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[" * 9_000, b"\xff", b'{"salt": "", "sealed": ""}', b"0" * 20_000]
)
def test_a_damaged_master_file_is_a_sentence(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / "master").write_bytes(content)
    with pytest.raises(StoreError, match=r"damaged|not a file of"):
        kept(by_passphrase(folder, GOOD))
    assert (folder / "master").read_bytes() == content


def test_a_damaged_entry_in_the_keyring_is_a_sentence(library: Library, own_keyring: InMemory) -> None:
    own_keyring.entries["session-monitor", "master-key"] = "not ours"
    with pytest.raises(StoreError, match="damaged"):
        kept(library)


def test_keys_move_to_a_new_machine(library: Library, folder: Path, tmp_path: Path) -> None:
    sessions = [kept(library), kept(library)]
    parcel = export_keys(library.vault, sessions, GOOD)
    new_folder = tmp_path / "new"
    new_folder.mkdir()
    for session in sessions:
        (new_folder / f"{session}.session").write_bytes((folder / f"{session}.session").read_bytes())
    new = by_passphrase(new_folder, OTHER)
    assert import_keys(new.vault, parcel, GOOD) == sorted(sessions)
    assert all(opens(new, session) for session in sessions)
    assert import_keys(new.vault, parcel, GOOD) == []


def test_keys_are_not_imported_by_halves(library: Library, tmp_path: Path) -> None:
    parcel = export_keys(library.vault, [kept(library)], GOOD)
    new = Library(tmp_path, Vault(tmp_path, KeyringPlace()))
    with pytest.raises(WrongPassphraseError):
        import_keys(new.vault, parcel, OTHER)
    for at in range(0, len(parcel), 41):
        changed = bytearray(parcel)
        changed[at] ^= 1
        with pytest.raises(StoreError):
            import_keys(new.vault, bytes(changed), GOOD)
    assert new.vault.sessions() == []


def test_a_parcel_names_no_path(library: Library, tmp_path: Path) -> None:
    """What is forged by who knows the passphrase still writes nothing outside of the folder."""
    salt = bytes(16)
    inner = msgspec.json.encode({"../../evil": [new_key().raw]})
    sealed = seal(key_from(GOOD, salt), inner, transfer._FORMAT)
    parcel = msgspec.json.encode({"format": transfer._FORMAT, "salt": salt, "sealed": sealed})
    with pytest.raises(StoreError, match="no file of keys"):
        import_keys(library.vault, parcel, GOOD)
    assert list(tmp_path.rglob("*evil*")) == []


def test_a_new_master_key_opens_all(library: Library, folder: Path, own_keyring: InMemory) -> None:
    sessions = [kept(library), kept(library)]
    before = dict(own_keyring.entries)
    library.vault.renew_master()
    assert own_keyring.entries != before
    assert all(opens(Library(folder, Vault(folder, KeyringPlace())), session) for session in sessions)
    own_keyring.entries = before
    with pytest.raises(MissingKeyError):
        opens(Library(folder, Vault(folder, KeyringPlace())), sessions[0])


def test_a_new_master_key_may_be_interrupted(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions = [kept(library), kept(library), kept(library)]
    put = Vault.put
    done: list[str] = []

    def put_once(vault: Vault, session: str, keys: list[object]) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(session)
        put(vault, session, keys)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Vault, "put", put_once)
        with pytest.raises(KeyboardInterrupt):
            library.vault.renew_master()
    again = Library(folder, Vault(folder, KeyringPlace()))
    assert all(opens(again, session) for session in sessions)
    again.vault.renew_master()
    assert all(opens(again, session) for session in sessions)


@pytest.mark.parametrize("place", [KeyringPlace, lambda: PassphrasePlace(Path("master"), GOOD)])
def test_a_new_master_key_is_known_to_who_had_the_old_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: Callable[[], MasterPlace]
) -> None:
    """A program that runs must neither lose what it wraps from now on, nor what was wrapped anew."""
    monkeypatch.chdir(tmp_path)
    running, other = (Library(folder, Vault(folder, place())) for _ in range(2))
    session = kept(running)
    other.vault.renew_master()
    assert opens(running, session)
    running.renew_key(session)
    later = kept(running)
    assert all(opens(Library(folder, Vault(folder, place())), each) for each in (session, later))


def test_keys_are_changed_by_one_at_a_time(library: Library, folder: Path) -> None:
    """Else what one writes the other would undo."""
    session = kept(library)
    with alive.alone(folder):
        for change in (library.vault.renew_master, lambda: library.renew_key(session)):
            with pytest.raises(InUseError, match="try again"):
                change()
    library.renew_key(session)
    assert sorted(path.suffix for path in folder.iterdir()) == [".key", ".session"]


def test_a_lock_whose_file_was_removed_is_none(tmp_path: Path) -> None:
    path = tmp_path / "some.live"
    first = alive.hold(path)
    assert first is not None
    assert alive.hold(path) is None
    assert alive.is_held(path)
    first.release()
    assert not alive.is_held(path)
    assert alive.hold(path) is not None


def test_a_keyring_that_is_locked_meanwhile(library: Library, own_keyring: InMemory) -> None:
    session = kept(library, Keep.AUDIO)
    own_keyring.locked = True
    library.purge(session, ["audio"])
    own_keyring.locked = False
    assert library.card(session).keep is Keep.TRANSCRIPT


def test_an_entry_that_was_removed_meanwhile_is_put_back(
    library: Library, folder: Path, own_keyring: InMemory
) -> None:
    session = kept(library)
    own_keyring.entries.clear()
    library.renew_key(session)
    assert opens(Library(folder, Vault(folder, KeyringPlace())), session)


def test_a_new_session_key_leaves_the_old_one_useless(library: Library, folder: Path) -> None:
    session = kept(library, Keep.AUDIO)
    old_keys, old_file = library.vault.keys(session), (folder / f"{session}.session").read_bytes()
    library.renew_key(session)
    assert opens(library, session)
    assert library.card(session).keep is Keep.AUDIO
    assert library.vault.keys(session) != old_keys
    (folder / f"{session}.session").write_bytes(old_file)
    with pytest.raises(DamagedError):
        opens(library, session)


def test_deleting_destroys_the_key_first(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = kept(library)
    wrapped = (folder / f"{session}.key").read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(Library, "_remove", _die)
        with pytest.raises(KeyboardInterrupt):
            library.delete(session)
    assert not set(wrapped.split(b'"')) & set((folder / f"{session}.key").read_bytes().split(b'"')) - {b""}
    assert (folder / f"{session}.session").exists()
    with pytest.raises(MissingKeyError):
        library.open(session)
    library.tidy()
    assert list(folder.iterdir()) == []


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_what_is_replaced_is_overwritten(tmp_path: Path) -> None:
    """A second name of the old file shows what became of its content."""
    path, witness = tmp_path / "small", tmp_path / "witness"
    disk.create(path, b"the old content")
    witness.hardlink_to(path)
    disk.replace(path, b"the new")
    assert path.read_bytes() == b"the new"
    assert len(witness.read_bytes()) == 15
    assert b"old" not in witness.read_bytes()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "", "0123456789abcdeg", "0123456789ABCDEF", "a" * 17, "."]
)
def test_only_names_become_paths(library: Library, folder: Path, name: str) -> None:
    library.vault.unlock()
    with pytest.raises(StoreError, match="no such session"):
        library.vault.keys(name)
    with pytest.raises(StoreError, match="no such session"):
        library.open(name)
    with pytest.raises(StoreError, match="no such session"):
        library.delete(name)


def test_a_key_that_is_no_file_is_not_read(library: Library, folder: Path, tmp_path: Path) -> None:
    """A link might lead anywhere, and a pipe would be waited for."""
    library.vault.unlock()
    folder.mkdir(exist_ok=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("{}")
    linked, piped = new_id(), new_id()
    (folder / f"{linked}.key").symlink_to(elsewhere)
    os.mkfifo(folder / f"{piped}.key")
    for session in (linked, piped):
        with pytest.raises(StoreError):
            library.vault.keys(session)


def test_a_box_opens_for_its_key_and_purpose_alone() -> None:
    key = new_key()
    box = seal(key, b"content", "about")
    assert unseal(key, box, "about") == b"content"
    for wrong in [
        (new_key(), box, "about"),
        (key, box, "other"),
        (key, box[:-1], "about"),
        (key, b"", "about"),
    ]:
        with pytest.raises(DoesNotOpenError):
            unseal(*wrong)

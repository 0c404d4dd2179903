"""`export-key`, `import-key` and `renew-key`: to another computer, and to other keys."""

import json
import os
import shutil
import stat

import keyring
import pytest

from monitor import keeping
from monitor.config import load
from monitor.errors import StoreError
from monitor.kept import analysis_of
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.store.masters import PassphrasePlace
from monitor.store.vault import Vault
from tests.cli.sessions.staging import stage
from tests.store.staging import InMemory

PASSPHRASE = "four random words here"


@pytest.fixture
def other_computer(monkeypatch, tmp_path):
    """From here on commands run on another computer: another keyring, other folders."""

    def move():
        keyring.set_keyring(InMemory())
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "other"))
        return keeping.folder(load())

    return move


class TestMoving:
    @pytest.mark.parametrize("suffixes", [[".session"], [".session", ".key"]])
    def test_sessions_and_keys(self, run, library, type_in, other_computer, tmp_path, suffixes):
        """Whether the session files are carried alone or with the key files, which are of no use there."""
        sessions = [stage(library, keep) for keep in (Keep.AUDIO, Keep.NUMBERS)]
        asked = type_in(PASSPHRASE)
        ended = run("sessions", "export-key", tmp_path / "keys")
        assert (ended.code, ended.err) == (0, "")
        assert "keys of 2 sessions are in" in ended.out
        assert asked[0].endswith("(new)")
        folder = other_computer()
        folder.mkdir(parents=True)
        for path in library.folder.iterdir():
            if path.suffix in suffixes:
                shutil.copy(path, folder)
        asked = type_in("a wrong passphrase", PASSPHRASE)
        ended = run("sessions", "import-key", tmp_path / "keys")
        assert ended.code == 0
        assert "2 keys are new here." in ended.out
        assert "does not open" in asked[1]
        moved = keeping.library(load(), None)
        for session in sessions:
            assert moved.verify(session.id) == []
            with moved.open(session.id) as file:
                assert analysis_of(file) == session.shown
        type_in(PASSPHRASE)
        assert "all here already" in run("sessions", "import-key", tmp_path / "keys").out

    def test_what_is_still_to_be_carried_is_named(self, run, library, type_in, other_computer, tmp_path):
        session = stage(library, Keep.NUMBERS).id
        stage(library, Keep.NUMBERS)
        type_in(PASSPHRASE)
        run("sessions", "export-key", tmp_path / "keys", session)
        other_computer()
        type_in(PASSPHRASE)
        ended = run("sessions", "import-key", tmp_path / "keys")
        assert "1 key is new here." in ended.out
        assert f"{session}.session" in ended.out

    def test_a_wrong_passphrase_is_refused_in_constant_words(
        self, run, library, type_in, tmp_path, monkeypatch
    ):
        monkeypatch.setattr(keeping, "TRIES", 2)
        stage(library, Keep.NUMBERS)
        type_in(PASSPHRASE)
        run("sessions", "export-key", tmp_path / "keys")
        said = set()
        for wrong in ("x", PASSPHRASE[:-1], PASSPHRASE + " "):
            type_in(*[wrong] * keeping.TRIES)
            ended = run("sessions", "import-key", tmp_path / "keys")
            assert ended.code == 2
            said.add(ended.sentence)
        assert len(said) == 1

    @pytest.mark.parametrize("content", [b"", b"{}", b"keys", b"\0" * 100, b"[" * 100_000])
    def test_a_file_of_something_else(self, run, library, type_in, tmp_path, content):
        (tmp_path / "keys").write_bytes(content)
        type_in(PASSPHRASE)
        ended = run("sessions", "import-key", tmp_path / "keys")
        assert ended.code == 2
        assert "no file of keys" in ended.sentence

    def test_no_file(self, run, library, type_in, tmp_path):
        assert "cannot be read" in run("sessions", "import-key", tmp_path / "keys").sentence


class TestExportedFile:
    def test_holds_no_secret_in_the_open_and_is_for_its_owner(self, run, library, type_in, tmp_path):
        session = stage(library, Keep.NUMBERS).id
        (key,) = library.vault.keys(session)
        type_in(PASSPHRASE)
        ended = run("sessions", "export-key", tmp_path / "keys")
        content = (tmp_path / "keys").read_bytes()
        for secret in (key.raw, key.raw.hex().encode(), PASSPHRASE.encode(), session.encode()):
            assert secret not in content
        assert PASSPHRASE not in ended.out + ended.err + " ".join(os.environ.values())
        assert set(json.loads(content)) == {"format", "salt", "sealed"}
        if os.name == "posix":
            assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o600

    def test_replaces_nothing_unless_it_is_told_to(self, run, library, type_in, tmp_path):
        stage(library, Keep.NUMBERS)
        (tmp_path / "keys").write_text("mine")
        ended = run("sessions", "export-key", tmp_path / "keys")
        assert "Add --force" in ended.sentence
        assert (tmp_path / "keys").read_text() == "mine"
        type_in(PASSPHRASE)
        assert run("sessions", "export-key", tmp_path / "keys", "--force").code == 0

    @pytest.mark.parametrize("passphrase", ["", "short"])
    def test_a_passphrase_that_is_none(self, run, library, type_in, tmp_path, passphrase):
        stage(library, Keep.NUMBERS)
        type_in(passphrase)
        ended = run("sessions", "export-key", tmp_path / "keys")
        assert ended.code == 2
        assert "passphrase" in ended.sentence
        assert list(tmp_path.glob("*")) == []

    def test_is_not_printed(self, run, library):
        stage(library, Keep.NUMBERS)
        assert "not printed" in run("sessions", "export-key", "-").sentence

    def test_a_key_that_is_not_here_is_left_out(self, run, library, type_in, tmp_path):
        good, bad = stage(library, Keep.NUMBERS).id, stage(library, Keep.NUMBERS).id
        (library.folder / f"{bad}.key").write_bytes(b"{}")
        type_in(PASSPHRASE)
        ended = run("sessions", "export-key", tmp_path / "keys")
        assert f"{bad} is left out" in ended.err
        assert "key of one session is" in ended.out
        assert good in {card.id for card in library.cards()}

    def test_none_at_all(self, run, library, tmp_path):
        assert "no session" in run("sessions", "export-key", tmp_path / "keys").sentence


class TestRenewing:
    def test_the_key_of_a_session(self, run, library):
        session = stage(library)
        before = library.vault.keys(session.id)
        content = (library.folder / f"{session.id}.session").read_bytes()
        ended = run("sessions", "renew-key", session.id)
        assert (ended.code, ended.err) == (0, "")
        assert library.vault.keys(session.id) != before
        assert (library.folder / f"{session.id}.session").read_bytes() != content
        with library.open(session.id) as file:
            assert analysis_of(file) == session.shown
        assert library.verify(session.id) == []

    def test_of_all_and_the_master(self, run, library, own_keyring):
        names = [stage(library, Keep.NUMBERS).id for _ in range(2)]
        before = dict(own_keyring.entries), [library.vault.keys(name) for name in names]
        ended = run("sessions", "renew-key", "--all", "--master")
        assert ended.code == 0
        assert "new master key" in ended.out
        again = keeping.library(load(), None)
        assert own_keyring.entries != before[0]
        assert all(again.vault.keys(name) != key for name, key in zip(names, before[1], strict=True))
        assert [again.verify(name) for name in names] == [[], []]

    def test_one_that_cannot_be_is_said(self, run, library):
        good, bad = stage(library, Keep.NUMBERS).id, stage(library, Keep.NUMBERS).id
        (library.folder / f"{bad}.session").write_bytes(bytes(5_000))
        ended = run("sessions", "renew-key", good, bad)
        assert ended.code == 2
        assert f"{bad}: The session cannot be opened" in ended.err
        assert library.verify(good) == []

    def test_says_which(self, run):
        assert "--master" in run("sessions", "renew-key").sentence

    def test_the_passphrase(self, run, own_user_folders, type_in):
        folder = keeping.folder(load())
        place = PassphrasePlace(keeping.master_file(), PASSPHRASE)
        session = stage(Library(folder, Vault(folder, place)), Keep.NUMBERS).id
        type_in(PASSPHRASE, "four other words now")
        assert run("sessions", "renew-key", "--passphrase").code == 0
        after = PassphrasePlace(keeping.master_file(), "four other words now")
        assert Library(folder, Vault(folder, after)).verify(session) == []
        before = PassphrasePlace(keeping.master_file(), PASSPHRASE)
        with pytest.raises(StoreError, match="does not open"):
            before.load()

    def test_a_passphrase_that_is_not_there(self, run, library):
        assert "in the keyring" in run("sessions", "renew-key", "--passphrase").sentence

"""`sessions delete`, `purge`, `due` and `tidy`: shown, asked about, and gone for good."""

import getpass
from datetime import UTC, datetime, timedelta

import pytest

from monitor import keeping
from monitor.config import load
from monitor.errors import NoKeyringError, StoreError
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.store.masters import PassphrasePlace
from monitor.store.vault import Vault
from tests.cli.sessions.staging import SAID, stage

PASSPHRASE = "correct horse battery"


def files(library):
    return sorted(path.name for path in library.folder.iterdir())


def days_ago(days):
    return int((datetime.now(UTC) - timedelta(days=days)).timestamp())


class TestDelete:
    def test_asks_and_then_nothing_is_left(self, run, library, answer):
        session = stage(library, client="Heron").id
        answer("y\n")
        ended = run("sessions", "delete", session)
        assert ended.code == 0
        assert "Heron, 36.5 s, numbers, words, sound" in ended.err
        assert "Delete this session for good?" in ended.err
        assert files(library) == []

    @pytest.mark.parametrize("said", ["n\n", "\n", "yesterday\n", "Yes please\n"])
    def test_anything_but_yes_keeps_it(self, run, library, answer, said):
        session = stage(library, Keep.NUMBERS).id
        answer(said)
        ended = run("sessions", "delete", session)
        assert (ended.code, ended.out.strip()) == (0, "Nothing was deleted.")
        assert library.verify(session) == []

    def test_where_nobody_answers_nothing_happens(self, run, library, answer):
        session = stage(library, Keep.NUMBERS).id
        answer("")
        ended = run("sessions", "delete", session)
        assert ended.code == 2
        assert "Add --yes" in ended.err
        assert library.verify(session) == []

    def test_several_at_once_or_none(self, run, library):
        names = [stage(library, Keep.NUMBERS).id for _ in range(3)]
        assert run("sessions", "delete", names[0], "ffff", "--yes").code == 2
        assert len(library.cards()) == 3
        assert run("sessions", "delete", *names[:2], names[0], "--yes").code == 0
        assert [card.id for card in library.cards()] == names[2:]

    def test_one_that_is_damaged(self, run, library):
        session = stage(library, Keep.NUMBERS).id
        (library.folder / f"{session}.session").write_bytes(b"nothing")
        assert run("sessions", "delete", session, "--yes").code == 0
        assert files(library) == []

    def test_the_key_goes_before_the_file(self, run, library, monkeypatch):
        """Where the file stays, it can be opened by nothing."""
        session = stage(library, Keep.NUMBERS).id
        monkeypatch.setattr(Library, "_remove", _refuse)
        ended = run("sessions", "delete", session, "--yes")
        assert ended.code == 2
        assert library.card(session).state == "unreadable"
        monkeypatch.undo()
        Library(library.folder, library.vault).tidy()
        assert files(library) == []

    def test_whoever_forgot_the_passphrase_can_still_delete(self, run, own_user_folders, type_in):
        folder = keeping.folder(load())
        place = PassphrasePlace(keeping.master_file(), PASSPHRASE)
        session = stage(Library(folder, Vault(folder, place)), Keep.NUMBERS).id
        asked = type_in(*["not the passphrase"] * keeping.TRIES)
        ended = run("sessions", "delete", session, "--yes")
        assert ended.code == 0
        assert len(asked) == keeping.TRIES
        assert "cannot be opened without their passphrase" in ended.err
        assert list(folder.iterdir()) == []


def _refuse(*_):
    raise StoreError("The session's key is destroyed, but its file cannot be removed: it is locked.")


class TestPurge:
    def test_the_sound(self, run, library, answer):
        session = stage(library).id
        answer("yes\n")
        ended = run("sessions", "purge", "last", "--audio")
        assert ended.out.strip() == "Deleted. What is left: numbers, words."
        assert library.card(session).keep is Keep.TRANSCRIPT

    def test_the_words_take_the_sound_along(self, run, library):
        session = stage(library).id
        assert run("sessions", "purge", session, "--words", "--yes").code == 0
        assert library.card(session).keep is Keep.NUMBERS
        content = (library.folder / f"{session}.session").read_bytes()
        assert [word for word in SAID.values() if word.encode() in content] == []

    def test_not_without_an_answer(self, run, library, answer):
        session = stage(library).id
        answer("n\n")
        assert "Nothing was deleted." in run("sessions", "purge", "last", "--audio").out
        assert library.card(session).keep is Keep.AUDIO

    @pytest.mark.parametrize("keep", [Keep.NUMBERS, Keep.TRANSCRIPT])
    def test_what_is_not_there(self, run, library, keep):
        stage(library, keep)
        ended = run("sessions", "purge", "last", "--audio")
        assert ended.code == 0
        assert "There is nothing to delete" in ended.out

    def test_says_which(self, run, library):
        stage(library)
        assert "--audio" in run("sessions", "purge", "last").sentence


class TestRetention:
    def test_what_goes_when_is_shown(self, run, library):
        stage(library, Keep.AUDIO, days_ago(8))
        ended = run("sessions", "due")
        lines = [" ".join(line.split()) for line in ended.out.splitlines()]
        since = (datetime.now().astimezone() - timedelta(days=1)).strftime("%Y-%m-%d")
        later = (datetime.now().astimezone() + timedelta(days=82)).strftime("%Y-%m-%d")
        assert f"the sound now: since {since}" in lines[1]
        assert f"the words on {later}" in lines[2]
        assert "tidy" in lines[-1]

    def test_numbers_alone_stay_for_good(self, run, library):
        stage(library, Keep.NUMBERS, days_ago(10_000))
        assert "it stays until you delete it" in run("sessions", "due").out

    def test_tidying_shows_asks_and_deletes(self, run, library, answer):
        old, new = stage(library, Keep.AUDIO, days_ago(91)).id, stage(library, Keep.AUDIO, days_ago(1)).id
        answer("n\n")
        assert "Nothing was deleted." in run("sessions", "tidy").out
        assert library.card(old).keep is Keep.AUDIO
        answer("y\n")
        ended = run("sessions", "tidy")
        assert (ended.code, ended.out.strip()) == (0, "Deleted.")
        assert "the words" in ended.err
        assert library.card(old).keep is Keep.NUMBERS
        assert library.card(new).keep is Keep.AUDIO
        assert run("sessions", "tidy").out.strip() == "Nothing is due."

    def test_the_settings_say_how_long(self, run, library, tmp_path):
        session = stage(library, Keep.AUDIO, days_ago(2)).id
        (tmp_path / "own.toml").write_text(
            "[retention]\naudio_days = 0.5\nwords_days = 1\nnumbers_days = 1.5\n"
        )
        run("sessions", "tidy", "--yes", "--config", tmp_path / "own.toml")
        assert session not in [card.id for card in library.cards()]
        assert files(library) == []


def test_no_passphrase_is_read_from_a_pipe(run, own_user_folders, monkeypatch):
    """Without a terminal nobody is asked, whatever waits on standard input."""
    monkeypatch.setattr(getpass, "getpass", lambda *_: pytest.fail("it asked"))
    folder = keeping.folder(load())
    stage(Library(folder, Vault(folder, PassphrasePlace(keeping.master_file(), PASSPHRASE))), Keep.NUMBERS)
    ended = run("sessions", "list")
    assert ended.code == 2
    assert ended.sentence == "Your sessions cannot be opened without their passphrase."


def test_without_any_key_nothing_opens(run, library, monkeypatch):
    stage(library, Keep.NUMBERS)

    def none():
        raise NoKeyringError("none")

    monkeypatch.setattr(keeping, "KeyringPlace", none)
    assert "no keyring" in run("sessions", "list").sentence

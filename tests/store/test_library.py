"""The folder of sessions: what it shows, finds, deletes, and puts in order after a crash."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.conversation.events import SpeechStarted
from monitor.errors import InUseError, StoreError
from monitor.store.entries import Ended
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.store.masters import KeyringPlace
from monitor.store.pages import Description
from monitor.store.retention import Due, due
from monitor.store.sealing import Key
from monitor.store.settings import RetentionSettings, WriterSettings
from monitor.store.vault import Vault
from tests.store.staging import SECOND, C, begin, finish, same_record, talk

START = 1_760_000_000
DAYS = RetentionSettings(audio_days=7.0, words_days=90.0, numbers_days=0.0)


def kept(library: Library, keep: Keep = Keep.AUDIO, **more: object) -> str:
    writer = begin(library, keep, **more)
    finish(writer, talk(writer, 2), 2)
    return writer.id


def crashed(library: Library) -> str:
    """A session whose program is gone; somebody is in the middle of a sentence."""
    writer = begin(library)
    talk(writer, 2)
    writer.note([SpeechStarted(C, 2 * SECOND + 5)], [], 0)
    writer.reach(3 * SECOND)
    writer.tick(1e6)
    writer.abandon()
    return writer.id


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_empty_library(library: Library) -> None:
    assert library.cards() == []
    library.tidy()
    with pytest.raises(StoreError, match="no such session"):
        library.find("")


def test_the_newest_comes_first_and_says_what_it_holds(library: Library) -> None:
    old = kept(library, Keep.NUMBERS, started_at=START)
    new = kept(library, Keep.TRANSCRIPT, started_at=START + 5, client="Blue Heron")
    cards = library.cards()
    assert [card.id for card in cards] == [new, old]
    assert [(card.has_words, card.has_audio) for card in cards] == [(True, False), (False, False)]
    assert [card.client for card in cards] == ["Blue Heron", ""]
    assert cards[0].size_bytes > 4_096
    assert cards[0].started_at == START + 5


def test_a_session_can_be_described_again(library: Library) -> None:
    session = kept(library, Keep.NUMBERS)
    library.describe(session, Description("Blue Heron", ["intake", "in pairs"], "Calm."))
    card = library.card(session)
    assert (card.client, card.tags, card.notes) == ("Blue Heron", ("intake", "in pairs"), "Calm.")


def test_bookmarks_come_and_go(library: Library) -> None:
    session = kept(library, Keep.NUMBERS)
    with library.open(session) as file:
        file.add_bookmark(5, "later")
        file.add_bookmark(3)
        assert [(mark.at, mark.text) for mark in file.bookmarks()] == [(3, ""), (5, "later")]
        file.remove_bookmark(file.bookmarks()[1].number)
        assert [mark.at for mark in file.bookmarks()] == [3]


def test_a_beginning_of_the_name_is_enough(library: Library) -> None:
    one, other = kept(library, Keep.NUMBERS), kept(library, Keep.NUMBERS)
    common = next(n for n in range(17) if one[: n + 1] != other[: n + 1])
    assert library.find(one[: common + 1]) == one
    if common:
        with pytest.raises(StoreError, match="2 sessions begin"):
            library.find(one[:common])
    for name in ("zz", "../", one + "0"):
        with pytest.raises(StoreError, match="no such session"):
            library.find(name)


def test_deleting_leaves_nothing(library: Library, folder: Path) -> None:
    library.delete(kept(library))
    assert names(folder) == []
    assert library.cards() == []


def test_a_session_that_runs_is_left_alone(library: Library) -> None:
    writer = begin(library)
    talk(writer, 1)
    for touch in (library.delete, library.recover, library.renew_key):
        with pytest.raises(InUseError, match="runs"):
            touch(writer.id)
    assert library.unfinished() == []
    writer.abandon()
    library.delete(writer.id)


def test_purging_the_sound_keeps_the_rest(library: Library) -> None:
    session = kept(library)
    with library.open(session) as file:
        before, words = file.record(), list(file.finals())
    library.purge(session, ["audio"])
    with library.open(session) as file:
        assert file.keep is Keep.TRANSCRIPT
        assert same_record(file.record(), before)
        assert list(file.finals()) == words
    assert library.verify(session) == []


def test_purging_the_words_keeps_the_numbers(library: Library) -> None:
    session = kept(library)
    with library.open(session) as file:
        before = file.record()
    library.purge(session, ["words"])
    with library.open(session) as file:
        assert (file.keep, file.contents) == (Keep.NUMBERS, (False, False))
        assert same_record(file.record(), before)
        assert file.document() == b"{}"
    assert library.verify(session) == []


def test_an_interrupted_purge_harms_nothing(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each step of it the session opens, and the purge can be asked for again."""
    session = kept(library)
    steps = ["monitor.store.rewrite._copy", "monitor.store.vault.Vault.put", "pathlib.Path.replace"]
    for step in steps:
        with monkeypatch.context() as patch:
            patch.setattr(step, _die)
            with pytest.raises(KeyboardInterrupt):
                library.purge(session, ["audio"])
        library.tidy()
        assert library.card(session).keep is Keep.AUDIO
        assert library.verify(session) == []
    library.purge(session, ["audio"])
    assert library.card(session).keep is Keep.TRANSCRIPT
    assert names(folder) == [f"{session}.key", f"{session}.session"]


def test_a_purge_that_dies_at_the_last_step_is_done(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key file still holds both keys; the new one opens the new file."""
    session = kept(library)
    put, calls = Vault.put, []

    def put_once(vault: Vault, name: str, keys: list[object]) -> None:
        calls.append(name)
        if len(calls) == 2:
            raise KeyboardInterrupt
        put(vault, name, keys)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Vault, "put", put_once)
        with pytest.raises(KeyboardInterrupt):
            library.purge(session, ["audio"])
    assert len(library.vault.keys(session)) == 2
    assert library.card(session).keep is Keep.TRANSCRIPT
    library.tidy()
    assert len(library.vault.keys(session)) == 1
    assert library.verify(session) == []


def _die(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_retention_shows_first_and_then_deletes(library: Library) -> None:
    old, young = kept(library, started_at=START), kept(library, started_at=START + 86_400 * 80)
    now = datetime.fromtimestamp(START, UTC) + timedelta(days=95)
    found = library.due(DAYS, now)
    assert [(each.session, each.kind) for each in found] == [(old, "audio"), (young, "audio"), (old, "words")]
    assert library.card(old).keep is Keep.AUDIO
    assert library.apply(found) == []
    assert (library.card(old).keep, library.card(young).keep) == (Keep.NUMBERS, Keep.TRANSCRIPT)
    assert library.due(DAYS, now) == []


def test_retention_waits_for_the_end_of_the_day(library: Library) -> None:
    kept(library, started_at=START)
    (card,) = library.cards()
    ended = datetime.fromtimestamp(START + 2, UTC)
    assert due([card], DAYS, ended + timedelta(days=7, seconds=-1)) == []
    assert due([card], DAYS, ended + timedelta(days=7)) == [Due(card.id, "audio", ended + timedelta(days=7))]


def test_whole_sessions_go_where_that_is_wanted(library: Library, folder: Path) -> None:
    kept(library, Keep.NUMBERS, started_at=START)
    year = RetentionSettings(1.0, 2.0, 365.0)
    found = library.due(year, datetime.fromtimestamp(START, UTC) + timedelta(days=366))
    assert [each.kind for each in found] == ["numbers"]
    library.apply(found)
    assert names(folder) == []


def test_retention_tells_what_it_could_not_delete(library: Library) -> None:
    writer = begin(library)
    talk(writer, 1)
    (said,) = library.apply([Due(writer.id, "audio", datetime.now(UTC))])
    assert "being written" in said
    writer.abandon()


def test_what_runs_or_cannot_be_read_is_never_due(library: Library, folder: Path) -> None:
    crashed(library)
    broken = kept(library, Keep.NUMBERS)
    (folder / f"{broken}.session").write_bytes(b"broken")
    far = datetime.fromtimestamp(START, UTC) + timedelta(days=9_999)
    assert library.due(RetentionSettings(1.0, 1.0, 1.0), far) == []


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ((-1.0, 0.0, 0.0), "audio_days is -1"),
        ((9.0, 8.0, 0.0), "audio_days must not"),
        ((0.0, 8.0, 0.0), "audio_days"),
    ],
)
def test_retention_that_contradicts_itself_is_refused(days: tuple[float, float, float], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        RetentionSettings(*days)


def test_an_unfinished_session_is_closed_where_it_stopped(library: Library, folder: Path) -> None:
    session = crashed(library)
    again = Library(folder, Vault(folder, KeyringPlace()))
    (card,) = again.unfinished()
    assert (card.id, card.duration_s) == (session, 3.0)
    assert again.verify(session) == ["it was not closed"]
    again.recover(session)
    assert again.card(session).state == "recovered"
    assert again.verify(session) == []
    with again.open(session) as file:
        assert list(file.entries())[-1] == Ended(3 * SECOND, "recovery")
        assert file.record().segments[C][-1].end == 3 * SECOND
        assert file.document() is None
    assert names(folder) == [f"{session}.key", f"{session}.session"]
    again.recover(session)


def test_an_empty_file_that_no_beginning_left_is_not_touched(library: Library, folder: Path) -> None:
    """A copy that came to nothing, say: with its key the true one can still be brought."""
    session = kept(library, Keep.NUMBERS)
    whole = (folder / f"{session}.session").read_bytes()
    (folder / f"{session}.session").write_bytes(b"")
    library.tidy()
    assert library.card(session).state == "unreadable"
    (folder / f"{session}.session").write_bytes(whole)
    assert library.verify(session) == []


def test_a_session_that_is_beginning_is_not_touched(library: Library, folder: Path) -> None:
    other, put_in_order = Library(folder, Vault(folder, KeyringPlace())), []

    class Beginning(Vault):
        def create(self, session: str) -> Key:
            key = super().create(session)
            assert (folder / f"{session}.session").stat().st_size == 0
            other.tidy()
            put_in_order.append(session)
            return key

    writer = begin(Library(folder, Beginning(folder, KeyringPlace())), Keep.NUMBERS)
    finish(writer, talk(writer, 1), 1)
    assert put_in_order == [writer.id]
    assert library.verify(writer.id) == []


def test_what_cannot_be_read_is_listed_and_can_be_deleted(library: Library, folder: Path) -> None:
    session = kept(library, Keep.NUMBERS)
    (folder / f"{session}.session").write_bytes(b"broken")
    (card,) = library.cards()
    assert card.state == "unreadable"
    assert "damaged" in card.problem
    library.delete(session)
    assert names(folder) == []


def test_other_files_are_none_of_its_business(library: Library, folder: Path) -> None:
    kept(library, Keep.NUMBERS)
    (folder / "holiday.session").write_bytes(b"photo")
    (folder / "notes.txt").write_bytes(b"text")
    assert len(library.cards()) == 1
    library.tidy()
    assert (folder / "holiday.session").exists()


@pytest.mark.parametrize(
    "change", [{"commit_s": 0.0}, {"commit_s": 0.8}, {"retry_s": 0.0}, {"sound_waiting_max_s": 0.5}]
)
def test_a_writer_that_would_lose_more_is_refused(change: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(change))):
        replace(WriterSettings(0.5, 1.0, 60.0), **change)

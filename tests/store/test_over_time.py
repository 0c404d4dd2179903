"""The figures of kept sessions for the page over time: which come, which do not, and what they count."""

import time
from pathlib import Path

import pytest

from monitor.conversation.remarks import Contested, Verdict
from monitor.document import encode
from monitor.replay.trends import Point
from monitor.review_trends import Gathering, SessionPoints
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.store.masters import KeyringPlace
from monitor.store.vault import Vault
from tests.replay.talked import talked
from tests.store.staging import InMemory, begin, finish, talk

WON = "therapist-10.00"
TALK = talked(
    [(10, 14), (30, 34), (60, 130)],
    [(2, 11), (15, 31), (131, 140)],
    1800,
    settings={"session": {"preset": "structured"}},
)


def kept(library: Library, keep: Keep = Keep.AUDIO, document: bytes | None = None, **more: object) -> str:
    writer = begin(library, keep, **more)
    finish(writer, talk(writer, 2), 2, encode(TALK) if document is None else document)
    return writer.id


def gathered(gathering: Gathering) -> dict[str, Point]:
    until = time.monotonic() + 20
    while not gathering.done and time.monotonic() < until:
        time.sleep(0.01)
    assert gathering.done
    return {each.about.session: each for each in gathering.take(1000)}


@pytest.mark.parametrize("keep", [Keep.NUMBERS, Keep.TRANSCRIPT])
def test_a_kept_session_as_a_point(library: Library, keep: Keep) -> None:
    session = kept(library, keep, started_at=1_760_000_005, client="Blue\x1b Heron")
    (found,) = gathered(SessionPoints(library).gather()).values()
    about = found.about
    assert (about.session, about.started_at, about.preset) == (session, 1_760_000_005, "structured")
    assert about.client.startswith("Blue")
    assert "\x1b" not in about.client
    assert (found.share, found.interruptions_per_hour) == (round(78 / 112, 4), 4.0)


def test_an_empty_folder_has_none(library: Library) -> None:
    gathering = SessionPoints(library).gather()
    assert (gathered(gathering), gathering.unreadable, gathering.problem) == ({}, 0, "")


def test_what_was_contested_leaves_the_count_the_next_time(library: Library) -> None:
    session, other = kept(library), kept(library)
    points = SessionPoints(library)
    before = gathered(points.gather())
    with library.open(session) as file:
        file.remark(Contested(WON, Verdict.SUPPORTIVE, 1))
    after = gathered(points.gather())
    assert (before[session].interruptions_per_hour, after[session].interruptions_per_hour) == (4.0, 2.0)
    assert after[other] is before[other], "what has not changed is not read again"


def test_what_cannot_be_read_is_counted_and_the_others_come(library: Library) -> None:
    whole, nonsense, broken = kept(library), kept(library, document=b"{}"), kept(library)
    path = library.folder / f"{broken}.session"
    path.write_bytes(path.read_bytes()[:-3000] + bytes(3000))
    foreign = kept(library)
    (library.folder / f"{foreign}.key").unlink()
    gathering = SessionPoints(library).gather()
    found = gathered(gathering)
    assert whole in found
    assert not {nonsense, foreign} & set(found)
    assert gathering.unreadable == 4 - len(found) >= 2
    assert gathering.problem == ""


def test_one_that_runs_is_left_out_and_no_fault(library: Library) -> None:
    writer = begin(library)
    talk(writer, 2)
    writer.tick(1e6)
    gathering = SessionPoints(library).gather()
    assert (gathered(gathering), gathering.unreadable) == ({}, 0)
    writer.abandon()


def test_one_that_was_interrupted_is_counted_from_what_was_kept(library: Library) -> None:
    writer = begin(library)
    talk(writer, 5)
    writer.tick(1e6)
    writer.abandon()
    library.recover(writer.id)
    (found,) = gathered(SessionPoints(library).gather()).values()
    assert found.duration_s == 5.0
    assert found.share is None
    assert found.reasons["talk_share"]


def test_it_comes_in_portions_and_can_be_stopped(library: Library) -> None:
    sessions = {kept(library) for _ in range(3)}
    gathering = SessionPoints(library).gather()
    until = time.monotonic() + 20
    while not gathering.done and time.monotonic() < until:
        time.sleep(0.01)
    first, rest = gathering.take(2), gathering.take(2)
    assert [len(first), len(rest), len(gathering.take(2))] == [2, 1, 0]
    assert {each.about.session for each in [*first, *rest]} == sessions
    gathering.stop()


def test_why_none_can_be_read_is_said(folder: Path, own_keyring: InMemory) -> None:
    kept(Library(folder, Vault(folder, KeyringPlace())))
    own_keyring.locked = True
    gathering = SessionPoints(Library(folder, Vault(folder, KeyringPlace()))).gather()
    assert gathered(gathering) == {}
    assert "keyring" in gathering.problem


def test_the_one_written_last_comes_first(library: Library) -> None:
    first, second = kept(library), kept(library)
    assert list(library.written()) == [second, first]
    with library.open(first) as file:
        file.add_bookmark(1)
    assert list(library.written()) == [first, second]

"""The writer thread with the real writer: a session is kept, and costs the live numbers nothing."""

import threading
import time
from dataclasses import replace

import keyring
import numpy as np
import pytest

from monitor.audio.align import AudioLost
from monitor.conversation.snapshot import Keeping
from monitor.conversation.timeline import SAMPLE_RATE, Channel, Segment
from monitor.conversation.transcript import Final, Utterance, Word
from monitor.engine.holes import HELD_UP
from monitor.engine.workers import AnalysisThread
from monitor.engine.writing import HANGS, WriterThread
from monitor.store.entries import Hole, Lost, Mark
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.store.masters import KeyringPlace
from monitor.store.vault import Vault
from tests.engine.sound import cut, pipeline, session_sound
from tests.engine.test_workers import JOIN_S, Scripted, paced
from tests.store.staging import SETTINGS, InMemory, opening, same_record

PATIENCE_S = 20.0
T, C = Channel


@pytest.fixture
def library(tmp_path):
    before = keyring.get_keyring()
    keyring.set_keyring(InMemory())
    folder = tmp_path / "sessions"
    yield Library(folder, Vault(folder, KeyringPlace()))
    keyring.set_keyring(before)


@pytest.fixture
def writer(library):
    return library.begin(opening(), replace(SETTINGS, sound_waiting_max_s=60.0))


@pytest.fixture
def keeper(writer):
    thread = WriterThread(writer, waiting_max_s=60.0)
    thread.start()
    yield thread
    thread.abandon()


def keep(source, keeper, listening):
    """Run a session to its end, kept; every state of keeping that was shown."""
    shown = []
    listening.keeper = keeper
    source.thread = AnalysisThread(
        source, listening, lambda picture: shown.append(picture.keeping), keeping=lambda: keeper.keeping
    )
    source.thread.start()
    assert source.thread.join(JOIN_S)
    assert source.thread.error is None
    assert keeper.finish(listening.record.duration, b"{}", PATIENCE_S)
    return shown


def test_what_the_user_marks_is_kept(library, writer, keeper):
    """Where it was intended, and the moments to come back to; a wish that changes nothing leaves no mark."""
    parts = cut(session_sound(), [5 * SAMPLE_RATE])
    wishes = ("intend", "bookmark", "intend", "no longer", "bookmark", "no longer", "mute")
    script = [each for pair in zip(parts, wishes, strict=False) for each in pair]
    listening = pipeline()
    keep(Scripted(*script, session_sound()[:1]), keeper, listening)
    with library.open(writer.id) as file:
        marks = [(mark.what, mark.at) for mark in file.marks()]
        assert marks == [("intended", 5 * SAMPLE_RATE), ("unintended", 20 * SAMPLE_RATE)]
        assert [note.at for note in file.bookmarks()] == [10 * SAMPLE_RATE, 25 * SAMPLE_RATE]


def test_what_is_kept_is_what_was_heard(library, writer, keeper):
    listening = pipeline()
    shown = keep(paced(1_000), keeper, listening)
    assert set(shown) == {Keeping(words=True, sound=True)}
    assert library.verify(writer.id) == []
    with library.open(writer.id) as file:
        assert same_record(file.record(), listening.record)
        assert np.array_equal(file.sound(Segment(0, file.heard)), session_sound())
        assert file.holes() == []


def test_a_hole_that_was_found_only_afterwards_is_kept_where_it_was(library, writer, keeper):
    """As after a laptop was asleep; so it is there also where the program is killed later."""
    hole = AudioLost(C, 2 * SAMPLE_RATE, 10 * SAMPLE_RATE)

    class Found(Scripted):
        def losses(self):
            return [hole] if self.thread._pipeline.heard == 15 * SAMPLE_RATE else []

    keep(Found(*cut(session_sound(), [SAMPLE_RATE])), keeper, pipeline())
    assert library.verify(writer.id) == []
    with library.open(writer.id) as file:
        assert file.losses() == [Lost(C, hole.start, HELD_UP), Lost(C, hole.start + hole.length, "")]


def test_pauses_swaps_and_losses_are_told_at_their_times(library, writer, keeper):
    class Failing(Scripted):
        def read(self, timeout_s):
            block = super().read(timeout_s)
            self.lost = ((C, "unplugged"),) if self.thread._pipeline.heard in (16_000, 17_600) else ()
            return block

    blocks = cut(session_sound()[: 4 * SAMPLE_RATE], [1_600])
    script = [*blocks[:20], "pause", "pause", *blocks[20:30], "resume", "swap", *blocks[30:]]
    keep(Failing(*script), keeper, pipeline())
    with library.open(writer.id) as file:
        assert file.marks() == [Mark("paused", 32_000), Mark("resumed", 32_000), Mark("swapped", 32_000)]
        assert file.losses() == [Lost(C, 17_600, "unplugged"), Lost(C, 20_800, "")]
        assert np.array_equal(file.sound(Segment(32_000, 33_600)), blocks[30])


def test_words_are_kept_once_they_are_there(library, writer, keeper):
    final = Final(Utterance(T, (Segment(0, 8_000),), 16_000), (Word("grandmother", 0, 8_000, 0.9),))
    keeper.final(final)
    keeper.mark("language en", 16_000)
    assert keeper.finish(16_000, b"{}", PATIENCE_S)
    with library.open(writer.id) as file:
        assert list(file.finals()) == [final]
        assert file.marks() == [Mark("language en", 16_000)]


def test_narrowing_holds_from_where_it_was_wished(library, writer, keeper):
    blocks = cut(session_sound()[: 2 * SAMPLE_RATE], [1_600])
    for number, block in enumerate(blocks):
        if number == 10:
            keeper.tell(lambda: writer.narrow(Keep.TRANSCRIPT))
        keeper.hear(number * 1_600, block)
    assert keeper.finish(2 * SAMPLE_RATE, b"{}", PATIENCE_S)
    assert keeper.keeping == Keeping(words=True, sound=False)
    with library.open(writer.id) as file:
        kept = [(piece.start, piece.end) for piece in file.pieces(T)]
    assert (kept[0][0], kept[-1][1]) == (0, 16_000)


class Stuck:
    """A writer in whose disk every write hangs until it is freed."""

    def __init__(self, writer):
        self._writer = writer
        self.free = threading.Event()
        self.hangs = threading.Event()

    def __getattr__(self, name):
        return getattr(self._writer, name)

    def tick(self, now_s):
        self.hangs.set()
        assert self.free.wait(JOIN_S)
        self._writer.tick(now_s)


def test_a_disk_that_hangs_costs_sound_and_no_memory_and_is_told(library, writer, monkeypatch):
    monkeypatch.setattr("monitor.engine.writing.HANGS_S", 0.0)
    stuck = Stuck(writer)
    thread = WriterThread(stuck, waiting_max_s=1.0)
    thread.start()
    assert stuck.hangs.wait(JOIN_S)
    blocks = cut(session_sound()[: 4 * SAMPLE_RATE], [1_600])
    for number, block in enumerate(blocks[:30]):
        thread.hear(number * 1_600, block)
    assert thread.keeping.trouble == HANGS
    assert thread._told.qsize() <= 11
    stuck.free.set()
    ends = time.monotonic() + JOIN_S
    while thread._told.qsize() and time.monotonic() < ends:
        thread._thread.join(0.01)
    for number, block in enumerate(blocks[30:], 30):
        thread.hear(number * 1_600, block)
    assert thread.finish(4 * SAMPLE_RATE, b"{}", PATIENCE_S)
    with library.open(writer.id) as file:
        (hole,) = file.holes()
        assert hole == Hole("audio", 17_600, 48_000, "the disk was too slow")
        sound = file.sound(Segment(0, file.heard))
    assert np.array_equal(sound[:17_600], session_sound()[:17_600])
    assert not sound[17_600:48_000].any()
    assert np.array_equal(sound[48_000:], session_sound()[48_000 : 4 * SAMPLE_RATE])


def test_a_disk_that_never_answers_is_left_behind_and_the_session_found_later(library, writer, monkeypatch):
    monkeypatch.setattr("monitor.engine.writing.STOP_S", 0.05)
    stuck = Stuck(writer)
    thread = WriterThread(stuck, waiting_max_s=1.0)
    thread.start()
    assert stuck.hangs.wait(JOIN_S)
    assert not thread.finish(16_000, b"{}", patience_s=0.05)
    monkeypatch.setattr(stuck, "tick", lambda _now_s: None)
    stuck.free.set()
    thread._thread.join(JOIN_S)
    assert not thread._thread.is_alive()


def test_what_goes_wrong_in_the_writer_is_shown_and_costs_nothing_else(library, writer, keeper):
    keeper.mark("no such mark", 0)
    keeper.hear(0, session_sound()[:16_000])
    assert keeper.finish(16_000, b"{}", PATIENCE_S)
    assert "no such mark" in keeper.keeping.trouble
    with library.open(writer.id) as file:
        assert np.array_equal(file.sound(Segment(0, 16_000)), session_sound()[:16_000])


def test_without_a_folder_the_session_goes_on_and_says_so(library, writer, keeper, tmp_path):
    library.folder.rename(tmp_path / "elsewhere")
    listening = pipeline()
    listening.keeper = keeper
    shown = []
    thread = AnalysisThread(
        paced(20), listening, lambda p: shown.append(p.keeping), keeping=lambda: keeper.keeping
    )
    thread.start()
    assert thread.join(JOIN_S)
    assert listening.record.duration == len(session_sound())
    assert shown[-1] is not None
    assert shown[-1].trouble.endswith("nothing is being kept now.")
    assert not keeper.finish(listening.record.duration, b"{}", patience_s=0.5)

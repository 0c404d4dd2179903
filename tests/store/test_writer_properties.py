"""Whatever happens in whatever order, and however often the disk fails: the file holds what it should."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.conversation.remarks import Note
from monitor.conversation.timeline import Segment
from monitor.conversation.transcript import Final
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.store.masters import KeyringPlace
from monitor.store.vault import Vault
from monitor.store.writer import SessionWriter
from tests.store.staging import AGREED, SECOND, begin, blocks, decoded, happening

BLOCK = 320
STEPS = st.one_of(
    st.tuples(st.just("hear"), st.integers(1, 60)),
    st.tuples(st.just("note"), st.just(0)),
    st.tuples(st.just("final"), st.just(0)),
    st.tuples(st.just("bookmark"), st.just(0)),
    st.tuples(st.just("tick"), st.integers(0, 2)),
    st.tuples(st.sampled_from(["break", "mend"]), st.just(0)),
    st.tuples(st.sampled_from(["stop", "drop", "ask"]), st.sampled_from(list(Keep))),
)


class Played:
    """Does each step to a writer, and to a model of what has to be in the file."""

    def __init__(self, writer: SessionWriter, folder: Path) -> None:
        self.writer, self.blocked = writer, folder / f"{writer.id}.session-journal"
        self.keep, self.covered_from = Keep.AUDIO, 0
        self.at, self.now_s, self.second = 0, 0.0, 0
        self.kept_sound: list[tuple[int, Any]] = []
        self.finals: list[Final] = []
        self.bookmarks: list[Note] = []
        self.entries = 0

    def step(self, name: str, much: Any) -> None:
        getattr(self, name)(much)

    def hear(self, count: int) -> None:
        for _ in range(count):
            second, within = divmod(self.at, SECOND)
            block = list(blocks(second))[within // BLOCK][1]
            self.writer.hear(self.at, block)
            if self.keep.sound:
                self.kept_sound.append((self.at, block))
            self.at += BLOCK

    def note(self, _: int) -> None:
        if (self.second + 1) * SECOND > self.at:
            return  # it has not happened yet
        speech, events = happening(self.second)
        self.writer.note(speech, events, 5)
        self.entries += len(speech) + len(events)
        self.second += 1

    def final(self, _: int) -> None:
        final = decoded(self.at // SECOND)
        self.writer.final(final)
        if self.keep.words and final.utterance.start >= self.covered_from:
            self.finals.append(final)

    def bookmark(self, _: int) -> None:
        self.writer.bookmark(self.at, "here")
        self.bookmarks.append(Note(len(self.bookmarks) + 1, self.at, "here"))

    def tick(self, seconds: int) -> None:
        self.now_s += seconds + 0.3
        self.writer.tick(self.now_s)

    def break_(self, _: int) -> None:
        if not self.blocked.exists():
            self.blocked.mkdir()

    def mend(self, _: int) -> None:
        if self.blocked.exists():
            self.blocked.rmdir()

    def stop(self, keep: Keep) -> None:
        if keep.within(self.keep):
            self.writer.narrow(keep)
            self.keep = keep

    def drop(self, keep: Keep) -> None:
        if not keep.within(self.keep):
            return
        self.writer.narrow(keep, drop=True)
        self.keep = keep
        self.kept_sound = self.kept_sound if keep.sound else []
        self.finals = self.finals if keep.words else []

    def ask(self, keep: Keep) -> None:
        if self.keep.within(keep):
            if keep.words and not self.keep.words:
                self.covered_from = self.at
            self.writer.widen(keep, AGREED)
            self.keep = keep


@contextmanager
def somewhere() -> Iterator[Library]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "sessions")
        yield Library(folder, Vault(folder, KeyringPlace()))


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(STEPS, max_size=40))
def test_the_file_holds_what_it_should(steps: list[tuple[str, Any]]) -> None:
    with somewhere() as library:
        played = Played(begin(library), library.folder)
        for name, much in steps:
            played.step({"break": "break_"}.get(name, name), much)
        played.mend(0)
        played.writer.finish(played.at)
        played.writer.tick(1e6)
        assert played.writer.closed, played.writer.not_kept
        require_all(library, played)


def require_all(library: Library, played: Played) -> None:
    session = played.writer.id
    with library.open(session) as file:
        assert file.heard == played.at
        assert list(file.finals()) == played.finals
        assert file.bookmarks() == played.bookmarks
        assert sum(1 for _ in file.entries()) == played.entries + 1
        assert file.keeps[-1].keep is played.keep
        expected = np.zeros((played.at, 2), np.int16)
        for start, block in played.kept_sound:
            expected[start : start + len(block)] = block
        np.testing.assert_array_equal(file.sound(Segment(0, played.at)), expected)
        assert not file.drop_is_due()
        assert file.integrity() == []
    assert library.card(session).state == "finished"

"""What is written can be rebuilt exactly: record, transcript, sound, and what surrounds them."""

from dataclasses import replace

import numpy as np
import pytest

from monitor.conversation.timeline import Segment
from monitor.store.entries import Ended, Lost, Mark
from monitor.store.keep import Consent, Keep, KeepChange
from monitor.store.library import Library
from tests.store.staging import (
    AGREED,
    SECOND,
    SETTINGS,
    C,
    T,
    Told,
    begin,
    finish,
    opening,
    same_record,
    same_words,
    talk,
)

DOCUMENT = b'{"schema": "session-monitor/analysis/1", "transcript": ["grandmother"], "events": [{"id": "x"}]}'


@pytest.fixture
def told(library: Library) -> Told:
    writer = begin(library)
    told = talk(writer, 8)
    writer.lost(T, 5 * SECOND, "The headset was unplugged.")
    writer.lost(T, 6 * SECOND, "")
    writer.mark("swapped", 7 * SECOND)
    writer.bookmark(3 * SECOND, "here")
    finish(writer, told, 8, DOCUMENT)
    return told


def test_everything_comes_back(library: Library, told: Told) -> None:
    (card,) = library.cards()
    assert (card.state, card.duration_s, card.keep) == ("finished", 8.0, Keep.AUDIO)
    with library.open(card.id) as file:
        assert same_record(file.record(), told.record)
        assert same_words(file.transcript(), told.transcript)
        np.testing.assert_array_equal(file.sound(Segment(0, 8 * SECOND)), told.samples())
        assert file.document() == DOCUMENT
        assert file.header.settings == {"conversation": {"ipu_gap_s": 0.18}}
        assert file.keeps == [KeepChange(0, Keep.AUDIO, AGREED)]


def test_what_surrounds_it_comes_back(library: Library, told: Told) -> None:
    (card,) = library.cards()
    with library.open(card.id) as file:
        assert file.losses() == [Lost(T, 5 * SECOND, "The headset was unplugged."), Lost(T, 6 * SECOND, "")]
        assert file.marks() == [Mark("swapped", 7 * SECOND)]
        assert file.swapped
        assert [mark.text for mark in file.bookmarks()] == ["here"]
        assert list(file.entries())[-1] == Ended(8 * SECOND, "user")
        assert file.holes() == []
    assert library.verify(card.id) == []


def test_any_stretch_of_sound_is_what_was_heard(library: Library, told: Told) -> None:
    (card,) = library.cards()
    with library.open(card.id) as file:
        for start, end in [(0, 1), (7_999, 8_001), (23_456, 72_222), (7 * SECOND, 8 * SECOND)]:
            np.testing.assert_array_equal(file.sound(Segment(start, end)), told.samples()[start:end])


def test_a_session_that_still_runs_can_be_read(library: Library) -> None:
    writer = begin(library)
    told = talk(writer, 5)
    assert library.card(writer.id).state == "running"
    with library.open(writer.id) as file:
        assert file.heard > 4 * SECOND
        assert len(file.record().segments[C]) + len(file.record().segments[T]) >= 4
    finish(writer, told, 5)
    assert library.card(writer.id).state == "finished"


def test_who_has_not_agreed_is_not_kept(library: Library) -> None:
    with pytest.raises(ValueError, match="agreed"):
        replace(opening(Keep.TRANSCRIPT), consent=None)
    with pytest.raises(ValueError, match="wording"):
        Consent(" ", 0, "therapist")


def test_a_language_that_was_found_out_is_told(library: Library) -> None:
    writer = library.begin(replace(opening(Keep.TRANSCRIPT), language=""), SETTINGS)
    told = talk(writer, 1)
    writer.mark("language de", SECOND)
    finish(writer, told, 1)
    with library.open(writer.id) as file:
        assert (file.header.language, file.transcript().language) == ("", "de")

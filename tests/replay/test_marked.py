"""Remarks in a document: counted out, written down and read back."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.conversation.remarks import (
    Contested,
    Intended,
    Note,
    QuestionCorrected,
    QuestionKind,
    Remarks,
    Verdict,
    in_force,
)
from monitor.conversation.timeline import Segment
from monitor.document import Analysis, InterruptionCounts, encode
from monitor.document import Note as WrittenNote
from monitor.export.saved import read_analysis
from monitor.replay.build import build
from monitor.replay.marked import marked, remarked
from tests.export.documents import SPOKEN, any_session, changed
from tests.replay.talked import talked

NONE = InterruptionCounts(0, 0, 0)
TALK = talked([(10, 14), (30, 34), (40, 41.5)], [(2, 11), (15, 31), (36, 50)], 60)
WON, LOST = ("therapist-10.00", "therapist-30.00"), "therapist-40.00"


def contested(*names, verdict=Verdict.SUPPORTIVE):
    return Remarks({name: Contested(name, verdict, 5) for name in names})


EVERYTHING = Remarks(
    contested(WON[0], verdict=Verdict.TEACHING).contested,
    (QuestionCorrected(160_000, QuestionKind.NONE, 6),),
    (Intended(Segment(16_000, 48_016), "the breathing exercise", True, 7),),
)
NOTES = (Note(4, 320_000, "ask again"), Note(9, 80_016, ""))


def test_what_was_contested_does_not_count():
    assert TALK.interruptions == {"therapist": InterruptionCounts(2, 1, 0), "client": NONE}
    assert marked(TALK, contested(WON[1])).interruptions["therapist"] == InterruptionCounts(1, 1, 0)
    assert marked(TALK, contested(*WON, LOST)).interruptions["therapist"] == NONE


def test_what_happened_stays_in_the_record():
    document = marked(TALK, contested(*WON), NOTES)
    assert document.events == TALK.events
    assert changed(document, remarks=None, interruptions=TALK.interruptions) == TALK


def test_marked_again_it_is_not_counted_out_twice():
    once = marked(TALK, contested(WON[0]), NOTES)
    assert marked(once, contested(WON[0]), NOTES) == once
    assert marked(once, Remarks()) == TALK


def test_counts_that_are_withheld_stay_so():
    document = changed(TALK, interruptions={"therapist": None, "client": NONE})
    assert marked(document, contested(WON[0])).interruptions["therapist"] is None


def test_without_remarks_the_document_says_nothing_of_them():
    assert b'"remarks"' not in encode(marked(TALK, Remarks()))
    assert marked(TALK, Remarks()) == TALK
    assert remarked(TALK) == (Remarks(), ())


def test_what_is_written_is_read_back():
    read = read_analysis(encode(marked(TALK, EVERYTHING, NOTES)), "it")
    remarks, notes = remarked(read)
    assert remarks == EVERYTHING
    assert notes == (Note(1, 80_016, ""), Note(2, 320_000, "ask again"))


def test_times_are_written_in_milliseconds():
    written = marked(TALK, EVERYTHING, NOTES).remarks
    assert written is not None
    assert (written.intended[0].start_s, written.intended[0].end_s) == (1.0, 3.001)
    assert written.notes == [WrittenNote(5.001, ""), WrittenNote(20.0, "ask again")]
    assert written.contested[0].verdict == "teaching"


SAMPLES = st.integers(0, 16_000 * 3_600)
REMARKS = st.lists(
    st.builds(Contested, st.sampled_from(["a", "b", "c"]), st.sampled_from([*Verdict, None]), st.just(1))
    | st.builds(QuestionCorrected, SAMPLES, st.sampled_from([*QuestionKind, None]), st.just(2))
    | st.builds(
        lambda start, length, text, on: Intended(Segment(start, start + length), text, on, 3),
        SAMPLES,
        SAMPLES,
        st.text(max_size=5),
        st.booleans(),
    ),
    max_size=12,
).map(in_force)
NOTED = st.lists(st.builds(Note, st.integers(1, 50), SAMPLES, st.text(max_size=5)), max_size=4).map(tuple)


@given(REMARKS, NOTED)
def test_once_in_milliseconds_nothing_changes_any_more(remarks, notes):
    once = marked(TALK, remarks, notes)
    read, read_notes = remarked(msgspec.json.decode(msgspec.json.encode(once), type=Analysis))
    assert read.contested == remarks.contested
    assert [each.kind for each in read.questions] == [each.kind for each in remarks.questions]
    assert [each.text for each in read.intended] == [each.text for each in remarks.intended]
    assert marked(once, read, read_notes) == once


@any_session
def test_the_replay_and_the_marked_document_count_alike(document):
    names = [event.id for event in document.events][::2]
    replay = build(document, contested(*names))
    assert replay.summary.interruptions == marked(document, contested(*names)).interruptions


@pytest.mark.parametrize("name", ["therapist-99.00", "therapist-2.00"])
def test_contesting_what_is_no_interruption_changes_no_count(name):
    before, after = build(SPOKEN).summary, build(SPOKEN, contested(name)).summary
    assert after == before

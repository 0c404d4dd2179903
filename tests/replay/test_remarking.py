"""Remarks while they are made: at once, undone, kept in their order, and never lost."""

import msgspec
import pytest

from monitor.conversation.remarks import Contested, Intended, QuestionKind, Verdict
from monitor.conversation.timeline import Segment
from monitor.document import InterruptionCounts, SuccessfulInterruption
from monitor.errors import StoreError
from monitor.replay.build import build
from monitor.replay.model import Span
from monitor.replay.remarking import AboutWritten, NoteAdded, NoteChanged, NoteRemoved, Remarking
from tests.export.documents import EMPTY

INTERRUPTION = SuccessfulInterruption(
    id="overlap-1", by="therapist", start_s=5.0, end_s=6.0, reported_at_s=7.0, confidence=0.9, history=[],
    overlap_s=0.5,
)  # fmt: skip
NOW = 1_760_000_000


class Disk:
    """Keeps changes, or refuses them while it is `full`."""

    def __init__(self):
        self.kept, self.full = [], False

    def __call__(self, change):
        if self.full:
            raise StoreError("The disk is full.")
        self.kept.append(change)


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def remarking(disk):
    return made(disk)


def made(keep):
    document = msgspec.structs.replace(
        EMPTY,
        duration_s=20.0,
        segments={"therapist": [(5.0, 6.0)], "client": [(0.0, 5.5)]},
        events=[INTERRUPTION],
        interruptions={"therapist": InterruptionCounts(1, 0, 0), "client": InterruptionCounts(0, 0, 0)},
    )
    return Remarking(build(document), "before", None, keep, lambda: NOW)


def counted(remarking):
    return remarking.replay.summary.interruptions["therapist"].successful


def test_a_contested_interruption_leaves_the_count_and_comes_back(remarking, disk):
    remarking.contest("overlap-1", Verdict.SUPPORTIVE)
    assert counted(remarking) == 0
    assert remarking.replay.moments[0].verdict is Verdict.SUPPORTIVE
    remarking.undo()
    assert counted(remarking) == 1
    assert disk.kept == [
        Contested("overlap-1", Verdict.SUPPORTIVE, NOW),
        Contested("overlap-1", None, NOW),
    ]
    assert not remarking.may_undo


def test_to_undo_another_verdict_gives_the_one_before(remarking):
    remarking.contest("overlap-1", Verdict.SUPPORTIVE)
    remarking.contest("overlap-1", Verdict.TEACHING)
    remarking.undo()
    assert remarking.replay.remarks.verdict("overlap-1") is Verdict.SUPPORTIVE


def test_what_changes_nothing_is_not_kept(remarking, disk):
    remarking.contest("overlap-1", None)
    remarking.write_about("before")
    remarking.change_note(7, "there is none")
    remarking.remove_note(7)
    remarking.correct(5.0, None)
    remarking.intend(Span(1, 2), "", on=False)
    assert disk.kept == []
    assert not remarking.may_undo


def test_notes_come_change_go_and_come_back(remarking, disk):
    number = remarking.add_note(3.0, "here")
    remarking.change_note(number, "here it was")
    remarking.remove_note(number)
    assert remarking.replay.notes == ()
    remarking.undo()
    (note,) = remarking.replay.notes
    assert (note.at, note.text) == (48_000, "here it was")
    remarking.undo()
    remarking.undo()
    assert remarking.replay.notes == ()
    assert [type(each) for each in disk.kept] == [
        NoteAdded, NoteChanged, NoteRemoved, NoteAdded, NoteChanged, NoteRemoved,
    ]  # fmt: skip


def test_a_number_is_not_given_twice(remarking):
    first = remarking.add_note(3.0, "one")
    remarking.remove_note(first)
    second = remarking.add_note(4.0, "another")
    remarking.undo()
    remarking.undo()
    assert [note.text for note in remarking.replay.notes] == ["one"]
    assert first != second


def test_notes_are_in_order_of_their_time(remarking):
    remarking.add_note(9.0, "later")
    remarking.add_note(3.0, "earlier")
    assert [note.text for note in remarking.replay.notes] == ["earlier", "later"]


def test_an_intended_stretch_is_marked_and_taken_back(remarking, disk):
    remarking.intend(Span(1.0, 2.0), "an exercise", on=True)
    assert remarking.replay.intended == (Intended(Segment(16_000, 32_000), "an exercise", True, NOW),)
    remarking.intend(Span(1.0, 2.0), "", on=False)
    assert remarking.replay.intended == ()
    remarking.undo()
    assert [each.text for each in remarking.replay.intended] == ["an exercise"]


def test_a_question_is_corrected_and_left_to_the_rules_again(remarking):
    remarking.correct(5.0, QuestionKind.OPEN)
    assert [each.kind for each in remarking.replay.remarks.questions] == [QuestionKind.OPEN]
    remarking.undo()
    assert remarking.replay.remarks.questions == ()


def test_what_the_disk_does_not_take_holds_and_is_tried_again_in_its_order(remarking, disk):
    disk.full = True
    remarking.contest("overlap-1", Verdict.TEACHING)
    assert counted(remarking) == 0
    assert (remarking.problem, remarking.unsaved) == ("The disk is full.", 1)
    remarking.write_about("after")
    assert remarking.unsaved == 2
    disk.full = False
    remarking.add_note(1.0, "x")
    assert (remarking.problem, remarking.unsaved) == ("", 0)
    assert [type(each) for each in disk.kept] == [Contested, AboutWritten, NoteAdded]


def test_what_is_refused_for_good_holds_up_only_what_is_about_the_same(disk):
    def keep(change):
        if getattr(change, "text", "") == "too long":
            raise StoreError("A note is too long.")
        disk(change)

    remarking = made(keep)
    number = remarking.add_note(1.0, "too long")
    remarking.change_note(number, "shorter")
    remarking.contest("overlap-1", Verdict.TEACHING)
    assert [type(each) for each in disk.kept] == [Contested]
    assert (remarking.problem, remarking.unsaved) == ("A note is too long.", 2)


def test_nothing_unsaved_is_forgotten_where_the_disk_stays_full(remarking, disk):
    disk.full = True
    remarking.contest("overlap-1", Verdict.TEACHING)
    remarking.try_again()
    remarking.saved()
    assert remarking.unsaved == 1, "what was written elsewhere is still not in the session"


def test_without_a_session_file_remarks_are_unsaved_until_they_are_saved():
    remarking = made(None)
    remarking.contest("overlap-1", Verdict.TEACHING)
    assert (remarking.unsaved, remarking.problem) == (1, "")
    written = remarking.document()
    assert written.interruptions["therapist"].successful == 0
    assert [each.verdict for each in written.remarks.contested] == ["teaching"]
    remarking.saved()
    assert remarking.unsaved == 0
    remarking.undo()
    assert remarking.unsaved == 1


def test_the_original_stays_in_the_record(remarking):
    remarking.contest("overlap-1", Verdict.TEACHING)
    assert remarking.document().events == [INTERRUPTION]
    assert remarking.replay.moments[0].kind == "successful_interruption"

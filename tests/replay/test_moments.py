"""Moments and their evidence, worked by hand."""

import pytest

from monitor.conversation.remarks import Contested, Remarks, Verdict
from monitor.document import Form, Monologue, PossibleOverlap, UnresolvedOverlap
from monitor.replay.build import build
from monitor.replay.model import Span
from tests.export.documents import SPOKEN, changed, common
from tests.replay.talked import said, talked

TAKEN = talked([(10, 14)], [(2, 11)], 40)
"""The therapist comes in a second before the client stops."""
TRIED = talked([(5, 6.5)], [(2, 20)], 40)
QUICK = talked([(10.6, 14)], [(2, 11)], 40)
"""400 ms before the client stops: an end, or a quick yield."""
TAUGHT = talked([(5, 70)], [(80, 82)], 90)


def only(document):
    (found,) = build(document).moments
    return found


def test_the_one_who_was_interrupted_yielded():
    found = only(TAKEN)
    assert (found.kind, found.by, found.yielded) == ("successful_interruption", "therapist", "client")
    assert (found.overlap_s, found.span, found.around) == (1.0, Span(10, 11), Span(5, 15))
    assert (found.said, found.cut_off, found.speech_s) == ("", "", 0.0)
    assert found.history == ("unresolved_overlap", "successful_interruption")


def test_the_one_who_tried_yielded():
    assert (only(TRIED).kind, only(TRIED).yielded) == ("attempted_interruption", "therapist")


def test_a_possible_interruption_is_one_where_the_other_stopped():
    assert (only(QUICK).kind, only(QUICK).yielded) == ("possible_overlap", "client")


def test_the_clients_interruptions_are_moments_too():
    found = only(talked([(2, 11)], [(10, 14)], 40))
    assert (found.kind, found.by, found.yielded) == ("successful_interruption", "client", "therapist")


def test_nobody_yielded_where_both_went_on():
    unresolved = UnresolvedOverlap(**common("unresolved_overlap", "client", 3.0, 6.2), overlap_s=3.2)
    assert only(changed(TAKEN, events=[unresolved])).yielded is None


def test_words_are_those_of_the_document():
    found = only(SPOKEN)
    assert (found.said, found.cut_off) == ('=Stop, "please"!', "Könnten wir")


def test_a_monologue_is_shown_by_its_own_speech_and_how_it_began():
    found = only(TAUGHT)
    assert (found.kind, found.by, found.is_monologue, found.number) == ("monologue", "therapist", True, 1)
    assert (found.speech_s, found.overlap_s, found.yielded) == (65.0, 0.0, None)
    assert found.said == ""
    assert only(changed(TAUGHT, **said(therapist=[(5.2, "Now breathe. And out.")]))).said == "Now breathe."


def test_a_monologue_begins_with_a_word_that_is_timed_a_little_early():
    found = only(changed(TAUGHT, **said(therapist=[(4.8, "So breathe now.")])))
    assert found.said == "So breathe now."


def test_a_long_beginning_is_shortened():
    long = "so the body gets ready for it long before we know that it does"
    found = only(changed(TAUGHT, **said(therapist=[(5.0, long)])))
    assert found.said == "so the body gets ready for it long before we know that …"


@pytest.mark.parametrize(
    ("start_s", "until_s", "around"),
    [(3, 60, (0, 10)), (5, 60, (0, 10)), (30, 60, (25, 35)), (58, 60, (50, 60)), (3, 8, (0, 8))],
)
def test_ten_seconds_about_the_start(start_s, until_s, around):
    event = PossibleOverlap(**common("possible_overlap", "therapist", start_s, start_s + 0.4), overlap_s=0.4)
    assert only(changed(TAKEN, events=[event], duration_s=until_s)).around == Span(*around)


SEVERAL = changed(
    TAKEN,
    duration_s=600.0,
    events=[
        PossibleOverlap(**common("possible_overlap", "therapist", 1.0, 2.0), overlap_s=0.4),
        UnresolvedOverlap(**common("unresolved_overlap", "therapist", 2.0, 3.0), overlap_s=1.0),
        Monologue(**common("monologue", "therapist", 3.0, 4.0), speech_s=61.0),
        UnresolvedOverlap(**common("unresolved_overlap", "client", 4.0, 5.0), overlap_s=1.0),
        UnresolvedOverlap(**common("unresolved_overlap", "therapist", 5.0, 6.0), overlap_s=1.0),
        PossibleOverlap(**common("possible_overlap", "therapist", 6.0, 7.0), overlap_s=0.4),
    ],
)


def test_in_order_of_time_with_the_merely_possible_last():
    found = build(SEVERAL).moments
    assert [each.span.start_s for each in found] == [2, 3, 4, 5, 1, 6]


def test_each_speakers_are_numbered_by_sort():
    found = {each.span.start_s: each.number for each in build(SEVERAL).moments}
    assert found == {2: 1, 5: 2, 4: 1, 3: 1, 1: 1, 6: 2}


def test_contested_ones_keep_their_numbers_and_say_why():
    contested = Remarks({"therapist-2.00": Contested("therapist-2.00", Verdict.TEACHING, 1)})
    before, after = build(SEVERAL), build(SEVERAL, contested)
    assert [each.number for each in after.moments] == [each.number for each in before.moments]
    assert after.moments[0].verdict is Verdict.TEACHING
    assert [each.verdict for each in after.moments[1:]] == [None] * 5
    assert [each.verdict for each in after.markers if each.id == "therapist-2.00"] == [Verdict.TEACHING]


def test_every_overlap_has_a_marker_and_no_silence_has():
    kinds = [(each.kind, each.by) for each in build(SPOKEN).markers]
    assert kinds == [("backchannel", "therapist"), ("successful_interruption", "therapist")]


def test_what_it_was_taken_for_is_told_once():
    forms = [Form("unresolved_overlap", 4.0, 3.0), Form("unresolved_overlap", 5.0, 3.5)]
    event = UnresolvedOverlap(
        **{**common("unresolved_overlap", "client", 3.0, 4.0), "history": forms}, overlap_s=1.0
    )
    assert only(changed(TAKEN, events=[event])).history == ("unresolved_overlap",)

"""Who holds the floor: each row of the table in monitor/conversation/floor.py, and what is told of it."""

import pytest

from monitor.conversation.events import Overlap, Turn, UnresolvedOverlap
from monitor.conversation.session import Session, latest
from monitor.conversation.snapshot import Floor
from monitor.conversation.timeline import seconds, to_samples
from tests.conversation.speech import RULES, C, T, lanes, run, until

SILENT_S = 60.0
BOTH_GO_ON = {"therapist": [(4, 20)], "client": [(1, 30)]}


def at(now_s, therapist=(), client=()):
    """The session at an instant, with what was spoken until then."""
    session, now = Session(RULES), to_samples(now_s)
    session.advance(now, until(lanes(therapist, client), now))
    return session


def holders(moments_s, therapist=(), client=()):
    return [at(now_s, therapist, client).holder for now_s in moments_s]


def floors(moments_s, therapist=(), client=()):
    return [at(now_s, therapist, client).floor.value for now_s in moments_s]


def turns(therapist=(), client=(), duration_s=SILENT_S):
    """(by, start_s, end_s, known_s) in the order of their start."""
    events = run(lanes(therapist, client), to_samples(duration_s))
    told = [event for event in events if isinstance(event, Turn)]
    told.sort(key=lambda turn: (turn.start, turn.by.value))
    return [(turn.by, *map(seconds, (turn.start, turn.end, turn.known_at))) for turn in told]


def overlaps(therapist=(), client=()):
    """(kind, by, start_s) in the final form."""
    final = latest(run(lanes(therapist, client), to_samples(SILENT_S)))
    told = [event for event in final if isinstance(event, Overlap)]
    return [(type(event).__name__, event.by, seconds(event.start)) for event in told]


class TestFree:
    def test_nobody_has_it_before_the_first_words(self):
        assert holders([0, 1.19, 1.2], client=[(1, 5)]) == [None, None, C]
        assert floors([0, 0.99, 1], client=[(1, 5)]) == ["nobody", "nobody", "client"]

    def test_it_is_of_whoever_speaks_first(self):
        assert holders([1.2, 3], therapist=[(2, 9)], client=[(1, 2.5)])[0] is C

    def test_of_two_who_begin_at_once_it_goes_to_the_one_who_speaks_longer(self):
        both = {"therapist": [(1, 2)], "client": [(1, 5)]}
        assert holders([1.5, 2.17, 2.18], **both) == [None, None, C]
        assert floors([0.5, 1.5, 2.1, 2.18], **both) == ["nobody", "both", "client", "client"]
        assert turns(**both) == [(C, 1, 5, 15)]

    def test_two_begin_at_once_within_200_ms(self):
        assert holders([1.3], therapist=[(1.19, 5)], client=[(1, 2)]) == [None]
        assert holders([1.3], therapist=[(1.2, 5)], client=[(1, 2)]) == [C]
        assert overlaps(therapist=[(1.19, 9)], client=[(1, 5)]) == []
        assert turns(therapist=[(1.19, 9)], client=[(1, 2)]) == [(T, 1.19, 9, 19)]

    def test_the_other_of_two_who_begin_at_once_has_a_turn_only_with_three_seconds_of_speech(self):
        assert turns(therapist=[(1, 3.99)], client=[(1, 9)]) == [(C, 1, 9, 19)]
        assert turns(therapist=[(1, 4)], client=[(1, 9)]) == [(C, 1, 9, 19), (T, 1, 4, 4.18)]

    def test_two_who_begin_and_stop_at_once_have_each_had_a_turn(self):
        both = {"therapist": [(1, 2)], "client": [(1, 2)]}
        assert turns(**both) == [(C, 1, 2, 2.18), (T, 1, 2, 2.18)]
        assert at(3, **both).holder is None
        assert at(4, **{**both, "client": [(1, 2), (3.5, 5)]}).holder is C


class TestHeld:
    def test_pauses_do_not_end_a_turn(self):
        assert turns(client=[(1, 5), (9, 12)]) == [(C, 1, 12, 22)]

    def test_an_incursion_leaves_it_until_it_is_judged(self):
        speech = {"therapist": [(4, 20)], "client": [(1, 5)]}
        assert holders([4.5, 5.99, 6], **speech) == [C, C, T]

    def test_it_changes_hands_since_the_onset_of_the_one_who_came_in(self):
        speech = {"therapist": [(4, 20)], "client": [(1, 5)]}
        assert turns(**speech) == [(C, 1, 5, 6), (T, 4, 20, 30)]
        assert seconds(at(7, **speech).turn_spoken) == 3

    def test_an_answer_takes_it(self):
        speech = {"therapist": [(5.2, 20)], "client": [(1, 5)]}
        assert turns(**speech) == [(C, 1, 5, 6.2), (T, 5.2, 20, 30)]
        assert overlaps(**speech) == []

    def test_a_backchannel_neither_ends_it_nor_starts_one(self):
        speech = {"therapist": [(4, 4.4)], "client": [(1, 5), (5.5, 9)]}
        assert turns(**speech) == [(C, 1, 9, 19)]
        assert overlaps(**speech) == [("Backchannel", T, 4)]
        assert set(holders([4.2, 5, 6, 9], **speech)) == {C}

    def test_one_nod_after_another_are_two(self):
        speech = {"therapist": [(4, 4.3), (4.9, 5.2)], "client": [(1, 9)]}
        assert overlaps(**speech) == [("Backchannel", T, 4), ("Backchannel", T, 4.9)]

    def test_a_failed_attempt_neither_ends_it_nor_starts_one(self):
        speech = {"therapist": [(4, 5.5)], "client": [(1, 9)]}
        assert turns(**speech) == [(C, 1, 9, 19)]
        assert overlaps(**speech) == [("AttemptedInterruption", T, 4)]

    def test_what_the_former_holder_says_after_losing_it_is_an_incursion_in_its_turn(self):
        speech = {"therapist": [(4, 20)], "client": [(1, 5), (9, 9.5), (15, 17)]}
        assert overlaps(**speech) == [
            ("SuccessfulInterruption", T, 4),
            ("Backchannel", C, 9),
            ("AttemptedInterruption", C, 15),
        ]
        assert turns(**speech) == [(C, 1, 5, 6), (T, 4, 20, 30)]

    def test_a_fragment_is_no_turn(self):
        assert turns(client=[(1, 1.19)]) == []
        assert turns(client=[(1, 1.2)]) == [(C, 1, 1.2, 11.2)]

    def test_an_ordinary_exchange(self):
        speech = {"therapist": [(5.2, 8), (12.9, 15)], "client": [(1, 5), (8.4, 13)]}
        assert turns(**speech) == [(C, 1, 5, 6.2), (T, 5.2, 8, 9.4), (C, 8.4, 13, 14), (T, 12.9, 15, 25)]
        assert overlaps(**speech) == [("TerminalOverlap", T, 12.9)]


class TestLapse:
    def test_after_ten_seconds_it_is_nobodys(self):
        assert holders([5, 14.99, 15], client=[(1, 5)]) == [C, C, None]

    def test_a_turn_ends_with_its_speech_not_with_the_lapse(self):
        assert turns(client=[(1, 5), (15, 20)]) == [(C, 1, 20, 30)]
        assert turns(client=[(1, 5), (15.01, 20)]) == [(C, 1, 5, 15), (C, 15.01, 20, 30.0)]

    def test_the_others_backchannel_in_the_silence_counts_as_speech(self):
        assert holders([15.2], therapist=[(5.5, 5.9)], client=[(1, 5), (6.5, 7)]) == [C]

    def test_after_it_whoever_speaks_first_takes_it(self):
        assert holders([20.2], therapist=[(20, 22)], client=[(1, 5)]) == [T]


class TestContested:
    def test_both_have_talked_for_three_seconds(self):
        assert floors([3.9, 4.99, 5, 6.99, 7, 19], **BOTH_GO_ON) == [
            "client",
            "client",
            "both",
            "both",
            "both",
            "both",
        ]
        assert overlaps(**BOTH_GO_ON) == [("UnresolvedOverlap", T, 4)]

    def test_the_first_to_stop_has_lost_it_the_one_who_came_in(self):
        assert turns(**BOTH_GO_ON) == [(C, 1, 30, 40), (T, 4, 20, 20.5)]
        assert floors([20.49, 20.5], **BOTH_GO_ON) == ["both", "client"]

    def test_the_first_to_stop_has_lost_it_the_one_who_had_it(self):
        speech = {"therapist": [(4, 30)], "client": [(1, 20)]}
        assert turns(**speech) == [(C, 1, 20, 20.5), (T, 4, 30, 40)]
        assert holders([20.49, 20.5], **speech) == [C, T]

    def test_a_breath_is_no_stop(self):
        speech = {"therapist": [(4, 10), (10.49, 20)], "client": [(1, 30)]}
        assert turns(**speech) == [(C, 1, 30, 40), (T, 4, 20, 20.5)]

    def test_both_stop_at_once_and_whoever_had_it_keeps_it(self):
        speech = {"therapist": [(4, 20)], "client": [(1, 20)]}
        assert turns(**speech) == [(C, 1, 20, 30), (T, 4, 20, 20.5)]
        assert at(21, **speech).holder is C

    def test_it_is_disputed_from_when_an_interruption_is_certain(self):
        assert at(4.99, **BOTH_GO_ON).floor is Floor.CLIENT
        assert at(5, **BOTH_GO_ON).floor is Floor.BOTH


class TestForetelling:
    def test_an_interruption_is_told_before_its_outcome(self):
        told = [e for e in run(lanes([(4, 20)], [(1, 6)]), to_samples(30)) if isinstance(e, Overlap)]
        assert [(type(event).__name__, seconds(event.known_at)) for event in told] == [
            ("UnresolvedOverlap", 5),
            ("SuccessfulInterruption", 7),
        ]
        assert len({event.id for event in told}) == 1
        foretold = told[0]
        assert isinstance(foretold, UnresolvedOverlap)
        assert (seconds(foretold.end), seconds(foretold.overlap)) == (5, 1)

    def test_an_id_names_who_and_when(self):
        told = run(lanes([(4, 20)], [(1, 6)]), to_samples(30))
        assert {event.id for event in told if isinstance(event, Overlap)} == {"therapist-4.00"}


@pytest.mark.parametrize(
    ("therapist", "overlap_s", "confidence"),
    [
        ([(4, 20)], 2.0, 1.0),
        ([(4, 5.5)], 1.5, 1.0),
        ([(4, 4.4)], 0.4, 0.8),
        ([(5.7, 20)], 0.3, 0.5),
        ([(5.85, 20)], 0.15, 0.75),
        ([(5.6, 20)], 0.4, 0.5),
    ],
)
def test_overlap_and_confidence(therapist, overlap_s, confidence):
    events = latest(run(lanes(therapist, [(1, 6)]), to_samples(SILENT_S)))
    (event,) = [event for event in events if isinstance(event, Overlap)]
    assert (seconds(event.overlap), event.confidence) == (overlap_s, confidence)

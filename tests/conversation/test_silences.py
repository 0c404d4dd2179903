"""Silences of both and monologues of one, worked by hand."""

from dataclasses import replace

import pytest

from monitor.conversation.events import Monologue, Silence
from monitor.conversation.session import Session, latest
from monitor.conversation.timeline import seconds, to_samples
from tests.conversation.speech import RULES, C, T, lanes, run, until

SHORT = replace(RULES, monologue_min_s=10.0)


def silences(therapist=(), client=(), duration_s=30.0):
    """(start_s, end_s, after, ended_by, known_s) of every form."""
    events = run(lanes(therapist, client), to_samples(duration_s))
    return [
        (seconds(each.start), seconds(each.end), each.after, each.ended_by, seconds(each.known_at))
        for each in events
        if isinstance(each, Silence)
    ]


def monologues(therapist=(), client=(), duration_s=60.0):
    """(by, start_s, end_s, speech_s, known_s) of every form."""
    events = run(lanes(therapist, client), to_samples(duration_s), rules=SHORT)
    return [
        (each.by, *map(seconds, (each.start, each.end, each.speech, each.known_at)))
        for each in events
        if isinstance(each, Monologue)
    ]


class TestSilence:
    def test_is_told_after_three_seconds_and_again_when_it_ends(self):
        assert silences(client=[(1, 5), (9, 30)]) == [(5, 8, C, None, 8), (5, 9, C, C, 9)]

    def test_lasts_three_seconds(self):
        assert silences(client=[(1, 5), (7.99, 30)]) == []
        assert silences(client=[(1, 5), (8, 30)]) == [(5, 8, C, C, 8)]

    def test_is_of_both(self):
        assert silences(client=[(1, 5), (9, 30)], therapist=[(6, 8)]) == []

    @pytest.mark.parametrize(
        ("therapist", "client", "after", "ended_by"),
        [
            ([(2, 5)], [(1, 4), (9, 30)], T, C),
            ([(2, 5), (9, 30)], [(1, 4)], T, T),
            ([(1, 4), (9, 30)], [(2, 5)], C, T),
            ([(2, 5)], [(1, 5), (9, 30)], None, C),
            ([(2, 5), (9, 30)], [(9, 30)], T, None),
        ],
    )
    def test_tells_who_spoke_before_and_who_ended_it(self, therapist, client, after, ended_by):
        assert silences(therapist, client)[-1] == (5, 9, after, ended_by, 9)

    def test_before_the_first_words_is_none(self):
        assert silences(client=[(20, 30)]) == []
        assert silences() == []

    def test_lasts_until_the_end_of_the_session(self):
        assert silences(client=[(1, 5)]) == [(5, 8, C, None, 8), (5, 30, C, None, 30)]
        assert silences(client=[(1, 27)]) == [(27, 30, C, None, 30)]
        assert silences(client=[(1, 27.01)]) == []

    def test_several_have_ids_of_their_own(self):
        events = latest(run(lanes(client=[(1, 5), (9, 12), (20, 30)]), to_samples(30)))
        ids = [event.id for event in events if isinstance(event, Silence)]
        assert ids == ["silence-5.00", "silence-12.00"]

    @pytest.mark.parametrize(
        ("now_s", "expected_s"), [(0.5, 0.5), (1, 0), (4, 0), (5, 0), (6.5, 1.5), (9, 0)]
    )
    def test_its_length_so_far(self, now_s, expected_s):
        session, now = Session(RULES), to_samples(now_s)
        session.advance(now, until(lanes(client=[(1, 5), (9, 30)]), now))
        assert seconds(session.quiet) == expected_s

    @pytest.mark.parametrize(
        ("now_s", "floor"), [(5, "client"), (7.99, "client"), (8, "nobody"), (9, "client")]
    )
    def test_takes_the_floor_from_view_once_it_counts(self, now_s, floor):
        session, now = Session(RULES), to_samples(now_s)
        session.advance(now, until(lanes(client=[(1, 5), (9, 30)]), now))
        assert session.floor.value == floor


class TestMonologue:
    def test_is_told_when_it_has_become_one_and_when_the_turn_is_over(self):
        assert monologues(therapist=[(1, 15)], client=[(14.9, 20)]) == [
            (T, 1, 11, 10, 11),
            (T, 1, 15, 14, 16),
        ]

    def test_needs_this_much_own_speech(self):
        assert monologues(client=[(1, 10.99)]) == []
        assert monologues(client=[(1, 11.01)])[0] == (C, 1, 11, 10, 11)

    def test_counts_speech_not_pauses(self):
        assert monologues(client=[(1, 6), (8, 14)]) == [(C, 1, 13, 10, 13), (C, 1, 14, 11, 24)]

    def test_goes_on_over_the_others_backchannels(self):
        found = monologues(client=[(1, 20)], therapist=[(5, 5.4)])
        assert found == [(C, 1, 11, 10, 11), (C, 1, 20, 19, 30)]

    def test_does_not_go_on_over_the_others_turn(self):
        assert monologues(client=[(1, 7), (9, 15)], therapist=[(7.2, 8.9)]) == []

    def test_lasts_until_the_end_of_the_session(self):
        assert monologues(client=[(1, 60)]) == [(C, 1, 11, 10, 11), (C, 1, 60, 59, 60)]

"""The judge, one rule at a time, on both sides of each threshold.

The one who is judged comes in at 10.00 s; `own` is their lane, `other` the lane of whoever
holds the floor.  EARLIER is own speech shortly before, which rules a backchannel out.
"""

from dataclasses import dataclass, replace

import pytest

from monitor.conversation.events import (
    AttemptedInterruption,
    Backchannel,
    PossibleOverlap,
    SuccessfulInterruption,
    TerminalOverlap,
    TypedOverlap,
    UnresolvedOverlap,
)
from monitor.conversation.interruptions import Judge, Verdict
from monitor.conversation.timeline import seconds, to_samples
from tests.conversation.speech import RULES, lane_until

ONSET_S = 10.0
EARLIER = (9.0, 9.5)
SILENT_S = 40.0  # whoever has not said so earlier says nothing after this


@dataclass(frozen=True)
class Judgement:
    """The verdict in seconds; `certain_s` is when it was first known to be an interruption."""

    kind: type[TypedOverlap] | None
    known_s: float
    end_s: float
    own_until_s: float
    floor_from_s: float | None
    contested: bool
    margin: float
    certain_s: float | None


def judged(own, other, rules=RULES):
    """Ask the judge at every boundary, and whenever it asks to be asked again."""
    judge, onset, certain_s = Judge(rules), to_samples(ONSET_S), None
    moments = {to_samples(at) for stretch in (*own, *other) for at in stretch if at >= ONSET_S}
    while moments:
        now = min(moments)
        moments.remove(now)
        lanes = [lane_until(stretches, seconds(now), rules) for stretches in (own, other)]
        answer = judge.judge(onset, lanes[0], lanes[1], now)
        if isinstance(answer, Verdict):
            return _in_seconds(answer, now, certain_s)
        assert answer.until > now
        moments.add(answer.until)
        if answer.certain and certain_s is None:
            certain_s = seconds(now)
    raise AssertionError("no verdict")


def _in_seconds(verdict, now, certain_s):
    floor_from_s = None if verdict.floor_from is None else seconds(verdict.floor_from)
    return Judgement(
        kind=verdict.kind,
        known_s=seconds(now),
        end_s=seconds(verdict.end),
        own_until_s=seconds(verdict.own_until),
        floor_from_s=floor_from_s,
        contested=verdict.contested,
        margin=verdict.margin,
        certain_s=certain_s,
    )


def kind(own, other):
    return judged(own, other).kind


def known_s(own, other):
    return judged(own, other).known_s


GOES_ON = [(0.0, SILENT_S)]


class TestBackchannel:
    def test_is_short_alone_and_the_other_goes_on(self):
        found = judged([(10, 10.4)], GOES_ON)
        assert found.kind is Backchannel
        assert (found.end_s, found.own_until_s, found.floor_from_s) == (10.4, 10.4, None)
        assert found.known_s == 11.4
        assert found.margin == pytest.approx(0.6)
        assert found.certain_s is None

    def test_lasts_at_most_a_second(self):
        assert kind([(10, 11.0)], GOES_ON) is Backchannel
        assert kind([(10, 11.01)], GOES_ON) is AttemptedInterruption

    def test_may_have_pauses(self):
        found = judged([(10, 10.3), (10.7, 11.0)], GOES_ON)
        assert found.kind is Backchannel
        assert (found.end_s, found.known_s) == (11.0, 12.0)
        assert kind([(10, 10.3), (10.7, 11.01)], GOES_ON) is AttemptedInterruption

    def test_has_a_second_of_own_silence_before_it(self):
        assert kind([(8, 9.0), (10, 10.4)], GOES_ON) is Backchannel
        assert kind([(8, 9.01), (10, 10.4)], GOES_ON) is AttemptedInterruption

    def test_has_a_second_of_own_silence_after_it(self):
        assert kind([(10, 10.4), (11.4, 15)], GOES_ON) is Backchannel
        assert kind([(10, 10.4), (11.39, 15)], GOES_ON) is not Backchannel

    def test_the_other_goes_on_or_resumes_within_a_second(self):
        assert kind([(10, 10.4)], [(0, 10.41)]) is Backchannel
        assert kind([(10, 10.4)], [(0, 10.4)]) is not Backchannel
        assert kind([(10, 10.4)], [(0, 10.2), (11.39, 20)]) is Backchannel
        assert kind([(10, 10.4)], [(0, 10.2), (11.4, 20)]) is not Backchannel

    def test_may_lie_in_the_others_pause(self):
        assert kind([(10, 10.4)], [(0, 9.7), (11, 20)]) is Backchannel
        assert judged([(10, 10.4)], [(0, 9.7)]).floor_from_s == 10


class TestOnsetInSilence:
    def test_takes_the_floor_once_it_is_a_turn(self):
        found = judged([EARLIER, (10, 10.2)], [(0, 9)])
        assert (found.kind, found.floor_from_s, found.known_s) == (None, 10, 10.2)
        assert judged([EARLIER, (10, 10.19)], [(0, 9)]).floor_from_s is None

    def test_adds_up_over_pauses(self):
        assert judged([EARLIER, (10, 10.1), (10.59, 10.69)], [(0, 9)]).floor_from_s == 10
        found = judged([EARLIER, (10, 10.1), (10.6, 12)], [(0, 9)])
        assert (found.floor_from_s, found.own_until_s) == (None, 10.1)
        assert found.known_s == pytest.approx(10.6)

    def test_waits_to_hear_that_it_is_no_backchannel(self):
        found = judged([(10, 30)], [(0, 9)])
        assert (found.floor_from_s, found.known_s) == (10, 11)

    def test_a_pause_below_the_ipu_gap_is_no_silence(self):
        assert kind([EARLIER, (10, 12)], [(0, 9.9), (10.07, 10.3)]) is TerminalOverlap
        assert kind([EARLIER, (10, 12)], [(0, 9.9), (10.08, 10.3)]) is None

    def test_is_not_judged_before_that_pause_is_over(self):
        """With an IPU gap of 0.4 s the other may come back as late as 10.29 s."""
        slow = replace(RULES, ipu_gap_s=0.4)
        assert judged([EARLIER, (10, 12)], [(0, 9.9), (10.25, 10.3)], slow).kind is TerminalOverlap


class TestBothBeginInSilence:
    """Nobody came in on the other, but the floor is one's."""

    def test_of_whoever_does_not_stop_first(self):
        found = judged([EARLIER, (10, 11.5)], [(0, 9), (10.1, 20)])
        assert (found.kind, found.floor_from_s, found.own_until_s) == (None, None, 11.5)
        found = judged([EARLIER, (10, 20)], [(0, 9), (10.1, 11.5)])
        assert (found.kind, found.floor_from_s) == (None, 11.5)

    def test_within_200_ms(self):
        assert judged([EARLIER, (10, 11.5)], [(0, 9), (10.19, 20)]).floor_from_s is None
        found = judged([EARLIER, (10, 11.5)], [(0, 9), (10.2, 20)])
        assert (found.floor_from_s, found.known_s) == (10, 10.2)

    def test_is_never_foretold_as_an_interruption(self):
        found = judged([EARLIER, (10, 20)], [(0, 9), (10.1, 20)])
        assert (found.kind, found.contested, found.certain_s) == (None, True, None)


class TestTheOtherStopsFirst:
    @pytest.mark.parametrize(
        ("stop_s", "expected"),
        [
            (10.01, TerminalOverlap),
            (10.3, TerminalOverlap),
            (10.31, PossibleOverlap),
            (10.5, PossibleOverlap),
            (10.51, SuccessfulInterruption),
            (12.99, SuccessfulInterruption),
        ],
    )
    def test_the_length_of_the_overlap_decides(self, stop_s, expected):
        found = judged([(10, 20)], [(0, stop_s)])
        assert found.kind is expected
        assert (found.end_s, found.floor_from_s) == (stop_s, stop_s)
        assert found.known_s == pytest.approx(max(stop_s + 1, 11))

    def test_margins_grow_with_the_distance_from_the_threshold(self):
        margins = [judged([(10, 20)], [(0, stop_s)]).margin for stop_s in (10.03, 10.3, 10.4, 10.51, 11)]
        assert margins == pytest.approx([0.9, 0, 0, 0.02, 1.0])

    def test_it_has_stopped_when_it_speaks_for_at_most_15_percent_of_the_next_second(self):
        comes_in = [(10, 20)]
        assert kind(comes_in, [(0, 11), (11.85, 12.5)]) is SuccessfulInterruption
        assert kind(comes_in, [(0, 11), (11.84, 12.5)]) is SuccessfulInterruption
        assert judged(comes_in, [(0, 11), (11.85, 12.5)]).end_s == 11
        assert judged(comes_in, [(0, 11), (11.84, 12.5)]).end_s == 12.5

    def test_with_less_time_until_the_incomer_stops_the_share_is_of_that(self):
        """0.15 of the 0.6 s between the two stops are 0.09 s."""
        assert judged([(10, 11.6)], [(0, 11), (11.51, 12)]).end_s == 11
        assert judged([(10, 11.6)], [(0, 11), (11.5, 12)]).kind is AttemptedInterruption

    def test_taking_over_needs_half_a_second_of_speech_past_the_stop(self):
        found = judged([(10, 11.5)], [(0, 11)])
        assert (found.kind, found.floor_from_s) == (SuccessfulInterruption, 11)
        assert kind([(10, 11.49)], [(0, 11)]) is UnresolvedOverlap

    def test_pauses_do_not_count_as_speech_past_the_stop(self):
        assert kind([(10, 11.2), (11.5, 11.8)], [(0, 11)]) is SuccessfulInterruption
        assert kind([(10, 11.2), (11.5, 11.79)], [(0, 11)]) is UnresolvedOverlap

    def test_who_speaks_on_less_than_that_keeps_the_floor_all_the_same(self):
        found = judged([(10, 11.19)], [(0, 11)])
        assert (found.kind, found.floor_from_s) == (UnresolvedOverlap, 11)

    def test_the_others_sound_in_its_own_ipu_gap_is_no_stop(self):
        assert judged([(10, 20)], [(0, 11), (11.17, 12)]).end_s == 12


class TestBothStopTogether:
    @pytest.mark.parametrize("own_stop_s", [10.82, 10.9, 11.0, 11.1, 11.18])
    def test_within_180_ms(self, own_stop_s):
        found = judged([EARLIER, (10, own_stop_s)], [(0, 11)])
        assert (found.kind, found.floor_from_s) == (UnresolvedOverlap, None)
        assert found.own_until_s == own_stop_s
        assert found.end_s == min(own_stop_s, 11)

    def test_beyond_that_whoever_stopped_first_gave_way(self):
        assert kind([EARLIER, (10, 10.81)], [(0, 11)]) is AttemptedInterruption
        assert judged([EARLIER, (10, 11.19)], [(0, 11)]).floor_from_s == 11


class TestTheIncomerStopsFirst:
    def test_is_an_attempt(self):
        found = judged([(10, 11.5)], GOES_ON)
        assert found.kind is AttemptedInterruption
        assert (found.end_s, found.own_until_s, found.floor_from_s) == (11.5, 11.5, None)
        assert found.known_s == 12.0
        assert found.certain_s == 11.0

    def test_needs_200_ms_of_overlap(self):
        assert kind([EARLIER, (10, 10.2)], GOES_ON) is AttemptedInterruption
        found = judged([EARLIER, (10, 10.19)], GOES_ON)
        assert (found.kind, found.own_until_s) == (None, 10.19)

    def test_a_breath_of_less_than_half_a_second_is_no_stop(self):
        assert judged([EARLIER, (10, 11.2), (11.69, 12)], GOES_ON).end_s == 12
        assert judged([EARLIER, (10, 11.2), (11.7, 12)], GOES_ON).end_s == 11.2

    def test_margin_grows_with_the_overlap(self):
        margins = [judged([EARLIER, (10, end_s)], GOES_ON).margin for end_s in (10.2, 10.3, 10.6)]
        assert margins == pytest.approx([0, 0.5, 2.0])


class TestNeitherStops:
    def test_for_three_seconds(self):
        found = judged([(10, 20)], GOES_ON)
        assert (found.kind, found.contested) == (UnresolvedOverlap, True)
        assert (found.end_s, found.known_s) == (13, 13)

    def test_until_then_the_first_stop_decides(self):
        assert kind([(10, 20)], [(0, 13.0)]) is SuccessfulInterruption
        assert judged([(10, 20)], [(0, 13.01)]).contested
        assert kind([(10, 13.0)], GOES_ON) is AttemptedInterruption
        assert judged([(10, 13.01)], GOES_ON).contested

    def test_breaths_do_not_end_it(self):
        found = judged([(10, 12.8), (13.1, 20)], GOES_ON)
        assert (found.contested, found.known_s) == (True, 13.1)


class TestForetelling:
    def test_is_certain_half_a_second_in_where_no_backchannel_is_possible(self):
        assert judged([EARLIER, (10, 20)], GOES_ON).certain_s == 10.5
        assert judged([(10, 20)], GOES_ON).certain_s == 11.0

    def test_never_before_both_have_spoken_for_200_ms(self):
        pausing = [EARLIER, (10, 10.1), (10.55, 20)]
        assert judged(pausing, GOES_ON).certain_s == 10.65

    def test_never_of_what_may_still_be_the_end_of_a_turn(self):
        for stop_s in (10.3, 10.5):
            assert judged([EARLIER, (10, 20)], [(0, stop_s)]).certain_s is None
            back = [(0, stop_s), (stop_s + 0.3, 20)]
            assert judged([EARLIER, (10, 10.4)], back).certain_s is None

    def test_waits_for_the_incomer_who_may_have_stopped_before_the_other_came_back(self):
        """At 11.0 the other is back for 0.2 s; only at 11.1 is it known that the incomer had stopped."""
        found = judged([EARLIER, (10, 10.6)], [(0, 10.4), (10.8, 20)])
        assert (found.kind, found.certain_s) == (PossibleOverlap, None)
        assert found.known_s == 11.1
        assert judged([EARLIER, (10, 10.6), (11.0, 20)], [(0, 10.4), (10.8, 20)]).certain_s == 11.0

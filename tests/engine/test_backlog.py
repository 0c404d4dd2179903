"""What is decoded next, on timelines worked by hand in seconds."""

from dataclasses import replace

import numpy as np
import pytest

from monitor.conversation.timeline import seconds, to_samples
from monitor.conversation.transcript import Final, Partial, Refusal
from monitor.engine.backlog import STOPPED, TOO_FAR_BEHIND
from tests.conversation.speech import C, T
from tests.engine.decoding import CLOSE_AFTER_S, SETTINGS, backlog, cut, decoded, word


def waiting(*ended, language="en", overlaps=(), **changed):
    """A backlog in which these (channel, start, end) have closed in time."""
    filled = backlog(language, **changed)
    for number, (channel, start, end) in enumerate(ended):
        assert filled.close(cut(channel, start, end), end + CLOSE_AFTER_S, number in overlaps) == []
    return filled


def taken(filled, now):
    """What is decoded next: (start, end) of each utterance."""
    assignment = filled.next(now)
    assert assignment is not None
    return assignment, [
        (seconds(each.utterance.start), seconds(each.utterance.end)) for each in assignment.cuts
    ]


def order(filled, now):
    """All that waits, in the order in which it is decoded when decoding costs nothing."""
    found = []
    while (assignment := filled.next(now)) is not None:
        found.append([seconds(each.utterance.start) for each in assignment.cuts])
        filled.done(assignment, decoded(), now)
    return found


class TestFinals:
    def test_one_is_decoded_as_it_is_with_the_full_search(self):
        assignment, spans = taken(waiting((C, 1, 4)), 4.5)
        assert (spans, assignment.partial, assignment.job.beam) == ([(1, 4)], False, 5)
        assert assignment.job.audio is assignment.cuts[0].audio
        assert assignment.job.voiced == assignment.cuts[0].utterance.voiced
        assert (assignment.job.start, assignment.job.language) == (to_samples(1), "en")

    def test_its_words_become_its_final(self):
        filled = waiting((C, 1, 4))
        assignment, _ = taken(filled, 4.5)
        said, refused = word("yes", 1, 2), Refusal(to_samples(2), to_samples(3), "thank you", "quiet")
        (final,) = filled.done(assignment, decoded([said], refused=[refused]), 5)
        assert final == Final(assignment.cuts[0].utterance, (said,), (refused,))
        assert filled.idle

    def test_nothing_waits_at_first(self):
        empty = backlog()
        assert (empty.next(0), empty.idle, empty.behind_s(9), empty.waiting_s) == (None, True, 0, 0)

    def test_what_may_be_a_backchannel_or_overlaps_comes_first(self):
        filled = waiting((C, 0, 2), (T, 1, 2.2), (C, 2.5, 3.9), overlaps=[2])
        assert order(filled, 4.3) == [[1.0], [2.5], [0.0]]

    def test_but_not_before_one_that_has_waited_for_long(self):
        filled = waiting((C, 0, 2), (T, 4, 5.2), merge_lag_s=3.5)
        assert order(filled, 2 + CLOSE_AFTER_S + 3.0) == [[0.0], [4.0]]

    def test_how_far_behind_is_told_from_the_end_of_the_oldest_without_words(self):
        filled = waiting((C, 0, 2), (T, 3, 4))
        assert filled.behind_s(5) == 3.0
        assignment, _ = taken(filled, 5)
        assert assignment.cuts[0].utterance.channel is T  # short
        assert filled.behind_s(5) == 3.0
        filled.done(assignment, decoded(), 5)
        taken(filled, 5)
        assert filled.behind_s(6) == 4.0  # also while it is decoded


class TestMerging:
    def test_what_waits_on_a_channel_shares_a_window_when_decoding_is_late(self):
        filled = waiting((C, 0, 2), (T, 2, 4), (C, 5, 7), (C, 8, 9))
        assignment, spans = taken(filled, 9.5)
        assert spans == [(0, 2), (5, 7), (8, 9)]
        assert (assignment.job.start, len(assignment.job.audio)) == (0, to_samples(2 + 0.5 + 2 + 0.5 + 1))
        assert [seconds(each.start) for each in assignment.job.voiced] == [0, 2.5, 5]

    def test_but_not_when_it_is_not(self):
        assert taken(waiting((C, 0, 2), (C, 2.5, 3.9)), 4.3)[1] == [(0, 2)]

    def test_of_the_silence_between_them_half_a_second_is_left_as_zeros(self):
        assignment, _ = taken(waiting((C, 0, 2), (C, 5, 7), (C, 7.2, 8)), 10.5)
        sound = assignment.job.audio
        edges = np.flatnonzero(np.diff(sound)) + 1
        assert [seconds(int(edge)) for edge in edges] == pytest.approx([2, 2.5, 4.5, 4.7], abs=1e-4)
        assert sound[0] == 1

    def test_no_window_is_longer_than_the_recogniser_takes(self):
        filled = waiting((C, 0, 10), (C, 11, 20), (C, 21, 27))
        assert taken(filled, 28)[1] == [(0, 10), (11, 20)]

    def test_only_neighbours_share_one(self):
        filled = waiting((C, 0, 2), (C, 3, 3.5), (C, 4, 7))
        first, spans = taken(filled, 3.9)
        assert spans == [(3, 3.5)]  # short, before it was late
        filled.done(first, decoded(), 8.8)
        assert order(filled, 8.8) == [[0.0], [4.0]]

    def test_a_short_one_brings_those_that_closed_before_it_along(self):
        filled = waiting((C, 0, 2), (C, 3, 4))
        assert taken(filled, 4.7)[1] == [(0, 2), (3, 4)]

    def test_the_words_go_back_to_their_utterances_and_their_times(self):
        filled = waiting((C, 0, 2), (C, 5, 7))
        assignment, _ = taken(filled, 9.5)
        said = [word("a", 0, 2), word("b", 1.5, 2.9), word("c", 2.2, 3), word("d", 3.5, 4.5)]
        refused = [Refusal(to_samples(2.5), to_samples(3.5), "you", "quiet")]
        first, second = filled.done(assignment, decoded(said, refused=refused), 9.6)
        assert first.words == (word("a", 0, 2), word("b", 1.5, 2.9))  # the parts meet at 2.25
        assert second.words == (word("c", 4.7, 5.5), word("d", 6, 7))
        assert first.refused == ()
        assert second.refused == (Refusal(to_samples(5), to_samples(6), "you", "quiet"),)

    def test_the_search_becomes_greedy_when_it_is_very_late_and_wide_again_only_when_it_is_not(self):
        filled = backlog(merge_lag_s=1.0, merged_max_s=2.0)
        beams = []
        for number in range(5):
            filled.close(cut(C, 2 * number, 2 * number + 2), 20.0 + number, False)
        for now in (35, 36.5, 30, 24.5, 40):
            assignment = filled.next(now)
            beams.append(assignment.job.beam)
            filled.done(assignment, decoded(), now)
        assert beams == [5, 1, 1, 5, 1]  # they have waited for 15, 15.5, 8, 1.5 and 16 s


class TestLanguage:
    def test_a_given_one_is_kept(self):
        filled = waiting((C, 0, 4), language="de")
        assignment, _ = taken(filled, 4.4)
        filled.done(assignment, decoded(language="en"), 5)
        assert filled.language == "de"

    def test_the_first_long_utterance_that_is_sure_fixes_it(self):
        filled = waiting((C, 0, 2), (T, 2, 6), (C, 6, 10), (T, 11, 15), language="")
        for language, confidence in [("en", 0.99), ("nl", 0.69), ("de", 0.7), ("en", 1.0)]:
            assignment = filled.next(10)
            filled.done(assignment, decoded(language=language, confidence=confidence), 10)
        assert (assignment.job.language, filled.language) == ("de", "de")

    def test_until_then_finals_keep_their_order(self):
        filled = waiting((C, 0, 3), (T, 3, 3.5), (C, 4, 5), language="", language_confidence=1.0)
        first = filled.next(5.4)
        filled.done(first, decoded(confidence=0.5), 5.4)
        assert [seconds(each.utterance.start) for each in first.cuts] == [0]
        assert order(filled, 5.4) == [[3.0], [4.0]]

    def test_and_only_successive_ones_share_a_window(self):
        filled = waiting((C, 0, 3), (C, 3.5, 4), (T, 4, 5), (C, 5, 6), language="")
        first, spans = taken(filled, 8)
        assert spans == [(0, 3), (3.5, 4)]
        filled.done(first, decoded(confidence=0.1), 8)
        assert order(filled, 8) == [[4.0], [5.0]]


class TestLosses:
    def test_what_is_lost_is_tried_again_at_once_and_alone(self):
        filled = waiting((C, 0, 2), (C, 3, 4))
        first, _ = taken(filled, 8)
        assert filled.lost(first, 8) == []
        assert order(filled, 8) == [[0.0], [3.0]]

    def test_and_is_missing_when_it_is_lost_again(self):
        filled = waiting((C, 0, 2))
        assert filled.lost(filled.next(3), 3) == []
        (final,) = filled.lost(filled.next(3), 3)
        assert (final.missing, final.words, filled.idle) == (STOPPED, (), True)

    def test_who_was_lost_among_others_is_no_suspect_yet(self):
        filled = waiting((C, 0, 2), (C, 3, 4))
        assert filled.lost(filled.next(8), 8) == []
        assert filled.lost(filled.next(8), 8) == []
        (missing,) = filled.lost(filled.next(8), 8)
        assert missing.utterance.start == 0
        assert order(filled, 8) == [[3.0]]

    def test_a_lost_partial_is_nothing(self):
        filled = backlog()
        filled.grow(C, cut(C, 0, 1))
        assert filled.lost(filled.next(1), 1) == []
        assert filled.idle

    def test_all_can_be_given_up(self):
        filled = waiting((C, 0, 2), (T, 2, 4), (C, 5, 7))
        running, _ = taken(filled, 7.4)
        finals = filled.missing("the end")
        assert [each.utterance.start for each in finals] == [0, to_samples(2), to_samples(5)]
        assert {each.missing for each in finals} == {"the end"}
        assert filled.done(running, decoded(), 8) == []
        assert filled.lost(running, 8) == []
        assert filled.idle


class TestBound:
    def test_beyond_it_the_oldest_is_reported(self):
        filled = waiting((C, 0, 10), (T, 10, 20), waiting_max_s=25.0)
        (given_up,) = filled.close(cut(C, 20, 26), 26.4, False)
        assert (given_up.utterance.start, given_up.missing) == (0, TOO_FAR_BEHIND)
        assert filled.waiting_s == 16

    def test_nothing_is_given_up_before_that(self):
        filled = waiting((C, 0, 10), (T, 10, 20), waiting_max_s=25.0)
        assert filled.close(cut(C, 20, 25), 25.4, False) == []


class TestPartials:
    def next_at(self, filled, start, end, now, channel=C):
        filled.grow(channel, cut(channel, start, end))
        return filled.next(now)

    def test_one_is_decoded_greedily_with_enough_new_speech(self):
        filled = backlog()
        assert self.next_at(filled, 0, 0.29, 0.3) is None
        assignment = self.next_at(filled, 0, 0.3, 0.3)
        assert (assignment.partial, assignment.job.beam) == (True, 1)

    def test_but_never_while_a_final_waits(self):
        filled = waiting((T, 0, 2))
        assert not self.next_at(filled, 0, 2, 2.4).partial

    def test_not_again_without_new_speech_nor_too_soon(self):
        filled = backlog()
        filled.done(self.next_at(filled, 0, 1.0, 1.0), decoded(), 1.0)
        assert self.next_at(filled, 0, 1.29, 1.6) is None
        assert self.next_at(filled, 0, 1.45, 1.45) is None
        assert self.next_at(filled, 0, 1.5, 1.5) is not None

    def test_they_take_no_more_than_their_share_of_the_time(self):
        filled, now = backlog(), 1.0
        for _ in range(12):
            filled.done(self.next_at(filled, 0, now, now), decoded(cost_s=2.0), now + 2.0)
            now += 8.0
        assert self.next_at(filled, 0, now, now) is not None  # at rest for long
        filled.done(filled._assignment, decoded(cost_s=2.0), now + 2.0)
        assert self.next_at(filled, 0, now + 3.8, now + 3.8) is None
        assert self.next_at(filled, 0, now + 4.0, now + 4.0) is not None

    def test_the_channel_whose_last_is_the_oldest_comes_first(self):
        filled = backlog()
        for now in (1.0, 1.5, 2.0, 2.5):
            filled.grow(C, cut(C, 0, now))
            filled.grow(T, cut(T, 0, now))
            channels = set()
            while (assignment := filled.next(now)) is not None:
                channels.add(assignment.cuts[0].utterance.channel)
                filled.done(assignment, decoded(), now)
            assert channels == {C, T}

    def test_none_is_decoded_of_what_is_over(self):
        filled = waiting((C, 0, 2))
        filled.done(filled.next(2.4), decoded(), 2.4)
        assert filled.next(3) is None
        filled.grow(C, cut(C, 3, 4))
        filled.grow(C, None)
        assert filled.next(4) is None

    def test_what_two_agree_on_is_steady(self):
        filled = backlog()
        filled.grow(C, cut(C, 0, 1))
        first = filled.done(filled.next(1), decoded([word("I", 0, 0.2), word("fee", 0.2, 1)]), 1)
        assert first == Partial(C, 0, (), (word("I", 0, 0.2), word("fee", 0.2, 1)))
        filled.grow(C, cut(C, 0, 2))
        second = filled.done(filled.next(2), decoded([word("i", 0, 0.3), word("feel", 0.3, 1)]), 2)
        assert second == Partial(C, 0, (word("i", 0, 0.3),), (word("feel", 0.3, 1),))

    def test_the_next_utterance_begins_anew(self):
        filled = backlog()
        for start in (0, 5, 10):
            filled.grow(C, cut(C, start, start + 1))
            shown = filled.done(filled.next(start + 1), decoded([word("so", start, start + 1)]), start + 1)
            assert shown.steady == ()


class TestEarly:
    """An utterance that pauses is decoded as if it were over; here it ends at 2 and closes at 2.4."""

    ENDED = cut(C, 0, 2, 0.3)
    SAID = (word("yes", 1, 2),)

    def paused(self, language="en", **changed):
        filled = backlog(language, **changed)
        filled.grow(C, replace(self.ENDED, complete=True))
        return filled

    def test_its_words_are_its_final_as_soon_as_it_closes(self):
        filled = self.paused()
        early = filled.next(2.3)
        assert (early.early, early.partial, early.job.beam) == (True, False, 5)
        assert filled.done(early, decoded(self.SAID), 2.35) == Partial(C, 0, (), self.SAID)
        (final,) = filled.close(self.ENDED, 2.4, False)
        assert (final.utterance, final.words) == (self.ENDED.utterance, self.SAID)
        assert filled.idle
        assert filled.next(2.4) is None

    def test_or_as_soon_as_they_are_there(self):
        filled = self.paused()
        early = filled.next(2.3)
        assert filled.close(self.ENDED, 2.4, False) == []
        assert filled.behind_s(2.5) == 0.5
        assert filled.done(early, decoded(self.SAID), 2.5) == [Final(self.ENDED.utterance, self.SAID)]
        assert filled.idle

    @pytest.mark.parametrize(
        "other", [cut(C, 0, 2.2, 0.3), cut(C, 0, 2, 0.2), cut(C, 0.1, 2, 0.3), cut(T, 0, 2, 0.3)]
    )
    def test_another_utterance_is_decoded_itself(self, other):
        filled = self.paused()
        filled.done(filled.next(2.3), decoded(self.SAID), 2.35)
        assert filled.close(other, 2.6, False) == []
        assert filled.next(2.6).cuts == (other,)

    def test_when_speech_goes_on_they_were_a_partial(self):
        filled = self.paused()
        filled.done(filled.next(2.3), decoded(self.SAID), 2.35)
        filled.grow(C, cut(C, 0, 3))
        later = filled.next(3)
        assert later.partial
        assert filled.done(later, decoded(self.SAID), 3) == Partial(C, 0, self.SAID, ())

    def test_it_is_decoded_once_in_a_pause(self):
        filled = self.paused()
        filled.done(filled.next(2.3), decoded(), 2.3)
        assert filled.next(2.39) is None

    def test_lost_it_waits_for_its_end(self):
        filled = self.paused()
        assert filled.lost(filled.next(2.3), 2.3) == []
        assert filled.next(2.35) is None
        assert filled.close(self.ENDED, 2.4, False) == []
        assert filled.next(2.4).cuts == (self.ENDED,)

    def test_lost_after_its_end_it_is_tried_again(self):
        filled = self.paused()
        early = filled.next(2.3)
        filled.close(self.ENDED, 2.4, False)
        assert filled.lost(early, 2.5) == []
        assert filled.next(2.5).cuts == (self.ENDED,)

    def test_never_while_a_final_waits(self):
        filled = self.paused()
        filled.close(cut(T, 0, 1), 2.3, False)
        assert not filled.next(2.3).early

    def test_nor_before_the_language_is_known(self):
        assert self.paused(language="").next(2.3).partial

    def test_nor_where_it_takes_too_long(self):
        filled = backlog(early_cost_max_s=0.5)
        filled.close(cut(T, 0, 1), 1.4, False)
        filled.done(filled.next(1.4), decoded(cost_s=2.0), 3.4)
        filled.grow(C, replace(self.ENDED, complete=True))
        assert filled.next(3.5).partial

    def test_given_up_with_all_else(self):
        filled = self.paused()
        filled.done(filled.next(2.3), decoded(self.SAID), 2.35)
        assert filled.missing("the end") == []
        assert filled.close(self.ENDED, 2.4, False) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"beam": 0}, "above 0"),
        ({"partial_share": 1.5}, "at most 1"),
        ({"merge_lag_s": 4.0}, "merge_lag_s"),
        ({"greedy_lag_s": 3.0}, "partials_off_lag_s"),
        ({"partials_back_load": 0.9}, "partials_back_load"),
        ({"merged_max_s": 31.0}, "merged_max_s"),
        ({"waiting_max_s": 20.0}, "waiting_max_s"),
    ],
)
def test_impossible_settings_are_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        replace(SETTINGS, **wrong)

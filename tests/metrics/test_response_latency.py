"""Response latency, worked by hand."""

import pytest

from monitor.conversation.events import Turn
from monitor.conversation.timeline import to_samples
from monitor.metrics.response_latency import LatencySummary, ResponseLatency
from tests.conversation.speech import C, T


def turn(by, start_s, end_s):
    return Turn(by, to_samples(start_s), to_samples(end_s), to_samples(end_s + 1))


def summary(*turns, by=T):
    latency = ResponseLatency(by, turn_min_s=3.0, lapse_s=10.0)
    latency.advance(turns)
    return latency.summary


def answers_after(*latencies_s):
    """Client turns of 10 s, each answered after so long."""
    told, at_s = [], 0.0
    for latency_s in latencies_s:
        told += [turn(C, at_s, at_s + 10), turn(T, at_s + 10 + latency_s, at_s + 20)]
        at_s += 30
    return summary(*told)


def test_none_before_the_first_answer():
    assert summary() is None
    assert summary(turn(C, 0, 9)) is None
    assert summary(turn(T, 0, 9), turn(C, 10, 19)) is None


def test_one_answer_is_its_own_median_and_quartiles():
    assert answers_after(0.5) == LatencySummary(1, 0.5, 0.5, 0.5, 0.0)


@pytest.mark.parametrize(
    ("latencies_s", "lower_s", "median_s", "upper_s"),
    [
        ((0.2, 0.6), 0.3, 0.4, 0.5),
        ((0.2, 0.4, 0.9), 0.3, 0.4, 0.65),
        ((0.9, 0.1, 0.5, 0.3, 0.7), 0.3, 0.5, 0.7),
        ((-0.4, 0.0, 0.4, 0.8), -0.1, 0.2, 0.5),
    ],
)
def test_quartiles(latencies_s, lower_s, median_s, upper_s):
    found = answers_after(*latencies_s)
    assert found is not None
    assert found.answers == len(latencies_s)
    assert (found.lower_quartile_s, found.median_s, found.upper_quartile_s) == pytest.approx(
        (lower_s, median_s, upper_s)
    )


def test_the_share_of_answers_below_200_ms():
    found = answers_after(-0.5, 0.1, 0.19, 0.2, 0.21)
    assert found is not None
    assert found.quick == pytest.approx(3 / 5)


def test_only_turns_of_three_seconds_ask_for_one():
    assert summary(turn(C, 0, 2.99), turn(T, 3.5, 9)) is None
    assert summary(turn(C, 0, 3), turn(T, 3.5, 9)) == LatencySummary(1, 0.5, 0.5, 0.5, 0.0)


def test_a_lapse_is_no_answer():
    assert summary(turn(C, 0, 5), turn(T, 15.01, 20)) is None
    assert summary(turn(C, 0, 5), turn(T, 15, 20)) == LatencySummary(1, 10, 10, 10, 0)


def test_going_on_oneself_is_no_answer():
    assert summary(turn(C, 0, 5), turn(C, 6, 9)) is None
    assert summary(turn(C, 0, 5), turn(C, 6, 9), turn(T, 9.5, 12)) == LatencySummary(1, 0.5, 0.5, 0.5, 0)


def test_each_answers_the_other():
    told = [turn(C, 0, 5), turn(T, 5.5, 9), turn(C, 10, 14)]
    assert summary(*told, by=T) == LatencySummary(1, 0.5, 0.5, 0.5, 0)
    assert summary(*told, by=C) == LatencySummary(1, 1, 1, 1, 0)


def test_one_who_was_talked_over_and_talked_on_has_answered_nothing():
    """The client's turn, contested by the therapist, outlasts the therapist's."""
    assert summary(turn(T, 4, 20), turn(C, 1, 30), by=C) is None
    assert summary(turn(T, 4, 20), turn(C, 4, 30), by=C) is None

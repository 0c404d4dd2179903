"""The recount under neighbouring thresholds."""

from dataclasses import replace

from monitor.conversation.timeline import to_samples
from monitor.metrics.sensitivity import NEIGHBOURS, sensitivity
from tests.conversation.speech import RULES, C, T, lanes

# The client stops 0.45 s after the therapist has come in: an end, or a quick yield?
QUICK_YIELD = lanes([(5, 12)], [(1, 5.45)])
DURATION = to_samples(20)


def rows(spoken, rules=RULES):
    return sensitivity(rules, spoken, DURATION)


def made(row):
    return row.successful[T] + row.attempted[T] + row.unresolved[T]


def test_each_threshold_is_in_force_once_and_then_all_agree():
    in_force = [row for row in rows(QUICK_YIELD) if row.in_force]
    assert [row.setting for row in in_force] == list(NEIGHBOURS)
    assert all(row.value == getattr(RULES, row.setting) for row in in_force)
    assert {made(row) for row in in_force} == {0}


def test_a_shorter_limit_for_the_end_of_a_turn_makes_an_interruption_of_it():
    counts = {row.value: row.successful for row in rows(QUICK_YIELD) if row.setting == "possible_max_s"}
    assert {value: count[T] for value, count in counts.items()} == {
        0.3: 1,
        0.4: 1,
        0.5: 0,
        0.6: 0,
        0.8: 0,
        1.0: 0,
    }
    assert all(count[C] == 0 for count in counts.values())


def test_a_value_that_would_contradict_another_is_left_out():
    hasty = replace(RULES, stop_pause_s=0.2)  # no IPU gap may be longer
    assert [row.value for row in rows(QUICK_YIELD, hasty) if row.setting == "ipu_gap_s"] == [0.1, 0.18]


def test_silence_gives_no_interruptions():
    assert {made(row) for row in rows(lanes())} == {0}

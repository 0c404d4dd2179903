"""The scorer: worked by hand."""

from dataclasses import replace
from typing import Any

import pytest

from monitor.conversation.timeline import Channel
from tests.scenes.score import score
from tests.scenes.truth import TrueEvent, Truth

T, C = Channel.THERAPIST, Channel.CLIENT
TRUTH = Truth(
    duration=40.0,
    segments={T: [(5.0, 7.0), (10.0, 10.4), (30.0, 36.0)], C: [(0.0, 8.0), (8.5, 20.0), (20.5, 31.0)]},
    words={T: [], C: []},
    turns=[],
    events=[
        TrueEvent("attempted_interruption", T, 5.0, 7.0),
        TrueEvent("backchannel", T, 10.0, 10.4),
        TrueEvent("successful_interruption", T, 30.0, 36.0),
        TrueEvent("silence", None, 36.0, 40.0),
    ],
)


def analysis(*events: tuple[str, Channel | None, float]) -> dict[str, Any]:
    """One that hears all speech right and calls these events."""
    return {
        "segments": {channel.value: TRUTH.segments[channel] for channel in Channel},
        "talk_time_s": {"therapist": 8.0, "client": 30.0},
        "talk_share": {"therapist": 8 / 38, "client": 30 / 38},
        "events": [
            {"kind": kind, "by": by and by.value, "start_s": start, "end_s": start + 1}
            for kind, by, start in events
        ],
    }


RIGHT = [("attempted_interruption", T, 5.0), ("backchannel", T, 10.0), ("successful_interruption", T, 30.5)]


def test_a_right_analysis_has_no_error() -> None:
    result = score(TRUTH, analysis(*RIGHT, ("silence", None, 36.0)))
    assert result.share_error_pp == pytest.approx(0)
    assert result.missed == result.false_alarm == {T: 0.0, C: 0.0}
    assert result.interruptions[T].f1 == result.interruptions[C].f1 == 1.0
    assert result.outcomes_right == 1.0
    assert result.backchannels_called == 0.0


def test_a_backchannel_called_an_interruption_is_counted_and_lowers_precision() -> None:
    result = score(TRUTH, analysis(*RIGHT, ("attempted_interruption", T, 10.2)))
    assert result.backchannels_called == 1.0
    assert result.interruptions[T].precision == pytest.approx(2 / 3)
    assert result.interruptions[T].recall == 1.0


def test_a_missed_interruption_and_a_wrong_outcome() -> None:
    result = score(TRUTH, analysis(("successful_interruption", T, 5.0)))
    assert result.interruptions[T].recall == 0.5
    assert result.outcomes_right == 0.0


def test_an_interruption_of_the_wrong_person_or_too_far_away_is_none() -> None:
    result = score(TRUTH, analysis(("attempted_interruption", C, 5.0), ("attempted_interruption", T, 6.5)))
    assert result.interruptions[T].hits == 0
    assert (result.interruptions[C].precision, result.interruptions[C].extra) == (0.0, 1)


def test_ambiguous_overlaps_count_only_in_all_interruptions() -> None:
    unsure = replace(TRUTH, events=[replace(event, ambiguous=True) for event in TRUTH.events])
    result = score(unsure, analysis(("successful_interruption", T, 30.0)))
    assert result.interruptions[T].f1 == 1.0
    assert (result.all_interruptions[T].hits, result.all_interruptions[T].missed) == (1, 1)


def test_frames_near_true_boundaries_are_left_out() -> None:
    heard = analysis(*RIGHT)
    heard["segments"]["therapist"] = [(4.96, 7.04), (29.0, 36.0)]
    result = score(TRUTH, heard)
    assert result.false_alarm[T] == pytest.approx(0.95 / (40.0 - 8.4 - 0.3), rel=1e-3)
    assert result.missed[T] == pytest.approx(0.3 / (8.4 - 0.3), rel=1e-3)


def test_share_error_in_percentage_points_and_while_it_is_withheld() -> None:
    wrong = analysis() | {"talk_share": {"therapist": 0.3, "client": 0.7}}
    assert score(TRUTH, wrong).share_error_pp == pytest.approx(100 * (0.3 - 8 / 38))
    withheld = analysis() | {"talk_share": {"therapist": None, "client": None}}
    assert score(TRUTH, withheld).share_error_pp == pytest.approx(0)

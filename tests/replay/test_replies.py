"""Replies: worked by hand, and any conversation against the metric."""

import pytest
from hypothesis import HealthCheck, given, settings

from monitor.conversation.session import Session
from monitor.conversation.timeline import Channel
from monitor.document import Turn
from monitor.metrics.response_latency import ResponseLatency
from monitor.replay.build import build
from monitor.replay.model import Reply
from tests.conversation.speech import conversations
from tests.export.documents import EMPTY, SPOKEN, changed
from tests.replay.talked import SHORT, folded


def replied(*turns):
    document = changed(EMPTY, turns=[Turn(*turn) for turn in turns], duration_s=100.0)
    return build(document).replies


def test_by_hand():
    assert replied(("client", 0, 5), ("therapist", 5.5, 9), ("client", 8.8, 14)) == (
        Reply("therapist", 5.5, 0.5, 5.0),
        Reply("client", 8.8, -0.2, 3.5),
    )
    assert build(SPOKEN).replies == (Reply("therapist", 6.013, -0.294, 5.307),)


@pytest.mark.parametrize(
    "turns",
    [
        [("client", 0, 2.999), ("therapist", 3, 9)],  # too short a turn
        [("client", 0, 5), ("therapist", 15.001, 20)],  # a lapse
        [("client", 0, 5), ("client", 6, 9)],  # one's own
        [("client", 1, 30), ("therapist", 4, 20)],  # talked over, and talked on
    ],
)
def test_no_reply(turns):
    assert replied(*turns) == ()


def test_ten_seconds_are_no_lapse_yet():
    assert [each.latency_s for each in replied(("client", 0, 5), ("therapist", 15, 20))] == [10.0]


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(conversations())
def test_equal_those_of_the_metric(conversation):
    spoken, duration = conversation
    document, _ = folded(spoken, duration // 16 * 16, SHORT)
    events = Session(SHORT).run(spoken, duration // 16 * 16)
    found = build(document).replies
    for channel in Channel:
        metric = ResponseLatency(channel, SHORT.latency_turn_min_s, SHORT.lapse_s)
        metric.advance(events)
        own = sorted(each.latency_s for each in found if each.by == channel.value)
        assert own == metric._latencies_s

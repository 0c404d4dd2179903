"""The rolling share: worked by hand, and any conversation against the metric at every sample."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from monitor.conversation.events import Backchannel
from monitor.conversation.session import Session
from monitor.conversation.timeline import Segment, to_samples
from monitor.metrics.talk_share import TalkShare
from monitor.replay.build import build
from tests.conversation.speech import RULES, T, boundaries, conversations
from tests.export.documents import any_session
from tests.replay.talked import SHORT, folded, talked

AT_ONCE = replace(SHORT, share_min_speech_s=0.001)
HALF_MINUTE = replace(RULES, rolling_s=30.0, share_min_speech_s=5.0)


def curve(document):
    return dict(build(document).share)


def test_by_hand():
    found = curve(talked([(0, 4)], [(4, 8), (8.5, 10), (13.5, 14)], 30, AT_ONCE))
    assert found[0.0] is None
    assert found[2.0] == 1.0
    assert found[8.0] == 4 / 8
    assert found[10.0] == 4 / 9.5
    assert found[12.0] == 2 / 7.5
    assert found[14.0] == 0.0
    assert found[24.0] is None  # nobody has spoken for ten seconds


def test_none_where_the_window_holds_too_little():
    found = curve(talked([(0, 3)], [(4, 8), (60, 64), (65, 70)], 90, HALF_MINUTE))
    assert found[5.0] is None
    assert found[6.0] == 3 / 5
    assert found[34.0] is None  # of the last half minute only 4 s were speech
    assert found[65.0] is None
    assert found[66.0] == 0.0


def test_backchannels_are_left_out_but_are_speech():
    document = talked([(3, 3.5)], [(0, 10)], 12, replace(AT_ONCE, share_min_speech_s=10.4))
    assert curve(document)[10.0] == 0.0
    assert curve(talked([], [(0, 10), (11, 12)], 12, replace(AT_ONCE, share_min_speech_s=10.4)))[10.0] is None


def test_a_share_that_is_withheld_has_no_curve():
    document = talked([(0, 100)], [(100, 200)], 210, withheld={"talk_share": "bleed"})
    assert build(document).share == ((0.0, None), (210.0, None))


@pytest.mark.parametrize(
    ("minutes", "samples", "step_s"), [(0.05, 4, 1), (90, 5401, 1), (91, 2731, 2), (480, 4801, 6)]
)
def test_samples(minutes, samples, step_s):
    share = build(talked(until_s=60 * minutes, withheld={})).share
    assert len(share) == samples
    assert [at_s for at_s, _ in share[:2]] == [0, step_s]
    assert share[-1][0] == 60 * minutes


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(conversations())
def test_equals_the_metric_at_every_sample(conversation):
    spoken, duration = conversation
    document, _ = folded(spoken, duration, AT_ONCE)
    if "talk_share" in document.withheld:
        return
    events = Session(AT_ONCE).run(spoken, duration)
    nods = [event for event in events if isinstance(event, Backchannel)]
    for at_s, found in build(document).share:
        assert found == _metric(spoken, nods, to_samples(at_s))


def _metric(spoken, nods, now):
    """What the metric says at an instant to somebody who knows what all backchannels would become."""
    heard = {
        channel: [Segment(each.start, min(each.end, now)) for each in segments if each.start < now]
        for channel, segments in spoken.items()
    }
    share = TalkShare(to_samples(AT_ONCE.rolling_s))
    share.advance(now, boundaries(heard), [nod for nod in nods if nod.start < now])
    return share.share(T)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(conversations())
def test_ends_where_the_live_view_ended(conversation):
    """But where the last minutes hold too little: the live view, which has no such limit, still shows one."""
    spoken, duration = conversation
    document, figures = folded(spoken, duration // 16 * 16, SHORT)
    last = build(document).share[-1][1]
    if last is not None:
        assert figures.share_known
        assert last == pytest.approx(figures.rolling_share.share(T))


def test_a_window_longer_than_the_session_gives_the_sessions_share():
    document = talked([(0, 40), (60, 60.4)], [(41, 90)], 100)
    found = build(document).share[-1][1]
    assert found is not None
    assert round(found, 4) == document.talk_share.therapist == round(40 / 89, 4)


@any_session
def test_is_always_a_share_in_order_of_time(document):
    share = build(document).share
    times = [at_s for at_s, _ in share]
    assert times == sorted(times)
    assert times[-1] == document.duration_s
    assert all(value is None or 0 <= value <= 1 for _, value in share)

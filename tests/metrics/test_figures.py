"""All figures together: a batch is the same fold as step by step, and what is withheld."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.conversation.session import Session
from monitor.conversation.timeline import Channel, seconds, to_samples
from monitor.metrics.figures import Figures
from monitor.metrics.interruptions import KINDS
from tests.conversation.speech import RULES, C, T, conversations, lanes, steps


def figures(spoken, stops):
    found, session = Figures(RULES), Session(RULES)
    for (speech, events), stop in zip(steps(session, spoken, stops), stops, strict=True):
        found.advance(stop, speech, events)
    found.advance(stops[-1], [], session.finish(stops[-1]))
    return found


def everything(found):
    return (
        {channel: found.talk_time.spoken[channel] for channel in Channel},
        (found.talk_time.overlap, found.talk_time.silence, found.speech, found.share_known),
        [share.share(channel) for share in (found.session_share, found.rolling_share) for channel in Channel],
        [found.interruptions.count(channel, kind) for channel in Channel for kind in KINDS],
        found.interruptions.last_at,
        [found.response_latency[channel].summary for channel in Channel],
    )


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(conversations(), st.lists(st.integers(0, 2_000_000), max_size=30))
def test_step_by_step_and_at_once_give_the_same(conversation, stops):
    spoken, duration = conversation
    stops = [*sorted(stop for stop in stops if stop <= duration), duration]
    assert everything(figures(spoken, stops)) == everything(figures(spoken, [duration]))


def test_a_share_is_known_after_sixty_seconds_of_speech_of_both():
    assert not figures(lanes([(0, 30)], [(29, 58.99)]), [to_samples(100)]).share_known
    assert figures(lanes([(0, 30)], [(29, 59)]), [to_samples(100)]).share_known


def test_backchannels_are_in_talk_time_but_not_in_the_share():
    found = figures(lanes([(10, 10.5), (30.2, 40)], [(0, 30)]), [to_samples(50)])
    assert seconds(found.talk_time.spoken[T]) == 10.3
    assert seconds(found.session_share.spoken(T)) == seconds(found.rolling_share.spoken(T)) == 9.8
    assert seconds(found.session_share.spoken(C)) == 30


def test_a_session_worked_by_hand():
    """The client is interrupted once with success, once without; two answers, 0.2 s and 1.0 s after."""
    client = [(1, 11), (16, 30), (36, 50)]
    therapist = [(5, 6.5), (11.2, 15), (29, 34), (51, 55)]
    found = figures(lanes(therapist, client), [to_samples(60)])
    assert seconds(found.talk_time.spoken[T]) == 14.3
    assert seconds(found.talk_time.spoken[C]) == 38
    assert seconds(found.talk_time.overlap) == 2.5
    assert [found.interruptions.count(T, kind) for kind in KINDS] == [1, 1, 0]
    assert found.interruptions.count(C) == 0
    last = found.interruptions.last_at[T]
    assert last is not None
    assert seconds(last) == 29
    summary = found.response_latency[T].summary
    assert summary is not None
    assert (summary.answers, summary.median_s) == (3, 0.2)  # the interruption answers at -1.0 s

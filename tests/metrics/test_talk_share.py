"""Talk share: tables worked by hand, and any conversation against a plain count."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.conversation.events import AttemptedInterruption, Backchannel
from monitor.conversation.session import Session
from monitor.conversation.timeline import Channel, to_samples
from monitor.metrics.talk_share import TalkShare
from tests.conversation.speech import RULES, C, T, boundaries, conversations, lanes, steps, until

WINDOW = to_samples(10)


def share_of(therapist, client, now_s, window=None, events=()):
    share, now = TalkShare(window), to_samples(now_s)
    share.advance(now, until(lanes(therapist, client), now), events)
    return share.share(T)


def nod(start_s, end_s, by=T):
    start, end = to_samples(start_s), to_samples(end_s)
    return Backchannel(f"{by.value}-{start_s:.2f}", by, start, end, end - start, end + to_samples(1), 1.0)


@pytest.mark.parametrize(
    ("therapist", "client", "expected"),
    [
        ([], [], None),
        ([(0, 1)], [], 1.0),
        ([], [(0, 1)], 0.0),
        ([(0, 1)], [(2, 5)], 0.25),
        ([(0, 2)], [(1, 3)], 0.5),  # overlap counts for both
        ([(0, 1)], [(90, 93)], 0.25),  # silence for neither
    ],
)
def test_of_the_session(therapist, client, expected):
    assert share_of(therapist, client, 100) == expected


@pytest.mark.parametrize(
    ("now_s", "expected"),
    [
        (0, None),
        (2, 1.0),
        (8, 4 / 8),
        (10, 4 / 9.5),
        (12, 2 / 7.5),
        (13, 1 / 6.5),
        (14, 0.0),
        (23.9, 0.0),
        (24, None),  # nobody has spoken for ten seconds
    ],
)
def test_of_the_last_ten_seconds(now_s, expected):
    found = share_of([(0, 4)], [(4, 8), (8.5, 10), (13.5, 14)], now_s, WINDOW)
    assert found == (expected if expected is None else pytest.approx(expected))


def attempt(start_s, end_s, by=T):
    """The same, before its words were known."""
    known = nod(start_s, end_s, by)
    return AttemptedInterruption(known.id, by, known.start, known.end, known.overlap, known.known_at, 1.0)


def test_backchannels_are_left_out_once_they_are_known():
    therapist, client = [(0, 1), (3, 3.5)], [(1, 5)]
    assert share_of(therapist, client, 6) == pytest.approx(1.5 / 5.5)
    assert share_of(therapist, client, 6, events=[nod(3, 3.5)]) == pytest.approx(1 / 5)
    assert share_of(therapist, client, 6, WINDOW, [nod(3, 3.5)]) == pytest.approx(1 / 5)


def test_a_backchannel_of_several_segments_is_left_out_whole():
    assert share_of([(3, 3.2), (3.5, 3.8)], [(1, 5)], 6, events=[nod(3, 3.8)]) == 0.0


def test_a_backchannel_that_has_left_the_window_is_not_left_out_twice():
    share = TalkShare(WINDOW)
    spoken = lanes([(1, 1.5), (20, 21)], [(0, 3), (19, 20)])
    heard = until(spoken, to_samples(15))
    share.advance(to_samples(15), heard, [])
    share.advance(to_samples(22), boundaries(spoken)[len(heard) :], [nod(1, 1.5)])
    assert share.share(T) == 0.5


def test_speech_comes_back_when_it_was_no_backchannel_after_all():
    therapist, client = [(0, 1), (3, 3.5)], [(1, 5)]
    for window in (None, WINDOW):
        share = TalkShare(window)
        share.advance(to_samples(6), boundaries(lanes(therapist, client)), [nod(3, 3.5)])
        assert share.share(T) == pytest.approx(1 / 5)
        share.advance(to_samples(6.5), [], [attempt(3, 3.5)])
        assert share.share(T) == pytest.approx(1.5 / 5.5)


def test_what_is_a_backchannel_by_its_words_is_left_out_an_hour_later():
    share = TalkShare()
    for at in range(0, 3_600, 2):
        spoken = lanes([(at, at + 0.5)], [(at + 0.5, at + 1.5)])
        share.advance(to_samples(at + 2), boundaries(spoken), [attempt(at, at + 0.5)])
    assert share.share(T) == pytest.approx(900 / 2_700)
    share.advance(to_samples(3_601), [], [nod(at, at + 0.5) for at in range(0, 1_800, 2)])
    assert share.share(T) == pytest.approx(450 / 2_250)


def test_a_revision_beyond_the_window_changes_nothing():
    share = TalkShare(WINDOW)
    spoken = lanes([(1, 1.5), (20, 21)], [(0, 3), (19, 20)])
    share.advance(to_samples(22), boundaries(spoken), [nod(1, 1.5)])
    share.advance(to_samples(22), [], [attempt(1, 1.5)])
    assert share.share(T) == 0.5


def test_what_has_left_the_window_is_forgotten():
    share = TalkShare(WINDOW)
    for at in range(2000):
        share.advance(to_samples(at + 1), boundaries(lanes([(at, at + 0.5)], [(at + 0.5, at + 0.9)])), [])
    assert all(len(lane._starts) <= lane.SLACK + 16 for lane in share._lanes.values())
    assert share.share(T) == pytest.approx(5 / 9)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(
    conversations(),
    st.lists(st.tuples(st.integers(0, 30), st.booleans(), st.integers(0, 40)), max_size=12),
    st.booleans(),
)
def test_revisions_at_any_time_leave_what_the_latest_forms_alone_give(conversation, revisions, rolling):
    """Any segment may become a backchannel, and cease to be one, at any time after it."""
    spoken, duration = conversation
    window = WINDOW if rolling else None
    share, before, latest = TalkShare(window), -1, {}
    for at, event in [*_revisions(spoken, revisions), (duration, None)]:
        now = max(before, min(at, duration))
        heard = [each for each in boundaries(spoken) if before < each.at <= now]
        share.advance(now, heard, [event] if event else [])
        before = now
        if event:
            latest[event.id] = event
        nods = [each for each in latest.values() if isinstance(each, Backchannel)]
        for channel in Channel:
            assert share.spoken(channel) == _plain_count(spoken, channel, nods, now, window or now)


def _revisions(spoken, revisions):
    """When each becomes known, in order, and the event."""
    found = []
    for number, yes, late in revisions:
        for channel in Channel:
            for each in spoken[channel][number : number + 1]:
                kind = Backchannel if yes else AttemptedInterruption
                name, length = f"{channel.value}-{each.start}", each.end - each.start
                event = kind(name, channel, each.start, each.end, length, each.end, 1.0)
                found.append((each.end + late * to_samples(1), event))
    return sorted(found, key=lambda pair: pair[0])


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(conversations(), st.lists(st.integers(0, 2_000_000), max_size=20), st.booleans())
def test_equals_a_plain_count_at_any_time(conversation, stops, rolling):
    spoken, duration = conversation
    window = WINDOW if rolling else None
    session, share, known = Session(RULES), TalkShare(window), []
    stops += [each.at + WINDOW + late for each in boundaries(spoken) for late in (-1, 0, 80)]
    stops = [*sorted(stop for stop in stops if stop <= duration), duration]
    for (speech, events), now in zip(steps(session, spoken, stops), stops, strict=True):
        share.advance(now, speech, events)
        known += [event for event in events if isinstance(event, Backchannel)]
        for channel in Channel:
            assert share.spoken(channel) == _plain_count(spoken, channel, known, now, window or now)


def _plain_count(spoken, channel, backchannels, now, window):
    nods = [each for each in backchannels if each.by is channel]
    return sum(
        max(0, min(segment.end, now) - max(segment.start, now - window))
        for segment in spoken[channel]
        if not any(each.start <= segment.start < each.end for each in nods)
    )


def test_both_shares_make_one():
    share = TalkShare()
    share.advance(to_samples(9), boundaries(lanes([(0, 1.3)], [(2, 4.9)])), [])
    therapist, client = share.share(T), share.share(C)
    assert therapist is not None
    assert client is not None
    assert therapist + client == pytest.approx(1)

"""One lane of inter-pausal units, worked by hand; the IPU gap is 180 ms."""

import pytest

from monitor.conversation.lanes import KEPT_IPUS, Lane, common
from monitor.conversation.timeline import seconds, to_samples
from tests.conversation.speech import lane_until

FAR_S = 100.0


def ipus(lane, now_s):
    return [(seconds(ipu.start), seconds(ipu.until(to_samples(now_s)))) for ipu in lane.since(0)]


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [
        ([], []),
        ([(1, 2)], [(1, 2)]),
        ([(1, 2), (2, 3)], [(1, 3)]),
        ([(1, 2), (2.17, 3)], [(1, 3)]),
        ([(1, 2), (2.18, 3)], [(1, 2), (2.18, 3)]),
        ([(1, 2), (2.1, 3), (3.1, 4)], [(1, 4)]),
    ],
)
def test_silences_below_the_gap_join_segments(stretches, expected):
    assert ipus(lane_until(stretches, FAR_S), FAR_S) == expected


def test_an_ipu_that_goes_on_reaches_until_now():
    lane = lane_until([(1, 4)], 3)
    assert lane.speaking
    assert ipus(lane, 3) == [(1, 3)]


def test_speech_and_its_last_end():
    lane = lane_until([(1, 2), (2.1, 3), (5, 6)], 5.5)
    assert seconds(lane.spoken(to_samples(5.5))) == pytest.approx(2.4)
    assert not lane_until([(1, 2)], 3).speaking
    assert seconds(lane_until([(1, 2), (5, 6)], 7).last_end) == 6
    assert lane_until([], 7).last_end == 0


@pytest.mark.parametrize(("unheard_s", "start_s"), [(0, 1), (1, 1), (1.01, 5), (5, 5), (5.01, None)])
def test_the_first_undecided_ipu(unheard_s, start_s):
    lane = lane_until([(1, 2), (5, 6)], FAR_S)
    lane.unheard = to_samples(unheard_s)
    ipu = lane.undecided()
    assert (ipu and seconds(ipu.start)) == start_s


@pytest.mark.parametrize(
    ("at_s", "expected"), [(0.9, None), (1, 1), (1.99, 1), (2, None), (4.99, None), (5, 5), (6, None)]
)
def test_the_ipu_around_an_instant(at_s, expected):
    ipu = lane_until([(1, 2), (5, 6)], FAR_S).around(to_samples(at_s))
    assert (ipu and seconds(ipu.start)) == expected


def test_the_ipu_before_an_instant():
    lane = lane_until([(1, 2), (5, 6)], FAR_S)
    before = [lane.before(to_samples(at_s)) for at_s in (1, 1.01, 5, 5.01)]
    assert [ipu and seconds(ipu.start) for ipu in before] == [None, 1, 1, 5]


@pytest.mark.parametrize(
    ("at_s", "now_s", "expected"),
    [
        (0.5, 0.5, True),  # nothing yet, and nothing can reach back
        (1.5, 1.5, True),  # in speech
        (2.1, 2.1, False),  # it may yet go on over this instant
        (2.1, 2.17, False),
        (2.1, 2.18, True),  # it can no longer
        (2.18, 2.18, True),
    ],
)
def test_when_it_is_settled_whether_an_instant_lies_in_an_ipu(at_s, now_s, expected):
    lane = lane_until([(1, 2)], now_s)
    assert lane.settled(to_samples(at_s), to_samples(now_s)) is expected


def test_an_ipu_closes_after_the_gap_or_when_another_has_begun():
    for now_s, closed in ((1.5, False), (2, False), (2.17, False), (2.18, True)):
        lane = lane_until([(1, 2)], now_s)
        assert lane.closed(lane.since(0)[0], to_samples(now_s)) is closed
    lane = lane_until([(1, 2), (3, 4)], 3)
    assert lane.closed(lane.since(0)[0], to_samples(3))
    assert seconds(lane_until([(1, 2)], 2).closes_at()) == 2.18


def test_stops_are_the_ends_of_closed_ipus_after_the_onset():
    lane = lane_until([(1, 2), (3, 4), (5, 6)], 6.1)
    now = to_samples(6.1)
    assert [seconds(stop) for stop in lane.stops(to_samples(0), now)] == [2, 4]
    assert [seconds(stop) for stop in lane.stops(to_samples(1.5), now)] == [2, 4]
    assert [seconds(stop) for stop in lane.stops(to_samples(2), now)] == [4]
    assert [seconds(stop) for stop in lane.stops(to_samples(3.5), to_samples(6.18))] == [4, 6]


@pytest.mark.parametrize(
    ("stretches", "now_s", "expected"),
    [
        ([(1, 2)], 1.5, None),
        ([(1, 2)], 2.49, None),
        ([(1, 2)], 2.5, 2),
        ([(1, 2), (2.49, 3)], 3.2, None),
        ([(1, 2), (2.49, 3)], 3.5, 3),
        ([(1, 2), (2.5, 3)], 2.5, 2),
    ],
)
def test_the_first_stop_is_an_end_with_half_a_second_of_silence_after_it(stretches, now_s, expected):
    lane = lane_until(stretches, now_s)
    stop = lane.first_stop(to_samples(1), to_samples(0.5), to_samples(now_s))
    assert (stop if stop is None else seconds(stop)) == expected


@pytest.mark.parametrize(
    ("start_s", "end_s", "expected"),
    [(0, 9, 3), (1.5, 5.5, 1.5), (2, 4, 0), (1.2, 1.4, 0.2), (5, 6, 1), (8, 9, 0), (7, 12, 0.5)],
)
def test_how_much_of_a_stretch_is_spoken(start_s, end_s, expected):
    lane = lane_until([(1, 2), (4.5, 6), (7.5, 30)], 8)
    spoken = lane.spoken_within(to_samples(start_s), to_samples(end_s), to_samples(8))
    assert seconds(spoken) == pytest.approx(expected)


def test_common_speech_of_two_lanes():
    left, right = lane_until([(1, 3), (5, 9)], 8), lane_until([(0, 2), (2.5, 6), (7, 7.5)], 8)
    for first, second in ((left, right), (right, left)):
        both = [
            seconds(common(first, second, to_samples(start_s), to_samples(end_s), to_samples(8)))
            for start_s, end_s in ((0, 8), (1.5, 2.75), (2, 2.5), (5.5, 8), (3, 5))
        ]
        assert both == pytest.approx([3.0, 0.75, 0, 1.0, 0])


def test_a_lane_forgets_what_is_decided_and_keeps_what_is_not():
    lane = Lane(to_samples(0.18))
    for at in range(1000):
        lane.start(to_samples(at))
        lane.stop(to_samples(at + 0.5))
        lane.unheard = to_samples(at)
    assert len(lane.since(0)) <= 2 * KEPT_IPUS + 1
    assert seconds(lane.spoken(to_samples(1000))) == 500
    before = lane.before(to_samples(999))
    assert before is not None
    assert seconds(before.start) == 998

    lane.unheard = to_samples(900)
    for at in range(1000, 1300):
        lane.start(to_samples(at))
        lane.stop(to_samples(at + 0.5))
    ipu = lane.undecided()
    assert ipu is not None
    assert seconds(ipu.start) == 900

"""Where sound is missing, on the session's clock, and who has been told of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.audio.align import AudioLost
from monitor.conversation.timeline import SAMPLE_RATE, Channel, Segment
from monitor.engine.holes import HELD_UP, Holes, on_session_clock

T, C = Channel
S = SAMPLE_RATE


@pytest.mark.parametrize(
    ("lost", "paused", "left"),
    [
        ((10, 20), [], (10, 20)),
        ((10, 20), [(2, 5)], (7, 17)),
        ((10, 20), [(15, 40)], (10, 15)),
        ((10, 20), [(5, 15)], (5, 10)),
        ((10, 20), [(12, 14)], (10, 18)),
        ((10, 20), [(2, 4), (12, 14), (18, 30)], (8, 14)),
        ((10, 20), [(10, 20)], None),
        ((10, 20), [(5, 30)], None),
        ((10, 20), [(20, 30)], (10, 20)),
    ],
)
def test_a_pause_takes_its_part_out_of_a_hole(lost, paused, left):
    found = on_session_clock([AudioLost(C, lost[0], lost[1] - lost[0])], [Segment(*each) for each in paused])
    assert [(each.start, each.start + each.length) for each in found] == ([left] if left else [])


@given(st.lists(st.booleans(), max_size=60), st.lists(st.booleans(), min_size=60, max_size=60))
def test_counted_sample_by_sample_it_is_the_same(lost, paused):
    heard = [gone for gone, still in zip(lost, paused, strict=False) if not still]
    found = on_session_clock(
        [AudioLost(T, at, 1) for at, gone in enumerate(lost) if gone],
        [Segment(at, at + 1) for at, still in enumerate(paused) if still],
    )
    assert [each.start for each in found] == [at for at, gone in enumerate(heard) if gone]


def test_holes_that_go_on_are_one_and_end_where_the_session_does():
    holes = Holes()
    for start in range(0, 50, 10):
        holes.find([AudioLost(C, 100 + start, 10), AudioLost(T, 3 * start, 10)], [], now=False)
    assert holes.until(140, []) == [
        *(AudioLost(T, 3 * start, 10) for start in range(0, 50, 10)),
        AudioLost(C, 100, 40),
    ]


class Told:
    def __init__(self):
        self.losses = []

    def lost(self, channel, at, why):
        self.losses.append((channel, at, why))


def test_a_hole_that_nobody_knew_of_is_told_once():
    """The computer slept: the device was never said to be gone."""
    keeper: Any = Told()
    holes = Holes()
    holes.find([AudioLost(C, 10 * S, 600 * S), AudioLost(T, 10 * S, S // 10)], [], now=False)
    for heard in (9 * S, 10 * S, 611 * S):
        holes.tell(keeper, {}, heard)
    assert keeper.losses == [(C, 10 * S, HELD_UP), (C, 610 * S, "")]


def test_a_device_that_was_said_to_be_gone_is_not_told_of_again():
    keeper: Any = Told()
    holes = Holes()
    holes.tell(keeper, {C: "unplugged"}, 10 * S)
    holes.find([AudioLost(C, 10 * S, 5 * S)], [], now=False)
    holes.tell(keeper, {C: "unplugged"}, 15 * S)
    holes.find([AudioLost(C, 15 * S, S)], [], now=False)
    holes.tell(keeper, {}, 16 * S)
    assert keeper.losses == [(C, 10 * S, "unplugged"), (C, 16 * S, "")]


def test_what_is_lost_while_paused_is_none():
    keeper: Any = Told()
    holes = Holes()
    assert holes.find([AudioLost(C, 10 * S, 5 * S)], [], now=True) == []
    holes.tell(keeper, {}, 10 * S)
    assert keeper.losses == []

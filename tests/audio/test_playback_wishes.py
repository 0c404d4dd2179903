"""What a player says before anything is heard, and which settings it refuses."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.audio.playback import Playback
from tests.audio.playing_program import SETTINGS, InMemory, Span

LENGTH = 160_000


def player():
    return Playback(lambda: InMemory(np.zeros((LENGTH, 2), np.int16)), LENGTH, SETTINGS)


def test_at_first_it_stands_at_the_beginning_and_does_nothing():
    fresh = player()

    assert (fresh.position_s, fresh.playing, fresh.problem, fresh.underruns) == (0.0, False, "", 0)
    fresh.pause()
    fresh.close()
    assert not fresh._thread.is_alive()


@given(st.floats(-5, 15))
def test_a_seek_is_where_it_says_at_once_and_within_the_session(position_s):
    sought = player()
    sought.seek(position_s)

    assert sought.position_s == pytest.approx(min(max(position_s, 0.0), 10.0), abs=1 / 16_000)
    assert not sought.playing


def test_a_loop_is_gone_to_only_from_outside():
    looped = player()
    looped.seek(4.0)
    looped.loop(Span(3.0, 5.0))
    assert looped.position_s == 4.0

    looped.loop(Span(6.0, 7.0))
    assert looped.position_s == 6.0

    looped.loop(None)
    looped.loop(Span(20.0, 30.0))
    assert looped.position_s == 6.0
    assert looped._wish.loop is None


@pytest.mark.parametrize(("wished", "speed"), [(0.1, 0.5), (0.5, 0.5), (1.3, 1.3), (9.0, 2.0)])
def test_the_speed_stays_within_what_can_be_understood(wished, speed):
    fast = player()
    fast.set_speed(wished)

    assert fast._wish.speed == speed


def test_each_speaker_is_wished_for_alone():
    choosy = player()
    choosy.hear("client", False)
    assert choosy._wish.heard == (1.0, 0.0)
    choosy.hear("therapist", False)
    choosy.hear("client", True)
    assert choosy._wish.heard == (0.0, 1.0)


def test_one_that_was_closed_plays_no_more():
    closed = player()
    closed.close()
    closed.play()

    assert not closed.playing


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("block_ms", 4), ("latency_ms", 10.0), ("read_ahead_s", 0.07), ("fade_ms", 0.0), ("fade_ms", 21.0)),
        *(("pan_db", -1.0), ("pan_db", 13.0), ("open_timeout_s", 0.0), ("held_max_mb", 0.0)),
    ],
)
def test_settings_that_cannot_be_are_refused(name, value):
    with pytest.raises(ValueError, match=name):
        replace(SETTINGS, **{name: value})

"""What is heard at an instant, from what the sound card says of its blocks."""

from dataclasses import replace

import numpy as np
import pytest

from monitor.audio.mixing import Taken
from monitor.audio.outlet import Note, Outlet
from monitor.audio.tape import Place, Tape
from tests.audio.playing_program import SETTINGS

RATE, BLOCK = 16_000, 320
BLOCK_S = BLOCK / RATE
LATENCY_S = 0.06
CARD_S = 1_000.0
"""How far the card's clock is before this machine's."""


def tape():
    return Tape(1, Place(0, 0.0), RATE, 100)


def blocks(count, began_s=50.0, taken=None, jitter_s=0.0, seed=0):
    """Notes of blocks that are asked for 60 ms before they are heard, callbacks being a little late."""
    chance = np.random.default_rng(seed)
    played = tape()
    for number in range(count):
        heard_s = began_s + number * BLOCK_S
        asked_s = heard_s - LATENCY_S
        late_s = float(chance.exponential(0.002))
        dac_s = heard_s + CARD_S + float(chance.normal(0, jitter_s))
        first = number * BLOCK
        yield Note(
            taken(number) if taken else Taken(played, first, BLOCK),
            first,
            dac_s,
            asked_s + CARD_S,
            asked_s + late_s,
        )


def outlet_with(notes):
    outlet = Outlet(SETTINGS)
    outlet.rate, outlet._latency_s = RATE, LATENCY_S
    outlet._notes.extend(notes)
    return outlet


def heard_s(outlet, now_s):
    return outlet.heard(now_s)[1] / RATE


@pytest.mark.parametrize("jitter_s", [0.0, 0.003, 0.010])
def test_it_is_the_frame_that_sounds(jitter_s):
    outlet = outlet_with(blocks(60, jitter_s=jitter_s))

    for now_s in np.arange(50.5, 51.0, 0.013):
        assert heard_s(outlet, now_s) == pytest.approx(now_s - 50.0, abs=0.002 + jitter_s / 3)


def test_without_times_of_its_own_the_latency_must_do():
    notes = [replace(note, dac_s=0.0) for note in blocks(60)]

    assert heard_s(outlet_with(notes), 50.7) == pytest.approx(0.7, abs=0.005)


def test_a_nonsensical_time_is_not_believed():
    notes = [replace(note, dac_s=note.current_s + 500) for note in blocks(60)]

    assert heard_s(outlet_with(notes), 50.7) == pytest.approx(0.7, abs=0.005)


def test_nothing_beyond_what_was_given_is_heard():
    outlet = outlet_with(blocks(10))

    assert heard_s(outlet, 60.0) == 10 * BLOCK_S
    assert heard_s(outlet, 49.0) == 0.0


def test_a_pause_holds_where_the_sound_stopped():
    played = tape()

    def taken(number):
        return Taken(played, min(number, 20) * BLOCK, BLOCK if number < 20 else 0)

    outlet = outlet_with(blocks(60, taken=taken))

    assert heard_s(outlet, 50.2) == pytest.approx(0.2, abs=0.003)
    assert heard_s(outlet, 50.9) == 20 * BLOCK_S


def test_a_gap_in_the_sound_costs_no_time_afterwards():
    """Block 20 found the tape empty: what follows is heard a block later, and is known to be."""
    played = tape()

    def taken(number):
        return Taken(played, (number if number <= 20 else number - 1) * BLOCK, 0 if number == 20 else BLOCK)

    outlet = outlet_with(blocks(60, taken=taken))

    assert heard_s(outlet, 50.9) == pytest.approx(0.9 - BLOCK_S, abs=0.003)


def test_a_jump_is_heard_when_its_first_block_is():
    first, second = tape(), tape()

    def taken(number):
        return (
            Taken(first, number * BLOCK, BLOCK)
            if number < 30
            else Taken(second, (number - 30) * BLOCK, BLOCK)
        )

    outlet = outlet_with(blocks(60, taken=taken))

    assert outlet.heard(50.59)[0] is first
    assert outlet.heard(50.61)[0] is second
    assert outlet.heard(50.70)[1] / RATE == pytest.approx(0.1, abs=0.003)


def test_nothing_is_heard_before_the_first_block():
    assert outlet_with([]).heard(0.0) is None
    silent = [replace(note, taken=Taken(None, 0, 0)) for note in blocks(5)]
    assert outlet_with(silent).heard(50.05) is None


def test_one_that_asks_for_nothing_any_more_is_lost():
    outlet = outlet_with(blocks(5))
    assert outlet.lost

    outlet._notes.clear()
    outlet._opened_s = float("inf")
    assert not outlet.lost
    outlet.finished = True
    assert outlet.lost

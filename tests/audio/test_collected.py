"""The sound of a recording in memory: exact, quick to reach, and not more than it may be."""

from dataclasses import replace

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.app import DEMO
from monitor.audio.cached import REMEMBERED, Cached
from monitor.audio.collected import ADVANCE_S, PIECE, Collected, rounded
from monitor.conversation.timeline import SAMPLE_RATE
from tests.audio.playing_program import SETTINGS


def voices(seconds, noise=20.0, seed=0):
    """Something like two people who talk, with a room's noise."""
    chance = np.random.default_rng(seed)
    frames = round(seconds * SAMPLE_RATE)
    loud = np.repeat(chance.uniform(0, 1, (frames // 4_000 + 1, 2)) ** 3, 4_000, axis=0)[:frames]
    time = np.arange(frames)[:, None] / SAMPLE_RATE
    wave = sum(np.sin(2 * np.pi * 130 * tone * time + tone) / tone for tone in range(1, 12))
    return (3_000 * loud * wave + chance.normal(0, noise, (frames, 2))).astype(np.int16)


def collected(sound, how=SETTINGS, expected_s=None, cut=64_000):
    whole = Collected(how, expected_s)
    for start in range(0, len(sound), cut):
        whole.hear(start, sound[start : start + cut])
    whole.finish()
    return whole


@settings(max_examples=20)
@given(st.integers(1, 4 * PIECE), st.integers(500, 3 * PIECE), st.integers(0, 2**20), st.integers(1, 40_000))
def test_every_stretch_is_bit_for_bit_however_it_came(length, cut, start, reach):
    sound = np.random.default_rng(length).integers(-3_000, 3_000, (length, 2)).astype(np.int16)
    start %= length

    whole = collected(sound, replace(SETTINGS, held_mb_per_h=1e3, held_max_mb=1e4), cut=cut)
    read = whole.sound().read(start, start + reach)

    assert whole.length == length
    assert len(read) == reach
    assert np.array_equal(read[: length - start], sound[start : start + reach])
    assert not read[length - start :].any()
    assert whole.rounded == 0


def test_the_demo_session_is_held_without_loss():
    sound, _ = soundfile.read(DEMO, frames=20 * SAMPLE_RATE, dtype="int16")

    whole = collected(sound)

    assert whole.rounded == 0
    assert whole.held_bytes < 0.5 * sound.nbytes


@pytest.mark.parametrize("noise", [300.0, 3_000.0])
def test_a_noisy_one_is_rounded_far_below_its_noise(noise):
    sound = voices(120, noise)

    whole = collected(sound)

    wrong = whole.sound().read(0, len(sound)).astype(float) - sound
    assert whole.rounded > 5
    assert whole.held_bytes < 90e6 / 3_600 * (ADVANCE_S + 120)
    assert wrong.std() < 0.15 * noise


def test_a_very_long_one_stays_within_its_limit():
    how = replace(SETTINGS, held_max_mb=1.0)

    sound = voices(240)

    known = collected(sound, how, expected_s=240.0)
    surprising = collected(sound, how)

    assert known.held_bytes < 1.3e6
    assert surprising.held_bytes < 0.25 * sound.nbytes


@given(st.integers(-32_768, 32_767), st.integers(0, 10))
def test_rounding_goes_to_the_nearest_that_there_is(value, bits):
    (got,) = rounded(np.array([value], np.int16), bits)

    assert got % (1 << bits) == 0
    assert abs(int(got) - value) <= (1 << bits) // 2 or got == 32_768 - (1 << bits)


def test_sound_must_come_in_order():
    whole = Collected(SETTINGS)
    with pytest.raises(AssertionError, match="order of its time"):
        whole.hear(5, np.zeros((10, 2), np.int16))


def test_a_piece_is_fetched_once_while_it_is_remembered():
    asked = []

    def fetch(start, end):
        asked.append(start)
        return np.repeat(np.arange(start, end)[:, None], 2, axis=1).astype(np.int16)

    cached = Cached(fetch, 100, lambda: None)
    for start in range(0, 300, 30):
        assert np.array_equal(cached.read(start, start + 30)[:, 0], np.arange(start, start + 30))

    assert asked == [0, 100, 200]
    cached.read(0, 100 * REMEMBERED)
    cached.read(100 * REMEMBERED, 100 * REMEMBERED + 1)
    assert len(cached._pieces) == REMEMBERED
    assert len(cached.read(50, 50)) == 0

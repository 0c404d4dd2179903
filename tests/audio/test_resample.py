"""The resampler: however the sound is cut, the same samples, at the right times."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.audio.resample import Resampler, to_int16

RATES = [8_000, 11_025, 12_345, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000]


def whole(sound, rate):
    resampler = Resampler(rate, sound.shape[1])
    return np.concatenate([resampler.feed(sound), resampler.finish()])


def in_pieces(sound, rate, lengths):
    resampler, at, out = Resampler(rate, sound.shape[1]), 0, []
    for length in lengths:
        out.append(resampler.feed(sound[at : at + length]))
        at += length
    return np.concatenate([*out, resampler.feed(sound[at:]), resampler.finish()])


def noise(frames, channels=2, seed=0):
    return np.random.default_rng(seed).integers(-32768, 32768, (frames, channels)).astype(np.int16)


@given(rate=st.sampled_from(RATES), lengths=st.lists(st.integers(0, 9_000), max_size=12))
@settings(deadline=None, max_examples=60)
def test_the_cut_of_the_input_does_not_show(rate, lengths):
    sound = noise(20_000)

    assert np.array_equal(in_pieces(sound, rate, lengths), whole(sound, rate))


@pytest.mark.parametrize("rate", RATES)
def test_the_length_is_that_of_the_input(rate):
    frames = 3 * rate + 7

    assert len(whole(noise(frames), rate)) == pytest.approx(frames * 16_000 / rate, abs=1)


@pytest.mark.parametrize("rate", RATES)
def test_a_click_stays_where_it_is(rate):
    sound = np.zeros((2 * rate, 1), np.int16)
    sound[rate, 0] = 30_000

    assert int(np.argmax(whole(sound, rate))) == pytest.approx(16_000, abs=1)


@pytest.mark.parametrize("rate", RATES)
def test_a_voice_keeps_its_level(rate):
    time = np.arange(2 * rate)[:, np.newaxis] / rate
    sound = (10_000 * np.sin(2 * np.pi * 1_000 * time)).astype(np.int16)

    middle = whole(sound, rate)[8_000:24_000]

    assert np.abs(middle.astype(int)).max() == pytest.approx(10_000, rel=0.01)


def test_what_the_session_clock_cannot_hold_is_taken_away():
    time = np.arange(96_000)[:, np.newaxis] / 48_000
    sound = (10_000 * np.sin(2 * np.pi * 11_000 * time)).astype(np.int16)

    assert np.abs(whole(sound, 48_000)[1_000:-1_000].astype(int)).max() < 10


def test_sound_at_the_session_rate_is_left_as_it_is():
    sound = noise(1_000)

    assert whole(sound, 16_000) is not sound
    assert np.array_equal(whole(sound, 16_000), sound)


def test_overshoot_is_cut_off_and_does_not_wrap_round():
    square = np.repeat(np.array([[32_767], [-32_768]], np.int16), 480, axis=0)
    sound = np.tile(square, (20, 1))

    found = whole(sound, 48_000).astype(int)[500:-500]

    assert (np.sign(found[160:310]) == np.sign(found[160 + 320 : 310 + 320])).mean() > 0.9
    assert found.max() == 32_767
    assert found.min() == -32_768


def test_rounding_is_to_the_nearest_step():
    assert to_int16(np.array([[0.4], [0.6], [-0.6], [1e9], [-1e9]], np.float32))[:, 0].tolist() == [
        0, 1, -1, 32_767, -32_768,
    ]  # fmt: skip

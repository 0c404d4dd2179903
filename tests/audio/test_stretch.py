"""Faster and slower: the pitch stays, and every moment is where it is said to be."""

import numpy as np
import pytest

from monitor.audio.stretch import Straight, Stretch
from monitor.conversation.timeline import SAMPLE_RATE

SPEEDS = [0.5, 0.75, 1.25, 1.5, 2.0]
FIRST = 123_456


def stretched(sound, speed, cut=800):
    way = Stretch(speed)
    parts = [way.feed(sound[at : at + cut], FIRST + at) for at in range(0, len(sound), cut)]
    parts.append(way.finish())
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def tone(hertz, seconds):
    wave = 0.3 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE)
    return np.stack([wave, 0.5 * wave], axis=1).astype(np.float32)


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("hertz", [110.0, 220.0, 1_000.0])
def test_the_pitch_stays(speed, hertz):
    sound, _ = stretched(tone(hertz, 8), speed)

    middle = sound[SAMPLE_RATE : 3 * SAMPLE_RATE, 0]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    assert np.argmax(spectrum) / 2 == pytest.approx(hertz, abs=1.0)


@pytest.mark.parametrize("speed", SPEEDS)
def test_the_length_is_as_wished(speed):
    sound, moments = stretched(tone(220, 8), speed)

    assert len(sound) == len(moments) == pytest.approx(8 * SAMPLE_RATE / speed, abs=0.05 * SAMPLE_RATE)


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_click_is_heard_when_it_is_said_to_be(speed):
    """Faster than spoken some of the sound is left out; clicks that are heard are where they should be."""
    noise = np.random.default_rng(5)
    at = np.arange(8_000, 30 * SAMPLE_RATE, 8_000)
    sound = noise.normal(0, 0.002, (31 * SAMPLE_RATE, 2)).astype(np.float32)
    for start in at:
        sound[start : start + 80] = noise.normal(0, 0.3, (80, 1))

    heard, moments = stretched(sound, speed)

    loud = np.flatnonzero(np.abs(heard[:, 0]) > 0.3)
    loudest = loud[np.insert(np.diff(loud) > 1_000, 0, True)]
    errors = [np.abs(at - (moments[each] - FIRST)).min() / SAMPLE_RATE for each in loudest]
    assert len(errors) > len(at) / 2
    assert np.median(errors) < 0.006
    assert max(errors) < 0.030


@pytest.mark.parametrize("speed", SPEEDS)
def test_moments_go_forward_from_the_first_to_the_last(speed):
    sound = np.random.default_rng(1).normal(0, 0.1, (5 * SAMPLE_RATE, 2)).astype(np.float32)

    _, moments = stretched(sound, speed)

    assert np.all(np.diff(moments) >= 0)
    assert moments[0] == pytest.approx(FIRST, abs=1)
    assert moments[-1] == pytest.approx(FIRST + 5 * SAMPLE_RATE, abs=0.015 * SAMPLE_RATE)
    steady = np.arange(len(moments)) * speed + FIRST
    assert np.abs(moments - steady).max() < 0.020 * SAMPLE_RATE


def test_a_late_moment_is_as_exact():
    """After eight hours at one speed the counting channel still tells samples apart."""
    way = Stretch(1.5)
    late = 8 * 3_600 * SAMPLE_RATE
    way.feed(np.zeros((800, 2), np.float32), 0)
    heard = [way.feed(np.zeros((800, 2), np.float32), late + at)[1] for at in range(0, 16_000, 800)]

    moments = np.concatenate(heard)
    assert moments[-1] == pytest.approx(late + 16_000, abs=0.1 * SAMPLE_RATE)
    assert np.abs(np.diff(moments[-4_000:])).max() < 0.01 * SAMPLE_RATE


def test_silence_is_no_obstacle():
    sound, moments = stretched(np.zeros((2 * SAMPLE_RATE, 2), np.float32), 2.0)

    assert not sound.any()
    assert len(moments) == pytest.approx(SAMPLE_RATE, abs=800)


def test_both_channels_are_moved_alike():
    sound, _ = stretched(tone(220, 3), 0.7)

    assert np.allclose(sound[:, 1], 0.5 * sound[:, 0], atol=1e-6)


def test_as_spoken_is_untouched():
    sound = np.random.default_rng(2).normal(0, 0.1, (1_000, 2)).astype(np.float32)
    way = Straight()

    heard, moments = way.feed(sound, FIRST)

    assert heard is sound
    assert np.array_equal(moments, np.arange(FIRST, FIRST + 1_000))
    assert len(way.finish()[0]) == 0

"""What every hearing does: scores in step and in time, however blocks are cut and microphones set."""

from functools import cache

import numpy as np
import pytest

from monitor.conversation.timeline import FRAME_SAMPLES, SAMPLE_RATE, Channel
from tests.conversation.speech import C, T
from tests.engine.sound import cut, frames, heard, pipeline, spoken
from tests.scenes.scene import scene

pytestmark = [pytest.mark.speech, pytest.mark.parametrize("detector", ["silero", "webrtc"])]


def scored(hearing, blocks):
    """All scores of a hearing that got these blocks and was finished."""
    told = [*(hearing.feed(block) for block in blocks), hearing.finish()]
    return {channel: [float(score) for part in told for score in part[channel]] for channel in Channel}


@pytest.mark.parametrize("sizes", [[320], [0, 511, 1, 700], [64_000], [160, 0, 0, 3], [10**6]])
def test_scores_do_not_depend_on_the_cut(detector, sizes):
    sound, _ = spoken()
    once = scored(pipeline(detector).hearing, [sound])
    assert scored(pipeline(detector).hearing, cut(sound, sizes)) == once
    assert any(once[T])
    assert any(once[C])


@pytest.mark.parametrize("sizes", [[320], [511, 1, 7_000]])
def test_nor_where_recorders_were_begun_apart_and_one_is_turned_down(detector, sizes):
    sound = scene(4, 1.0, bleed_db=-12.0, snr_db=40.0, drift_ppm=400.0, client_turned_db=-15.0).audio.copy()
    sound[:, 0] = np.roll(sound[:, 0], 1_500)
    hearing = pipeline(detector).hearing
    once = scored(hearing, [sound])
    assert detector == "webrtc" or hearing.trust().held_back_ms > 30
    assert scored(pipeline(detector).hearing, cut(sound, sizes)) == once


def test_nor_do_single_samples_change_them(detector):
    sound = spoken()[0][: 6 * SAMPLE_RATE]
    assert scored(pipeline(detector).hearing, cut(sound, [1])) == scored(pipeline(detector).hearing, [sound])


@pytest.mark.parametrize("length", [0, 1, 159, 160, 511, 512, 4_320, 16_001])
def test_every_whole_frame_gets_a_score(detector, length):
    found = scored(pipeline(detector).hearing, [spoken()[0][:length]])
    assert len(found[T]) == len(found[C]) == length // FRAME_SAMPLES


@pytest.mark.parametrize("size", [1, 160, 320, 512, 777])
def test_scores_come_no_later_than_its_lag(detector, size):
    hearing, fed, told = pipeline(detector).hearing, 0, 0
    for block in cut(spoken()[0][: 3 * SAMPLE_RATE], [size]):
        found = hearing.feed(block)
        fed, told = fed + len(block), told + len(found[T])
        assert len(found[T]) == len(found[C])
        assert told >= (fed - hearing.lag) // FRAME_SAMPLES


@pytest.mark.parametrize("size", [1, 160, 777, 10**6])
def test_its_sound_is_the_signal_where_nothing_leaks(detector, size):
    sound = spoken()[0][: 3 * SAMPLE_RATE]
    hearing, got = pipeline(detector).hearing, []
    for block in cut(sound, [size]):
        hearing.feed(block)
        got.append(hearing.sound())
    hearing.finish()
    whole = np.concatenate([*got, hearing.sound()])
    assert np.array_equal(whole[: len(sound)], sound)
    assert not whole[len(sound) :].any()


def test_the_block_it_was_given_stays_as_it_was(detector):
    sound = spoken()[0][: 4 * SAMPLE_RATE].copy()
    heard(sound, detector=detector)
    assert np.array_equal(sound, spoken()[0][: 4 * SAMPLE_RATE])


def differing(first, second):
    """The share of frames, of both channels, that two sessions take differently."""
    marks = [(frames(first)[channel], frames(second)[channel]) for channel in Channel]
    return float(np.mean([left != right for left, right in marks]))


@cache
def dialogue():
    return scene(3, 1.0, snr_db=40.0).audio


@cache
def usual(detector):
    return heard(dialogue(), detector=detector)


class TestSpeech:
    """The same minute of speech through other microphones."""

    @pytest.mark.parametrize("halvings", [1, 2, 3, 4, 5])
    def test_a_quiet_channel_is_heard_like_a_loud_one(self, detector, halvings):
        quiet = heard((dialogue() / 2**halvings).astype(np.int16), detector=detector)
        assert differing(quiet, usual(detector)) < 0.012

    def test_one_quiet_channel_beside_a_loud_one(self, detector):
        uneven = dialogue().copy()
        uneven[:, 1] //= 16
        assert differing(heard(uneven, detector=detector), usual(detector)) < 0.01

    @pytest.mark.parametrize("offset", [-3000, 500, 8000])
    def test_a_constant_does_no_harm(self, detector, offset):
        moved = (dialogue().astype(np.int32) // 2 + offset).astype(np.int16)
        assert differing(heard(moved, detector=detector), usual(detector)) < 0.015

    def test_short_holes_do_little_harm(self, detector):
        holed = dialogue().copy()
        for at in range(SAMPLE_RATE, len(holed), 3 * SAMPLE_RATE):
            holed[at : at + 640] = 0
        assert differing(heard(holed, detector=detector), usual(detector)) < 0.02

    def test_a_channel_that_goes_dead_for_a_while_is_heard_afterwards_as_before(self, detector):
        dead = dialogue().copy()
        dead[20 * SAMPLE_RATE : 40 * SAMPLE_RATE, 1] = 0
        before, after = (frames(each)[C] for each in (usual(detector), heard(dead, detector=detector)))
        assert np.mean(before[4_050:] != after[4_050:]) < 0.01

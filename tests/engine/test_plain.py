"""From samples to scores: frames, the voice detector, the level gate."""

import numpy as np
import pytest

from monitor.audio.level_gate import LevelGate, frame_power
from monitor.conversation.timeline import Channel
from monitor.engine.plain import PlainHearing
from tests.conversation.speech import C, T
from tests.engine.sound import cut, heard, session_sound, settings


class Loudness:
    """A detector whose score is the first sample of each frame, so that every frame can be told."""

    def feed(self, samples):
        return (samples.reshape(-1, 160)[:, 0] / 100).tolist()


def hearing():
    return PlainHearing(Loudness, settings().levels)


def numbered(frame_count):
    """Frame k of the therapist begins with k, of the client with 50 + k; loud in the middle."""
    block = np.zeros((frame_count * 160, 2), np.int16)
    block[80::160] = 10_000
    block[::160, 0] = np.arange(frame_count)
    block[::160, 1] = 50 + np.arange(frame_count)
    return block


def test_columns_are_therapist_and_client():
    scores = hearing().feed(numbered(5))
    assert list(scores) == [T, C]
    assert len(scores[T]) == len(scores[C]) == 5


@pytest.mark.parametrize("sizes", [[160], [1], [159, 2], [0, 7], [481], [10_000]])
def test_frames_do_not_depend_on_the_cut(sizes):
    listening, whole = hearing(), hearing().feed(numbered(40))
    pieces = [listening.feed(block) for block in cut(numbered(40), sizes)]
    for channel in Channel:
        assert [score for piece in pieces for score in piece[channel]] == whole[channel]


def test_what_is_no_whole_frame_waits():
    listening = hearing()
    assert listening.feed(numbered(1)[:159]) == {T: [], C: []}
    assert len(listening.feed(numbered(1)[:1])[T]) == 1


def levels(listening):
    therapist, _ = listening.trust().channels
    return therapist.noise_dbfs, therapist.speech_dbfs


def test_levels_are_unknown_before_anything_is_heard():
    listening = hearing()
    assert levels(listening) == (None, None)
    listening.feed(np.zeros((16_000, 2), np.int16))
    assert levels(listening) == (None, None)


def test_levels_of_a_voice_over_noise():
    noise_db, speech_db = levels(heard(session_sound()).hearing)
    assert noise_db == pytest.approx(-70.3, abs=2)  # 10 of 32768
    assert speech_db == pytest.approx(-24, abs=4)  # 2000 of 32768


def test_digital_silence_is_timed_per_channel():
    listening = hearing()
    noisy = np.random.default_rng(0).normal(0, 100, (48_000, 2)).astype(np.int16)
    noisy[16_000:, 1] = 0
    listening.feed(noisy)
    assert [each.silent_s for each in listening.trust().channels] == [0.0, 2.0]


def test_of_leakage_it_knows_nothing():
    trust = heard(session_sound()).hearing.trust()
    assert (trust.same_signal, trust.told_apart, trust.separation_db) == (False, None, None)
    assert all(each.bleed_db is each.bleed_left_db is each.bleed_delay_ms is None for each in trust.channels)


class TestFramePower:
    def test_of_a_wave_at_full_scale(self):
        wave = 32767 * np.sin(2 * np.pi * np.arange(320) / 16)
        assert frame_power(wave.astype(np.int16)) == pytest.approx([0.5, 0.5], rel=1e-3)

    def test_of_a_constant_is_nothing(self):
        assert frame_power(np.full(480, -32768, np.int16)) == [0, 0, 0]

    def test_does_not_depend_on_the_cut(self):
        samples = np.random.default_rng(0).integers(-32768, 32768, 16_000).astype(np.int16)
        apart = [frame_power(samples[at : at + 160])[0] for at in range(0, 16_000, 160)]
        assert frame_power(samples) == apart


class TestLevelGate:
    def gate(self, levels_db, scores):
        return LevelGate(settings().levels).feed(scores, [10 ** (level_db / 10) for level_db in levels_db])

    def test_voice_well_above_the_noise_passes(self):
        passed = self.gate([-70] * 50 + [-30] * 50, [0.0] * 50 + [1.0] * 50)
        assert passed == [0.0] * 50 + [1.0] * 50

    def test_steady_noise_does_not_although_it_is_taken_for_voice(self):
        assert sum(self.gate([-50.0] * 1000, [1.0] * 1000)) == 0

    def test_what_lies_far_below_the_speech_level_does_not(self):
        levels = [-80] * 50 + [-20] * 200 + [-60] * 50
        assert self.gate(levels, [0.0] * 50 + [1.0] * 250)[-50:] == [0.0] * 50

    def test_a_hole_in_the_recording_changes_no_level(self):
        gate = LevelGate(settings().levels)
        gate.feed([0.0] * 50 + [1.0] * 50, [1e-7] * 50 + [1e-3] * 50)
        before = gate.noise_db, gate.speech_db
        assert gate.feed([1.0] * 100, [0.0] * 100) == [0.0] * 100
        assert (gate.noise_db, gate.speech_db) == before

"""Sounds of a room in which nobody speaks are what they are named after, and nobody is heard in them."""

import numpy as np
import pytest

from monitor.conversation.timeline import SAMPLE_RATE
from tests.engine.sound import heard
from tests.scenes.nobody import SOUNDS, Quiet, nobody

MINUTES = 10.0


@pytest.fixture(scope="module")
def quiet() -> Quiet:
    return nobody(1, MINUTES)


def part(quiet: Quiet, name: str) -> np.ndarray:
    start, end = (round(at * SAMPLE_RATE) for at in quiet.parts[name])
    return quiet.audio[start:end] / 32768


def level_db(sound: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(np.square(sound))))


def test_each_sound_lasts_a_fifth_of_the_time_in_both_microphones(quiet: Quiet) -> None:
    assert quiet.audio.shape == (round(MINUTES * 60 * SAMPLE_RATE), 2)
    assert quiet.audio.dtype == np.int16
    assert list(quiet.parts) == list(SOUNDS)
    for name in SOUNDS:
        for column in range(2):
            assert -62 < level_db(part(quiet, name)[:, column]) < -30, name


def test_sounds_are_louder_than_the_room_and_in_one_microphone_more_than_in_the_other(quiet: Quiet) -> None:
    still = level_db(part(quiet, "room"))
    for name in ("fan", "breathing", "music"):
        near, far = sorted(level_db(part(quiet, name)[:, column]) for column in range(2))[::-1]
        assert near > still + 6, name
        assert 4 < near - far < 12, name


def test_keys_are_taps_and_breath_comes_and_goes(quiet: Quiet) -> None:
    def peak_over_level_db(name: str) -> float:
        sound = part(quiet, name)
        return float(20 * np.log10(np.abs(sound).max())) - level_db(sound)

    assert peak_over_level_db("keyboard") > 24 > peak_over_level_db("fan")
    blocks = part(quiet, "breathing")[: 60 * SAMPLE_RATE].reshape(-1, SAMPLE_RATE // 5, 2)
    loud = np.sqrt(np.mean(np.square(blocks), axis=(1, 2)))
    assert np.percentile(loud, 90) > 5 * np.percentile(loud, 10)


def test_the_seed_decides(quiet: Quiet) -> None:
    assert np.array_equal(nobody(2, 0.1).audio, nobody(2, 0.1).audio)
    assert not np.array_equal(nobody(2, 0.1).audio, nobody(3, 0.1).audio)


@pytest.mark.slow
@pytest.mark.parametrize("louder_db", [0, 12])
def test_nobody_is_heard(quiet: Quiet, louder_db: float) -> None:
    turned_up = (quiet.audio * 10 ** (louder_db / 20)).clip(-32768, 32767).astype(np.int16)
    assert heard(turned_up, detector="silero").record.segments == {c: [] for c in heard().record.segments}

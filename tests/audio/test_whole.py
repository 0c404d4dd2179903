"""The tests' own measure of a sound that arrived."""

import numpy as np

from tests.audio.test_sound_card import RATE, noise
from tests.audio.whole import arrived

SOUND = noise(2, 1)[:, 0]


def test_a_slip_is_no_loss_and_a_hole_is_one():
    slipped = np.insert(SOUND, RATE, SOUND[RATE])
    hole = SOUND.copy()
    hole[RATE : RATE + RATE // 3] = 0
    assert arrived(SOUND, SOUND)
    assert arrived(slipped, SOUND)
    assert arrived(SOUND + 1, SOUND, off=1)
    assert not arrived(SOUND + 1, SOUND)
    assert not arrived(hole, SOUND)
    assert not arrived(np.delete(SOUND, slice(RATE // 2, RATE // 2 + 20)), SOUND)
    assert not arrived(SOUND[: RATE // 2], SOUND)

"""Whether a sound has arrived whole: on a busy machine a sample is put in or taken out now and then."""

from typing import Any

import numpy as np

from tests.audio.test_sound_card import RATE

PIECE = RATE // 20
SLIPS = 4


def arrived(heard: Any, sound: Any, off: int = 0) -> bool:
    """Whether every 50 ms of it is there, in its place but for a few slips, none of which drops a piece.

    Both begin with the sound's first sample; a piece may be `off` steps away, and one in ten, in which
    a slip was, may be anything.
    """
    starts = range(0, len(sound) - PIECE, PIECE)
    found = sum(
        any(_same(heard[max(0, start + slip) :], sound[start : start + PIECE], off) for slip in _NEAR)
        for start in starts
    )
    return found >= 0.9 * len(starts)


_NEAR = sorted(range(-SLIPS, SLIPS + 1), key=abs)


def _same(heard: Any, piece: Any, off: int) -> bool:
    there = heard[: len(piece)]
    return len(there) == len(piece) and int(np.abs(there.astype(int) - piece).max()) <= off

"""A session of clicks, and how far what a player tells of it is from what a sound card plays of it."""

import numpy as np

RATE = 16_000
CLICK = 80
EVERY_S = 0.5
LOUD = 700
"""A click, halved by the mixing and by a stretch, stays above it; the noise between stays below."""


def session_of_clicks(seconds):
    """Sound of shape (n, 2), and when its clicks begin, in seconds; all between them is faint noise."""
    chance = np.random.default_rng(0)
    sound = chance.integers(-30, 30, (round(seconds * RATE), 2)).astype(np.int16)
    clicks_s = np.arange(0.5, seconds - 0.3, EVERY_S)
    click = chance.integers(-12_000, 12_000, CLICK).astype(np.int16)
    for start in np.round(clicks_s * RATE).astype(int):
        sound[start : start + CLICK] = click[:, None]
    return sound, clicks_s


def heard_against_told(sound, began_s, told, clicks_s):
    """For each click that was heard: what was told at that time, less where it is; in seconds.

    `told` are rows of time and position, `began_s` is the time of the sound's first frame.
    """
    loud = np.flatnonzero(np.abs(sound).max(axis=1) > LOUD)
    first = loud[np.insert(np.diff(loud) > 0.1 * RATE, 0, True)]
    positions_s = np.interp(began_s + first / RATE, told[:, 0], told[:, 1])
    nearest = np.abs(positions_s[:, None] - clicks_s[None, :]).argmin(axis=1)
    return positions_s - clicks_s[nearest]

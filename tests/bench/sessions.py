"""Sessions of any length to measure on: one stretch of talk from tests.scenes, over and over."""

from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import soundfile
import soxr

from monitor import places
from monitor.config import Settings, VoiceSettings, load
from monitor.conversation.timeline import SAMPLE_RATE
from tests.scenes.scene import Recording, Scene, scene

SEED = 1
LONGEST_MIN, SHORTEST_MIN = 10.0, 0.25
"""A tile: long enough to hold every kind of event, and never one voice alone."""
SNR_DB = 40.0
"""A quiet room: digital silence would be cheaper than any recording."""


Detector = Literal["silero", "webrtc"]
DETECTORS: tuple[Detector, ...] = ("silero", "webrtc")
"""The default one for real rooms, and the one for weak machines."""


def settings(detector: Detector) -> Settings:
    """The shipped settings, whatever the user has chosen, with this hearing."""
    return replace(load(places.config_dir() / "default.toml"), voice=VoiceSettings(detector))


def talk(seconds: float) -> Scene:
    """A conversation of about this length, or the tile for one that is longer."""
    return scene(SEED, min(max(seconds / 60, SHORTEST_MIN), LONGEST_MIN), snr_db=SNR_DB)


def write(path: Path, seconds: float, tile: Recording, rate: int = SAMPLE_RATE) -> Path:
    """A recording of exactly this length, of the kind that its name says."""
    if rate != SAMPLE_RATE:
        sound = soxr.resample(tile.astype(np.float32), SAMPLE_RATE, rate)
        tile = np.clip(np.rint(sound), -32768, 32767).astype(np.int16)
    left = round(seconds * rate)
    with soundfile.SoundFile(path, "w", rate, 2) as file:
        while left > 0:
            file.write(tile[:left])
            left -= len(tile)
    return path

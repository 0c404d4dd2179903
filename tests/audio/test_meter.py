"""Levels of sound, and a meter on devices of which one fails."""

from types import SimpleNamespace
from typing import ClassVar

import numpy as np
import pytest

from monitor.audio import meter as module
from monitor.audio.meter import Level, Meter, levels
from monitor.errors import DeviceError
from tests.audio.told import LEFT, PAIR, SETTINGS


def test_levels_of_a_sine():
    time = np.arange(16_000) / 16_000
    sound = np.stack(
        [32_767 * np.sin(2 * np.pi * 440 * time), 3_277 * np.sin(2 * np.pi * 440 * time)], axis=1
    )

    (loud, soft) = levels(np.rint(sound).astype(np.int16))

    assert (loud.peak_dbfs, loud.rms_dbfs) == pytest.approx((0, -3.01), abs=0.02)
    assert (soft.peak_dbfs, soft.rms_dbfs) == pytest.approx((-20, -23.01), abs=0.02)


def test_digital_silence_has_a_level():
    assert levels(np.zeros((10, 1), np.int16)) == (Level(-96.0, -96.0),)


def test_the_loudest_there_is():
    assert levels(np.full((10, 1), -32_768, np.int16)) == (Level(0.0, 0.0),)


class Stream:
    """Gives 0.5 of full scale, or fails as its device says."""

    opened: ClassVar[list["Stream"]] = []

    def __init__(self, device, channels, settings):
        self.device, self.channels, self.closed = device, channels, False
        Stream.opened.append(self)

    def open(self):
        if self.device.name == "busy":
            raise DeviceError("busy is used by another program.")

    def drain(self):
        return np.full((0 if self.device.name == "mute" else 320, self.channels), 16_384, np.int16)

    def close(self):
        self.closed = True


def device(name, channels):
    return type(PAIR)(7, name, "ALSA", channels, 48_000, False)


@pytest.fixture
def streams(monkeypatch):
    Stream.opened = []
    monkeypatch.setattr(module, "DeviceStream", Stream)
    return Stream.opened


def test_a_reading_for_each_device(streams):
    half = levels(np.full((1, 1), 16_384, np.int16))[0]

    with Meter([PAIR, LEFT, device("busy", 1), device("mute", 2), device("plugin", 32)], SETTINGS) as meter:
        found = meter.read(0.0)

    assert [(reading.levels, reading.problem) for reading in found] == [
        ((half, half), None),
        ((half,), None),
        ((), "busy is used by another program."),
        ((), "mute sends no sound."),
        ((half, half), None),
    ]
    assert all(stream.closed for stream in streams)


def test_what_was_opened_is_closed_when_something_breaks(streams, monkeypatch):
    monkeypatch.setattr(Stream, "open", lambda _: SimpleNamespace().nothing)

    with pytest.raises(AttributeError), Meter([PAIR], SETTINGS):
        pass

    assert streams[0].closed

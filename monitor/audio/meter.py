"""How loud each channel of each device is now, so that one sees that the microphones work.

with Meter(input_devices(), settings) as meter:
    while True:
        for reading in meter.read(0.1): ...
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from monitor.audio.devices import InputDevice
from monitor.audio.stream import CaptureSettings, DeviceStream
from monitor.errors import DeviceError

FULL_SCALE = 32768.0
SILENCE_DBFS = -96.0
"""Shown for digital silence: the step below the last of 16 bits."""
MOST_CHANNELS = 8
"""A device that claims more is a plug-in that takes any number; it is shown with two."""


@dataclass(frozen=True, slots=True)
class Level:
    """Of one channel, in dB of full scale, SILENCE_DBFS to 0."""

    peak_dbfs: float
    rms_dbfs: float


@dataclass(frozen=True, slots=True)
class Reading:
    """Of one device: a level per channel, or the reason why there is none."""

    device: InputDevice
    levels: tuple[Level, ...]
    problem: str | None


class Meter:
    """Listens to several devices at once while it is open; one that fails does not hide the others."""

    def __init__(self, devices: Sequence[InputDevice], settings: CaptureSettings) -> None:
        self._streams = [
            DeviceStream(device, device.channels if device.channels <= MOST_CHANNELS else 2, settings)
            for device in devices
        ]
        self._problems: dict[InputDevice, str] = {}

    def __enter__(self) -> Self:
        try:
            for stream in self._streams:
                self._open(stream)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all devices."""
        for stream in self._streams:
            stream.close()

    def read(self, interval_s: float) -> list[Reading]:
        """The levels of the next `interval_s`, one reading per device, in the order given."""
        time.sleep(interval_s)
        return [self._reading(stream) for stream in self._streams]

    def _open(self, stream: DeviceStream) -> None:
        try:
            stream.open()
        except DeviceError as error:
            self._problems[stream.device] = str(error)

    def _reading(self, stream: DeviceStream) -> Reading:
        problem = self._problems.get(stream.device)
        sound = stream.drain()
        if problem is None and not len(sound):
            problem = f"{stream.device.name} sends no sound."
        return Reading(stream.device, () if problem else levels(sound), problem)


def levels(sound: NDArray[np.int16]) -> tuple[Level, ...]:
    """Of each channel of a sound of shape (n, channels), n > 0."""
    wide = sound.astype(np.float64) / FULL_SCALE
    peaks, powers = np.abs(wide).max(axis=0), (wide**2).mean(axis=0)
    return tuple(Level(_db(peak), _db(power**0.5)) for peak, power in zip(peaks, powers, strict=True))


def _db(amplitude: float) -> float:
    return max(SILENCE_DBFS, 20 * float(np.log10(max(amplitude, 1e-9))))

"""What `devices` shows: every input of this machine with a live level for each channel."""

import sys
from collections.abc import Sequence
from contextlib import suppress

from rich.console import Console
from rich.live import Live

from monitor.audio.devices import NO_MICROPHONE, InputDevice, input_devices
from monitor.audio.loopback import CALL, call_device, surroundings
from monitor.audio.meter import Meter, Reading
from monitor.config import Settings
from monitor.errors import DeviceError
from monitor.ui.meter import MeterRow, MeterView

INTERVAL_S = 0.1
ONE_LOOK_S = 1.0


def watch(settings: Settings, seconds: float | None, console: Console) -> None:
    """Draw the levels until Ctrl-C, or for so many seconds; where nobody watches, one second's levels once.

    DeviceError where there is no input at all.
    """
    devices = _devices()
    if not devices:
        raise DeviceError(NO_MICROPHONE)
    view = MeterView()
    with Meter(devices, settings.capture) as meter:
        if seconds is None and not (console.is_terminal and sys.stdin.isatty()):
            console.print(view.draw(_rows(devices, meter.read(ONE_LOOK_S))))
            return
        _draw(devices, meter, view, Live(console=console, auto_refresh=False), seconds)


def _devices() -> list[InputDevice]:
    """The microphones, and what this computer plays where that can be heard."""
    devices = input_devices()
    if devices:
        with suppress(DeviceError):
            devices.append(call_device(devices, surroundings()))
    return devices


def _draw(
    devices: Sequence[InputDevice], meter: Meter, view: MeterView, live: Live, seconds: float | None
) -> None:
    looks = None if seconds is None else max(1, round(seconds / INTERVAL_S))
    with live:
        while looks is None or looks > 0:
            live.update(view.draw(_rows(devices, meter.read(INTERVAL_S))), refresh=True)
            looks = None if looks is None else looks - 1
    if not live.console.is_terminal:
        live.console.print()  # rich ends the line on terminals alone


def _rows(devices: Sequence[InputDevice], readings: Sequence[Reading]) -> list[MeterRow]:
    return [
        MeterRow(
            number=CALL if device.plays else device.index,
            name=device.name,
            levels=tuple((level.peak_dbfs, level.rms_dbfs) for level in reading.levels),
            problem=reading.problem,
            is_default=device.is_default,
        )
        for device, reading in zip(devices, readings, strict=True)
    ]

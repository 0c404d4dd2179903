"""The microphones and other inputs of this machine, and choosing among them by name.

PortAudio is loaded at the first use, not at import: it takes a tenth of a second, and on
Linux it looks for the sound server once, when it is loaded.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import Any

from monitor.audio.patience import within
from monitor.audio.quiet import kept_stderr
from monitor.errors import DeviceError, SetupError

HOST_APIS = (
    "Core Audio",
    "Windows WASAPI",
    "ALSA",
    "JACK Audio Connection Kit",
    "Windows DirectSound",
    "MME",
)
"""Best first: by their time stamps, and by not resampling behind our back."""

SHARED = ("pulse", "default")
"""ALSA's names of the sound server, the one that always is it first."""

NO_MICROPHONE = "No microphone was found. Connect one, and check that sound works in other programs."

MME_NAME = 31
"""MME cuts names off here, so one microphone appears under two names on Windows."""

ANSWER_S = 10.0
"""A healthy sound system lists its devices in a tenth of a second, a slow one in a few seconds."""

# PortAudio's error codes (on ALSA the second of _GONE is what a device that is not there becomes), and
# those of WASAPI, which it hands on as they are: AUDCLNT_E_DEVICE_IN_USE, _INVALIDATED and E_ACCESSDENIED.
_BUSY = {-9985, 0x8889000A - 2**32}
_GONE = {-9996, -9993, 0x88890004 - 2**32}
_REFUSED = {0x80070005 - 2**32}
_NO_CHANNELS = {-9998}


_CLOSE_IT = "Close that program, or choose another device."
_LET_GO = {
    "win32": "Close that program or, in the device's properties, do not let programs take exclusive control.",
    "linux": "Close that program, or choose the device `pulse` or `default`, which programs can share.",
}
_PLACE = re.compile(r" \(hw:\d+,\d+\)$")
"""Where ALSA has put a card; plugged in again, it may be elsewhere."""


@dataclass(frozen=True, slots=True)
class InputDevice:
    """A device that can be listened to; `index` is its number in PortAudio's list.

    `plays`: not a microphone but what this computer plays, see `monitor.audio.loopback`; PortAudio then
    lists it by another name, and on Linux `source` is what the sound server calls it.
    """

    index: int
    name: str
    host_api: str
    channels: int
    default_rate: int
    is_default: bool
    plays: bool = False
    listed_as: str = ""
    source: str | None = None

    def __str__(self) -> str:
        return f"{self.index}: {self.name} ({self.host_api})"


@dataclass(frozen=True, slots=True)
class Microphone:
    """One channel of a device, counted from 0."""

    device: InputDevice
    channel: int


@dataclass(frozen=True, slots=True)
class ChannelChoice:
    """Where the therapist and the client are heard."""

    therapist: Microphone
    client: Microphone


def input_devices() -> list[InputDevice]:
    """Every device with an input; may be empty.

    SetupError where PortAudio is missing, DeviceError where the sound system fails.
    """
    sounddevice = portaudio()
    try:
        found, apis = sounddevice.query_devices(), sounddevice.query_hostapis()
    except sounddevice.PortAudioError as error:
        raise DeviceError(f"The sound system gives no list of its devices ({error.args[0]}).") from error
    default = sounddevice.default.device[0]
    return [
        InputDevice(
            index=device["index"],
            name=device["name"],
            host_api=apis[device["hostapi"]]["name"],
            channels=device["max_input_channels"],
            default_rate=round(device["default_samplerate"]),
            is_default=device["index"] == default,
        )
        for device in found
        if device["max_input_channels"] > 0
    ]


def choose(wanted: str | int | None, devices: Sequence[InputDevice] | None = None) -> InputDevice:
    """The device with this number, this name, or a name that holds this; None is the default one.

    Case does not matter.  DeviceError when there is none, or more than one.
    """
    devices = input_devices() if devices is None else devices
    if not devices:
        raise DeviceError(NO_MICROPHONE)
    if wanted is None or wanted == "":
        return _default(devices)
    if isinstance(wanted, int) or wanted.isdecimal():
        return _by_number(int(wanted), devices)
    return _by_name(wanted, devices)


def again(device: InputDevice, devices: Iterable[InputDevice]) -> InputDevice | None:
    """The same device in a newer list; None where it is not there, or nobody can tell which it is."""
    of_its_kind = [each for each in devices if each.host_api == device.host_api]
    name = device.listed_as or device.name
    same = [each for each in of_its_kind if each.name == name]
    moved = [each for each in of_its_kind if _PLACE.sub("", each.name) == _PLACE.sub("", name)]
    found = same or moved
    if len(found) != 1:
        return None
    return replace(device, index=found[0].index, default_rate=found[0].default_rate)


def choose_channels(
    therapist: str | int | None,
    client: str | int | None,
    device: str | int | None,
    devices: Sequence[InputDevice] | None = None,
) -> ChannelChoice:
    """Two devices, one for each, or the first two channels of one; without any, of the default one.

    DeviceError where that leaves somebody without a channel.
    """
    devices = input_devices() if devices is None else devices
    if therapist is None and client is None:
        return _two_channels(choose(device, devices))
    if device is not None:
        raise DeviceError(
            "Name either one device with two channels, or the therapist's and the client's device, not both."
        )
    if therapist is None or client is None:
        known, missing = ("therapist", "client") if client is None else ("client", "therapist")
        raise DeviceError(f"You named the {known}'s device; name the {missing}'s as well.")
    return together(choose(therapist, devices), choose(client, devices))


def together(therapist: InputDevice, client: InputDevice) -> ChannelChoice:
    """Each on a device of their own, or on the two channels of one; DeviceError where it has but one."""
    if therapist.plays:
        raise DeviceError("What this computer plays can be the client of a call, not the therapist.")
    if therapist == client:
        return _two_channels(therapist)
    return ChannelChoice(Microphone(therapist, 0), Microphone(client, 0))


def each_once(devices: Sequence[InputDevice]) -> list[InputDevice]:
    """Those of the best host API: Windows offers every microphone through four."""
    best = min(map(_preference, devices), default=0)
    return [device for device in devices if _preference(device) == best]


@cache
def portaudio() -> Any:
    """The sounddevice module; SetupError where the PortAudio library is missing.

    DeviceError where the sound system hangs: PortAudio asks it for its devices when it is loaded.
    """
    try:
        with kept_stderr():  # sounddevice takes it away while PortAudio is starting
            return within(ANSWER_S, lambda: import_module("sounddevice"))
    except TimeoutError:
        raise DeviceError("The sound system does not answer. Restart it, or the computer.") from None
    except OSError as error:
        how = "sudo apt-get install libportaudio2" if sys.platform == "linux" else "pip install sounddevice"
        raise SetupError(
            "The sound library PortAudio is not installed, so no microphone can be used and nothing be "
            f"played (recordings can be analysed without it). Install it with: {how}"
        ) from error


def refusal(device: InputDevice, errors: Sequence[Exception]) -> DeviceError:
    """What PortAudio's errors on opening mean: the telling one of them, or the last."""
    codes = {code for error in errors for code in _codes(error)}
    if codes & _BUSY:
        reason = f"is used by another program, or was unplugged. {_LET_GO.get(sys.platform, _CLOSE_IT)}"
    elif codes & _REFUSED:
        reason = (
            "may not be listened to. In the settings of Windows, under privacy, let desktop apps use "
            "the microphone."
        )
    elif codes & _GONE:
        reason = "is gone. Plug it in again, or choose another device."
    elif codes & _NO_CHANNELS:
        reason = f"has too few channels ({device.channels}). Choose another device."
    else:
        reason = f"cannot be opened ({_said(errors[-1])}). Plug it in again, or choose another device."
    return DeviceError(f"{device.name} {reason}")


def _codes(error: Exception) -> tuple[int, ...]:
    """PortAudio's own, and the sound system's: an error's args are text, code and often (api, code, text)."""
    of_the_system = error.args[2][1:2] if len(error.args) > 2 else ()
    return (*error.args[1:2], *of_the_system)


def _said(error: Exception) -> str:
    """What the sound system says, where it says anything, and not PortAudio's "unanticipated host error"."""
    said = error.args[2][2] if len(error.args) > 2 else ""
    return said.strip().rstrip(".") or str(error.args[0])


def _two_channels(device: InputDevice) -> ChannelChoice:
    if device.channels < 2:
        raise DeviceError(
            f"{device.name} has one channel, and therapist and client need one each. Name two devices, "
            "or one with two channels."
        )
    return ChannelChoice(Microphone(device, 0), Microphone(device, 1))


def _default(devices: Sequence[InputDevice]) -> InputDevice:
    for device in devices:
        if device.is_default:
            return device
    raise DeviceError(f"This machine has no default microphone. Name one of: {_listed(devices)}.")


def _by_number(number: int, devices: Sequence[InputDevice]) -> InputDevice:
    for device in devices:
        if device.index == number:
            return device
    raise DeviceError(f"There is no input device number {number}. There are: {_listed(devices)}.")


def _by_name(wanted: str, devices: Sequence[InputDevice]) -> InputDevice:
    sought = wanted.strip().casefold()
    exact = [device for device in devices if device.name.casefold() == sought]
    part = [device for device in devices if sought in device.name.casefold()]
    found = exact or part
    if not found:
        raise DeviceError(f"No input device is called {wanted!r}. There are: {_listed(devices)}.")
    best = min(found, key=_preference)
    if others := [device for device in found if not _same(device, best)]:
        raise DeviceError(
            f"{wanted!r} could be any of these: {_listed([best, *others])}. Say more of its name."
        )
    return best


def _preference(device: InputDevice) -> int:
    return HOST_APIS.index(device.host_api) if device.host_api in HOST_APIS else len(HOST_APIS)


def _same(device: InputDevice, other: InputDevice) -> bool:
    """Whether both are one microphone, offered twice by the system."""
    if device == other:
        return True
    short, long = sorted((device.name, other.name), key=len)
    cut = len(short) == MME_NAME and long.startswith(short)
    return device.host_api != other.host_api and (short == long or cut)


def _listed(devices: Iterable[InputDevice]) -> str:
    return "; ".join(map(str, devices))

"""The client's side of a video call: what this computer plays, listened to like a microphone.

Linux      the monitor of the sink that the system plays on, which PulseAudio and PipeWire offer
Windows    a device that PortAudio marks as a loopback (from 19.8 on), or one like Stereo Mix
macOS      nothing of its own: a loopback device that somebody has installed, as BlackHole is

What is chosen where is decided from plain lists, so that it can be tried on any system.
"""

import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from monitor.audio.devices import (
    HOST_APIS,
    NO_MICROPHONE,
    SHARED,
    ChannelChoice,
    InputDevice,
    Microphone,
    choose,
    choose_channels,
    each_once,
    input_devices,
    portaudio,
    together,
)
from monitor.audio.pulse import NO_PICTURE, Picture, ServerWatch
from monitor.errors import DeviceError

CALL = "call"
"""What the user says for it in place of a device's name."""
_MARK = " [loopback]"
_KNOWN = {
    "win32": (
        *("stereo mix", "stereomix", "mixage stéréo", "mezcla estéreo", "missaggio stereo"),
        *("what u hear", "wave out mix", "cable output", "voicemeeter out"),
    ),
    "darwin": ("blackhole", "loopback audio", "soundflower", "vb-cable", "background music"),
}
_REMEDY = {
    "win32": "Windows does not offer this program what the computer plays. In the system's sound settings "
    "switch on the recording device Stereo Mix, or install a virtual cable and let the call play into it.",
    "darwin": "macOS does not offer what the computer plays. Install a loopback device such as BlackHole, "
    "and in Audio MIDI Setup make a Multi-Output Device of it and your headphones for the call to play on.",
}
_NO_SERVER = (
    "No sound server (PulseAudio or PipeWire) answers here, and only it offers what the computer plays."
)
_NO_SINK = "This computer has nothing that it plays on now. Connect loudspeakers or headphones."
_NO_WAY = "ALSA does not reach the sound server. Install its plugin: sudo apt-get install libasound2-plugins"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the choice depends on: sys.platform, the sound server, and what the system plays on."""

    platform: str
    picture: Picture = NO_PICTURE
    default_output: str = ""


def surroundings() -> Surroundings:
    """Those of this machine, now."""
    platform: str = sys.platform  # else mypy takes it for the one on which it runs
    if platform == "linux":
        with ServerWatch() as watch:
            return Surroundings("linux", watch.look())
    sounddevice = portaudio()
    try:
        name = sounddevice.query_devices(kind="output")["name"]
    except (ValueError, sounddevice.PortAudioError):
        name = ""
    return Surroundings(platform, default_output=name)


def call_device(devices: Sequence[InputDevice], here: Surroundings) -> InputDevice:
    """What this computer plays, as an input; DeviceError with the remedy where it cannot be had."""
    if here.platform == "linux":
        return _monitor(devices, here.picture)
    found = _marked(devices, here.default_output) or _known(devices, here.platform)
    if found is None:
        raise DeviceError(_REMEDY.get(here.platform, _NO_SERVER))
    return replace(found, name=f"what this computer plays ({found.name})", listed_as=found.name, plays=True)


def choose_with_call(
    therapist: str | int | None, client: str | int | None, device: str | int | None
) -> ChannelChoice:
    """As `choose_channels`; with the client CALL, and the therapist by default the default microphone."""
    if not (isinstance(client, str) and client.strip().casefold() == CALL):
        return choose_channels(therapist, client, device)
    if device is not None:
        raise DeviceError("Name the therapist's device beside the call, not one device for both.")
    devices = input_devices()
    return ChannelChoice(
        Microphone(choose(therapist, devices), 0), Microphone(call_device(devices, surroundings()), 0)
    )


def likeliest(
    therapist: str | None, client: str | None, devices: Sequence[InputDevice], here: Surroundings
) -> ChannelChoice:
    """Whoever of the two is there, and for the others what there is; DeviceError where that is too little."""
    inputs = each_once(devices)
    first = _there(therapist, inputs) or _default(inputs)
    others = [device for device in inputs if device != first]
    with suppress(DeviceError):
        others.append(call_device(devices, here))
    second = others[-1] if client == CALL and others else _there(client, others)
    return together(first, second or (others[0] if others else first))


def _there(name: str | None, devices: Sequence[InputDevice]) -> InputDevice | None:
    return next((device for device in devices if device.name == name), None)


def _default(devices: Sequence[InputDevice]) -> InputDevice:
    if not devices:
        raise DeviceError(NO_MICROPHONE)
    return next((device for device in devices if device.is_default), devices[0])


def _monitor(devices: Sequence[InputDevice], picture: Picture) -> InputDevice:
    if not picture.up:
        raise DeviceError(_NO_SERVER)
    if picture.played is None:
        raise DeviceError(_NO_SINK)
    for name in SHARED:
        for device in devices:
            if device.name == name and device.host_api == "ALSA":
                plays_on = picture.played.description.removeprefix("Monitor of ")
                return replace(
                    device,
                    name=f"what this computer plays ({plays_on})",
                    channels=2,
                    is_default=False,
                    listed_as=name,
                    plays=True,
                    source=picture.played.name,
                )
    raise DeviceError(_NO_WAY)


def _marked(devices: Iterable[InputDevice], default_output: str) -> InputDevice | None:
    """The loopback of what the system plays on, or the only one; each has the name of an output."""
    marked = [device for device in devices if device.name.casefold().endswith(_MARK)]
    default = [each for each in marked if default_output and each.name.startswith(default_output)]
    return default[0] if default else marked[0] if len(marked) == 1 else None


def _known(devices: Sequence[InputDevice], platform: str) -> InputDevice | None:
    """The likeliest by name; of several APIs that offer it, the best."""
    for part in _KNOWN.get(platform, ()):
        if found := [device for device in devices if part in device.name.casefold()]:
            return min(found, key=_preference)
    return None


def _preference(device: InputDevice) -> int:
    return HOST_APIS.index(device.host_api) if device.host_api in HOST_APIS else len(HOST_APIS)

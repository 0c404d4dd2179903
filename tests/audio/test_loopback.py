"""Which device is what the computer plays, on lists as the documentation of each system shows them."""

from dataclasses import replace

import pytest

from monitor.audio import loopback
from monitor.audio.devices import InputDevice
from monitor.audio.loopback import Surroundings, call_device, choose_with_call, likeliest
from monitor.audio.pulse import Picture, ServerSource
from monitor.errors import DeviceError


def listed(*entries):
    """Devices from (number, name, host API, channels); the first is the default."""
    return [
        InputDevice(index, name, api, channels, 48_000, index == entries[0][0])
        for index, name, api, channels in entries
    ]


LINUX = listed(
    (0, "HDA Intel PCH: ALC257 Analog (hw:0,0)", "ALSA", 2),
    (6, "pulse", "ALSA", 32),
    (7, "default", "ALSA", 32),
)
WINDOWS = listed(
    (0, "Microsoft Sound Mapper - Input", "MME", 2),
    (1, "Stereo Mix (Realtek High Definit", "MME", 2),
    (5, "Stereo Mix (Realtek High Definition Audio)", "Windows DirectSound", 2),
    (9, "Microphone (Realtek High Definition Audio)", "Windows WASAPI", 2),
    (10, "Stereo Mix (Realtek High Definition Audio)", "Windows WASAPI", 2),
)
BARE_WINDOWS = [WINDOWS[0], WINDOWS[3]]
PATCHED_WINDOWS = [
    *WINDOWS,
    *listed(
        (12, "Speakers (Realtek High Definition Audio) [Loopback]", "Windows WASAPI", 2),
        (13, "Headphones (Jabra Evolve2 65) [Loopback]", "Windows WASAPI", 2),
    ),
]
CABLE_WINDOWS = [*BARE_WINDOWS, *listed((11, "CABLE Output (VB-Audio Virtual Cable)", "Windows WASAPI", 2))]
GERMAN_WINDOWS = [*BARE_WINDOWS, *listed((8, "Stereomix (Realtek(R) Audio)", "Windows WASAPI", 2))]
MAC = listed(
    (0, "MacBook Pro Microphone", "Core Audio", 1),
    (2, "Loopback Audio 2", "Core Audio", 2),
    (3, "BlackHole 2ch", "Core Audio", 2),
)
SPEAKERS = ServerSource("alsa_output.pci.analog-stereo.monitor", "Monitor of Built-in Audio", "alsa_output")
HEADSET = ServerSource("bluez_output.AA.1.monitor", "Monitor of Headset", "bluez_output")
MICROPHONE = ServerSource("alsa_input.usb", "RODE NT-USB")
SERVER = Picture(
    up=True,
    sources={each.name: each for each in (MICROPHONE, SPEAKERS, HEADSET)},
    default_source="alsa_input.usb",
    default_sink="bluez_output",
)
JABRA, REALTEK = "Headphones (Jabra Evolve2 65)", "Speakers (Realtek High Definition Audio)"


@pytest.mark.parametrize(
    ("devices", "here", "index", "name"),
    [
        (LINUX, Surroundings("linux", SERVER), 6, "Headset"),
        (LINUX, Surroundings("linux", replace(SERVER, default_sink="alsa_output")), 6, "Built-in Audio"),
        ([LINUX[0], LINUX[2]], Surroundings("linux", SERVER), 7, "Headset"),
        (WINDOWS, Surroundings("win32", default_output=REALTEK), 10, WINDOWS[-1].name),
        (PATCHED_WINDOWS, Surroundings("win32", default_output=JABRA), 13, f"{JABRA} [Loopback]"),
        (PATCHED_WINDOWS, Surroundings("win32", default_output=REALTEK), 12, f"{REALTEK} [Loopback]"),
        (PATCHED_WINDOWS, Surroundings("win32"), 10, WINDOWS[-1].name),
        (PATCHED_WINDOWS[:-1], Surroundings("win32"), 12, f"{REALTEK} [Loopback]"),
        (CABLE_WINDOWS, Surroundings("win32", default_output=REALTEK), 11, CABLE_WINDOWS[-1].name),
        (GERMAN_WINDOWS, Surroundings("win32"), 8, "Stereomix (Realtek(R) Audio)"),
        (MAC, Surroundings("darwin", default_output="MacBook Pro Speakers"), 3, "BlackHole 2ch"),
        (MAC[:2], Surroundings("darwin"), 2, "Loopback Audio 2"),
    ],
)
def test_what_the_computer_plays_is_found_and_named(devices, here, index, name):
    found = call_device(devices, here)
    assert (found.index, found.name) == (index, f"what this computer plays ({name})")
    assert found.plays


@pytest.mark.parametrize(
    ("devices", "here", "remedy"),
    [
        (LINUX, Surroundings("linux"), "No sound server"),
        (
            LINUX,
            Surroundings("linux", replace(SERVER, default_sink=None)),
            "Connect loudspeakers or headphones",
        ),
        (LINUX[:1], Surroundings("linux", SERVER), "apt-get install libasound2-plugins"),
        (
            BARE_WINDOWS,
            Surroundings("win32", default_output=REALTEK),
            "switch on the recording device Stereo Mix",
        ),
        (MAC[:1], Surroundings("darwin"), "Install a loopback device such as BlackHole"),
    ],
)
def test_where_there_is_none_the_remedy_is_named(devices, here, remedy):
    with pytest.raises(DeviceError, match=remedy):
        call_device(devices, here)


@pytest.fixture
def machine(monkeypatch):
    monkeypatch.setattr(loopback, "input_devices", lambda: LINUX)
    monkeypatch.setattr(loopback, "surroundings", lambda: Surroundings("linux", SERVER))
    monkeypatch.setattr("monitor.audio.devices.input_devices", lambda: LINUX)


def test_the_therapist_has_the_default_microphone_beside_a_call(machine):
    choice = choose_with_call(None, " Call ", None)
    assert (choice.therapist.device.index, choice.client.device.source) == (0, HEADSET.name)
    assert choose_with_call("default", "call", None).therapist.device.index == 7


def test_without_a_call_devices_are_chosen_as_ever(machine):
    assert choose_with_call("default", "ALC257", None).client.device.index == 0
    with pytest.raises(DeviceError, match="not one device for both"):
        choose_with_call(None, "call", "pulse")


INNER, CALLED = LINUX[0].name, "what this computer plays (Headset)"


@pytest.mark.parametrize(
    ("therapist", "client", "heard"),
    [
        (INNER, "call", (INNER, CALLED)),
        ("gone", "call", (INNER, CALLED)),
        ("default", "call", ("default", CALLED)),
        ("default", "gone", ("default", INNER)),
        ("gone", "pulse", (INNER, "pulse")),
        (None, None, (INNER, "pulse")),
    ],
)
def test_where_one_is_gone_the_other_stays_and_somebody_is_heard_for_both(therapist, client, heard):
    choice = likeliest(therapist, client, LINUX, Surroundings("linux", SERVER))
    assert (choice.therapist.device.name, choice.client.device.name) == heard


def test_of_one_microphone_alone_there_is_nothing_to_guess():
    one = replace(LINUX[0], channels=1)
    with pytest.raises(DeviceError, match="has one channel"):
        likeliest("gone", "gone", [one], Surroundings("linux"))
    with pytest.raises(DeviceError, match="No microphone was found"):
        likeliest(None, None, [], Surroundings("linux"))
    assert likeliest(None, None, [LINUX[0]], Surroundings("linux")).client.channel == 1

"""What the start dialog has to choose from: every microphone once, and the call."""

import pytest

from monitor import soundcheck
from monitor.audio.devices import ChannelChoice, Microphone, choose_channels
from monitor.audio.loopback import Surroundings
from monitor.config import load
from monitor.soundcheck import SoundChecks
from tests.audio.test_devices import LINUX, WINDOWS
from tests.audio.test_loopback import LINUX as WITH_SERVER
from tests.audio.test_loopback import SERVER

CALLED = "what this computer plays (Headset)"


@pytest.fixture
def machine(monkeypatch):
    """Sets what devices there are, and what the choice was."""

    def has(devices, here, choice):
        monkeypatch.setattr(soundcheck, "input_devices", lambda: list(devices))
        monkeypatch.setattr(soundcheck, "surroundings", lambda: here)
        return SoundChecks(choice, load())

    return has


def test_every_microphone_once_and_the_call_last(machine):
    choice = choose_channels("Jabra", "Realtek High Definition Audio", None, WINDOWS)
    checks = machine(WINDOWS, Surroundings("win32"), choice)
    assert checks.names == ("Microphone (Realtek High Definition Audio)", "Headset (Jabra Evolve2 65)")
    assert checks.chosen == (1, 0)
    linux = machine(
        WITH_SERVER, Surroundings("linux", SERVER), choose_channels(None, None, "pulse", WITH_SERVER)
    )
    assert linux.names[-1] == CALLED
    assert len(set(linux.names)) == len(linux.names)


def test_the_call_is_for_the_client_alone(machine):
    checks = machine(
        WITH_SERVER, Surroundings("linux", SERVER), choose_channels(None, None, "pulse", WITH_SERVER)
    )
    microphone, call = 0, checks.names.index(CALLED)
    assert checks.choose(microphone, call) == ""
    assert checks.chosen == (microphone, call)
    assert checks.choice.client.device.source == SERVER.played.name  # type: ignore[union-attr]
    assert "can be the client of a call" in checks.choose(call, microphone)
    assert checks.chosen == (microphone, call)
    assert checks.heard == f"{checks.names[0]} (therapist), {CALLED} (client)"


def test_one_device_for_both_needs_two_channels(machine):
    checks = machine(LINUX, Surroundings("linux"), choose_channels(None, None, "pulse", LINUX))
    one = checks.names.index("RODE NT-USB: USB Audio (hw:1,0)")
    two = checks.names.index("HDA Intel PCH: ALC257 Analog (hw:0,0)")
    assert "has one channel" in checks.choose(one, one)
    assert checks.choose(two, two) == ""
    assert [each.channel for each in (checks.choice.therapist, checks.choice.client)] == [0, 1]


def test_the_same_again_leaves_swapped_channels_swapped(machine):
    device = LINUX[0]
    swapped = ChannelChoice(Microphone(device, 1), Microphone(device, 0))
    checks = machine(LINUX, Surroundings("linux"), swapped)
    assert checks.choose(*checks.chosen) == ""
    assert checks.choice == swapped

"""What the start dialog has to choose from: every microphone once, and the call."""

from dataclasses import replace

import pytest

from monitor import remembered, soundcheck
from monitor.audio.devices import ChannelChoice, Microphone, choose_channels
from monitor.audio.loopback import Surroundings
from monitor.config import load
from monitor.errors import DeviceError
from monitor.soundcheck import SoundChecks, chosen, chosen_or_likeliest
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


@pytest.fixture
def server(monkeypatch):
    """A machine with a sound server, whoever asks."""
    for module in ("monitor.soundcheck", "monitor.audio.loopback", "monitor.audio.devices"):
        monkeypatch.setattr(f"{module}.input_devices", lambda: list(WITH_SERVER))
    for module in ("monitor.soundcheck", "monitor.audio.loopback"):
        monkeypatch.setattr(f"{module}.surroundings", lambda: Surroundings("linux", SERVER))


def test_what_was_heard_last_and_is_gone_is_guessed_for_the_dialog_alone(server, own_user_folders):
    gone = Microphone(replace(WITH_SERVER[0], name="RODE NT-USB"), 0)
    call = Microphone(replace(WITH_SERVER[0], plays=True), 0)
    remembered.keep(ChannelChoice(gone, call))
    choice, guessed = chosen_or_likeliest(remembered.Devices())
    assert (choice.therapist.device, choice.client.device.name) == (WITH_SERVER[0], CALLED)
    assert guessed
    with pytest.raises(DeviceError, match="RODE"):
        chosen(remembered.Devices())
    with pytest.raises(DeviceError, match="theremin"):
        chosen_or_likeliest(remembered.Devices(both="theremin"))


def test_what_was_heard_last_and_is_there_is_no_guess(server, own_user_folders):
    remembered.keep(choose_channels(None, None, "pulse", WITH_SERVER))
    choice, guessed = chosen_or_likeliest(remembered.Devices())
    assert (choice.therapist.device.name, guessed) == ("pulse", False)

"""What a seat makes of the sound server's pictures: which source is meant, and whether it is still that."""

import threading
from dataclasses import replace

import pytest

from monitor.audio import clock
from monitor.audio.devices import InputDevice, again
from monitor.audio.patience import still_waiting, within
from monitor.audio.pulse import NO_PICTURE, Picture, ServerSource, same_source
from monitor.audio.seat import Seat
from monitor.audio.stream import DeviceStream
from monitor.conversation.timeline import Channel
from tests.audio.told import SETTINGS

USB, INNER, HEADSET = "alsa_input.usb", "alsa_input.pci", "bluez_source.AA_BB.headset_head_unit"
SOURCES = {name: ServerSource(name, name.upper()) for name in (USB, INNER, HEADSET)}
MONITORS = {f"{sink}.monitor": ServerSource(f"{sink}.monitor", sink, sink) for sink in ("speakers", "phones")}
UP = Picture(True, SOURCES | MONITORS, {}, INNER, "speakers")
MICROPHONE = InputDevice(0, "Microphone", "ALSA", 1, 48_000, False)


def seat(device=MICROPHONE, on=USB, number=4):
    """A seat whose stream is known to the server by this number, on that source."""
    filled = Seat(device, [(0, Channel.THERAPIST)], DeviceStream(device, 1, SETTINGS))
    filled.know(UP, replace(UP, outputs={number: on}))
    return filled


def without(picture, *names):
    return replace(picture, sources={k: v for k, v in picture.sources.items() if k not in names})


def test_a_stream_is_trusted_while_it_is_where_it_was():
    assert not seat().distrust_if_moved(replace(UP, outputs={4: USB, 9: INNER}))


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (UP, "the system has put ALSA_INPUT.PCI in the place of Microphone"),
        (without(UP, USB), "Microphone was disconnected"),
    ],
)
def test_one_that_was_moved_is_not(picture, why):
    moved = seat()
    assert moved.distrust_if_moved(replace(picture, outputs={4: INNER}))
    assert moved.stream.distrusted
    assert moved.trouble(clock.now_s(), SETTINGS) == why
    assert not moved.distrust_if_moved(replace(picture, outputs={4: INNER}))  # it is told once


@pytest.mark.parametrize("picture", [NO_PICTURE, UP, replace(UP, outputs={9: INNER})])
def test_a_server_that_says_nothing_of_it_is_no_reason_to_distrust(picture):
    assert not seat().distrust_if_moved(picture)


def test_behind_the_default_a_device_is_called_by_its_own_name():
    """ "default was disconnected" would say nothing to anybody."""
    default = seat(replace(MICROPHONE, name="default"))
    assert default.distrust_if_moved(replace(without(UP, USB), outputs={4: INNER}))
    assert default.why == "ALSA_INPUT.USB was disconnected"


def test_a_stream_of_no_server_is_never_moved():
    direct = Seat(MICROPHONE, [(0, Channel.CLIENT)], DeviceStream(MICROPHONE, 1, SETTINGS))
    direct.know(NO_PICTURE, NO_PICTURE)
    assert direct.source is None
    assert not direct.distrust_if_moved(replace(UP, outputs={4: INNER}))


def test_one_of_two_new_streams_is_not_guessed():
    unsure = Seat(MICROPHONE, [(0, Channel.CLIENT)], DeviceStream(MICROPHONE, 1, SETTINGS))
    unsure.know(UP, replace(UP, outputs={4: USB, 5: INNER}))
    assert unsure.source is None


def test_a_headset_is_the_same_in_another_profile():
    worn = seat(on=HEADSET)
    a2dp = "bluez_source.AA_BB.a2dp_source"
    changed = replace(without(UP, HEADSET), outputs={4: a2dp})
    changed.sources[a2dp] = ServerSource(a2dp, "HEADSET")
    assert worn.wanted(changed) == a2dp
    assert not worn.distrust_if_moved(changed)


def test_two_inputs_of_one_interface_are_not_the_same():
    first, second = (f"alsa_input.usb-Scarlett_2i2-00.pro-input-{number}" for number in (0, 1))
    both = replace(UP, sources=UP.sources | {name: ServerSource(name, name) for name in (first, second)})
    assert seat(on=first).distrust_if_moved(replace(both, outputs={4: second}))


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        (USB, USB, True),
        (USB, INNER, False),
        ("bluez_input.AA.0", "bluez_input.AA.1", True),
        ("bluez_source.AA.a2dp", "bluez_input.AA.hfp", True),
        ("bluez_source.AA.a2dp", "bluez_source.BB.a2dp", False),
        ("alsa_input.usb-RODE_NT-USB-00.analog-stereo", "alsa_input.usb-RODE_NT-USB-00.mono-fallback", True),
        ("alsa_input.usb-RODE_NT-USB-00.analog-stereo", "alsa_input.usb-RODE_NT-USB-01.analog-stereo", False),
        ("alsa_input.usb-A.x", "bluez_source.usb-A.x", False),
        ("alsa_input.usb-A", "alsa_input.usb-B", False),
        ("alsa_input.pci-0000_00_1f.3.HiFi__a__source", "alsa_input.pci-0000_00_1f.3.HiFi__b__source", False),
    ],
)
def test_names_of_one_device(name, other, same):
    assert same_source(name, other) is same


def test_what_the_computer_plays_is_wherever_it_plays():
    plays = replace(MICROPHONE, plays=True, source="speakers.monitor")
    call = seat(plays, on="speakers.monitor")
    assert call.wanted(UP) == "speakers.monitor"
    assert not call.distrust_if_moved(replace(UP, outputs={4: "speakers.monitor"}))
    elsewhere = replace(UP, outputs={4: "speakers.monitor"}, default_sink="phones")
    assert call.distrust_if_moved(elsewhere)
    assert call.why == "the computer plays through another device now"
    assert call.wanted(elsewhere) == "phones.monitor"
    assert call.wanted(replace(UP, default_sink=None)) is None


def test_who_sleeps_is_not_stuck():
    asleep = replace(UP, sources=UP.sources | {USB: ServerSource(USB, "USB", suspended=True)})
    quiet, now_s = seat(), clock.now_s() + 100
    settings = replace(SETTINGS, renew_after_s=2.0)
    assert not quiet.stuck(now_s, asleep, settings)
    assert not quiet.stuck(now_s + 1, UP, settings)  # it has only just woken up
    assert quiet.stuck(now_s + 3, UP, settings)


def test_after_standing_still_nobody_is_taken_for_dead_at_once():
    quiet = seat()
    quiet.opened_s -= 100
    assert quiet.stuck(clock.now_s(), UP, replace(SETTINGS, renew_after_s=2.0))
    quiet.rouse()
    assert not quiet.stuck(clock.now_s(), UP, replace(SETTINGS, renew_after_s=2.0))
    assert quiet.stuck(clock.now_s() + 3, UP, replace(SETTINGS, renew_after_s=2.0))


def test_a_microphone_that_is_switched_off_is_not_heard():
    off = replace(UP, sources=UP.sources | {USB: ServerSource(USB, "USB", muted=True)})
    there = seat()
    there.stream.heard_s = clock.now_s()
    there.look(off)
    assert there.trouble(clock.now_s(), SETTINGS) == "Microphone is muted in the system's sound settings"
    assert there.fault(clock.now_s(), SETTINGS) is None  # nothing to mend
    there.look(UP)
    assert there.trouble(clock.now_s(), SETTINGS) is None
    there.look(replace(off, sources={}))
    assert not there.muted


HW = InputDevice(3, "RODE NT-USB: USB Audio (hw:1,0)", "ALSA", 1, 48_000, False)


@pytest.mark.parametrize(
    ("listed", "index"),
    [
        ([replace(HW, index=5)], 5),
        ([replace(HW, index=5, name="RODE NT-USB: USB Audio (hw:2,0)")], 5),
        ([replace(HW, name="HDA: ALC257 (hw:1,0)")], None),
        ([replace(HW, host_api="JACK Audio Connection Kit")], None),
        ([replace(HW, name=f"RODE NT-USB: USB Audio (hw:{place},0)") for place in (2, 3)], None),
        ([], None),
    ],
)
def test_a_device_is_found_again_in_a_newer_list(listed, index):
    found = again(HW, listed)
    assert (found and found.index) == index
    assert found is None or found.name == HW.name


def test_a_call_that_was_given_up_is_remembered_until_it_comes_back():
    let_go = threading.Event()
    with pytest.raises(TimeoutError):
        within(0.01, let_go.wait)
    assert still_waiting()
    let_go.set()
    until_s = clock.now_s() + 5
    while still_waiting():
        assert clock.now_s() < until_s

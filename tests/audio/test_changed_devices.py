"""Devices that come back as something else, or again and again, and a reader that neglects them."""

import time
from pathlib import Path

import numpy as np
import pytest

from tests.audio.recordings import write
from tests.audio.test_come_and_go import BACK_S, CLIENT_GONE, SEEN_S, lost_of, two, waits_until
from tests.audio.test_sound_card import RATE, listen, noise
from tests.audio.whole import arrived

__all__ = ["listen", "two"]
pytestmark = [pytest.mark.device, pytest.mark.slow]
FLAPS = 20
CALLED = "source_properties=device.description=Headset"


def tone(seconds, rate, hz=440.0):
    return np.rint(9_000 * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate)) / rate)).astype(np.int16)


@pytest.mark.parametrize(("rate", "channels"), [(48_000, 2), (8_000, 1)])
def test_another_rate_and_more_channels_under_the_same_name(sound_card, two, tmp_path, rate, channels):
    """As when the system's settings are changed in mid-session."""
    sound_card.unplug("client")
    changed_s = time.monotonic()
    how = f"sink_name=client rate={rate} channels={channels} format=s16le norewinds=1"
    sound_card.control("load-module", "module-null-sink", *how.split())
    while two.hear("lost")["lost"]:
        pass
    assert two.facts[-1]["at_s"] - changed_s < BACK_S
    assert sound_card.play(write(tmp_path / "t.wav", tone(2, rate), rate), "client").wait(10) == 0
    time.sleep(0.3)
    heard = two.stop()[:, 1].astype(int)

    loud = np.flatnonzero(np.abs(heard) > 2_000)
    assert len(np.flatnonzero(np.diff(np.signbit(heard[loud[0] : loud[-1]])))) == pytest.approx(1760, abs=30)
    assert (loud[-1] - loud[0]) / RATE == pytest.approx(2, abs=0.05)
    assert lost_of(two)["therapist"] == 0


def test_a_headset_in_another_profile_is_the_same_headset(sound_card, listen, tmp_path):
    """Once a call begins it is mono and narrow, and the server has another name for it."""

    def profile(name, *how):
        source = f"source_name=bluez_source.AA_BB_CC.{name}", "master=client.monitor", CALLED
        return sound_card.control("load-module", "module-remap-source", *source, *how).strip()

    music = profile("a2dp_source", "rate=48000", "channels=2")
    sound_card.control("set-default-source", "bluez_source.AA_BB_CC.a2dp_source")
    listener = listen("therapist=therapist_mic", "client=default")
    listener.hear("heard")
    gone_s = time.monotonic()
    sound_card.control("unload-module", music)
    waits_until(listener, [["client", "Headset was disconnected"]], gone_s, SEEN_S)
    profile("headset_head_unit", "rate=8000", "channels=1")
    waits_until(listener, [], time.monotonic(), BACK_S)
    assert sound_card.play(write(tmp_path / "t.wav", tone(1, RATE), RATE), "client").wait(10) == 0
    time.sleep(0.3)
    heard = listener.stop()

    assert np.count_nonzero(np.abs(heard[:, 1]) > 2_000) > 0.7 * RATE
    assert not heard[:, 0].any()
    assert lost_of(listener)["therapist"] == 0


def test_a_device_that_comes_and_goes_again_and_again_leaves_nothing_behind(sound_card, two):
    def left_behind():
        of_it = Path("/proc", str(two.process.pid))
        return [len(list((of_it / what).iterdir())) for what in ("task", "fd")]

    before = left_behind()
    for _ in range(FLAPS):
        sound_card.unplug("client")
        waits_until(two, CLIENT_GONE, time.monotonic(), SEEN_S)
        sound_card.plug("client")
        waits_until(two, [], time.monotonic(), BACK_S)
    time.sleep(0.5)
    after = left_behind()
    two.stop()

    assert all(now <= then for now, then in zip(after, before, strict=True)), (before, after)
    assert two.facts[-2]["returns"] == [0, FLAPS]
    assert len([fact for fact in two.facts if fact.get("lost") == CLIENT_GONE]) == FLAPS
    assert lost_of(two)["therapist"] == 0


def test_what_the_ring_cannot_hold_is_a_hole_of_that_length_and_time_goes_on(sound_card, listen, tmp_path):
    """The analysis stalls for 3 s, and there is room for 1."""
    listener = listen("device=session_pair", "stall_s=3", "ring_s=1")
    sound = noise(5, 2)
    listener.hear("listening")
    player = sound_card.play(write(tmp_path / "s.wav", sound, RATE))
    listener.hear("heard")
    assert player.wait(15) == 0
    time.sleep(0.5)
    heard = listener.stop()

    (_, start, length), client = next(fact["losses"] for fact in listener.facts if "losses" in fact)
    assert client == ["client", start, length]
    assert length / RATE == pytest.approx(2, abs=0.3)
    assert listener.facts[-2]["refused"] == [length]
    began = int(np.flatnonzero(heard.any(axis=1))[0])
    before = start - began
    assert arrived(heard[began:], sound[:before])
    assert not heard[start + 10 : start + length - 10].any()
    assert arrived(heard[start + length :], sound[before + length :])

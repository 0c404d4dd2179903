"""Devices that go and come back while they are listened to: on a virtual card, and nothing imitated."""

import signal
import time

import numpy as np
import pytest

from tests.audio.recordings import write
from tests.audio.test_sound_card import RATE, listen, noise
from tests.audio.whole import arrived

__all__ = ["listen"]
pytestmark = [pytest.mark.device, pytest.mark.slow]
SEEN_S = 2.0
"""Within this somebody must be told that a side is not heard ..."""
BACK_S = 3.0
"""... and within this it must be heard again, once the device is back."""
THERAPIST_GONE = [["therapist", "therapist_mic was disconnected"]]
CLIENT_GONE = [["client", "client_audio was disconnected"]]


def lost_of(listener, sides=("therapist", "client")):
    """Every loss it has told, by side: the sum of their lengths in seconds."""
    told = [loss for fact in listener.facts for loss in fact.get("losses", [])]
    return {side: sum(length for who, _, length in told if who == side) / RATE for side in sides}


def waits_until(listener, lost, since_s, limit_s):
    """Wait until it tells this of its channels; it must not take longer."""
    while listener.hear("lost")["lost"] != lost:
        pass
    assert listener.facts[-1]["at_s"] - since_s < limit_s


@pytest.fixture
def two(listen):
    listener = listen("therapist=therapist_mic", "client=client_audio")
    listener.hear("heard")
    return listener


def test_a_device_that_vanishes_is_told_and_comes_back(sound_card, two, tmp_path):
    player = sound_card.play(write(tmp_path / "t.wav", noise(30, 1), RATE), "therapist")
    time.sleep(1)
    gone_s = time.monotonic()
    sound_card.unplug("client")
    waits_until(two, CLIENT_GONE, gone_s, SEEN_S)
    time.sleep(1.5)
    sound_card.plug("client")
    back_s = time.monotonic()
    waits_until(two, [], back_s, BACK_S)
    client = noise(2, 1) // 2
    assert sound_card.play(write(tmp_path / "c.wav", client, RATE), "client").wait(10) == 0
    time.sleep(0.3)
    heard = two.stop()
    player.kill()
    player.wait()

    lost = lost_of(two)
    assert lost["therapist"] == 0
    assert 1.5 < lost["client"] < back_s - gone_s + BACK_S
    told = [fact["at_s"] for fact in two.facts if "heard" in fact or "overflows" in fact]
    assert len(heard) / RATE == pytest.approx(told[1] - told[0], abs=0.5)
    start = int(np.flatnonzero(heard[:, 1])[0])
    assert arrived(heard[start:, 1], client[:, 0])
    assert two.facts[-2]["returns"] == [0, 1]


def test_when_another_takes_its_place_nobody_is_heard_as_somebody_else(sound_card, two, tmp_path):
    """PulseAudio moves the stream to another source; the client's voice must not become the therapist's."""
    player = sound_card.play(write(tmp_path / "c.wav", noise(30, 1), RATE), "client")
    time.sleep(1)
    gone_s = time.monotonic()
    sound_card.control("set-default-source", "client.monitor")
    sound_card.unplug("therapist")
    waits_until(two, THERAPIST_GONE, gone_s, SEEN_S)
    time.sleep(2)
    heard = two.stop()
    player.kill()
    player.wait()

    assert not heard[:, 0].any()
    assert np.count_nonzero(heard[:, 1]) > 2 * RATE
    assert lost_of(two)["client"] == 0


def test_a_stream_that_somebody_moves_by_hand_is_noticed_and_brought_back(sound_card, two, tmp_path):
    player = sound_card.play(write(tmp_path / "c.wav", noise(30, 1), RATE), "client")
    time.sleep(0.5)
    outputs = sound_card.control("list", "short", "source-outputs").splitlines()
    source = sound_card.control("list", "short", "sources").splitlines()
    (therapist,) = (line.split()[0] for line in source if "therapist.monitor" in line)
    (output,) = (line.split()[0] for line in outputs if line.split()[1] == therapist)
    moved_s = time.monotonic()
    sound_card.control("move-source-output", output, "client.monitor")
    waits_until(two, [["therapist", MOVED]], moved_s, SEEN_S)
    waits_until(two, [], moved_s, BACK_S)
    heard = two.stop()
    player.kill()
    player.wait()

    assert not heard[:, 0].any()
    assert 0 < lost_of(two)["therapist"] < BACK_S


MOVED = "the system has put Monitor of Null Output in the place of therapist_mic"


def test_a_changed_default_does_not_change_what_is_heard(sound_card, listen, tmp_path):
    """PulseAudio moves the stream along with its default, and it is brought back."""
    listener = listen("device=default")
    listener.hear("heard")
    stranger = sound_card.play(write(tmp_path / "c.wav", noise(30, 1), RATE), "client")
    time.sleep(0.5)
    sound_card.control("set-default-source", "client.monitor")
    waits_until(listener, [], time.monotonic(), BACK_S)
    sound = noise(2, 2)
    assert sound_card.play(write(tmp_path / "s.wav", sound, RATE)).wait(10) == 0
    heard = listener.stop()
    stranger.kill()
    stranger.wait()

    start = int(np.flatnonzero(heard.any(axis=1))[0])
    assert arrived(heard[start:], sound)
    assert 0 < lost_of(listener)["client"] == lost_of(listener)["therapist"] < 1


def test_a_server_that_is_started_again(sound_card, two, tmp_path):
    killed_s = time.monotonic()
    sound_card.kill()
    waits_until(two, THERAPIST_GONE + CLIENT_GONE, killed_s, SEEN_S)
    time.sleep(1)
    sound_card.start()
    waits_until(two, [], time.monotonic(), BACK_S)
    sound = noise(2, 2)
    players = [
        sound_card.play(write(tmp_path / f"{sink}.wav", sound[:, column], RATE), sink)
        for column, sink in enumerate(("therapist", "client"))
    ]
    assert [player.wait(10) for player in players] == [0, 0]
    heard = two.stop()

    for column in (0, 1):
        start = int(np.flatnonzero(heard[:, column])[0])
        assert arrived(heard[start:, column], sound[:, column])
    lost = lost_of(two)
    assert lost["therapist"] == pytest.approx(lost["client"], abs=0.5)
    assert lost["client"] > 1


def test_a_server_that_hangs_for_a_while(sound_card, two):
    frozen_s = time.monotonic()
    sound_card.freeze()
    two.hear("lost")
    time.sleep(4)
    sound_card.thaw()
    waits_until(two, [], time.monotonic(), BACK_S)
    told = two.facts[-1]["at_s"]
    heard = two.stop()

    assert told - frozen_s > 4
    assert len(heard) / RATE > 4


def test_a_program_that_stands_still_finds_all_that_was_said_meanwhile(sound_card, two, tmp_path):
    """The server has kept it: nothing is lost, and no stream is taken for a dead one."""
    sound = noise(4, 2)
    players = [
        sound_card.play(write(tmp_path / f"{sink}.wav", sound[:, column], RATE), sink)
        for column, sink in enumerate(("therapist", "client"))
    ]
    time.sleep(0.5)
    two.process.send_signal(signal.SIGSTOP)
    time.sleep(4)
    two.process.send_signal(signal.SIGCONT)
    assert [player.wait(10) for player in players] == [0, 0]
    time.sleep(0.5)
    heard = two.stop()

    for column in (0, 1):
        start = int(np.flatnonzero(heard[:, column])[0])
        assert arrived(heard[start:, column], sound[:, column])
    assert lost_of(two) == {"therapist": 0, "client": 0}
    assert two.facts[-2]["returns"] == [0, 0]


def test_a_source_that_sleeps_for_long_wakes_in_the_same_stream(sound_card, two):
    sound_card.suspend("client", True)
    assert two.hear("lost")["lost"] == [["client", "no sound comes from client_audio"]]
    time.sleep(4)
    sound_card.suspend("client", False)
    waits_until(two, [], time.monotonic(), BACK_S)
    two.stop()

    assert two.facts[-2]["returns"] == [0, 0]
    assert lost_of(two)["client"] == pytest.approx(4.5, abs=1)


@pytest.mark.parametrize(
    ("off", "on"),
    [
        (("set-source-mute", "1"), ("set-source-mute", "0")),
        (("set-source-volume", "0"), ("set-source-volume", "65536")),
    ],
    ids=["switched off", "turned down"],
)
def test_a_microphone_that_is_muted_in_the_system_is_not_heard(sound_card, two, off, on):
    """It goes on sending, silence; only the server knows that nobody could be heard."""
    sound_card.control(off[0], "therapist.monitor", off[1])
    muted_s = time.monotonic()
    waits_until(
        two, [["therapist", "therapist_mic is muted in the system's sound settings"]], muted_s, SEEN_S
    )
    time.sleep(1)
    sound_card.control(on[0], "therapist.monitor", on[1])
    waits_until(two, [], time.monotonic(), BACK_S)
    two.stop()

    assert lost_of(two)["therapist"] == pytest.approx(1, abs=0.5)
    assert lost_of(two)["client"] == 0
    assert two.facts[-2]["returns"] == [0, 0]


def test_an_analysis_that_stalls_for_5_s_loses_nothing(sound_card, listen, tmp_path):
    listener = listen("device=session_pair", "stall_s=5")
    sound = noise(4, 2)
    listener.hear("heard")
    assert sound_card.play(write(tmp_path / "s.wav", sound, RATE)).wait(10) == 0
    time.sleep(1.5)
    heard = listener.stop()

    start = int(np.flatnonzero(heard.any(axis=1))[0])
    assert arrived(heard[start:], sound)
    assert lost_of(listener) == {"therapist": 0, "client": 0}
    assert listener.facts[-2]["refused"] == [0]


def test_what_the_computer_plays_is_the_client_and_follows_to_another_loudspeaker(
    sound_card, listen, tmp_path
):
    """The stereo of the call as one channel; then headphones are plugged in, and the call goes there."""
    listener = listen("therapist=therapist_mic", "client=call")
    listener.hear("heard")
    call = np.repeat(noise(2, 1), 2, axis=1)
    assert sound_card.play(write(tmp_path / "call.wav", call, RATE), "session").wait(10) == 0
    time.sleep(0.5)
    sound_card.control("set-default-sink", "client")
    changed_s = time.monotonic()
    while listener.hear("lost")["lost"] == []:
        pass
    assert listener.facts[-1]["lost"] == [["client", "the computer plays through another device now"]]
    waits_until(listener, [], changed_s, BACK_S)
    later = noise(2, 1) // 3
    assert sound_card.play(write(tmp_path / "later.wav", later, RATE), "client").wait(10) == 0
    time.sleep(0.3)
    heard = listener.stop()

    start = int(np.flatnonzero(heard[:, 1])[0])
    assert arrived(heard[start:, 1], call[:, 0], off=1)  # it is mixed
    start += len(call) + 10
    start += int(np.flatnonzero(heard[start:, 1])[0])
    assert arrived(heard[start:, 1], later[:, 0])
    assert not heard[:, 0].any()
    assert lost_of(listener)["therapist"] == 0

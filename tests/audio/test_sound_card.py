"""Capture from a real sound system: PortAudio on a virtual card, healthy and failing."""

import json
import time

import numpy as np
import pytest

from tests.audio.recordings import write

pytestmark = [pytest.mark.device, pytest.mark.slow]
RATE = 16_000
PROGRAM = "tests.audio.capture_program"


class Listener:
    """The capture program while it runs."""

    def __init__(self, card, out, *arguments):
        self.out = out
        self.process = card.program(PROGRAM, str(out), *arguments)
        self.facts = []

    def hear(self, key):
        """Wait until it tells this, and what it tells."""
        for line in self.process.stdout:
            self.facts.append(json.loads(line))
            if key in self.facts[-1]:
                return self.facts[-1]
        raise AssertionError(f"no {key}: {self.process.stderr.read()}")

    def stop(self):
        """End it; what it heard."""
        self.process.stdin.close()
        self.hear("closed")
        assert self.process.wait(10) == 0
        return np.load(self.out)

    def fails(self):
        """Wait for its failure; the sentence."""
        self.process.stdin.close()
        assert self.process.wait(30) == 2
        return self.process.stderr.read()


@pytest.fixture
def listen(sound_card, tmp_path):
    running: list[Listener] = []

    def start(*arguments):
        running.append(Listener(sound_card, tmp_path / f"{len(running)}.npy", *arguments))
        return running[-1]

    yield start
    for listener in running:
        listener.process.kill()
        listener.process.wait()
        for stream in (listener.process.stdin, listener.process.stdout, listener.process.stderr):
            stream.close()


def noise(seconds, channels):
    return (
        np.random.default_rng(3).integers(-9_000, 9_000, (round(seconds * RATE), channels)).astype(np.int16)
    )


def first_sound(column):
    return int(np.flatnonzero(column)[0])


def test_a_two_channel_device_is_captured_bit_for_bit(sound_card, listen, tmp_path):
    sound = noise(3, 2)
    listener = listen("device=session_pair")
    listener.hear("listening")

    assert sound_card.play(write(tmp_path / "a.wav", sound, RATE)).wait(20) == 0
    heard = listener.stop()

    start = first_sound(heard.any(axis=1))
    assert np.array_equal(heard[start : start + len(sound)], sound)
    assert not any("losses" in fact for fact in listener.facts)


def test_two_devices_are_captured_bit_for_bit(sound_card, listen, tmp_path):
    sound = noise(3, 2)
    listener = listen("therapist=therapist_mic", "client=client_audio")
    listener.hear("listening")

    players = [
        sound_card.play(write(tmp_path / f"{sink}.wav", sound[:, column], RATE), sink)
        for column, sink in enumerate(("therapist", "client"))
    ]
    assert [player.wait(20) for player in players] == [0, 0]
    heard = listener.stop()

    for column in (0, 1):
        start = first_sound(heard[:, column])
        assert np.array_equal(heard[start : start + len(sound), column], sound[:, column])


@pytest.mark.parametrize("wait_s", [0.0, 0.117])
def test_two_devices_are_aligned_by_the_time_of_capture(sound_card, listen, tmp_path, wait_s):
    clicks = np.zeros((2 * RATE, 2), np.int16)
    clicks[:: RATE // 4] = 20_000
    listener = listen("therapist=session_pair", "client=session_again", f"wait_s={wait_s}")
    listener.hear("listening")

    assert sound_card.play(write(tmp_path / "a.wav", clicks, RATE)).wait(20) == 0
    heard = listener.stop()

    therapist, client = (np.flatnonzero(heard[:, column]) for column in (0, 1))
    assert len(therapist) == len(client) == 8
    assert np.abs(therapist - client).max() <= 0.003 * RATE


def test_one_microphone_is_not_taken_for_two(sound_card, listen, tmp_path):
    listener = listen("device=therapist_mic")
    listener.hear("listening")
    sound_card.play(write(tmp_path / "a.wav", noise(4, 1), RATE), "therapist").wait(20)

    assert "carry the same sound: it is one microphone" in listener.fails()


def test_a_device_that_does_not_exist(listen):
    sentence = listen("device=theremin").fails()

    assert "No input device is called 'theremin'. There are: 0: session_pair (ALSA)" in sentence
    assert sentence.count("\n") == 1


def test_a_device_that_is_not_plugged_in(listen):
    sentence = listen("device=unplugged").fails()

    assert "unplugged cannot be opened" in sentence
    assert sentence.count("\n") == 1


def test_a_sound_system_that_is_not_running(sound_card, listen):
    sound_card.kill()

    sentence = listen("device=session_pair").fails()

    assert "No microphone was found" in sentence
    assert sentence.count("\n") == 1


def test_a_sound_system_that_hangs_between_two_devices(sound_card, listen):
    listener = listen("therapist=therapist_mic", "client=client_audio", "wait_s=0.5")
    listener.hear("opened")
    sound_card.freeze()

    sentence = listener.fails()

    assert "client_audio does not answer" in sentence
    assert sentence.count("\n") == 1


def test_a_sound_system_that_hangs_from_the_start(sound_card, listen):
    sound_card.freeze()

    sentence = listen("device=session_pair").fails()

    assert "The sound system does not answer" in sentence
    assert sentence.count("\n") == 1


def test_a_sound_system_that_dies(sound_card, listen):
    listener = listen("device=session_pair")
    listener.hear("heard")
    sound_card.kill()
    killed_s = time.monotonic()

    told = listener.hear("lost")

    assert told["lost"] == [[who, "session_pair was disconnected"] for who in ("therapist", "client")]
    assert told["at_s"] - killed_s < 0.5
    assert len(listener.stop()) > 0


def test_a_sound_system_that_hangs(sound_card, listen):
    listener = listen("device=session_pair")
    listener.hear("heard")
    sound_card.freeze()
    frozen_s = time.monotonic()

    told = listener.hear("lost")

    assert told["lost"] == [[who, "no sound comes from session_pair"] for who in ("therapist", "client")]
    assert 0.3 < told["at_s"] - frozen_s < 1.5
    assert len(listener.stop()) > 0


def test_a_source_that_falls_asleep_and_wakes_again(sound_card, listen):
    listener = listen("therapist=therapist_mic", "client=client_audio")
    listener.hear("heard")
    sound_card.suspend("client", True)
    assert listener.hear("lost")["lost"] == [["client", "no sound comes from client_audio"]]
    sound_card.suspend("client", False)
    assert listener.hear("lost")["lost"] == []
    ((channel, _, length),) = listener.hear("losses")["losses"]

    heard = listener.stop()

    began_s, ended_s = (
        next(fact["at_s"] for fact in listener.facts if key in fact) for key in ("heard", "overflows")
    )
    assert channel == "client"
    assert 0.4 < length / RATE < 2
    assert len(heard) / RATE == pytest.approx(ended_s - began_s, abs=0.5)


def test_the_terminal_stays_clean(listen):
    listener = listen("device=session_pair")
    listener.hear("listening")
    listener.stop()

    assert listener.process.stderr.read() == ""

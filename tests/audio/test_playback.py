"""Playback on a real sound system: a virtual card, healthy, failing and absent."""

import numpy as np
import pytest

from tests.audio.listened import RATE, Listening, heard_against_told, session_of_clicks

pytestmark = [pytest.mark.device, pytest.mark.slow]
NO_OUTPUT = "There is no sound output"


@pytest.fixture
def listen(sound_card, tmp_path):
    running: list[Listening] = []

    def start(sound, rate=RATE):
        running.append(Listening(sound_card, tmp_path, sound, rate))
        return running[-1]

    yield start
    for listening in running:
        listening.end()


def tone(seconds, hertz=300.0):
    wave = 9_000 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)
    return np.repeat(wave.astype(np.int16)[:, None], 2, axis=1)


@pytest.mark.parametrize("speed", [0.5, 1.0, 1.5, 2.0])
def test_the_playhead_is_where_the_sound_is(listen, speed):
    sound, clicks_s = session_of_clicks(6 * speed + 2)
    listening = listen(sound)
    heard, began_s, told = listening.say_and_stop(f"speed {speed}", "play", "wait 6")

    errors_s = heard_against_told(heard, began_s, told, clicks_s)

    assert len(errors_s) >= 5 * speed
    assert np.median(np.abs(errors_s)) < 0.030
    assert np.mean(np.abs(errors_s) < 0.030) > 0.75


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_it_is_there_on_an_output_of_another_rate(listen, rate):
    sound, clicks_s = session_of_clicks(8)
    listening = listen(sound, rate)
    heard, began_s, told = listening.say_and_stop("play", "wait 3", "seek 4.3", "wait 2")

    errors_s = heard_against_told(heard, began_s, told, clicks_s, listening.jumps_s)

    assert len(errors_s) >= 6
    assert np.median(np.abs(errors_s)) < 0.030


def test_it_stays_there_through_seeks_pauses_loops_and_speeds(listen):
    sound, clicks_s = session_of_clicks(40)
    listening = listen(sound)
    listening.say("play", "wait 1.2", "seek 20.1", "wait 1.1", "pause", "wait 0.4", "play", "wait 1.3")
    listening.say("speed 1.5", "wait 1.2", "loop 30.2 31.1", "wait 2.2", "speed 1", "wait 1.2", "loop")
    heard, began_s, told = listening.say_and_stop("seek 3", "wait 1.5", "hear client 0", "wait 0.5")

    errors_s = heard_against_told(heard, began_s, told, clicks_s, listening.jumps_s)

    assert len(errors_s) > 9
    assert np.median(np.abs(errors_s)) < 0.030
    assert np.mean(np.abs(errors_s) < 0.030) > 0.75


def test_it_never_runs_backwards_but_in_a_loop(listen):
    listening = listen(tone(20))
    listening.say("play", "until 0.6", "speed 0.5", "wait 0.5", "speed 2", "wait 0.5", "pause", "wait 0.3")
    listening.say("play", "wait 0.4", "speed 1.2", "wait 0.3", "speed 0.8", "wait 0.4")

    _, _, told = listening.stop()

    assert np.all(np.diff(told[:, 1]) >= 0)
    assert np.diff(told[:, 1]).max() < 0.15


def test_a_pause_stays_where_it_was_pressed_and_play_goes_on_from_there(listen):
    listening = listen(tone(20))
    paused = listening.say("play", "until 0.8", "pause")
    later = listening.say("wait 0.5")
    on = listening.say("play", "until 1.5")

    assert later["position_s"] == paused["position_s"] == pytest.approx(0.8, abs=0.2)
    assert not later["playing"]
    assert on["position_s"] == pytest.approx(1.5, abs=0.2)


def test_every_call_returns_at_once(listen):
    listening = listen(tone(20))
    calls = ["play", "seek 3", "speed 1.5", "hear therapist 0", "loop 4 5", "loop", "pause", "play", "seek 1"]

    took_s = [listening.say(call)["took_s"] for call in calls]

    assert max(took_s) < 0.05


def test_nothing_clicks(listen):
    """A tone through everything that cuts it: no step is steeper than the tone's own and a fade's."""
    listening = listen(tone(30))
    listening.say("play", "wait 0.5", "pause", "wait 0.2", "play", "wait 0.3", "seek 10.0007", "wait 0.3")
    listening.say("hear client 0", "wait 0.2", "hear client 1", "hear therapist 0", "wait 0.2")
    listening.say("hear therapist 1", "loop 12.0003 12.3", "wait 1.2", "loop", "seek 29.8", "wait 0.6")

    sound, _, _ = listening.stop()

    loudest = np.abs(sound).max()
    own = 2 * np.pi * 300 / RATE
    steps = np.abs(np.diff(sound.astype(float), axis=0)) / loudest
    assert loudest > 5_000
    assert steps.max() < own + 2 / 80


def test_each_speaker_is_heard_more_on_their_side(listen):
    sound = np.zeros((4 * RATE, 2), np.int16)
    sound[:, 0] = tone(4)[:, 0]
    listening = listen(sound)
    listening.say("play", "until 1")

    heard, _, _ = listening.stop()

    left, right = np.abs(heard).max(axis=0).astype(float)
    assert 20 * np.log10(left / right) == pytest.approx(3.0, abs=0.1)


def test_the_end_is_reached_and_play_begins_anew(listen):
    listening = listen(tone(1.5))
    ended = listening.say("play", "until 1.499", "wait 0.3")
    again = listening.say("play", "wait 0.01", "until 0.4")

    assert (ended["playing"], ended["position_s"]) == (False, pytest.approx(1.5, abs=0.001))
    assert again["playing"]
    assert 0.4 <= again["position_s"] < 0.8


def test_after_the_end_a_seek_does_not_play(listen):
    listening = listen(tone(1.2))
    listening.say("play", "until 1.199", "wait 0.3")
    sought = listening.say("seek 0.5", "wait 0.3")

    assert (sought["playing"], sought["position_s"]) == (False, 0.5)


def test_without_a_sound_server_there_is_a_sentence(sound_card, listen):
    listening = listen(tone(5))
    listening.recorder.stdin.close()
    listening.recorder.wait(10)
    sound_card.kill()

    silent = listening.say("seek 2", "play", "wait 3")

    assert silent["problem"].startswith(NO_OUTPUT)
    assert silent["problem"].endswith("Everything else works.")
    assert (silent["playing"], silent["position_s"]) == (False, 2.0)


def test_an_output_that_dies_is_told_and_the_next_play_tries_again(sound_card, listen):
    listening = listen(tone(20))
    listening.say("play", "until 0.7")
    sound_card.kill()

    gone = listening.say("wait 1.5")
    still = listening.say("seek 5", "wait 0.1")
    sound_card.start()
    again = listening.say("play", "until 5.5")

    assert gone["problem"].startswith(NO_OUTPUT)
    assert not gone["playing"]
    assert 0.6 < gone["position_s"] < 1.5
    assert still["position_s"] == 5.0
    assert again["problem"] == ""
    assert 5.5 <= again["position_s"] < 6.7


def test_a_sound_server_that_hangs_holds_nobody_up(sound_card, listen):
    listening = listen(tone(20))
    listening.say("play", "until 0.5")
    sound_card.freeze()

    gone = listening.say("wait 3.5")
    calls = [listening.say(call) for call in ("pause", "seek 3", "play", "pause")]
    sound_card.thaw()

    assert gone["problem"].startswith(NO_OUTPUT)
    assert max(call["took_s"] for call in calls) < 0.05

"""The arithmetic of a sound check on noise of known power, and what is said of a room."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from monitor.conversation.room import Doubt, Loudness, Room, Side, Topic
from monitor.conversation.timeline import Channel
from monitor.engine.room_measured import measured
from monitor.engine.room_verdict import judge
from monitor.engine.room_voice import FRAME, Said, powers
from tests.engine.sound import settings

T, C = Channel.THERAPIST, Channel.CLIENT
CHECK, TRUST = settings().soundcheck, settings().trust
GOOD = Side(Loudness.GOOD, -26.0, -65.0, -21.0, 2.0)
FRAMES = 100


def said(first_db: float, second_db: float, seed: int = 1, frames: int = FRAMES) -> Said:
    """White noise at these levels, unlike in the two microphones."""
    noise = np.random.default_rng(seed).standard_normal((frames * FRAME, 2))
    levels = 32768 * 10 ** (np.array([first_db, second_db]) / 20)
    return Said(np.round(noise * levels).astype(np.int16), np.ones(frames, np.bool_), False)


NOBODY = Said(np.zeros((0, 2), np.int16), np.zeros(0, np.bool_), False)


def test_separation_is_half_of_what_the_differences_are_apart():
    room = measured(None, (said(-30, -50), said(-44, -34, 2)), CHECK, TRUST)
    assert room.separation_db == pytest.approx((20 + 10) / 2, abs=0.1)
    assert [side.leak_db for side in room.sides] == pytest.approx([-10, -20], abs=0.1)
    assert [side.speech_dbfs for side in room.sides] == pytest.approx([-30, -34], abs=0.1)


@trials(max_examples=25, deadline=None)
@given(st.floats(-12, 12), st.floats(-12, 12))
def test_gains_do_not_change_it(first_db, second_db):
    one = measured(None, (said(-30, -45), said(-42, -30, 2)), CHECK, TRUST)
    gained = (said(-30 + first_db, -45 + second_db), said(-42 + first_db, -30 + second_db, 2))
    assert one.separation_db == pytest.approx(13.5, abs=0.2)
    assert measured(None, gained, CHECK, TRUST).separation_db == pytest.approx(one.separation_db, abs=0.2)


def test_exchanged_columns_are_an_exchanged_room():
    straight = measured(None, (said(-30, -45), said(-42, -30, 2)), CHECK, TRUST)
    crossed = measured(None, (said(-45, -30), said(-30, -42, 2)), CHECK, TRUST)
    assert straight.separation_db is not None
    assert crossed.separation_db == pytest.approx(-straight.separation_db, abs=0.2)
    assert crossed.sides[1].speech_dbfs == pytest.approx(straight.sides[0].speech_dbfs, abs=0.2)
    assert crossed.exchanged.exchanged == crossed


def test_noise_is_taken_off():
    noise = np.median(powers(said(-50, -50, 3).frames), axis=0)
    room = measured(noise, (said(-40, -50), said(-50, -40, 2)), CHECK, TRUST)
    assert room.sides[0].speech_dbfs == pytest.approx(10 * np.log10(1e-4 - 1e-5), abs=0.1)
    assert [side.leak_db for side in room.sides] == [None, None]  # it is the noise itself


def swinging(sound: Said, by_db: float) -> Said:
    """As when somebody sways between the microphones: the difference goes so far."""
    times = np.arange(len(sound.frames)) / len(sound.frames)
    gains = 10 ** (np.sin(6 * np.pi * times)[:, None] * [by_db / 80, -by_db / 80])
    return replace(sound, frames=np.round(sound.frames * gains).astype(np.int16))


def test_who_moves_while_speaking_is_no_two_persons():
    voices = swinging(said(-30, -50), 12), swinging(said(-50, -30, 2), 12)
    room = measured(None, voices, CHECK, TRUST)
    assert room.doubt is None
    assert room.separation_db == pytest.approx(20, abs=1)


def test_a_sentence_that_wanders_into_the_other_s_half_is_two_persons():
    both = swinging(said(-30, -35), 24)
    assert measured(None, (both, said(-50, -30, 2)), CHECK, TRUST).doubt is Doubt.BOTH_SPOKE
    assert measured(None, (said(-30, -50), both), CHECK, TRUST).doubt is Doubt.BOTH_SPOKE


@pytest.mark.parametrize("nobody", [0, 1])
def test_with_one_voice_nothing_is_said_of_two(nobody):
    voices = [said(-30, -45), said(-45, -30, 2)]
    voices[nobody] = NOBODY
    room = measured(None, (voices[0], voices[1]), CHECK, TRUST)
    assert room.separation_db is None
    assert room.sides[nobody].loudness is None
    assert room.sides[1 - nobody].loudness is Loudness.GOOD


def test_a_dead_microphone_is_no_swapped_one():
    room = measured(None, (said(-999, -50), said(-999, -30, 2)), CHECK, TRUST)
    assert room.separation_db is None
    assert room.sides[0].loudness is Loudness.NOTHING
    assert judge(room, CHECK, TRUST)[0].topic is Topic.NOTHING


@pytest.mark.parametrize(
    ("apart_db", "topic"),
    [
        (21.0, Topic.APART_WELL),
        (12.0, Topic.APART_WELL),
        (11.9, Topic.APART),
        (6.0, Topic.APART),
        (5.9, Topic.HARDLY_APART),
        (3.0, Topic.HARDLY_APART),
        (2.9, Topic.NOT_APART),
        (-2.9, Topic.NOT_APART),
        (-3.0, Topic.SWAPPED),
        (-30.0, Topic.SWAPPED),
    ],
)
def test_how_far_apart_in_words(apart_db, topic):
    assert judge(Room((GOOD, GOOD), apart_db), CHECK, TRUST)[0].topic is topic


def test_the_limits_of_noise_and_echo_are_those_of_the_hearing():
    noisy = replace(GOOD, noise_dbfs=-26.0 - TRUST.stands_out_db + 0.1)
    late = replace(GOOD, delay_ms=TRUST.call_echo_ms + 1)
    verdict = judge(Room((noisy, late), 20.0), CHECK, TRUST)
    assert [(line.topic, line.whose) for line in verdict if line.topic in (Topic.NOISY, Topic.ECHO)] == [
        (Topic.NOISY, T),
        (Topic.ECHO, C),
    ]
    clean = judge(Room((GOOD, GOOD), 20.0), CHECK, TRUST)
    assert all(line.fine for line in clean)


@pytest.mark.parametrize(
    "wrong",
    [
        {"silence_s": 0.0},
        {"speech_max_s": 1.0},
        {"voice_probability": 1.0},
        {"apart_db": 2.0},
        {"quiet_dbfs": 3.0},
        {"profile_days": -1.0},
    ],
)
def test_impossible_settings_are_refused(wrong):
    with pytest.raises(ValueError, match=r"must|0 <"):
        replace(CHECK, **wrong)

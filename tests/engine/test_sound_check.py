"""The sound check on two speaking voices: what it hears, when it goes on, and that cuts change nothing."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from monitor.conversation.room import Loudness, Picture, Step, Topic
from monitor.conversation.timeline import SAMPLE_RATE, Channel
from monitor.engine.sound_check import SoundCheck
from tests.engine.sound import settings
from tests.scenes.scene import Recording
from tests.scenes.sound_check import Hall, sound_check

pytestmark = pytest.mark.speech

T, C = Channel.THERAPIST, Channel.CLIENT
BLOCK = 320
heard_sound = cache(sound_check)


def begun() -> SoundCheck:
    return SoundCheck(settings("silero").soundcheck, settings("silero").trust)


def hear(check: SoundCheck, sound: Recording, block: int = BLOCK) -> list[Picture]:
    """All of it; the picture after each block."""
    pictures = []
    for first in range(0, len(sound), block):
        check.feed(sound[first : first + block])
        pictures.append(check.picture)
    return pictures


def ended(hall: Hall) -> Picture:
    """The last picture; whoever is not heard well enough says it again, and then gives up."""
    check, sound = begun(), heard_sound(hall)
    hear(check, sound)
    client = sound[len(sound) // 2 :]
    while check.step is not Step.DONE:
        hear(check, sound if check.step is Step.THERAPIST else client)
        check.skip()
    return check.picture


@pytest.mark.parametrize(
    ("hall", "first", "others"),
    [
        (Hall(), Topic.APART_WELL, {Topic.LEVEL_GOOD}),
        (Hall(bleed_db=None, snr_db=None), Topic.APART_WELL, {Topic.LEVEL_GOOD}),
        (Hall(bleed_db=-9.0), Topic.APART, {Topic.LEVEL_GOOD}),
        (Hall(bleed_db=-4.0), Topic.HARDLY_APART, {Topic.LEVEL_GOOD}),
        (Hall(bleed_db=-1.0), Topic.NOT_APART, {Topic.LEVEL_GOOD}),
        (Hall(swapped=True), Topic.SWAPPED, {Topic.APART_WELL, Topic.LEVEL_GOOD}),
        (Hall(gains_db=(-30.0, 0.0)), Topic.APART_WELL, {Topic.QUIET, Topic.LEVEL_GOOD}),
        (Hall(gains_db=(0.0, 30.0)), Topic.APART_WELL, {Topic.CLIPPING, Topic.LEVEL_GOOD}),
        (Hall(snr_db=6.0, bleed_db=None), Topic.APART_WELL, {Topic.NOISY, Topic.LEVEL_GOOD}),
        (Hall(bleed_db=-15.0, delay_s=0.15), Topic.APART_WELL, {Topic.ECHO, Topic.LEVEL_GOOD}),
        (Hall(dead=T), Topic.NOTHING, {Topic.LEVEL_GOOD}),
    ],
    ids=lambda given: "" if isinstance(given, set) else str(given),
)
def test_the_verdict_says_what_was_done_to_the_sound(hall, first, others):
    verdict = ended(hall).verdict
    assert verdict[0].topic is first
    assert {line.topic for line in verdict[1:]} == others


@pytest.mark.parametrize(
    ("hall", "verdict"),
    [
        (Hall(said=((T, C), (T, C))), [Topic.BOTH_SPOKE]),
        (Hall(said=((T, C), (C,))), [Topic.BOTH_SPOKE]),
        (Hall(said=((T,), (T, C))), [Topic.BOTH_SPOKE]),
        (Hall(said=((T,), (T,), (T,))), [Topic.ONE_PLACE]),
        (Hall(said=((C,), (C,), (C,))), [Topic.ONE_PLACE]),
        (Hall(said=((T,), (T,), (T,)), bleed_db=-6.0), [Topic.ONE_PLACE]),
        (Hall(bleed_db=-0.5, gains_db=(0.0, -15.0)), [Topic.ONE_PLACE]),
        (Hall(said=((T,), (T,), (C,))), [Topic.APART_WELL, Topic.LEVEL_GOOD, Topic.LEVEL_GOOD]),
    ],
    ids=[
        *("both at once, twice", "both, then the client", "the therapist, then both"),
        *("the therapist alone", "the client alone", "the therapist alone, poor room"),
        *("side by side, one softer", "the therapist goes on, then the client"),
    ],
)
def test_what_cannot_be_told_is_not_said(hall, verdict):
    assert [line.topic for line in ended(hall).verdict] == verdict


def test_a_therapist_who_goes_on_is_left_out_of_the_client_s_figures():
    room = ended(Hall(said=((T,), (T,), (C,)))).room
    assert room is not None
    assert room.separation_db == pytest.approx(21, abs=0.5)
    assert room.sides[1].speech_dbfs == pytest.approx(-26, abs=0.5)


def test_a_fan_that_drowns_a_voice_is_no_dead_microphone():
    verdict = ended(Hall(snr_db=-12.0, bleed_db=None)).verdict
    assert {line.topic for line in verdict} <= {Topic.DROWNED, Topic.NOT_CHECKED}
    assert Topic.DROWNED in {line.topic for line in verdict}


def test_what_the_noise_hides_makes_the_figure_a_least_one():
    assert ended(Hall(bleed_db=-40.0, snr_db=20.0)).verdict[0].bound
    assert not ended(Hall()).verdict[0].bound


def test_separation_leak_and_delay_are_those_of_the_room():
    room = ended(Hall(bleed_db=-21.0, delay_s=0.002)).room
    assert room is not None
    assert room.separation_db == pytest.approx(21, abs=0.5)
    for side in room.sides:
        assert side.speech_dbfs == pytest.approx(-26, abs=0.5)
        assert side.noise_dbfs == pytest.approx(-65, abs=1)
        assert side.leak_db == pytest.approx(-21, abs=0.5)
        assert side.delay_ms == pytest.approx(2, abs=0.1)


def test_a_gain_changes_the_levels_and_not_the_separation():
    room = ended(Hall(gains_db=(-20.0, 6.0))).room
    assert room is not None
    assert room.separation_db == pytest.approx(21, abs=0.5)
    assert [side.speech_dbfs for side in room.sides] == pytest.approx([-46, -20], abs=0.5)


def test_swapped_microphones_are_called_by_whom_they_hear():
    verdict = ended(Hall(swapped=True, gains_db=(-30.0, 0.0))).verdict  # the therapist is the quiet one
    assert [line.topic for line in verdict][:2] == [Topic.SWAPPED, Topic.APART_WELL]
    (quiet,) = (line for line in verdict if line.topic is Topic.QUIET)
    assert quiet.whose is T


def test_one_signal_on_both_channels_is_one_microphone():
    voice = heard_sound(Hall(bleed_db=0.0, delay_s=0.0)).sum(axis=1) // 2
    check, sound = begun(), np.stack([voice, voice // 2], axis=1).astype(np.int16)
    hear(check, sound)
    hear(check, sound[len(sound) // 2 :])
    assert check.picture.verdict[0].topic is Topic.SAME_SOUND


def test_each_step_ends_by_itself_and_only_then():
    pictures = hear(begun(), heard_sound(Hall()))
    steps = list(dict.fromkeys(picture.step for picture in pictures))
    assert steps == [Step.QUIET, Step.THERAPIST, Step.CLIENT, Step.DONE]
    ends = {step: sum(picture.step is step for picture in pictures) * BLOCK / SAMPLE_RATE for step in steps}
    assert ends[Step.QUIET] == pytest.approx(2.0, abs=0.05)
    for before, after in pairwise(pictures):
        assert after.step is not before.step or after.progress >= before.progress or after.step is Step.QUIET


def test_a_voice_in_the_quiet_begins_it_anew():
    sound = heard_sound(Hall())
    check = begun()
    spoken = sound[3 * SAMPLE_RATE : 6 * SAMPLE_RATE]
    assert {picture.step for picture in hear(check, spoken)} == {Step.QUIET}
    assert check.picture.progress < 0.5


def test_the_same_sentence_does_not_reach_into_the_next_step():
    sound = heard_sound(Hall())
    check = begun()
    check.skip()  # without a quiet room: somebody may be speaking
    talk = sound[3 * SAMPLE_RATE : 5 * SAMPLE_RATE]  # no pause in it
    pictures = hear(check, talk)
    assert pictures[-1].step is Step.THERAPIST
    assert pictures[-1].progress < 0.3


def test_it_waits_patiently_and_says_so_after_a_while():
    check = begun()
    pictures = hear(check, np.zeros((30 * SAMPLE_RATE, 2), np.int16), 4000)
    assert pictures[-1].step is Step.THERAPIST
    assert pictures[-1].unheard
    assert not pictures[len(pictures) // 4].unheard
    check.skip()
    assert not check.picture.unheard
    check.skip()
    lines = {line.whose: line.topic for line in check.picture.verdict}
    assert lines == {T: Topic.NOTHING, C: Topic.NOT_CHECKED}


def test_a_sentence_that_breaks_off_is_not_waited_for_without_a_word():
    sound, check = heard_sound(Hall()), begun()
    hear(check, sound[: 4 * SAMPLE_RATE])
    begun_it = check.picture
    hear(check, np.zeros((9 * SAMPLE_RATE, 2), np.int16), 4000)
    late = check.picture
    assert late.step is Step.THERAPIST
    assert 0 < late.progress < 1
    assert late.unheard
    assert not begun_it.unheard
    check.feed(sound[4 * SAMPLE_RATE : 5 * SAMPLE_RATE])
    assert not check.picture.unheard


def test_all_of_it_can_be_skipped():
    check = begun()
    for _ in range(5):
        check.skip()
    assert check.step is Step.DONE
    assert [line.topic for line in check.picture.verdict] == [Topic.NOT_CHECKED] * 2


def test_a_sentence_that_lost_a_microphone_begins_anew():
    sound, check = heard_sound(Hall()), begun()
    hear(check, sound[: 5 * SAMPLE_RATE])
    assert check.picture.progress > 0.3
    deaf = sound[5 * SAMPLE_RATE : 6 * SAMPLE_RATE].copy()
    deaf[:, 0] = 0
    for first in range(0, len(deaf), BLOCK):
        check.feed(deaf[first : first + BLOCK])
        check.hold()
    assert (check.picture.step, check.picture.progress) == (Step.THERAPIST, 0.0)
    hear(check, np.zeros((9 * SAMPLE_RATE, 2), np.int16), 4000)
    late = check.picture
    check.hold()
    assert late.unheard
    assert not check.picture.unheard
    hear(check, sound)
    hear(check, sound[len(sound) // 2 :])
    assert check.picture.verdict[0].topic is Topic.APART_WELL
    assert check.picture.verdict[0].value == pytest.approx(21, abs=0.5)
    check.hold()
    assert check.picture.step is Step.DONE


def test_a_lost_microphone_does_not_make_the_noise_of_the_room_forgotten():
    sound, check = heard_sound(Hall()), begun()
    hear(check, sound[: 3 * SAMPLE_RATE])
    check.hold()
    hear(check, sound[3 * SAMPLE_RATE // 2 :])
    hear(check, sound[len(sound) // 2 :])
    room = check.picture.room
    assert room is not None
    assert [side.noise_dbfs for side in room.sides] == pytest.approx([-65, -65], abs=1)


def test_on_a_call_nothing_is_swapped():
    given = settings("silero")
    check = SoundCheck(given.soundcheck, given.trust, call=True)
    hear(check, heard_sound(Hall(swapped=True)))
    assert [line.topic for line in check.picture.verdict] == [Topic.REVERSED]
    assert check.picture.room is not None
    assert check.picture.room.separation_db is None


def test_the_meters_say_what_is_heard_lately():
    loud = heard_sound(Hall(bleed_db=None, gains_db=(30.0, -30.0)))
    pictures = hear(begun(), loud)
    seen = [{picture.meters[side].loudness for picture in pictures} for side in (0, 1)]
    assert Loudness.CLIPPING in seen[0]
    assert Loudness.QUIET in seen[1]
    assert Loudness.GOOD not in seen[1]


@trials(max_examples=6, deadline=None)
@given(st.lists(st.integers(1, 40_000), min_size=1, max_size=12), st.integers(0, 2))
def test_cuts_change_nothing(lengths, skips):
    sound = heard_sound(Hall(bleed_db=-15.0))
    whole, cut = begun(), begun()
    for _ in range(skips):
        whole.skip()
        cut.skip()
    whole.feed(sound)
    first = 0
    for length in lengths:
        cut.feed(sound[first : first + length])
        first += length
    cut.feed(sound[first:])
    assert cut.picture == whole.picture

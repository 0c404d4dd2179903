"""What the sound card gets: mixed, and without a click wherever sound begins, ends or jumps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.audio.mixing import Mixer, panning
from monitor.audio.tape import Place, Tape

RATE, BLOCK, FADE = 16_000, 320, 80
STEADY = 0.5
BOTH = np.eye(2, dtype=np.float32)
"""Therapist to the left alone, client to the right: what comes out is what went in."""


def tape_of(sound, number=1, after=0, complete=False):
    tape = Tape(number, Place(0, 0.0), RATE, len(sound) + BLOCK, after)
    tape.write(np.asarray(sound, np.float32))
    tape.complete = complete
    return tape


def steady(frames, level=STEADY):
    return np.full((frames, 2), level, np.float32)


def playing(tape, pan=BOTH):
    mixer = Mixer(pan, FADE, BLOCK)
    mixer.following, mixer.playing = tape, True
    return mixer


def mixed(mixer, blocks, channels=2):
    out = np.full((blocks * BLOCK, channels), np.nan, np.float32)
    for block in range(blocks):
        mixer.mix(out[block * BLOCK : (block + 1) * BLOCK])
    return out


def steepest(sound):
    return np.abs(np.diff(sound, axis=0, prepend=0)).max()


SOFT = 1.01 / FADE
"""The steepest step of a fade of full scale."""


def test_what_was_spoken_passes_bit_for_bit():
    sound = np.random.default_rng(0).uniform(-0.9, 0.9, (10 * BLOCK, 2)).astype(np.float32)

    heard = mixed(playing(tape_of(sound)), 10)

    assert np.array_equal(heard[FADE:], sound[FADE:])


def test_it_begins_softly():
    assert steepest(mixed(playing(tape_of(steady(4 * BLOCK))), 4)) < SOFT


def test_a_pause_is_soft_and_loses_nothing():
    mixer = playing(tape_of(steady(10 * BLOCK)))
    before = mixed(mixer, 2)
    mixer.playing = False
    pause = mixed(mixer, 3)
    taken = mixer.tape.read
    mixer.playing = True
    after = mixed(mixer, 2)

    assert taken == 2 * BLOCK + FADE
    assert not pause[FADE:].any()
    assert steepest(np.concatenate([before, pause, after])) < SOFT
    assert mixer.underruns == 0


def test_a_jump_is_soft():
    mixer = playing(tape_of(steady(10 * BLOCK)))
    before = mixed(mixer, 2)
    mixer.following = tape_of(steady(10 * BLOCK, -STEADY), number=2)
    after = mixed(mixer, 2)

    assert mixer.tape.number == 2
    assert after[-1, 0] == -STEADY
    assert steepest(np.concatenate([before, after])) < 2 * SOFT


def test_another_speed_waits_for_its_turn():
    first = tape_of(steady(10 * BLOCK))
    mixer = playing(first)
    mixed(mixer, 1)
    mixer.following = tape_of(steady(10 * BLOCK), number=1, after=3 * BLOCK)

    mixed(mixer, 2)
    assert mixer.tape is first
    mixed(mixer, 1)
    assert mixer.tape is mixer.following
    assert first.read == 3 * BLOCK + FADE


def test_a_jump_while_nothing_is_heard_is_taken_at_once():
    mixer = playing(tape_of(steady(10 * BLOCK)))
    mixer.playing = False
    mixed(mixer, 1)
    mixer.following = tape_of(steady(10 * BLOCK), number=2, after=5_000)
    assert not mixed(mixer, 1).any()

    assert mixer.tape.number == 2
    assert mixer.tape.read == 0


@pytest.mark.parametrize("speaker", [0, 1])
def test_each_speaker_can_be_off(speaker):
    mixer = playing(tape_of(steady(10 * BLOCK)))
    before = mixed(mixer, 2)
    mixer.heard = (1.0, 0.0) if speaker else (0.0, 1.0)
    off = mixed(mixer, 2)
    mixer.heard = (1.0, 1.0)
    on = mixed(mixer, 2)

    assert not off[FADE:, speaker].any()
    assert np.all(off[:, 1 - speaker] == STEADY)
    assert np.all(on[FADE:] == STEADY)
    assert steepest(np.concatenate([before, off, on])) < SOFT


def test_a_tape_that_runs_out_ends_and_begins_softly_and_is_counted_once():
    tape = tape_of(steady(BLOCK + 200))
    mixer = playing(tape)
    before = mixed(mixer, 4)
    tape.write(steady(BLOCK))
    after = mixed(mixer, 1)

    assert mixer.underruns == 1
    assert before[BLOCK + 200 - FADE - 1, 0] == STEADY
    assert steepest(np.concatenate([before, after])) < SOFT
    assert tape.read == 2 * BLOCK + 200


def test_the_end_is_no_want_of_sound():
    mixer = playing(tape_of(steady(BLOCK + 100), complete=True))
    mixed(mixer, 3)

    assert mixer.underruns == 0
    assert mixer.tape.over


def test_it_says_what_a_block_was_made_of():
    mixer = playing(tape_of(steady(BLOCK + 100), complete=True))
    out = np.empty((BLOCK, 2), np.float32)
    taken = [mixer.mix(out) for _ in range(3)]

    assert [(each.first, each.frames) for each in taken] == [(0, BLOCK), (BLOCK, 100), (BLOCK + 100, 0)]
    assert Mixer(BOTH, FADE, BLOCK).mix(out).tape is None
    assert not out.any()


wishes = st.tuples(st.booleans(), st.sampled_from([0.0, 1.0]), st.sampled_from([0.0, 1.0]), st.booleans())


@given(st.lists(wishes, min_size=1, max_size=12))
def test_nothing_ever_clicks(steps):
    mixer = playing(tape_of(steady(100 * BLOCK)))
    heard = []
    for number, (plays, therapist, client, jumps) in enumerate(steps):
        mixer.playing, mixer.heard = plays, (therapist, client)
        if jumps:
            mixer.following = tape_of(steady(100 * BLOCK), number=number + 2)
        heard.append(mixed(mixer, 1))

    assert steepest(np.concatenate(heard)) < 2 * SOFT


def test_panning_is_gentle_and_hardly_clips():
    pan = panning(2, 3.0)

    assert 20 * np.log10(pan[0, 0] / pan[0, 1]) == pytest.approx(3.0)
    assert np.array_equal(pan, pan[::-1, ::-1])
    assert pan.sum(axis=0).max() < 1.2
    assert np.all(panning(1, 3.0) == panning(1, 0.0))


def test_one_output_gets_both_and_what_is_too_loud_is_cut_off():
    out = mixed(playing(tape_of(steady(4 * BLOCK, 1.0)), panning(1, 3.0)), 3, channels=1)

    assert out.max() == 1.0
    assert out.shape == (3 * BLOCK, 1)

"""In which order a session is heard, and where each frame of a tape comes from."""

from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from monitor.audio.course import LOOP_MIN, Course, Run, loop_within
from monitor.audio.feeding import FULL_SCALE, Feeder
from monitor.audio.tape import Mark, Place, Tape
from monitor.conversation.timeline import SAMPLE_RATE, Segment

LENGTH = 20 * SAMPLE_RATE
moments = st.integers(-SAMPLE_RATE, LENGTH + SAMPLE_RATE)


class Ramp:
    """Sound whose samples count up, so that each says where it comes from."""

    def read(self, start, end):
        return np.repeat((np.arange(start, end) % 30_000).astype(np.int16)[:, None], 2, axis=1)

    def close(self):
        pass


def heard(course, speed=1.0, rate=SAMPLE_RATE, seconds=2.0, fade_s=0.005):
    """What is played first along a course, and the tape it came through."""
    tape = Tape(1, Place(course.lap, course.start), rate, round(seconds * rate))
    Feeder(Ramp(), course, speed, tape, fade_s).fill(round(seconds * rate))
    sound = np.empty((tape.waiting, 2), np.float32)
    tape.take(sound)
    return sound, tape


@given(moments, moments)
def test_a_loop_lies_within_the_session_and_lasts(start, end):
    loop = loop_within(start, end, LENGTH)
    wished = Segment(*(min(max(each, 0), LENGTH) for each in sorted((start, end))))

    assert (loop is None) == (wished.length == 0)
    if loop is not None:
        assert 0 <= loop.start <= loop.end <= LENGTH
        assert loop.length >= LOOP_MIN
        assert loop.start <= wished.start
        assert wished.end <= loop.end


def test_a_session_shorter_than_a_loop_has_none():
    assert loop_within(0, 100, LOOP_MIN - 1) is None


@given(st.integers(0, LENGTH), moments, moments)
def test_runs_follow_each_other_and_the_loop(start, one, other):
    loop = loop_within(one, other, LENGTH)

    runs = list(islice(Course(start, 3, loop, LENGTH).runs(), 4))

    assert [run.lap for run in runs] == list(range(3, 3 + len(runs)))
    assert all(run.start < run.end <= LENGTH for run in runs)
    if loop is None or start >= loop.end:
        assert runs == ([Run(start, LENGTH, 3)] if start < LENGTH else [])
    else:
        assert runs[0] == Run(start, loop.end, 3)
        assert all((run.start, run.end) == (loop.start, loop.end) for run in runs[1:])
        assert len(runs) == 4


@given(st.integers(0, LENGTH - 4 * SAMPLE_RATE))
def test_as_spoken_is_bit_for_bit(start):
    sound, tape = heard(Course(start, 0, None, LENGTH))

    assert np.array_equal(sound * FULL_SCALE, Ramp().read(start, start + len(sound)))
    assert len(sound) == 2 * SAMPLE_RATE
    assert tape.place(12_345).at == pytest.approx(start + 12_345)


def test_the_last_moments_fade_out():
    sound, tape = heard(Course(LENGTH - SAMPLE_RATE, 0, None, LENGTH))

    ramp = Ramp().read(LENGTH - SAMPLE_RATE, LENGTH) / FULL_SCALE
    assert np.array_equal(sound[:-80], ramp[:-80])
    assert np.all(np.diff(sound[-80:, 0]) < 0)
    assert sound[-1, 0] == 0.0
    assert tape.over


@tuned(deadline=None)
@given(
    st.sampled_from([0.5, 0.8, 1.0, 1.37, 2.0]),
    st.sampled_from([16_000, 44_100, 48_000]),
    st.integers(0, 3_000),
    st.integers(LOOP_MIN, 9_000),
)
def test_a_loop_is_told_where_it_is_heard(speed, rate, start, length):
    loop = Segment(4_000, 4_000 + length)

    _, tape = heard(Course(start, 0, loop, LENGTH), speed, rate)

    places = [tape.place(frame) for frame in range(0, 2 * rate, rate // 100)]
    laps = [place.lap for place in places]
    assert laps == sorted(laps)
    assert laps[-1] >= int((2 * SAMPLE_RATE * speed - (loop.end - start)) / length * 0.9)
    assert all(loop.start <= place.at <= loop.end for place in places if place.lap)
    in_one_lap = [np.diff([p.at for p in places if p.lap == lap]) for lap in set(laps)]
    assert all(np.all(steps >= 0) for steps in in_one_lap)


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000])
def test_a_frame_of_any_rate_knows_its_moment(rate):
    _, tape = heard(Course(8_000, 0, None, LENGTH), rate=rate)

    assert tape.place(rate).at == pytest.approx(8_000 + SAMPLE_RATE, abs=2)


def test_an_empty_tape_is_where_it_begins():
    assert Tape(1, Place(2, 77.0), SAMPLE_RATE, 100).place(50) == Place(2, 77.0)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 70)), max_size=60))
def test_a_tape_gives_back_what_was_written_in_order(steps):
    tape = Tape(1, Place(0, 0.0), SAMPLE_RATE, 100)
    written = read = 0
    for writes, wished in steps:
        if writes:
            frames = np.arange(written, written + min(wished, tape.room), dtype=np.float32)
            tape.write(np.repeat(frames[:, None], 2, axis=1))
            written += len(frames)
        else:
            into = np.empty((wished, 2), np.float32)
            taken = tape.take(into)
            assert taken == min(wished, written - read)
            assert np.array_equal(into[:taken, 0], np.arange(read, read + taken))
            read += taken
        assert (tape.read, tape.waiting, tape.room) == (read, written - read, 100 - written + read)


def test_old_marks_are_forgotten():
    tape = Tape(1, Place(0, 0.0), 100, 1_000)
    for number in range(100):
        tape.mark([Mark(number * 100.0, number * 100.0 + 100, 0, number * 10.0, number * 10.0 + 10)])
        tape.write(np.zeros((100, 2), np.float32))
        tape.take(np.empty((100, 2), np.float32))

    assert len(tape._marks) < 10
    assert tape.place(9_950).at == pytest.approx(995.0)

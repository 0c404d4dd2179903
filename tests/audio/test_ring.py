"""The ring between callback and reader, against a plain queue."""

from collections import deque

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from monitor.audio.ring import RawStamp, Ring

PUSHES = st.integers(1, 12).map(lambda frames: ("push", frames))
STEPS = st.lists(PUSHES | st.just(("pop", 0)), max_size=80)


def numbered(first, frames):
    """Frames that carry their own number, on two channels."""
    index = np.arange(first, first + frames, dtype=np.int16)
    return np.stack([index, -index], axis=1)


@given(room=st.integers(12, 40), blocks=st.integers(1, 8), steps=STEPS)
def test_what_goes_in_comes_out_in_order_or_is_counted_as_refused(room, blocks, steps):
    ring, index, refused = Ring(room, 2, blocks), 0, 0
    expected: deque[tuple[int, int]] = deque()
    for what, frames in steps:
        if what == "push":
            fits = len(expected) < blocks and sum(length for _, length in expected) + frames <= room
            assert ring.push(numbered(index, frames), index, index + 1, index + 2) is fits
            if fits:
                expected.append((index, frames))
            refused += 0 if fits else frames
            index += frames
        elif expected:
            first, length = expected.popleft()
            popped = ring.pop()
            assert popped is not None
            assert popped[0] == RawStamp(first, first, first + 1, first + 2)
            assert np.array_equal(popped[1], numbered(first, length))
        else:
            assert ring.pop() is None
        assert ring.refused == refused
        assert ring.empty is not bool(expected)


def test_a_popped_block_is_the_readers_own():
    ring = Ring(10, 2, 2)
    ring.push(numbered(0, 10), 0, 0, 0)
    popped = ring.pop()
    ring.push(numbered(50, 10), 0, 0, 0)

    assert popped is not None
    assert np.array_equal(popped[1], numbered(0, 10))


def test_the_block_that_is_pushed_may_be_reused_by_its_owner():
    ring, sound = Ring(10, 2, 2), numbered(0, 5)
    ring.push(sound, 0, 0, 0)
    sound[:] = 99
    popped = ring.pop()

    assert popped is not None
    assert np.array_equal(popped[1], numbered(0, 5))


def test_writer_and_reader_on_two_threads_lose_nothing():
    import threading

    ring, blocks = Ring(1_000, 2, 50), 3_000

    def write():
        index = 0
        while index < blocks * 7:
            if ring.push(numbered(index % 30_000, 7), index, 0, 0):
                index += 7

    writer = threading.Thread(target=write)
    writer.start()
    seen = 0
    while seen < blocks:
        popped = ring.pop()
        if popped is not None:
            first = round(popped[0].adc_s)
            assert first == seen * 7
            assert np.array_equal(popped[1], numbered(first % 30_000, 7))
            seen += 1
    writer.join()

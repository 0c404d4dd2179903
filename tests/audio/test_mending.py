"""Devices that come back, without a sound server to tell: on a sound system that does as it is told."""

import time
from dataclasses import replace

import numpy as np
import pytest

from tests.audio.told import CLIENT, DEVICES, LEFT, PAIR, RIGHT, THERAPIST, read_all, sound_system, start

__all__ = ["sound_system", "start"]


def until(happened, capture, limit_s=5.0):
    """Read until it has; what was read."""
    blocks, until_s = [], time.perf_counter() + limit_s
    while not happened():
        assert time.perf_counter() < until_s
        blocks.append(capture.read(0.01))
    return np.concatenate(blocks) if blocks else np.empty((0, 2), np.int16)


def test_a_device_comes_back_once_it_is_listed_again(start, sound_system):
    capture = start("left", "right")
    sound_system.streams[1].finished_callback()
    until(lambda: capture.lost == ((CLIENT, "Right was disconnected"),), capture)
    time.sleep(0.5)
    assert len(sound_system.streams) == 2
    sound_system.listed = DEVICES

    until(lambda: capture.health()[1].returns, capture)

    assert CLIENT not in dict(capture.lost)
    assert [health.returns for health in capture.health()] == [0, 1]
    assert sound_system.opened == [1, 2, 2]
    assert sound_system.anew == 0  # the other was never interrupted


def test_one_that_has_another_number_now_has_the_list_made_anew(start, sound_system):
    """Which ends every stream, so that the other device is opened again as well."""
    capture = start("left", "right")
    left, right = sound_system.streams
    sound_system.listed = [PAIR, replace(LEFT, index=3), replace(RIGHT, index=1)]
    right.finished_callback()

    until(lambda: len(sound_system.streams) == 4 and not capture.lost, capture)

    assert left.closed
    assert sound_system.anew == 1
    assert sound_system.opened == [1, 2, 3, 1]
    assert [health.returns for health in capture.health()] == [1, 1]


def test_one_that_is_refused_though_it_is_listed_has_the_list_made_anew(start, sound_system):
    capture = start("left", "right")
    sound_system.listed = DEVICES
    sound_system.refuse = lambda *_: None if sound_system.anew else -9996
    sound_system.streams[1].finished_callback()

    until(lambda: len(sound_system.streams) == 4 and not capture.lost, capture)

    assert sound_system.anew == 1


def test_one_that_another_program_holds_is_said_with_its_remedy(start, sound_system):
    capture = start("left", "right")
    sound_system.listed = DEVICES
    sound_system.refuse = lambda *_: -9985
    sound_system.streams[1].finished_callback()

    until(lambda: any("is used by another program" in why for _, why in capture.lost), capture)

    assert any("Close that program" in why for _, why in capture.lost)


def test_an_open_device_that_says_nothing_any_more_is_opened_anew(start, sound_system):
    capture = start(device="pair", renew_after_s=0.4)
    sound_system.listed = DEVICES

    until(lambda: len(sound_system.streams) == 2, capture)

    assert sound_system.streams[0].closed


@pytest.mark.slow
@pytest.mark.parametrize(("ring_s", "kept_s"), [(10.0, 5), (2.0, 2)])
def test_an_analysis_that_stalls_for_5_s_loses_only_what_the_ring_cannot_hold(
    start, sound_system, ring_s, kept_s
):
    capture = start(device="pair", ring_s=ring_s)
    (stream,) = sound_system.streams
    send_as_they_come(stream, 49, sound=1)
    before = len(read_all(capture))
    send_as_they_come(stream, 250, sound=7)
    send_as_they_come(stream, 1, sound=9)
    block = read_all(capture)
    send_as_they_come(stream, 20, sound=9)
    block = np.concatenate([block, read_all(capture)])

    losses = capture.losses()
    assert before == 50 * 320
    assert np.count_nonzero((block == 7).all(axis=1)) == kept_s * 16_000
    assert (block[-320:] == 9).all()
    if ring_s > 5:
        assert losses == []
    else:
        assert {loss.channel for loss in losses} == {THERAPIST, CLIENT}
        assert {loss.start for loss in losses} == {3 * 16_000}
        assert [loss.length for loss in losses] == pytest.approx([3 * 16_000] * 2, abs=3_200)
        assert capture.health()[0].refused_frames == 3 * 16_000 + 320


def send_as_they_come(stream, blocks, sound):
    """No sooner than a device would have them."""
    for _ in range(blocks):
        due_s = stream.began_s + 10 + stream.sent / stream.rate
        time.sleep(max(0.0, due_s - time.perf_counter()))
        stream.send(1, sound=sound)

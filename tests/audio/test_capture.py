"""Capture on a sound system that does as it is told: every way in which it can fail."""

import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from monitor.audio import clock
from monitor.audio.align import AudioLost
from monitor.errors import DeviceError
from tests.audio.told import CLIENT, SETTINGS, THERAPIST, FakeStream, read_all, sound_system, start

__all__ = ["sound_system", "start"]


def test_one_device_gives_both_channels(start, sound_system):
    capture = start(device="pair")
    sound_system.streams[0].send(19)

    block = read_all(capture)

    assert sound_system.tried == [(16_000, 2)]
    assert len(block) == 20 * 320
    assert (block[:320] == np.arange(1, 641).reshape(-1, 2)).all()
    assert capture.lost == ()


def test_two_devices_give_one_channel_each(start, sound_system):
    capture = start("left", "right")
    left, right = sound_system.streams
    left.began_s = right.began_s
    left.send(30, sound=5)
    right.send(30, sound=7)

    block = read_all(capture)

    assert [stream.channels for stream in sound_system.streams] == [1, 1]
    assert len(block) > 20 * 320
    assert (block[-320:] == [5, 7]).all()


def test_swapped_names_swap_the_columns(start, sound_system):
    capture = start("right", "left")
    right, left = sound_system.streams
    left.began_s = right.began_s
    left.send(30, sound=5)
    right.send(30, sound=7)

    assert (read_all(capture)[-320:] == [7, 5]).all()


def test_a_device_that_cannot_do_16_khz_is_opened_at_its_own_rate(start, sound_system):
    sound_system.refuse = lambda rate, _: -9997 if rate == 16_000 else None

    capture = start(device="pair")
    sound_system.streams[0].send(99)

    assert capture.health()[0].rate == 48_000
    assert len(read_all(capture)) == pytest.approx(2 * 16_000, abs=800)


def test_a_device_that_cannot_do_one_channel_is_opened_with_all(start, sound_system):
    sound_system.refuse = lambda _, channels: -9998 if channels == 1 else None

    with pytest.raises(DeviceError, match="Left has too few channels"):
        start("left", "right")
    sound_system.streams.clear()
    capture = start("right", "pair")
    for stream in sound_system.streams:
        stream.send(20)

    assert [stream.channels for stream in sound_system.streams] == [2, 2]
    assert read_all(capture).shape[1] == 2


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (-9985, "Pair is used by another program"),
        (-9996, "Pair is gone"),
        (-9999, "Pair cannot be opened (error -9999)"),
    ],
)
def test_a_refusal_is_a_sentence(start, sound_system, code, sentence):
    sound_system.refuse = lambda *_: code

    with pytest.raises(DeviceError) as caught:
        start(device="pair")

    assert sentence in str(caught.value)


def test_when_the_second_device_fails_the_first_is_closed(start, sound_system):
    sound_system.refuse = lambda *_: -9985 if sound_system.streams else None

    with pytest.raises(DeviceError, match="Right is used"):
        start("left", "right")

    assert sound_system.streams[0].closed


def test_a_sound_system_that_never_answers_does_not_hold_the_program(start, sound_system):
    answered = threading.Event()
    sound_system.refuse = lambda *_: answered.wait(5) and None

    began_s = time.perf_counter()
    with pytest.raises(DeviceError, match="Pair does not answer"):
        start(device="pair")

    assert time.perf_counter() - began_s < 2
    assert len(sound_system.exit_left_alone) == 1
    answered.set()
    until_s = time.perf_counter() + 5
    while not (sound_system.streams and sound_system.streams[0].closed) and time.perf_counter() < until_s:
        threading.Event().wait(0.01)
    assert sound_system.streams[0].closed  # what was opened too late


def test_a_device_that_sends_nothing_is_refused(start, sound_system, monkeypatch):
    monkeypatch.setattr(FakeStream, "start", lambda _: None)

    with pytest.raises(DeviceError, match="Pair was opened but sends no sound"):
        start(device="pair")

    assert sound_system.streams[0].closed


def test_a_device_that_hangs_on_closing_is_left_behind(start, sound_system, monkeypatch):
    let_go = threading.Event()
    capture = start(device="pair")
    monkeypatch.setattr(FakeStream, "abort", lambda *_, **__: let_go.wait(5))

    began_s = time.perf_counter()
    capture.close()

    assert time.perf_counter() - began_s < 1
    let_go.set()


def test_of_two_that_hang_on_closing_only_one_is_waited_for(start, sound_system, monkeypatch):
    let_go = threading.Event()
    capture = start("left", "right", close_timeout_s=1.0)
    monkeypatch.setattr(FakeStream, "abort", lambda *_, **__: let_go.wait(5))

    began_s = time.perf_counter()
    capture.close()

    assert 1 <= time.perf_counter() - began_s < 1.8
    let_go.set()


def test_a_dead_device_is_told_and_does_not_stop_the_other(start, sound_system):
    capture = start("left", "right")
    left, right = sound_system.streams
    left.began_s = right.began_s
    left.send(20, sound=5)
    right.send(20, sound=7)
    before = len(read_all(capture, 0.05))
    right.finished_callback()
    left.send(20, sound=5)

    block = read_all(capture, 0.05)

    assert capture.lost == ((CLIENT, "Right was disconnected"),)
    assert (block[-320:] == [5, 0]).all()
    lost = capture.losses()
    assert {loss.channel for loss in lost} == {CLIENT}
    assert lost[0].start >= before - 320
    assert sum(loss.length for loss in lost) == pytest.approx(20 * 320, abs=20)


def test_a_device_that_falls_silent_is_told_soon_and_filled_later(start, sound_system):
    capture = start(device="pair")
    sound_system.streams[0].send(20, sound=None)
    assert capture.lost == ()

    heard = len(read_all(capture, SETTINGS.dead_after_s + 0.1))

    assert heard == 21 * 320
    assert [channel for channel, _ in capture.lost] == [THERAPIST, CLIENT]
    assert capture.lost[0][1] == "no sound comes from Pair"
    read_all(capture, 0.4)
    assert {loss.channel for loss in capture.losses()} == {THERAPIST, CLIENT}


def test_lost_sound_is_silence_and_is_told(start, sound_system):
    capture = start(device="pair")
    (stream,) = sound_system.streams
    began_s = time.perf_counter()
    for at in range(60):  # as they come, since a loss is told from a hold-up by waiting
        skipped = 1_600 if at == 20 else 0
        time.sleep(max(0.0, began_s + (stream.sent + skipped) / stream.rate - time.perf_counter()))
        stream.send(1, skipped=skipped)

    block = read_all(capture)

    start_at, length = 21 * 320, pytest.approx(1_600, abs=50)
    (therapist, client) = capture.losses()
    assert (therapist.channel, therapist.start, therapist.length) == (THERAPIST, start_at, length)
    assert client == AudioLost(CLIENT, start_at, therapist.length)
    assert not block[start_at : start_at + therapist.length].any()
    assert block[:start_at].all()
    assert block[start_at + therapist.length :].all()


def test_what_a_computer_slept_through_is_a_hole_of_that_length(start, sound_system, monkeypatch):
    """The stream goes on as if nothing had been: only the clock tells."""
    awake_s, slept_s = clock.now_s, 0.0
    monkeypatch.setattr(clock, "now_s", lambda: awake_s() + slept_s)
    capture = start(device="pair")
    (stream,) = sound_system.streams
    began_s, blocks = time.perf_counter(), []
    for at in range(60):
        slept_s, skipped = (600.0, 600 * stream.rate) if at == 20 else (slept_s, 0)
        stream.send(1, skipped=skipped)
        blocks.append(capture.read(0))
        time.sleep(max(0.0, began_s + at * stream.frames / stream.rate - time.perf_counter()))
    while len(block := capture.read(0.1)):
        blocks.append(block)

    told = capture.losses()
    assert [(loss.channel, loss.start) for loss in told] == [(THERAPIST, 21 * 320), (CLIENT, 21 * 320)]
    assert all(loss.length == pytest.approx(600 * stream.rate, abs=320) for loss in told)
    assert sum(map(len, blocks)) == pytest.approx(601.2 * stream.rate, abs=0.1 * stream.rate)
    assert capture.lost == ()
    assert len(sound_system.streams) == 1  # it was not opened anew


def test_losses_that_the_sound_system_reports_are_counted(start, sound_system):
    capture = start(device="pair")
    sound_system.streams[0].send(3, overflow=True)

    assert capture.health()[0].overflows == 3


def test_a_reader_that_is_too_slow_loses_sound_and_is_told(start, sound_system):
    capture = start(device="pair", ring_s=0.2)
    (stream,) = sound_system.streams
    stream.send(20)
    read_all(capture)
    stream.send(1)

    block = read_all(capture)

    assert capture.health()[0].refused_frames == 11 * 320
    assert capture.losses() == [AudioLost(THERAPIST, 3_200, 3_520), AudioLost(CLIENT, 3_200, 3_520)]
    assert len(block) == 3_520 + 320


def test_a_fault_in_the_callback_does_not_leave_it_and_is_not_swallowed(start, sound_system):
    capture = start(device="pair")
    sound_system.streams[0].callback(None, 320, None, None)

    with pytest.raises(RuntimeError, match="callback"):
        capture.read(0)


def test_one_microphone_on_both_channels_is_refused(start, sound_system, monkeypatch):
    monkeypatch.setattr(FakeStream, "start", lambda self: self.send(1, sound=0))
    capture = start(device="pair")
    (stream,) = sound_system.streams
    monotone = np.repeat(np.arange(1, 321, dtype=np.int16)[:, np.newaxis], 2, axis=1)
    capture.read(0)
    for _ in range(99):
        stream.send(1, sound=monotone)
        capture.read(0)
    stream.send(2, sound=monotone)

    with pytest.raises(DeviceError, match="Pair carry the same sound"):
        capture.read(0)


def test_silence_on_both_channels_is_not_one_microphone(start, sound_system):
    capture = start(device="pair")
    sound_system.streams[0].send(300, sound=0)

    assert len(read_all(capture)) > 290 * 320


def test_nothing_to_read_takes_no_longer_than_was_said(start):
    capture = start(device="pair")
    capture.read(0)

    began_s = time.perf_counter()
    block = capture.read(0.1)

    assert block.shape == (0, 2)
    assert 0.05 < time.perf_counter() - began_s < 0.5


def test_blocks_after_closing_are_ignored(start, sound_system):
    capture = start(device="pair")
    capture.read(0)
    capture.close()
    sound_system.streams[0].send(1)

    assert len(read_all(capture)) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"block_ms": 1},
        {"block_ms": 500},
        {"ring_s": 0.0},
        {"open_timeout_s": -1.0},
        {"ring_s": 0.03},
        {"dead_after_s": 0.0},
    ],
)
def test_impossible_settings_are_refused(change):
    with pytest.raises(ValueError, match=next(iter(change))):
        replace(SETTINGS, **change)

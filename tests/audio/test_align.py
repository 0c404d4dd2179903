"""Two simulated devices on one session clock, and what becomes of one that goes silent."""

from heapq import merge
from operator import itemgetter

import numpy as np
import pytest

from monitor.audio.align import Aligner, AudioLost, Lane
from monitor.conversation.timeline import Channel
from tests.audio.simulated import SimulatedDevice

THERAPIST, CLIENT = Channel
RATE = 16_000
PERIOD = 30_000


def heard(device, sounded, frames, channels=1):
    """What a device hears: the time in samples since 100 s, as a number, on its first channel."""
    true_rate = device.rate * (1 + device.drift_ppm * 1e-6)
    time_s = device.began_s - 100 + (sounded + np.arange(frames)) / true_rate
    sound = np.zeros((frames, channels), np.int16)
    sound[:, 0] = np.rint(time_s * RATE).astype(np.int64) % PERIOD + 1
    return sound


def run(devices, duration_s, until=(), nobody=(0.0, 0.0), poll_s=0.02):
    """The joined blocks of both devices; `until` says when, in seconds, each device goes silent.

    Between the two of `nobody` nothing is taken, as while the whole program stands still.
    """
    lanes = [Lane(device.rate, [(0, channel)]) for device, channel in zip(devices, Channel, strict=True)]
    aligner = Aligner(lanes, 2.0)
    waiting = [list(device.blocks(duration_s)) for device in devices]
    out, losses = [], []
    now_s = 100.0
    while now_s < 100 + duration_s:
        now_s += poll_s
        if nobody[0] < now_s < nobody[1]:
            now_s = nobody[1]
        for at, (device, lane) in enumerate(zip(devices, lanes, strict=True)):
            while waiting[at] and waiting[at][0][0].arrival_s <= now_s:
                raw, frames, sounded = waiting[at].pop(0)
                if not until or raw.arrival_s < 100 + until[at]:
                    lane.feed(raw, heard(device, sounded, frames))
        out.append(aligner.take(now_s, [False, False]))
        losses += [loss for lane in lanes for loss in lane.losses()]
    return np.concatenate(out), losses


def misalignment(block):
    """Samples by which the columns are apart, where both have sound."""
    both = block[(block != 0).all(axis=1)].astype(int)
    return (both[:, 0] - both[:, 1] + PERIOD // 2) % PERIOD - PERIOD // 2


@pytest.mark.parametrize("late_s", [0.0, 0.0131, 0.117, 0.9])
@pytest.mark.parametrize("adc", [True, False])
def test_devices_that_begin_at_different_times_are_aligned(late_s, adc):
    block, losses = run([SimulatedDevice(adc=adc), SimulatedDevice(adc=adc, began_s=100 + late_s, seed=1)], 5)

    assert len(block) > 3.8 * RATE
    assert np.abs(misalignment(block)).max() <= (10 if adc else 80)  # samples: 0.6 ms, 5 ms
    assert losses == []


def test_the_session_begins_with_the_later_device():
    block, _ = run([SimulatedDevice(), SimulatedDevice(began_s=101.0, seed=1)], 5)

    assert block[0] == pytest.approx([RATE + 1, RATE + 1], abs=10)
    assert (block != 0).all()


def test_lost_sound_is_silence_of_the_same_length_and_is_told():
    losses = {RATE: 1_600, 3 * RATE: 4_800}
    block, told = run([SimulatedDevice(), SimulatedDevice(losses=losses, seed=1)], 8)

    assert np.abs(misalignment(block)).max() <= 20
    assert [(loss.channel, loss.start, loss.length) for loss in told] == [
        (CLIENT, pytest.approx(RATE, abs=20), pytest.approx(1_600, abs=20)),
        (CLIENT, pytest.approx(3 * RATE + 1_600, abs=40), pytest.approx(4_800, abs=20)),
    ]
    for loss in told:
        assert not block[loss.start : loss.start + loss.length, 1].any()
    assert np.count_nonzero(block[:, 1] == 0) == sum(loss.length for loss in told)


def test_a_device_that_goes_does_not_hold_the_other_back():
    block, told = run([SimulatedDevice(), SimulatedDevice(seed=1)], 8, until=(99, 3.0))

    assert len(block) == pytest.approx(8 * RATE, abs=0.1 * RATE)
    assert block[:, 0].all()
    assert not block[3 * RATE + 400 :, 1].any()
    assert {loss.channel for loss in told} == {CLIENT}
    assert sum(loss.length for loss in told) == np.count_nonzero(block[:, 1] == 0)


def test_before_it_is_filled_up_the_other_waits():
    block, told = run([SimulatedDevice(), SimulatedDevice(seed=1)], 4.5, until=(99, 3.0))

    assert len(block) == pytest.approx(3 * RATE, abs=0.1 * RATE)
    assert told == []


def test_with_both_gone_silence_follows_the_clock_on_the_wall():
    block, told = run([SimulatedDevice(), SimulatedDevice(seed=1)], 9, until=(3.0, 3.0))

    assert len(block) == pytest.approx(9 * RATE, abs=0.2 * RATE)
    assert {loss.channel for loss in told} == {THERAPIST, CLIENT}


def test_sound_that_comes_after_its_time_was_filled_is_dropped_and_stays_aligned():
    stalled = SimulatedDevice(seed=1, stalls=((103.0, 106.0),))
    block, told = run([SimulatedDevice(), stalled], 10)

    assert np.abs(misalignment(block)).max() <= 20
    assert len(block) == pytest.approx(10 * RATE, abs=0.2 * RATE)
    assert sum(loss.length for loss in told) == np.count_nonzero(block[:, 1] == 0)
    assert sum(loss.length for loss in told) < 3.1 * RATE


@pytest.mark.parametrize("adc", [True, False])
def test_a_program_that_stood_still_loses_nothing_that_was_kept_for_it(adc):
    """It wakes first, and what has waited for it comes a moment later: no silence may be in its place."""
    asleep = ((103.0, 113.05),)
    devices = [SimulatedDevice(adc=adc, stalls=asleep), SimulatedDevice(adc=adc, stalls=asleep, seed=1)]
    block, told = run(devices, 20, nobody=(103.0, 113.0))

    assert told == []
    assert block.all()
    assert len(block) > 19 * RATE
    assert np.abs(misalignment(block)).max() <= (20 if adc else 80)


def test_an_hour_asleep_is_silence_of_that_length_in_pieces_that_memory_can_hold():
    hour = 3600 * RATE
    lanes = [Lane(RATE, [(0, THERAPIST)]), Lane(48_000, [(0, CLIENT)])]
    aligner = Aligner(lanes, 2.0)
    devices = [
        SimulatedDevice(losses={5 * RATE: hour}),
        SimulatedDevice(rate=48_000, losses={5 * 48_000: 3 * hour}, block=960, seed=1),
    ]
    for device, lane in zip(devices, lanes, strict=True):
        for raw, frames, sounded in device.blocks(3610):
            lane.feed(raw, heard(device, sounded, frames))
    blocks = [aligner.take(3710.0, [False, False])]
    while aligner.has_more:
        blocks.append(aligner.take(3710.0, [False, False]))
    told = [loss for lane in lanes for loss in lane.losses()]

    assert max(map(len, blocks)) <= 10 * RATE
    assert sum(map(len, blocks)) == pytest.approx(3610 * RATE, abs=0.1 * RATE)
    assert [loss.channel for loss in told] == [THERAPIST, CLIENT]
    for loss in told:
        assert abs(loss.start - 5 * RATE) <= 10
        assert abs(loss.length - hour) <= 20
    assert not any(block.any() for block in blocks[1:-1])
    assert np.median(np.abs(misalignment(blocks[-1]))) <= 20


def test_a_device_that_never_comes_is_silence():
    block, told = run([SimulatedDevice(), SimulatedDevice(began_s=1e6)], 3)

    assert len(block) == 0  # it is for the one who opens it to notice
    assert told == []


def test_a_device_that_ends_at_once_is_silence():
    lanes = [Lane(RATE, [(0, channel)]) for channel in Channel]
    aligner = Aligner(lanes, 2.0)
    device = SimulatedDevice()
    for raw, frames, sounded in device.blocks(2):
        lanes[0].feed(raw, heard(device, sounded, frames))

    block = aligner.take(102.0, [False, True])

    assert len(block) == 2 * RATE
    assert not block[:, 1].any()
    assert lanes[1].losses() == [AudioLost(CLIENT, 0, 2 * RATE)]


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_other_rates_keep_time(rate):
    """A click at a known time lies there on the session clock, losses before it or not."""
    device = SimulatedDevice(rate=rate, losses={rate: rate // 10})
    lane = Lane(rate, [(0, THERAPIST), (1, CLIENT)])
    aligner = Aligner([lane], 2.0)
    clicks_s = (0.5, 3.0)
    for raw, frames, sounded in device.blocks(5):
        sound = np.zeros((frames, 2), np.int16)
        for column, click_s in enumerate(clicks_s):
            at = round(click_s * rate) - sounded
            if 0 <= at < frames:
                sound[at, column] = 30_000
        lane.feed(raw, sound)

    block = aligner.take(105.0, [False]).astype(int)

    assert np.argmax(block, axis=0).tolist() == pytest.approx([s * RATE for s in clicks_s], abs=20)
    assert [loss.channel for loss in lane.losses()] == [THERAPIST, CLIENT]


def test_columns_go_to_whom_they_belong():
    device = SimulatedDevice()
    lane = Lane(RATE, [(3, CLIENT), (0, THERAPIST)])
    for raw, frames, _ in device.blocks(1):
        lane.feed(raw, np.tile(np.array([[10, 11, 12, 13]], np.int16), (frames, 1)))

    block = Aligner([lane], 2.0).take(101.0, [False])

    assert len(block) == RATE
    assert (block == [10, 13]).all()


def test_drift_is_told():
    lane = Lane(RATE, [(0, THERAPIST)])
    for raw, frames, _ in SimulatedDevice(drift_ppm=80).blocks(70):
        lane.feed(raw, np.zeros((frames, 1), np.int16))

    assert lane.drift_ppm == pytest.approx(80, abs=2)


def strayed(lane, device, until_s, losses=()):
    """Run a lane for so long: milliseconds by which it strays at worst, on its way, from the true time."""
    aligner, worst_ms, at = Aligner([lane], 2.0), 0.0, 0
    ramp = np.zeros((device.block, 1), np.int16)
    true_rate = device.rate * (1 + device.drift_ppm * 1e-6)
    for raw, frames, sounded in device.blocks(until_s):
        lane.feed(raw, ramp[:frames])
        at += len(aligner.take(raw.arrival_s, [False]))
        true_s = device.began_s + (sounded + frames) / true_rate - 100
        if at and raw.arrival_s > device.began_s + 5:
            worst_ms = max(worst_ms, abs(at / RATE - true_s) * 1000)
    return worst_ms


@pytest.mark.parametrize("adc", [True, False])
@pytest.mark.parametrize("drift_ppm", [-200.0, 0.0, 200.0])
def test_a_clock_that_drifts_stays_on_the_session_clock(drift_ppm, adc):
    device = SimulatedDevice(drift_ppm=drift_ppm, adc=adc, block=1_600)

    assert strayed(Lane(RATE, [(0, THERAPIST)]), device, 900) < (2 if adc else 6)


def timed_blocks(device, lane, duration_s):
    """When each block arrives, its stamp, frames and true index, and whose it is."""
    for raw, frames, sounded in device.blocks(duration_s * 1.001):
        if raw.arrival_s < 100 + duration_s:
            yield raw.arrival_s, raw, frames, sounded, device, lane


@pytest.mark.slow
@pytest.mark.parametrize("adc", [True, False])
def test_two_clocks_apart_by_400_ppm_stay_together_for_8_hours(adc):
    """What each device says is its time, to the sample: read off both columns, they must agree."""
    devices = [
        SimulatedDevice(drift_ppm=200, adc=adc, block=3_200),
        SimulatedDevice(drift_ppm=-200, adc=adc, block=3_200, began_s=100.05, seed=1),
    ]
    lanes = [Lane(RATE, [(0, channel)]) for channel in Channel]
    aligner = Aligner(lanes, 2.0)
    worst, samples = 0.0, 0
    feeds = [timed_blocks(device, lane, 8 * 3_600) for device, lane in zip(devices, lanes, strict=True)]
    for number, (now_s, raw, frames, sounded, device, lane) in enumerate(merge(*feeds, key=itemgetter(0))):
        lane.feed(raw, heard(device, sounded, frames))
        block = aligner.take(now_s, [False, False])
        samples += len(block)
        if number % 10 == 0 and len(apart := misalignment(block)):
            worst = max(worst, abs(np.median(apart)))

    assert worst < 0.010 * RATE
    assert samples / RATE == pytest.approx(8 * 3_600, rel=2e-4)
    assert [lane.drift_ppm for lane in lanes] == pytest.approx([200, -200], abs=1)
    assert [lane.losses() for lane in lanes] == [[], []]


def test_a_loss_too_short_to_be_one_does_not_shift_what_follows():
    device = SimulatedDevice(losses={RATE * second: 100 for second in range(20, 120, 20)})

    assert strayed(Lane(RATE, [(0, THERAPIST)]), device, 140) < 9


def test_a_device_that_comes_back_goes_on_where_its_time_says():
    before, after = SimulatedDevice(), SimulatedDevice(rate=48_000, began_s=107.25, block=960, seed=2)
    lanes = [Lane(RATE, [(0, channel)]) for channel in Channel]
    aligner = Aligner(lanes, 2.0)
    blocks, renewed = [], False
    steady = list(SimulatedDevice(seed=1).blocks(20))
    gone = [(raw, f, s) for raw, f, s in before.blocks(20) if raw.arrival_s < 103]
    back = list(after.blocks(12))
    now_s = 100.0
    while now_s < 119:
        now_s += 0.02
        for waiting, lane, device in ((steady, lanes[0], before), (gone, lanes[1], before)):
            while waiting and waiting[0][0].arrival_s <= now_s:
                raw, frames, sounded = waiting.pop(0)
                lane.feed(raw, heard(device, sounded, frames))
        if now_s > 107.2 and not renewed:
            renewed = True
            lanes[1].renew(48_000)
        while back and back[0][0].arrival_s <= now_s:
            raw, frames, sounded = back.pop(0)
            lanes[1].feed(raw, np.full((frames, 1), 500, np.int16))
        blocks.append(aligner.take(now_s, [False, 103 < now_s < 107.3]))
    block = np.concatenate(blocks)

    (lost,) = lanes[1].losses()
    assert lost.channel is CLIENT
    assert lost.start == pytest.approx(3 * RATE, abs=400)
    assert lost.start + lost.length == pytest.approx(7.25 * RATE, abs=1_700)
    assert not block[lost.start : lost.start + lost.length, 1].any()
    assert len(block) > 18.5 * RATE
    assert block[:, 0].all()
    assert np.abs(misalignment(block[: lost.start])).max() <= 20

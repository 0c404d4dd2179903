"""Time stamps of simulated devices: losses are found, and nothing else is taken for one."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.audio import clock
from monitor.audio.clock import CommonClock, Drift, HoleFinder
from tests.audio.simulated import BLOCK, SimulatedDevice


def holes(device, duration_s=10.0):
    """Frames lost by index of the block, as found; and the finder."""
    common, finder = CommonClock(), HoleFinder(device.rate)
    found, released = {}, 0
    for raw, frames, _ in device.blocks(duration_s):
        for lost in finder.feed(common.stamp(raw, frames)):
            if lost:
                found[released * BLOCK] = lost
            released += 1
    return found, finder


@pytest.mark.parametrize("adc", [True, False])
def test_a_good_device_has_no_holes(adc):
    found, finder = holes(SimulatedDevice(adc=adc), 60)

    assert found == {}
    assert finder.frame_0_s == pytest.approx(100.0, abs=0.001 if adc else 0.01)


@pytest.mark.parametrize("adc", [True, False])
@pytest.mark.parametrize("lost", [240, 320, 1_000, 16_000, 160_000])
def test_lost_sound_is_found_where_it_was_lost(adc, lost):
    found, _ = holes(SimulatedDevice(adc=adc, losses={64_000: lost}), 20)

    ((where, length),) = found.items()
    assert where == 64_000
    assert length == pytest.approx(lost, abs=16 if adc else 100)


def test_every_loss_counts():
    losses = {32_000: 640, 64_000: 3_200, 128_000: 480}
    found, _ = holes(SimulatedDevice(losses=losses), 20)

    assert found.keys() == losses.keys()
    assert list(found.values()) == pytest.approx(list(losses.values()), abs=16)


@pytest.mark.parametrize("adc", [True, False])
@pytest.mark.parametrize("stall_s", [0.03, 0.2, 1.0, 3.0])
def test_a_hold_up_that_loses_nothing_is_no_hole(adc, stall_s):
    assert holes(SimulatedDevice(adc=adc, stalls=((105.0, 105.0 + stall_s),)), 15)[0] == {}


def test_a_loss_behind_a_hold_up_is_found():
    device = SimulatedDevice(stalls=((105.0, 106.0),), losses={16_000 * 5 + BLOCK: 1_600})

    assert list(holes(device, 15)[0].values()) == pytest.approx([1_600], abs=16)


@pytest.mark.parametrize("step_s", [-3600.0, -0.5, -0.05, 0.05, 0.5, 3600.0])
def test_setting_the_system_clock_is_no_hole(step_s):
    device = SimulatedDevice(clock_set_at_s=105.0, clock_ahead_then_s=1e9 + step_s)

    assert holes(device, 30)[0] == {}


@pytest.mark.parametrize("drift_ppm", [-500.0, -100.0, 100.0, 500.0])
@pytest.mark.parametrize("adc", [True, False])
def test_a_clock_that_drifts_is_no_hole(drift_ppm, adc):
    assert holes(SimulatedDevice(adc=adc, drift_ppm=drift_ppm), 120)[0] == {}


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), jitter_ms=st.floats(0.1, 30.0))
def test_a_busy_machine_is_no_hole(seed, jitter_ms):
    assert holes(SimulatedDevice(seed=seed, jitter_s=jitter_ms / 1000), 30)[0] == {}


def test_what_the_ring_refused_is_a_hole_at_once():
    finder, common = HoleFinder(16_000), CommonClock()
    blocks = list(SimulatedDevice().blocks(2))
    kept = blocks[:50] + blocks[53:]

    found = [lost for raw, frames, _ in kept for lost in finder.feed(common.stamp(raw, frames))]

    assert found == [0] * 50 + [3 * BLOCK] + [0] * (len(kept) - 51)


def test_one_wild_stamp_holds_a_block_back_but_loses_nothing():
    finder, common = HoleFinder(16_000), CommonClock()
    released = []
    for at, (raw, frames, _) in enumerate(SimulatedDevice().blocks(3)):
        stamp = common.stamp(raw, frames)
        if at == 70:
            stamp = type(stamp)(stamp.index, frames, (stamp.adc_s or 0) + 0.02, stamp.arrival_s + 0.02)
        released.append(finder.feed(stamp))

    assert released[69:72] == [[0], [], [0, 0]]
    assert sum(map(len, released)) == 150


@pytest.mark.parametrize("nonsense", [0.0, -1.0, 5.0, 1e12])
def test_adc_times_that_are_nonsense_are_not_used(nonsense):
    raw = next(SimulatedDevice(clock_ahead_s=0).blocks(1))[0]

    assert CommonClock().stamp(type(raw)(0, nonsense, raw.current_s, raw.arrival_s), BLOCK).adc_s is None
    assert CommonClock().stamp(raw, BLOCK).adc_s is not None


@pytest.mark.parametrize("drift_ppm", [-100.0, 0.0, 50.0])
def test_drift_is_measured_in_a_minute(drift_ppm):
    common, finder, drift = CommonClock(), HoleFinder(16_000), Drift()
    early = None
    for raw, frames, sounded in SimulatedDevice(drift_ppm=drift_ppm).blocks(90):
        finder.feed(common.stamp(raw, frames))
        if finder.frame_0_s is not None:
            drift.learn(finder.frame_0_s, raw.arrival_s)
        if sounded < 50 * 16_000:
            early = drift.ppm

    assert early is None
    assert drift.ppm == pytest.approx(drift_ppm, abs=2)


@pytest.mark.parametrize(
    ("platform", "wanted"), [("linux", "CLOCK_BOOTTIME"), ("darwin", "CLOCK_MONOTONIC"), ("win32", None)]
)
def test_the_clock_goes_on_while_the_computer_sleeps(platform, wanted):
    """On Linux and macOS the one of time.perf_counter() does not."""
    assert clock.never_asleep(platform) == wanted


def test_the_clock_goes_forward():
    before_s = clock.now_s()
    time.sleep(0.01)
    assert 0.01 <= clock.now_s() - before_s < 5

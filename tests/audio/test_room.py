"""Two voices in one room, made of noise bursts: paths, cancelling, levels, who leads."""

import numpy as np
import pytest
import soxr

from monitor.audio.balance import Balance
from monitor.audio.bleed import BLOCK, LOOKAHEAD, BleedCanceller
from monitor.audio.histogram import LevelHistogram
from monitor.audio.paths import HOP, WINDOW, PathFinder
from monitor.audio.spectra import BandPowers
from monitor.audio.trust import ChannelTrust, TrustWatch
from monitor.conversation.timeline import SAMPLE_RATE

RNG = np.random.default_rng(7)
UNKNOWN = ChannelTrust(None, None, None, None, None, 0.0, 0.0)


def voices(seconds=40.0, together=False):
    """Two independent noises that speak by turns of 2 s, shape (n, 2), and who speaks when."""
    count = int(seconds * SAMPLE_RATE)
    sound = RNG.normal(0, 0.1, (count, 2)).astype(np.float32)
    turn = (np.arange(count) // (2 * SAMPLE_RATE)) % 2
    speaks = np.stack([turn == 0, turn == 1], axis=1) | together
    floor = RNG.normal(0, 0.0003, (count, 2)).astype(np.float32)
    return np.where(speaks, sound, 0).astype(np.float32) + floor, speaks


def leaked(own, samples, gain_db, into=0):
    """The same with the other's voice in one microphone, so many samples late."""
    heard = own.copy()
    late = np.roll(own[:, 1 - into], samples) * np.float32(10 ** (gain_db / 20))
    late[:samples] = 0
    heard[:, into] += late
    return heard


def clean(heard):
    canceller = BleedCanceller()
    whole = len(heard) // BLOCK * BLOCK
    residual = [canceller.push(part).residual for part in heard[:whole].reshape(-1, BLOCK, 2)]
    return canceller, np.concatenate(residual)[LOOKAHEAD:]


def level_db(signal):
    return 10 * np.log10(np.mean(np.square(signal, dtype=np.float64)) + 1e-20)


def test_clean_channels_pass_bit_for_bit():
    own, _ = voices()
    _, residual = clean(own)
    assert np.array_equal(residual, own[: len(residual)])


@pytest.mark.parametrize(("samples", "gain_db"), [(20, -12.0), (40, -6.0), (2000, -15.0)])
def test_leakage_is_taken_out_and_own_voice_stays(samples, gain_db):
    own, speaks = voices()
    canceller, residual = clean(leaked(own, samples, gain_db))
    late = slice(20 * SAMPLE_RATE, len(residual) - 4000)
    other_alone = speaks[late, 1] & ~np.roll(speaks, 4000, axis=0)[late, 0] & ~speaks[late, 0]
    left = level_db(residual[late, 0][other_alone]) - level_db(own[late, 1][other_alone])
    assert left < gain_db - 15
    alone = speaks[late, 0] & ~np.roll(speaks, 4000, axis=0)[late, 1]
    assert level_db(residual[late, 0][alone]) == pytest.approx(level_db(own[late, 0][alone]), abs=1.0)
    assert canceller.directions[0].coupling_db == pytest.approx(gain_db, abs=2.0)
    assert not canceller.directions[1].found


def test_double_talk_survives_cancelling():
    own, _ = voices(40)
    both, _ = voices(4, together=True)
    own = np.concatenate([own, both])
    _, residual = clean(leaked(own, 30, -12.0))
    last = slice(len(own) - 3 * SAMPLE_RATE, len(residual))
    assert level_db(residual[last, 0]) == pytest.approx(level_db(own[last, 0]), abs=1.0)


def left_alone_db(own, speaks, residual, into, after_s):
    """What is left in a channel while for 0.25 s only the other speaks, against the other's own level."""
    late = slice(int(after_s * SAMPLE_RATE), len(residual) - 4000)
    near = np.roll(speaks, 4000, axis=0) | np.roll(speaks, -4000, axis=0)
    alone = speaks[late, 1 - into] & ~speaks[late, into] & ~near[late, into]
    return level_db(residual[late, into][alone]) - level_db(own[late, 1 - into][alone])


def both_ways(own, samples, gain_db):
    return leaked(own, samples, gain_db, 0) + leaked(own, samples, gain_db, 1) - own


def test_crosstalk_at_once_is_taken_out_in_both_directions():
    own, speaks = voices()
    canceller, residual = clean(both_ways(own, 0, -15.0))
    assert [round(direction.lag) for direction in canceller.directions if direction.found] == [0, 0]
    for into in (0, 1):
        assert left_alone_db(own, speaks, residual, into, 20) < -30


@pytest.mark.parametrize("samples", [5000, 7600])
def test_an_echo_of_half_a_second_is_taken_out(samples):
    own, speaks = voices()
    canceller, residual = clean(leaked(own, samples, -15.0))
    assert canceller.directions[0].lag == pytest.approx(samples, abs=1)
    echo = np.roll(speaks[:, 1], samples) & speaks[:, 1]
    echo[: 25 * SAMPLE_RATE] = False
    assert level_db(residual[:, 0][echo[: len(residual)]]) < level_db(own[speaks[:, 1], 1]) - 30


@pytest.mark.parametrize("late", [0, 1])
def test_recorders_begun_apart_are_put_in_step(late):
    own, speaks = voices(60)
    heard = both_ways(own, 30, -12.0)
    heard[:, late] = np.roll(heard[:, late], 2000)
    canceller, residual = clean(heard)
    assert canceller.held_back == pytest.approx(2000 - 30 - 320, abs=4)
    assert canceller.lag(late) == pytest.approx(380, abs=4)
    assert canceller.lag(1 - late) == pytest.approx(-320, abs=4)
    for into in (0, 1):
        assert left_alone_db(own, speaks, residual, into, 30) < -25


def test_a_path_that_was_seen_but_once_holds_nothing_back():
    canceller = BleedCanceller()
    canceller.directions[0].sighted(-3000.0)
    for _ in range(100):
        canceller.push(np.zeros((BLOCK, 2), np.float32))
    assert canceller.held_back == 0


@pytest.mark.parametrize("ppm", [450, -450])
def test_clocks_that_run_apart_are_followed_as_far_as_they_go(ppm):
    own, speaks = voices(150)
    heard = both_ways(own, 30, -12.0)
    drifted = soxr.resample(heard[:, 1], 1e6, 1e6 + ppm, quality="HQ")[: len(heard)]
    heard[: len(drifted), 1] = drifted
    canceller, residual = clean(heard[: len(drifted)])
    apart = 150 * SAMPLE_RATE * abs(ppm) * 1e-6
    assert canceller.held_back == pytest.approx(apart - 30 - 320, abs=32)
    assert canceller.in_step
    for into in (0, 1):
        assert left_alone_db(own, speaks, residual, into, 120) < -22


def found(heard):
    finder = PathFinder()
    seen = []
    for end in range(WINDOW, len(heard), HOP):
        sighting = finder.push(heard[end - WINDOW : end], end, 0.0)
        seen += [sighting] if sighting else []
    return finder, seen


@pytest.mark.parametrize("into", [0, 1])
@pytest.mark.parametrize("samples", [16, 57, 1280, 3200])
def test_a_path_is_found_where_it_is(into, samples):
    own, _ = voices()
    _, seen = found(leaked(own, samples, -15.0, into))
    assert seen
    assert {sighting.into for sighting in seen} == {into}
    assert all(sighting.lag == pytest.approx(samples, abs=0.5) for sighting in seen)


def test_between_independent_voices_there_is_none():
    own, _ = voices()
    assert found(own)[1] == []


def test_a_tone_is_in_its_band_alone():
    time = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    tone = np.stack([0.5 * np.sin(2 * np.pi * 1000 * time), np.zeros(SAMPLE_RATE)], axis=1).astype(np.float32)
    powers = BandPowers().push(tone)[:, 10:-10]
    assert powers[0].sum(axis=1) == pytest.approx(0.125, rel=0.05)
    assert (powers[0].max(axis=1) > 0.8 * powers[0].sum(axis=1)).all()
    assert powers[1].max() < 1e-12


@pytest.mark.parametrize("size", [1, 159, 160, 481, 5000])
def test_band_powers_do_not_depend_on_the_cut(size):
    own, _ = voices(0.6)
    bands = BandPowers()
    parts = [bands.push(own[first : first + size]) for first in range(0, len(own), size)]
    assert np.array_equal(np.concatenate(parts, axis=1), BandPowers().push(own))


def test_quantiles_of_levels():
    levels = LevelHistogram(-100, 0, 10_000)
    for level in range(-60, -40):
        levels.add(level)
    assert levels.quantile(0.5) == pytest.approx(-51, abs=1)
    for _ in range(50_000):
        levels.add(-20.0)
    assert levels.quantile(0.1) == -20


def test_the_one_who_listens_is_remembered_for_minutes():
    parted, plain = LevelHistogram(-30, 30, 3750), LevelHistogram(-30, 30, 3750)
    for levels in (parted, plain):
        for _ in range(2000):
            levels.add(12.0)
            levels.add(-12.0)
    for _ in range(15_000):
        parted.add(-12.0, parted_at=0.0)
        plain.add(-12.0)
    assert plain.quantile(0.9) == -12
    assert parted.quantile(0.9) == 12


@pytest.mark.parametrize("gain_db", [0.0, -18.0])
def test_who_leads_does_not_hang_on_gains(gain_db):
    gain = 10 ** (gain_db / 10)
    balance = Balance()
    right = 0
    for number in range(4000):
        speaker = number // 60 % 2
        own = (1e-2, 1e-3) if speaker == 0 else (1e-3, 1e-2)
        quiet = number % 60 > 50
        power = (1e-7, 1e-7 * gain) if quiet else (own[0], own[1] * gain)
        lead = balance.push(power)
        if number > 1000 and not quiet:
            right += lead.by(speaker) and not lead.by(1 - speaker)
    assert right > 0.99 * 3000 * 51 / 60
    assert balance.middle_db == pytest.approx(-gain_db, abs=2)


def turned(turned_db, before_s=60.0, after_s=30.0):
    """Who leads, by the balance, and who speaks: both by turns, until microphone 0 is turned up or down."""
    own, speaks = voices(before_s + after_s)
    pause = np.arange(len(own)) % (2 * SAMPLE_RATE) > 1.5 * SAMPLE_RATE
    own[pause], speaks[pause] = 0.003 * own[pause], False
    heard = both_ways(own, 30, -15.0)
    heard[int(before_s * SAMPLE_RATE) :, 0] *= np.float32(10 ** (turned_db / 20))
    balance, leads = Balance(), []
    for block in heard[: len(heard) // BLOCK * BLOCK].reshape(-1, BLOCK, 2):
        lead = balance.push(tuple(np.mean(np.square(block), axis=0).tolist()))
        leads.append((lead.by(0), lead.by(1)))
    return balance, np.array(leads), speaks[BLOCK // 2 :: BLOCK][: len(leads)]


@pytest.mark.parametrize("turned_db", [-18.0, 10.0, 20.0])
def test_who_leads_is_learnt_anew_once_a_microphone_was_turned_up_or_down(turned_db):
    balance, leads, speaks = turned(turned_db)
    assert balance.gain_changes >= 1
    assert balance.middle_db == pytest.approx(turned_db, abs=4)
    leads, speaks = leads[-10 * SAMPLE_RATE // BLOCK :], speaks[-10 * SAMPLE_RATE // BLOCK :]
    assert np.mean((leads == speaks)[speaks.any(axis=1)]) > 0.95


@pytest.mark.parametrize("by", [0, 1])
def test_a_monologue_is_no_change_of_gain(by):
    own, _ = voices(60)
    alone = np.zeros_like(own)
    alone[:, by] = own[:, by] + own[:, 1 - by]
    balance, sound = Balance(), both_ways(np.concatenate([own, alone, alone, own]), 30, -15.0)
    for block in sound[: len(sound) // BLOCK * BLOCK].reshape(-1, BLOCK, 2):
        balance.push(tuple(np.mean(np.square(block), axis=0).tolist()))
    assert balance.gain_changes == 0
    assert balance.middle_db == pytest.approx(0, abs=3)


def trust_of(sound):
    watch, balance = TrustWatch(), Balance()
    for block in sound[: len(sound) // BLOCK * BLOCK].reshape(-1, BLOCK, 2):
        power = np.mean(np.square(block, dtype=np.float64), axis=0)
        watch.push(block, balance.push((float(power[0]), float(power[1]))))
    return watch, watch.trust(balance, (UNKNOWN, UNKNOWN))


def test_two_voices_are_told_apart():
    _, trust = trust_of(voices(60)[0])
    assert (trust.told_apart, trust.same_signal) == (True, False)


def test_the_same_sound_at_another_gain_is_the_same():
    own, _ = voices(90)
    _, trust = trust_of(np.stack([own[:, 0], 0.3 * own[:, 0]], axis=1))
    assert trust.same_signal
    assert trust.told_apart is False or trust.told_apart is None


def test_digital_silence_is_timed_and_clipping_counted():
    own, _ = voices(20)
    own[-3 * SAMPLE_RATE :, 1] = 0
    own[:, 0] = np.clip(own[:, 0] * 8, -1, 1)
    watch, _ = trust_of(own)
    assert watch.silent_s(1) == pytest.approx(3, abs=0.1)
    assert watch.silent_s(0) == 0
    assert watch.clipped(0) > 0.05 > watch.clipped(1)

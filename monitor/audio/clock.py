"""When each frame of a device was captured, and how many are missing.

A device counts frames; the session needs times, the same for two devices.  The sound
system stamps most blocks with the time their first frame was captured (ADC time), on a
clock of its own, which may be set back and forth while we run.  Every block also has the
time at which it arrived here, which is never wrong but late, by a little or, after a
stall, by seconds.  Together they tell three things apart:

                        ADC lag     arrival lag
    sound was lost      grows       grows           and both stay
    we were held up     stays       grows           and shrinks again
    the clock was set   jumps       stays

(the lag of a block is its time less the time its frame count would give).  Where the
sound system gives no ADC time, as some do on Windows and macOS, the arrival must do: then
a loss is a lag that stays.  Measured on PulseAudio: ADC times scatter by 0.2 ms but may
err by a whole block when the machine is busy, so no single block proves anything.
"""

import sys
import time
from collections import deque
from dataclasses import dataclass
from statistics import linear_regression, median

from monitor.audio.ring import RawStamp

BASELINE_S = 2.0
"""What is usual for a stream's lag is taken from this long; drift is 0.2 ms in it."""
SETTLED = 5
"""Blocks before anything is held to be unusual."""
STEADY_S = 0.2
"""A loss is a lag that keeps steady for this long ..."""
DECIDE_S = 2.0
"""... and is one in any case if it has not gone by then."""
CREDIBLE_S = 1.0
"""An ADC time further than this from the callback's own time is nonsense."""
FORGET_S = 5.0
DRIFT_STEP_S = 1.0
DRIFT_POINTS = 240
DRIFT_WINDOW_S = 60.0
"""Shorter fits of the drift err by tens of ppm (findings on PulseAudio)."""


def never_asleep(platform: str) -> str | None:
    """The clock that goes on while the computer sleeps, where the one of time.perf_counter() does not."""
    return {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC"}.get(platform)


_CLOCK = never_asleep(sys.platform)


def now_s() -> float:
    """This machine's clock, in seconds: it only goes forward, also while the computer sleeps.

    Else a lid that was closed for an hour would leave no hole, and what follows would lie an hour too early.
    """
    return time.perf_counter() if _CLOCK is None else time.clock_gettime(getattr(time, _CLOCK))


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a block's first frame was captured and when it arrived, on this machine's clock."""

    index: int
    frames: int
    adc_s: float | None
    arrival_s: float


class CommonClock:
    """Puts the sound system's times on this machine's clock.

    The two differ by an offset; a callback that is held up makes it look larger, never
    smaller, so the least of the last few seconds is right.
    """

    def __init__(self) -> None:
        self._least = self._least_before = float("inf")
        self._since_s = float("-inf")

    def stamp(self, raw: RawStamp, frames: int) -> Stamp:
        """The block's stamp; without an ADC time where the sound system has none."""
        credible = raw.adc_s > 0 and abs(raw.current_s - raw.adc_s) < CREDIBLE_S
        adc_s = raw.adc_s + self._offset_s(raw) if credible else None
        return Stamp(raw.index, frames, adc_s, raw.arrival_s)

    def _offset_s(self, raw: RawStamp) -> float:
        if raw.arrival_s - self._since_s > FORGET_S:
            self._least_before, self._least = self._least, float("inf")
            self._since_s = raw.arrival_s
        self._least = min(self._least, raw.arrival_s - raw.current_s)
        return min(self._least, self._least_before)


class Lag:
    """How much later than their frame count says blocks come: the usual, and the excess over it."""

    def __init__(self) -> None:
        self._adc: deque[tuple[float, float]] = deque()
        self._arrival: deque[tuple[float, float]] = deque()

    @property
    def settled(self) -> bool:
        return len(self._arrival) >= SETTLED

    @property
    def usual_s(self) -> float:
        """The time of frame 0 by the last BASELINE_S; by arrival, it is late by the device's latency."""
        return self._usual_adc_s if self._adc else self._usual_arrival_s

    def learn(self, adc_lag_s: float | None, arrival_lag_s: float, now_s: float) -> None:
        """Take a block that is not suspected into the baseline."""
        if adc_lag_s is not None:
            _push(self._adc, now_s, adc_lag_s)
        _push(self._arrival, now_s, arrival_lag_s)

    def excess_s(self, adc_lag_s: float | None, arrival_lag_s: float) -> float:
        """What a block's lag exceeds the usual by: the lesser of both witnesses, see above."""
        excess = arrival_lag_s - self._usual_arrival_s
        if adc_lag_s is None or not self._adc:
            return excess
        return min(excess, adc_lag_s - self._usual_adc_s)

    @property
    def _usual_adc_s(self) -> float:
        return median(lag for _, lag in self._adc)

    @property
    def _usual_arrival_s(self) -> float:
        return min(lag for _, lag in self._arrival)


class HoleFinder:
    """Finds how many frames a device lost, and before which block.

    Blocks go on in the order they come, but those that look late are held until it is
    clear whether sound was lost before them: for STEADY_S as a rule, DECIDE_S at most.
    """

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._lag = Lag()
        self._next = 0  # index of the next block, if the ring refuses none
        self._lost = 0  # frames, so far
        self._held: list[_Held] = []

    @property
    def frame_0_s(self) -> float | None:
        """When the device's first frame was captured; None while it is too early to say.

        As the device's clock drifts this moves, by its drift since the start.
        """
        return self._lag.usual_s if self._lag.settled else None

    def feed(self, stamp: Stamp) -> list[int]:
        """For each block that may now go on, oldest first: the frames lost before it."""
        refused, self._next = stamp.index - self._next, stamp.index + stamp.frames
        excess_s = self._lag.excess_s(*self._lags(stamp)) if self._lag.settled else 0.0
        if excess_s <= self._half_block_s(stamp):
            self._lag.learn(*self._lags(stamp), stamp.arrival_s)
            return [*self._release(), refused]
        self._held.append(_Held(stamp, excess_s, refused))
        lost = self._decide(stamp)
        return [] if lost is None else self._release(lost)

    def _decide(self, latest: Stamp) -> int | None:
        """Frames lost before the first held block; None while that is open."""
        waited_s = latest.arrival_s - self._held[0].stamp.arrival_s
        recent = [held.excess_s for held in self._held if latest.arrival_s - held.stamp.arrival_s <= STEADY_S]
        if waited_s >= STEADY_S and max(recent) - min(recent) <= self._half_block_s(latest):
            # Arrival is late by chance and never early; ADC times err to both sides.
            excess_s = min(recent) if latest.adc_s is None else median(recent)
        elif waited_s >= DECIDE_S:
            excess_s = min(recent)
        else:
            return None
        return round(excess_s * self._rate)

    def _release(self, lost: int = 0) -> list[int]:
        """All that is held, `lost` frames being lost before the first of it."""
        self._lost += lost
        holes = [held.refused for held in self._held]
        if lost:
            holes[0] += lost
            for held in self._held:
                self._lag.learn(*self._lags(held.stamp), held.stamp.arrival_s)
        self._held.clear()
        return holes

    def _lags(self, stamp: Stamp) -> tuple[float | None, float]:
        """When frame 0 was captured according to this block: by ADC time, by arrival."""
        start_s = (stamp.index + self._lost) / self._rate
        by_adc_s = None if stamp.adc_s is None else stamp.adc_s - start_s
        return by_adc_s, stamp.arrival_s - start_s - stamp.frames / self._rate

    def _half_block_s(self, stamp: Stamp) -> float:
        return stamp.frames / self._rate / 2


@dataclass(frozen=True, slots=True)
class _Held:
    stamp: Stamp
    excess_s: float
    refused: int


class Drift:
    """How much faster than its rate a device runs, from the way its frame 0 seems to move."""

    def __init__(self) -> None:
        self._seen: list[tuple[float, float]] = []
        self._step_s = DRIFT_STEP_S

    def learn(self, frame_0_s: float, now_s: float) -> None:
        """Take a HoleFinder's `frame_0_s`, as often as you like: some hundred are remembered, evenly."""
        if self._seen and now_s - self._seen[-1][0] < self._step_s:
            return
        self._seen.append((now_s, frame_0_s))
        if len(self._seen) > DRIFT_POINTS:
            del self._seen[1::2]
            self._step_s *= 2

    @property
    def ppm(self) -> float | None:
        """Parts per million by which it has been fast; None before DRIFT_WINDOW_S have been seen."""
        if not self._seen or self._seen[-1][0] - self._seen[0][0] < DRIFT_WINDOW_S:
            return None
        times, frames_0 = zip(*self._seen, strict=True)
        return -1e6 * linear_regression(times, frames_0).slope


def _push(lags: deque[tuple[float, float]], now_s: float, lag_s: float) -> None:
    lags.append((now_s, lag_s))
    while now_s - lags[0][0] > BASELINE_S and len(lags) > SETTLED:
        lags.popleft()

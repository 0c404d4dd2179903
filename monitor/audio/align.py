"""Several devices on one session clock: what each captured, put side by side by time.

    device -> Lane: holes found and filled, resampled -> position on the session clock
    device -> Lane: ...                                            -> Aligner: one block

The session begins when the last device has begun.  A sample's position follows from the
device's first frame's time and from counting, lost frames included.  (The counting still
trusts the device's rate: `Lane.drift_ppm` says by how much it errs.)  A device that has gone
is replaced by silence, so that the other's sound is not held back.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.audio.clock import CommonClock, Drift, HoleFinder
from monitor.audio.fifo import Fifo
from monitor.audio.resample import Resampler
from monitor.audio.ring import RawStamp
from monitor.conversation.timeline import SAMPLE_RATE, Channel, Samples

BEHIND_S = 0.1
"""With nobody left to set the pace, silence stays this far behind the clock on the wall."""


@dataclass(frozen=True, slots=True)
class AudioLost:
    """Silence stands where sound of `channel` is missing."""

    channel: Channel
    start: Samples
    length: Samples


class Lane:
    """One device's way from its frames to the session clock."""

    def __init__(self, rate: int, columns: Sequence[tuple[int, Channel]]) -> None:
        """`columns` are the device's channels that are used, and whose each is."""
        self.channels = tuple(channel for _, channel in columns)
        self.arrived_s: float | None = None  # the latest block, by time.perf_counter()
        self._columns = [column for column, _ in columns]
        self._rate = rate
        self._clock, self._finder, self._drift = CommonClock(), HoleFinder(rate), Drift()
        self._resampler = Resampler(rate, len(columns))
        self._waiting: deque[NDArray[np.int16]] = deque()  # the finder has not decided yet
        self._early: list[tuple[int, NDArray[np.int16]]] = []  # the session has not begun yet
        self._begun = False
        self._offset = 0  # session time of the device's first frame
        self._frames = 0  # of the device, lost ones included
        self._made = 0  # session time of the resampler's next sample
        self._reported = 0  # losses are reported up to here
        self._ready = Fifo(len(columns), np.int16)
        self._end = 0  # session time up to which sound is ready, or was taken
        self._losses: list[tuple[Samples, Samples]] = []

    @property
    def frame_0_s(self) -> float | None:
        """When the device's first frame was captured, by time.perf_counter(); None at first."""
        return self._finder.frame_0_s

    @property
    def drift_ppm(self) -> float | None:
        """By how much the device's clock is fast; None in the first minute."""
        return self._drift.ppm

    @property
    def begun(self) -> bool:
        return self._begun

    @property
    def end(self) -> Samples:
        """Session time up to which there is sound."""
        return self._end

    def feed(self, raw: RawStamp, sound: NDArray[np.int16]) -> None:
        """A block as it left the device's ring, shape (n, channels of the device)."""
        self.arrived_s = raw.arrival_s
        self._waiting.append(sound[:, self._columns])
        for lost in self._finder.feed(self._clock.stamp(raw, len(sound))):
            self._place(lost, self._waiting.popleft())
        if self.frame_0_s is not None:
            self._drift.learn(self.frame_0_s, raw.arrival_s)

    def begin(self, session_start_s: float) -> None:
        """Fix where the device's first frame lies on the session clock, before or after its zero."""
        assert self.frame_0_s is not None
        self._offset = self._made = round((self.frame_0_s - session_start_s) * SAMPLE_RATE)
        self._begun = True
        for lost, sound in self._early:
            self._place(lost, sound)
        self._early.clear()

    def fill_to(self, position: Samples) -> None:
        """Silence up to here, in place of sound that does not come."""
        if position > self._end:
            self._lose(self._end, position)
            self._ready.append_silence(position - self._end)
            self._end = position

    def take(self, samples: int) -> NDArray[np.int16]:
        """The next `samples`, shape (samples, channels used)."""
        return self._ready.take(samples).astype(np.int16, copy=False)

    def __len__(self) -> int:
        """Samples that can be taken."""
        return len(self._ready)

    def losses(self) -> list[AudioLost]:
        """What was lost since the last call; a long loss comes in pieces if it is called meanwhile."""
        lost, self._losses = self._losses, []
        return [AudioLost(channel, *place) for place in lost for channel in self.channels]

    def _place(self, lost: int, sound: NDArray[np.int16]) -> None:
        if not self._begun:
            self._early.append((lost, sound))
            return
        if lost:
            start = self._session_time(self._frames)
            self._lose(start, self._session_time(self._frames + lost))
        for first in range(0, lost, self._rate):
            self._emit(np.zeros((min(self._rate, lost - first), len(self._columns)), np.int16))
        self._emit(sound)

    def _emit(self, sound: NDArray[np.int16]) -> None:
        self._frames += len(sound)
        made = self._resampler.feed(sound)
        late = max(
            0, min(len(made), self._end - self._made)
        )  # that time was filled, or is before the session
        self._made += len(made)
        if late < len(made):
            self.fill_to(self._made - len(made) + late)
            self._ready.append(made[late:])
            self._end = self._made

    def _session_time(self, frame: int) -> Samples:
        return self._offset + round(frame * SAMPLE_RATE / self._rate)

    def _lose(self, start: Samples, end: Samples) -> None:
        start = max(start, self._reported)
        if start >= end:
            return
        self._reported = end
        if self._losses and sum(self._losses[-1]) == start:
            start = self._losses.pop()[0]
        self._losses.append((start, end - start))


class Aligner:
    """Joins the lanes of all devices into blocks of therapist and client."""

    def __init__(self, lanes: Sequence[Lane], fill_after_s: float) -> None:
        """A device from which nothing came for `fill_after_s` is filled up with silence."""
        self._lanes, self._fill_after_s = lanes, fill_after_s
        self._start_s: float | None = None

    def take(self, now_s: float, gone: Sequence[bool]) -> NDArray[np.int16]:
        """All that is ready from every lane, shape (n, 2); `gone` are the lanes that have ended."""
        mute = [over or self._is_mute(lane, now_s) for lane, over in zip(self._lanes, gone, strict=True)]
        self._begin(mute)
        if self._start_s is not None:
            self._fill(mute, now_s - self._start_s)
        length = min(len(lane) for lane in self._lanes)
        block = np.empty((length, len(Channel)), np.int16)
        for lane in self._lanes:
            block[:, [_COLUMN[channel] for channel in lane.channels]] = lane.take(length)
        return block

    def _is_mute(self, lane: Lane, now_s: float) -> bool:
        return lane.arrived_s is not None and now_s - lane.arrived_s > self._fill_after_s

    def _begin(self, mute: Sequence[bool]) -> None:
        """Start the session once every lane that is heard knows its time; others join when they do."""
        starts = [lane.frame_0_s for lane in self._lanes]
        if self._start_s is None:
            known = [start for start in starts if start is not None]
            if not known or any(start is None and not over for start, over in zip(starts, mute, strict=True)):
                return
            self._start_s = max(known)
        for lane, start in zip(self._lanes, starts, strict=True):
            if start is not None and not lane.begun:
                lane.begin(self._start_s)

    def _fill(self, mute: Sequence[bool], passed_s: float) -> None:
        heard = [lane.end for lane, over in zip(self._lanes, mute, strict=True) if not over]
        upto = max(heard) if heard else round((passed_s - BEHIND_S) * SAMPLE_RATE)
        for lane, over in zip(self._lanes, mute, strict=True):
            if over:
                lane.fill_to(upto)


_COLUMN = {channel: column for column, channel in enumerate(Channel)}

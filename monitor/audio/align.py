"""Several devices on one session clock: what each captured, put side by side by time.

    device -> Lane: holes found and filled, resampled -> position on the session clock
    device -> Lane: ...                                            -> Aligner: one block

The session begins when the last device has begun.  A sample's position follows from the
device's first frame's time and from counting, lost frames included.  The counting trusts the
device's rate, which errs by up to some 200 ppm; so its frame 0 seems to move, and where it has
moved by more than SLACK_S a block is made one sample longer or shorter.  What the analysis, the
record and the kept sound have is thus one clock, this machine's, to a few milliseconds, however
long the session.  A device that has gone is replaced by silence, so that the other's sound is not
held back; when it is back it goes on as a new `_Run` of its lane, where its time says.
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

SLACK_S = 0.001
STEADY_AFTER: Samples = 2 * SAMPLE_RATE
"""A run so short has not shown its time to a millisecond yet."""
FASTEST_PPM = 500
"""Crystals err by up to 200; faster than this no time stamp, however wrong, shifts the sound."""
TAKEN_AT_ONCE: Samples = 10 * SAMPLE_RATE
"""Of the silence of a night asleep; whoever takes it needs memory for more than it."""
BEHIND_S = 0.1
"""With nobody left to set the pace, silence stays this far behind the clock on the wall."""


@dataclass(frozen=True, slots=True)
class AudioLost:
    """Silence stands where sound of `channel` is missing."""

    channel: Channel
    start: Samples
    length: Samples


class _Run:
    """A device from one opening to its end: its own count of frames, clock and losses."""

    def __init__(self, rate: int, columns: Sequence[int]) -> None:
        self.rate = rate
        self.columns = list(columns)
        self.clock, self.finder, self.drift = CommonClock(), HoleFinder(rate), Drift()
        self.resampler = Resampler(rate, len(columns))
        self.waiting: deque[NDArray[np.int16]] = deque()  # the finder has not decided yet
        self.early: list[tuple[int, NDArray[np.int16]]] = []  # the session has not begun yet
        self.begun_s: float | None = None  # when frame 0 was captured, as was known at the beginning
        self.offset = 0  # session time of the device's first frame
        self.frames = 0  # of the device, lost ones included
        self.made = 0  # session time of the resampler's next sample
        self._slipped = 0  # samples that were added, or with a minus taken out
        self._since_slip = -STEADY_AFTER

    def feed(self, raw: RawStamp, sound: NDArray[np.int16]) -> list[tuple[int, NDArray[np.int16]]]:
        """The blocks that may now go on, each with the frames lost before it."""
        self.waiting.append(sound[:, self.columns])
        holes = self.finder.feed(self.clock.stamp(raw, len(sound)))
        if self.finder.frame_0_s is not None:
            self.drift.learn(self.finder.frame_0_s, raw.arrival_s)
        return [(lost, self.waiting.popleft()) for lost in holes]

    def begin(self, session_start_s: float) -> None:
        assert self.finder.frame_0_s is not None
        self.begun_s = self.finder.frame_0_s
        self.offset = self.made = round((self.begun_s - session_start_s) * SAMPLE_RATE)

    def timed(self, sound: NDArray[np.int16]) -> NDArray[np.int16]:
        """Resampled sound, a sample longer or shorter where the device's count has strayed too far."""
        self._since_slip += len(sound)
        far = self._strayed() if self._since_slip * FASTEST_PPM >= 1_000_000 and len(sound) > 1 else 0.0
        if abs(far) <= SLACK_S * SAMPLE_RATE:
            return sound
        one = 1 if far > 0 else -1
        self._since_slip, self._slipped = 0, self._slipped + one
        return _stretched(sound, len(sound) + one)

    def session_time(self, frame: int) -> Samples:
        return self.offset + self._slipped + round(frame * SAMPLE_RATE / self.rate)

    def _strayed(self) -> float:
        """Samples by which the sound would come too early."""
        assert self.finder.frame_0_s is not None
        assert self.begun_s is not None
        return (self.finder.frame_0_s - self.begun_s) * SAMPLE_RATE - self._slipped


class Lane:
    """One device's way from its frames to the session clock."""

    def __init__(self, rate: int, columns: Sequence[tuple[int, Channel]]) -> None:
        """`columns` are the device's channels that are used, and whose each is."""
        self.channels = tuple(channel for _, channel in columns)
        self.arrived_s: float | None = None  # the latest block, by clock.now_s()
        self._run = _Run(rate, [column for column, _ in columns])
        self._drift_ppm: float | None = None  # of an earlier run
        self._reported = 0  # losses are reported up to here
        self._ready = Fifo(len(columns), np.int16)
        self._end = 0  # session time up to which sound is ready, or was taken
        self._losses: list[tuple[Samples, Samples]] = []

    @property
    def frame_0_s(self) -> float | None:
        """When the device's first frame was captured, by clock.now_s(); None at first."""
        return self._run.finder.frame_0_s

    @property
    def drift_ppm(self) -> float | None:
        """By how much the device's clock has been fast; None in the first minute."""
        ppm = self._run.drift.ppm
        return self._drift_ppm if ppm is None else ppm

    @property
    def begun(self) -> bool:
        return self._run.begun_s is not None

    @property
    def end(self) -> Samples:
        """Session time up to which there is sound."""
        return self._end

    def renew(self, rate: int) -> None:
        """The device was opened again: its frames are counted anew, from wherever it begins."""
        self._drift_ppm = self.drift_ppm
        self._run = _Run(rate, self._run.columns)

    def feed(self, raw: RawStamp, sound: NDArray[np.int16]) -> None:
        """A block as it left the device's ring, shape (n, channels of the device)."""
        self.arrived_s = raw.arrival_s
        for lost, ready in self._run.feed(raw, sound):
            self._place(lost, ready)

    def begin(self, session_start_s: float) -> None:
        """Fix where the device's first frame lies on the session clock, before or after its zero."""
        self._run.begin(session_start_s)
        early, self._run.early = self._run.early, []
        for lost, sound in early:
            self._place(lost, sound)

    def miss(self, start: Samples, end: Samples) -> None:
        """What was delivered there is no sound: the device was switched off."""
        self._lose(start, end)

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
        run = self._run
        if not self.begun:
            run.early.append((lost, sound))
            return
        if lost:
            self._lose(run.session_time(run.frames), run.session_time(run.frames + lost))
            self._pass(lost)
        self._emit(len(sound), run.timed(run.resampler.feed(sound)))

    def _pass(self, lost: int) -> None:
        """Silence for lost frames; after many, as while the computer slept, the sound begins afresh."""
        run = self._run
        if lost <= run.rate:
            self._emit(lost, run.resampler.feed(np.zeros((lost, len(run.columns)), np.int16)))
            return
        self._emit(lost, run.resampler.finish())
        run.made = run.session_time(run.frames)
        run.resampler = Resampler(run.rate, len(run.columns))

    def _emit(self, frames: int, made: NDArray[np.int16]) -> None:
        run = self._run
        run.frames += frames
        late = max(0, min(len(made), self._end - run.made))  # that time was filled, or is before the session
        run.made += len(made)
        if late < len(made):
            self.fill_to(run.made - len(made) + late)
            self._ready.append(made[late:])
            self._end = run.made

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
        self._taken_s = self._roused_s = float("-inf")
        self.has_more = False
        """Whether more is ready than was taken at once."""

    def take(self, now_s: float, gone: Sequence[bool]) -> NDArray[np.int16]:
        """What is ready from every lane, shape (n, 2); `gone` are the lanes that have ended."""
        if now_s - self._taken_s > self._fill_after_s:
            self._roused_s = now_s  # what was sent while nobody took it is only just coming
        self._taken_s = now_s
        mute = [over or self._is_mute(lane, now_s) for lane, over in zip(self._lanes, gone, strict=True)]
        self._begin(mute)
        if self._start_s is not None:
            self._fill(mute, now_s - self._start_s)
        ready = min(len(lane) for lane in self._lanes)
        length = min(ready, TAKEN_AT_ONCE)
        self.has_more = ready > length
        block = np.empty((length, len(Channel)), np.int16)
        for lane in self._lanes:
            block[:, [_COLUMN[channel] for channel in lane.channels]] = lane.take(length)
        return block

    def _is_mute(self, lane: Lane, now_s: float) -> bool:
        if lane.arrived_s is None:
            return False
        return now_s - max(lane.arrived_s, self._roused_s) > self._fill_after_s

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


def _stretched(sound: NDArray[np.int16], samples: int) -> NDArray[np.int16]:
    """The same in so many samples; between two of its own, a line."""
    at = np.linspace(0, len(sound) - 1, samples)
    columns = [np.interp(at, np.arange(len(sound)), column) for column in sound.T]
    drawn: NDArray[np.int16] = np.rint(np.stack(columns, axis=1)).astype(np.int16)
    return drawn

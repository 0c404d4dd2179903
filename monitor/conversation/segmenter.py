"""Speech scores, one per frame, become the beginnings and ends of speech on one channel.

    frame score 0..1 -> mean over a short window -> on and off thresholds (hysteresis)
                     -> dips shorter than `dip_max_s` are bridged
                     -> bursts shorter than `burst_min_s` are dropped

Nothing is padded.  Every decision about an instant is final `delay` samples later, no
sooner and no later, so what comes out does not depend on how the scores came in.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.conversation.events import Speech, SpeechEnded, SpeechStarted
from monitor.conversation.timeline import FRAME_SAMPLES, SAMPLE_RATE, Channel, Samples


@dataclass(frozen=True, slots=True)
class SegmenterSettings:
    """`window_frames` is odd; `on_share` and `off_share` are means of the scores in it."""

    window_frames: int
    on_share: float
    off_share: float
    dip_max_s: float
    burst_min_s: float

    def __post_init__(self) -> None:
        if self.window_frames < 1 or self.window_frames % 2 == 0:
            raise ValueError(f"window_frames is {self.window_frames}, but must be odd and above 0")
        if not 0 < self.off_share <= self.on_share <= 1:
            raise ValueError("0 < off_share <= on_share <= 1 must hold")
        for name in ("dip_max_s", "burst_min_s"):
            if not 0 < getattr(self, name) <= 1:
                raise ValueError(f"{name} is {getattr(self, name)}, but must lie between 0 and 1 second")


def delay(settings: SegmenterSettings) -> Samples:
    """How long after an instant it is settled whether there was speech in it."""
    return FRAME_SAMPLES * (
        settings.window_frames // 2 + _frames(settings.dip_max_s) + _frames(settings.burst_min_s)
    )


class Segmenter:
    """One channel's scores in, its SpeechStarted and SpeechEnded out."""

    def __init__(self, channel: Channel, settings: SegmenterSettings) -> None:
        self._channel = channel
        self._on_total = settings.on_share * settings.window_frames
        self._off_total = settings.off_share * settings.window_frames
        self._dip = _frames(settings.dip_max_s)
        self._burst = _frames(settings.burst_min_s)
        self._half = settings.window_frames // 2
        self._window = [0.0] * settings.window_frames
        self._oldest = 0
        self._total = 0.0
        self._frame = -self._half
        self._on = False
        self._start: int | None = None
        self._end: int | None = None
        self._confirmed = False

    def feed(self, scores: Iterable[float]) -> list[Speech]:
        """What became certain with these frames, in order of time."""
        speech: list[Speech] = []
        window, size, total, oldest, on = self._window, len(self._window), self._total, self._oldest, self._on
        frame, on_total, off_total = self._frame, self._on_total, self._off_total
        for score in scores:
            total += score - window[oldest]
            window[oldest] = score
            oldest = oldest + 1 if oldest + 1 < size else 0
            was, on = on, total >= (off_total if on else on_total)
            if on is not was:
                self._turn(on, frame)
            if self._start is not None:
                self._confirm(frame + 1, speech)
            frame += 1
        self._total, self._oldest, self._on, self._frame = total, oldest, on, frame
        return speech

    def finish(self) -> list[Speech]:
        """The recording ends: what is still open ends with it, and nothing later."""
        end = (self._frame + self._half) * FRAME_SAMPLES
        speech = self.feed([0.0] * (2 * self._half + self._dip))
        return [SpeechEnded(self._channel, end) if each.at > end else each for each in speech]

    def _turn(self, on: bool, frame: int) -> None:
        if not on:
            self._end = frame
        elif self._start is None:
            self._start, self._end = max(frame, 0), None
        else:
            self._end = None

    def _confirm(self, frames_known: int, speech: list[Speech]) -> None:
        """Report the start once it is no mere burst, and the end once it is no mere dip."""
        assert self._start is not None
        reach = frames_known if self._end is None else self._end
        if not self._confirmed and reach - self._start >= self._burst:
            self._confirmed = True
            speech.append(SpeechStarted(self._channel, self._start * FRAME_SAMPLES))
        if self._end is not None and frames_known - self._end >= self._dip:
            if self._confirmed:
                speech.append(SpeechEnded(self._channel, self._end * FRAME_SAMPLES))
            self._start, self._end, self._confirmed = None, None, False


def _frames(duration_s: float) -> int:
    return round(duration_s * SAMPLE_RATE / FRAME_SAMPLES)

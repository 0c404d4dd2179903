"""Sound faster or slower at the same pitch, and where each sample of it comes from.

FFmpeg's `atempo` overlaps short windows of the sound and moves each by up to half its length to
where it fits best, so that no formula says which moment is heard when.  It is told, therefore: two
more channels go through the same windows, too soft to be heard by its search for the best fit, one
counting samples and one constant.  Their ratio, behind the filter, is the moment that is heard.
"""

from fractions import Fraction
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from monitor.conversation.timeline import Samples

Floats = NDArray[np.float32]
"""Sound of shape (n, 2) between -1 and 1."""
Moments = NDArray[np.float64]
"""Samples on the session clock, one for each of the sound's, shape (n,)."""

TOLD_RATE = 12_000
"""atempo's windows are the power of two above rate / 24: told this, they last 32 ms and not 64."""
_CONSTANT, _STEP = 1e-8, 1e-14
_LAYOUT = "quad"


class Straight:
    """At the speed at which it was spoken: untouched."""

    def feed(self, sound: Floats, start: Samples) -> tuple[Floats, Moments]:
        return sound, np.arange(start, start + len(sound), dtype=np.float64)

    def finish(self) -> tuple[Floats, Moments]:
        return np.empty((0, 2), np.float32), np.empty(0)


class Stretch:
    """One run of sound without a gap, `speed` times as fast."""

    def __init__(self, speed: float) -> None:
        self._graph: Any = av.filter.Graph()
        self._in: Any = self._graph.add_abuffer(
            format="flt", sample_rate=TOLD_RATE, layout=_LAYOUT, time_base=Fraction(1, TOLD_RATE)
        )
        tempo = self._graph.add("atempo", f"{speed:.6f}")
        self._out: Any = self._graph.add("abuffersink")
        self._in.link_to(tempo)
        tempo.link_to(self._out)
        self._graph.configure()
        self._first: Samples | None = None
        self._latest = 0.0

    def feed(self, sound: Floats, start: Samples) -> tuple[Floats, Moments]:
        """What is ready of it, with its moments; `start` follows where the last ended."""
        if self._first is None:
            self._first, self._latest = start, float(start)
        counted = np.arange(start - self._first, start - self._first + len(sound))
        tagged = np.empty((len(sound), 4), np.float32)
        tagged[:, :2], tagged[:, 2], tagged[:, 3] = sound, counted * _STEP, _CONSTANT
        frame = av.AudioFrame.from_ndarray(tagged.reshape(1, -1), format="flt", layout=_LAYOUT)
        frame.sample_rate, frame.pts = TOLD_RATE, int(counted[0])
        self._in.push(frame)
        return self._ready()

    def finish(self) -> tuple[Floats, Moments]:
        """The rest."""
        self._in.push(None)
        return self._ready()

    def _ready(self) -> tuple[Floats, Moments]:
        parts = [np.empty((0, 4), np.float32)]
        while True:
            try:
                parts.append(self._out.pull().to_ndarray().reshape(-1, 4))
            except (av.BlockingIOError, av.EOFError):
                break
        tagged = np.concatenate(parts)
        return np.ascontiguousarray(tagged[:, :2]), self._moments(tagged)

    def _moments(self, tagged: Floats) -> Moments:
        """Never backwards, though a window that was moved back may have it so for a moment."""
        if self._first is None or not len(tagged):
            return np.empty(0)
        counted = tagged[:, 2].astype(np.float64) / tagged[:, 3] * (_CONSTANT / _STEP)
        moments = np.maximum.accumulate(np.maximum(counted + self._first, self._latest))
        self._latest = float(moments[-1])
        return moments

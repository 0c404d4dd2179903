"""The voice detector of WebRTC: Gaussian mixtures on six bands, cheap enough for any machine.

It says yes or no for each 10 ms frame and holds on for 30 to 140 ms after speech, longer
in the lower modes; it hears noise of all kinds as voice, so levels must have a say too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import _webrtcvad
import numpy as np
from numpy.typing import NDArray

from monitor.conversation.timeline import FRAME_SAMPLES, SAMPLE_RATE

BYTES = 2 * FRAME_SAMPLES


@dataclass(frozen=True, slots=True)
class WebrtcSettings:
    """`mode` runs from 0, which lets most through, to 3."""

    mode: int

    def __post_init__(self) -> None:
        if self.mode not in range(4):
            raise ValueError(f"mode is {self.mode}, but must be 0, 1, 2 or 3")


class WebrtcDetector:
    """A VoiceDetector whose scores are 0 or 1."""

    def __init__(self, settings: WebrtcSettings) -> None:
        # The C functions of webrtcvad: its Python class checks each frame anew, at a third of the cost.
        self._vad = _webrtcvad.create()
        _webrtcvad.init(self._vad)
        _webrtcvad.set_mode(self._vad, settings.mode)

    def feed(self, samples: NDArray[np.int16]) -> Sequence[float]:
        sound, vad, process = samples.tobytes(), self._vad, _webrtcvad.process
        return bytes(
            process(vad, SAMPLE_RATE, sound[first : first + BYTES], FRAME_SAMPLES)
            for first in range(0, len(sound), BYTES)
        )

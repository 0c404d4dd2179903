"""From two channels of samples to two rows of speech scores, frame by frame."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from monitor.audio.levels import LevelGate, LevelSettings, frame_power
from monitor.conversation.timeline import FRAME_SAMPLES, Channel
from monitor.speech.detector import VoiceDetector

Block = NDArray[np.int16]
"""Samples at SAMPLE_RATE, shape (n, 2): therapist, client."""


class Hearing:
    """Cuts blocks of any size into frames and scores them; the rest waits for the next block."""

    def __init__(self, detector: Callable[[], VoiceDetector], levels: LevelSettings) -> None:
        self._detectors = {channel: detector() for channel in Channel}
        self._gates = {channel: LevelGate(levels) for channel in Channel}
        self._rest: Block = np.empty((0, len(Channel)), np.int16)

    def feed(self, block: Block) -> Mapping[Channel, Sequence[float]]:
        """The scores of every frame that is complete; equally many for both channels."""
        whole = np.concatenate((self._rest, block)) if len(self._rest) else block
        used = len(whole) - len(whole) % FRAME_SAMPLES
        self._rest = whole[used:].copy()
        return {
            channel: self._score(channel, np.ascontiguousarray(whole[:used, column]))
            for column, channel in enumerate(Channel)
        }

    def level_db(self, channel: Channel) -> tuple[float | None, float | None]:
        """The channel's noise floor and speech level in dBFS; None before anything is heard."""
        gate = self._gates[channel]
        return gate.noise_db, gate.speech_db

    def _score(self, channel: Channel, samples: NDArray[np.int16]) -> Sequence[float]:
        scores = self._detectors[channel].feed(samples)
        return self._gates[channel].feed(scores, frame_power(samples))

"""The hearing for weak machines: a voice detector and a level gate per channel, and no more.

It takes each microphone's word for it, so a voice that leaks into the other microphone
counts as speech there: for headsets, and for rooms with a wall between the channels.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from monitor.audio.level_gate import LevelGate, LevelSettings, frame_power
from monitor.audio.trust import ChannelTrust, Trust, TrustWatch
from monitor.conversation.timeline import FRAME_SAMPLES, Channel, Samples
from monitor.engine.hearing import Block, Scores
from monitor.speech.detector import VoiceDetector


class PlainHearing:
    """Cuts blocks of any size into frames and scores them; the rest waits for the next block."""

    lag: Samples = 0

    def __init__(self, detector: Callable[[], VoiceDetector], levels: LevelSettings) -> None:
        self._detectors = {channel: detector() for channel in Channel}
        self._gates = {channel: LevelGate(levels) for channel in Channel}
        self._watch = TrustWatch()
        self._rest: Block = np.empty((0, len(Channel)), np.int16)
        self._sound = self._rest

    def feed(self, block: Block) -> Scores:
        whole = np.concatenate((self._rest, block)) if len(self._rest) else block
        used = len(whole) - len(whole) % FRAME_SAMPLES
        self._rest = whole[used:].copy()
        self._sound = whole[:used]
        return {
            channel: self._score(channel, np.ascontiguousarray(whole[:used, column]))
            for column, channel in enumerate(Channel)
        }

    def finish(self) -> Scores:
        self._sound = self._rest
        return {channel: [] for channel in Channel}

    def sound(self) -> Block:
        return self._sound

    def trust(self) -> Trust:
        """Levels and silence; of leakage this hearing knows nothing."""
        first, second = (self._channel(channel) for channel in Channel)
        return Trust((first, second), same_signal=False, told_apart=None, separation_db=None)

    def _channel(self, channel: Channel) -> ChannelTrust:
        gate = self._gates[channel]
        return ChannelTrust(
            noise_dbfs=gate.noise_db,
            speech_dbfs=gate.speech_db,
            bleed_db=None,
            bleed_left_db=None,
            bleed_delay_ms=None,
            silent_s=gate.silent_s,
            clipped=0.0,
        )

    def _score(self, channel: Channel, samples: NDArray[np.int16]) -> Sequence[float]:
        scores = self._detectors[channel].feed(samples)
        return self._gates[channel].feed(scores, frame_power(samples))

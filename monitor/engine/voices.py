"""From two microphones in one room to who speaks: cancel leakage, detect voice in what is left, weigh levels.

block -> BleedCanceller -> residual -> Silero's probabilities --.
             |                |                                  >-- OwnSpeech -> 0 or 1 per frame
             |                '-> LevelMeter: own, leak, noise -'
             '-> Trust: whether the channels can be told apart
"""

from dataclasses import replace

import numpy as np

from monitor.audio.background import BackgroundSettings
from monitor.audio.bleed import BLOCK, LOOKAHEAD, BleedCanceller, Cleaned
from monitor.audio.levels import LevelMeter
from monitor.audio.trust import ChannelTrust, Trust, TrustWatch
from monitor.conversation.timeline import FRAME_SAMPLES, SAMPLE_RATE, Channel, Samples
from monitor.engine.hearing import Block, Scores
from monitor.engine.own_speech import OwnSpeech, OwnSpeechSettings
from monitor.speech.silero import SileroDetector

_FULL_SCALE = np.float32(1 / 32768)


class Voices:
    """A Hearing for real rooms."""

    def __init__(self, background: BackgroundSettings, rule: OwnSpeechSettings) -> None:
        self._canceller = BleedCanceller()
        self._meter = LevelMeter(background)
        self._speakers = [OwnSpeech(rule, number) for number in (0, 1)]
        self._detectors = [SileroDetector() for _ in (0, 1)]
        self._trust = TrustWatch()
        self._rest = np.zeros((0, 2), np.float32)
        self._received = self._decided = 0
        self._started = False
        self._sound: Block = np.zeros((0, 2), np.int16)
        decided_after = LOOKAHEAD + BLOCK + (rule.delay_frames + 2) * FRAME_SAMPLES
        self.lag: Samples = -(-decided_after // FRAME_SAMPLES) * FRAME_SAMPLES

    def seed(self, known: Trust) -> None:
        """Begin with the leakage paths that an earlier hearing of the same room has found.

        Only a head start: a path that is not there any more is found anew within seconds.
        """
        for direction, channel in zip(self._canceller.directions, known.channels, strict=True):
            if channel.bleed_delay_ms is not None:
                direction.assume(channel.bleed_delay_ms * SAMPLE_RATE / 1000)

    def feed(self, block: Block) -> Scores:
        self._received += len(block)
        samples = np.concatenate([self._rest, block * _FULL_SCALE])
        whole = len(samples) // BLOCK * BLOCK
        self._rest = samples[whole:]
        cleaned = [self._canceller.push(part) for part in samples[:whole].reshape(-1, BLOCK, 2)]
        return self._weigh(cleaned)

    def finish(self) -> Scores:
        open_frames = self._received // FRAME_SAMPLES - self._decided
        rest = self.feed(np.zeros((self.lag + BLOCK, 2), np.int16))
        return {channel: scores[:open_frames] for channel, scores in rest.items()}

    def sound(self) -> Block:
        return self._sound

    def trust(self) -> Trust:
        balance = self._canceller.balance
        trust = self._trust.trust(balance, tuple(self._channel(number) for number in (0, 1)))
        held_back_ms = self._canceller.held_back * 1000 / SAMPLE_RATE
        return replace(trust, in_step=self._canceller.in_step, held_back_ms=held_back_ms)

    def _channel(self, number: int) -> ChannelTrust:
        path = self._canceller.directions[number]
        delay_ms = self._canceller.lag(number) * 1000 / SAMPLE_RATE
        return ChannelTrust(
            noise_dbfs=self._canceller.balance.floor_dbfs[number],
            speech_dbfs=self._speakers[number].loud_dbfs,
            bleed_db=path.coupling_db,
            bleed_left_db=None if path.coupling_db is None else self._meter.background.coupling_db(number),
            bleed_delay_ms=None if path.coupling_db is None else delay_ms,
            silent_s=self._trust.silent_s(number),
            clipped=self._trust.clipped(number),
        )

    def _weigh(self, cleaned: list[Cleaned]) -> Scores:
        for block in cleaned:
            self._trust.push(block.newest, block.lead)
        levels = self._meter.push(cleaned) if cleaned else []
        known = cleaned if self._started else cleaned[1:]  # the very first lies before the signal
        self._started = self._started or bool(cleaned)
        if not known:
            self._sound = self._sound[:0]
            return {channel: [] for channel in Channel}
        cleaned_sound = np.concatenate([block.residual for block in known])
        self._sound = np.clip(np.rint(cleaned_sound / _FULL_SCALE), -32768, 32767).astype(np.int16)
        residual = cleaned_sound.T
        voice = [d.push(np.ascontiguousarray(r)) for d, r in zip(self._detectors, residual, strict=True)]
        decisions = [s.push(levels, p) for s, p in zip(self._speakers, voice, strict=True)]
        self._decided += len(decisions[0])
        return dict(zip(Channel, decisions, strict=True))

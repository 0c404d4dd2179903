"""What two channels show of how far they can be trusted.  Plain measurements: no verdicts here."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.audio.balance import Balance, Lead
from monitor.conversation.timeline import SAMPLE_RATE

_CLIPPED = 0.999  # of full scale
_LOUD = 0.1
_MEMORY = 0.9995  # a block's weight in the sums halves in about 45 s of activity
_SAME = 0.98
_APART_DB = 12.0  # of the two heaps of level differences; one heap alone may be 11 dB wide
_ENOUGH_BLOCKS = 940  # 30 s of activity
_ONE_SIDED_DB = 6.0


@dataclass(frozen=True, slots=True)
class ChannelTrust:
    """One channel; levels in dBFS, None where not known.

    `bleed_db` is the other's voice in this microphone against its own, as heard, and
    `bleed_left_db` what remains after cancelling; both None, like the delay, where no path
    was found.  `silent_s` is how long the channel has now sent digital silence, `clipped`
    the share of its loud samples at full scale, of late.
    """

    noise_dbfs: float | None
    speech_dbfs: float | None
    bleed_db: float | None
    bleed_left_db: float | None
    bleed_delay_ms: float | None
    silent_s: float
    clipped: float


@dataclass(frozen=True, slots=True)
class Trust:
    """`told_apart` and `separation_db` are None until there is enough to say.

    `separation_db` is how much louder each voice is in its own microphone, whatever the gains.
    `in_step` is False where clocks have run too far apart for leakage to be taken out, and by
    `held_back_ms` the channel that is ahead is held back so that it can be.
    """

    channels: tuple[ChannelTrust, ChannelTrust]
    same_signal: bool
    told_apart: bool | None
    separation_db: float | None
    in_step: bool = True
    held_back_ms: float = 0.0


class TrustWatch:
    """Push each block as heard, (n, 2) at full scale 1, with who leads in it."""

    def __init__(self) -> None:
        self._silent = np.zeros(2, np.int64)
        self._clipped, self._loud = np.zeros(2), np.zeros(2)
        self._products = np.zeros(3)
        self._active_blocks = 0

    def push(self, block: NDArray[np.float32], lead: Lead) -> None:
        dead = ~block.any(axis=0)
        self._silent = np.where(dead, self._silent + len(block), 0)
        if not lead.active:
            return
        self._active_blocks += 1
        height = np.abs(block)
        self._loud = self._loud * _MEMORY + np.count_nonzero(height > _LOUD, axis=0)
        self._clipped = self._clipped * _MEMORY + np.count_nonzero(height > _CLIPPED, axis=0)
        left, right = np.ascontiguousarray(block.T)
        self._products *= _MEMORY
        self._products += (left @ right, left @ left, right @ right)

    def silent_s(self, number: int) -> float:
        return float(self._silent[number]) / SAMPLE_RATE

    def clipped(self, number: int) -> float:
        return float(self._clipped[number] / max(self._loud[number], 1.0))

    def trust(self, balance: Balance, channels: tuple[ChannelTrust, ...]) -> Trust:
        first, second = channels
        return Trust(
            channels=(first, second),
            same_signal=self._same_signal,
            told_apart=self._told_apart(balance),
            separation_db=None if balance.spread_db is None else balance.spread_db / 2,
        )

    @property
    def _same_signal(self) -> bool:
        """Whether both channels carry one signal, at whatever gains."""
        both, left, right = self._products
        return bool(self._enough and abs(both) > _SAME * np.sqrt(left * right) > 0)

    def _told_apart(self, balance: Balance) -> bool | None:
        """Whether two speakers stand out of the two channels.

        One heap of level differences in the middle means that both channels hear everything
        alike; one heap off the middle, that only one person has spoken yet.
        """
        if not self._enough or balance.spread_db is None:
            return None
        if balance.spread_db >= _APART_DB:
            return not self._same_signal
        return None if abs(balance.middle_db) > _ONE_SIDED_DB else False

    @property
    def _enough(self) -> bool:
        return self._active_blocks >= _ENOUGH_BLOCKS

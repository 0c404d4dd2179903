"""The thresholds that define turns, backchannels, interruptions, silences and monologues.

config/default.toml gives every value with its source; nothing here has a default.
"""

from dataclasses import dataclass, fields
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Rules:
    """Lengths in seconds; `yield_share` is a fraction, `backchannel_words_max` a number of words.

    Raises ValueError with a sentence when a value, or two together, make no sense.
    """

    ipu_gap_s: float
    turn_min_s: float
    backchannel_max_s: float
    backchannel_isolation_s: float
    backchannel_resume_s: float
    backchannel_worded_max_s: float
    backchannel_words_max: int
    overlap_min_s: float
    terminal_max_s: float
    possible_max_s: float
    terminal_worded_max_s: float
    takeover_min_s: float
    yield_window_s: float
    yield_share: float
    together_s: float
    stop_pause_s: float
    compete_max_s: float
    silent_pause_max_s: float
    silence_min_s: float
    lapse_s: float
    latency_turn_min_s: float
    monologue_min_s: float
    share_min_speech_s: float
    rolling_s: float

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not 0 < value < float("inf"):
                raise ValueError(f"{field.name} is {value}, but must be a number above 0")
        self._ordered("terminal_max_s", "possible_max_s", "compete_max_s")
        self._ordered("overlap_min_s", "possible_max_s")
        self._ordered("ipu_gap_s", "stop_pause_s", "backchannel_isolation_s")
        self._ordered("ipu_gap_s", "silent_pause_max_s", "silence_min_s", "lapse_s")
        if self.yield_share >= 1:
            raise ValueError(f"yield_share is {self.yield_share}, but must lie below 1")

    def _ordered(self, *names: str) -> None:
        for lower, upper in pairwise(names):
            if getattr(self, lower) > getattr(self, upper):
                raise ValueError(
                    f"{lower} is {getattr(self, lower)}, but must not exceed {upper}, {getattr(self, upper)}"
                )

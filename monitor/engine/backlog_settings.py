"""What governs the backlog; see config/default.toml."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class BacklogSettings:
    """Each is explained in config/default.toml."""

    beam: int
    short_s: float
    overtaken_max_s: float
    partial_every_s: float
    partial_new_voiced_s: float
    partial_share: float
    early_cost_max_s: float
    merge_lag_s: float
    merged_max_s: float
    partials_off_lag_s: float
    partials_off_load: float
    partials_back_load: float
    partials_rest_s: float
    greedy_lag_s: float
    waiting_max_s: float
    language_voiced_s: float
    language_confidence: float
    losses_max: int
    losses_within_s: float
    losses_rest_s: float

    def __post_init__(self) -> None:
        if min(getattr(self, each.name) for each in fields(self)) <= 0:
            raise ValueError("every setting must be above 0")
        if self.partial_share > 1 or self.language_confidence > 1:
            raise ValueError("partial_share and language_confidence are at most 1")
        if not self.merge_lag_s < self.partials_off_lag_s < self.greedy_lag_s:
            raise ValueError("merge_lag_s must be below partials_off_lag_s, and that below greedy_lag_s")
        if self.partials_back_load >= self.partials_off_load:
            raise ValueError("partials_back_load must be below partials_off_load")
        if self.merged_max_s > 30:
            raise ValueError("merged_max_s must be at most 30, the recogniser's window")
        if self.waiting_max_s < self.merged_max_s:
            raise ValueError("waiting_max_s must not be below merged_max_s")

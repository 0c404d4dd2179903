"""How a session's sound is played."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaybackSettings:
    """See [playback] in config/default.toml."""

    block_ms: int
    latency_ms: float
    read_ahead_s: float
    fade_ms: float
    pan_db: float
    open_timeout_s: float
    close_timeout_s: float
    dead_after_s: float
    let_go_after_s: float
    held_mb_per_h: float
    held_max_mb: float

    def __post_init__(self) -> None:
        if not 5 <= self.block_ms <= 200:
            raise ValueError(f"block_ms is {self.block_ms}, but must lie between 5 and 200")
        if not self.block_ms <= self.latency_ms <= 1000:
            raise ValueError(
                f"latency_ms is {self.latency_ms}, but must be a block at least, and 1000 at most"
            )
        if not 0 < self.fade_ms <= self.block_ms:
            raise ValueError(f"fade_ms is {self.fade_ms}, but must be above 0 and at most a block")
        if not 4 * self.block_ms / 1000 <= self.read_ahead_s <= 30:
            raise ValueError(
                f"read_ahead_s is {self.read_ahead_s}, but must hold four blocks, and 30 s at most"
            )
        if not 0 <= self.pan_db <= 12:
            raise ValueError(f"pan_db is {self.pan_db}, but must lie between 0 and 12")
        for name in (
            "open_timeout_s",
            "close_timeout_s",
            "dead_after_s",
            "let_go_after_s",
            "held_mb_per_h",
            "held_max_mb",
        ):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} is {getattr(self, name)}, but must be above 0")

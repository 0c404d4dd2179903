"""The settings of the store, by themselves: reading them opens no library of ciphers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["audio", "words", "numbers"]
KINDS: tuple[Kind, ...] = ("audio", "words", "numbers")
"""In the order in which they go; without its numbers a session is gone."""

FOREVER = 0.0


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """Where sessions are kept; empty for the user's data folder."""

    folder: str

    def __post_init__(self) -> None:
        if self.folder and not Path(self.folder).expanduser().is_absolute():
            raise ValueError(f"folder is {self.folder!r}, but must be a whole path, or empty")


@dataclass(frozen=True, slots=True)
class WriterSettings:
    """How often it writes, and what it does while it cannot."""

    commit_s: float
    retry_s: float
    sound_waiting_max_s: float

    def __post_init__(self) -> None:
        if not 0.0 < self.commit_s <= 0.7:
            raise ValueError(f"commit_s is {self.commit_s}, but must be above 0 and at most 0.7")
        if not 0.0 < self.retry_s <= 60.0:
            raise ValueError(f"retry_s is {self.retry_s}, but must be above 0 and at most 60")
        if not 1.0 <= self.sound_waiting_max_s <= 3600.0:
            raise ValueError(f"sound_waiting_max_s is {self.sound_waiting_max_s}, but must be from 1 to 3600")


@dataclass(frozen=True, slots=True)
class RetentionSettings:
    """Days after the session; 0 means for good."""

    audio_days: float
    words_days: float
    numbers_days: float

    def __post_init__(self) -> None:
        for name in ("audio_days", "words_days", "numbers_days"):
            if not 0.0 <= getattr(self, name) <= 36_500.0:
                raise ValueError(f"{name} is {getattr(self, name)}, but must be from 0 to 36500")
        for shorter, longer in (("audio_days", "words_days"), ("words_days", "numbers_days")):
            if _length(getattr(self, shorter)) > _length(getattr(self, longer)):
                raise ValueError(f"{shorter} must not be longer than {longer}: they are deleted together")

    def days(self, kind: Kind) -> float:
        return {"audio": self.audio_days, "words": self.words_days, "numbers": self.numbers_days}[kind]


def _length(days: float) -> float:
    return float("inf") if days == FOREVER else days

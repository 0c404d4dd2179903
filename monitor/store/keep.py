"""What of a session is kept, and who agreed to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from monitor.conversation.timeline import Samples


class Keep(Enum):
    """How much of a session reaches the disk; each holds what the one before holds, and more."""

    NUMBERS = "numbers"
    TRANSCRIPT = "transcript"
    AUDIO = "audio"

    @property
    def level(self) -> int:
        return list(Keep).index(self)

    @property
    def words(self) -> bool:
        return self is not Keep.NUMBERS

    @property
    def sound(self) -> bool:
        return self is Keep.AUDIO

    @property
    def forgone(self) -> set[str]:
        """The tables that stay empty at this level."""
        return {table for table, kept in (("words", self.words), ("audio", self.sound)) if not kept}

    def within(self, other: "Keep") -> bool:
        """Whether this keeps no more than the other."""
        return self.level <= other.level


@dataclass(frozen=True, slots=True)
class Consent:
    """What the client agreed to: the sentence that was ticked, when (Unix time, s), who ticked it."""

    wording: str
    agreed_at: int
    by: str

    def __post_init__(self) -> None:
        if not self.wording.strip():
            raise ValueError("a consent needs its wording")


@dataclass(frozen=True, slots=True)
class KeepChange:
    """From `at` on `keep` holds; `dropped` says that what went beyond it before was deleted as well."""

    at: Samples
    keep: Keep
    consent: Consent | None = None
    dropped: bool = False


Gone = Mapping[str, Samples]
"""By table the time before which nothing of it is to stay."""


def dropped(changes: Iterable[KeepChange]) -> dict[str, Samples]:
    """What the changes say was to be deleted: for each table up to the last time that it was."""
    return {table: change.at for change in changes if change.dropped for table in change.keep.forgone}

"""What the start dialog shows, and what is chosen in it.  No Qt here, and nothing to compute."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LevelOffer:
    """One way to keep a session; with a `consent` its sentence must be ticked."""

    name: str
    title: str
    written: str
    consent: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """`chosen` is the name of the level to begin with; `heard` says which devices, `words` whether
    there will be words, `notices` what else there is to know, `trouble` why nothing can be kept now.
    """

    levels: tuple[LevelOffer, ...]
    chosen: str
    heard: str
    words: str
    notices: tuple[str, ...] = ()
    trouble: str = ""
    client: str = ""


class Inputs(Protocol):
    """What can be listened to, and what is; every call returns soon."""

    @property
    def names(self) -> tuple[str, ...]: ...

    @property
    def chosen(self) -> tuple[int, int]:
        """The therapist's and the client's place among the names."""
        ...

    @property
    def heard(self) -> str:
        """What is listened to, in words."""
        ...

    def choose(self, therapist: int, client: int) -> str:
        """Listen to these; where that cannot be, a sentence that says why, and all stays as it was."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """The level's name, the sentence that was ticked (empty: none), and the client's pseudonym."""

    level: str
    consent: str
    client: str

"""What the windows ask of a sound check, and what is left of one.  No Qt here."""

from dataclasses import dataclass
from typing import Protocol

from monitor.conversation.room import Picture


class Check(Protocol):
    """The sound check that is shown; every call returns at once."""

    @property
    def picture(self) -> Picture: ...

    @property
    def trouble(self) -> str:
        """Why nothing can be heard now, in a sentence; empty where nothing is wrong."""
        ...

    @property
    def ended(self) -> bool:
        """Whether it has stopped because of a trouble."""
        ...

    @property
    def call(self) -> bool:
        """Whether the client is on a call: then nothing is to be swapped."""
        ...

    @property
    def heard(self) -> str:
        """Which devices are listened to, in words."""
        ...

    def skip(self) -> None: ...

    def again(self) -> None: ...

    def swap(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Checked:
    """Which devices are listened to after it, in words, and whether the session is to start at once."""

    heard: str
    start: bool

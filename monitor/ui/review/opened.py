"""What the replay's window is given, and what it asks of the program around it.  No Qt here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Literal, Protocol, TypeVar

from monitor.conversation.questions import QuestionWords
from monitor.document import Analysis
from monitor.replay.model import Replay
from monitor.replay.player import Player
from monitor.replay.remarking import Keep

T_co = TypeVar("T_co", covariant=True)
Silent = Literal["", "not kept", "deleted", "analysis", "missing", "other", "unreadable"]
"""Why there is no sound to play; empty where there is."""
Kept = Literal["", "numbers", "words", "sound"]
"""The most that there is of a session."""
State = Literal["", "running", "interrupted", "unreadable"]
"""What is odd about a session."""


class Task(Protocol, Generic[T_co]):
    """Work on its way; the window asks now and then how it stands."""

    @property
    def done(self) -> bool: ...

    @property
    def fraction(self) -> float | None:
        """0 to 1; None where nobody can tell."""

    def stop(self) -> None: ...

    def result(self) -> T_co:
        """Once it is done; MonitorError where it could not be."""


@dataclass(frozen=True, slots=True)
class About:
    """Which session it is.  `name` is that of its file, or the beginning of the kept session's.

    The demo has no name.  `started_at` is Unix time in s, None where nobody knows; `notes` are those to
    the session as a whole, None where there is no place for them.
    """

    name: str
    client: str
    started_at: int | None
    notes: str | None


@dataclass(frozen=True, slots=True)
class ExportWish:
    """`to` is a format's name; `words` whether they may stand in it."""

    to: str
    out: Path
    words: bool


class Exports(Protocol):
    """The formats that this session can be written in, by the names of the command line."""

    @property
    def formats(self) -> Sequence[str]: ...

    def begin(self, document: Analysis, wish: ExportWish) -> Task[float]:
        """Its result is how many seconds of sound are silent because none was kept.

        What lies there is replaced.
        """


@dataclass(frozen=True, slots=True)
class Opened:
    """A session, ready to be looked at.

    `player` is None where there is no sound, and `silent` says why.  `keep` is None where there is
    no session file to keep remarks in; `words` are those by which its language asks.
    """

    about: About
    replay: Replay
    player: Player | None
    silent: Silent
    words: QuestionWords | None
    keep: Keep | None
    exports: Exports


@dataclass(frozen=True, slots=True)
class Row:
    """A kept session in the list; `id` is empty where it cannot be opened.

    `problem` says in words why one that is unreadable is so.
    """

    id: str
    name: str
    started_at: int
    duration_s: float
    client: str
    tags: Sequence[str]
    kept: Kept
    state: State
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kept session by its whole name, or else files; neither: the demo."""

    session: str = ""
    files: Sequence[Path] = ()


class Desk(Protocol):
    """The program behind the windows."""

    def rows(self) -> Sequence[Row]:
        """Every kept session, the newest first; MonitorError where they cannot be listed."""

    def open(self, wanted: Wanted) -> Task[Opened]: ...


Save = Callable[[Analysis, Path], None]
"""Writes an analysis whole, or not at all: then MonitorError."""

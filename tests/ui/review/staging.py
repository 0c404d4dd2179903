"""What the tests of the replay's windows are played with: a session, a player without sound, a disk."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PyQt6.QtWidgets import QApplication

from monitor.config import question_words
from monitor.errors import OutputError, StoreError
from monitor.replay.build import build
from monitor.replay.model import Replay, Span
from monitor.replay.remarking import Remarking
from monitor.ui.review.arrangement import ArrangementFile
from monitor.ui.review.opened import About, ExportWish, Opened
from monitor.ui.review.style import Dress
from monitor.ui.review.window import ReviewWindow
from tests.replay.long import long_document

WORDS = question_words()["en"]
FORMATS = ("json", "csv", "textgrid", "eaf", "rttm", "vtt", "flac", "codebook")


class Player:
    """Stands where it is told to, and remembers what it was told."""

    def __init__(self) -> None:
        self.position_s, self.playing, self.problem = 0.0, False, ""
        self.told: list[tuple[Any, ...]] = []

    def play(self) -> None:
        self.playing = True
        self.told.append(("play",))

    def pause(self) -> None:
        self.playing = False
        self.told.append(("pause",))

    def seek(self, position_s: float) -> None:
        self.position_s = position_s
        self.told.append(("seek", round(position_s, 3)))

    def set_speed(self, speed: float) -> None:
        self.told.append(("speed", speed))

    def hear(self, role: str, on: bool) -> None:
        self.told.append(("hear", role, on))

    def loop(self, span: Span | None) -> None:
        self.told.append(("loop", span))

    def close(self) -> None:
        self.told.append(("close",))


class Disk:
    """Keeps changes, or refuses them while it is `full`."""

    def __init__(self) -> None:
        self.kept: list[Any] = []
        self.full = False

    def __call__(self, change: Any) -> None:
        if self.full:
            raise StoreError("The disk is full. Make room.")
        self.kept.append(change)


@dataclass
class Done:
    """A task that is at its end."""

    outcome: Any
    done: bool = True
    fraction: float | None = None
    stopped: bool = False

    def stop(self) -> None:
        self.stopped = True
        self.done = True

    def result(self) -> Any:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


@dataclass
class Exports:
    """Remembers what was to be written; `outcome` is what comes of it."""

    formats: tuple[str, ...] = FORMATS
    outcome: Any = 0.0
    wishes: list[tuple[Any, ExportWish]] = field(default_factory=list)

    def begin(self, document: Any, wish: ExportWish) -> Done:
        self.wishes.append((document, wish))
        return Done(self.outcome)


def replay(minutes: float = 6.0, with_words: bool = True) -> Replay:
    """Some minutes of a made-up talk with everything in it."""
    document = long_document(minutes, with_words=with_words)
    return build(document, words=WORDS if with_words else None)


def opened(shown: Replay, **other: Any) -> Opened:
    given = Opened(
        about=About("3f2a", "Blue Heron", 1_760_000_000, "Second session."),
        replay=shown,
        player=Player(),
        silent="",
        words=WORDS,
        keep=Disk(),
        exports=Exports(),
    )
    return replace(given, **other)


def save_nothing(document: Any, path: Path) -> None:
    raise OutputError(f"{path} cannot be written.")


def window(app: QApplication, session: Opened, folder: Path, save: Any = save_nothing) -> ReviewWindow:
    """Not shown yet."""
    remarking = Remarking(
        session.replay, session.about.notes or "", session.words, session.keep, lambda: 1_760_000_001
    )
    arrangement = ArrangementFile(folder / "review.json")
    return ReviewWindow(session, remarking, arrangement, Dress(app), ("light", save))

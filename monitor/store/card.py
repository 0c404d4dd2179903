"""What the library shows of a session without opening it to the reader."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from monitor.conversation.timeline import seconds
from monitor.errors import DamagedError, StoreError
from monitor.store import alive
from monitor.store.file import FINISHED, RECOVERED, SessionFile
from monitor.store.keep import Keep
from monitor.store.vault import Vault

State = Literal["running", "unfinished", "finished", "recovered", "unreadable"]


@dataclass(frozen=True, slots=True)
class Card:
    """`problem` says why an unreadable session cannot be read; all else is empty then.

    `started_at` is Unix time in s; `keep` is what is there now.
    """

    id: str
    state: State
    size_bytes: int
    started_at: int = 0
    duration_s: float = 0.0
    keep: Keep = Keep.NUMBERS
    has_words: bool = False
    has_audio: bool = False
    client: str = ""
    tags: tuple[str, ...] = ()
    notes: str = ""
    problem: str = ""


def live_path(path: Path) -> Path:
    """The lock beside a session file."""
    return path.with_suffix(".live")


def read(path: Path, vault: Vault) -> Card:
    """The card of a session file, whatever state it is in."""
    try:
        size_bytes = path.lstat().st_size
    except OSError:
        size_bytes = 0
    try:
        with SessionFile(path, vault.keys(path.stem)) as file:
            return _card(file, path, size_bytes)
    except StoreError as error:
        return Card(path.stem, "unreadable", size_bytes, problem=str(error))


def _card(file: SessionFile, path: Path, size_bytes: int) -> Card:
    if file.header.id != path.stem:
        raise DamagedError
    about, (words, audio) = file.description, file.contents
    return Card(
        id=path.stem,
        state=_state(file.ended, path),
        size_bytes=size_bytes,
        started_at=file.header.started_at,
        duration_s=seconds(file.heard),
        keep=file.keep,
        has_words=words,
        has_audio=audio,
        client=about.client,
        tags=tuple(about.tags),
        notes=about.notes,
    )


def _state(ended: int, path: Path) -> State:
    if ended == FINISHED:
        return "finished"
    if ended == RECOVERED:
        return "recovered"
    return "running" if alive.is_held(live_path(path)) else "unfinished"

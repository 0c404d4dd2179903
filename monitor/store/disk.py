"""Small files that are written whole, and destroyed before they are removed.

Nothing here follows a link or waits for a pipe: what lies in the folder of sessions is input.
"""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from monitor.errors import StoreError

_PRIVATE = 0o600
_CAREFUL = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def saying(what: str) -> Iterator[None]:
    """Whatever the system refuses becomes a StoreError: `what`, and why."""
    try:
        yield
    except OSError as error:
        why = (error.strerror or "the system refuses it").lower()
        raise StoreError(f"{what}: {why}. Look whether the folder is there and has room.") from None


def make_folder(folder: Path) -> None:
    """The folder, for this user's eyes alone where it is new."""
    with saying(f"The folder of sessions {folder} cannot be made"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def is_plain_file(path: Path) -> bool:
    """Whether a regular file lies there: no folder, link, pipe or device."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def read_small(path: Path, most: int) -> bytes | None:
    """All of a small file; None where there is none.  OSError, or StoreError where it is no such file."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _CAREFUL)
    except FileNotFoundError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_size > most:
            raise StoreError(f"{path.name} is not a file of the session monitor: it was not read.")
        return file.read(most)


def create(path: Path, content: bytes = b"") -> None:
    """A new file, readable by this user alone, on the disk when this returns; OSError where one is there."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _CAREFUL, _PRIVATE)
    with os.fdopen(descriptor, "wb") as file:
        _write_through(file.fileno(), content)


def replace(path: Path, content: bytes) -> None:
    """Put a file there in one step; what it takes the place of is overwritten, not only unlinked."""
    fresh = path.with_name(f"{path.name}~")
    fresh.unlink(missing_ok=True)
    create(fresh, content)
    old = _held(path)
    try:
        fresh.replace(path)
        sync_folder(path.parent)
        if old is not None:
            _write_through(old, secrets.token_bytes(os.fstat(old).st_size))
    finally:
        if old is not None:
            os.close(old)


def overwrite(path: Path, mark: bytes) -> None:
    """Put noise, then `mark`, over all of a file's content, through to the disk."""
    descriptor = os.open(path, os.O_WRONLY | _CAREFUL)
    try:
        length = max(os.fstat(descriptor).st_size, len(mark))
        for content in (secrets.token_bytes(length), mark.ljust(length)):
            os.lseek(descriptor, 0, os.SEEK_SET)
            _write_through(descriptor, content)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """What was made, renamed or removed there stays so after a power cut, where the system can promise it."""
    if os.name != "posix":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _held(path: Path) -> int | None:
    """An open descriptor, so that the content stays in reach when the name is gone."""
    if os.name != "posix":  # elsewhere an open file cannot be replaced
        return None
    try:
        return os.open(path, os.O_WRONLY | _CAREFUL)
    except FileNotFoundError:
        return None


def _write_through(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
    os.fsync(descriptor)

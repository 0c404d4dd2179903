"""Whether a session is being written now: a lock that ends with the process, however it ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from monitor.errors import InUseError
from monitor.store import disk

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Alive:
    """Held for as long as a session is written; empty file, no content."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path, self._descriptor = path, descriptor

    def release(self) -> None:
        """Whoever opened the file meanwhile sees that it has lost its name, or keeps it from doing so."""
        if os.name == "posix":
            self._path.unlink(missing_ok=True)
            os.close(self._descriptor)
        else:  # an open file cannot be removed there
            os.close(self._descriptor)
            with suppress(OSError):
                self._path.unlink(missing_ok=True)


def hold(path: Path) -> Alive | None:
    """The lock; None where another process has it.  OSError where the folder cannot be written."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        _lock(descriptor)
        if os.path.samestat(os.fstat(descriptor), path.lstat()):
            return Alive(path, descriptor)
    except OSError:
        pass
    os.close(descriptor)
    return None


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else changes key files meanwhile; InUseError where somebody does."""
    disk.make_folder(folder)
    with disk.saying("The keys of the sessions cannot be changed"):
        lock = hold(folder / "keys.live")
    if lock is None:
        raise InUseError(
            "Another session monitor is changing the keys of your sessions: try again in a moment."
        )
    try:
        yield
    finally:
        lock.release()


def is_held(path: Path) -> bool:
    """Whether a process that lives holds it."""
    if not disk.is_plain_file(path):
        return False
    try:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        _lock(descriptor)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False

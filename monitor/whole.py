"""Files and folders that are written whole or not at all, and are for the user's eyes only."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A file to be written; at the end it appears as `path`, or replaces that, in one step.

    By then all of it is on the disk.  After an error nothing of it is left.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    os.close(handle)
    part = Path(name)
    try:
        yield part
        _on_the_disk(part)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder to be filled with files; at the end it appears as `path`, or takes the place of that.

    What was there before is deleted then, and stays where anything goes wrong.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=path.parent, prefix=".part-"))
    part, before = place / "new", place / "before"
    try:
        part.mkdir(mode=0o700)
        yield part
        for file in part.iterdir():
            _on_the_disk(file)
        if path.exists():
            path.replace(before)
        part.replace(path)
    except BaseException:
        if before.exists():
            before.replace(path)
        raise
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _on_the_disk(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())

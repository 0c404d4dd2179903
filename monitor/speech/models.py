"""The models on this computer: a folder each, with a manifest that says what its files must be.

A folder appears in one step, once all of it is there and has been checked; whatever is under way
lies beside it in a folder whose name begins with a dot.
"""

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from monitor.errors import PROGRAM, ModelError
from monitor.speech.catalog import Catalogue

MANIFEST = "manifest.json"
# Without these faster-whisper cannot start, or would look for the tokenizer on the internet.
ESSENTIAL = ("config.json", "model.bin", "tokenizer.json")
# What is under way may fill the disk up to this much.
SPARE_BYTES = 16_000_000

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}")
_BLOCK_BYTES = 1 << 20
_FULL = {errno.ENOSPC, errno.EFBIG} | {getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}

# Told what is done, how many bytes of it, and of how many.
Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What a file of an installed model must be."""

    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an installed model is; `checked` is what its files were held against when they came.

    That is "catalogue"; "hub" where some could only be held against the hub's own record; "weights"
    where only those could be; or "" for what the catalogue does not know, which has no `repository`,
    `revision`, `licence` and `languages` either.
    """

    name: str
    repository: str
    revision: str
    licence: str
    languages: str
    source: str
    checked: str
    files: dict[str, StoredFile]

    @property
    def size_bytes(self) -> int:
        """All files together."""
        return sum(file.size_bytes for file in self.files.values())


def require_name(name: str) -> str:
    """`name` where it can name a model's folder, else ModelError."""
    if not _NAME.fullmatch(name) or name.lower() == "none":
        raise ModelError(f"{name!r} cannot be a model's name: use letters, digits, dots, dashes.")
    return name


def installed(folder: Path, name: str) -> Path:
    """The folder of a model in `folder`, all of whose files are there; else ModelError.

    Sizes are compared, not contents: `faults` does that.
    """
    path = folder / require_name(name)
    if not path.is_dir():
        raise ModelError(
            f"There is no model {name!r} on this computer. `{PROGRAM} models list` shows those that"
            f" can be had, and `{PROGRAM} models pull {name}` gets it."
        )
    files = manifest(folder, name).files
    for file_name, stored in files.items():
        with suppress(OSError):
            if (path / file_name).stat().st_size == stored.size_bytes:
                continue
        raise _incomplete(name, f"its {file_name} is missing or cut short")
    return path


def manifest(folder: Path, name: str) -> Manifest:
    """What the model says of itself; ModelError where it cannot be read."""
    try:
        found = msgspec.json.decode((folder / name / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError):
        raise _incomplete(name, f"its {MANIFEST} cannot be read") from None
    if not all(_plain(file_name) for file_name in found.files) or not set(ESSENTIAL) <= found.files.keys():
        raise _incomplete(name, f"its {MANIFEST} is not what was written")
    return found


def _incomplete(name: str, why: str) -> ModelError:
    return ModelError(
        f"The model {name} on this computer cannot be used: {why}. Remove it with `{PROGRAM} models"
        f" remove {name}`, then get it again."
    )


def _plain(file_name: str) -> bool:
    return bool(_NAME.fullmatch(file_name))


def names(folder: Path) -> list[str]:
    """Every model on this computer, also what cannot be used; by name."""
    with suppress(OSError):
        return sorted(path.name for path in folder.iterdir() if _plain(path.name) and path.is_dir())
    return []


def begun(folder: Path, name: str) -> int:
    """How many bytes of a model have come by a pull that was broken off."""
    partial = [path for path in _beside(folder, name) if path.suffix == ".partial"]
    return sum(_size(file) for path in partial for file in path.iterdir() if file.name != MANIFEST)


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def faults(folder: Path, name: str, catalogue: Catalogue, report: Report) -> list[str]:
    """A sentence for each file that is not what it must be, by its sha256.

    What the catalogue knows comes before the manifest, which stands beside the files.
    """
    stated = manifest(folder, name)
    known = next((model for model in catalogue.models if model.name == name), None)
    found, done = [], 0
    for file_name, stored in sorted(stated.files.items()):
        expected = (known.sha256(file_name) if known else "") or stored.sha256
        heard = told(report, "Checking", done, stated.size_bytes)
        fault = _fault(folder / name / file_name, expected, heard)
        done += stored.size_bytes
        if fault:
            found.append(f"{file_name} of {name} {fault}.")
    return found


def _fault(path: Path, expected: str, heard: Callable[[int], None]) -> str:
    try:
        actual, _ = digests(path, heard)
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read: {(error.strerror or str(error)).lower()}"
    return "" if actual == expected else "is damaged: its checksum is not what it must be"


def told(report: Report, what: str, before: int, total: int) -> Callable[[int], None]:
    """Reports a part of something: what is done of it comes after `before` bytes of `total`."""
    return lambda done: report(what, before + done, total)


def digests(path: Path, heard: Callable[[int], None]) -> tuple[str, str]:
    """A file's sha256, and the id that git gives its content; `heard` is told how many bytes were read."""
    sha256 = hashlib.sha256()
    blob = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
    done = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            sha256.update(block)
            blob.update(block)
            done += len(block)
            heard(done)
    return sha256.hexdigest(), blob.hexdigest()


def put(under_way: Path, folder: Path, stated: Manifest) -> Path:
    """Turn a checked folder into an installed model, in place of one of the same name."""
    content = msgspec.json.format(msgspec.json.encode(stated), indent=2)
    with (under_way / MANIFEST).open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    final = folder / stated.name
    old = folder / f".{stated.name}.old"
    shutil.rmtree(old, ignore_errors=True)
    if final.exists():
        final.rename(old)
    under_way.rename(final)
    shutil.rmtree(old, ignore_errors=True)
    return final


def remove(folder: Path, name: str) -> int:
    """Delete a model, and what an unfinished pull left of it; the bytes that are freed."""
    found = [path for path in [folder / require_name(name), *_beside(folder, name)] if path.exists()]
    if not any(path.is_dir() for path in found):
        raise ModelError(
            f"There is no model {name!r} on this computer. `{PROGRAM} models list` shows what there is."
        )
    freed = sum(_size(each) for path in found for each in path.rglob("*") if each.is_file())
    with storing(folder, name, 0):
        for path in found:
            _delete(path)
    return freed


def _beside(folder: Path, name: str) -> list[Path]:
    """What is under way for a model, or was when something broke off."""
    pattern = re.compile(rf"\.{re.escape(name)}(-[0-9a-f]+\.partial|\.old|\.lock|\.import)")
    with suppress(OSError):
        return [path for path in folder.iterdir() if pattern.fullmatch(path.name)]
    return []


def _delete(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path)


def require_room(folder: Path, name: str, needed_bytes: int) -> None:
    """ModelError where the disk has not so much left."""
    free = shutil.disk_usage(folder).free
    if free < needed_bytes + SPARE_BYTES:
        raise ModelError(
            f"The disk is too full for {name}: it needs {size(needed_bytes)}, and {folder} has {size(free)}"
            " left. Nothing was written; free some room, then do it again."
        )


@contextmanager
def storing(
    folder: Path, name: str, needed_bytes: int, kept: str = "What has come is kept"
) -> Iterator[None]:
    """Turns what can go wrong with a disk into a sentence; `kept` says what is left then."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise ModelError(
                f"The disk is full: {name} needs {size(needed_bytes)} in all in {folder}. {kept}; free some"
                " room, then do it again."
            ) from None
        raise ModelError(_sentence(error, folder, name)) from None


def _sentence(error: OSError, folder: Path, name: str) -> str:
    if error.errno in _FORBIDDEN:
        return f"Models are kept in {folder}, and writing is not allowed there. Mend that, then do it again."
    why = (error.strerror or str(error)).lower().rstrip(".")
    return f"Nothing can be done with {name} in {folder}: {why}."


def size(n_bytes: int) -> str:
    """A size for people, in powers of ten."""
    for unit, name in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")):
        if n_bytes >= unit:
            number = n_bytes / unit
            return f"{number:.1f} {name}" if number < 10 else f"{number:.0f} {name}"
    return f"{n_bytes} bytes"

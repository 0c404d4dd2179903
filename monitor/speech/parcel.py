"""What is in a folder, a zip or a tar that a model was carried in, and nothing unpacked as it stands there.

Of an archive only the files that a model consists of can be read, as far as they claim to be long.
"""

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from monitor.errors import ModelError
from monitor.speech.models import ESSENTIAL

PARTS = (*ESSENTIAL, "preprocessor_config.json", "vocabulary.json", "vocabulary.txt")
# The largest Whisper model takes 6.2 GB before it is quantised; its largest text file 3 MB.
LARGEST_WEIGHTS_BYTES = 8_000_000_000
LARGEST_TEXT_BYTES = 64_000_000
MOST_MEMBERS = 10_000

_BLOCK_BYTES = 1 << 20
_DEEPEST = 4  # a hub's cache keeps a model at models--A--B/snapshots/COMMIT
_LINK = 0o12  # what a zip from Unix says of a symbolic link
_DAMAGE = (
    OSError,  # bz2 and gzip have no error of their own
    EOFError,
    RuntimeError,  # a zip with a password
    NotImplementedError,
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a model: what it is called, how long it claims to be, and how to read it."""

    name: str
    size_bytes: int
    open: Callable[[], IO[bytes]]


@contextmanager
def parts(path: Path) -> Iterator[list[Part]]:
    """The files of the model at `path`, which can be read within the context."""
    with ExitStack() as opened:
        with _undamaged(path):
            found = _parts(path, opened)
        _require_whole(found, path)
        yield found


def blocks(part: Part, path: Path) -> Iterator[bytes]:
    """The content of a part of what is at `path`, and no more than it claims to have."""
    left = part.size_bytes
    with _undamaged(path), part.open() as source:
        while left > 0 and (block := source.read(min(_BLOCK_BYTES, left))):
            left -= len(block)
            yield block


@contextmanager
def _undamaged(path: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError:
        raise ModelError(f"{path} cannot be read: reading is not allowed there.") from None
    except _DAMAGE:
        raise ModelError(
            f"{path} is damaged or locked, and cannot be unpacked. Carry it over again."
        ) from None


def _parts(path: Path, opened: ExitStack) -> list[Part]:
    if path.is_dir():
        return _in_folder(path)
    if not path.exists():
        raise ModelError(f"There is nothing at {path}. Check the path.")
    if zipfile.is_zipfile(path):
        return _in_zip(opened.enter_context(zipfile.ZipFile(path)), path)
    if path.is_file() and tarfile.is_tarfile(path):
        return _in_tar(opened.enter_context(tarfile.open(path)), path)
    raise ModelError(f"{path} is neither a folder nor a zip or tar archive, so no model is in it.")


def _in_folder(path: Path) -> list[Part]:
    levels = ["/".join(["*"] * depth) for depth in range(1, _DEEPEST)]
    inside = [each.parent for level in levels for each in path.glob(f"{level}/model.bin")]
    found = [path] if (path / "model.bin").is_file() else inside
    if len(found) > 1:
        raise _several(path)
    files = [each for folder in found for each in sorted(folder.iterdir()) if each.name in PARTS]
    return [Part(each.name, each.stat().st_size, partial(_open, each)) for each in files]


def _open(path: Path) -> IO[bytes]:
    return path.open("rb")


def _in_zip(archive: zipfile.ZipFile, path: Path) -> list[Part]:
    members = archive.infolist()
    links = any(member.external_attr >> 28 == _LINK for member in members)
    _require_tame([member.filename for member in members], links, path)
    return [
        Part(_base(member.filename), member.file_size, partial(archive.open, member))
        for member in members
        if _base(member.filename) in PARTS and not member.is_dir()
    ]


def _in_tar(archive: tarfile.TarFile, path: Path) -> list[Part]:
    members = []
    for member in archive:
        members.append(member)
        if len(members) > MOST_MEMBERS or member.size > LARGEST_WEIGHTS_BYTES:
            raise _too_large(path)
    strange = any(not (member.isfile() or member.isdir()) for member in members)
    _require_tame([member.name for member in members], strange, path)
    return [
        Part(_base(member.name), member.size, partial(_member, archive, member))
        for member in members
        if _base(member.name) in PARTS and member.isfile()
    ]


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    file = archive.extractfile(member)
    assert file is not None, "it is a file"
    return file


def _base(member_name: str) -> str:
    return PurePosixPath(member_name).name


def _require_tame(member_names: list[str], links: bool, path: Path) -> None:
    """ModelError for what nobody who packs a model would put into an archive."""
    if len(member_names) > MOST_MEMBERS:
        raise _too_large(path)
    if links or any(_escapes(name) for name in member_names):
        raise ModelError(
            f"{path} holds links, or files that would land outside of its folder, as no model does. It was"
            " not unpacked; do not trust where it came from."
        )


def _escapes(member_name: str) -> bool:
    steps = PurePosixPath(member_name.replace("\\", "/")).parts
    return ".." in steps or steps[:1] == ("/",) or member_name[1:2] == ":"


def _require_whole(found: list[Part], path: Path) -> None:
    names = [part.name for part in found]
    if len(names) != len(set(names)):
        raise _several(path)
    missing = [name for name in ESSENTIAL if name not in names]
    if not {"vocabulary.json", "vocabulary.txt"} & set(names):
        missing.append("vocabulary.json")
    if missing:
        raise ModelError(
            f"{path} holds no whole CTranslate2 Whisper model: it has no {' and no '.join(missing)}."
        )
    if any(part.size_bytes > _longest(part.name) for part in found):
        raise _too_large(path)


def _longest(name: str) -> int:
    return LARGEST_WEIGHTS_BYTES if name == "model.bin" else LARGEST_TEXT_BYTES


def _several(path: Path) -> ModelError:
    return ModelError(f"{path} holds more than one model. Import the folder or archive of one of them.")


def _too_large(path: Path) -> ModelError:
    return ModelError(f"{path} holds more than any Whisper model does. It was not imported.")

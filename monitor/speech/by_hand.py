"""Takes in a model that was carried by hand, of the catalogue or not."""

import json
import re
import shutil
from pathlib import Path

from monitor.errors import ModelError
from monitor.speech import models, parcel
from monitor.speech.catalog import Catalogue, Model
from monitor.speech.models import Manifest, Report, StoredFile
from monitor.speech.parcel import Part

BY_HAND = "imported by hand"
_SUFFIX = re.compile(r"\.(zip|tar|tgz|tar\.\w+)$", re.IGNORECASE)


def take_in(path: Path, folder: Path, catalogue: Catalogue, name: str, report: Report) -> Path:
    """Import the model at `path` into `folder`; the model's own folder.

    One whose weights the catalogue knows gets the name it has there, and must match in every file.
    Another is called `name`, or, where that is empty, what its folder or archive is called.
    """
    wanted = models.require_name(name or _name(path))
    with parcel.parts(path) as parts:
        total = sum(part.size_bytes for part in parts)
        with models.storing(folder, wanted, total, "Nothing of it was kept"):
            folder.mkdir(parents=True, exist_ok=True)
            models.require_room(folder, wanted, total)
            under_way = folder / f".{wanted}.import"
            shutil.rmtree(under_way, ignore_errors=True)
            try:
                _copy(parts, path, under_way, report)
                stated = _manifest(under_way, path, catalogue, wanted, report)
                return models.put(under_way, folder, stated)
            finally:
                shutil.rmtree(under_way, ignore_errors=True)


def _name(path: Path) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", _SUFFIX.sub("", path.resolve().name)).strip("-._") or "model"


def _copy(parts: list[Part], path: Path, under_way: Path, report: Report) -> None:
    under_way.mkdir()
    total, done = sum(part.size_bytes for part in parts), 0
    for part in parts:
        with (under_way / part.name).open("xb") as file:
            for block in parcel.blocks(part, path):
                file.write(block)
                done += len(block)
                report("Copying", done, total)


def _manifest(under_way: Path, path: Path, catalogue: Catalogue, wanted: str, report: Report) -> Manifest:
    """Of what was copied; ModelError where it is no Whisper model, or a damaged one."""
    _require_whisper(under_way, path)
    files = _stored(under_way, report)
    model = catalogue.holding(files["model.bin"].sha256)
    if model is not None:
        return _as_catalogued(under_way, path, model, files)
    _require_no_impostor(path, catalogue, wanted)
    return Manifest(
        name=wanted,
        repository="",
        revision="",
        licence="",
        languages="",
        source=BY_HAND,
        checked="",
        files=files,
    )


def _stored(under_way: Path, report: Report) -> dict[str, StoredFile]:
    sizes = {each: each.stat().st_size for each in sorted(under_way.iterdir())}
    files, before = {}, 0
    for each, size in sizes.items():
        told = models.told(report, "Checking", before, sum(sizes.values()))
        files[each.name] = StoredFile(size, models.digests(each, told)[0])
        before += size
    return files


def _require_whisper(under_way: Path, path: Path) -> None:
    """CTranslate2 begins its files with a version and the name of what the model is."""
    with (under_way / "model.bin").open("rb") as file:
        head = file.read(64)
    if b"WhisperSpec" not in head or not all(map(_is_table, under_way.glob("[ct]*.json"))):
        raise ModelError(
            f"{path} holds no CTranslate2 Whisper model, or a damaged one. Models of other kinds (ggml,"
            " PyTorch, safetensors) must be converted first."
        )


def _is_table(path: Path) -> bool:
    try:
        return isinstance(json.loads(path.read_bytes()), dict)
    except ValueError:
        return False


def _require_no_impostor(path: Path, catalogue: Catalogue, wanted: str) -> None:
    for model in catalogue.models:
        repository = model.repository.replace("/", "--")
        if wanted in {model.name, repository.partition("--")[2], f"models--{repository}"}:
            raise ModelError(
                f"{path} calls itself {model.name}, but its model.bin is another, or damaged. Carry it over"
                " again; or, if you know what it is, give it a name of its own with --name."
            )


def _as_catalogued(under_way: Path, path: Path, model: Model, files: dict[str, StoredFile]) -> Manifest:
    needed = {file.name: file.sha256 for file in model.files}
    wrong = [
        name
        for name, sha256 in needed.items()
        if name not in files or (sha256 and files[name].sha256 != sha256)
    ]
    if wrong:
        raise ModelError(
            f"{path} holds {model.name}, but not as it must be: {' and '.join(wrong)} is missing, damaged or"
            " of another version. Carry it over again."
        )
    for name in files.keys() - needed.keys():
        (under_way / name).unlink()
    return Manifest(
        name=model.name,
        repository=model.repository,
        revision=model.revision,
        licence=model.licence,
        languages=model.languages,
        source=BY_HAND,
        checked="weights" if model.unverified else "catalogue",
        files={name: files[name] for name in needed},
    )

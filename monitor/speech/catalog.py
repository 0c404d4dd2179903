"""Which models can be had, from where, and what each of their files must be."""

import difflib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from monitor.errors import PROGRAM, ModelError


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file of a model; without `sha256` it is `unverified`: see models/catalog.toml."""

    name: str
    size_bytes: int
    sha256: str = ""
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Model:
    """A Whisper model as a CTranslate2 repository at one commit, `revision`."""

    name: str
    repository: str
    revision: str
    licence: str
    languages: str
    files: tuple[ModelFile, ...]

    @property
    def size_bytes(self) -> int:
        """All files together."""
        return sum(file.size_bytes for file in self.files)

    @property
    def unverified(self) -> bool:
        """Whether some file's checksum is learnt on the first pull only."""
        return any(file.unverified for file in self.files)

    def sha256(self, file_name: str) -> str:
        """The checksum that a file must have, empty where it is unverified or no file of the model."""
        return next((file.sha256 for file in self.files if file.name == file_name), "")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The models that can be had, the smallest first."""

    models: tuple[Model, ...]

    def find(self, name: str) -> Model:
        """The model of that name; ModelError suggests the nearest."""
        for model in self.models:
            if model.name == name:
                return model
        close = difflib.get_close_matches(name, [model.name for model in self.models], n=1)
        hint = f"; did you mean {close[0]}?" if close else "."
        raise ModelError(
            f"No model that can be had is called {name!r}{hint} `{PROGRAM} models list` names them all."
        )

    def holding(self, weights_sha256: str) -> Model | None:
        """The model whose model.bin has that checksum."""
        return next((model for model in self.models if model.sha256("model.bin") == weights_sha256), None)


@dataclass(frozen=True, slots=True)
class _Document:
    model: tuple[Model, ...]


def load(path: Path) -> Catalogue:
    """Read models/catalog.toml."""
    return Catalogue(msgspec.toml.decode(path.read_bytes(), type=_Document).model)

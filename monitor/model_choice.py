"""Which model makes the words: what the configuration names, else what `models use` chose last."""

import json
from contextlib import suppress
from pathlib import Path

from monitor import places
from monitor.engine.words import NO_MODEL
from monitor.errors import ModelError
from monitor.speech import models


def folder() -> Path:
    """Where the models lie, a folder each; it need not exist."""
    return places.user_data_dir() / "models"


def chosen(configured: str) -> str | None:
    """The model to use, which need not be there; `configured` is [transcription] model, empty for no wish."""
    name = configured or recalled()
    return None if name in {"", NO_MODEL} else name


def chosen_folder(configured: str) -> Path | None:
    """The folder of the model to use; ModelError where it is not there or cut short."""
    name = chosen(configured)
    return None if name is None else models.installed(folder(), name)


def recalled() -> str:
    """What was chosen last: a name, "none", or empty where nothing usable was kept."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        name = json.loads(_file().read_text(encoding="utf-8"))["model"]
        return name if isinstance(name, str) else ""
    return ""


def keep(name: str) -> None:
    """Keep the choice for every later session."""
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(json.dumps({"model": name}), encoding="utf-8")
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise ModelError(
            f"The choice cannot be kept in {_file()}: {why}. Name the model under [transcription] in your"
            " settings instead."
        ) from None


def _file() -> Path:
    return places.user_data_dir() / "model.json"

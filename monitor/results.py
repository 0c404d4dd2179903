"""Where results go: the terminal, and files that are written whole or not at all."""

import os
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from monitor import places
from monitor.app import Outcome
from monitor.config import Settings
from monitor.errors import OutputError
from monitor.export.analysis import Analysis, encode
from monitor.export.table import summary

STDOUT = Path("-")


def place(name: str) -> Path:
    """A file in the user's data folder, which is made if need be."""
    folder = places.user_data_dir()
    require_folder(folder / name)
    return folder / name


def require_folder(path: Path) -> None:
    """Make the file's folder, and raise OutputError where nothing can be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(_sentence(path, error)) from None
    if path.is_dir():
        raise OutputError(f"The analysis cannot be written to {path}: that is a folder. Name a file in it.")
    if not os.access(path.parent, os.W_OK):
        raise OutputError(f"The analysis cannot be written to {path}: writing is not allowed there.")


def save(document: Analysis, path: Path) -> None:
    """Write the JSON to the file, or to standard output for -; OutputError leaves no half of it."""
    content = encode(document)
    if path == STDOUT:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    require_folder(path)
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        Path(file.name).replace(path)
    except OSError as error:
        raise OutputError(_sentence(path, error)) from None


def show(document: Analysis, path: Path | None, console: Console) -> None:
    """Print the summary; save the analysis where a path is given, and say where it lies."""
    if path == STDOUT:
        save(document, path)
        return
    console.print()
    console.print(summary(document))
    if path is not None:
        save(document, path)
        console.print(f"\nThe whole analysis is in {path.absolute()}", highlight=False, soft_wrap=True)


def show_outcome(outcome: Outcome, path: Path | None, console: Console) -> None:
    """Show what was heard; then, where the session did not end of itself, raise what ended it."""
    show(outcome.analysis, path, console)
    if outcome.error is not None:
        raise outcome.error


def show_settings(settings: Settings, console: Console) -> None:
    """Print where the user's settings belong, and every setting in force."""
    own = places.user_config_file()
    state = "which is read" if own.exists() else "which does not exist yet"
    console.print(f"# Your own settings belong in {own}, {state}.", highlight=False, soft_wrap=True)
    meaning = places.config_dir() / "default.toml"
    console.print(f"# What each means: {meaning}", highlight=False, soft_wrap=True)
    for name, table in settings.tables.items():
        console.print(f"\n\\[{name}]", highlight=False)
        for key, value in table.items():
            console.print(f"{key} = {_toml(value)}", highlight=False)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _sentence(path: Path, error: OSError) -> str:
    why = (error.strerror or str(error)).lower()
    return f"The analysis cannot be written to {path}: {why}. Choose another place."

"""Where results go: the terminal, and files that are written whole or not at all."""

import os
import sys
from pathlib import Path

from rich.console import Console

from monitor import places
from monitor.app import Outcome, interrupts
from monitor.config import Settings
from monitor.document import Analysis, encode
from monitor.errors import OutputError
from monitor.export.table import summary
from monitor.whole import whole_file

STDOUT = Path("-")


def place(name: str) -> Path:
    """A file in the user's data folder."""
    path = places.user_data_dir() / name
    require_writable(path)
    return path


def require_writable(path: Path) -> None:
    """OutputError where a file cannot be written; nothing is made yet, neither file nor folder."""
    if path == STDOUT:
        return
    try:
        is_folder = path.is_dir()
        folder = next(each for each in path.absolute().parents if each.exists())
    except OSError as error:
        raise OutputError(sentence(path, error)) from None
    if is_folder:
        raise OutputError(f"The analysis cannot be written to {path}: that is a folder. Name a file in it.")
    if not folder.is_dir():
        raise OutputError(f"The analysis cannot be written to {path}: {folder} is a file and no folder.")
    if not os.access(folder, os.W_OK):
        raise OutputError(f"The analysis cannot be written to {path}: writing is not allowed there.")


def save(document: Analysis, path: Path) -> None:
    """Write the JSON to the file, or to standard output for -; OutputError leaves no half of it."""
    write(encode(document), path)


def write(content: bytes, path: Path) -> None:
    """Write to the file, or to standard output for -; OutputError leaves no half of it."""
    if path == STDOUT:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    require_writable(path)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a pipe, or /dev/null: nothing to put in its place
        else:
            with whole_file(path) as part:
                part.write_bytes(content)
    except OSError as error:
        raise OutputError(sentence(path, error)) from None


def show(document: Analysis, path: Path | None, console: Console) -> None:
    """Print the summary; save the analysis where a path is given, and say where it lies."""
    if path == STDOUT:
        save(document, path)
        return
    console.print()
    console.print(summary(document))
    if path is not None:
        save(document, path)
        said = f"\nThe whole analysis is in {path.absolute()}"
        console.print(said, markup=False, highlight=False, soft_wrap=True)


def show_outcome(outcome: Outcome, path: Path | None, console: Console, beside: Console) -> None:
    """Show what was heard; then, where the session did not end of itself, raise what ended it.

    `beside` is told what is kept of it.
    """
    with interrupts(lambda: None):  # a second Ctrl-C must not cost the result
        if outcome.kept:
            beside.print(f"\n{outcome.kept}", markup=False, highlight=False, soft_wrap=True)
        show(outcome.analysis, path, console)
        if outcome.again:
            beside.print(f"Look at it again: {outcome.again}", highlight=False, soft_wrap=True)
    if outcome.error is not None:
        raise outcome.error


def show_settings(settings: Settings, console: Console) -> None:
    """Print where the user's settings belong, and every setting in force."""
    own = places.user_config_file()
    state = "which is read" if own.exists() else "which does not exist yet"
    lines = [f"# Your own settings belong in {own}, {state}."]
    lines += [f"# What each means: {places.config_dir() / 'default.toml'}"]
    for name, table in settings.tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in table.items())]
    console.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def sentence(path: Path, error: OSError) -> str:
    """Why nothing could be written there."""
    why = (error.strerror or str(error)).lower()
    return f"The analysis cannot be written to {path}: {why}. Choose another place."

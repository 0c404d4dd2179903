"""Changes to the user's settings file that leave everything else in it as it was written."""

from collections.abc import Mapping
from pathlib import Path

import tomlkit
from tomlkit.toml_document import TOMLDocument

from monitor import results
from monitor.config import load
from monitor.errors import ConfigError, OutputError
from monitor.whole import whole_file

Value = str | float | int | bool
Changes = Mapping[tuple[str, str], Value | None]
"""By table and name; None: no longer the user's own, so as it is shipped."""


def change(path: Path, changes: Changes) -> None:
    """Write them; comments, order and all else stay.  The file and its folder are made where missing.

    Raises ConfigError where the file is not valid, or would not be, and OutputError where it cannot be
    written; it is as it was then.
    """
    load(path if path.exists() else None)
    document = _parsed(path)
    for (section, name), value in changes.items():
        _put(document, section, name, value)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as part:
            part.write_text(tomlkit.dumps(document), encoding="utf-8", newline="")
            _require_valid(part, path)
    except OSError as error:
        raise OutputError(results.sentence(path, error)) from None


def _parsed(path: Path) -> TOMLDocument:
    try:
        return tomlkit.parse(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return tomlkit.document()
    except OSError as error:
        raise ConfigError(f"The configuration {path} cannot be read: {error.strerror}.") from None


def _put(document: TOMLDocument, section: str, name: str, value: Value | None) -> None:
    table = document.get(section)
    if value is None:
        if table is not None:
            table.pop(name, None)
        return
    if table is None:
        document[section] = table = tomlkit.table()
    table[name] = value


def _require_valid(part: Path, path: Path) -> None:
    try:
        load(part)
    except ConfigError as error:
        raise ConfigError(str(error).replace(str(part), str(path))) from None

"""The codebook: what every column, tier and field means, its unit and where its definition comes from.

The definitions stand in codebook.toml beside this file.  To them come the settings that were in
force, by which the definitions are to be read, and the version of the program.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from monitor.document import Analysis

DEFINITIONS = Path(__file__).with_name("codebook.toml")
_UNITS = {"s": "s", "ms": "ms", "h": "h", "db": "dB", "dbfs": "dBFS", "frames": "frames of 10 ms"}

Row = dict[str, Any]


def codebook(document: Analysis) -> list[Row]:
    """A row for each thing defined, then for each setting and its value, then for the program."""
    settings = [
        _row("settings", section, name, "see config/default.toml of this version", _unit(name), "", value)
        for section, table in document.settings.items()
        for name, value in table.items()
    ]
    version = _row(
        "program", "", "session-monitor", "the program and its version", "", "", document.program_version
    )
    return [*definitions(), *settings, version]


@cache
def definitions() -> tuple[Row, ...]:
    """What is defined, whatever the session; `format` and `part` say where it is found."""
    entries = tomllib.loads(DEFINITIONS.read_text("utf-8"))["entries"]
    return tuple(
        _row(*where.split(":"), each["name"], each["means"], each.get("unit", ""), each.get("source", ""))
        for each in entries
        for where in each["in"]
    )


def kinds() -> dict[str, str]:
    """The kinds of events, with what each means."""
    return {row["name"]: row["definition"] for row in definitions() if row["part"] == "kinds of events"}


def _row(*values: Any) -> Row:
    names = ("format", "part", "name", "definition", "unit", "source", "value")
    return dict(zip(names, [*values, None][: len(names)], strict=True))


def _unit(name: str) -> str:
    """By the last word of a setting's name; none where it has no unit."""
    if name.endswith("_db_per_s"):
        return "dB/s"
    return _UNITS.get(name.rpartition("_")[2], "")

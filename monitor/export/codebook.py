"""The codebook: what every column, tier and field means, its unit and where its definition comes from.

The definitions stand in codebook.toml beside this file.  To them come the settings that were in
force, by which the definitions are to be read, with what config/default.toml says of them, and the
version of the program.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from monitor import places
from monitor.document import Analysis

DEFINITIONS = Path(__file__).with_name("codebook.toml")
UNKNOWN = "a setting that this version of the program does not have"
_UNITS = {
    "_s": "s",
    "_ms": "ms",
    "_every_min": "min",
    "_h": "h",
    "_days": "days",
    "_db": "dB",
    "_dbfs": "dBFS",
    "_db_per_s": "dB/s",
    "_mb": "MB",
    "_mb_per_h": "MB/h",
    "_frames": "frames of 10 ms",
}

Row = dict[str, Any]


def codebook(document: Analysis) -> list[Row]:
    """A row for each thing defined, then for each setting and its value, then for the program."""
    settings = [
        _row("settings", section, name, meanings().get((section, name), UNKNOWN), _unit(name), "", value)
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


@cache
def meanings() -> dict[tuple[str, str], str]:
    """What the shipped configuration says of each setting, by its table and name: the comment above it.

    Settings that follow one another without a comment share the one above them.
    """
    folder = places.config_dir()
    cues = (folder / "presets" / "client-led.toml").read_text("utf-8")
    return dict(_commented(cues)) | dict(_commented((folder / "default.toml").read_text("utf-8")))


def _commented(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    section, said, heard = "", "", False
    for line in text.splitlines():
        if line.startswith("#"):
            said, heard = f"{'' if heard else said} {line.lstrip('# ')}".strip(), False
        elif line.startswith("["):
            section = line.strip("[]")
        elif " = " in line:
            yield (section, line.partition(" = ")[0]), said
            heard = True
        else:
            said = ""


def _unit(name: str) -> str:
    """By the end of a setting's name, the longest that fits; none where it has no unit."""
    return _UNITS[max(ends, key=len)] if (ends := [end for end in _UNITS if name.endswith(end)]) else ""

"""What a bench says: rows of figures, printed as JSON, or as a table beside an earlier run."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.machine import facts

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Report:
    """Every row has the same keys; the first names it."""

    bench: str
    conditions: Mapping[str, Any]
    rows: Sequence[Row]
    machine: Mapping[str, Any] = field(default_factory=facts)

    def print(self) -> None:
        """As JSON, for programs."""
        json.dump(asdict(self), sys.stdout, indent=2)
        print()

    def table(self, earlier: Sequence[Row] = ()) -> Table:
        """For people; what an earlier run had stands in brackets where it differs."""
        before = {_name(row): row for row in earlier}
        said = ", ".join(f"{key} {value}" for key, value in self.conditions.items())
        table = Table(title=self.bench, caption=said, title_justify="left", caption_justify="left")
        for number, (key, value) in enumerate(self.rows[0].items()):
            table.add_column(key, justify="left" if isinstance(value, str) else "right", no_wrap=number == 0)
        for row in self.rows:
            table.add_row(*_cells(row, before.get(_name(row), {})))
        return table


def figure(what: str, value: float | None, unit: str, target: str = "") -> Row:
    """One figure as a row; `target` is what was promised, in words."""
    rounded = None if value is None else float(f"{value:.4g}")
    return {"figure": what, "value": rounded, "unit": unit, "target": target}


def show(reports: Sequence[Report], earlier: Sequence[Mapping[str, Any]] = ()) -> None:
    """Every report as a table; `earlier` are the reports of another run, as read from its JSON."""
    console = Console(width=None if sys.stdout.isatty() else 150)
    before = {report["bench"]: report["rows"] for report in earlier}
    for report in reports:
        console.print(report.table(before.get(report.bench, ())))


def _name(row: Row) -> str:
    return str(next(iter(row.values())))


def _cells(row: Row, before: Row) -> list[str]:
    return [
        f"{_text(value)} ({_text(before[key])})" if key in before and before[key] != value else _text(value)
        for key, value in row.items()
    ]


def _text(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:g}" if isinstance(value, float) else str(value)

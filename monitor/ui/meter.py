"""The microphones in a terminal, each channel with its level, redrawn as it changes.

      2  Scarlett 2i2 USB (Core Audio)  1  ██████████████████░░░░│░░░░░░░  -24 dB  good
                                        2  ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  -96 dB  silent

The word beside the bar says what the colour says, and what to do about it is said below.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

CELLS = 30
LOWEST_DB = -60.0
HOLD = 20
"""Readings for which a peak stays marked: two seconds at ten a second."""

_VERDICTS = ((-3.0, "too loud", "red"), (-35.0, "good", "green"), (-55.0, "quiet", "yellow"))
HINT = "Speak into each microphone in turn: its bar should move, and the others hardly. Ctrl-C ends."


@dataclass(frozen=True, slots=True)
class MeterRow:
    """One device: its number or the word for it, its name, and what is wrong with it or the (peak, RMS)
    in dBFS of each channel.
    """

    number: int | str
    name: str
    levels: tuple[tuple[float, float], ...]
    problem: str | None = None
    is_default: bool = False


@dataclass
class MeterView:
    """Draws rows; remembers each channel's recent peaks, so that a word leaves its mark."""

    _peaks: dict[tuple[int | str, int], list[float]] = field(default_factory=dict)

    def draw(self, rows: Sequence[MeterRow]) -> RenderableType:
        """What to show for these rows, to be called for each new reading."""
        table = Table.grid(padding=(0, 2))
        for row in rows:
            mark = " (default)" if row.is_default else ""
            if row.problem is not None:
                table.add_row(str(row.number), row.name + mark, "", Text(row.problem, style="red"))
            for channel, (peak_db, rms_db) in enumerate(row.levels):
                held_db = self._held(row.number, channel, peak_db)
                first = (str(row.number), row.name + mark) if channel == 0 else ("", "")
                table.add_row(*first, str(channel + 1), _bar(rms_db, held_db), _in_words(held_db))
        return Group(table, Text(f"\n{HINT}", style="dim"))

    def _held(self, number: int | str, channel: int, peak_db: float) -> float:
        peaks = self._peaks.setdefault((number, channel), [])
        peaks.append(peak_db)
        del peaks[:-HOLD]
        return max(peaks)


def _bar(rms_db: float, held_db: float) -> Text:
    filled, mark = _cells(rms_db), _cells(held_db)
    cells = ["█"] * filled + ["░"] * (CELLS - filled)
    if mark > filled:
        cells[mark - 1] = "│"
    return Text("".join(cells), style=_verdict(held_db)[1])


def _cells(level_db: float) -> int:
    share = (level_db - LOWEST_DB) / -LOWEST_DB
    return round(CELLS * min(1.0, max(0.0, share)))


def _in_words(held_db: float) -> Text:
    word, style = _verdict(held_db)
    return Text(f"{held_db:4.0f} dB  {word}", style=style)


def _verdict(held_db: float) -> tuple[str, str]:
    for above_db, word, style in _VERDICTS:
        if held_db > above_db:
            return word, style
    return "silent", "dim"

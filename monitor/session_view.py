"""Kept sessions in words: a row of the list for each, and everything about one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, JustifyMethod, RenderResult
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from monitor.conversation.remarks import in_force
from monitor.conversation.timeline import Samples, clock, seconds
from monitor.export.table import minutes
from monitor.store.card import Card
from monitor.store.entries import Hole
from monitor.store.file import SessionFile
from monitor.store.keep import Keep, KeepChange
from monitor.store.retention import Due
from monitor.store.settings import Kind

SHORTEST = 4
"""Characters of a session's name that are shown at least."""

UNSHOWN = "\N{REPLACEMENT CHARACTER}"
KEPT = {Keep.NUMBERS: "numbers", Keep.TRANSCRIPT: "numbers, words", Keep.AUDIO: "numbers, words, sound"}
KINDS: dict[Kind, str] = {"audio": "the sound", "words": "the words", "numbers": "the whole session"}
_BRIEFLY = {Keep.NUMBERS: "numbers", Keep.TRANSCRIPT: "words", Keep.AUDIO: "words, sound"}
_LENGTH, _LENGTH_AT = "Length", 2
_SHORT = {"Session", "Started", _LENGTH, "Kept", "", "What goes", "When"}
"""Columns that are never broken into lines."""
_STATES = {"running": "running now", "unfinished": "not closed", "recovered": "interrupted"}


@dataclass(frozen=True, slots=True)
class SessionsTable:
    """Where every row fits into a line they are written as they are; else rich breaks what is too long.

    To lay out a thousand rows rich takes as long as it takes to read the sessions.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        widths = [max(map(cell_len, column)) for column in zip(self.headings, *self.rows, strict=True)]
        if sum(widths) + 2 * (len(widths) - 1) > options.max_width:
            yield self._broken()
            return
        heading, *lines = (_line(row, widths) for row in (self.headings, *self.rows))
        yield Segment(f"{heading}\n", console.get_style("bold"))
        yield Segment("".join(f"{line}\n" for line in lines))

    def _broken(self) -> Table:
        table = _table(*self.headings)
        for row in self.rows:
            table.add_row(*map(Text, row))
        return table


def table_of(cards: Sequence[Card], names: Iterable[str]) -> SessionsTable:
    """A row for each session that can be read, named as shortly as `names`, which are all, allow."""
    short = short_names(names)
    rows = [[short[card.id], *_cells(card)] for card in cards if card.state != "unreadable"]
    return SessionsTable(("Session", "Started", _LENGTH, "Client", "Kept", "Tags", ""), rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        f"{' ' * (width - cell_len(cell))}{cell}"
        if at == _LENGTH_AT
        else f"{cell}{' ' * (width - cell_len(cell))}"
        for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _cells(card: Card) -> Iterator[str]:
    yield day_and_time(card.started_at)
    yield minutes(card.duration_s)
    yield printable(card.client)
    yield _content(card)
    yield printable(", ".join(card.tags))
    yield _STATES.get(card.state, "")


def _content(card: Card) -> str:
    """What there is beside the numbers, which are always there."""
    return _BRIEFLY[card.keep]


def due_table(rows: Iterable[tuple[Due, Card]], names: Iterable[str], now: datetime) -> Table:
    """What is to be deleted of which session, and when."""
    short = short_names(names)
    table = _table("Session", "Started", "Client", "What goes", "When")
    for due, card in rows:
        cells = (day_and_time(card.started_at), printable(card.client), KINDS[due.kind], _when(due, now))
        table.add_row(short[card.id], *map(Text, cells))
    return table


def _when(due: Due, now: datetime) -> str:
    day = due.since.astimezone().strftime("%Y-%m-%d")
    return f"now: since {day}" if due.since <= now else f"on {day}"


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in headings:
        justify: JustifyMethod = "right" if heading == _LENGTH else "left"
        table.add_column(heading, justify=justify, overflow="fold", no_wrap=heading in _SHORT)
    return table


def short_names(names: Iterable[str]) -> dict[str, str]:
    """The shortest beginning of each name that no other has."""
    ordered = sorted(names)
    lengths = dict.fromkeys(ordered, SHORTEST)
    for one, other in pairwise(ordered):
        common = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
        lengths[one], lengths[other] = max(lengths[one], common + 1), max(lengths[other], common + 1)
    return {name: name[:length] for name, length in lengths.items()}


def title(card: Card) -> str:
    """When it was and with whom, to be asked about and shown."""
    of = f", {printable(card.client)}" if card.client else ""
    return f"{day_and_time(card.started_at)}{of}, {minutes(card.duration_s)}"


def headings(file: SessionFile, card: Card) -> Iterator[str]:
    """What stands above its figures."""
    yield f"{title(card)}   ({card.id})"
    state = _STATES.get(card.state)
    yield f"Kept: {KEPT[card.keep]}" + (f" · {state}" if state else "")
    if card.tags:
        yield f"Tags: {printable(', '.join(card.tags))}"
    if file.header.source:
        yield f"Heard with: {printable(' + '.join(file.header.source))}"


def remarks(file: SessionFile, card: Card) -> Iterator[str]:
    """What stands below them: who agreed to what, what is missing, and what the therapist wrote."""
    for number, change in enumerate(file.keeps):
        yield from _changed(change, first=number == 0)
    yield from _gone(file)
    yield from (_missing(hole) for hole in file.holes())
    for led in in_force(file.remarks()).intended:
        span = f"{_from_to(led.stretch.start, led.stretch.end)} it was led on purpose"
        yield span + (f": {printable(led.text)}" if led.text else ".")
    for mark in file.bookmarks():
        yield f"Bookmark at {clock(seconds(mark.at))}" + (f": {printable(mark.text)}" if mark.text else "")
    if card.notes:
        yield f"Notes: {printable(card.notes)}"


def _changed(change: KeepChange, first: bool) -> Iterator[str]:
    if not first:
        dropped = "; what had been kept beyond it was deleted" if change.dropped else ""
        yield f"From {clock(seconds(change.at))} on {KEPT[change.keep]} were kept{dropped}."
    if change.consent:
        when, by = day_and_time(change.consent.agreed_at), printable(change.consent.by)
        yield f"Agreed {when} ({by}): {printable(change.consent.wording)}"


def _gone(file: SessionFile) -> Iterator[str]:
    """What was kept once, at some time, and is not there now."""
    words, sound = file.contents
    held = [change.keep for change, end in _stretches(file) if change.at < end and not _dropped(file, change)]
    if not sound and any(keep.sound for keep in held):
        yield "The sound that was kept has been deleted."
    if not words and file.header.model and any(keep.words for keep in held):
        yield "The words that were kept have been deleted, or nothing was said."


def _stretches(file: SessionFile) -> Iterator[tuple[KeepChange, Samples]]:
    """Each level of keeping, and until when it held."""
    ends = [change.at for change in file.keeps[1:]] + [file.heard]
    return zip(file.keeps, ends, strict=True)


def _dropped(file: SessionFile, change: KeepChange) -> bool:
    """Whether the therapist dropped it during the session, which is said already."""
    return any(later.dropped and later.at >= change.at for later in file.keeps if later is not change)


def _missing(hole: Hole) -> str:
    what = {"audio": "the sound", "words": "the words"}.get(hole.kind, "what happened")
    return f"{_from_to(hole.start, hole.end)} {what} could not be kept: {printable(hole.why)}"


def _from_to(start: Samples, end: Samples) -> str:
    return f"From {clock(seconds(start))} to {clock(seconds(end))}"


def day_and_time(at_s: int) -> str:
    """Unix time as this computer's clock shows it."""
    try:
        return datetime.fromtimestamp(at_s, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    except (OverflowError, OSError, ValueError):
        return "some time"


def printable(text: str) -> str:
    """Without what would command a terminal: a session file is input."""
    return "".join(
        sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in text
    )

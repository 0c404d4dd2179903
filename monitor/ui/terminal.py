"""The same view as the overlay's, for a terminal; and for a log, a line now and then.

    Therapist 38 %  ██████████░░░░░░░░░░░░░░░░  62 % Client
    Last 5 min · Session 41 % / 59 %
    2 interruptions · 3 min ago
    23:41 · Client has the floor
    Therapist  How did that feel for you?
    Client     I was just so tired
    You have held the floor for 70 s

The two parts of the bar differ in shape, so it reads without colour; on a terminal that
has no such characters it is drawn in # and -.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Self

from rich.cells import cell_len
from rich.console import Console
from rich.live import Live
from rich.text import Text

from monitor.conversation.snapshot import Caption, Snapshot
from monitor.conversation.timeline import Channel, clock
from monitor.ui.wording import View, captions, channels_swapped, last_line, moment, name_of, view

REDRAW_S = 0.11
LINE_S = 10.0
_WIDEST = 72
_STYLES = {Channel.THERAPIST: "#3b8fd0", Channel.CLIENT: "#d98500"}
"""Okabe and Ito's blue and orange, at a brightness that shows on black and on white."""

_ASCII = str.maketrans({"…": "...", "·": "-", "–": "-", "█": "#", "░": "-", "▒": ".", "◆": "*"})


class TerminalView:
    """A context manager: inside it, `show` each snapshot.

    On a terminal the view is redrawn in place, at most ten times a second and only when it
    reads differently; elsewhere a plain line is printed every ten seconds, at once where somebody is
    not heard any more or is heard again, and one at the end.
    """

    def __init__(self, console: Console, now: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._now = now
        self._live = Live(console=console, auto_refresh=False) if _redraws(console) else None
        self._every = REDRAW_S if self._live else LINE_S
        self._drawn_at: float | None = None
        self._newest: Snapshot | None = None
        self._lost: object = ()
        self._shown = Text()

    def __enter__(self) -> Self:
        if self._live:
            self._live.start()
        return self

    def show(self, snapshot: Snapshot) -> None:
        """Show this one, unless the last drawing is too recent; then a later one, or the last."""
        self._newest = snapshot
        now = self._now()
        before, self._lost = self._lost, snapshot.lost
        urgent = self._live is None and self._lost != before
        if urgent or self._drawn_at is None or now - self._drawn_at >= self._every:
            self._draw(now)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._draw(self._now())
        if self._live:
            self._live.stop()

    def _draw(self, now: float) -> None:
        snapshot, self._newest = self._newest, None
        if snapshot is None:
            return
        text = picture(snapshot, self._console) if self._live else plain_line(snapshot, self._console)
        if text == self._shown:
            return
        self._shown = text
        self._drawn_at = now
        if self._live:
            self._live.update(text, refresh=True)
        else:
            self._console.print(text, soft_wrap=True)


def picture(snapshot: Snapshot, console: Console) -> Text:
    """Five lines or more, as wide as the console; with the words, where there are any, in dim ones."""
    seen, said = view(snapshot), captions(snapshot.words)
    width = min(console.width, _WIDEST)
    now = " · ".join(part for part in (_now(snapshot), said and said.source) if part)
    lines = [
        _bar(seen, width),
        *map(Text, (seen.withheld or f"{seen.rolling} · {seen.session}", seen.interruptions, now)),
    ]
    lines += [_caption(caption, width) for caption in (said.lines if said else ())]
    cue = f"◆ {seen.cue}" if seen.cue else ""
    lines += [Text(line) for line in (cue, seen.note, seen.health) if line] or [Text()]
    return Text("\n").join(_writable(line, console.encoding) for line in lines)


def plain_line(snapshot: Snapshot, console: Console) -> Text:
    """All of it in one line, for a log; but what was said does not belong in one."""
    said = replace(view(snapshot), elapsed="").said
    return _writable(Text("  ".join((_now(snapshot), *said))), console.encoding)


def _now(snapshot: Snapshot) -> str:
    swapped = f" · {channels_swapped()}" if snapshot.swapped else ""
    return f"{clock(snapshot.at_s)} · {moment(snapshot)}{swapped}"


def _bar(seen: View, width: int) -> Text:
    left = f"{name_of(Channel.THERAPIST)} {seen.therapist}".rstrip() + "  "
    right = "  " + f"{seen.client} {name_of(Channel.CLIENT)}".lstrip()
    cells = max(10, width - len(left) - len(right))
    if seen.balance is None:
        return Text.assemble(left, ("▒" * cells, "dim"), right)
    therapist = round(cells * seen.balance)
    return Text.assemble(
        left,
        ("█" * therapist, _STYLES[Channel.THERAPIST]),
        ("░" * (cells - therapist), _STYLES[Channel.CLIENT]),
        right,
    )


def _caption(caption: Caption, width: int) -> Text:
    longest = max(len(name_of(each)) for each in Channel)
    name = f"{name_of(caption.speaker):{longest}}  "
    steady, unsteady = last_line(caption, lambda words: len(name) + cell_len(words) <= width)
    between = " " if steady and unsteady else ""
    line = Text.assemble(f"{name}{steady}{between}", (unsteady, "italic"), style="dim")
    line.truncate(width, overflow="ellipsis")
    return line


def _redraws(console: Console) -> bool:
    return console.is_terminal and not console.is_dumb_terminal


def _writable(text: Text, encoding: str) -> Text:
    """The text in characters that the encoding has; the bar keeps its colours."""
    try:
        text.plain.encode(encoding)
    except UnicodeEncodeError:
        plain = text.plain.translate(_ASCII).encode(encoding, "replace").decode(encoding)
        return Text(plain, spans=text.spans)
    return text

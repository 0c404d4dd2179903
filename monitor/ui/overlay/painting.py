"""Draws one view on the overlay's panel; called for each paint, so it keeps nothing.

    38 % Therapist    Client 62 %      the head: numbers at the ends, names towards the middle
    =========|===================      the bar
    Last 5 min  Session 41 % / 59 %    the shares' row
    2 interruptions · 3 min ago        the count
    23 min so far                      the foot: a note, else how long it has run, and what ails the words

Long words need more lines.  A long note takes the shares' row; a long reason for withholding
the shares takes the bar's, which would be empty.  What ails the words takes no figure's place.
Below come the captions, where they are wanted.  Lengths are logical pixels.
"""

from dataclasses import dataclass

from PyQt6.QtGui import QFontMetricsF

from monitor.conversation.timeline import Channel
from monitor.ui.overlay.brush import LEFT, NUMBER_PX, RIGHT, SMALL_PX, TEXT_PX, Brush
from monitor.ui.overlay.captions import STRIP, paint_captions
from monitor.ui.overlay.folding import folded
from monitor.ui.wording import NAMES, Captions, View

HEIGHT = 96
CORNER = 10.0
_HEAD = 24.0
_ROWS = (42.0, 57.0, 72.0, 87.0)  # the first only without the bar
_WIDE = RIGHT - LEFT
_NEAR_BAR = 54.0  # what explains the bar keeps close to it


@dataclass(frozen=True, slots=True)
class Rows:
    """What goes below the head: the bar or not, and lines of text from the top down."""

    bar: bool
    shares: bool
    withheld: tuple[str, ...]
    foot: tuple[str, ...]

    @property
    def baselines(self) -> tuple[float, ...]:
        if not self.bar:
            return _ROWS
        return (_NEAR_BAR if self.shares or self.withheld else _ROWS[1], *_ROWS[2:])


def height_of(captions: Captions | None) -> int:
    """The panel's height, with captions or without."""
    return HEIGHT if captions is None else HEIGHT + STRIP


def paint_overlay(brush: Brush, view: View, captions: Captions | None, corner: float = CORNER) -> None:
    """Fill the panel from the painter's origin."""
    brush.panel(corner, height_of(captions))
    _head(brush, view)
    rows = arrange(view, brush.metrics(SMALL_PX))
    if rows.bar:
        brush.bar(view.balance, brush.theme.resting if view.paused else brush.theme.bar)
    _below(brush, view, rows)
    if captions is not None:
        paint_captions(brush, captions, HEIGHT)


def arrange(view: View, small: QFontMetricsF) -> Rows:
    """Share out the three lines below the bar, or the four there are without it."""
    withheld = folded(view.withheld, small, 2 if view.note else 3, _WIDE)
    foot = folded(view.note, small, 1 if len(withheld) > 1 else 2, _WIDE)
    if not view.note and len(withheld) < 3:
        foot = _quiet_foot(view, small, lines=3 - len(withheld) if withheld else 1)
    return Rows(
        bar=len(withheld) + len(foot) < 3 or not withheld,
        shares=not withheld and len(foot) == 1,
        withheld=withheld,
        foot=foot,
    )


def _quiet_foot(view: View, small: QFontMetricsF, lines: int) -> tuple[str, ...]:
    """How long the session has run and what ails the words; the session's shares, if their row is taken."""
    session = view.session if view.withheld else ""
    whole = _joined(session, view.elapsed, view.health)
    if not view.health or small.horizontalAdvance(whole) <= _WIDE:
        return (whole,)
    if session and lines > 1:
        return (_joined(session, view.elapsed), *folded(view.health, small, 1, _WIDE))
    return folded(_joined(session, view.health), small, 1, _WIDE)


def _joined(*parts: str) -> str:
    first, *more = [part for part in parts if part] or [""]
    return " · ".join((first, *(part[:1].lower() + part[1:] for part in more)))


def _head(brush: Brush, view: View) -> None:
    number = brush.theme.number
    if view.paused:
        number = dict.fromkeys(number, brush.theme.quiet)
    at = brush.text(LEFT, _HEAD, view.therapist, NUMBER_PX, number[Channel.THERAPIST])
    brush.text(LEFT + at + (6 if at else 0), _HEAD, NAMES[Channel.THERAPIST], TEXT_PX, brush.theme.text)
    at = brush.text_to(RIGHT, _HEAD, view.client, NUMBER_PX, number[Channel.CLIENT])
    brush.text_to(RIGHT - at - (6 if at else 0), _HEAD, NAMES[Channel.CLIENT], TEXT_PX, brush.theme.text)


def _below(brush: Brush, view: View, rows: Rows) -> None:
    text, quiet = brush.theme.text, brush.theme.quiet
    baselines = iter(rows.baselines)
    if rows.shares:
        baseline = next(baselines)
        brush.text(LEFT, baseline, view.rolling, SMALL_PX, quiet)
        brush.text_to(RIGHT, baseline, view.session, SMALL_PX, quiet)
    for line in rows.withheld:
        brush.text(LEFT, next(baselines), line, SMALL_PX, text)
    brush.text(LEFT, next(baselines), view.interruptions, TEXT_PX, text)
    for line in rows.foot:
        brush.text(LEFT, next(baselines), line, SMALL_PX, text if view.note else quiet)

"""Draws one view on the overlay's panel; called for each paint, so it keeps nothing.

    38 % Therapist    Client 62 %      the head: numbers at the ends, names towards the middle
    =========|===================      the bar
    Last 5 min  Session 41 % / 59 %    the shares' row
    2 interruptions · 3 min ago        the count
    23 min so far                      the foot: a note, else how long it has run, and what ails the words

In the ambient mode there is the bar and one line below it: the names, or what is said.  A cue has a
diamond before it.  The mini form is the bar alone, with digits at its ends where they may be seen.

Long words need more lines.  A long note takes the shares' row; a long reason for withholding
the shares takes the bar's, which would be empty.  What ails the words takes no figure's place.
Below come the captions, where they are wanted.  Lengths are logical pixels.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from PyQt6.QtGui import QFontMetricsF

from monitor.conversation.timeline import Channel
from monitor.ui.overlay.brush import (
    CUE_INDENT,
    LEFT,
    NUMBER_PX,
    RIGHT,
    SMALL_PX,
    TEXT_PX,
    TINY_PX,
    WIDTH,
    Brush,
)
from monitor.ui.overlay.calm import Face
from monitor.ui.overlay.captions import STRIP, paint_captions
from monitor.ui.overlay.folding import folded
from monitor.ui.texts import within
from monitor.ui.wording import Captions, View, addressed, name_of

HEIGHT = 96
BAR_HEIGHT = 44
MINI = (120, 16)
CORNER = 10.0
_BAR_TOP = 11.0
_BAR_LINE = 35.0
_MINI_EDGE, _MINI_BAR, _MINI_SIGN = 6.0, 6.0, 14.0
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


def size_of(face: Face, captions: Captions | None, mini: bool) -> tuple[int, int]:
    """The panel's width and height at a scale of 1; the mini form is small while no numbers are asked for."""
    if face.kind == "numbers":
        return WIDTH, HEIGHT if captions is None else HEIGHT + STRIP
    return MINI if mini else (WIDTH, BAR_HEIGHT)


def paint_face(brush: Brush, face: Face, captions: Captions | None, mini: bool, corner: float) -> None:
    """Fill the panel from the painter's origin."""
    if face.kind == "numbers":
        paint_overlay(brush, face.view, captions, corner)
    elif mini:
        _paint_mini(brush, face, corner)
    else:
        _paint_bar(brush, face, corner)


def _paint_bar(brush: Brush, face: Face, corner: float) -> None:
    brush.panel(corner, BAR_HEIGHT)
    brush.bar(face.balance, _bar_colours(brush, face), top=_BAR_TOP)
    if not face.line:
        for text, place in (
            (name_of(Channel.THERAPIST), brush.text),
            (name_of(Channel.CLIENT), brush.text_to),
        ):
            place(LEFT if place == brush.text else RIGHT, _BAR_LINE, text, SMALL_PX, brush.theme.quiet)
        return
    at = LEFT + (brush.diamond(LEFT, _BAR_LINE, SMALL_PX) if face.is_cue else 0.0)
    line = folded(face.line, brush.metrics(SMALL_PX), 1, RIGHT - at)[0]
    brush.text(at, _BAR_LINE, line, SMALL_PX, brush.theme.text)


def _paint_mini(brush: Brush, face: Face, corner: float) -> None:
    """What there is to say is a sign here, and words under the mouse."""
    width, height = MINI
    brush.panel(min(corner, height / 2), height, width)
    left, right = _MINI_EDGE, width - _MINI_EDGE - (_MINI_SIGN if face.line else 0.0)
    brush.bar(
        face.balance,
        _bar_colours(brush, face),
        top=(height - _MINI_BAR) / 2,
        within=(left, right),
        height=_MINI_BAR,
    )
    if face.line:
        sign = brush.diamond if face.is_cue else brush.ring
        sign(right + 4.0, height / 2 + 3.5, TINY_PX)


def _bar_colours(brush: Brush, face: Face) -> Mapping[Channel, str]:
    return brush.theme.resting if face.view.paused else brush.theme.bar


def paint_overlay(brush: Brush, view: View, captions: Captions | None, corner: float = CORNER) -> None:
    """Fill the panel from the painter's origin."""
    brush.panel(corner, HEIGHT if captions is None else HEIGHT + STRIP)
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
    if view.cue and not view.pressing:
        foot = folded(view.cue, small, 1, _WIDE - CUE_INDENT)
    elif not view.note and len(withheld) < 3:
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
    return " · ".join((first, *map(within, more)))


def _head(brush: Brush, view: View) -> None:
    number = brush.theme.number
    if view.paused:
        number = dict.fromkeys(number, brush.theme.quiet)
    at = brush.text(LEFT, _HEAD, view.therapist, NUMBER_PX, number[Channel.THERAPIST])
    brush.text(LEFT + at + (6 if at else 0), _HEAD, addressed(Channel.THERAPIST), TEXT_PX, brush.theme.text)
    at = brush.text_to(RIGHT, _HEAD, view.client, NUMBER_PX, number[Channel.CLIENT])
    brush.text_to(RIGHT - at - (6 if at else 0), _HEAD, addressed(Channel.CLIENT), TEXT_PX, brush.theme.text)


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
        at, baseline = LEFT, next(baselines)
        if view.cue and not view.pressing:
            at += brush.diamond(LEFT, baseline, SMALL_PX)
        brush.text(at, baseline, line, SMALL_PX, text if view.note or view.cue else quiet)

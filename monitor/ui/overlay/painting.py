"""Draws one view on the overlay's panel; called for each paint, so it keeps nothing.

    38 % Therapist    Client 62 %      the head: numbers at the ends, names towards the middle
    =========|===================      the bar
    Last 5 min  Session 41 % / 59 %    the shares, or why they are withheld
    2 interruptions · 3 min ago        the count
    23 min so far                      the foot: a cue, a note, else how long it has run, what ails the words

In the ambient mode there is the bar and one line below it: the names, or what is said.  A cue has a
diamond before it.  The mini form is the bar alone, with digits at its ends in the mode of numbers, or a
word or two in its place.

The width never changes.  Words that need more lines make the panel higher, so that what is worth saying is
said whole.  Below come the captions, where they are wanted.  Lengths are logical pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtGui import QFont, QFontMetricsF

from monitor.conversation.timeline import Channel
from monitor.ui.overlay.brush import (
    CUE_INDENT,
    LEFT,
    NUMBER_PX,
    RIGHT,
    SMALL_PX,
    STRIP_PX,
    TEXT_PX,
    TINY_PX,
    WIDTH,
    Brush,
    sized,
)
from monitor.ui.overlay.calm import Face
from monitor.ui.overlay.captions import STRIP, paint_captions
from monitor.ui.overlay.folding import folded
from monitor.ui.wording import Captions, View, addressed, joined

HEIGHT = 96
BAR_HEIGHT = 44
MINI = (120, 16)
CORNER = 10.0
MOST_LINES = 4
"""Of one sentence; a device's name could make it longer, and is whole under the mouse."""
_BAR_TOP = 11.0
_BAR_LINE = 35.0
_MINI_EDGE, _MINI_BAR, _MINI_LINE = 7.0, 6.0, 12.0
_LASTING = "!"
_MINI_DIGITS = 24.0
_HEAD = 24.0
_FIRST, _LINE, _PART = 54.0, 15.0, 18.0
_BELOW = 9.0
_WIDE = RIGHT - LEFT


@dataclass(frozen=True, slots=True)
class Rows:
    """What goes below the bar, from the top down; without a reason for withholding them, the shares."""

    withheld: tuple[str, ...]
    foot: tuple[str, ...]
    cue: tuple[str, ...] = ()

    @property
    def baselines(self) -> tuple[float, ...]:
        """Of each line; what explains the bar keeps close to it, and the rest a little off."""
        explained = len(self.withheld) or 1
        first = [_FIRST + _LINE * line for line in range(explained)]
        return (
            *first,
            *(first[-1] + _PART + _LINE * line for line in range(1 + len(self.cue) + len(self.foot))),
        )

    @property
    def height(self) -> int:
        return round(self.baselines[-1] + _BELOW)


def size_of(face: Face, captions: Captions | None, mini: bool, base: QFont) -> tuple[int, int]:
    """The panel's width and height at a scale of 1; `base` is the font that it is written in."""
    if is_strip(face, mini):
        return MINI
    small = QFontMetricsF(sized(base, SMALL_PX))
    if face.kind == "numbers":
        return WIDTH, arrange(face.view, small).height + (0 if captions is None else STRIP)
    lines = len(_sentence(face, small)) or 1
    return WIDTH, round(BAR_HEIGHT + _LINE * (lines - 1))


def is_strip(face: Face, mini: bool) -> bool:
    """Whether it is small now: numbers that are asked for are whole in every form."""
    return mini and not (face.kind == "numbers" and face.asked)


@dataclass(frozen=True, slots=True)
class Form:
    """How the panel is drawn whatever is on it: as a strip, with round corners, with the keys' focus."""

    mini: bool
    corner: float = CORNER
    focused: bool = False


def paint_face(brush: Brush, face: Face, captions: Captions | None, form: Form) -> None:
    """Fill the panel from the painter's origin."""
    if is_strip(face, form.mini):
        _paint_mini(brush, face, form)
    elif face.kind == "numbers":
        _paint_numbers(brush, face.view, captions, form)
    else:
        _paint_bar(brush, face, form)


def _paint_bar(brush: Brush, face: Face, form: Form) -> None:
    lines = _sentence(face, brush.metrics(SMALL_PX))
    brush.panel(form.corner, BAR_HEIGHT + _LINE * max(0, len(lines) - 1), focused=form.focused)
    brush.bar(face.balance, face.view.resting, top=_BAR_TOP)
    if not lines:
        brush.text(LEFT, _BAR_LINE, addressed(Channel.THERAPIST), SMALL_PX, brush.theme.quiet)
        brush.text_to(RIGHT, _BAR_LINE, addressed(Channel.CLIENT), SMALL_PX, brush.theme.quiet)
    _write(brush, lines, [_BAR_LINE + _LINE * line for line in range(len(lines))], face.is_cue)


def _sentence(face: Face, small: QFontMetricsF) -> tuple[str, ...]:
    """What is said below the bar, in lines."""
    return folded(face.line, small, MOST_LINES, _WIDE - (CUE_INDENT if face.is_cue else 0.0))


def _write(
    brush: Brush, lines: Sequence[str], baselines: Sequence[float], is_cue: bool, colour: str = ""
) -> None:
    """A sentence; of a cue, behind its sign."""
    if is_cue and lines:
        brush.diamond(LEFT, baselines[0], SMALL_PX)
    for line, baseline in zip(lines, baselines, strict=True):
        left = LEFT + (CUE_INDENT if is_cue else 0.0)
        brush.text(left, baseline, line, SMALL_PX, colour or brush.theme.text)


def _paint_mini(brush: Brush, face: Face, form: Form) -> None:
    """What there is to say takes the bar's place in a word or two, or stands before it as a sign if it may
    last; under the mouse it is whole."""
    width, height = MINI
    brush.panel(min(form.corner, height / 2), height, width, form.focused)
    left, right = _MINI_EDGE, width - _MINI_EDGE
    lasting = face.said.lasting and face.balance is not None
    if lasting:
        left += brush.text(left, _MINI_LINE, _LASTING, STRIP_PX, brush.theme.text) + _MINI_EDGE / 2
    elif face.line:
        left += brush.diamond(left, _MINI_LINE, STRIP_PX) if face.is_cue else 0.0
        fits = brush.metrics(STRIP_PX).horizontalAdvance(face.said.brief) <= right - left
        pixels = STRIP_PX if fits else TINY_PX
        brush.text(left, _MINI_LINE, face.said.brief, pixels, brush.theme.text)
        return
    if face.kind == "numbers" and face.balance is not None:
        number, percent = brush.theme.number, round(face.balance * 100)
        brush.text(left, _MINI_LINE, f"{percent}", STRIP_PX, number[Channel.THERAPIST])
        brush.text_to(right, _MINI_LINE, f"{100 - percent}", STRIP_PX, number[Channel.CLIENT])
        left, right = left + _MINI_DIGITS, right - _MINI_DIGITS
    top = (height - _MINI_BAR) / 2
    brush.bar(face.balance, face.view.resting, top, (left, right), _MINI_BAR)


def _paint_numbers(brush: Brush, view: View, captions: Captions | None, form: Form) -> None:
    rows = arrange(view, brush.metrics(SMALL_PX))
    strip = 0 if captions is None else STRIP
    brush.panel(form.corner, rows.height + strip, focused=form.focused)
    _head(brush, view)
    brush.bar(view.balance, view.resting)
    _below(brush, view, rows)
    if captions is not None:
        paint_captions(brush, captions, rows.height)


def arrange(view: View, small: QFontMetricsF) -> Rows:
    """What is said below the bar, in lines."""
    withheld = folded(view.withheld, small, MOST_LINES, _WIDE)
    unsaved = folded(view.health, small, MOST_LINES, _WIDE) if view.unsaved else ()
    if view.cue and not view.pressing:
        return Rows(withheld, unsaved, folded(view.cue, small, MOST_LINES, _WIDE - CUE_INDENT))
    if view.note:
        return Rows(withheld, folded(view.note, small, MOST_LINES, _WIDE) + unsaved)
    return Rows(withheld, _quiet_foot(view, small))


def left_out(view: View, base: QFont) -> tuple[str, ...]:
    """What the numbers do not say, or not whole: for want of room, or because something else presses."""
    rows = arrange(view, QFontMetricsF(sized(base, SMALL_PX)))
    written = " ".join((*rows.withheld, *rows.cue, *rows.foot)).lower()
    session = view.session if view.withheld else ""
    parts = (view.withheld, session, view.cue, view.note, view.elapsed, view.health)
    return tuple(part for part in parts if part and part.lower() not in written)


def _quiet_foot(view: View, small: QFontMetricsF) -> tuple[str, ...]:
    """How long the session has run and what ails the words; the session's shares, if their row is taken."""
    session = view.session if view.withheld else ""
    for kept in ((session, view.elapsed, view.health), (session, view.health)):
        whole = joined(*kept)
        if not view.health or small.horizontalAdvance(whole) <= _WIDE:
            return (whole,)
    first = (joined(session, view.elapsed),) if session else ()
    return first + folded(view.health, small, MOST_LINES, _WIDE)


def _head(brush: Brush, view: View) -> None:
    number = brush.theme.number
    if view.resting:
        number = dict.fromkeys(number, brush.theme.quiet)
    at = brush.text(LEFT, _HEAD, view.therapist, NUMBER_PX, number[Channel.THERAPIST])
    brush.text(LEFT + at + (6 if at else 0), _HEAD, addressed(Channel.THERAPIST), TEXT_PX, brush.theme.text)
    at = brush.text_to(RIGHT, _HEAD, view.client, NUMBER_PX, number[Channel.CLIENT])
    brush.text_to(RIGHT - at - (6 if at else 0), _HEAD, addressed(Channel.CLIENT), TEXT_PX, brush.theme.text)


def _below(brush: Brush, view: View, rows: Rows) -> None:
    text, quiet = brush.theme.text, brush.theme.quiet
    explained, baselines = len(rows.withheld) or 1, list(rows.baselines)
    if rows.withheld:
        _write(brush, rows.withheld, baselines[:explained], is_cue=False)
    else:
        brush.text(LEFT, baselines[0], view.rolling, SMALL_PX, quiet)
        brush.text_to(RIGHT, baselines[0], view.session, SMALL_PX, quiet)
    brush.text(LEFT, baselines[explained], view.interruptions, TEXT_PX, text)
    below = baselines[explained + 1 :]
    _write(brush, rows.cue, below[: len(rows.cue)], is_cue=True)
    colour = text if view.note or rows.cue or view.unsaved else quiet
    _write(brush, rows.foot, below[len(rows.cue) :], False, colour)

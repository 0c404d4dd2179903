"""Draws one view on the overlay's panel; called for each paint, so it keeps nothing.

    38 % Therapist    Client 62 %      the head: numbers at the ends, names towards the middle
    =========|===================      the bar
    Last 5 min  Session 41 % / 59 %    the caption
    2 interruptions · 3 min ago        the count
    23 min so far                      the foot: a note, else how long the session has run

Long words need more lines.  A long note takes the caption's; a long reason for withholding
the shares takes the bar's, which would be empty.  Lengths are logical pixels, edges snap to
the device's so that they are sharp at 150 % too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from monitor.conversation.timeline import Channel
from monitor.ui.overlay.theme import Theme
from monitor.ui.wording import NAMES, View

WIDTH, HEIGHT = 260, 96
CORNER = 10.0
_LEFT, _RIGHT = 12.0, WIDTH - 12.0
_HEAD = 24.0
_BAR = QRectF(_LEFT, 31, _RIGHT - _LEFT, 9)
_GAP = 2.0
_ROWS = (42.0, 57.0, 72.0, 87.0)  # the first only without the bar
_NEAR_BAR = 54.0  # what explains the bar keeps close to it
_NUMBER_PX, _TEXT_PX, _SMALL_PX = 20, 13, 12


@dataclass(frozen=True, slots=True)
class Rows:
    """What goes below the head: the bar or not, and lines of text from the top down."""

    bar: bool
    caption: bool
    withheld: tuple[str, ...]
    foot: tuple[str, ...]

    @property
    def baselines(self) -> tuple[float, ...]:
        if not self.bar:
            return _ROWS
        return (_NEAR_BAR if self.caption or self.withheld else _ROWS[1], *_ROWS[2:])


def paint_overlay(painter: QPainter, view: View, theme: Theme, base: QFont, corner: float = CORNER) -> None:
    """Fill WIDTH x HEIGHT logical pixels from the painter's origin, in sizes of the `base` font."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    brush = _Brush(painter, theme, base)
    brush.panel(corner)
    _head(brush, view)
    rows = arrange(view, brush.metrics(_SMALL_PX))
    if rows.bar:
        brush.bar(view.balance, theme.resting if view.paused else theme.bar)
    _below(brush, view, rows)


def arrange(view: View, small: QFontMetricsF) -> Rows:
    """Share out the three lines below the bar, or the four there are without it."""
    withheld = folded(view.withheld, small, 2 if view.note else 3)
    foot = folded(view.note, small, 1 if len(withheld) > 1 else 2)
    if not view.note and len(withheld) < 3:
        foot = (" · ".join(part for part in (view.session if withheld else "", view.elapsed) if part),)
    return Rows(
        bar=len(withheld) + len(foot) < 3 or not withheld,
        caption=not withheld and len(foot) == 1,
        withheld=withheld,
        foot=foot,
    )


def folded(text: str, metrics: QFontMetricsF, lines: int, width: float = _RIGHT - _LEFT) -> tuple[str, ...]:
    """The text in at most this many lines; what does not fit ends in an ellipsis."""
    words = text.split()
    done: list[str] = []
    while words and len(done) < lines - 1:
        taken = _fitting(words, metrics, width)
        done.append(" ".join(words[:taken]))
        words = words[taken:]
    if words:
        done.append(_cut(words, metrics, width))
    return tuple(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in done)


def _cut(words: Sequence[str], metrics: QFontMetricsF, width: float) -> str:
    """As many of the words as one line holds, with an ellipsis for the rest."""
    kept = len(words)
    line = " ".join(words)
    while kept > 1 and metrics.horizontalAdvance(line) > width:
        kept -= 1
        line = " ".join(words[:kept]).rstrip(".,;:") + "…"
    return line


def _fitting(words: Sequence[str], metrics: QFontMetricsF, width: float) -> int:
    """How many of the words one line holds; at least one."""
    count = 1
    while count < len(words) and metrics.horizontalAdvance(" ".join(words[: count + 1])) <= width:
        count += 1
    return count


def _head(brush: "_Brush", view: View) -> None:
    number = brush.theme.number
    if view.paused:
        number = dict.fromkeys(number, brush.theme.quiet)
    at = brush.text(_LEFT, _HEAD, view.therapist, _NUMBER_PX, number[Channel.THERAPIST])
    brush.text(_LEFT + at + (6 if at else 0), _HEAD, NAMES[Channel.THERAPIST], _TEXT_PX, brush.theme.text)
    at = brush.text_to(_RIGHT, _HEAD, view.client, _NUMBER_PX, number[Channel.CLIENT])
    brush.text_to(_RIGHT - at - (6 if at else 0), _HEAD, NAMES[Channel.CLIENT], _TEXT_PX, brush.theme.text)


def _below(brush: "_Brush", view: View, rows: Rows) -> None:
    text, quiet = brush.theme.text, brush.theme.quiet
    baselines = iter(rows.baselines)
    if rows.caption:
        baseline = next(baselines)
        brush.text(_LEFT, baseline, view.rolling, _SMALL_PX, quiet)
        brush.text_to(_RIGHT, baseline, view.session, _SMALL_PX, quiet)
    for line in rows.withheld:
        brush.text(_LEFT, next(baselines), line, _SMALL_PX, text)
    brush.text(_LEFT, next(baselines), view.interruptions, _TEXT_PX, text)
    for line in rows.foot:
        brush.text(_LEFT, next(baselines), line, _SMALL_PX, text if view.note else quiet)


class _Brush:
    """The strokes that the panel is made of."""

    def __init__(self, painter: QPainter, theme: Theme, base: QFont) -> None:
        self.theme = theme
        self._painter = painter
        self._base = base
        device = painter.device()
        self._ratio = device.devicePixelRatioF() if device is not None else 1.0

    def metrics(self, pixels: int) -> QFontMetricsF:
        return QFontMetricsF(self._font(pixels))

    def text(self, left: float, baseline: float, text: str, pixels: int, colour: str) -> float:
        """Write from `left`; returns the width taken."""
        self._painter.setFont(self._font(pixels))
        self._painter.setPen(QColor(colour))
        self._painter.drawText(QPointF(self._snapped(left), self._snapped(baseline)), text)
        return self.metrics(pixels).horizontalAdvance(text)

    def text_to(self, right: float, baseline: float, text: str, pixels: int, colour: str) -> float:
        """Write so that the text ends at `right`; returns the width taken."""
        return self.text(right - self.metrics(pixels).horizontalAdvance(text), baseline, text, pixels, colour)

    def panel(self, corner: float) -> None:
        hairline = 1 / self._ratio
        inset = hairline / 2
        self._painter.setBrush(QColor(self.theme.panel))
        self._painter.setPen(QPen(QColor(self.theme.edge), hairline))
        outline = QRectF(0, 0, WIDTH, HEIGHT).adjusted(inset, inset, -inset, -inset)
        self._painter.drawRoundedRect(outline, corner, corner)

    def bar(self, balance: float | None, colours: Mapping[Channel, str]) -> None:
        """The therapist's part from the left, the client's from the right; an empty track if withheld."""
        whole = QRectF(
            QPointF(self._snapped(_BAR.left()), self._snapped(_BAR.top())),
            QPointF(self._snapped(_BAR.right()), self._snapped(_BAR.bottom())),
        )
        if balance is None:
            self._part(whole, whole, self.theme.track)
            return
        split = self._snapped(whole.left() + whole.width() * balance)
        gap = self._snapped(_GAP / 2) if 0 < balance < 1 else 0.0
        left, right = QRectF(whole), QRectF(whole)
        left.setRight(split - gap)
        right.setLeft(split + gap)
        self._part(whole, left, colours[Channel.THERAPIST])
        self._part(whole, right, colours[Channel.CLIENT])

    def _part(self, whole: QRectF, part: QRectF, colour: str) -> None:
        """As much of the rounded bar as lies within `part`."""
        rounded, cut = QPainterPath(), QPainterPath()
        rounded.addRoundedRect(whole, whole.height() / 2, whole.height() / 2)
        cut.addRect(part)
        self._painter.fillPath(rounded.intersected(cut), QColor(colour))

    def _font(self, pixels: int) -> QFont:
        font = QFont(self._base)
        font.setPixelSize(pixels)
        font.setWeight(QFont.Weight.DemiBold if pixels == _NUMBER_PX else QFont.Weight.Normal)
        return font

    def _snapped(self, length: float) -> float:
        """The nearest length that is a whole number of device pixels."""
        return round(length * self._ratio) / self._ratio

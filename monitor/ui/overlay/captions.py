"""Draws the captions: what each speaker says, below the panel's figures.

    ----------------------- demo words     a rule, broken by where the words come from
    T  and how did that feel for you       the therapist's line
    C  I was just so tired of it all       the client's

A line fills word by word and then begins anew, so that a word stays where it was written.
"""

from PyQt6.QtCore import Qt

from monitor.conversation.snapshot import Caption
from monitor.ui.overlay.brush import LEFT, RIGHT, TEXT_PX, TINY_PX, Brush
from monitor.ui.wording import Captions, addressed, last_line

STRIP = 50
_RULE, _LABEL, _ROWS = 6.0, 10.0, (25.0, 42.0)
_WORDS = LEFT + 16
_WIDE = RIGHT - _WORDS


def paint_captions(brush: Brush, captions: Captions, top: float) -> None:
    """Fill STRIP logical pixels below `top`."""
    label = brush.text_to(RIGHT, top + _LABEL, captions.source, TINY_PX, brush.theme.quiet)
    brush.rule(LEFT, RIGHT - label - (6 if label else 0), top + _RULE)
    for caption, row in zip(captions.lines, _ROWS, strict=True):
        _line(brush, caption, top + row)


def _line(brush: Brush, caption: Caption, baseline: float) -> None:
    theme, metrics = brush.theme, brush.metrics(TEXT_PX)
    brush.text(LEFT, baseline, addressed(caption.speaker)[0], TEXT_PX, theme.number[caption.speaker])
    line = last_line(caption, lambda words: metrics.horizontalAdvance(words) <= _WIDE)
    steady, unsteady = (metrics.elidedText(part, Qt.TextElideMode.ElideRight, _WIDE) for part in line)
    at = brush.text(_WORDS, baseline, steady, TEXT_PX, theme.text)
    space = metrics.horizontalAdvance(" ") if steady else 0
    brush.text(_WORDS + at + space, baseline, unsteady, TEXT_PX, theme.faint)

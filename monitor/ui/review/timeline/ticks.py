"""The axis of time: where it has ticks, and what is written at them."""

from dataclasses import dataclass
from math import ceil, floor

from PyQt6.QtCore import QLocale

from monitor.conversation.timeline import clock
from monitor.ui.review.timeline.visible import Visible

_STEPS = (
    *((0.1, 0.02), (0.2, 0.05), (0.5, 0.1), (1.0, 0.2), (2.0, 0.5), (5.0, 1.0), (10.0, 2.0), (15.0, 5.0)),
    *((30.0, 5.0), (60.0, 15.0), (120.0, 30.0), (300.0, 60.0), (600.0, 120.0), (900.0, 300.0)),
    *((1800.0, 300.0), (3600.0, 900.0), (7200.0, 1800.0), (14400.0, 3600.0), (43200.0, 7200.0)),
)
"""Between ticks with a time, and between those without, in seconds: what people divide time by."""
_SLACK_S = 1e-6


@dataclass(frozen=True, slots=True)
class Ticks:
    """Times in seconds: (time, text) of those that have one, and those between them."""

    named: tuple[tuple[float, str], ...]
    between: tuple[float, ...]


def ticks(visible: Visible, most: int) -> Ticks:
    """At most so many ticks with a time in what is in view, as close together as that allows."""
    step_s, fine_s = next(
        (each for each in _STEPS if visible.length_s / each[0] <= max(most, 1)),
        (86_400.0, 21_600.0),
    )
    named = tuple((at_s, tick_text(at_s, step_s)) for at_s in _multiples(visible, step_s))
    written = {round(at_s / fine_s) for at_s, _text in named}
    return Ticks(named, tuple(at for at in _multiples(visible, fine_s) if round(at / fine_s) not in written))


def tick_text(at_s: float, step_s: float) -> str:
    """As a clock shows it; with tenths where ticks are closer than a second."""
    tenths = round(at_s * 10)
    text = clock(tenths / 10)
    return text if step_s >= 1 else f"{text}{QLocale().decimalPoint()}{tenths % 10}"


def _multiples(visible: Visible, step_s: float) -> list[float]:
    first, last = ceil((visible.start_s - _SLACK_S) / step_s), floor((visible.end_s + _SLACK_S) / step_s)
    return [number * step_s for number in range(first, last + 1)]

"""Where the page over time puts its values and its dates, and which of them it writes beside the axes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from PyQt6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

from monitor.replay.trends import Figure

DAY_S = 86_400.0
NEAREST_S = 7 * DAY_S
"""The shortest stretch of time that is shown."""
_CLOCK_STEPS_S = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of values, with those that are written beside it."""

    low: float
    high: float
    ticks: Sequence[float]


def values(figure: Figure, found: Sequence[float], most: int) -> Scale:
    """From zero, or the least where that is below, with about `most` ticks at round numbers."""
    low, high = min([0.0, *found]), max([0.0, *found])
    if high - low <= 0:
        high = low + 1.0
    step = _step(figure, (high - low) / max(most, 2))
    first, last = floor(low / step), ceil(high / step)
    if figure is Figure.SHARE:
        last = min(last, ceil(1 / step))
    ticks = [number * step for number in range(first, last + 1)]
    return Scale(ticks[0], ticks[-1], ticks)


def _step(figure: Figure, least: float) -> float:
    if figure in (Figure.LONGEST_TURN, Figure.LONGEST_MONOLOGUE):
        return float(next((step for step in _CLOCK_STEPS_S if step >= least), _CLOCK_STEPS_S[-1]))
    least = max(least, {Figure.LATENCY: 0.05, Figure.SHARE: 0.05}.get(figure, 1.0))
    power = 10 ** floor(log10(least) + 1e-9)
    return float(
        next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= least * (1 - 1e-9))
    )


def whole(times_s: Sequence[int]) -> tuple[float, float]:
    """All of the time from the first session to the last, with some about it."""
    if not times_s:
        return 0.0, NEAREST_S
    first, last = min(times_s), max(times_s)
    beside = max((last - first) * 0.02, (NEAREST_S - (last - first)) / 2, DAY_S / 2)
    return first - beside, last + beside


@dataclass(frozen=True, slots=True)
class Dates:
    """Unix times with what is written there, the more important ones `strong`."""

    named: Sequence[tuple[float, str, bool]]


def dates(start_s: float, end_s: float, most: int) -> Dates:
    """About `most` days, months or years at their beginnings."""
    least_days = (end_s - start_s) / DAY_S / max(most, 1)
    first = QDateTime.fromSecsSinceEpoch(int(start_s)).date()
    found: list[tuple[float, str, bool]] = []
    for date, strong in _days(first, least_days) if least_days <= 15 else _months(first, least_days):
        at_s = float(date.startOfDay().toSecsSinceEpoch())
        if at_s > end_s or not date.isValid():
            break
        if at_s >= start_s:
            found.append((at_s, _named(date, least_days, first=not found), strong))
    return Dates(found)


def _days(first: QDate, least: float) -> Iterator[tuple[QDate, bool]]:
    """Each month begins anew, so that what is written stays where it is while one moves through time."""
    step = next(days for days in (1, 2, 5, 7, 15) if days >= least)
    month = QDate(first.year(), first.month(), 1)
    while True:
        for day in range(1, month.daysInMonth() + 1, step):
            if month.daysInMonth() - day >= step / 2 or day == 1:
                yield QDate(month.year(), month.month(), day), day == 1
        month = month.addMonths(1)


def _months(first: QDate, least_days: float) -> Iterator[tuple[QDate, bool]]:
    step = next((months for months in (1, 2, 3, 6, 12, 24, 60) if months * 30.4 >= least_days), 0)
    step = step or 120 * ceil(least_days / 3652)
    year = first.year() - first.year() % max(step // 12, 1)
    date = QDate(year, 1, 1)
    while True:
        yield date, date.month() == 1
        date = date.addMonths(step)


def _named(date: QDate, least_days: float, *, first: bool) -> str:
    """The first one says the year."""
    if least_days > 15 and date.month() == 1:
        return str(date.year())
    form = QCoreApplication.translate("Review", "d MMM") if least_days <= 15 else "MMM"
    return QLocale().toString(date, f"{form} yyyy" if first else form)

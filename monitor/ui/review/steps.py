"""From one moment to the next, and what a loop takes in."""

from collections.abc import Sequence

from monitor.conversation.timeline import seconds
from monitor.replay.model import Moment, Replay, Span

_AROUND_S = 5.0


def after(moments: Sequence[Moment], chosen: str | None, position_s: float) -> Moment | None:
    """The moment after the chosen one; where none is, after the position.  None: there is none."""
    ordered = _ordered(moments)
    at = _place(ordered, chosen)
    if at is None:
        return next((each for each in ordered if each.span.start_s > position_s), None)
    return ordered[at + 1] if at + 1 < len(ordered) else None


def before(moments: Sequence[Moment], chosen: str | None, position_s: float) -> Moment | None:
    """The moment before the chosen one; where none is, before the position.  None: there is none."""
    ordered = _ordered(moments)
    at = _place(ordered, chosen)
    if at is None:
        return next((each for each in reversed(ordered) if each.span.start_s < position_s), None)
    return ordered[at - 1] if at > 0 else None


def loop_about(replay: Replay, moment: Moment | None, position_s: float) -> Span:
    """The chosen moment with what is around it; else the seconds about the position."""
    if moment is not None:
        return Span(moment.around.start_s, max(moment.around.end_s, moment.span.end_s))
    return Span(max(position_s - _AROUND_S, 0.0), min(position_s + _AROUND_S, replay.duration_s))


def intended_at(replay: Replay, looped: Span | None, position_s: float) -> Span | None:
    """The intended stretch that is looped, or that the position is in; None: there is none."""
    spans = [Span(seconds(each.stretch.start), seconds(each.stretch.end)) for each in replay.remarks.intended]
    if looped is not None:
        return next((span for span in spans if _same(span, looped)), None)
    return next((span for span in spans if span.start_s <= position_s < span.end_s), None)


def _same(one: Span, other: Span) -> bool:
    """To the sample, about."""
    return abs(one.start_s - other.start_s) < 1e-3 and abs(one.end_s - other.end_s) < 1e-3


def _ordered(moments: Sequence[Moment]) -> list[Moment]:
    return sorted(moments, key=lambda each: (each.span.start_s, each.id))


def _place(ordered: Sequence[Moment], chosen: str | None) -> int | None:
    return next((at for at, each in enumerate(ordered) if each.id == chosen), None)

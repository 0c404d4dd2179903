"""The silence ledger: when nobody spoke, who spoke before, who ended it and with which words."""

from monitor.document import Analysis, Silence
from monitor.replay.model import Quiet, Span
from monitor.replay.openings import Openings
from monitor.replay.times import ms


def silences(document: Analysis, openings: Openings) -> tuple[Quiet, ...]:
    """In order of time."""
    found = (
        _quiet(event, _opening(event, document, openings))
        for event in document.events
        if isinstance(event, Silence)
    )
    return tuple(sorted(found, key=lambda each: (each.span.start_s, each.id)))


def _quiet(event: Silence, opening: str) -> Quiet:
    return Quiet(
        id=event.id,
        span=Span(event.start_s, event.end_s),
        after=event.after,
        ended_by=event.ended_by,
        reopened_with=opening,
    )


def _opening(event: Silence, document: Analysis, openings: Openings) -> str:
    """Words are placed less surely than speech, but not by half of a silence."""
    start, end = ms(event.start_s), ms(event.end_s)
    if event.ended_by is None and end >= ms(document.duration_s):
        return ""
    return openings.first_words(event.ended_by, (start + end) // 2, end)

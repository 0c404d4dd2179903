"""The silence ledger: when nobody spoke, who spoke before, who ended it and with which words."""

from monitor.document import Analysis, Silence
from monitor.replay.model import Quiet, Span
from monitor.replay.openings import Openings
from monitor.replay.times import ms


def silences(document: Analysis, openings: Openings) -> tuple[Quiet, ...]:
    """In order of time."""
    found = (_quiet(event, openings) for event in document.events if isinstance(event, Silence))
    return tuple(sorted(found, key=lambda each: (each.span.start_s, each.id)))


def _quiet(event: Silence, openings: Openings) -> Quiet:
    """Words are placed less surely than speech, but not by half of a silence."""
    start, end = ms(event.start_s), ms(event.end_s)
    return Quiet(
        id=event.id,
        span=Span(event.start_s, event.end_s),
        after=event.after,
        ended_by=event.ended_by,
        reopened_with=openings.first_words(event.ended_by, (start + end) // 2, end),
    )

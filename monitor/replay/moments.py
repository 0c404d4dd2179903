"""Interruptions and monologues with their evidence, and everything that has a marker on the timeline."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from monitor.conversation.remarks import Remarks
from monitor.conversation.silent import SilentInterruption
from monitor.conversation.timeline import seconds
from monitor.document import (
    Analysis,
    AttemptedInterruption,
    Backchannel,
    Monologue,
    PossibleOverlap,
    Role,
    SuccessfulInterruption,
    TerminalOverlap,
    UnresolvedOverlap,
)
from monitor.replay.model import Marker, Moment, Span
from monitor.replay.openings import Openings
from monitor.replay.silent import KIND as SILENT
from monitor.replay.silent import ROLES
from monitor.replay.times import ms

AROUND_MS = 10_000
WORD_SLACK_MS = 250
"""How far the time of a word may lie before the speech that it belongs to."""

POSSIBLE = "possible_overlap"
UNCOUNTED = (POSSIBLE, SILENT)
"""Kinds of moments that are in no count."""

Interrupting = SuccessfulInterruption | AttemptedInterruption | UnresolvedOverlap | PossibleOverlap
Judged = TypeVar("Judged", Marker, Moment)
Marked = Interrupting | Backchannel | TerminalOverlap | Monologue


def markers(
    document: Analysis, remarks: Remarks, unfinished: Sequence[SilentInterruption] = ()
) -> tuple[Marker, ...]:
    """Every overlap, monologue and silent interruption, in order of time."""
    found = [
        Marker(
            id=event.id,
            kind=kind_of(event),
            by=event.by,
            span=Span(event.start_s, event.end_s),
            verdict=remarks.verdict(event.id),
        )
        for event in document.events
        if isinstance(event, Marked) and event.by is not None
    ]
    found += [Marker(_name(each), SILENT, ROLES[each.by], _pause(each), None) for each in unfinished]
    return tuple(sorted(found, key=lambda each: (each.span.start_s, each.id)))


def moments(
    document: Analysis,
    openings: Openings,
    remarks: Remarks,
    unfinished: Sequence[SilentInterruption] = (),
) -> tuple[Moment, ...]:
    """In order of time; possible and silent interruptions, which nothing counts, come last."""
    found = [
        _moment(event, event.by, document, openings, remarks)
        for event in document.events
        if isinstance(event, Interrupting | Monologue) and event.by is not None
    ]
    found += [_silent(each, document) for each in unfinished]
    return _numbered(sorted(found, key=lambda each: (each.kind in UNCOUNTED, each.span.start_s, each.id)))


def kind_of(event: Marked) -> str:
    """The document's name for it."""
    return str(type(event).__struct_config__.tag)


def _moment(
    event: Interrupting | Monologue, by: Role, document: Analysis, openings: Openings, remarks: Remarks
) -> Moment:
    said, cut_off = _words(event, openings)
    return Moment(
        id=event.id,
        kind=kind_of(event),
        by=by,
        number=0,
        span=Span(event.start_s, event.end_s),
        around=_around(ms(event.start_s), ms(document.duration_s)),
        overlap_s=0.0 if isinstance(event, Monologue) else event.overlap_s,
        speech_s=event.speech_s if isinstance(event, Monologue) else 0.0,
        yielded=_yielded(event, by),
        said=said,
        cut_off=cut_off,
        confidence=event.confidence,
        history=tuple(kind for kind, _ in groupby(form.kind for form in event.history)),
        verdict=remarks.verdict(event.id),
    )


def _silent(each: SilentInterruption, document: Analysis) -> Moment:
    return Moment(
        id=_name(each),
        kind=SILENT,
        by=ROLES[each.by],
        number=0,
        span=_pause(each),
        around=_around(ms(seconds(each.start)), ms(document.duration_s)),
        overlap_s=0.0,
        speech_s=0.0,
        yielded=None,
        said=each.said,
        cut_off=each.cut_off,
        confidence=each.confidence,
        history=(SILENT,),
        verdict=None,
    )


def _name(each: SilentInterruption) -> str:
    return f"silent-{each.by.value}-{seconds(each.start):.2f}"


def _pause(each: SilentInterruption) -> Span:
    return Span(round(seconds(each.paused), 3), round(seconds(each.start), 3))


def _words(event: Interrupting | Monologue, openings: Openings) -> tuple[str, str]:
    """What was said, and what it cut off; of a monologue its beginning."""
    if isinstance(event, Monologue):
        start = ms(event.start_s)
        return openings.first_words(event.by, start - WORD_SLACK_MS, start), ""
    return (event.words.said or "", event.words.cut_off or "") if event.words else ("", "")


def _yielded(event: Interrupting | Monologue, by: Role) -> Role | None:
    """Who stopped first."""
    if isinstance(event, AttemptedInterruption):
        return by
    if isinstance(event, SuccessfulInterruption | PossibleOverlap):
        return "client" if by == "therapist" else "therapist"
    return None


def _around(start: int, duration: int) -> Span:
    """Ten seconds with the start in the middle; at the session's ends, its first or last ten."""
    first = max(0, min(start - AROUND_MS // 2, duration - AROUND_MS))
    return Span(first / 1000, min(first + AROUND_MS, duration) / 1000)


def _numbered(found: Iterable[Moment]) -> tuple[Moment, ...]:
    """Contested ones keep their number, so that nothing is called something else by a verdict."""
    counted: Counter[tuple[Role, str]] = Counter()
    numbered = []
    for moment in found:
        sort = moment.by, moment.kind if moment.kind in UNCOUNTED or moment.is_monologue else "interruption"
        counted[sort] += 1
        numbered.append(replace(moment, number=counted[sort]))
    return tuple(numbered)


def judged(found: Sequence[Judged], remarks: Remarks) -> tuple[Judged, ...]:
    """The same with the verdicts that hold now."""
    return tuple(
        each if each.verdict is (now := remarks.verdict(each.id)) else replace(each, verdict=now)
        for each in found
    )

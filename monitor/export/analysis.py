"""Makes the analysis of a session: the record, the figures and what surrounds them as one document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from monitor import __version__
from monitor.conversation import events as conversation
from monitor.conversation.record import LastingEvent, Record, Reported
from monitor.conversation.rules import Rules
from monitor.conversation.timeline import Channel, Samples, seconds
from monitor.export.document import (
    SCHEMA,
    Analysis,
    AttemptedInterruption,
    Backchannel,
    EventForm,
    Form,
    Integrity,
    InterruptionCounts,
    Latency,
    Monologue,
    PossibleOverlap,
    Recount,
    Silence,
    SuccessfulInterruption,
    TalkShare,
    TalkTime,
    TerminalOverlap,
    Turn,
    UnresolvedOverlap,
)
from monitor.metrics.figures import Figures
from monitor.metrics.sensitivity import sensitivity


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds the conversation: where it came from and how far it can be trusted."""

    source: Sequence[str]
    settings: Mapping[str, Mapping[str, Any]]
    integrity: Integrity
    withheld: Mapping[str, str]
    complete: bool = True


def analysis(record: Record, figures: Figures, setting: Setting, swapped: bool = False) -> Analysis:
    """The document; `swapped` exchanges the roles of the two channels."""
    roles = dict(zip(Channel, reversed(Channel) if swapped else Channel, strict=True))
    record = record.swapped() if swapped else record
    withheld = dict(setting.withheld)
    if not figures.share_known:
        withheld.setdefault("talk_share", _too_little(figures))
    time = figures.talk_time
    share = {
        role: None if "talk_share" in withheld else figures.session_share.share(roles[role])
        for role in Channel
    }
    return Analysis(
        schema=SCHEMA,
        program_version=__version__,
        source=list(setting.source),
        complete=setting.complete,
        duration_s=_s(record.duration),
        settings={name: dict(table) for name, table in setting.settings.items()},
        segments={c.value: [(_s(s.start), _s(s.end)) for s in record.segments[c]] for c in Channel},
        turns=[Turn(turn.by.value, _s(turn.start), _s(turn.end)) for turn in record.turns],
        talk_time_s=TalkTime(
            therapist=_s(time.spoken[roles[Channel.THERAPIST]]),
            client=_s(time.spoken[roles[Channel.CLIENT]]),
            overlap=_s(time.overlap),
            silence=_s(time.silence),
        ),
        talk_share=TalkShare(_rounded(share[Channel.THERAPIST]), _rounded(share[Channel.CLIENT])),
        interruptions={
            role.value: None if "interruptions" in withheld else _counts(figures, roles[role])
            for role in Channel
        },
        response_latency={role.value: _latency(figures, roles[role]) for role in Channel},
        events=[_event(forms) for forms in record.events],
        integrity=setting.integrity,
        withheld=withheld,
    )


def with_sensitivity(document: Analysis, record: Record, rules: Rules) -> Analysis:
    """The document with a recount of the record's interruptions under neighbouring thresholds.

    Where they are withheld a recount is as well.
    """
    if "interruptions" in document.withheld:
        return document
    rows = [
        Recount(
            setting=row.setting,
            value=row.value,
            in_force=row.in_force,
            interruptions={
                by.value: InterruptionCounts(row.successful[by], row.attempted[by], row.unresolved[by])
                for by in Channel
            },
        )
        for row in sensitivity(rules, record.segments, record.duration)
    ]
    return msgspec.structs.replace(document, sensitivity=rows)


def _event(forms: Sequence[Reported]) -> EventForm:
    last = forms[-1].event
    common = {
        "id": last.id,
        "by": None if isinstance(last, conversation.Silence) else last.by.value,
        "start_s": _s(last.start),
        "end_s": _s(last.end),
        "reported_at_s": _s(forms[0].at),
        "confidence": last.confidence if isinstance(last, conversation.Overlap) else 1.0,
        "history": [Form(_kind(form.event), _s(form.at), _s(form.event.end)) for form in forms],
    }
    event: EventForm = _KINDS[type(last)](**common, **_more(last))
    return event


def _kind(event: LastingEvent) -> str:
    return str(_KINDS[type(event)].__struct_config__.tag)


def _more(event: LastingEvent) -> dict[str, Any]:
    if isinstance(event, conversation.Silence):
        after, ended_by = event.after, event.ended_by
        return {"after": after and after.value, "ended_by": ended_by and ended_by.value}
    if isinstance(event, conversation.Monologue):
        return {"speech_s": _s(event.speech)}
    return {"overlap_s": _s(event.overlap)}


_KINDS: dict[type[LastingEvent], Any] = {
    conversation.Backchannel: Backchannel,
    conversation.TerminalOverlap: TerminalOverlap,
    conversation.PossibleOverlap: PossibleOverlap,
    conversation.SuccessfulInterruption: SuccessfulInterruption,
    conversation.AttemptedInterruption: AttemptedInterruption,
    conversation.UnresolvedOverlap: UnresolvedOverlap,
    conversation.Monologue: Monologue,
    conversation.Silence: Silence,
}


def _too_little(figures: Figures) -> str:
    heard_s, needed_s = seconds(figures.speech), seconds(figures.share_min_speech)
    return f"{heard_s:.0f} s of speech were heard; a share needs {needed_s:.0f} s"


def _counts(figures: Figures, by: Channel) -> InterruptionCounts:
    count = figures.interruptions.count
    return InterruptionCounts(
        successful=count(by, conversation.SuccessfulInterruption),
        attempted=count(by, conversation.AttemptedInterruption),
        unresolved=count(by, conversation.UnresolvedOverlap),
    )


def _latency(figures: Figures, by: Channel) -> Latency | None:
    summary = figures.response_latency[by].summary
    if summary is None:
        return None
    return Latency(
        answers=summary.answers,
        median_s=round(summary.median_s, 3),
        lower_quartile_s=round(summary.lower_quartile_s, 3),
        upper_quartile_s=round(summary.upper_quartile_s, 3),
        quick=round(summary.quick, 4),
    )


def _s(samples: Samples) -> float:
    return round(seconds(samples), 3)


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)

"""Makes the analysis of a session: the record, the figures and what surrounds them as one document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from monitor import __version__
from monitor.conversation import events as conversation
from monitor.conversation.record import LastingEvent, Record, Reported
from monitor.conversation.rules import Rules
from monitor.conversation.timeline import Channel, seconds
from monitor.document import (
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
from monitor.export.transcribed import Transcribed, to_s, transcription, words, words_in
from monitor.metrics.figures import Figures
from monitor.metrics.sensitivity import Reword, sensitivity


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds the conversation: where it came from, how far it can be trusted, its words."""

    source: Sequence[str]
    settings: Mapping[str, Mapping[str, Any]]
    integrity: Integrity
    withheld: Mapping[str, str]
    complete: bool = True
    transcribed: Transcribed | None = None


def analysis(record: Record, figures: Figures, setting: Setting, swapped: bool = False) -> Analysis:
    """The document; `swapped` exchanges the roles of the two channels."""
    roles = dict(zip(Channel, reversed(Channel) if swapped else Channel, strict=True))
    record = record.swapped() if swapped else record
    transcribed = setting.transcribed
    if transcribed is not None and swapped:
        transcribed = transcribed.swapped()
    withheld = dict(setting.withheld)
    if not figures.share_known:
        withheld.setdefault("talk_share", _too_little(figures))
    share = {
        role: None if "talk_share" in withheld else figures.session_share.share(roles[role])
        for role in Channel
    }
    return Analysis(
        schema=SCHEMA,
        program_version=__version__,
        source=list(setting.source),
        complete=setting.complete,
        duration_s=to_s(record.duration),
        settings={name: dict(table) for name, table in setting.settings.items()},
        segments={c.value: [(to_s(s.start), to_s(s.end)) for s in record.segments[c]] for c in Channel},
        turns=[Turn(turn.by.value, to_s(turn.start), to_s(turn.end)) for turn in record.turns],
        talk_time_s=_talk_time(figures, roles),
        talk_share=TalkShare(_rounded(share[Channel.THERAPIST]), _rounded(share[Channel.CLIENT])),
        interruptions={
            role.value: None if "interruptions" in withheld else _counts(figures, roles[role])
            for role in Channel
        },
        response_latency={role.value: _latency(figures, roles[role]) for role in Channel},
        events=[_event(forms, transcribed) for forms in record.events],
        integrity=setting.integrity,
        withheld=withheld,
        transcription=None if transcribed is None else transcription(transcribed),
        words=None if transcribed is None else words(transcribed),
    )


def with_sensitivity(
    document: Analysis, record: Record, rules: Rules, reword: Reword | None = None
) -> Analysis:
    """The document with a recount of the record's interruptions under neighbouring thresholds.

    Where they are withheld a recount is as well.  `reword` types events by the words, if there are any.
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
        for row in sensitivity(rules, record.segments, record.duration, reword)
    ]
    return msgspec.structs.replace(document, sensitivity=rows)


def _event(forms: Sequence[Reported], transcribed: Transcribed | None) -> EventForm:
    last = forms[-1].event
    common = {
        "id": last.id,
        "by": None if isinstance(last, conversation.Silence) else last.by.value,
        "start_s": to_s(last.start),
        "end_s": to_s(last.end),
        "reported_at_s": to_s(forms[0].at),
        "confidence": last.confidence if isinstance(last, conversation.Overlap) else 1.0,
        "history": [Form(_kind(form.event), to_s(form.at), to_s(form.event.end)) for form in forms],
    }
    event: EventForm = _KINDS[type(last)](**common, **_more(last, transcribed))
    return event


def _kind(event: LastingEvent) -> str:
    return str(_KINDS[type(event)].__struct_config__.tag)


def _more(event: LastingEvent, transcribed: Transcribed | None) -> dict[str, Any]:
    if isinstance(event, conversation.Silence):
        after, ended_by = event.after, event.ended_by
        return {"after": after and after.value, "ended_by": ended_by and ended_by.value}
    if isinstance(event, conversation.Monologue):
        return {"speech_s": to_s(event.speech)}
    said = None if transcribed is None else words_in(event, transcribed)
    return {"overlap_s": to_s(event.overlap), "words": said}


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


def _talk_time(figures: Figures, roles: Mapping[Channel, Channel]) -> TalkTime:
    time = figures.talk_time
    return TalkTime(
        therapist=to_s(time.spoken[roles[Channel.THERAPIST]]),
        client=to_s(time.spoken[roles[Channel.CLIENT]]),
        overlap=to_s(time.overlap),
        silence=to_s(time.silence),
    )


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


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)

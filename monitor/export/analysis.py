"""The analysis of a session as one JSON document, schema "session-monitor/analysis/1".

Times are seconds from the start of the session, to the millisecond.  Its JSON Schema,
analysis.schema.json, is made from the types below by `python -m monitor.export.analysis`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from monitor import __version__
from monitor.conversation import events as conversation
from monitor.conversation.record import LastingEvent, Record, Reported
from monitor.conversation.rules import Rules
from monitor.conversation.timeline import Channel, Samples, seconds
from monitor.metrics.figures import Figures
from monitor.metrics.sensitivity import sensitivity

SCHEMA: Literal["session-monitor/analysis/1"] = "session-monitor/analysis/1"
Role = Literal["therapist", "client"]


class Form(msgspec.Struct, frozen=True):
    """One form an event had: what it was taken for, when a live view showed that."""

    kind: str
    reported_at_s: float
    end_s: float


class _Event(msgspec.Struct, frozen=True, tag_field="kind"):
    """`reported_at_s` is when a live view first showed it; `confidence` runs from 0 to 1."""

    id: str
    by: Role | None
    start_s: float
    end_s: float
    reported_at_s: float
    confidence: float
    history: list[Form]


class _Overlap(_Event, frozen=True):
    """`overlap_s` is how long both spoke."""

    overlap_s: float


class Backchannel(_Overlap, frozen=True, tag="backchannel"):
    """A short sign of listening."""


class TerminalOverlap(_Overlap, frozen=True, tag="terminal_overlap"):
    """Came in as the other's turn was ending."""


class PossibleOverlap(_Overlap, frozen=True, tag="possible_overlap"):
    """A turn's end or a quick yield: timing alone cannot tell."""


class SuccessfulInterruption(_Overlap, frozen=True, tag="successful_interruption"):
    """The other stopped first and lost the floor."""


class AttemptedInterruption(_Overlap, frozen=True, tag="attempted_interruption"):
    """The one who came in stopped first."""


class UnresolvedOverlap(_Overlap, frozen=True, tag="unresolved_overlap"):
    """Both stopped together, or neither did."""


class Monologue(_Event, frozen=True, tag="monologue"):
    """`speech_s` is the own speech in the turn."""

    speech_s: float


class Silence(_Event, frozen=True, tag="silence"):
    """`after` spoke last before it, `ended_by` first after it; null: both, or nobody."""

    after: Role | None
    ended_by: Role | None


EventForm = (
    Backchannel
    | TerminalOverlap
    | PossibleOverlap
    | SuccessfulInterruption
    | AttemptedInterruption
    | UnresolvedOverlap
    | Monologue
    | Silence
)


class Turn(msgspec.Struct, frozen=True):
    """`by` held the floor from start to end, pauses included."""

    by: Role
    start_s: float
    end_s: float


class TalkTime(msgspec.Struct, frozen=True):
    """therapist + client - overlap + silence is the duration; backchannels count."""

    therapist: float
    client: float
    overlap: float
    silence: float


class TalkShare(msgspec.Struct, frozen=True):
    """0 to 1, backchannels left out; null where it is withheld."""

    therapist: float | None
    client: float | None


class InterruptionCounts(msgspec.Struct, frozen=True):
    """How often the one who came in took the floor, gave way, or neither."""

    successful: int
    attempted: int
    unresolved: int


class Latency(msgspec.Struct, frozen=True):
    """Answers to turns of 3 s and more; `quick` is the share that came within 200 ms."""

    answers: int
    median_s: float
    lower_quartile_s: float
    upper_quartile_s: float
    quick: float


class ChannelIntegrity(msgspec.Struct, frozen=True):
    """One channel; levels in dBFS, null where nothing was heard.

    `bleed_db` is the other's voice in this microphone against its own, `bleed_delay_ms` how
    much later it came, and `bleed_left_db` what remained after it was taken out; null where
    none was found.  `lost` are stretches [start_s, end_s] without sound.
    """

    noise_floor_dbfs: float | None
    speech_level_dbfs: float | None
    bleed_db: float | None
    bleed_left_db: float | None
    bleed_delay_ms: float | None
    clipped_share: float
    lost: list[tuple[float, float]]


class Integrity(msgspec.Struct, frozen=True):
    """How far the recording can be trusted; `warnings` are sentences for a reader.

    `separation_db` is how much louder each voice is in its own microphone; null if not known.
    """

    therapist: ChannelIntegrity
    client: ChannelIntegrity
    separation_db: float | None
    warnings: list[str]


class Recount(msgspec.Struct, frozen=True):
    """The interruptions there would be with one threshold changed; `in_force` marks the real one."""

    setting: str
    value: float
    in_force: bool
    interruptions: dict[Role, InterruptionCounts]


class Analysis(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything the monitor says about a session.

    `withheld` gives, by the name of a figure that is held back, the reason.
    `settings` are all settings in force.  `sensitivity` is there where it was asked for.
    """

    schema: Literal["session-monitor/analysis/1"]
    program_version: str
    source: list[str]
    complete: bool
    duration_s: float
    settings: dict[str, dict[str, Any]]
    segments: dict[Role, list[tuple[float, float]]]
    turns: list[Turn]
    talk_time_s: TalkTime
    talk_share: TalkShare
    interruptions: dict[Role, InterruptionCounts | None]
    response_latency: dict[Role, Latency | None]
    events: list[EventForm]
    integrity: Integrity
    withheld: dict[str, str]
    sensitivity: list[Recount] | None = None


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


def encode(document: Analysis) -> bytes:
    """UTF-8 JSON, indented so that a person can read it too."""
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def schema() -> bytes:
    """The JSON Schema of Analysis, as it is published beside this file."""
    drawn: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA}
    drawn |= msgspec.json.schema(Analysis)
    for definition in drawn["$defs"].values():
        definition["description"] = " ".join(definition["description"].split())
    return msgspec.json.format(msgspec.json.encode(drawn), indent=1) + b"\n"


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


if __name__ == "__main__":
    import sys

    sys.stdout.buffer.write(schema())

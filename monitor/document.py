"""The analysis of a session as one JSON document, schema "session-monitor/analysis/1": its types.

Times are seconds from the start of the session, to the millisecond.  Its JSON Schema,
analysis.schema.json, is made from these types by `python -m monitor.document`.
"""

from typing import Any, Literal

import msgspec

SCHEMA: Literal["session-monitor/analysis/1"] = "session-monitor/analysis/1"
Role = Literal["therapist", "client"]
VerdictName = Literal["supportive", "not_an_interruption", "teaching"]
QuestionName = Literal["open", "closed", "none"]


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


class WordsInOverlap(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the one who came in said, and the other's clause that this cut off; each where known."""

    said: str | None = None
    cut_off: str | None = None


class _Overlap(_Event, frozen=True, omit_defaults=True):
    """`overlap_s` is how long both spoke; `words` are there where some are known."""

    overlap_s: float
    words: WordsInOverlap | None = None


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
    none was found.  `lost` are stretches [start_s, end_s] without sound.  `drift_ppm` is by how much
    the device's own clock was fast, in millionths, which was put right; null where that was not measured.
    """

    noise_floor_dbfs: float | None
    speech_level_dbfs: float | None
    bleed_db: float | None
    bleed_left_db: float | None
    bleed_delay_ms: float | None
    clipped_share: float
    lost: list[tuple[float, float]]
    drift_ppm: float | None = None


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


class Word(msgspec.Struct, frozen=True):
    """One word as it is written, with its punctuation; `confidence` runs from 0 to 1."""

    start_s: float
    end_s: float
    text: str
    confidence: float


class Refused(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Text that was decoded but is not believed, and why; `text` is there where words are kept."""

    start_s: float
    end_s: float
    by: Role
    text: str | None = None
    reason: str


class Transcription(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the words came about.

    `note` is a sentence for a reader, there where the words are not to be relied on: those of the
    demo model.  `language` is a code such as "en", null where it is not known.  `lag_s` is how far
    the words lagged behind at worst, 0 for a recording.  `word_count` is empty where it is not known.
    `not_transcribed` are stretches of speech without words: [start_s, end_s, by, reason].
    """

    model: str
    demo_words: bool
    note: str | None = None
    language: str | None
    lag_s: float
    word_count: dict[Role, int]
    not_transcribed: list[tuple[float, float, Role, str]]
    refused: list[Refused]


class Contested(msgspec.Struct, frozen=True):
    """The event with this id should not count; `made_at` is Unix time in s, here and below."""

    event: str
    verdict: VerdictName
    made_at: int


class QuestionCorrected(msgspec.Struct, frozen=True):
    """What the therapist's sentence that begins at `start_s` was; "none": it is no question."""

    start_s: float
    kind: QuestionName
    made_at: int


class Intended(msgspec.Struct, frozen=True):
    """The stretch was led on purpose; `text` says why, in the therapist's words."""

    start_s: float
    end_s: float
    text: str
    made_at: int


class Note(msgspec.Struct, frozen=True):
    """A bookmark with its text, which may be empty."""

    at_s: float
    text: str


class Remarks(msgspec.Struct, frozen=True, kw_only=True):
    """What holds of all that was remarked afterwards, each list in the order of its time."""

    contested: list[Contested]
    questions: list[QuestionCorrected]
    intended: list[Intended]
    notes: list[Note]


class Recording(msgspec.Struct, frozen=True):
    """By what the recording is known again: `sha256` of each file of `source`, in hexadecimal.

    `swapped`: its first channel was taken for the client's.
    """

    sha256: list[str]
    swapped: bool


class Analysis(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything the monitor says about a session.

    `withheld` gives, by the name of a figure that is held back, the reason.
    `settings` are all settings in force.  `sensitivity` is there where it was asked for,
    `transcription` where there was one, `words` where they are kept, and `recording` where files
    were analysed.
    `remarks` are there where somebody made some: what they contest is an event still, with its
    kind, but is not counted in `interruptions`.  `sensitivity` counts as if nobody had remarked.
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
    transcription: Transcription | None = None
    words: dict[Role, list[Word]] | None = None
    remarks: Remarks | None = None
    recording: Recording | None = None


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


if __name__ == "__main__":
    import sys

    sys.stdout.buffer.write(schema())

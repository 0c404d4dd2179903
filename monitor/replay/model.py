"""A session as it is looked at afterwards: everything that the replay shows, worked out once.

Made by `build` from the analysis document and what was remarked of it.  All times are seconds
from the start of the session, as in the document; roles are its roles.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.conversation.remarks import Intended, Note, QuestionKind, Remarks, Verdict
from monitor.document import Analysis, InterruptionCounts, Role
from monitor.replay.passages import Passage


@dataclass(frozen=True, slots=True)
class Span:
    """[start_s, end_s)."""

    start_s: float
    end_s: float

    @property
    def length_s(self) -> float:
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Marker:
    """An overlap, monologue or silent interruption on the timeline; `kind` is the document's, for the last
    "silent_interruption"."""

    id: str
    kind: str
    by: Role
    span: Span
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Quiet:
    """A silence of 3 s and more: who spoke last before it, who first after it; None: both, or nobody.

    `reopened_with` are the first words after it, empty where they are not known.
    """

    id: str
    span: Span
    after: Role | None
    ended_by: Role | None
    reopened_with: str


@dataclass(frozen=True, slots=True)
class Moment:
    """An interruption or a monologue with its evidence.

    `yielded` is who stopped first, None where both or neither did, or nobody could; `said` what
    the one who came in said, `cut_off` the clause that broke off, empty where not known; of a
    monologue `said` is how it began.  `overlap_s` is 0 for a monologue, `speech_s`, the own speech
    in it, for all else.  `around` are the ten seconds about its start; `number` counts those by the
    same speaker and of the same sort (interruption, possible interruption or monologue) from 1,
    contested ones too.  `history` is what it was taken for, oldest first.  Of a silent interruption `span`
    is the pause in which it came.
    """

    id: str
    kind: str
    by: Role
    number: int
    span: Span
    around: Span
    overlap_s: float
    speech_s: float
    yielded: Role | None
    said: str
    cut_off: str
    confidence: float
    history: tuple[str, ...]
    verdict: Verdict | None

    @property
    def is_monologue(self) -> bool:
        return self.kind == "monologue"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a turn of the other of 3 s and more; `latency_s` is negative in overlap."""

    by: Role
    at_s: float
    latency_s: float
    turn_s: float


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the therapist; `rule` names what made it one, `corrected` whether somebody did.

    `rule` is "" where only that somebody did, and `kind` NONE where somebody said that it was none;
    `by_rules` is what it would be had nobody said anything.
    """

    span: Span
    text: str
    kind: QuestionKind
    rule: str
    corrected: bool
    by_rules: QuestionKind


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of the session; what was contested does not count.  None: withheld, see `withheld`.

    `contested` is how many interruptions of each were contested; talk times and silence in seconds.
    """

    talk_share: Mapping[Role, float | None]
    talk_time_s: Mapping[Role, float]
    silence_s: float
    overlap_s: float
    interruptions: Mapping[Role, InterruptionCounts | None]
    contested: Mapping[Role, int]
    monologues: Mapping[Role, int]
    backchannels: Mapping[Role, int]
    longest_turn_s: Mapping[Role, float]
    withheld: Mapping[str, str]
    warnings: Sequence[str]


@dataclass(frozen=True, slots=True)
class Replay:
    """`share` is the therapist's part of the speech in the 5 minutes before each time, None where
    there was too little; `questions` is None where there are no words."""

    document: Analysis
    remarks: Remarks
    notes: tuple[Note, ...]
    duration_s: float
    has_words: bool
    speech: Mapping[Role, Sequence[Span]]
    overlaps: Sequence[Span]
    unheard: Mapping[Role, Sequence[Span]]
    markers: Sequence[Marker]
    silences: Sequence[Quiet]
    share: Sequence[tuple[float, float | None]]
    passages: Sequence[Passage]
    moments: Sequence[Moment]
    replies: Sequence[Reply]
    questions: Sequence[Question] | None
    intended: Sequence[Intended]
    summary: Summary

"""What somebody who was there says of a session afterwards; the record itself never changes.

An overlap or a monologue is contested by its id, a question by where it begins.  Each remark is
added, never changed: of two about the same thing the later one holds, and one that says nothing
takes the earlier back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from monitor.conversation.timeline import Samples, Segment


class Verdict(Enum):
    """Why an event should not count; the value is the name used in every file."""

    SUPPORTIVE = "supportive"
    NOT_AN_INTERRUPTION = "not_an_interruption"
    TEACHING = "teaching"


class QuestionKind(Enum):
    """The value is the name used in every file."""

    OPEN = "open"
    CLOSED = "closed"
    NONE = "none"
    """It is no question."""


@dataclass(frozen=True, slots=True)
class Contested:
    """`event` is an id; `made_at` is Unix time in s; a verdict of None lets it count again."""

    event: str
    verdict: Verdict | None
    made_at: int


@dataclass(frozen=True, slots=True)
class QuestionCorrected:
    """The therapist's sentence that begins at `at`, within 0.1 s; None: as the rules say."""

    at: Samples
    kind: QuestionKind | None
    made_at: int


@dataclass(frozen=True, slots=True)
class Intended:
    """The stretch was led on purpose: an exercise, teaching.  `on` False takes it back."""

    stretch: Segment
    text: str
    on: bool
    made_at: int


Remark = Contested | QuestionCorrected | Intended


@dataclass(frozen=True, slots=True)
class Note:
    """A bookmark: a moment to come back to; `number` names it within its session."""

    number: int
    at: Samples
    text: str


@dataclass(frozen=True, slots=True)
class Remarks:
    """What holds of all that was remarked."""

    contested: Mapping[str, Contested] = field(default_factory=dict)
    questions: tuple[QuestionCorrected, ...] = ()
    intended: tuple[Intended, ...] = ()

    def verdict(self, event: str) -> Verdict | None:
        found = self.contested.get(event)
        return None if found is None else found.verdict


def in_force(remarks: Iterable[Remark]) -> Remarks:
    """What holds of remarks that are given in the order in which they were made."""
    contested: dict[str, Contested] = {}
    questions: dict[Samples, QuestionCorrected] = {}
    intended: dict[Segment, Intended] = {}
    for remark in remarks:
        if isinstance(remark, Contested):
            contested[remark.event] = remark
        elif isinstance(remark, QuestionCorrected):
            questions[remark.at] = remark
        else:
            intended[remark.stretch] = remark
    return Remarks(
        {name: each for name, each in contested.items() if each.verdict},
        tuple(each for _at, each in sorted(questions.items()) if each.kind),
        tuple(sorted((e for e in intended.values() if e.on), key=lambda e: (e.stretch.start, e.stretch.end))),
    )

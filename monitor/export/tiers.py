"""The session as tiers, the lines of annotations in Praat and ELAN.

Neither program allows annotations of a tier to overlap, nor any without length.  What would
overlap goes into a second tier of the same name, numbered; what has no length, which only words
may lack, into tiers of its own.  Notes are moments: they have tiers of points alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from monitor.document import Analysis, EventForm, Monologue, Remarks, Role, Silence
from monitor.export.verdicts import verdicts
from monitor.replay.passages import ROLES, passages, spoken_words
from monitor.replay.text import one_line
from monitor.replay.times import ms

Kind = Literal[
    "speech", "turns", "words", "overlaps", "monologues", "silences", "contested", "intended", "notes"
]
SPEAKS = "[speaks]"
"""Stands for the words of a turn where none are known."""
UNSAID = {"notes": "[note]", "intended": "[intended]"}
"""Stand for the therapist's text where there is none."""
WITHOUT_LENGTH = "without length"


@dataclass(frozen=True, slots=True)
class Annotation:
    """[start_ms, end_ms) and what is said of it."""

    start_ms: int
    end_ms: int
    label: str


@dataclass(frozen=True, slots=True)
class Tier:
    """Annotations in order of time that do not overlap; in a tier of `points` start and end are one."""

    name: str
    kind: Kind
    by: Role | None
    points: bool
    annotations: tuple[Annotation, ...]


def tiers(document: Analysis) -> list[Tier]:
    """Each kind of tier for each speaker, also where it is empty.

    Words only where they are kept; what was remarked only where something was.
    """
    return [tier for kind, by, annotations in _all(document) for tier in _parted(kind, by, annotations)]


def end_ms(document: Analysis, found: Iterable[Tier]) -> int:
    """The end of the session, or of an annotation that lies beyond it."""
    ends = [each.end_ms for tier in found for each in tier.annotations]
    return max([ms(document.duration_s), *ends])


def _all(document: Analysis) -> Iterator[tuple[Kind, Role | None, list[Annotation]]]:
    for by in ROLES:
        segments = document.segments.get(by, [])
        yield "speech", by, [Annotation(ms(start_s), ms(end_s), "speech") for start_s, end_s in segments]
    turns = [each for each in passages(document) if each.turn is not None]
    for by in ROLES:
        yield (
            "turns",
            by,
            [Annotation(each.start_ms, each.end_ms, each.text or SPEAKS) for each in turns if each.by == by],
        )
    for by, words in (spoken_words(document) or {}).items():
        yield "words", by, [Annotation(word.start_ms, word.end_ms, word.text) for word in words]
    overlaps = [each for each in document.events if not isinstance(each, Monologue | Silence)]
    monologues = [each for each in document.events if isinstance(each, Monologue)]
    for by in ROLES:
        yield "overlaps", by, _events(each for each in overlaps if each.by == by)
    for by in ROLES:
        yield "monologues", by, _events(each for each in monologues if each.by == by)
    yield "silences", None, _events(each for each in document.events if isinstance(each, Silence))
    if document.remarks is not None:
        yield from _remarked(document, document.remarks)


def _remarked(document: Analysis, remarks: Remarks) -> Iterator[tuple[Kind, Role | None, list[Annotation]]]:
    said = verdicts(document)
    for by in ROLES:
        found = [each for each in document.events if each.by == by and each.id in said]
        if found:
            yield "contested", by, [Annotation(ms(e.start_s), ms(e.end_s), said[e.id]) for e in found]
    if remarks.intended:
        yield (
            "intended",
            None,
            [Annotation(ms(e.start_s), ms(e.end_s), _text("intended", e.text)) for e in remarks.intended],
        )
    if remarks.notes:
        times = [(ms(note.at_s), note.text) for note in remarks.notes]
        yield "notes", None, [Annotation(at, at, _text("notes", text)) for at, text in times]


def _text(kind: Kind, text: str) -> str:
    return one_line(text) or UNSAID[kind]


def _events(events: Iterable[EventForm]) -> list[Annotation]:
    return [Annotation(ms(each.start_s), ms(each.end_s), str(each.__struct_config__.tag)) for each in events]


def _parted(kind: Kind, by: Role | None, annotations: Sequence[Annotation]) -> Iterator[Tier]:
    name = kind if by is None else f"{by} {kind}"
    if kind == "notes":
        for number, layer in enumerate(_layers(annotations, 1), start=1):
            yield Tier(_numbered(name, number), kind, by, True, tuple(layer))
        return
    lasting = [each for each in annotations if each.end_ms > each.start_ms]
    for number, layer in enumerate(_layers(lasting, 0) or [[]], start=1):
        yield Tier(_numbered(name, number), kind, by, False, tuple(layer))
    points = [each for each in annotations if each.end_ms <= each.start_ms]
    for number, layer in enumerate(_layers(points, 1), start=1):
        yield Tier(_numbered(f"{name} {WITHOUT_LENGTH}", number), kind, by, True, tuple(layer))


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} {number}"


def _layers(annotations: Sequence[Annotation], apart_ms: int) -> list[list[Annotation]]:
    """As few lines as keep each annotation `apart_ms` or more from the one before it."""
    layers: list[list[Annotation]] = []
    for each in sorted(annotations, key=lambda each: (each.start_ms, each.end_ms)):
        for layer in layers:
            if layer[-1].end_ms + apart_ms <= each.start_ms:
                layer.append(each)
                break
        else:
            layers.append([each])
    return layers

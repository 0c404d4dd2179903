"""What was remarked of a session, put into its document and read back from it."""

from collections.abc import Sequence

import msgspec

from monitor import document as written
from monitor.conversation.remarks import (
    Contested,
    Intended,
    Note,
    QuestionCorrected,
    QuestionKind,
    Remarks,
    Verdict,
)
from monitor.conversation.timeline import Samples, Segment, seconds, to_samples
from monitor.document import Analysis
from monitor.replay.counts import interruptions


def marked(document: Analysis, remarks: Remarks, notes: Sequence[Note] = ()) -> Analysis:
    """The document with these remarks and no others; contested interruptions leave its counts.

    Its events stay what they are.  Where nothing is remarked, no word of remarks is in it.
    """
    return msgspec.structs.replace(
        document,
        interruptions=interruptions(document, remarks.contested),
        remarks=_written(remarks, notes),
    )


def remarked(document: Analysis) -> tuple[Remarks, tuple[Note, ...]]:
    """What the document says was remarked; notes are numbered from 1 in the order of their time."""
    found = document.remarks
    if found is None:
        return Remarks(), ()
    notes = sorted(found.notes, key=lambda note: note.at_s)
    return (
        Remarks(
            {
                each.event: Contested(each.event, Verdict(each.verdict), each.made_at)
                for each in found.contested
            },
            tuple(sorted((_corrected(each) for each in found.questions), key=lambda each: each.at)),
            tuple(sorted((_intended(each) for each in found.intended), key=_place)),
        ),
        tuple(Note(number, to_samples(note.at_s), note.text) for number, note in enumerate(notes, start=1)),
    )


def _written(remarks: Remarks, notes: Sequence[Note]) -> written.Remarks | None:
    found = written.Remarks(
        contested=[
            written.Contested(each.event, each.verdict.value, each.made_at)
            for each in remarks.contested.values()
            if each.verdict is not None
        ],
        questions=[
            written.QuestionCorrected(_to_s(each.at), each.kind.value, each.made_at)
            for each in remarks.questions
            if each.kind is not None
        ],
        intended=[
            written.Intended(_to_s(each.stretch.start), _to_s(each.stretch.end), each.text, each.made_at)
            for each in remarks.intended
        ],
        notes=[
            written.Note(_to_s(note.at), note.text)
            for note in sorted(notes, key=lambda note: (note.at, note.number))
        ],
    )
    return found if any(msgspec.structs.astuple(found)) else None


def _corrected(each: written.QuestionCorrected) -> QuestionCorrected:
    return QuestionCorrected(to_samples(each.start_s), QuestionKind(each.kind), each.made_at)


def _intended(each: written.Intended) -> Intended:
    stretch = Segment(to_samples(each.start_s), to_samples(each.end_s))
    return Intended(stretch, each.text, True, each.made_at)


def _place(each: Intended) -> tuple[Samples, Samples]:
    return each.stretch.start, each.stretch.end


def _to_s(samples: Samples) -> float:
    """In seconds, to the millisecond."""
    return round(seconds(samples), 3)

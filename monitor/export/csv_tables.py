"""CSV tables for statistics programs: RFC 4180, UTF-8, a line of column names first.

The columns carry the names of the analysis' fields; the codebook says what each means.  A text that
a spreadsheet would take for a formula is led by an apostrophe.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from monitor.conversation.timeline import seconds
from monitor.document import Analysis, EventForm, QuestionCorrected
from monitor.export.codebook import codebook
from monitor.export.summary_row import summary_row
from monitor.export.verdicts import verdicts
from monitor.replay.asked import NEAR
from monitor.replay.model import Question
from monitor.replay.passages import ROLES, passages
from monitor.replay.text import one_line
from monitor.replay.times import in_seconds, ms

Row = dict[str, str]
NEAR_S = seconds(NEAR)

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "segments.csv": ("by", "start_s", "end_s", "duration_s"),
    "turns.csv": ("turn", "by", "start_s", "end_s", "duration_s", "words", "text"),
    "words.csv": ("turn", "by", "start_s", "end_s", "duration_s", "text", "confidence"),
    "events.csv": (
        *("id", "kind", "by", "start_s", "end_s", "duration_s", "overlap_s", "speech_s", "after", "ended_by"),
        *("reported_at_s", "confidence", "said", "cut_off", "history", "verdict"),
    ),
    "questions.csv": (
        *("start_s", "end_s", "duration_s", "kind", "by_rules", "rule", "corrected_to", "text"),
    ),
    "notes.csv": ("at_s", "text"),
    "intended.csv": ("start_s", "end_s", "duration_s", "text"),
}
"""The tables with a row for each thing that happened or was remarked, and their columns."""
FILES = {*COLUMNS, "summary.csv", "codebook.csv"}
"""All that is in the folder: summary.csv has one row, with the figures of the session."""
_READ_AS_FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # noqa: RUF001  the wide ones count too


def csv_tables(document: Analysis, asked: Sequence[Question] = ()) -> dict[str, bytes]:
    """The content of each file of the folder, by name; `asked` are the therapist's questions."""
    summary = summary_row(document)
    return {
        "segments.csv": _table(COLUMNS["segments.csv"], _segments(document)),
        "turns.csv": _table(COLUMNS["turns.csv"], _turns(document)),
        "words.csv": _table(COLUMNS["words.csv"], _words(document)),
        "events.csv": _table(COLUMNS["events.csv"], _events(document)),
        "questions.csv": _table(COLUMNS["questions.csv"], _questions(document, asked)),
        "notes.csv": _table(COLUMNS["notes.csv"], _notes(document)),
        "intended.csv": _table(COLUMNS["intended.csv"], _intended(document)),
        "summary.csv": _table(summary.keys(), [{name: _shown(value) for name, value in summary.items()}]),
        "codebook.csv": codebook_csv(document),
    }


def codebook_csv(document: Analysis) -> bytes:
    """The codebook as a table."""
    rows = [{name: _shown(value) for name, value in row.items()} for row in codebook(document)]
    return _table(rows[0].keys(), rows)


def _segments(document: Analysis) -> list[Row]:
    spoken = [
        (ms(start_s), ms(end_s), by) for by in ROLES for start_s, end_s in document.segments.get(by, [])
    ]
    return [{"by": by, **_times(start, end)} for start, end, by in sorted(spoken)]


def _turns(document: Analysis) -> list[Row]:
    kept = document.words is not None
    return [
        {
            "turn": str(turn.turn),
            "by": turn.by,
            **_times(turn.start_ms, turn.end_ms),
            "words": str(len(turn.words)) if kept else "",
            "text": _shown(turn.text),
        }
        for turn in passages(document)
        if turn.turn is not None
    ]


def _words(document: Analysis) -> list[Row]:
    spoken = [(word, passage.turn) for passage in passages(document) for word in passage.words]
    return [
        {
            "turn": _shown(turn),
            "by": word.by,
            **_times(word.start_ms, word.end_ms),
            "text": _shown(word.text),
            "confidence": _shown(word.confidence),
        }
        for word, turn in sorted(spoken, key=lambda each: (each[0].start_ms, each[0].end_ms, each[0].by))
    ]


def _questions(document: Analysis, asked: Sequence[Question]) -> list[Row]:
    """What was said of sentences that are not there any more stands without their end and their text."""
    told = document.remarks.questions if document.remarks else []
    there = [each.span.start_s for each in asked if each.corrected]
    alone = [each for each in told if not any(abs(each.start_s - start_s) <= NEAR_S for start_s in there)]
    rows = [_question(each) for each in asked] + [_correction(each) for each in alone]
    return sorted(rows, key=lambda row: float(row["start_s"]))


def _question(each: Question) -> Row:
    return {
        **_times(ms(each.span.start_s), ms(each.span.end_s)),
        "kind": each.kind.value,
        "by_rules": each.by_rules.value,
        "rule": each.rule,
        "corrected_to": each.kind.value if each.corrected else "",
        "text": _shown(each.text),
    }


def _correction(each: QuestionCorrected) -> Row:
    empty = dict.fromkeys(COLUMNS["questions.csv"], "")
    return empty | {"start_s": in_seconds(ms(each.start_s)), "kind": each.kind, "corrected_to": each.kind}


def _notes(document: Analysis) -> list[Row]:
    notes = document.remarks.notes if document.remarks else []
    return [{"at_s": in_seconds(ms(note.at_s)), "text": _shown(note.text)} for note in notes]


def _intended(document: Analysis) -> list[Row]:
    stretches = document.remarks.intended if document.remarks else []
    return [{**_times(ms(each.start_s), ms(each.end_s)), "text": _shown(each.text)} for each in stretches]


def _events(document: Analysis) -> list[Row]:
    said = verdicts(document)
    return [{**_event(event), "verdict": said.get(event.id, "")} for event in document.events]


def _event(event: EventForm) -> Row:
    words = getattr(event, "words", None)
    return {
        "id": _shown(event.id),
        "kind": str(event.__struct_config__.tag),
        "by": event.by or "",
        **_times(ms(event.start_s), ms(event.end_s)),
        **{name: _length(event, name) for name in ("overlap_s", "speech_s")},
        "after": getattr(event, "after", None) or "",
        "ended_by": getattr(event, "ended_by", None) or "",
        "reported_at_s": in_seconds(ms(event.reported_at_s)),
        "confidence": _shown(event.confidence),
        "said": _shown(words and words.said),
        "cut_off": _shown(words and words.cut_off),
        "history": _shown(
            "; ".join(f"{form.kind} {in_seconds(ms(form.reported_at_s))}" for form in event.history)
        ),
    }


def _length(event: EventForm, name: str) -> str:
    length_s: float | None = getattr(event, name, None)
    return "" if length_s is None else in_seconds(ms(length_s))


def _times(start_ms: int, end_ms: int) -> Row:
    return {
        "start_s": in_seconds(start_ms),
        "end_s": in_seconds(end_ms),
        "duration_s": in_seconds(end_ms - start_ms),
    }


def _shown(value: Any) -> str:
    """A cell: nothing for None, true or false, a number as in the JSON, or a text that is no formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return repr(value)
    text = one_line(value)
    return f"'{text}" if text.startswith(_READ_AS_FORMULAS) else text


def _table(columns: Iterable[str], rows: Iterable[Row]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(columns))  # ends lines with CR and LF, as the RFC asks
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()

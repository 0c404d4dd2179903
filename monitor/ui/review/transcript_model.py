"""The transcript as a list that Qt, a screen reader and the clipboard can read."""

from collections.abc import Sequence
from typing import Any

from PyQt6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, Qt

from monitor.conversation.timeline import clock
from monitor.replay.model import Moment, Replay
from monitor.replay.passages import SpokenWord
from monitor.ui.review.transcript_rows import Row
from monitor.ui.review.words import kind_name, role_name, seconds, verdict_name
from monitor.ui.told import told

translate = QCoreApplication.translate
_ROOT = QModelIndex()
UNSURE = 0.5


def heard(word: SpokenWord) -> bool:
    """Whether the recogniser was sure enough; other words are marked as doubtful."""
    return word.confidence >= UNSURE


def silence_sentence(row: Row) -> str:
    length = seconds(row.length_s)
    if row.by is None:
        return translate("Review", "{length} of silence").format(length=length)
    if row.by == "therapist":
        return translate("Review", "{length} of silence, ended by the therapist").format(length=length)
    return translate("Review", "{length} of silence, ended by the client").format(length=length)


def length_sentence(row: Row) -> str:
    """Of a turn without words."""
    return seconds(row.length_s)


def mark_sentence(moment: Moment) -> str:
    """What a sign in the text says when it is pointed at."""
    if moment.overlap_s:
        found = translate("Review", "{kind} ({who}), {length} both spoke")
    else:
        found = translate("Review", "{kind} ({who})")
    found = found.format(
        kind=kind_name(moment.kind), who=role_name(moment.by), length=seconds(moment.overlap_s)
    )
    return found if moment.verdict is None else f"{found}. {verdict_name(moment.verdict)}"


def spoken_text(row: Row) -> str:
    """The words of a row; what the other said meanwhile in brackets, a clause that broke off with a dash."""
    parts: list[str] = []
    inside = False
    for number, word in enumerate(row.words):
        aside = word.by != row.by
        text = f"{word.text} —" if number in row.cuts else word.text
        if aside and not inside:
            text = f"({role_name(word.by)}: {text}"
        elif inside and not aside:
            parts[-1] += ")"
        inside = aside
        parts.append(text)
    return " ".join(parts) + (")" if inside else "")


def row_text(row: Row) -> str:
    """A row with its time, as it is copied and read aloud."""
    if row.kind == "silence":
        return f"{clock(row.start_s)} {silence_sentence(row)}"
    said = spoken_text(row) if row.words else length_sentence(row)
    return f"{clock(row.start_s)} {role_name(row.by) if row.by else ''}: {said}"


def why_no_words(replay: Replay) -> str:
    """A sentence where there are no words to read, or where those there are cannot be relied on."""
    transcription = replay.document.transcription
    if replay.has_words:
        return told(transcription.note or "") if transcription is not None else ""
    if transcription is None:
        return translate(
            "Review",
            "There are no words: this session was not transcribed. Each turn is shown with its length.",
        )
    return translate("Review", "The words of this session were not kept. Each turn is shown with its length.")


class TranscriptModel(QAbstractListModel):
    """One row of the list is one row to read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and index.isValid():
            row = self.rows[index.row()]
            marks = "".join(f" [{mark_sentence(moment)}]" for moment in row.marks.values())
            return row_text(row) + marks
        return None


def copied(rows: Sequence[Row]) -> str:
    """Rows for the clipboard, a line each."""
    return "\n".join(row_text(row) for row in rows)

"""How a remark becomes a row, and is read back strictly.

A remark of a kind is the fields of its dataclass by name, in MessagePack; its number is never
given again.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from monitor.conversation.remarks import Contested, Intended, QuestionCorrected, Remark
from monitor.conversation.timeline import Samples, Segment, seconds
from monitor.errors import DamagedError, StoreError
from monitor.store.entries import SAMPLES_MAX, Mark
from monitor.store.pages import NOTE_MAX, from_row, to_row

KINDS: Mapping[int, type[Any]] = {1: Contested, 2: QuestionCorrected, 3: Intended}
_NUMBERS = {kind: number for number, kind in KINDS.items()}

BODY_MAX_BYTES = 100_000
EVENT_MAX = 200
_MADE_AT_MAX = 2**40


def remark_to_row(remark: Remark) -> tuple[int, bytes]:
    """Its kind and its body; ValueError where its times make no sense."""
    if isinstance(remark, Intended):
        note_text(remark.text)
    if not _makes_sense(remark):
        raise ValueError(f"{remark} makes no sense")
    return _NUMBERS[type(remark)], to_row(remark)


def remark_from_row(kind: object, body: object) -> Remark:
    """DamagedError where it was not made by `remark_to_row`."""
    if not isinstance(kind, int) or kind not in KINDS:
        raise DamagedError
    remark: Remark = from_row(body, KINDS[kind])
    if not _makes_sense(remark):
        raise DamagedError
    return remark


def led_on_purpose(marks: Iterable[Mark], heard: Samples, started_at: int) -> list[Remark]:
    """Stretches that were marked so while the session ran; `started_at` is Unix time in s."""
    found: list[Remark] = []
    since: Samples | None = None
    for mark in [*marks, Mark("unintended", heard)]:
        if mark.what == "intended" and since is None:
            since = mark.at
        elif mark.what == "unintended" and since is not None:
            made_at = started_at + int(seconds(since))
            found.append(Intended(Segment(since, max(since, mark.at)), "", True, made_at))
            since = None
    return found


def note_text(text: str) -> str:
    """The text of a note, with U+FFFD for what no text can hold; StoreError where it is too long to keep."""
    if len(text) > NOTE_MAX:
        raise StoreError(
            f"A note may have {NOTE_MAX} characters, and this one has {len(text)}: shorten it and try again."
        )
    return text.encode(errors="replace").decode()


def _makes_sense(remark: Remark) -> bool:
    if not 0 <= remark.made_at <= _MADE_AT_MAX:
        return False
    if isinstance(remark, Contested):
        return len(remark.event) <= EVENT_MAX
    span = remark.stretch if isinstance(remark, Intended) else Segment(remark.at, remark.at)
    is_short = not isinstance(remark, Intended) or len(remark.text) <= NOTE_MAX
    return is_short and 0 <= span.start <= span.end <= SAMPLES_MAX

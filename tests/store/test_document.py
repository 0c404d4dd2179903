"""What of the analysis is numbers, held against the analysis as it is."""

import json
from typing import Any

import msgspec
import pytest

from monitor.document import Analysis, schema
from monitor.errors import DamagedError
from monitor.store.document import NUMBERS, NUMERIC, WHOLE, WORDY, numbers_of, packed_pages, unpacked

WORDED = {
    "duration_s": 3.0,
    "events": [{"id": "client-1", "overlap_s": 0.4, "words": {"said": "grandmother", "cut_off": "divorce"}}],
    "transcription": {"model": "small", "refused": [{"start_s": 1.0, "text": "Leipzig", "reason": "a loop"}]},
    "words": {"client": [{"text": "secretly", "start_s": 1.0}]},
    "a field of some later version": "Xylographer",
}
# Strings of an analysis that the program itself writes: names, codes, sentences about the sound.
OWN_STRINGS = {
    "$schema",
    "id",
    "event",
    "kind",
    "by",
    "after",
    "ended_by",
    "schema",
    "program_version",
    "source",
    "sha256",
    "setting",
    "withheld",
    "warnings",
    "model",
    "note",
    "language",
    "reason",
    "not_transcribed",
    "settings",
}


def test_numbers_hold_no_words() -> None:
    assert json.loads(numbers_of(json.dumps(WORDED).encode())) == {
        "duration_s": 3.0,
        "events": [{"id": "client-1", "overlap_s": 0.4}],
        "transcription": {"model": "small", "refused": [{"start_s": 1.0, "reason": "a loop"}]},
    }


def test_every_string_of_an_analysis_is_classed() -> None:
    """A new one must be named here as the program's own, or in WORDY as somebody's words."""
    texts = {name for name, kind in properties(json.loads(schema())) if may_be_text(kind)}
    assert texts - WORDY <= OWN_STRINGS
    assert {"text", "said", "cut_off"} <= texts


def test_every_field_of_an_analysis_is_classed() -> None:
    fields = {field.name for field in msgspec.structs.fields(Analysis)}
    # What is remarked afterwards stands in a table of its own, not in the analysis at the end; and
    # a session that is kept is made of no recording.
    assert fields - NUMERIC == {"words", "remarks", "recording"}


def test_the_whole_of_it_is_kept_only_with_the_words() -> None:
    document = json.dumps(WORDED).encode()
    assert [(kind, unpacked(body)) for kind, body in packed_pages(document, words=True)] == [
        (NUMBERS, numbers_of(document)),
        (WHOLE, document),
    ]
    assert [kind for kind, _body in packed_pages(document, words=False)] == [NUMBERS]


@pytest.mark.parametrize("body", [b"", b"nothing packed", packed_pages(b"{}", False)[0][1] + b"more"])
def test_what_was_not_packed_is_refused(body: bytes) -> None:
    with pytest.raises(DamagedError):
        unpacked(body)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    ((_kind, body),) = packed_pages(json.dumps({"source": [" " * 100_000]}).encode(), words=False)
    monkeypatch.setattr("monitor.store.document.BODY_MAX_BYTES", 10_000)
    with pytest.raises(DamagedError):
        unpacked(body)


def properties(part: Any) -> list[tuple[str, Any]]:
    """Every named property anywhere in a JSON Schema."""
    if isinstance(part, list):
        return [found for inner in part for found in properties(inner)]
    if not isinstance(part, dict):
        return []
    own = list(part["properties"].items()) if isinstance(part.get("properties"), dict) else []
    return own + [found for inner in part.values() for found in properties(inner)]


def may_be_text(kind: Any) -> bool:
    """Whether some value of it, or within it, is a string that is not one of a few given ones."""
    if isinstance(kind, list):
        return any(map(may_be_text, kind))
    if not isinstance(kind, dict) or "enum" in kind or "const" in kind:
        return False
    return kind.get("type") == "string" or any(map(may_be_text, kind.values()))

"""The analysis that a session ends with: its numbers for good, the whole of it where words are kept."""

import zlib
from typing import Any

import msgspec

from monitor.errors import DamagedError

BODY_MAX_BYTES = 64_000_000
NUMBERS, WHOLE = 0, 1

# What of an analysis may be kept at every level.  Anything else, now or in a later version, counts
# as words, at the top ...
NUMERIC = frozenset(
    (
        "schema",
        "program_version",
        "source",
        "complete",
        "duration_s",
        "settings",
        "segments",
        "turns",
        "talk_time_s",
        "talk_share",
        "interruptions",
        "response_latency",
        "events",
        "integrity",
        "withheld",
        "sensitivity",
        "transcription",
    )
)
# ... and these at any depth.
WORDY = frozenset(("words", "text", "said", "cut_off"))


def numbers_of(document: bytes) -> bytes:
    """The analysis, JSON, without anything that says what was said.  ValueError where it is no object."""
    parsed = msgspec.json.decode(document, type=dict[str, Any])
    kept = {name: _without_words(value) for name, value in parsed.items() if name in NUMERIC}
    return msgspec.json.encode(kept)


def packed_pages(document: bytes, words: bool) -> list[tuple[int, bytes]]:
    """What is kept of it: its numbers, and all of it where words are; each with its kind."""
    pages = [(NUMBERS, zlib.compress(numbers_of(document), 9))]
    return [*pages, (WHOLE, zlib.compress(document, 9))] if words else pages


def unpacked(body: bytes) -> bytes:
    """DamagedError where it is not what `packed_pages` made, or would fill the memory."""
    opener = zlib.decompressobj()
    try:
        document = opener.decompress(body, BODY_MAX_BYTES)
    except zlib.error:
        raise DamagedError from None
    if not opener.eof or opener.unused_data:
        raise DamagedError
    return document


def _without_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_words(inner) for name, inner in value.items() if name not in WORDY}
    return [_without_words(inner) for inner in value] if isinstance(value, list) else value

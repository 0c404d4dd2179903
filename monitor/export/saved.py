"""An analysis that was written as JSON earlier, read again."""

from collections.abc import Iterator

import msgspec

from monitor.document import Analysis
from monitor.errors import RecordingError

LONGEST_S = 2**32 // 1000
"""Some 49 days: the last millisecond for which ELAN's format has a number."""


def read_analysis(content: bytes, name: str) -> Analysis:
    """The document; RecordingError where the content is none, or its times make no sense."""
    try:
        document = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=Analysis)
    except ValueError as error:  # msgspec's errors are some, and text that is no UTF-8
        raise RecordingError(
            f"{name} is not an analysis that this version can read ({error}). Give a file that "
            "`analyze --json` wrote, or the recording itself."
        ) from None
    for start_s, end_s in _stretches(document):
        if not 0 <= start_s <= end_s <= LONGEST_S:
            raise RecordingError(
                f"{name} is damaged: something in it lasts from {start_s:g} s to {end_s:g} s. "
                "Analyse the recording again."
            )
    return document


def _stretches(document: Analysis) -> Iterator[tuple[float, float]]:
    yield 0, document.duration_s
    for segments in document.segments.values():
        yield from segments
    for words in (document.words or {}).values():
        yield from ((word.start_s, word.end_s) for word in words)
    yield from ((each.start_s, each.end_s) for each in [*document.turns, *document.events])
    if remarks := document.remarks:
        yield from ((each.start_s, each.end_s) for each in remarks.intended)
        yield from ((each.start_s, each.start_s) for each in remarks.questions)
        yield from ((note.at_s, note.at_s) for note in remarks.notes)

"""A Praat TextGrid, in Praat's long text format, UTF-8.

Every tier of `tiers`, as an interval tier that is filled up with empty intervals, or as a point tier.
"""

from collections.abc import Iterator
from itertools import pairwise

from monitor.document import Analysis
from monitor.errors import OutputError
from monitor.export.tiers import Annotation, Tier, end_ms, tiers
from monitor.replay.times import in_seconds


def textgrid(document: Analysis) -> str:
    """The file; OutputError for a session of no length, which Praat cannot open."""
    found = tiers(document)
    end = end_ms(document, found)
    if end == 0:
        raise OutputError(
            "The session has no length, and Praat opens no TextGrid without one. Export it as json or csv."
        )
    return "\n".join([*_head(end, len(found)), *_items(found, end), ""])


def _head(end: int, size: int) -> list[str]:
    return [
        'File type = "ooTextFile"',
        'Object class = "TextGrid"',
        "",
        "xmin = 0",
        f"xmax = {in_seconds(end)}",
        "tiers? <exists>",
        f"size = {size}",
        "item []:",
    ]


def _items(found: list[Tier], end: int) -> Iterator[str]:
    for number, tier in enumerate(found, start=1):
        yield f"    item [{number}]:"
        yield f'        class = "{"TextTier" if tier.points else "IntervalTier"}"'
        yield f"        name = {_quoted(tier.name)}"
        yield "        xmin = 0"
        yield f"        xmax = {in_seconds(end)}"
        yield from _points(tier) if tier.points else _intervals(tier, end)


def _intervals(tier: Tier, end: int) -> Iterator[str]:
    filled = _filled(tier, end)
    yield f"        intervals: size = {len(filled)}"
    for number, each in enumerate(filled, start=1):
        yield f"        intervals [{number}]:"
        yield f"            xmin = {in_seconds(each.start_ms)}"
        yield f"            xmax = {in_seconds(each.end_ms)}"
        yield f"            text = {_quoted(each.label)}"


def _points(tier: Tier) -> Iterator[str]:
    yield f"        points: size = {len(tier.annotations)}"
    for number, each in enumerate(tier.annotations, start=1):
        yield f"        points [{number}]:"
        yield f"            number = {in_seconds(each.start_ms)}"
        yield f"            mark = {_quoted(each.label)}"


def _filled(tier: Tier, end: int) -> list[Annotation]:
    """The annotations, with empty ones before, between and after them."""
    edges = [Annotation(0, 0, ""), *tier.annotations, Annotation(end, end, "")]
    found: list[Annotation] = []
    for before, after in pairwise(edges):
        if before.end_ms < after.start_ms:
            found.append(Annotation(before.end_ms, after.start_ms, ""))
        if after.end_ms > after.start_ms:
            found.append(after)
    return found


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'

"""The timeline of the report: rows of some minutes, each a picture by itself, so that it can be printed.

In each row, from above: the therapist's share of the speech of the minutes before, the signs of what
the therapist did, the lanes of both with what they spoke at once between them, the signs of the
client, the clock, the notes.  Shapes are those of the replay's window.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from monitor.conversation.timeline import clock, seconds
from monitor.document import Role
from monitor.export.markup import Element, number, svg, tag
from monitor.export.report_words import ROLES, decimal, kind_name, percent, role_name
from monitor.export.tongue import translate
from monitor.replay.model import Marker, Replay, Span

WIDTH, LEFT, RIGHT = 760.0, 90.0, 20.0
PLOT = WIDTH - LEFT - RIGHT
SHARE_TOP, SHARE_HEIGHT = 8.0, 28.0
LANE, GAP = 16.0, 4.0
SIGN = 5.5
ROW_MINUTES = ((20, 5), (60, 10), (180, 15), (24 * 60, 30))
"""Sessions up to so many minutes have rows of so many."""
_LEAST, _NEAR = 0.5, 0.35
"""Speech is never drawn narrower than this; stretches that are nearer than this are drawn as one."""
_SMALL = ("backchannel", "terminal_overlap")
_TICKS_S = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200)
_TICK_ROOM = 44.0
_LETTER = 5.6
SHAPES: Mapping[str, str] = {
    "successful_interruption": "M-.85-.75L.85-.75 0 .85z",
    "attempted_interruption": "M-.85-.7L0 .05 .85-.7 .85-.05 0 .75-.85-.05z",
    "unresolved_overlap": "M-.7-.75h.48v1.5h-.48zM.22-.75h.48v1.5h-.48z",
    "possible_overlap": "M0-.75L.65 0 0 .75-.65 0z",
    "silent_interruption": "M-.6-.75h.8v1.6z",
    "monologue": "M-.95.5v-1h1.9v1h-.28v-.72h-1.34v.72z",
    "terminal_overlap": "M-.1-.3h.2v.8h-.2z",
    "backchannel": "M-.34.1a.34.34 0 1 0 .68 0a.34.34 0 1 0-.68 0z",
}
"""In a square from -1 to 1, pointing down at the lane of the one who was spoken over."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row and its scale; `top` is where the therapist's lane begins."""

    number: int
    span: Span
    top: float
    of: int

    @property
    def per_s(self) -> float:
        return PLOT / self.span.length_s

    def x(self, time_s: float) -> float:
        return LEFT + (time_s - self.span.start_s) * self.per_s

    def lane(self, role: Role) -> float:
        return self.top if role == "therapist" else self.top + LANE + GAP

    @property
    def bottom(self) -> float:
        """Where the client's lane ends."""
        return self.top + 2 * LANE + GAP

    @property
    def axis(self) -> float:
        return self.bottom + 3 * SIGN + 3

    def cut(self, spans: Sequence[Span]) -> Iterator[tuple[float, float]]:
        """What of the stretches lies in the row, as left and right."""
        return ((self.x(start), self.x(end)) for start, end in within(spans, self.span))


def rows(replay: Replay, labels: Mapping[str, str]) -> list[Element]:
    """A picture for each row; `labels` are those of the moments, by id."""
    return [_drawn(row, replay, labels) for row in _rows(replay)]


def sign(kind: str, by: Role, contested: bool = False) -> Element:
    """A picture of one sign, to stand in a line of text; what it means stands beside it."""
    shape = _sign(kind, by, 8, 8, contested, SIGN + 1)
    drawn = tag("svg", shape, xmlns="http://www.w3.org/2000/svg", class_="sign", aria_hidden="true")
    for name, value in (("viewBox", "0 0 16 16"), ("width", "16"), ("height", "16")):
        drawn.set(name, value)
    return drawn


def within(spans: Sequence[Span], whole: Span) -> Iterator[tuple[float, float]]:
    """What of stretches that lie one after the other is in the whole, as start and end in s."""
    first = max(0, bisect_left(spans, whole.start_s, key=lambda span: span.start_s) - 1)
    for span in islice(spans, first, None):
        if span.start_s >= whole.end_s:
            return
        start, end = max(span.start_s, whole.start_s), min(span.end_s, whole.end_s)
        if start < end:
            yield start, end


def lane_path(stretches: Iterator[tuple[float, float]], top: float, height: float) -> str:
    """One path for all of them."""
    merged: list[list[float]] = []
    for left, right in stretches:
        if merged and left - merged[-1][1] < _NEAR:
            merged[-1][1] = max(right, merged[-1][1])
        else:
            merged.append([left, max(right, left + _LEAST)])
    return "".join(
        f"M{number(left)} {number(top)}h{number(max(right - left, _LEAST))}v{number(height)}H{number(left)}z"
        for left, right in merged
    )


def _rows(replay: Replay) -> list[_Row]:
    """Of equal length; a session shorter than a row has one that ends with it."""
    whole = max(replay.duration_s, 1.0)
    minutes = next((row for most, row in ROW_MINUTES if whole <= most * 60), 60)
    step = min(60.0 * minutes, whole)
    top = (SHARE_TOP + SHARE_HEIGHT if _has_share(replay) else 0.0) + 3 * SIGN + 6
    many = max(1, -int(-whole // step))
    return [_Row(index + 1, Span(index * step, (index + 1) * step), top, many) for index in range(many)]


def _has_share(replay: Replay) -> bool:
    return any(share is not None for _, share in replay.share)


def _drawn(row: _Row, replay: Replay, labels: Mapping[str, str]) -> Element:
    notes = [*_notes(row, replay)]
    height = row.axis + (34 if notes else 16)
    return svg(
        WIDTH,
        height,
        f"timeline-{row.number}",
        (_from_to(row, replay), _said(row, replay)),
        *_intended(row, replay),
        *_share(row, replay),
        *_lanes(row, replay),
        *_silences(row, replay),
        *_signs(row, replay, labels),
        *_axis(row, replay),
        *notes,
    )


def _from_to(row: _Row, replay: Replay) -> str:
    end = clock(min(row.span.end_s, replay.duration_s))
    return translate("Report", "{start} to {end}").format(start=clock(row.span.start_s), end=end)


def _said(row: _Row, replay: Replay) -> str:
    """The row in words."""
    length_s = min(row.span.end_s, replay.duration_s) - row.span.start_s
    parts = [
        translate("Report", "{who} speaks {percent} of the time").format(
            who=role_name(role), percent=percent(_heard_s(row, spans) / length_s if length_s > 0 else 0)
        )
        for role, spans in replay.speech.items()
    ]
    here = Counter(each.kind for each in replay.markers if _within(row, each.span.start_s))
    here["silence"] = sum(_within(row, each.span.start_s) for each in replay.silences)
    parts += [f"{kind_name(kind)}: {here[kind]}" for kind in (*SHAPES, "silence") if here[kind]]
    return "; ".join(parts) + "."


def _heard_s(row: _Row, spans: Sequence[Span]) -> float:
    return sum(right - left for left, right in row.cut(spans)) / row.per_s


def _within(row: _Row, time_s: float) -> bool:
    return row.span.start_s <= time_s < row.span.end_s


def _lanes(row: _Row, replay: Replay) -> Iterator[Element]:
    for role, spans in replay.speech.items():
        top = row.lane(role)
        right = row.x(min(replay.duration_s, row.span.end_s))
        yield tag("path", d=lane_path(iter([(LEFT, right)]), top + LANE / 2 - 0.4, 0.8), class_="rest")
        if path := lane_path(row.cut(spans), top, LANE):
            yield tag("path", d=path, class_=role)
        if path := lane_path(row.cut(replay.unheard.get(role, ())), top, LANE):
            yield tag("path", d=path, class_="unheard")
        yield tag("text", role_name(role), x=number(LEFT - 8), y=number(top + 12), class_=f"name {role}-ink")
    if path := lane_path(row.cut(replay.overlaps), row.top + LANE, GAP):
        yield tag("path", d=path, class_="both")


def _silences(row: _Row, replay: Replay) -> Iterator[Element]:
    for quiet in replay.silences:
        for left, right in row.cut([quiet.span]):
            height = 2 * LANE + GAP
            yield tag(
                "rect",
                x=number(left), y=number(row.top), width=number(right - left), height=number(height),
                rx="2", class_="quiet",
            )  # fmt: skip
            if right - left > 24:
                said = f"{decimal(quiet.span.length_s, 1)} s"
                middle = number((left + right) / 2)
                yield tag("text", said, x=middle, y=number(row.top + LANE + 5.5), class_="small middle")


def _share(row: _Row, replay: Replay) -> Iterator[Element]:
    """The curve, on lines at nothing, a half and all."""
    if not _has_share(replay):
        return
    right = row.x(min(replay.duration_s, row.span.end_s))
    for part, said in ((0.0, "0"), (0.5, "50 %"), (1.0, "100 %")):
        y = SHARE_TOP + SHARE_HEIGHT * (1 - part)
        yield tag("path", d=f"M{number(LEFT)} {number(y)}H{number(right)}", class_="grid")
        yield tag("text", said, x=number(LEFT - 8), y=number(y + 3), class_="small end")
    if path := _curve(row, replay.share):
        yield tag("path", d=path, class_="share")


def _curve(row: _Row, share: Sequence[tuple[float, float | None]]) -> str:
    """No more than a point for every two units of width; broken where there is no value."""
    path, last, pen = "", float("-inf"), "M"
    for time_s, part in share:
        x = row.x(time_s)
        if not LEFT <= x <= WIDTH - RIGHT + 0.01:
            continue
        if part is None:
            pen = "M"
        elif pen == "M" or x - last >= 2:
            path += f"{pen}{number(x)} {number(SHARE_TOP + SHARE_HEIGHT * (1 - part))}"
            pen, last = "L", x
    return path


def _signs(row: _Row, replay: Replay, labels: Mapping[str, str]) -> Iterator[Element]:
    """Small ones first, so that what matters is never beneath them."""
    here = [each for each in replay.markers if _within(row, each.span.start_s)]
    for marker in here:
        if marker.kind in _SMALL:
            yield _sign(marker.kind, marker.by, row.x(marker.span.start_s), _sign_y(row, marker.by))
    for by in ROLES:
        large = [each for each in here if each.by == by and each.kind not in _SMALL]
        places = [row.x(each.span.start_s) - SIGN for each in large]
        for marker, free in zip(large, [*places[1:], WIDTH], strict=False):
            yield from _moment(row, marker, labels.get(marker.id, ""), free)


def _moment(row: _Row, marker: Marker, label: str, free: float) -> Iterator[Element]:
    """Its sign, and its label where there is room for it; what is free ends at `free`."""
    x, y = row.x(marker.span.start_s), _sign_y(row, marker.by)
    shape = _sign(marker.kind, marker.by, x, y, marker.verdict is not None)
    shape.append(tag("title", f"{label}: {kind_name(marker.kind)}, {clock(marker.span.start_s)}"))
    yield shape
    left = x + SIGN + 1.5
    if label and left + _LETTER * len(label) < free:
        yield tag("text", label, x=number(left), y=number(y + 3), class_=f"tiny {marker.by}-ink")


def _sign_y(row: _Row, by: Role) -> float:
    return row.top - SIGN - 3 if by == "therapist" else row.bottom + SIGN + 3


def _sign(kind: str, by: Role, x: float, y: float, contested: bool = False, size: float = SIGN) -> Element:
    up = number(size if by == "therapist" else -size)
    look = f"{by}-hollow" if contested else f"{by}-soft" if kind in _SMALL else by
    where = f"translate({number(x)} {number(y)}) scale({number(size)} {up})"
    return tag("g", tag("path", d=SHAPES[kind], class_=look), transform=where)


def _intended(row: _Row, replay: Replay) -> Iterator[Element]:
    for each in replay.intended:
        stretch = Span(seconds(each.stretch.start), seconds(each.stretch.end))
        for left, right in row.cut([stretch]):
            yield tag(
                "rect",
                x=number(left), y=number(row.top - 1.5), width=number(right - left),
                height=number(2 * LANE + GAP + 3), rx="2", class_="intended",
            )  # fmt: skip


def _axis(row: _Row, replay: Replay) -> Iterator[Element]:
    end = min(replay.duration_s, row.span.end_s)
    step = next((each for each in _TICKS_S if each * row.per_s >= _TICK_ROOM), _TICKS_S[-1])
    first = int(-(-row.span.start_s // step))
    times = [at * step for at in range(first, int(end // step) + 1)]
    marks = "".join(f"M{number(row.x(at))} {number(row.axis)}v4" for at in times)
    yield tag("path", d=f"M{number(LEFT)} {number(row.axis)}H{number(row.x(end))}{marks}", class_="axis")
    for at in times:
        yield tag("text", clock(at), x=number(row.x(at)), y=number(row.axis + 13), class_="small middle")


def _notes(row: _Row, replay: Replay) -> Iterator[Element]:
    """Flags below the clock, numbered as in the list of notes."""
    for index, note in enumerate(replay.notes, start=1):
        if _within(row, seconds(note.at)):
            x, y = row.x(seconds(note.at)), row.axis + 21
            path = f"M{number(x)} {number(y - 3)}l3 3h4.5v10h-15v-10h4.5z"
            yield tag("path", d=path, class_="note")
            yield tag("text", str(index), x=number(x), y=number(y + 8.2), class_="tiny middle ink")

"""The small pictures of the report: shares, how soon each answered, ten seconds about a moment."""

from collections.abc import Iterator, Sequence

from monitor.conversation.timeline import clock
from monitor.document import Role
from monitor.export.markup import Element, number, svg, tag
from monitor.export.report_timeline import lane_path, within
from monitor.export.report_words import decimal, happened, percent, role_name
from monitor.export.tongue import translate
from monitor.replay.model import Moment, Replay, Reply, Span
from monitor.replay.times import ms

STRIP, STRIP_LANE = 236.0, 9.0
BIN_S, FIRST_S, LAST_S = 0.2, -1.0, 3.0
"""Answers are counted by fifths of a second; a bar beyond each end holds what lies beyond it."""
QUICK_S = 0.2
_BINS = round((LAST_S - FIRST_S) / BIN_S)
_BAR, _TALL, _FOOT = 15.0, 70.0, 92.0


def share_bar(therapist: float, client: float) -> Element:
    """Talk share as one bar."""
    width, middle = 760.0, round(760.0 * therapist, 1)
    return svg(
        width,
        22,
        "share",
        (
            translate("Report", "Talk share"),
            translate("Report", "Therapist {therapist}, client {client}.").format(
                therapist=percent(therapist), client=percent(client)
            ),
        ),
        tag("rect", x="0", y="0", width=number(max(middle - 1, 0)), height="22", class_="therapist"),
        tag(
            "rect",
            x=number(middle + 1), y="0", width=number(max(width - middle - 1, 0)), height="22",
            class_="client",
        ),
    )  # fmt: skip


def histogram(role: Role, replies: Sequence[Reply]) -> Element:
    """How soon one answered, in bars of 200 ms."""
    bars = [0] * (_BINS + 2)
    for reply in replies:
        bars[min(max((ms(reply.latency_s) - ms(FIRST_S)) // ms(BIN_S) + 1, 0), _BINS + 1)] += 1
    most = max(bars, default=0) or 1
    quick = sum(reply.latency_s < QUICK_S for reply in replies)
    return svg(
        (_BINS + 2) * _BAR + 40,
        _FOOT + 16,
        f"latency-{role}",
        (
            translate("Report", "{who}: how soon").format(who=role_name(role)),
            translate(
                "Report", "Answers: {count}, within 200 ms: {quick}; the highest bar holds {most}."
            ).format(count=len(replies), quick=quick, most=most),
        ),
        *_bars(bars, most, role),
        *_scale(most),
    )


def _bars(bars: Sequence[int], most: int, role: Role) -> Iterator[Element]:
    for index, many in enumerate(bars):
        if many:
            high = _TALL * many / most
            quick = _edge_s(index) < QUICK_S
            yield tag(
                "rect",
                tag("title", f"{_between(index)}: {many}"),
                x=number(24 + _BAR * index + 1), y=number(_FOOT - high), width=number(_BAR - 2),
                height=number(high), class_=role if quick else f"{role}-soft",
            )  # fmt: skip


def _scale(most: int) -> Iterator[Element]:
    yield tag("path", d=f"M24 {number(_FOOT)}h{number((_BINS + 2) * _BAR)}", class_="axis")
    at = _x(QUICK_S)
    yield tag("path", d=f"M{number(at)} {number(_FOOT)}V8", class_="limit")
    yield tag("text", "200 ms", x=number(at + 4), y="14", class_="small")
    for second in range(round(FIRST_S), round(LAST_S) + 1):
        said = f"{second} s".replace("-", "−")
        yield tag("text", said, x=number(_x(second)), y=number(_FOOT + 13), class_="small middle")
    yield tag("text", str(most), x="20", y=number(_FOOT - _TALL + 4), class_="small end")


def _x(latency_s: float) -> float:
    return 24 + _BAR * ((latency_s - FIRST_S) / BIN_S + 1)


def _between(index: int) -> str:
    if index == 0:
        return translate("Report", "under {time} s").format(time=decimal(FIRST_S, 1))
    if index > _BINS:
        return translate("Report", "{time} s and more").format(time=decimal(LAST_S, 1))
    return translate("Report", "{start} to {end} s").format(
        start=decimal(_edge_s(index), 1), end=decimal(_edge_s(index + 1), 1)
    )


def _edge_s(index: int) -> float:
    """Where a bar begins."""
    return (ms(FIRST_S) + ms(BIN_S) * (index - 1)) / 1000


def strip(moment: Moment, replay: Replay, name: str) -> Element:
    """The ten seconds about a moment: both lanes, and when both spoke; `name` is unique in the page."""
    around = moment.around
    per_s = STRIP / max(around.length_s, 0.1)

    def cut(spans: Sequence[Span]) -> Iterator[tuple[float, float]]:
        return (
            ((start - around.start_s) * per_s, (end - around.start_s) * per_s)
            for start, end in within(spans, around)
        )

    lanes = [
        tag("path", d=lane_path(cut(spans), 3 if role == "therapist" else 15, STRIP_LANE), class_=role)
        for role, spans in replay.speech.items()
    ]
    begun = number((moment.span.start_s - around.start_s) * per_s)
    return svg(
        STRIP,
        40,
        name,
        (
            translate("Report", "Around {time}").format(time=clock(moment.span.start_s)),
            translate("Report", "{what}; {time} s of both at once.").format(
                what=happened(moment.kind, moment.by), time=decimal(moment.overlap_s, 1)
            ),
        ),
        tag("path", d=f"M0 7.5H{number(STRIP)}M0 19.5H{number(STRIP)}", class_="grid"),
        *lanes,
        tag("path", d=lane_path(cut(replay.overlaps), 12, 3), class_="both"),
        tag("path", d=f"M{begun} 0V27", class_="limit"),
        tag("text", clock(around.start_s), x="0", y="37", class_="tiny"),
        tag("text", clock(around.end_s), x=number(STRIP), y="37", class_="tiny end"),
    )

"""The figures of the report, each with what it means, and what of them is held back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from statistics import median
from typing import TypeVar

from monitor.document import InterruptionCounts, Latency, Role
from monitor.export.markup import Element, Part, tag
from monitor.export.report_charts import QUICK_S, histogram, share_bar
from monitor.export.report_words import ROLES, decimal, length, percent, role_name, withheld_name
from monitor.export.tongue import told, translate
from monitor.replay.model import Replay, Reply

Value = TypeVar("Value")
Figure = tuple[str, str, str, str]
"""A name, what it means, the therapist's and the client's."""
PART = "– "
"""Before the name of what is a part of the figure above it."""


def figures(replay: Replay) -> Iterator[Element]:
    """The summary: the shares as a bar, a table, and what cannot be trusted."""
    share = replay.summary.talk_share
    if share["therapist"] is not None and share["client"] is not None:
        named = (
            tag("span", tag("b", percent(share[role])), f" {role_name(role)}", class_=f"{role}-ink")
            for role in ROLES
        )
        yield tag("p", *named, class_="shares", aria_hidden="true")
        yield tag("figure", share_bar(share["therapist"], share["client"]), class_="bar")
    yield tag(
        "table",
        tag("caption", translate("Report", "Each speaker's figures"), class_="unseen"),
        tag(
            "thead",
            tag(
                "tr",
                tag("th", translate("Report", "Figure"), scope="col"),
                *(tag("th", role_name(role), scope="col", class_=f"number {role}-ink") for role in ROLES),
            ),
        ),
        tag("tbody", *map(_row, _figures(replay))),
        tag("tbody", *(_shared(*each) for each in _of_both(replay))),
        class_="figures",
    )
    yield from _held_back(replay)


def latency(replay: Replay, turn_min_s: float) -> Iterator[Element]:
    """How soon each answered the other's longer turns."""
    said = translate(
        "Report",
        "From the end of a turn of {time} s and more to the beginning of the other's answer; "
        "negative where it began before. Answers after a lapse are left out. Strong bars: within 200 ms.",
    )
    longer = decimal(turn_min_s, 1).removesuffix(decimal(0.0, 1)[1:])
    yield tag("p", said.format(time=longer), class_="quiet-ink")
    yield tag("div", *(_answers(role, replay) for role in ROLES), class_="pair")


def _answers(role: Role, replay: Replay) -> Element:
    made = [each for each in replay.replies if each.by == role]
    answers = translate("Report", "Therapist answers"), translate("Report", "Client answers")
    heading = tag("h3", answers[role == "client"], class_=f"{role}-ink")
    if not made:
        none = translate("Report", "There was no such answer.")
        return tag("div", heading, tag("p", none, class_="quiet-ink"))
    return tag("div", heading, tag("p", _how_soon(role, made, replay)), histogram(role, made))


def _how_soon(role: Role, made: Sequence[Reply], replay: Replay) -> str:
    """As the document says it, where it does."""
    known = replay.document.response_latency.get(role)
    answers = known.answers if known else len(made)
    middle = known.median_s if known else median(each.latency_s for each in made)
    quick = known.quick if known else sum(each.latency_s < QUICK_S for each in made) / len(made)
    said = translate("Report", "1 answer, median {median} s.")
    if answers != 1:
        said = translate("Report", "{count} answers, median {median} s.")
    said = said.format(count=answers, median=decimal(middle, 2))
    return " ".join([said, *_spread(known), _quick(quick)])


def _spread(known: Latency | None) -> Iterator[str]:
    if known:
        said = translate("Report", "Half of them lie between {lower} and {upper} s.")
        lower, upper = decimal(known.lower_quartile_s, 2), decimal(known.upper_quartile_s, 2)
        yield said.format(lower=lower, upper=upper)


def _quick(part: float) -> str:
    return translate("Report", "{percent} came within 200 ms.").format(percent=percent(part))


def _figures(replay: Replay) -> Iterator[Figure]:
    summary, document = replay.summary, replay.document
    share, time = summary.talk_share, summary.talk_time_s
    yield (
        translate("Report", "Talk share"),
        translate("Report", "of the speech of both; backchannels left out"),
        *_each(share, percent),
    )
    yield (
        translate("Report", "Talk time"),
        translate("Report", "speech, backchannels and overlap included"),
        *_each(time, length),
    )
    yield (
        translate("Report", "Longest turn"),
        translate("Report", "with the floor, pauses included"),
        *_each(summary.longest_turn_s, length),
    )
    yield from _interruptions(replay)
    yield (
        translate("Report", "Monologues"),
        translate("Report", "turns with a minute and more of own speech"),
        *_each(summary.monologues, str),
    )
    yield (
        translate("Report", "Backchannels"),
        translate("Report", "short signs of listening; no interruptions"),
        *_each(summary.backchannels, str),
    )
    latency = document.response_latency
    yield (
        translate("Report", "Response latency"),
        translate("Report", "median; from the end of a longer turn to the answer"),
        *_each({role: latency.get(role) for role in ROLES}, _median),
    )
    if document.transcription and document.transcription.word_count:
        counts = document.transcription.word_count
        yield translate("Report", "Words"), translate("Report", "as transcribed"), *_each(counts, str)


def _interruptions(replay: Replay) -> Iterator[Figure]:
    made = replay.summary.interruptions
    yield (
        translate("Report", "Interruptions made"),
        translate("Report", "came in while the other had the floor"),
        *_each(made, lambda counts: _counted(counts, "successful", "attempted", "unresolved")),
    )
    for kind, (said, means) in _outcomes().items():
        yield f"{PART}{said}", means, *_each(made, partial(_counted_one, kind))
    if any(replay.summary.contested.values()):
        yield (
            PART + translate("Report", "contested"),
            translate("Report", "afterwards, with a reason; not counted above"),
            *_each(replay.summary.contested, str),
        )


def _outcomes() -> Mapping[str, tuple[str, str]]:
    """How an interruption ended, and what that means."""
    return {
        "successful": (
            translate("Report", "took the floor"),
            translate("Report", "the other stopped first"),
        ),
        "attempted": (
            translate("Report", "gave way"),
            translate("Report", "the one who came in stopped first"),
        ),
        "unresolved": (
            translate("Report", "both went on"),
            translate("Report", "or both stopped together"),
        ),
    }


def _of_both(replay: Replay) -> Iterator[tuple[str, str, str]]:
    quiet, summary = replay.silences, replay.summary
    said = str(len(quiet))
    if quiet:
        total = length(sum(each.span.length_s for each in quiet))
        said = translate("Report", "{count}, together {length}").format(count=len(quiet), length=total)
    yield translate("Report", "Silences"), translate("Report", "of 3 s and more; never scored"), said
    yield (
        translate("Report", "Nobody spoke"),
        translate("Report", "all of it, pauses included"),
        length(summary.silence_s),
    )
    yield translate("Report", "Both spoke"), translate("Report", "at once"), length(summary.overlap_s)
    if replay.questions is not None:
        asked = [each.kind.value for each in replay.questions]
        said = translate("Report", "{count}, of which {open} open").format(
            count=asked.count("open") + asked.count("closed"), open=asked.count("open")
        )
        yield translate("Report", "Therapist's questions"), translate("Report", "by rules on the words"), said


def _held_back(replay: Replay) -> Iterator[Element]:
    said = [
        tag("li", tag("strong", withheld_name(figure)), " ", told(reason))
        for figure, reason in replay.summary.withheld.items()
    ]
    said += [tag("li", told(warning)) for warning in replay.summary.warnings]
    if not replay.document.complete:
        said.append(tag("li", translate("Report", "The session was stopped before its end.")))
    if said:
        heading = tag("h3", translate("Report", "How far this can be trusted"))
        yield tag("div", heading, tag("ul", *said), class_="care")


def _row(figure: Figure) -> Element:
    said, means, therapist, client = figure
    part = said.startswith(PART)
    return tag(
        "tr",
        _heading(said.removeprefix(PART), means),
        tag("td", therapist, class_="number"),
        tag("td", client, class_="number"),
        class_="part" if part else None,
    )


def _shared(said: str, means: str, value: str) -> Element:
    return tag("tr", _heading(said, means), tag("td", value, class_="number both-of", colspan="2"))


def _heading(said: str, means: str) -> Element:
    parts: tuple[Part, ...] = (said, tag("span", f" {means}", class_="means"))
    return tag("th", *parts, scope="row")


def _each(values: Mapping[Role, Value], said: Callable[[Value], str]) -> tuple[str, str]:
    """Of therapist and client; a dash where it is not known."""
    therapist, client = (said(values[role]) if role in values else "–" for role in ROLES)
    return therapist, client


def _counted(counts: InterruptionCounts | None, *kinds: str) -> str:
    return (
        translate("Report", "withheld")
        if counts is None
        else str(sum(getattr(counts, kind) for kind in kinds))
    )


def _counted_one(kind: str, counts: InterruptionCounts | None) -> str:
    return _counted(counts, kind)


def _median(latency: Latency | None) -> str:
    return "–" if latency is None else f"{decimal(latency.median_s, 2)} s"

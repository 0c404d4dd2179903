"""The figures of the report, each with what it means, and what of them is held back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from statistics import median
from typing import TypeVar

from monitor.document import InterruptionCounts, Latency, Role
from monitor.export.markup import Element, Part, tag
from monitor.export.report_charts import QUICK_S, histogram, share_bar
from monitor.export.report_words import ROLES, count, length, name, percent
from monitor.replay.model import Replay, Reply

Value = TypeVar("Value")
Figure = tuple[str, str, str, str]
"""A name, what it means, the therapist's and the client's."""


def figures(replay: Replay) -> Iterator[Element]:
    """The summary: the shares as a bar, a table, and what cannot be trusted."""
    share = replay.summary.talk_share
    if share["therapist"] is not None and share["client"] is not None:
        named = (
            tag("span", tag("b", percent(share[role])), f" {said}", class_=f"{role}-ink")
            for role, said in ROLES.items()
        )
        yield tag("p", *named, class_="shares", aria_hidden="true")
        yield tag("figure", share_bar(share["therapist"], share["client"]), class_="bar")
    yield tag(
        "table",
        tag("caption", "Each speaker's figures", class_="unseen"),
        tag(
            "thead",
            tag(
                "tr",
                tag("th", "Figure", scope="col"),
                *(tag("th", said, scope="col", class_=f"number {role}-ink") for role, said in ROLES.items()),
            ),
        ),
        tag("tbody", *map(_row, _figures(replay))),
        tag("tbody", *(_shared(*each) for each in _of_both(replay))),
        class_="figures",
    )
    yield from _held_back(replay)


def latency(replay: Replay, turn_min_s: float) -> Iterator[Element]:
    """How soon each answered the other's longer turns."""
    yield tag(
        "p",
        f"From the end of a turn of {turn_min_s:g} s and more to the beginning of the other's answer; "
        "negative where it began before. Answers after a lapse are left out. Strong bars: within 200 ms.",
        class_="quiet-ink",
    )
    yield tag("div", *(_answers(role, replay) for role in ROLES), class_="pair")


def _answers(role: Role, replay: Replay) -> Element:
    made = [each for each in replay.replies if each.by == role]
    heading = tag("h3", f"{ROLES[role]} answers", class_=f"{role}-ink")
    if not made:
        return tag("div", heading, tag("p", "There was no such answer.", class_="quiet-ink"))
    return tag("div", heading, tag("p", _how_soon(role, made, replay)), histogram(role, made))


def _how_soon(role: Role, made: Sequence[Reply], replay: Replay) -> str:
    """As the document says it, where it does."""
    known = replay.document.response_latency.get(role)
    answers = known.answers if known else len(made)
    middle = known.median_s if known else median(each.latency_s for each in made)
    quick = known.quick if known else sum(each.latency_s < QUICK_S for each in made) / len(made)
    spread = (
        f" (half of them between {known.lower_quartile_s:.2f} and {known.upper_quartile_s:.2f} s)"
        if known
        else ""
    )
    said = f"{count(answers, 'answer')}, median {middle:.2f} s{spread}; {percent(quick)} came within 200 ms."
    return said.replace("-", "−")


def _figures(replay: Replay) -> Iterator[Figure]:
    summary, document = replay.summary, replay.document
    share, time = summary.talk_share, summary.talk_time_s
    yield "Talk share", "of the speech of both; backchannels left out", *_each(share, percent)
    yield "Talk time", "speech, backchannels and overlap included", *_each(time, length)
    yield "Longest turn", "with the floor, pauses included", *_each(summary.longest_turn_s, length)
    yield from _interruptions(replay)
    yield "Monologues", "turns with a minute and more of own speech", *_each(summary.monologues, str)
    yield "Backchannels", "short signs of listening; no interruptions", *_each(summary.backchannels, str)
    latency = document.response_latency
    yield (
        "Response latency",
        "median; from the end of a longer turn to the answer",
        *_each({role: latency.get(role) for role in ROLES}, _median),
    )
    if document.transcription and document.transcription.word_count:
        yield "Words", "as transcribed", *_each(document.transcription.word_count, str)


def _interruptions(replay: Replay) -> Iterator[Figure]:
    made = replay.summary.interruptions
    yield (
        "Interruptions made",
        "came in while the other had the floor",
        *_each(made, lambda counts: _counted(counts, "successful", "attempted", "unresolved")),
    )
    for kind, said, means in (
        ("successful", "took the floor", "the other stopped first"),
        ("attempted", "gave way", "the one who came in stopped first"),
        ("unresolved", "both went on", "or both stopped together"),
    ):
        yield f"– {said}", means, *_each(made, partial(_counted_one, kind))
    if any(replay.summary.contested.values()):
        yield (
            "– contested",
            "afterwards, with a reason; not counted above",
            *_each(replay.summary.contested, str),
        )


def _of_both(replay: Replay) -> Iterator[tuple[str, str, str]]:
    quiet, summary = replay.silences, replay.summary
    total_s = sum(each.span.length_s for each in quiet)
    together = f", together {length(total_s)}" if quiet else ""
    yield "Silences", "of 3 s and more; never scored", f"{len(quiet)}{together}"
    yield "Nobody spoke", "all of it, pauses included", length(summary.silence_s)
    yield "Both spoke", "at once", length(summary.overlap_s)
    if replay.questions is not None:
        asked = [each.kind.value for each in replay.questions]
        said = f"{asked.count('open') + asked.count('closed')}, of which {asked.count('open')} open"
        yield "Therapist's questions", "by rules on the words", said


def _held_back(replay: Replay) -> Iterator[Element]:
    said = [
        tag("li", tag("strong", f"{name(figure)} is withheld: "), reason)
        for figure, reason in replay.summary.withheld.items()
    ]
    said += [tag("li", warning) for warning in replay.summary.warnings]
    if not replay.document.complete:
        said.append(tag("li", "The session was stopped before its end."))
    if said:
        yield tag("div", tag("h3", "How far this can be trusted"), tag("ul", *said), class_="care")


def _row(figure: Figure) -> Element:
    said, means, therapist, client = figure
    part = said.startswith("– ")
    return tag(
        "tr",
        _heading(said.removeprefix("– "), means),
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
    return "withheld" if counts is None else str(sum(getattr(counts, kind) for kind in kinds))


def _counted_one(kind: str, counts: InterruptionCounts | None) -> str:
    return _counted(counts, kind)


def _median(latency: Latency | None) -> str:
    return "–" if latency is None else f"{latency.median_s:.2f} s".replace("-", "−")

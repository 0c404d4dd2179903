"""The moments of the report: each interruption and monologue with what shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitor.conversation.timeline import clock
from monitor.export.markup import Element, tag
from monitor.export.report_charts import strip
from monitor.export.report_parts import quiet, quote
from monitor.export.report_timeline import sign
from monitor.export.report_words import decimal, happened, kind_name, length, percent, role_name, verdict_name
from monitor.export.tongue import translate
from monitor.replay.model import Moment, Replay
from monitor.replay.moments import POSSIBLE
from monitor.replay.silent import KIND as SILENT


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of each: with what was said, in that language, or without."""

    replay: Replay
    words: bool
    language: str | None


def labels(replay: Replay) -> Mapping[str, str]:
    """By id: T3 is the therapist's third, C1M a client's monologue, T1? what is only possible, T1S silent."""
    return {each.id: _label(each) for each in replay.moments}


def moments(replay: Replay, words: bool, language: str | None) -> Iterator[Element]:
    """A list of them all; without `words` nothing that was said."""
    if not replay.moments:
        yield quiet(translate("Report", "No interruption and no monologue was found."))
        return
    if "interruptions" in replay.summary.withheld:
        yield quiet(
            translate("Report", "The count of interruptions is withheld, so take those below with care.")
        )
    told = _Told(replay, words, language)
    yield tag(
        "ol",
        *(_moment(number, each, told) for number, each in enumerate(replay.moments, 1)),
        class_="moments",
    )


def _label(moment: Moment) -> str:
    mark = {"monologue": "M", POSSIBLE: "?", SILENT: "S"}.get(moment.kind, "")
    therapist, client = translate("Report", "T{number}"), translate("Report", "C{number}")
    label = therapist if moment.by == "therapist" else client
    return label.format(number=moment.number) + mark


def _moment(number: int, moment: Moment, told: _Told) -> Element:
    contested = moment.verdict is not None
    heading = tag(
        "h3",
        sign(moment.kind, moment.by, contested),
        tag("span", _label(moment), class_=f"{moment.by}-ink label"),
        tag("span", f" {happened(moment.kind, moment.by)}"),
        " ",
        tag("span", translate("Report", "at {time}").format(time=clock(moment.span.start_s)), class_="at"),
    )
    said = _said(moment, told) if told.words else ()
    around = tag("figure", strip(moment, told.replay, f"strip-{number}"))
    told_of_it = tag("div", heading, *_evidence(moment), *said)
    return tag("li", told_of_it, around, class_="contested" if contested else None)


def _evidence(moment: Moment) -> Iterator[Element]:
    yield tag("p", _what_shows_it(moment), class_="evidence")
    if len(moment.history) > 1:
        taken = " → ".join(kind_name(kind) for kind in moment.history)
        known = translate("Report", "As it became known: {kinds}.").format(kinds=taken)
        yield tag("p", known, class_="evidence")
    if moment.verdict:
        why = translate("Report", "Contested: {why}. Not counted.")
        yield tag("p", why.format(why=verdict_name(moment.verdict)), class_="verdict")


def _what_shows_it(moment: Moment) -> str:
    if moment.is_monologue:
        said = translate("Report", "{length} of own speech in one turn.")
        return said.format(length=length(moment.speech_s))
    if moment.kind == SILENT:
        return _silent(moment)
    if moment.yielded == "therapist":
        said = translate("Report", "Both spoke for {time} s; the therapist stopped first; sure to {percent}.")
    elif moment.yielded == "client":
        said = translate("Report", "Both spoke for {time} s; the client stopped first; sure to {percent}.")
    else:
        said = translate("Report", "Both spoke for {time} s; neither stopped first; sure to {percent}.")
    return said.format(time=decimal(moment.overlap_s, 2), percent=percent(moment.confidence))


def _silent(moment: Moment) -> str:
    said = translate(
        "Report",
        "Came in {time} s into a pause, after a clause that was never finished; sure to {percent}, and "
        "counted nowhere.",
    )
    return said.format(time=decimal(moment.span.length_s, 2), percent=percent(moment.confidence))


def _said(moment: Moment, told: _Told) -> Iterator[Element]:
    began, by_saying = translate("Report", "Began with"), translate("Report", "By saying")
    said = began if moment.is_monologue else by_saying
    pairs = [(translate("Report", "Cut off"), moment.cut_off), (said, moment.said)]
    if known := [(name, text) for name, text in pairs if text]:
        rows = (tag("div", tag("dt", name), tag("dd", quote(text, told.language))) for name, text in known)
        yield tag("dl", *rows, class_="said")
    if around := [*_around(moment, told)]:
        yield tag("div", *around, class_="around")


def _around(moment: Moment, told: _Told) -> Iterator[Element]:
    """Who said what in the ten seconds about it."""
    start, end = (round(1000 * each) for each in (moment.around.start_s, moment.around.end_s))
    for passage in told.replay.passages:
        heard = [word.text for word in passage.words if word.end_ms > start and word.start_ms < end]
        if heard:
            before = "" if passage.words[0].end_ms > start else "… "
            after = "" if passage.words[-1].start_ms < end else " …"
            name = tag("b", f"{role_name(passage.by)} ", class_=f"{passage.by}-ink")
            yield tag("p", name, quote(f"{before}{' '.join(heard)}{after}", told.language, marks=False))

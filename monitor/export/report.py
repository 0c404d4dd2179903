"""The report of a session: one page of HTML by itself, to read, to print, to keep.

It has no script, loads nothing, and says so to the browser (Content-Security-Policy); its pictures are
SVG within it.  Texts are put in as text, whatever they hold.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.conversation.remarks import Intended, QuestionKind
from monitor.conversation.timeline import clock, seconds
from monitor.document import Analysis, Transcription
from monitor.export.markup import Element, Part, tag, written
from monitor.export.report_figures import figures, latency
from monitor.export.report_legend import legend
from monitor.export.report_moments import labels, moments
from monitor.export.report_parts import quiet, quote, section, table
from monitor.export.report_timeline import rows
from monitor.export.report_words import day, decimal, length, question_name, role_name, rule_name
from monitor.export.tongue import ENGLISH, QT_TRANSLATE_NOOP, Tongue, speaking, told, translate
from monitor.replay.model import Question, Quiet, Replay
from monitor.replay.thresholds import thresholds

STYLE = Path(__file__).with_name("report.css")
NO_GRADE = QT_TRANSLATE_NOOP(
    "Report",
    "This is a mirror and no grade. None of these figures, alone or together, predicts how a therapy turns "
    "out or says how good a session was.",
)
_ORIGINS = ("default-src 'none'", "base-uri 'none'", "form-action 'none'")


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the session beside its analysis; `text` are the notes to it as a whole."""

    started_at: datetime | None = None
    client: str = ""
    text: str = ""


UNKNOWN = About()


def report(replay: Replay, about: About = UNKNOWN, words: bool = True, tongue: Tongue = ENGLISH) -> str:
    """The page.  Without `words` it holds nothing that was said; what the therapist wrote stays."""
    with speaking(tongue):
        page = _Page(replay, about, words)
        style = STYLE.read_text("utf-8")
        body = tag("body", tag("main", *page.sections()), _foot(replay.document))
        html = tag("html", _head(page.title, style), body, lang=tongue.language)
    return f"<!DOCTYPE html>\n{written(html)}\n"


def _head(title: str, style: str) -> Element:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = "; ".join([*_ORIGINS, f"style-src 'sha256-{digest}'"])
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        _style(style),
    )


def _style(text: str) -> Element:
    made = tag("style")
    made.text = text
    return made


def _foot(document: Analysis) -> Element:
    return tag(
        "footer",
        tag("p", translate("Report", NO_GRADE)),
        tag(
            "p",
            translate("Report", "Made by session-monitor {version}. Nothing was sent anywhere.").format(
                version=document.program_version
            ),
        ),
    )


class _Page:
    """What each section is made from."""

    def __init__(self, replay: Replay, about: About, words: bool) -> None:
        self._replay, self._document, self._about = replay, replay.document, about
        self._words = words
        self._thresholds = thresholds(replay.document)
        self._labels = labels(replay)
        transcription = replay.document.transcription
        self._language = transcription.language if transcription else None

    @property
    def title(self) -> str:
        if self._about.started_at:
            return translate("Report", "Session of {day}").format(day=day(self._about.started_at))
        return " + ".join(self._document.source) or translate("Report", "Session")

    def sections(self) -> Iterator[Element]:
        yield self._header()
        yield section("figures", translate("Report", "In figures"), *figures(self._replay))
        yield section("timeline", translate("Report", "What happened when"), *self._timeline())
        yield section(
            "moments", translate("Report", "Moments"), *moments(self._replay, self._words, self._language)
        )
        yield section("silences", translate("Report", "Silences"), *self._silences())
        answers = latency(self._replay, self._thresholds.latency_turn_min_s)
        yield section("latency", translate("Report", "How soon each answered"), *answers)
        yield section("questions", translate("Report", "The therapist's questions"), *self._questions())
        if self._replay.notes or self._replay.intended or self._about.text:
            yield section("notes", translate("Report", "Notes"), *self._notes())
        yield section("made", translate("Report", "How this was made"), *self._made())

    def _header(self) -> Element:
        started = self._about.started_at
        facts: list[tuple[str, Part]] = [(translate("Report", "Length"), length(self._replay.duration_s))]
        if started:
            at = tag("time", f"{started:%H:%M}", datetime=f"{started:%Y-%m-%dT%H:%M}")
            facts.insert(0, (translate("Report", "Started"), at))
        if self._about.client:
            facts.append((translate("Report", "Client"), self._about.client))
        facts.append((translate("Report", "Source"), " + ".join(self._document.source)))
        if self._document.transcription:
            left_out = translate("Report", "left out here")
            model = self._document.transcription.model
            facts.append((translate("Report", "Words"), model if self._words else left_out))
        return tag(
            "header",
            tag("p", translate("Report", "Session report"), class_="kind"),
            tag("h1", self.title),
            tag(
                "dl",
                *(tag("div", tag("dt", name), tag("dd", value)) for name, value in facts),
                class_="facts",
            ),
            tag("p", translate("Report", NO_GRADE), class_="mirror"),
        )

    def _timeline(self) -> Iterator[Element]:
        first, *others = (tag("figure", row, class_="row") for row in rows(self._replay, self._labels))
        yield tag("div", legend(self._replay), first, class_="together")
        yield from others

    def _silences(self) -> Iterator[Element]:
        if not self._replay.silences:
            yield quiet(translate("Report", "There was no silence of 3 s and more."))
            return
        yield quiet(
            translate(
                "Report",
                "Silences of 3 s and more, who spoke before and who spoke first after. "
                "A silence is no fault.",
            )
        )
        headings = [
            translate("Report", "At"),
            translate("Report", "Length"),
            translate("Report", "Spoke before"),
            translate("Report", "Ended by"),
        ]
        worded = self._words and self._replay.has_words
        if worded:
            headings.append(translate("Report", "First words"))
        rows = [self._silence(each, worded) for each in self._replay.silences]
        yield table(translate("Report", "Silences"), headings, rows)

    def _silence(self, each: Quiet, with_words: bool) -> list[Part]:
        row: list[Part] = [clock(each.span.start_s), f"{decimal(each.span.length_s, 1)} s"]
        row += [role_name(by) if by else "–" for by in (each.after, each.ended_by)]
        return (
            [*row, quote(each.reopened_with, self._language) if each.reopened_with else ""]
            if with_words
            else row
        )

    def _questions(self) -> Iterator[Element]:
        asked = self._replay.questions
        if asked is None:
            yield quiet(translate("Report", "Questions are found by their words, and there are none here."))
            return
        counted = [each for each in asked if each.kind is not QuestionKind.NONE]
        if not counted:
            yield quiet(translate("Report", "No question was found."))
            return
        rules = translate(
            "Report", "Found by rules on the words, which err: the replay lets you correct them."
        )
        yield tag("p", _how_many(counted), " ", tag("span", rules, class_="quiet-ink"))
        headings = [translate("Report", "At"), translate("Report", "Kind")]
        if self._words:
            headings.append(translate("Report", "Question"))
        headings.append(translate("Report", "What makes it one"))
        rows: list[list[Part]] = [
            [
                clock(each.span.start_s),
                question_name(each.kind),
                *([quote(each.text, self._language, marks=False)] if self._words else []),
                rule_name("" if each.corrected else each.rule),
            ]
            for each in counted
        ]
        yield table(translate("Report", "Questions"), headings, rows)

    def _notes(self) -> Iterator[Element]:
        if self._about.text:
            yield tag("p", self._about.text, class_="text")
        if self._replay.notes:
            rows: list[list[Part]] = [
                [str(index), clock(seconds(note.at)), tag("span", note.text, class_="text")]
                for index, note in enumerate(self._replay.notes, start=1)
            ]
            yield table(
                translate("Report", "Notes"),
                [translate("Report", "No."), translate("Report", "At"), translate("Report", "Note")],
                rows,
            )
        if self._replay.intended:
            yield tag("h3", translate("Report", "Led on purpose"))
            yield tag("ul", *map(self._purpose, self._replay.intended))

    def _purpose(self, each: Intended) -> Element:
        said = translate("Report", "{start} to {end}").format(
            start=clock(seconds(each.stretch.start)), end=clock(seconds(each.stretch.end))
        )
        return tag("li", f"{said}: {each.text}" if each.text else said)

    def _made(self) -> Iterator[Element]:
        document = self._document
        by = translate(
            "Report", "session-monitor {version}; overlaps are told apart by the settings below."
        ).format(version=document.program_version)
        yield tag("p", by)
        if document.transcription:
            yield tag("p", " ".join(_about_words(document.transcription)))
        yield tag(
            "div", *(_settings(name, table) for name, table in document.settings.items()), class_="settings"
        )


def _how_many(asked: Sequence[Question]) -> str:
    many = sum(each.kind is QuestionKind.OPEN for each in asked)
    if len(asked) == 1:
        said = translate("Report", "1 question: {open} open, {closed} closed.")
    else:
        said = translate("Report", "{count} questions: {open} open, {closed} closed.")
    return said.format(count=len(asked), open=many, closed=len(asked) - many)


def _about_words(words: Transcription) -> Iterator[str]:
    """Sentences."""
    if words.language:
        by = translate("Report", "Words by {model}, language {language}.")
        yield by.format(model=words.model, language=words.language)
    else:
        yield translate("Report", "Words by {model}.").format(model=words.model)
    lost = len(words.not_transcribed) + len(words.refused)
    if lost == 1:
        yield translate("Report", "1 stretch of speech without words.")
    elif lost:
        yield translate("Report", "{count} stretches of speech without words.").format(count=lost)
    if words.note:
        yield told(words.note)


def _settings(name: str, table: Mapping[str, object]) -> Element:
    rows = (tag("div", tag("dt", key), tag("dd", str(value))) for key, value in table.items())
    return tag("div", tag("h3", name), tag("dl", *rows))

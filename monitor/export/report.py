"""The report of a session: one page of HTML by itself, to read, to print, to keep.

It has no script, loads nothing, and says so to the browser (Content-Security-Policy); its pictures are
SVG within it.  Texts are put in as text, whatever they hold.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.conversation.remarks import Intended, QuestionKind
from monitor.conversation.timeline import seconds
from monitor.document import Analysis
from monitor.export.markup import Element, Part, tag, written
from monitor.export.report_figures import figures, latency
from monitor.export.report_legend import legend
from monitor.export.report_moments import labels, moments
from monitor.export.report_parts import quiet, quote, section, table
from monitor.export.report_timeline import rows
from monitor.export.report_words import QUESTIONS, ROLES, RULES, clock, count, day, length
from monitor.replay.model import Quiet, Replay
from monitor.replay.thresholds import thresholds

STYLE = Path(__file__).with_name("report.css")
NO_GRADE = (
    "This is a mirror and no grade. None of these figures, alone or together, predicts how a therapy turns "
    "out or says how good a session was."
)
_ORIGINS = ("default-src 'none'", "base-uri 'none'", "form-action 'none'")


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the session beside its analysis; `text` are the notes to it as a whole."""

    started_at: datetime | None = None
    client: str = ""
    text: str = ""


UNKNOWN = About()


def report(replay: Replay, about: About = UNKNOWN, words: bool = True) -> str:
    """The page.  Without `words` it holds nothing that was said; what the therapist wrote stays."""
    page = _Page(replay, about, words)
    style = STYLE.read_text("utf-8")
    body = tag("body", tag("main", *page.sections()), _foot(replay.document))
    return f"<!DOCTYPE html>\n{written(tag('html', _head(page.title, style), body, lang='en'))}\n"


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
        tag("p", NO_GRADE),
        tag(
            "p",
            f"Made by session-monitor {document.program_version}. Nothing was sent anywhere.",
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
            return f"Session of {day(self._about.started_at)}"
        return " + ".join(self._document.source) or "Session"

    def sections(self) -> Iterator[Element]:
        yield self._header()
        yield section("figures", "In figures", *figures(self._replay))
        yield section("timeline", "What happened when", *self._timeline())
        yield section("moments", "Moments", *moments(self._replay, self._words, self._language))
        yield section("silences", "Silences", *self._silences())
        yield section(
            "latency", "How soon each answered", *latency(self._replay, self._thresholds.latency_turn_min_s)
        )
        yield section("questions", "The therapist's questions", *self._questions())
        if self._replay.notes or self._replay.intended or self._about.text:
            yield section("notes", "Notes", *self._notes())
        yield section("made", "How this was made", *self._made())

    def _header(self) -> Element:
        started = self._about.started_at
        facts: list[tuple[str, Part]] = [("Length", length(self._replay.duration_s))]
        if started:
            facts.insert(
                0, ("Started", tag("time", f"{started:%H:%M}", datetime=f"{started:%Y-%m-%dT%H:%M}"))
            )
        if self._about.client:
            facts.append(("Client", self._about.client))
        facts.append(("Source", " + ".join(self._document.source)))
        if self._document.transcription:
            facts.append(("Words", self._document.transcription.model if self._words else "left out here"))
        return tag(
            "header",
            tag("p", "Session report", class_="kind"),
            tag("h1", self.title),
            tag(
                "dl",
                *(tag("div", tag("dt", name), tag("dd", value)) for name, value in facts),
                class_="facts",
            ),
            tag("p", NO_GRADE, class_="mirror"),
        )

    def _timeline(self) -> Iterator[Element]:
        first, *others = (tag("figure", row, class_="row") for row in rows(self._replay, self._labels))
        yield tag("div", legend(self._replay), first, class_="together")
        yield from others

    def _silences(self) -> Iterator[Element]:
        if not self._replay.silences:
            yield quiet("There was no silence of 3 s and more.")
            return
        yield quiet(
            "Silences of 3 s and more, who spoke before and who spoke first after. A silence is no fault."
        )
        headings = ["At", "Length", "Spoke before", "Ended by"]
        if self._words and self._replay.has_words:
            headings.append("First words")
        yield table(
            "Silences", headings, [self._silence(each, len(headings) > 4) for each in self._replay.silences]
        )

    def _silence(self, each: Quiet, with_words: bool) -> list[Part]:
        row: list[Part] = [clock(each.span.start_s), f"{each.span.length_s:.1f} s"]
        row += [ROLES[by] if by else "–" for by in (each.after, each.ended_by)]
        return (
            [*row, quote(each.reopened_with, self._language) if each.reopened_with else ""]
            if with_words
            else row
        )

    def _questions(self) -> Iterator[Element]:
        asked = self._replay.questions
        if asked is None:
            yield quiet("Questions are found by their words, and there are none here.")
            return
        counted = [each for each in asked if each.kind is not QuestionKind.NONE]
        if not counted:
            yield quiet("No question was found.")
            return
        many = sum(each.kind is QuestionKind.OPEN for each in counted)
        said = f"{count(len(counted), 'question')}: {many} open, {len(counted) - many} closed. "
        yield tag(
            "p",
            said,
            tag(
                "span",
                "Found by rules on the words, which err: the replay lets you correct them.",
                class_="quiet-ink",
            ),
        )
        headings = ["At", "Kind", *(["Question"] if self._words else []), "What makes it one"]
        rows: list[list[Part]] = [
            [
                clock(each.span.start_s),
                QUESTIONS[each.kind],
                *([quote(each.text, self._language, marks=False)] if self._words else []),
                "corrected by hand" if each.corrected else RULES.get(each.rule, each.rule),
            ]
            for each in counted
        ]
        yield table("Questions", headings, rows)

    def _notes(self) -> Iterator[Element]:
        if self._about.text:
            yield tag("p", self._about.text, class_="text")
        if self._replay.notes:
            rows: list[list[Part]] = [
                [str(index), clock(seconds(note.at)), tag("span", note.text, class_="text")]
                for index, note in enumerate(self._replay.notes, start=1)
            ]
            yield table("Notes", ["No.", "At", "Note"], rows)
        if self._replay.intended:
            yield tag("h3", "Led on purpose")
            yield tag("ul", *map(self._purpose, self._replay.intended))

    def _purpose(self, each: Intended) -> Element:
        said = f"{clock(seconds(each.stretch.start))} to {clock(seconds(each.stretch.end))}"
        return tag("li", f"{said}: {each.text}" if each.text else said)

    def _made(self) -> Iterator[Element]:
        document = self._document
        yield tag(
            "p", f"session-monitor {document.program_version}; overlaps are told apart by the settings below."
        )
        if document.transcription:
            words = document.transcription
            language = f", language {words.language}" if words.language else ""
            lost = len(words.not_transcribed) + len(words.refused)
            missing = f" {count(lost, 'stretch', 'stretches')} of speech without words." if lost else ""
            said = f"Words by {words.model}{language}.{missing}"
            yield tag("p", said, *([f" {words.note}"] if words.note else []))
        yield tag(
            "div", *(_settings(name, table) for name, table in document.settings.items()), class_="settings"
        )


def _settings(name: str, table: Mapping[str, object]) -> Element:
    rows = (tag("div", tag("dt", key), tag("dd", str(value))) for key, value in table.items())
    return tag("div", tag("h3", name), tag("dl", *rows))

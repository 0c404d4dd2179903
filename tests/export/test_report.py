"""The report: one page that loads nothing and runs nothing, whose figures are those of the document."""

import base64
import hashlib
import re
from collections import Counter
from datetime import datetime
from itertools import pairwise
from xml.etree import ElementTree

import msgspec
import pytest

from monitor import config
from monitor.document import Analysis, Note, Remarks, TalkShare, Word, WordsInOverlap
from monitor.export.report import NO_GRADE, STYLE, UNKNOWN, About, report
from monitor.export.report_charts import histogram
from monitor.export.report_timeline import PLOT, SHAPES
from monitor.export.report_words import KINDS
from monitor.replay.build import build
from monitor.replay.marked import remarked
from monitor.replay.model import Reply
from tests.export.documents import EMPTY, REMARKED, SPOKEN, any_session, changed
from tests.export.pages import Element, read
from tests.replay.long import long_document

ASKING = config.question_words()["en"]
ABOUT = About(datetime(2026, 3, 12, 14, 5), "Linden", "First line.\nSecond line.")  # noqa: DTZ001  local
HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title></svg></textarea><!-- ]]>",
    "' onload='alert(1) &lt;b&gt; &#60;b>",
    "javascript:alert(1)//http://example.org/x.png",
)
LOADING = {"src", "href", "srcset", "data", "action", "formaction", "poster", "background", "ping", "style"}


def page(document: Analysis, about: About = UNKNOWN, words: bool = True) -> Element:
    return read(written(document, about, words))


def written(document: Analysis, about: About = UNKNOWN, words: bool = True) -> str:
    return report(build(document, *remarked(document), ASKING), about, words)


def figures(html: Element) -> dict[str, list[str]]:
    """The rows of the table of figures: what they are called, without what it means, and their values."""
    (table,) = [each for each in html.all("table") if each.attributes.get("class") == "figures"]
    return {
        next(part for part in row.all("th")[0].parts if isinstance(part, str)): [
            cell.text for cell in row.all("td")
        ]
        for row in table.all("tr")
        if row.all("td")
    }


def require_sound(html: Element) -> None:
    """A page as it should be, whatever the session."""
    assert html.attributes["lang"] == "en"
    names = Counter(each.name for each in html.all())
    assert (names["title"] > 0, names["h1"], names["main"], names["script"]) == (True, 1, 1, 0)
    identities = [each.attributes["id"] for each in html.all() if "id" in each.attributes]
    assert len(identities) == len(set(identities))
    for each in html.all():
        assert not LOADING & set(each.attributes), each
        assert not [name for name in each.attributes if name.startswith("on")], each
        for reference in (each.attributes.get("aria-labelledby") or "").split():
            assert reference in identities
    for table in html.all("table"):
        assert table.children[0].name == "caption"
        assert all("scope" in each.attributes for each in table.all("th"))
    for drawn in html.all("svg"):
        assert drawn.attributes.get("aria-hidden") == "true" or (
            drawn.attributes["role"] == "img"
            and [each.name for each in drawn.children[:2]] == ["title", "desc"]
        )


def pictures(text: str) -> list[ElementTree.Element]:
    """Every picture, by a parser of XML."""
    return [ElementTree.fromstring(each) for each in re.findall(r"<svg .*?</svg>", text, re.DOTALL)]


@pytest.fixture(scope="module")
def demo() -> Analysis:
    """A session with all that a report can hold."""
    return long_document(20)


class TestPage:
    @pytest.mark.parametrize("document", [EMPTY, SPOKEN, REMARKED], ids=["empty", "spoken", "remarked"])
    @pytest.mark.parametrize("words", [True, False])
    def test_is_sound(self, document, words):
        require_sound(page(document, ABOUT, words))

    @any_session
    def test_is_sound_for_any_session(self, document):
        text = written(document)
        require_sound(read(text))
        assert len(pictures(text)) >= 1

    def test_loads_nothing_and_says_so(self, demo):
        text = written(demo)
        html = read(text)
        policy = next(
            each.attributes["content"]
            for each in html.all("meta")
            if each.attributes.get("http-equiv") == "Content-Security-Policy"
        )
        (style,) = html.all("style")
        digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
        assert policy == (
            f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{digest}'"
        )
        assert style.text == STYLE.read_text("utf-8")
        assert not re.search(r"url\(|@import|expression|</", style.text)
        assert set(re.findall(r"https?:[^\"'\s<]*", text)) == {"http://www.w3.org/2000/svg"}
        assert html.all("head")[0].children[1].attributes["http-equiv"] == "Content-Security-Policy"

    def test_headings_descend_without_a_gap(self, demo):
        levels = [int(each.name[1]) for each in page(demo).all() if re.fullmatch("h[1-6]", each.name)]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_says_what_session_it_is_and_no_more_than_is_known(self):
        html = page(EMPTY, ABOUT)
        facts = {each.all("dt")[0].text: each.all("dd")[0].text for each in html.all("header")[0].all("div")}
        assert facts == {
            "Started": "14:05",
            "Length": "20.0 s",
            "Client": "Linden",
            "Source": "a session.wav",
        }
        assert html.all("h1")[0].text == "Session of 12 March 2026"
        assert html.all("time")[0].attributes["datetime"] == "2026-03-12T14:05"
        assert "Client" not in [each.text for each in page(EMPTY).all("header")[0].all("dt")]

    def test_says_that_it_is_no_grade(self):
        assert page(EMPTY).text.count(NO_GRADE) == 2

    def test_names_its_version_and_every_setting(self):
        html = page(EMPTY)
        assert "session-monitor 1.2.3" in html.all("footer")[0].text
        (settings,) = [each for each in html.all("div") if each.attributes.get("class") == "settings"]
        assert [each.text for each in settings.all("dt")] == ["ipu_gap_s", "words_max", "detector"]
        assert [each.text for each in settings.all("dd")] == ["0.18", "4", "silero"]


class TestFigures:
    def test_are_those_of_the_document(self, demo):
        told, document = figures(page(demo)), demo
        share, time = document.talk_share, document.talk_time_s
        assert told["Talk share"] == [f"{100 * share.therapist:.0f} %", f"{100 * share.client:.0f} %"]
        assert [clock_s(each) for each in told["Talk time"]] == [round(time.therapist), round(time.client)]
        for name, kind in (
            ("took the floor", "successful"),
            ("gave way", "attempted"),
            ("both went on", "unresolved"),
        ):
            assert told[name] == [
                str(getattr(document.interruptions[by], kind)) for by in ("therapist", "client")
            ]
        latency = document.response_latency
        assert told["Response latency"] == [f"{latency[by].median_s:.2f} s" for by in ("therapist", "client")]
        assert told["Words"] == [str(document.transcription.word_count[by]) for by in ("therapist", "client")]
        kinds = Counter((type(each).__struct_config__.tag, each.by) for each in document.events)
        for name, kind in (("Monologues", "monologue"), ("Backchannels", "backchannel")):
            assert told[name] == [str(kinds[kind, by]) for by in ("therapist", "client")]
        assert told["Silences"][0].startswith(f"{kinds['silence', None]}, together ")

    def test_that_are_withheld_say_why(self):
        html = page(EMPTY)
        told = figures(html)
        assert told["Talk share"] == ["withheld", "withheld"]
        assert told["Interruptions made"] == ["0", "withheld"]
        assert "Talk share is withheld: 0 s of speech were heard; a share needs 60 s" in html.text
        assert "The client's channel is clipped in places." in html.text

    def test_of_what_was_contested_are_told_apart(self):
        told = figures(page(REMARKED))
        assert told["took the floor"] == ["0", "withheld"]
        assert told["contested"] == ["1", "0"]
        assert "Contested: not an interruption. Not counted." in page(REMARKED).text
        assert "contested" not in figures(page(SPOKEN))

    def test_hold_no_composite(self, demo):
        assert not re.search(
            "score(?!d)|grade(?!\\.)|rating|quality", page(demo).text.replace(NO_GRADE, ""), re.IGNORECASE
        )

    def test_say_so_where_it_was_stopped(self):
        assert "stopped before its end" in page(changed(EMPTY, complete=False)).text
        assert "stopped before its end" not in page(EMPTY).text


def clock_s(text: str) -> int:
    """1:05 min or 1:02:03 h, in seconds."""
    value = 0
    for part in text.split(maxsplit=1)[0].split(":"):
        value = 60 * value + round(float(part))
    return value


class TestTimeline:
    def test_rows_are_pictures_by_themselves(self, demo):
        found = pictures(written(demo))
        rows = [each for each in found if (name := each.get("aria-labelledby")) and "timeline-" in name]
        titles = [each.findtext("{*}title") for each in rows]
        assert titles == ["0:00 to 5:00", "5:00 to 10:00", "10:00 to 15:00", "15:00 to 20:00"]
        assert all("Therapist speaks" in each.findtext("{*}desc", "") for each in rows)

    def test_lanes_hold_the_speech(self, demo):
        """The width of what is drawn is the time that was spoken."""
        drawn = pictures(written(demo))
        for by in ("therapist", "client"):
            spoken_s = sum(end_s - start_s for start_s, end_s in demo.segments[by])
            paths = [
                path.get("d", "")
                for each in drawn
                if "timeline-" in each.get("aria-labelledby", "")
                for path in each.findall("{*}path")
                if path.get("class") == by
            ]
            width = sum(float(each) for path in paths for each in re.findall(r"h([\d.]+)v", path))
            per_s = PLOT / 300
            assert width / per_s == pytest.approx(spoken_s, rel=0.03)

    def test_every_kind_has_its_shape_and_its_name(self):
        assert set(SHAPES) == set(KINDS) - {"silence"}
        assert len(set(SHAPES.values())) == len(SHAPES)

    def test_notes_stand_where_they_were_made(self):
        html = page(REMARKED)
        flags = [each for each in html.all("path") if each.attributes.get("class") == "note"]
        assert len(flags) == 3  # the fourth lies beyond the end
        assert "again 😀" in html.text

    @pytest.mark.parametrize(("minutes", "rows"), [(0.3, 1), (20, 4), (25, 3), (90, 6), (180, 12), (480, 16)])
    def test_is_wrapped_into_rows(self, minutes, rows):
        text = written(changed(EMPTY, duration_s=minutes * 60))
        assert len(set(re.findall(r"timeline-(\d+)-title", text))) == rows


def test_a_histogram_counts_every_answer():
    replies = [Reply("client", 1.0, latency, 4.0) for latency in (-3.0, -0.1, 0.0, 0.19, 0.2, 2.9, 3.0, 9.0)]
    drawn = histogram("client", replies)
    titles = [each.text for each in drawn.iter("title")]
    assert titles[1:] == [
        "under −1.0 s: 1",
        "−0.2 to 0.0 s: 1",
        "0.0 to 0.2 s: 2",
        "0.2 to 0.4 s: 1",
        "2.8 to 3.0 s: 1",
        "3.0 s and more: 2",
    ]
    strong = [each for each in drawn.iter("rect") if each.get("class") == "client"]
    assert len(strong) == 3
    assert "Answers: 8, within 200 ms: 4" in (drawn.findtext("desc") or "")


class TestHostileTexts:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_are_nothing_but_text(self, text):
        transcription = SPOKEN.transcription
        assert transcription is not None

        def with_text(said):
            document = changed(
                REMARKED,
                source=[said],
                program_version=said,
                settings={said: {said: said}},
                withheld={said: said},
                integrity=msgspec.structs.replace(EMPTY.integrity, warnings=[said]),
                words={"therapist": [Word(6.5, 7.9, said, 0.9)], "client": [Word(3.0, 4.2, said, 0.8)]},
                events=[
                    msgspec.structs.replace(each, id=said, words=WordsInOverlap(said, said))
                    if hasattr(each, "words") and each.start_s > 6
                    else each
                    for each in REMARKED.events
                ],
                remarks=Remarks(contested=[], questions=[], intended=[], notes=[Note(1.0, said)]),
                transcription=msgspec.structs.replace(transcription, model=said, language=said, note=said),
            )
            return page(document, About(None, said, said))

        hostile, harmless = with_text(text), with_text("harmless")
        require_sound(hostile)
        assert [each.name for each in hostile.all()] == [each.name for each in harmless.all()]
        assert [set(each.attributes) for each in hostile.all()] == [
            set(each.attributes) for each in harmless.all()
        ]
        counts = [
            each.text.lower().count(said.lower()) for each, said in ((hostile, text), (harmless, "harmless"))
        ]
        assert counts[0] == counts[1] > 15


class TestWithoutWords:
    def test_nothing_that_was_said_is_in_it(self):
        words = {
            role: [msgspec.structs.replace(each, text=f"Quizzaciously{at}") for at, each in enumerate(spoken)]
            for role, spoken in (SPOKEN.words or {}).items()
        }
        events = [
            msgspec.structs.replace(each, words=WordsInOverlap("Quizzaciously?", "Quizzaciously"))
            if getattr(each, "words", None)
            else each
            for each in SPOKEN.events
        ]
        document = changed(SPOKEN, words=words, events=events)
        assert "Quizzaciously" in written(document)
        assert "Quizzaciously" not in written(document, words=False)

    def test_questions_keep_their_kinds(self, demo):
        with_words, without = page(demo), page(demo, words=False)
        assert figures(with_words) == figures(without)
        headings = [[each.text for each in table.all("th")] for table in without.all("table")]
        assert ["At", "Kind", "What makes it one"] in headings

    def test_what_the_therapist_wrote_stays(self):
        assert "First line." in page(REMARKED, ABOUT, words=False).text
        assert "brother" in page(REMARKED, words=False).text


def test_shares_are_drawn_to_scale():
    html = page(changed(SPOKEN, talk_share=TalkShare(0.25, 0.75), withheld={}))
    (bar,) = [
        each for each in html.all("svg") if "share-title" in (each.attributes.get("aria-labelledby") or "")
    ]
    assert [float(each.attributes["width"] or 0) for each in bar.all("rect")] == [189.0, 569.0]


def test_ninety_minutes_are_small():
    document = long_document(90)
    assert len(written(document).encode()) < 1_000_000


COLOURS = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6})")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_and_no_red(scheme):
    """4.5:1 for what is read, 3:1 for what is drawn (WCAG 2.2, 1.4.3 and 1.4.11)."""
    style = STYLE.read_text("utf-8")
    blocks = [dict(COLOURS.findall(each)) for each in style.split(":root {")[1:3]]
    colours = blocks[0] | (blocks[1] if scheme == "dark" else {})
    for name in ("text", "soft", "therapist-ink", "client-ink"):
        for behind in ("paper", "track"):
            assert contrast(colours[name], colours[behind]) >= 4.5, (name, behind)
    for name in ("therapist", "client", "both"):
        assert contrast(colours[name], colours["paper"]) >= 3, name
    for name, colour in colours.items():
        red, green, _blue = rgb(colour)
        assert red <= 1.9 * max(green, 1) or red < 60, name


def rgb(colour: str) -> tuple[int, int, int]:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * each for each in colour[1:])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def contrast(one: str, two: str) -> float:
    def luminance(colour: str) -> float:
        parts = [each / 255 for each in rgb(colour)]
        red, green, blue = (
            each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted(map(luminance, (one, two)))
    return (lighter + 0.05) / (darker + 0.05)

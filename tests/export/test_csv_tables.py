"""The CSV tables, opened by pandas and by the csv module, and the codebook that goes with them."""

import csv
import io
from typing import Any

import msgspec
import pandas
import pytest

from monitor import config
from monitor.conversation.remarks import QuestionKind
from monitor.document import Analysis
from monitor.export.codebook import codebook, definitions, meanings
from monitor.export.csv_tables import COLUMNS, FILES, csv_tables
from monitor.export.summary_row import summary_row
from monitor.replay.model import Question, Span
from monitor.replay.text import one_line
from monitor.replay.times import ms
from tests.export.documents import EMPTY, REMARKED, ROLES, SPOKEN, any_session, changed, transcription


def read(document, name):
    """A table as pandas sees it, every cell a text."""
    return pandas.read_csv(
        io.BytesIO(csv_tables(document)[name]), dtype=str, keep_default_na=False, encoding="utf-8"
    )


def unguarded(text):
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@＝＋－＠") else text  # noqa: RUF001


def test_the_files():
    assert csv_tables(SPOKEN).keys() == FILES


def test_turns():
    table = read(SPOKEN, "turns.csv")
    assert table.to_dict("records") == [
        {
            "turn": "1",
            "by": "client",
            "start_s": "1.000",
            "end_s": "6.307",
            "duration_s": "5.307",
            "words": "4",
            "text": "Könnten wir <über> & --> 😀",
        },
        {
            "turn": "2",
            "by": "therapist",
            "start_s": "6.013",
            "end_s": "8.000",
            "duration_s": "1.987",
            "words": "2",
            "text": '\'=Stop, "please"!',
        },
    ]


def test_words():
    table = read(SPOKEN, "words.csv")
    assert list(table["text"]) == [
        "Könnten",
        "wir",
        "'-mm-hm",
        "<über>",
        "'=Stop,",
        "& --> 😀",
        '"please"!',
    ]
    assert list(table["turn"]) == ["1", "1", "", "1", "2", "1", "2"]
    assert list(table["confidence"]) == ["0.9", "0.2", "0.913", "0.8", "0.5", "0.7", "0.99"]


def test_events():
    table = read(SPOKEN, "events.csv")
    assert list(table["kind"]) == ["backchannel", "successful_interruption", "silence"]
    assert list(table["overlap_s"]) == ["0.400", "0.294", ""]
    assert list(table["after"]) == ["", "", "therapist"]
    assert list(table["said"]) == ["", '\'=Stop, "please"!', ""]
    assert list(table["cut_off"]) == ["", "Könnten wir", ""]
    assert list(table["history"])[1] == "successful_interruption 7.597"


def test_verdicts_stand_beside_their_events():
    table = read(REMARKED, "events.csv")
    assert list(table["kind"]) == ["backchannel", "successful_interruption", "silence"]
    assert list(table["verdict"]) == ["", "not_an_interruption", ""]
    assert set(read(SPOKEN, "events.csv")["verdict"]) == {""}


def test_notes_and_what_was_led_on_purpose():
    assert read(REMARKED, "notes.csv").to_dict("records") == [
        {"at_s": "0.000", "text": "'-her brother"},
        {"at_s": "6.100", "text": ""},
        {"at_s": "6.100", "text": "again 😀"},
        {"at_s": "25.000", "text": "after the end"},
    ]
    assert read(REMARKED, "intended.csv").to_dict("records") == [
        {"start_s": "1.000", "end_s": "9.500", "duration_s": "8.500", "text": ""},
        {
            "start_s": "6.000",
            "end_s": "8.000",
            "duration_s": "2.000",
            "text": '\'=SUM("breathing") together',
        },
    ]


ASKED = [
    Question(Span(6.5, 7.9), "=How?", QuestionKind.OPEN, "open_word", False, QuestionKind.OPEN),
    Question(Span(1.0, 2.0), "Were you?", QuestionKind.OPEN, "verb_first", True, QuestionKind.CLOSED),
    Question(Span(3.0, 4.0), "So.", QuestionKind.NONE, "tag", True, QuestionKind.CLOSED),
]


def test_questions_say_what_the_rules_and_what_the_therapist_took_them_for():
    content = csv_tables(SPOKEN, ASKED)["questions.csv"]
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    assert [tuple(row.values()) for row in rows] == [
        ("1.000", "2.000", "1.000", "open", "closed", "verb_first", "open", "Were you?"),
        ("3.000", "4.000", "1.000", "none", "closed", "tag", "none", "So."),
        ("6.500", "7.900", "1.400", "open", "open", "open_word", "", "'=How?"),
    ]


def test_what_was_said_of_a_question_stays_where_its_words_are_gone():
    (row,) = read(REMARKED, "questions.csv").to_dict("records")
    assert {name: value for name, value in row.items() if value} == {
        "start_s": "6.013",
        "kind": "open",
        "corrected_to": "open",
    }
    near = Question(Span(6.05, 7.9), "And?", QuestionKind.OPEN, "", True, QuestionKind.NONE)
    (kept,) = csv.DictReader(io.StringIO(csv_tables(REMARKED, [near])["questions.csv"].decode(), newline=""))
    assert (kept["text"], kept["by_rules"], kept["corrected_to"]) == ("And?", "none", "open")


def test_what_was_contested_is_counted_apart():
    (row,) = read(REMARKED, "summary.csv").to_dict("records")
    assert [row[f"therapist_interruptions_{kind}"] for kind in ("successful", "contested")] == ["0", "1"]
    assert row["client_interruptions_contested"] == ""  # withheld, like all of the client's
    (row,) = read(SPOKEN, "summary.csv").to_dict("records")
    assert [row[f"therapist_interruptions_{kind}"] for kind in ("successful", "contested")] == ["1", "0"]


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (None, ("false", "", "")),
        ({"therapist": 3, "client": 0}, ("true", "3", "0")),
        ({}, ("true", "", "")),
    ],
)
def test_whether_it_was_transcribed_does_not_hang_on_the_words(made, told):
    """At the level of numbers no words are kept; of an interrupted session not even how many."""
    transcribed = None if made is None else transcription(**made)
    (row,) = read(changed(SPOKEN, words=None, transcription=transcribed), "summary.csv").to_dict("records")
    assert (row["transcribed"], row["therapist_words"], row["client_words"]) == told
    assert row["words_kept"] == "false"


def test_the_summary_is_one_row_of_figures():
    (row,) = read(SPOKEN, "summary.csv").to_dict("records")
    assert row["source"] == "a session.wav"
    assert (row["complete"], row["transcribed"], row["words_kept"]) == ("true", "true", "true")
    assert (row["therapist_words"], row["client_words"], row["demo_words"]) == ("3", "4", "true")
    assert (row["therapist_talk_share"], row["client_interruptions_successful"]) == ("", "")
    assert (row["therapist_interruptions_successful"], row["therapist_latency_median_s"]) == ("1", "-0.12")
    assert (row["client_bleed_db"], row["client_lost_s"]) == ("-18.5", "1.625")
    assert row["withheld"] == "talk_share: 0 s of speech were heard; a share needs 60 s"


def test_figures_are_numbers_to_a_statistics_program():
    table = pandas.read_csv(io.BytesIO(csv_tables(SPOKEN)["summary.csv"]))
    assert table["therapist_latency_lower_quartile_s"][0] == -0.3
    assert table["duration_s"][0] == 20.0
    assert table["complete"][0]


@any_session
def test_every_value_is_found_again(document):
    segments = read(document, "segments.csv")
    found = [(each.by, ms(float(each.start_s)), ms(float(each.end_s))) for each in segments.itertuples()]
    assert sorted(found) == sorted(
        (role, ms(start_s), ms(end_s)) for role in ROLES for start_s, end_s in document.segments[role]
    )
    turns = sorted(read(document, "turns.csv").itertuples(), key=lambda each: int(each.turn))
    assert [(each.by, float(each.start_s), float(each.end_s)) for each in turns] == [
        (turn.by, turn.start_s, turn.end_s) for turn in document.turns
    ]
    words = read(document, "words.csv")
    said = document.words or {}
    assert sorted(
        (each.by, float(each.start_s), float(each.end_s), unguarded(each.text), float(each.confidence))
        for each in words.itertuples()
    ) == sorted(
        (by, word.start_s, word.end_s, one_line(word.text), word.confidence)
        for by in said
        for word in said[by]
    )
    remarks = document.remarks
    notes = read(document, "notes.csv")
    assert [(float(each.at_s), unguarded(each.text)) for each in notes.itertuples()] == [
        (note.at_s, one_line(note.text)) for note in (remarks.notes if remarks else [])
    ]
    happened = read(document, "events.csv")
    assert [(each.kind, float(each.start_s), float(each.end_s)) for each in happened.itertuples()] == [
        (each.__struct_config__.tag, each.start_s, each.end_s) for each in document.events
    ]


@any_session
def test_the_tables_keep_to_the_rfc(document):
    for name, content in csv_tables(document).items():
        text = content.decode()
        assert text.endswith("\r\n")
        assert text.count("\n") == text.count("\r\n") == text.count("\r")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}, name


@any_session
def test_no_cell_of_text_is_a_formula_to_a_spreadsheet(document):
    texts = [(f"{name}.csv", "text") for name in ("words", "turns", "notes", "intended")]
    for name, column in [*texts, ("events.csv", "said")]:
        for text in read(document, name)[column]:
            assert not text.startswith(("=", "+", "-", "@", "\t", "\r")), name


@pytest.mark.parametrize("name", sorted(FILES - {"summary.csv", "codebook.csv"}))
def test_a_session_without_speech_has_empty_tables(name):
    table = read(EMPTY, name)
    assert (tuple(table.columns), len(table)) == (COLUMNS[name], 0)


def by_key(tables):
    return [(section, name) for section, table in tables.items() for name in table]


class TestCodebook:
    def test_defines_every_column_and_no_more(self):
        tables = {**COLUMNS, "summary.csv": tuple(summary_row(SPOKEN))}
        for name, columns in tables.items():
            assert sorted(defined("csv", name)) == sorted(columns)

    def test_defines_every_field_of_the_json_and_no_more(self):
        fields = set(fields_of(Analysis))
        told = {(row["part"], row["name"]) for row in definitions() if row["format"] == "json"}
        assert told == fields

    def test_every_kind_of_event_is_defined(self):
        from monitor.export.codebook import kinds
        from tests.export.test_analysis import KINDS

        assert kinds().keys() == KINDS

    def test_tells_the_settings_in_force_and_the_version(self):
        rows = codebook(SPOKEN)
        told = {(row["part"], row["name"]): (row["value"], row["unit"]) for row in rows}
        assert told["conversation", "ipu_gap_s"] == (0.18, "s")
        assert told["voice", "detector"] == ("silero", "")
        assert told["", "session-monitor"] == ("1.2.3", "")

    def test_says_what_each_setting_is_for(self):
        tables = config.load().tables
        unsaid = [each for each in by_key(tables) if not meanings().get(each)]
        assert unsaid == []
        assert meanings()["trust", "clipped_withheld"].startswith("The share of a channel's loud samples")

    @pytest.mark.parametrize(
        ("section", "name", "unit"),
        [
            ("trust", "onsets_min", ""),
            ("overlay", "look_every_min", "min"),
            ("playback", "held_mb_per_h", "MB/h"),
            ("retention", "words_days", "days"),
        ],
    )
    def test_says_the_unit_of_a_setting(self, section, name, unit):
        rows = codebook(changed(SPOKEN, settings=config.load().tables))
        assert [row["unit"] for row in rows if (row["part"], row["name"]) == (section, name)] == [unit]

    def test_every_source_has_its_reference(self):
        known = {row["name"] for row in definitions() if row["format"] == "source"}
        named = {each for row in definitions() for each in row["source"].split("; ") if each}
        assert len(named) > 5
        assert {name for name in named if not any(each in name for each in known)} == set()

    def test_is_opened_by_pandas(self):
        table = read(SPOKEN, "codebook.csv")
        assert list(table.columns) == ["format", "part", "name", "definition", "unit", "source", "value"]
        assert "" not in set(table["definition"])
        assert len(table) == len(codebook(SPOKEN))


def defined(kind, part):
    """The names defined for a part of a format."""
    return [
        name
        for row in definitions()
        if (row["format"], row["part"]) == (kind, part)
        for name in row["name"].split(", ")
    ]


def fields_of(kind, part="the document"):
    """(part, name) of every field of the document, and of what it holds."""
    info: Any = msgspec.inspect.type_info(kind)
    for field in info.fields:
        yield part, field.encode_name
        below = field.name if part == "the document" else f"{part}.{field.name}"
        for struct in structs_in(field.type):
            if struct.tag_field:
                yield below, struct.tag_field
            yield from fields_of(struct.cls, below)


def structs_in(kind):
    """The structs that a field holds, through lists, dictionaries and unions."""
    if isinstance(kind, msgspec.inspect.StructType):
        return [kind]
    inner = [getattr(kind, name, None) for name in ("item_type", "value_type")]
    inner += [*getattr(kind, "types", ()), *getattr(kind, "item_types", ())]
    return [struct for each in inner if each is not None for struct in structs_in(each)]

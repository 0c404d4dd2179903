"""The analysis of real sound as JSON: it keeps to its schema, and to what it says."""

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import msgspec
import pytest

from monitor import __version__, document
from monitor.conversation.record import Record
from monitor.conversation.timeline import SAMPLE_RATE
from monitor.engine.hearing import Block
from monitor.export.analysis import Setting, analysis, with_sensitivity
from tests.conversation.speech import lanes
from tests.engine.sound import heard, session_sound, settings, sound

PUBLISHED = Path(document.__file__).with_name("analysis.schema.json")
SOUND = document.Integrity(
    therapist=document.ChannelIntegrity(-70.1, -24.0, -18.5, -40.0, 2.1, 0.0, []),
    client=document.ChannelIntegrity(None, None, None, None, None, 0.01, [(1.0, 2.5)]),
    separation_db=None,
    warnings=["The client's channel is clipped in places."],
)
KINDS = {
    "backchannel",
    "terminal_overlap",
    "possible_overlap",
    "successful_interruption",
    "attempted_interruption",
    "unresolved_overlap",
    "monologue",
    "silence",
}
FIELDS = {"id", "kind", "by", "start_s", "end_s", "reported_at_s", "confidence", "history"}
SESSIONS: dict[str, Callable[[], Block]] = {
    "a session": session_sound,
    "no speech": lambda: sound(lanes(), 20),
    "nothing at all": lambda: sound(lanes(), 0),
    "one speaker": lambda: sound(lanes(client=[(1, 75)]), 80),
    "cut off in speech": lambda: sound(lanes([(2, 9)], [(1, 9)]), 9)[: 6 * SAMPLE_RATE],
    "much speech": lambda: sound(lanes([(41, 70)], [(1, 40), (69.7, 80), (90, 95)]), 100),
    "a nod that only the end settles": lambda: sound(lanes([(8, 8.4)], [(1, 12)]), 12)[: 9 * SAMPLE_RATE],
    "talking past each other": lambda: sound(lanes([(3, 20)], [(1, 30)]), 32),
    "a quick yield": lambda: sound(lanes([(5, 12)], [(1, 5.4), (11.85, 20)]), 21),
}


def made(session, complete=True, withheld=None, transcribed=None, swapped=False):
    pipeline = heard(SESSIONS[session]())
    setting = Setting(["a.wav"], settings().tables, SOUND, withheld or {}, complete, transcribed)
    return analysis(pipeline.record, pipeline.figures, setting, swapped)


def as_json(session):
    return json.loads(document.encode(made(session)))


@pytest.fixture(scope="module")
def schema():
    return jsonschema.Draft202012Validator(json.loads(PUBLISHED.read_bytes()))


def test_the_published_schema_is_the_one_of_the_types():
    """After a change: python -m monitor.document > monitor/analysis.schema.json"""
    assert PUBLISHED.read_bytes() == document.schema()


def test_the_published_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(json.loads(PUBLISHED.read_bytes()))


@pytest.mark.parametrize("session", SESSIONS)
def test_keeps_to_the_published_schema(schema, session):
    schema.validate(as_json(session))


@pytest.mark.parametrize("session", SESSIONS)
def test_survives_the_way_to_json_and_back(session):
    whole = made(session)
    assert msgspec.json.decode(document.encode(whole), type=document.Analysis) == whole


@pytest.mark.parametrize("session", SESSIONS)
def test_every_field_that_later_tools_rely_on_is_there(session):
    found = as_json(session)
    assert found["schema"] == "session-monitor/analysis/1"
    assert found["program_version"] == __version__
    assert found["settings"] == settings().tables
    assert isinstance(found["duration_s"], float)
    for role in ("therapist", "client"):
        assert all(0 <= start_s < end_s <= found["duration_s"] for start_s, end_s in found["segments"][role])
        assert found["integrity"][role].keys() == {
            "noise_floor_dbfs",
            "speech_level_dbfs",
            "bleed_db",
            "bleed_left_db",
            "bleed_delay_ms",
            "clipped_share",
            "lost",
            "drift_ppm",
        }
    assert found["integrity"]["warnings"] == SOUND.warnings
    assert all(turn.keys() == {"by", "start_s", "end_s"} for turn in found["turns"])
    assert found["talk_time_s"].keys() == {"therapist", "client", "overlap", "silence"}
    assert found["talk_share"].keys() == {"therapist", "client"}
    for event in found["events"]:
        assert event.keys() > FIELDS
        assert event["kind"] in KINDS
        assert event["by"] in ("therapist", "client") or (event["by"], event["kind"]) == (None, "silence")
        assert 0 <= event["start_s"] < event["end_s"] <= found["duration_s"]
        assert event["end_s"] <= event["reported_at_s"] <= found["duration_s"] or len(event["history"]) > 1
        assert 0 <= event["confidence"] <= 1


@pytest.mark.parametrize("session", SESSIONS)
def test_talk_time_adds_up(session):
    found = as_json(session)
    time = found["talk_time_s"]
    total = time["therapist"] + time["client"] - time["overlap"] + time["silence"]
    assert total == pytest.approx(found["duration_s"], abs=0.003)
    for role in ("therapist", "client"):
        spoken = sum(end_s - start_s for start_s, end_s in found["segments"][role])
        assert time[role] == pytest.approx(spoken, abs=0.01)


@pytest.mark.parametrize("session", SESSIONS)
def test_counts_are_those_of_the_events(session):
    found = as_json(session)
    for role in ("therapist", "client"):
        kinds = [event["kind"] for event in found["events"] if event["by"] == role]
        assert found["interruptions"][role] == {
            "successful": kinds.count("successful_interruption"),
            "attempted": kinds.count("attempted_interruption"),
            "unresolved": kinds.count("unresolved_overlap"),
        }


@pytest.mark.parametrize("session", SESSIONS)
def test_history_is_every_form_from_the_first_report_to_the_last(session):
    found = as_json(session)
    duration_s = found["duration_s"]
    for event in found["events"]:
        first, last = event["history"][0], event["history"][-1]
        reported = [form["reported_at_s"] for form in event["history"]]
        assert reported == sorted(reported)
        assert last["reported_at_s"] <= duration_s
        assert first["reported_at_s"] == event["reported_at_s"]
        assert (last["kind"], last["end_s"]) == (event["kind"], event["end_s"])


def kinds(session):
    return [(event["kind"], event["by"]) for event in as_json(session)["events"]]


def test_what_is_told_of_each_session():
    assert kinds("no speech") == kinds("nothing at all") == []
    assert kinds("one speaker") == [("monologue", "client"), ("silence", None)]
    assert kinds("talking past each other") == [("unresolved_overlap", "therapist")]
    assert kinds("a quick yield") == [("possible_overlap", "therapist"), ("terminal_overlap", "client")]


def test_a_foretold_interruption_keeps_its_identity():
    (event,) = [each for each in as_json("a session")["events"] if each["kind"] == "successful_interruption"]
    foretold, settled = event["history"]
    assert (foretold["kind"], settled["kind"]) == ("unresolved_overlap", "successful_interruption")
    assert event["reported_at_s"] == foretold["reported_at_s"] < settled["reported_at_s"]
    assert event["id"] == "therapist-20.00"


class TestWithheld:
    def test_below_a_minute_of_speech(self):
        found = as_json("a session")
        assert found["talk_share"] == {"therapist": None, "client": None}
        assert found["withheld"] == {"talk_share": "31 s of speech were heard; a share needs 60 s"}

    def test_without_speech(self):
        assert as_json("no speech")["withheld"]["talk_share"].startswith("0 s of speech were heard")

    def test_not_from_a_minute_of_speech_on(self):
        found = as_json("much speech")
        assert found["withheld"] == {}
        share = found["talk_share"]
        assert share["therapist"] == pytest.approx(29 / 83.3, abs=0.002)
        assert share["therapist"] + share["client"] == pytest.approx(1)

    def test_not_of_one_who_speaks_alone(self):
        assert as_json("one speaker")["talk_share"] == {"therapist": 0.0, "client": 1.0}

    def test_what_cannot_be_trusted(self, schema):
        why = "Both microphones hear both voices alike."
        whole = made("much speech", withheld={"talk_share": why, "interruptions": why})
        found = json.loads(document.encode(whole))
        schema.validate(found)
        assert found["talk_share"] == {"therapist": None, "client": None}
        assert found["interruptions"] == {"therapist": None, "client": None}
        assert found["withheld"] == {"talk_share": why, "interruptions": why}
        assert with_sensitivity(whole, Record(), settings().conversation) == whole


def test_a_session_that_was_stopped_says_so():
    assert made("a session", complete=False).complete is False
    assert made("a session").complete is True


def test_sensitivity_is_there_only_where_it_was_asked_for(schema):
    assert "sensitivity" not in as_json("a session")
    record = heard(session_sound()).record
    whole = with_sensitivity(made("a session"), record, settings().conversation)
    schema.validate(json.loads(document.encode(whole)))
    assert whole.sensitivity is not None
    in_force = [row.interruptions for row in whole.sensitivity if row.in_force]
    assert all(counts == whole.interruptions for counts in in_force)
    assert msgspec.json.decode(document.encode(whole), type=document.Analysis) == whole


def test_numbers_are_finite_whatever_was_heard():
    for session in SESSIONS:
        text = document.encode(made(session)).decode()
        assert "NaN" not in text
        assert "Infinity" not in text

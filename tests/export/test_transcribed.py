"""The words of an analysis: whose they are, where none are, and that none leak where none are wanted."""

import json
from dataclasses import replace

import jsonschema
import msgspec
import pytest

from monitor.conversation.timeline import Channel, Segment, to_samples
from monitor.conversation.transcript import Final, Refusal, Transcript, Utterance, Word
from monitor.document import Analysis, encode
from monitor.export.csv_tables import csv_tables
from monitor.export.textgrid import textgrid
from monitor.export.transcribed import DEMO_NOTE, Transcribed
from monitor.export.webvtt import webvtt
from monitor.speech.whisper import NO_VOICE
from monitor.store.document import numbers_of
from tests.export.test_analysis import PUBLISHED, made

THERAPIST, CLIENT = Channel.THERAPIST, Channel.CLIENT
SPOKEN = [
    (CLIENT, 1, 8, "I woke up at four and I was very anxious about money."),
    (THERAPIST, 5, 5.4, "Mm-hm."),
    (CLIENT, 12.3, 21, "My brother called me last night and I could not sleep because of"),
    (THERAPIST, 16, 17.5, "What happened next?"),
    (THERAPIST, 20, 26, "Let us take a slow breath and see what is there."),
]
SECRET = "thank you for watching"


def utterance(channel, start_s, end_s):
    span = Segment(to_samples(start_s), to_samples(end_s))
    return Utterance(channel, (span,), span.end)


def spoken(channel, start_s, end_s, text):
    """Its words share the time evenly."""
    words = text.split()
    each_s = (end_s - start_s) / len(words)
    times = [to_samples(start_s + each_s * number) for number in range(len(words) + 1)]
    return Final(
        utterance(channel, start_s, end_s),
        tuple(Word(word, times[i], times[i + 1], 0.91234) for i, word in enumerate(words)),
    )


def transcript():
    made = Transcript("en")
    for utterance_spoken in SPOKEN:
        made.add(spoken(*utterance_spoken))
    refusal = Refusal(to_samples(31), to_samples(34), SECRET, "it does not sound like speech")
    made.add(Final(utterance(CLIENT, 31, 34), refused=(refusal,)))
    made.add(Final(utterance(CLIENT, 35, 36), missing="the computer was too slow"))
    return made


TRANSCRIBED = Transcribed("base.en", demo=False, lag_s=12.34, transcript=transcript(), with_words=True)
NUMBERS = replace(TRANSCRIBED, with_words=False)


def as_json(transcribed, **options):
    document = made("a session", transcribed=transcribed, **options)
    encoded = encode(document)
    assert msgspec.json.decode(encoded, type=Analysis) == document
    jsonschema.Draft202012Validator(json.loads(PUBLISHED.read_bytes())).validate(json.loads(encoded))
    return json.loads(encoded)


def event(found, kind):
    (one,) = [each for each in found["events"] if each["kind"] == kind]
    return one


def test_without_transcription_there_is_no_trace_of_words():
    found = as_json(None)
    assert not {"words", "transcription"} & found.keys()
    assert all("words" not in each for each in found["events"])


def test_every_word_with_its_time_and_confidence():
    words = as_json(TRANSCRIBED)["words"]
    assert [word["text"] for word in words["therapist"]][:3] == ["Mm-hm.", "What", "happened"]
    assert words["therapist"][1] == {"start_s": 16.0, "end_s": 16.5, "text": "What", "confidence": 0.912}
    assert " ".join(word["text"] for word in words["client"]) == f"{SPOKEN[0][3]} {SPOKEN[2][3]}"


def test_how_the_words_came_about():
    assert as_json(TRANSCRIBED)["transcription"] == {
        "model": "base.en",
        "demo_words": False,
        "language": "en",
        "lag_s": 12.3,
        "word_count": {"therapist": 15, "client": 25},
        "not_transcribed": [[35.0, 36.0, "client", "the computer was too slow"]],
        "refused": [
            {
                "start_s": 31.0,
                "end_s": 34.0,
                "by": "client",
                "text": SECRET,
                "reason": "it does not sound like speech",
            }
        ],
    }


def test_overlaps_say_what_was_said_and_what_was_cut_off():
    found = as_json(TRANSCRIBED)
    assert event(found, "backchannel")["words"] == {"said": "Mm-hm."}
    assert event(found, "attempted_interruption")["words"] == {"said": "What happened next?"}
    words = event(found, "successful_interruption")["words"]
    assert words["said"] == "Let us take a slow breath and see what is there."
    assert words["cut_off"].endswith("I could not sleep because of")
    assert "words" not in event(found, "silence")


def test_an_overlap_in_which_no_word_is_known_says_nothing():
    found = as_json(replace(TRANSCRIBED, transcript=Transcript("en")))
    assert all("words" not in each for each in found["events"])
    assert found["words"] == {"therapist": [], "client": []}
    assert found["transcription"]["word_count"] == {"therapist": 0, "client": 0}


def test_words_of_the_demo_model_say_so():
    told = as_json(replace(TRANSCRIBED, model="demo-en", demo=True))["transcription"]
    assert told["demo_words"] is True
    assert told["note"] == DEMO_NOTE
    assert "demo" in DEMO_NOTE
    assert DEMO_NOTE.endswith(".")


def test_a_language_that_is_not_known_is_null():
    assert as_json(replace(TRANSCRIBED, transcript=Transcript()))["transcription"]["language"] is None


def test_where_only_numbers_are_wanted_no_text_gets_out():
    found = as_json(NUMBERS)
    full = as_json(TRANSCRIBED)
    assert "words" not in found
    assert all("words" not in each for each in found["events"])
    text = json.dumps(found)
    assert [word for word in ("anxious", "brother", "happened", "breath", SECRET) if word in text] == []
    (refused,) = found["transcription"]["refused"]
    assert refused == {
        "start_s": 31.0,
        "end_s": 34.0,
        "by": "client",
        "reason": "it does not sound like speech",
    }
    for name in ("model", "demo_words", "language", "lag_s", "word_count", "not_transcribed"):
        assert found["transcription"][name] == full["transcription"][name]
    assert [each["id"] for each in found["events"]] == [each["id"] for each in full["events"]]


@pytest.mark.parametrize(("transcribed", "text"), [(TRANSCRIBED, {"text": ""}), (NUMBERS, {})])
def test_what_was_refused_before_it_was_decoded_has_no_text(transcribed, text):
    spoken = transcript()
    refusal = Refusal(to_samples(34.1), to_samples(34.4), "", NO_VOICE)
    spoken.add(Final(utterance(CLIENT, 34.1, 34.4), refused=(refusal,)))
    refused = as_json(replace(transcribed, transcript=spoken))["transcription"]["refused"]
    assert refused[1] == {"start_s": 34.1, "end_s": 34.4, "by": "client", **text, "reason": NO_VOICE}
    document = made("a session", transcribed=replace(transcribed, transcript=spoken))
    before = made("a session", transcribed=transcribed)
    assert csv_tables(document) == csv_tables(before)
    assert (webvtt(document), textgrid(document)) == (webvtt(before), textgrid(before))
    assert json.loads(numbers_of(encode(document)))["transcription"]["refused"][1]["reason"] == NO_VOICE


def test_swapped_the_words_go_with_their_voice():
    swapped, full = as_json(TRANSCRIBED, swapped=True), as_json(TRANSCRIBED)
    assert swapped["words"] == {"therapist": full["words"]["client"], "client": full["words"]["therapist"]}
    assert swapped["transcription"]["word_count"] == {"therapist": 25, "client": 15}
    assert swapped["transcription"]["not_transcribed"][0][2] == "therapist"
    assert swapped["transcription"]["refused"][0]["by"] == "therapist"
    cut_in = event(swapped, "successful_interruption")
    assert cut_in["by"] == "client"
    assert cut_in["words"] == event(full, "successful_interruption")["words"]


@pytest.mark.parametrize("transcribed", [TRANSCRIBED, NUMBERS])
def test_words_change_nothing_else(transcribed):
    with_words, without = as_json(transcribed), as_json(None)
    for each in with_words["events"]:
        each.pop("words", None)
    assert {name: with_words[name] for name in without} == without

"""WebVTT, opened by webvtt-py."""

import html
from collections import Counter

import webvtt as reader

from monitor.export.webvtt import webvtt
from monitor.replay.text import one_line
from monitor.replay.times import ms
from tests.export.documents import EMPTY, SPOKEN, any_session, changed


def read(document):
    """(start_ms, end_ms, voice, text) of each cue."""
    return [
        (milliseconds(cue.start), milliseconds(cue.end), cue.voice, html.unescape(cue.text))
        for cue in reader.from_string(webvtt(document)).captions
    ]


def milliseconds(clock):
    hours, minutes, rest = clock.split(":")
    whole, thousandths = rest.split(".")
    return ((int(hours) * 60 + int(minutes)) * 60 + int(whole)) * 1000 + int(thousandths)


def test_a_session_with_words():
    assert read(SPOKEN) == [
        (1_000, 6_307, "Client", "Könnten wir <über> & --> 😀"),
        (2_000, 2_400, "Therapist", "-mm-hm"),
        (6_013, 8_000, "Therapist", '=Stop, "please"!'),
    ]


def test_without_words():
    assert read(changed(SPOKEN, words=None)) == [
        (1_000, 6_307, "Client", "[speaks]"),
        (6_013, 8_000, "Therapist", "[speaks]"),
    ]


def test_words_that_may_be_wrong_are_called_so():
    notes = webvtt(SPOKEN).partition("\n00:")[0]
    assert "NOTE The words come from the demo model --&gt; they are right" in notes
    assert "demo" not in webvtt(changed(SPOKEN, transcription=None))


def test_nobody_speaks():
    assert webvtt(EMPTY) == "WEBVTT\n\nNOTE session-monitor 1.2.3\n"


@any_session
def test_every_turn_and_every_word_is_found_again(document):
    cues = read(document)
    assert [cue for cue in cues if cue[0] >= cue[1]] == []
    starts = [start for start, *_ in cues]
    assert starts == sorted(starts)
    turns = Counter(
        (ms(turn.start_s), max(ms(turn.end_s), ms(turn.start_s) + 1), turn.by.title())
        for turn in document.turns
    )
    assert turns <= Counter(cue[:3] for cue in cues)
    said = [one_line(word.text) for words in (document.words or {}).values() for word in words]
    written = Counter(part for *_, text in cues for part in text.split())
    assert Counter(part for text in said for part in text.split()) <= written

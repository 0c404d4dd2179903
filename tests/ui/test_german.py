"""German is complete: every text that stands in the program is translated, and nothing else is."""

import re
from pathlib import Path

import pytest

from monitor.ui.texts import FOLDER, read_texts, speak, translate
from tests.ui.texts_found import found, messages

GERMAN = read_texts(FOLDER / "de.ts").known


@pytest.fixture(scope="module")
def now():
    return messages(found())


def test_every_text_of_the_program_is_translated_and_no_other(now):
    assert set(GERMAN) == set(now)


def test_what_is_put_into_a_text_is_put_into_its_translation():
    for (context, source), german in GERMAN.items():
        places = [sorted(re.findall(r"{[^}]*}", text)) for text in (source, german)]
        assert places[0] == places[1], (context, source)
        assert source.count("&") == german.count("&"), (context, source)
        assert source.endswith("…") == german.endswith("…"), (context, source)


def test_german_is_not_english():
    same = [source for (_context, source), german in GERMAN.items() if source == german]
    assert len(same) < len(GERMAN) / 15, same


def test_the_overlay_s_sentences_are_german():
    try:
        speak("de")
        assert translate("Overlay", "Therapist") != "Therapist"
    finally:
        speak("en")


def test_no_line_of_the_sources_stands_in_the_file():
    assert "<location" not in Path(FOLDER, "de.ts").read_text("utf-8")

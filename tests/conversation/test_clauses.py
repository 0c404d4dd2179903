"""Clauses at a stop: a table of what people say, and how sure one can be."""

import pytest

from monitor.conversation.clauses import Ending, clause, ending, text
from monitor.conversation.timeline import to_samples
from monitor.conversation.transcript import Word
from tests.conversation.utterances import LEXICONS, spread

COMPLETE, BROKEN, UNKNOWN = Ending.COMPLETE, Ending.BROKEN, Ending.UNKNOWN


def found(said, language="en", goes_on=False, sure=0.9):
    words = spread(said, 0, to_samples(3), sure) if said else []
    return ending(words, goes_on, LEXICONS[language])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("I went home.", COMPLETE),
        ("Did you go home?", COMPLETE),
        ("I went home!", COMPLETE),
        ('He said "no."', COMPLETE),
        ("Yes.", COMPLETE),
        ("I told her that.", COMPLETE),
        ("I could not go on.", COMPLETE),
        ("and then my mother", BROKEN),
        ("And then my mother,", BROKEN),
        ("I went to the.", BROKEN),
        ("I did not go because.", BROKEN),
        ("It was my", BROKEN),
        ("I was, um.", BROKEN),
        ("I was so...", BROKEN),
        ("I was so…", BROKEN),
        ("I was so -", BROKEN),
        ("I was so—", BROKEN),
        ("I was afr-", BROKEN),
        ("And I", BROKEN),
        ("the", BROKEN),
        ("Did you go to the?", UNKNOWN),
        ("I did not want to.", UNKNOWN),
        ("That is how it was.", UNKNOWN),
        ("So I told her, so.", UNKNOWN),
        ("What are you afraid of?", COMPLETE),
        ("Well then", UNKNOWN),
        ("Yes", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_in_english(said, expected):
    assert found(said) is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Ich bin nach Hause gegangen.", COMPLETE),
        ("Das kann nicht sein.", COMPLETE),
        ("Haben Sie das gewollt?", COMPLETE),
        ("Ich bin nicht gegangen, weil.", BROKEN),
        ("Ich war bei meiner", BROKEN),
        ("Und dann bin ich", BROKEN),
        ("Ich dachte, ähm.", BROKEN),
        ("Ich mache die Tür zu.", UNKNOWN),
        ("Ich habe keine.", UNKNOWN),
        ("Kommst du mit?", COMPLETE),
        ("So war das, oder?", COMPLETE),
        ("Ich wollte nur, und?", UNKNOWN),
        ("Na ja", UNKNOWN),
    ],
)
def test_in_german(said, expected):
    assert found(said, "de") is expected


def test_two_words_that_go_on_after_the_stop_were_not_all():
    assert found("Well then") is UNKNOWN
    assert found("Well then", goes_on=True) is BROKEN
    assert found("I went home.", goes_on=True) is COMPLETE


@pytest.mark.parametrize("said", ["I went home.", "I went to the", "I was so..."])
def test_words_half_guessed_tell_nothing(said):
    assert found(said, sure=0.59) is UNKNOWN
    assert found(said, sure=0.6) is not UNKNOWN


def test_the_last_words_have_to_be_sure_and_most_of_those_before():
    guessed, sure = spread("It was", 0, 100, 0.1), spread("then I went home.", 100, 200, 0.9)
    assert ending([*guessed, *sure], False, LEXICONS["en"]) is COMPLETE
    lost = spread("who again five the doctor monday", 0, 100, 0.3)
    assert ending([*lost, *sure], False, LEXICONS["en"]) is UNKNOWN
    long_ago = spread("then I went home as I do every day now", 100, 200, 0.9)
    assert ending([*lost, *long_ago], False, LEXICONS["en"]) is not UNKNOWN
    assert ending([*sure, *spread("Then the dog", 200, 300, 0.1)], False, LEXICONS["en"]) is UNKNOWN


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("and then I went to the", "and then I went to the"),
        ("I was tired. And then I", "And then I"),
        ("Was I? Yes. I was.", "I was."),
        ("", ""),
    ],
)
def test_a_clause_begins_after_the_sentence_before_it(said, expected):
    assert clause(spread(said, 0, 1_000) if said else []) == expected


def test_a_clause_does_not_reach_over_a_long_silence():
    words = [*spread("so I", 0, 16_000), *spread("went to the", 48_001, 64_000)]
    assert clause(words) == "went to the"


def test_words_are_read_as_they_are_written():
    assert text([Word(" Mm-hm, ", 0, 1, 0.9), Word("yes.", 1, 2, 0.9)]) == "Mm-hm, yes."

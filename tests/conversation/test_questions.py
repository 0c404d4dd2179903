"""Questions: which sentences they are, where those begin and end, and the lists that are shipped."""

import re
import tomllib

import pytest

from monitor import config, places
from monitor.conversation.questions import judged, questions
from monitor.conversation.timeline import seconds
from monitor.errors import ConfigError
from tests.conversation.asking import (
    ENGLISH,
    GERMAN,
    UNSEEN_ENGLISH,
    UNSEEN_GERMAN,
    labelled,
    spoken,
)

WORDS = config.question_words()
FILES = sorted(places.questions_dir().glob("*.toml"))
ASKING = {"open", "closed"}
SETS = [
    pytest.param("en", ENGLISH, (0.98, 0.98, 0.98), (0.93, 0.97, 0.87), id="en"),
    pytest.param("de", GERMAN, (0.98, 0.98, 0.98), (0.93, 0.98, 0.87), id="de"),
    pytest.param("en", UNSEEN_ENGLISH, (0.98, 0.79, 0.85), (0.85, 0.74, 0.78), id="en-unseen"),
    pytest.param("de", UNSEEN_GERMAN, (0.94, 0.92, 0.87), (0.74, 0.87, 0.55), id="de-unseen"),
]


def found(language, text, **at):
    """What is known of each question in it."""
    return [each.judged for each in questions([spoken(text, **at)], WORDS[language]) if each.judged]


def asked(language, text, **at):
    """What a sentence asks: its kinds, the open one if there are several."""
    kinds = {each.kind.value for each in found(language, text, **at)}
    return "open" if "open" in kinds else "closed" if kinds else "none"


def f1(pairs, wanted):
    both = sum(one in wanted and two in wanted for one, two in pairs)
    return 2 * both / sum((one in wanted) + (two in wanted) for one, two in pairs)


def three(pairs):
    return tuple(f1(pairs, wanted) for wanted in (ASKING, {"open"}, {"closed"}))


def test_the_sentences_are_many_and_each_is_there_once():
    assert len(labelled(ENGLISH)) >= 120
    assert len(labelled(GERMAN)) >= 80
    for text in (ENGLISH, GERMAN, UNSEEN_ENGLISH, UNSEEN_GERMAN):
        assert len({sentence for sentence, _ in labelled(text)}) == len(labelled(text))
    assert {label for text in (ENGLISH, GERMAN) for _, label in labelled(text)} == {*ASKING, "none"}


@pytest.mark.parametrize(("language", "text", "marked", "unmarked"), SETS)
def test_the_rules_find_what_is_asked(language, text, marked, unmarked):
    found = three([(label, asked(language, sentence)) for sentence, label in labelled(text)])
    assert all(one >= least for one, least in zip(found, marked, strict=True)), found
    bare = three([(label, asked(language, sentence.replace("?", "."))) for sentence, label in labelled(text)])
    assert all(one >= least for one, least in zip(bare, unmarked, strict=True)), bare


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [
        ("en", "Tell me about it.", "invitation"),
        ("en", "I wonder how that was.", "wondering"),
        ("en", "Is there anything else?", "anything_else"),
        ("en", "Why?", "open_word"),
        ("en", "How often?", "closed_word"),
        ("en", "Do you like it?", "verb_first"),
        ("en", "It was hard, wasn't it?", "tag"),
        ("en", "So you left?", "question_mark"),
        ("de", "Können Sie mir davon ein wenig erzählen?", "invitation"),
        ("de", "Ich frage mich, was das war.", "wondering"),
        ("de", "Gibt es sonst noch etwas?", "anything_else"),
        ("de", "Was hilft Ihnen.", "open_word"),
        ("de", "Seit wann?", "closed_word"),
        ("de", "Gehst du hin.", "verb_first"),
        ("de", "Das war schwer, nicht wahr.", "tag"),
        ("de", "Sie sind gegangen?", "question_mark"),
    ],
)
def test_each_rule_says_what_it_is(language, text, rule):
    assert [each.rule.value for each in found(language, text)] == [rule]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Können Sie mir sagen, wann das war?", "closed"),
        ("Können Sie mir sagen, was das war?", "open"),
        ("Was Sie sagen, ist wichtig.", "none"),
        ("Was sagen Sie, wenn er kommt.", "open"),
        ("Wie Ihre Mutter das sieht, weiß ich nicht.", "none"),
        ("Wie sieht Ihre Mutter das.", "open"),
    ],
)
def test_german_goes_by_the_order_of_words(text, kind):
    assert asked("de", text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What helps many people is to breathe out.", "none"),
        ("What helps you when it is bad.", "open"),
        ("What helps, is that it?", "open"),
    ],
)
def test_what_is_the_subject_of_a_later_verb_asks_nothing(text, kind):
    assert asked("en", text) == kind


def test_of_two_questions_in_one_sentence_the_open_one_counts():
    (only,) = found("en", "Was it bad, and what did you do?")
    assert only.kind.value == "open"


def test_a_question_has_a_start_an_end_and_its_text():
    words = spoken("I see. What did you do? Mm.", at_s=4.0)
    (only,) = questions([words], WORDS["en"])
    assert (seconds(only.stretch.start), seconds(only.stretch.end)) == pytest.approx((4.6, 5.8))
    assert only.text == "What did you do?"


def test_a_long_silence_ends_a_sentence_and_a_short_one_does_not():
    assert [
        each.text for each in questions([spoken("What did you do then", pauses_s={4: 0.5})], WORDS["en"])
    ] == ["What did you do then"]
    words = spoken("What did you do I was worried", pauses_s={4: 0.8})
    assert [each.text for each in questions([words], WORDS["en"])] == ["What did you do"]
    marked = spoken("Good. What did you do then?", pauses_s={5: 1.5})
    assert [each.text for each in questions([marked], WORDS["en"])] == ["What did you do then?"]


def test_without_any_marks_a_question_begins_in_the_middle():
    (only,) = questions([spoken("that sounds hard what did you do")], WORDS["en"])
    assert only.text == "what did you do"
    assert seconds(only.stretch.start) == pytest.approx(0.9)


def test_no_sentence_goes_on_from_one_stretch_into_the_next():
    first, second = spoken("What did"), spoken("you do", at_s=0.7)
    assert [each.text for each in judged([first, second], WORDS["en"])] == ["What did", "you do"]


def test_question_marks_everywhere_tell_nothing():
    rows = labelled(ENGLISH)
    stretches = [
        spoken(re.sub("[.?!]", "?", sentence), at_s=20.0 * index) for index, (sentence, _) in enumerate(rows)
    ]
    found = {round(seconds(each.stretch.start)) // 20 for each in questions(stretches, WORDS["en"])}
    pairs = [("open" if index in found else "none", label) for index, (_, label) in enumerate(rows)]
    assert f1(pairs, ASKING) >= 0.92
    statements = [spoken("You went home?", at_s=2.0 * index) for index in range(20)]
    assert questions(statements, WORDS["en"]) == []
    assert len(questions(statements[:5], WORDS["en"])) == 5


@pytest.mark.parametrize("text", ["", "...", "?", "Okay?", "Yeah, right?"])
def test_this_asks_nothing(text):
    assert questions([spoken(text)], WORDS["en"]) == []
    assert questions([], WORDS["en"]) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_lists_are_sorted_and_plain(path):
    for name, entries in tomllib.loads(path.read_text("utf-8")).items():
        assert entries == sorted(set(entries)), name


def test_lists_that_are_not_the_lists_are_refused(tmp_path):
    (tmp_path / "xx.toml").write_text('fillers = ["so"]\n')
    with pytest.raises(ConfigError, match="must hold the lists"):
        config.question_words(tmp_path)
    whole = (places.questions_dir() / "en.toml").read_text("utf-8")
    (tmp_path / "xx.toml").write_text(whole.replace("open_words = [", 'open_words = [\n  "when",'))
    with pytest.raises(ConfigError, match="is in open_words and in closed_words"):
        config.question_words(tmp_path)

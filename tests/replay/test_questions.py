"""The questions of a session: found in the therapist's passages, corrected by remarks."""

import pytest

from monitor import config
from monitor.conversation.remarks import QuestionCorrected, QuestionKind, Remarks
from monitor.conversation.timeline import to_samples
from monitor.replay.asked import questions
from monitor.replay.passages import Passage, SpokenWord

WORDS = config.question_words()["en"]


def passage(by, at_s, text):
    words = [
        SpokenWord(by, round(1000 * at_s) + 300 * index, round(1000 * at_s) + 300 * (index + 1), word, 0.9)
        for index, word in enumerate(text.split())
    ]
    return Passage(1, by, words[0].start_ms, words[-1].end_ms, words)


SAID = [
    passage("therapist", 1.0, "I see. What did you do?"),
    passage("client", 4.0, "What do you mean?"),
    passage("therapist", 6.0, "Did you sleep?"),
]


def corrected(at_s, kind):
    return QuestionCorrected(to_samples(at_s), kind, 0)


def kinds(*corrections):
    return [
        (each.span.start_s, each.kind.value, each.corrected)
        for each in questions(SAID, Remarks(questions=corrections), WORDS)
    ]


def test_the_therapists_questions_are_found_and_no_others():
    first, second = questions(SAID, Remarks(), WORDS)
    assert (first.text, first.kind, first.rule, first.corrected) == (
        "What did you do?",
        QuestionKind.OPEN,
        "open_word",
        False,
    )
    assert (first.span.start_s, first.span.end_s) == (1.6, 2.8)
    assert (second.text, second.kind) == ("Did you sleep?", QuestionKind.CLOSED)
    assert questions(SAID[1:2], Remarks(), WORDS) == ()


@pytest.mark.parametrize(("at_s", "holds"), [(1.6, True), (1.69, True), (1.51, True), (1.75, False)])
def test_a_correction_holds_within_a_tenth_of_a_second(at_s, holds):
    expected = ("closed", True) if holds else ("open", False)
    assert kinds(corrected(at_s, QuestionKind.CLOSED))[0][1:] == expected


def test_what_is_no_question_stays_so_that_it_can_be_taken_back():
    assert kinds(corrected(6.0, QuestionKind.NONE)) == [(1.6, "open", False), (6.0, "none", True)]


def test_any_sentence_can_be_made_a_question():
    assert kinds(corrected(1.0, QuestionKind.OPEN))[0] == (1.0, "open", True)
    assert len(kinds(corrected(1.0, QuestionKind.NONE))) == 2


def test_question_marks_everywhere_are_seen_over_the_whole_session():
    told = [passage("therapist", 3.0 * index, "You went home?") for index in range(20)]
    assert questions(told, Remarks(), WORDS) == ()
    assert len(questions(told[:3], Remarks(), WORDS)) == 3

"""The therapist's questions: listed with the rule that found them, and corrected by a key."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt

from monitor.conversation.questions import Rule
from monitor.conversation.remarks import QuestionKind
from monitor.ui.review.question_words import rule_sentence
from monitor.ui.review.questions import QuestionsPanel
from tests.ui.review.replays import TALK, WITHOUT_WORDS
from tests.ui.review.showing import click_row, rows, settled, shown, texts, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def panel(qtbot):
    panel = shown(qtbot, QuestionsPanel())
    panel.show_replay(TALK)
    panel.listed.setFocus()
    settled()
    return panel


@pytest.fixture
def corrected(panel):
    heard: list[tuple[object, ...]] = []
    panel.question_corrected.connect(lambda at_s, kind: heard.append((at_s, kind)))
    return heard


def choose(panel, row):
    panel.listed.setCurrentIndex(panel.listed.entries.index(row))


def test_each_question_stands_with_its_kind_and_text(panel):
    assert rows(panel.listed) == [("0:00", "Open"), ("0:20", "Open"), ("1:11", "Closed")]
    assert panel.listed.entries.entries[0].text == "How was your week?"
    assert "3 questions: 2 open, 1 closed." in texts(panel)


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_has_plain_words(rule):
    assert " " in rule_sentence(rule.value)


def test_a_correction_stands_in_the_place_of_the_rule(panel):
    assert panel.listed.entries.entries[2].aside == "Corrected by hand"


@pytest.mark.parametrize(
    ("key", "kind"), [(Qt.Key.Key_C, QuestionKind.CLOSED), (Qt.Key.Key_X, QuestionKind.NONE)]
)
def test_a_key_corrects(qtbot, panel, corrected, key, kind):
    choose(panel, 0)
    qtbot.keyClick(panel.listed, key)
    assert corrected == [(0.5, kind)]


def test_backspace_goes_back_to_the_rules(qtbot, panel, corrected):
    choose(panel, 2)
    qtbot.keyClick(panel.listed, Qt.Key.Key_Backspace)
    assert corrected == [(71.0, None)]


def test_what_holds_already_is_not_corrected(qtbot, panel, corrected):
    choose(panel, 0)
    qtbot.keyClick(panel.listed, Qt.Key.Key_O)
    qtbot.keyClick(panel.listed, Qt.Key.Key_Backspace)
    assert corrected == []


def test_the_buttons_do_what_the_keys_do(qtbot, panel, corrected):
    choose(panel, 2)
    assert not panel.buttons[QuestionKind.CLOSED].isEnabled()
    qtbot.mouseClick(panel.buttons[QuestionKind.OPEN], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.buttons[None], Qt.MouseButton.LeftButton)
    assert corrected == [(71.0, QuestionKind.OPEN), (71.0, None)]


def test_what_is_no_question_stays_and_counts_no_more(panel):
    first, *others = TALK.questions or ()
    changed = replace(first, kind=QuestionKind.NONE, corrected=True)
    choose(panel, 0)
    panel.show_replay(replace(TALK, questions=(changed, *others)))
    assert panel.listed.entries.entries[0].struck
    assert "2 questions: 1 open, 1 closed." in texts(panel)
    assert panel.listed.currentIndex().row() == 0


def test_a_click_and_enter_seek(qtbot, panel):
    sought: list[float] = []
    panel.seek_wished.connect(sought.append)
    click_row(qtbot, panel.listed, 1)
    qtbot.keyClick(panel.listed, Qt.Key.Key_Down)
    qtbot.keyClick(panel.listed, Qt.Key.Key_Return)
    assert sought == [20.6, 71.0]


def test_without_words_there_is_a_sentence(panel):
    panel.show_replay(WITHOUT_WORDS)
    assert "Questions are found by their words" in texts(panel)
    assert not panel.listed.isVisible()


def test_without_rules_for_the_language_there_is_another(panel):
    panel.show_replay(replace(TALK, questions=None))
    assert "no rules yet that find questions in the language" in texts(panel)


def test_no_question_is_a_sentence_too(panel):
    panel.show_replay(replace(TALK, questions=()))
    assert "asked no question that the rules know" in texts(panel)


def test_every_control_has_a_name(panel):
    assert unnamed(panel) == []

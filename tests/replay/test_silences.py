"""The silence ledger, worked by hand."""

import pytest

from monitor.replay.build import build
from monitor.replay.model import Quiet, Span
from tests.replay.talked import said, talked

QUIET = talked([(2, 5)], [(9, 12)], 14)


def ledger(document):
    return build(document).silences


def reopened(**spoken):
    (found,) = ledger(talked([(2, 5)], [(9, 12)], 14, **said(**spoken)))
    return found.reopened_with


def test_who_spoke_before_and_who_ended_it():
    assert ledger(QUIET) == (Quiet("silence-5.00", Span(5, 9), "therapist", "client", ""),)


def test_one_that_nobody_ended():
    (found,) = ledger(talked([(4, 6)], [], 20, **said(therapist=[(4, "So."), (19.5, "Goodbye.")])))
    assert (found.span, found.after, found.ended_by) == (Span(6, 20), "therapist", None)
    assert found.reopened_with == ""


def test_the_first_words_after_it():
    told = [(2.1, "Take your time."), (9.9, "Yes?")]
    assert reopened(client=[(9.0, "I don't know. Maybe.")], therapist=told) == "I don't know."


def test_words_that_begin_a_little_before_the_speech():
    assert reopened(client=[(8.8, "Well, I tried.")]) == "Well, I tried."


@pytest.mark.parametrize("spoken", [{}, {"therapist": [(2, "So?")]}, {"client": [(11.5, "Later.")]}])
def test_unknown_first_words_are_not_made_up(spoken):
    assert reopened(**spoken) == ""


def test_whoever_was_first_where_both_ended_it():
    both = talked([(2, 5), (9, 12)], [(9, 12)], 14)
    assert ledger(both)[0].ended_by is None
    words = said(client=[(9.1, "And so.")], therapist=[(9.3, "What?")])
    assert ledger(talked([(2, 5), (9, 12)], [(9, 12)], 14, **words))[0].reopened_with == "And so."

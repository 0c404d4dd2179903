"""Silent interruptions, worked by hand: each of the six things that must hold, and each left out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import config
from monitor.conversation.silent import DOUBT, Heard, Limits, silent_interruptions
from monitor.conversation.timeline import Segment, seconds, to_samples
from monitor.conversation.transcript import Word, middle
from tests.conversation.speech import C, T

LEXICON = config.lexicons()["en"]
LIMITS = Limits(to_samples(0.18), to_samples(0.7), to_samples(0.5), to_samples(1.0))
CUT, ANSWER = "I told her that the", "Let us look at your week."


def said(end_s, text, confidence=0.9, start_s=None):
    """Words that end at `end_s`, or begin at `start_s`, each a quarter of a second long."""
    texts = text.split()
    first_s = end_s - 0.25 * len(texts) if start_s is None else start_s
    return [
        Word(each, to_samples(first_s + 0.25 * at), to_samples(first_s + 0.25 * (at + 1)), confidence)
        for at, each in enumerate(texts)
    ]


def heard(client=(), therapist=(), words=None, until_s=60.0):
    told = words or {}
    lanes = {C: client, T: therapist}

    def within(channel, start, end):
        return [word for word in told.get(channel, []) if start <= middle(word) < end]

    ipus = {who: [Segment(to_samples(a), to_samples(b)) for a, b in lane] for who, lane in lanes.items()}
    return Heard(ipus, within, to_samples(until_s))


def scene(pause_s=0.4, cut=CUT, answer=ANSWER, resumed_s=9.0, spoke_s=2.0, confidence=0.9):
    """The client stops at 5.0 s; the therapist comes in after the pause; the client is back later."""
    start_s = 5.0 + pause_s
    words = {C: said(5.0, cut, confidence), T: said(0, answer, start_s=start_s)}
    return heard([(2.0, 5.0), (resumed_s, 12.0)], [(start_s, start_s + spoke_s)], words)


def found(given):
    return silent_interruptions(given, LIMITS, LEXICON)


def test_a_clause_that_was_broken_off_in_a_pause_and_never_finished():
    (only,) = found(scene())
    assert (only.by, seconds(only.paused), seconds(only.start)) == (T, 5.0, 5.4)
    assert (only.cut_off, only.said) == (CUT, ANSWER)
    assert only.confidence == DOUBT * 0.9


@pytest.mark.parametrize(
    "other",
    [
        {"pause_s": 0.1},
        {"pause_s": 0.8},
        {"pause_s": -0.3},
        {"cut": "I told her that."},
        {"cut": "So"},
        {"answer": "Mm-hm."},
        {"answer": "I see, right."},
        {"answer": ""},
        {"cut": ""},
        {"resumed_s": 6.9},
        {"spoke_s": 0.4},
        {"confidence": 0.5},
    ],
    ids=str,
)
def test_where_one_thing_does_not_hold_there_is_none(other):
    assert found(scene(**other)) == []


@pytest.mark.parametrize("pause_s", [0.18, 0.7])
def test_the_limits_of_the_pause_are_within(pause_s):
    assert len(found(scene(pause_s=pause_s))) == 1


def test_holds_with_the_roles_exchanged():
    given = scene()
    swapped = replace(
        given,
        ipus={T: given.ipus[C], C: given.ipus[T]},
        words=lambda channel, start, end: given.words(channel.other, start, end),
    )
    (only,) = found(swapped)
    assert only == replace(found(given)[0], by=C)


def test_words_that_ended_long_before_are_not_the_last_ones():
    words = {C: said(4.0, CUT), T: said(0, ANSWER, start_s=5.4)}
    assert found(heard([(2.0, 5.0)], [(5.4, 8.0)], words)) == []


def test_the_clause_begins_after_the_sentence_before():
    (only,) = found(scene(cut="That was it. I told her that the"))
    assert only.cut_off == CUT


def test_one_word_after_a_sentence_tells_nothing():
    assert found(scene(cut="That was all of it. Monday")) == []


@pytest.mark.parametrize(("before", "count"), [((4.0, 5.1), 0), ((4.0, 4.6), 0), ((3.0, 4.3), 1)])
def test_whoever_was_speaking_already_did_not_come_in(before, count):
    words = {C: said(5.0, CUT), T: said(0, ANSWER, start_s=5.4)}
    assert len(found(heard([(2.0, 5.0)], [before, (5.4, 8.0)], words))) == count


def test_at_the_end_nobody_can_tell_whether_it_was_finished():
    assert found(replace(scene(resumed_s=11.0), duration=to_samples(60.0))) != []
    words = {C: said(5.0, CUT), T: said(0, ANSWER, start_s=5.4)}
    assert found(heard([(2.0, 5.0)], [(5.4, 6.8)], words, until_s=6.9)) == []


def test_a_long_answer_is_shown_by_its_beginning():
    (only,) = found(scene(answer="and " * 14 + "so", resumed_s=30.0, spoke_s=5.0))
    assert only.said == "and " * 11 + "and …"


stretches = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), max_size=20)


def lane(made):
    """Stretches in tenths of a second, none of which overlap."""
    at, spoken = 0, []
    for gap, length in made:
        at += gap % 30 + 2
        spoken.append((at / 10, (at + length) / 10))
        at += length
    return spoken


@given(stretches, stretches)
def test_none_lies_in_an_overlap_and_each_pause_is_one(client, therapist):
    lanes = {C: lane(client), T: lane(therapist)}
    words = {who: [word for _, end in spoken for word in said(end, CUT)] for who, spoken in lanes.items()}
    for told in words.values():
        told.sort(key=middle)
    given = heard(lanes[C], lanes[T], words, until_s=200.0)
    for each in found(given):
        assert LIMITS.shortest <= each.start - each.paused <= LIMITS.longest
        assert 0 < each.confidence < 0.5
        for ipus in given.ipus.values():
            assert not any(ipu.start < each.start and each.paused < ipu.end for ipu in ipus)

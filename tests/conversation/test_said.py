"""What is read beside an overlap: what was said in it, and what was cut off."""

import pytest

from monitor.conversation.events import (
    AttemptedInterruption,
    Backchannel,
    PossibleOverlap,
    SuccessfulInterruption,
    TerminalOverlap,
    UnresolvedOverlap,
)
from monitor.conversation.said import Said, spoken_in
from monitor.conversation.timeline import Channel, Segment, to_samples
from monitor.conversation.transcript import Final, Transcript, Utterance
from tests.conversation.speech import C, T
from tests.conversation.utterances import spread


def told(*said):
    """A transcript of (channel, start_s, end_s, text)."""
    transcript = Transcript("en")
    for channel, start_s, end_s, text in said:
        voiced = Segment(to_samples(start_s), to_samples(end_s))
        words = tuple(spread(text, voiced.start, voiced.end))
        transcript.add(Final(Utterance(channel, (voiced,), voiced.end), words))
    return transcript


def overlap(kind, start_s, end_s, by=T):
    start, end = to_samples(start_s), to_samples(end_s)
    return kind("x", by, start, end, end - start, end, 1.0)


CUT_IN = told(
    (C, 0, 2, "I was tired."),
    (C, 2.4, 5, "And then I went to the"),
    (T, 4.4, 8, "How did you sleep? I wonder."),
)


@pytest.mark.parametrize("by", Channel)
def test_an_interruption_is_read_to_the_end_of_its_sentence_with_what_it_cut_off(by):
    transcript = CUT_IN if by is T else CUT_IN.swapped()
    found = spoken_in(overlap(SuccessfulInterruption, 4.4, 5, by), transcript)
    assert found == Said("How did you sleep?", "And then I went to the")


@pytest.mark.parametrize("kind", [TerminalOverlap, PossibleOverlap])
def test_where_nobody_is_known_to_be_cut_off_nothing_was(kind):
    assert spoken_in(overlap(kind, 4.4, 5), CUT_IN) == Said("How did you sleep?", "")


def test_a_backchannel_is_its_own_words():
    transcript = told((C, 0, 9, "It goes on and on"), (T, 3, 3.5, "Mm-hm."), (T, 4, 5, "Yes."))
    assert spoken_in(overlap(Backchannel, 3, 3.5), transcript) == Said("Mm-hm.", "")


def test_an_attempt_cuts_nothing_off():
    transcript = told((C, 0, 9, "It goes on and on"), (T, 3, 5, "But why do"))
    assert spoken_in(overlap(AttemptedInterruption, 3, 5), transcript) == Said("But why do", "")


def test_where_both_stopped_the_others_clause_was_cut_off():
    transcript = told((C, 0, 5, "It goes on"), (T, 3, 5, "But why do"))
    assert spoken_in(overlap(UnresolvedOverlap, 3, 5), transcript) == Said("But why do", "It goes on")


def test_where_both_went_on_nothing_was():
    transcript = told(
        (C, 0, 10, "It goes on and on and on and on and on"), (T, 3, 10, "But why do you go on?")
    )
    assert spoken_in(overlap(UnresolvedOverlap, 3, 6), transcript) == Said("But why do you go on?", "")


def test_what_comes_after_a_long_silence_was_not_said_in_it():
    transcript = told((C, 0, 5, "It goes"), (T, 4, 6, "But why"), (T, 9, 10, "is that?"))
    assert spoken_in(overlap(SuccessfulInterruption, 4, 5), transcript) == Said("But why", "It goes")


def test_without_words_there_is_nothing_to_read():
    assert spoken_in(overlap(SuccessfulInterruption, 4, 5), Transcript("en")) == Said("", "")

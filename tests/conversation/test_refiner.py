"""Words come when they come: what is looked at then, and what the record keeps of it."""

import sys
from dataclasses import replace

import pytest

from monitor.conversation.events import (
    Backchannel,
    PossibleOverlap,
    SuccessfulInterruption,
    TerminalOverlap,
    UnresolvedOverlap,
)
from monitor.conversation.record import Record, Reported
from monitor.conversation.refine import refined
from monitor.conversation.refiner import Refiner
from monitor.conversation.session import Session
from monitor.conversation.timeline import Segment, seconds, to_samples
from monitor.conversation.transcript import Final, Transcript
from tests.conversation.speech import RULES, C, T, boundaries, lanes
from tests.conversation.utterances import LEXICONS, Spoken, played, spread, utterances

SPOKEN = lanes(therapist=[(4.6, 8.5)], client=[(0, 2.5), (3.2, 5.0)])
DURATION = to_samples(60)
WORDS = {
    C: [
        *spread("It was a long week.", 0, to_samples(2.5)),
        *spread("And then I went to the", to_samples(3.2), to_samples(5), 0.8),
    ],
    T: spread("So how did you sleep?", to_samples(4.6), to_samples(8.5)),
}
WEEK, WENT, SLEEP = utterances(SPOKEN, WORDS, DURATION)
NAME = "therapist-4.60"


def heard(until_s, language="en", spoken=SPOKEN):
    """A session up to then, its record, its transcript and a refiner that has seen all events."""
    record, transcript, refiner = Record(), Transcript(language), Refiner(RULES, LEXICONS)
    until = to_samples(until_s)
    speech = [each for each in boundaries(spoken) if each.at <= until]
    events = Session(RULES).advance(until, speech)
    record.note(speech, events, 0)
    assert refiner.look(record, transcript, until, events) == []
    return record, transcript, refiner


def revised(record, transcript, refiner, until_s, final):
    transcript.add(final)
    events = refiner.look(record, transcript, to_samples(until_s), final)
    record.note([], events, 0)
    return events


def test_an_event_keeps_its_id_and_its_history():
    record, transcript, refiner = heard(20)
    assert type(record.overlap(NAME)) is PossibleOverlap
    assert revised(record, transcript, refiner, 20, WEEK) == []
    (event,) = revised(record, transcript, refiner, 20, WENT)
    assert revised(record, transcript, refiner, 20, SLEEP) == []
    assert record.overlap(NAME) is event
    assert (event.id, event.by, event.start, event.end) == (NAME, T, to_samples(4.6), to_samples(5))
    ((first, last),) = [forms for forms in record.events if forms[0].event.id == NAME]
    assert [type(first.event), type(last.event)] == [PossibleOverlap, SuccessfulInterruption]


def test_words_are_waited_for_that_may_be_words_of_listening():
    """Here the therapist says little; above so much that it cannot be listening."""
    spoken = lanes(therapist=[(4.6, 6.6)], client=[(3.2, 5.0)])
    words = {C: WORDS[C][5:], T: spread("That is hard.", to_samples(4.6), to_samples(6.6))}
    went, hard = utterances(spoken, words, DURATION)
    for first, second in ((went, hard), (hard, went)):
        record, transcript, refiner = heard(20, spoken=spoken)
        assert revised(record, transcript, refiner, 20, first) == []
        assert len(revised(record, transcript, refiner, 20, second)) == 1


def test_it_is_as_sure_as_the_words_are():
    record, transcript, refiner = heard(20)
    (event,) = revised(record, transcript, refiner, 20, WENT)
    assert event.confidence == 0.8


def test_it_is_known_when_the_speech_about_it_and_the_words_are():
    record, transcript, refiner = heard(20)
    (event,) = revised(record, transcript, refiner, 20, WENT)
    assert seconds(event.known_at) == pytest.approx(9.1)  # 3.5 s and 1 s after the onset
    late = replace(WENT, utterance=replace(WENT.utterance, closed_at=to_samples(12)))
    record, transcript, refiner = heard(20)
    (event,) = revised(record, transcript, refiner, 20, late)
    assert seconds(event.known_at) == 12


def test_nothing_is_said_before_the_speech_about_it_is_known():
    record, transcript, refiner = heard(9)
    assert revised(record, transcript, refiner, 9, WENT) == []
    assert refiner.look(record, transcript, to_samples(9.09)) == []
    assert len(refiner.look(record, transcript, to_samples(9.1))) == 1


def test_the_end_of_the_session_settles_it_all():
    record, transcript, refiner = heard(9)
    record.finish(to_samples(9))
    (event,) = revised(record, transcript, refiner, 9, WENT)
    assert event.known_at == to_samples(9)
    assert record.events[0][-1] == Reported(event, to_samples(9))


def test_words_that_were_missing_may_come_after_all():
    record, transcript, refiner = heard(20)
    missing = Final(WENT.utterance, missing="too slow")
    assert revised(record, transcript, refiner, 20, missing) == []
    assert len(revised(record, transcript, refiner, 20, WENT)) == 1
    assert revised(record, transcript, refiner, 20, WENT) == []


def test_a_language_that_becomes_known_late_is_not_too_late():
    record, transcript, refiner = heard(20, "")
    assert revised(record, transcript, refiner, 20, WENT) == []
    transcript.language = "en"
    assert len(refiner.look(record, transcript, to_samples(21))) == 1


def test_what_is_still_open_is_not_touched():
    """Foretold: it is known to be an interruption, but not how it ends."""
    spoken = lanes(therapist=[(4.2, 8.5)], client=[(3.2, 5.0)])
    words = {C: spread("I went to bed.", to_samples(3.2), to_samples(5)), T: WORDS[T]}
    transcript = Transcript("en")
    for final in utterances(spoken, words, DURATION):
        transcript.add(final)
    start, now = to_samples(4.2), to_samples(5)
    foretold = UnresolvedOverlap("therapist-4.20", T, start, now, now - start, now, 0.5)
    assert refined(foretold, spoken, transcript, RULES, LEXICONS["en"]) is foretold
    settled = replace(foretold, known_at=to_samples(6))
    assert type(refined(settled, spoken, transcript, RULES, LEXICONS["en"])) is TerminalOverlap


def test_what_may_be_a_backchannel_waits_for_its_own_words():
    """The other's complete clause alone would make a terminal overlap of it."""
    spoken = lanes(therapist=[(2.8, 3.9)], client=[(0, 3.2), (4.5, 9)])
    words = {
        C: spread("It goes on.", 0, to_samples(3.2)),
        T: spread("I see.", to_samples(2.8), to_samples(3.9)),
    }
    goes, see, _ = sorted(utterances(spoken, words, DURATION), key=lambda final: final.utterance.end)
    record, transcript, refiner = heard(20, spoken=spoken)
    assert revised(record, transcript, refiner, 20, goes) == []
    (event,) = revised(record, transcript, refiner, 20, see)
    assert type(event) is Backchannel
    assert (event.end, event.overlap) == (to_samples(3.9), to_samples(0.4))


def test_the_words_at_the_stop_may_begin_after_the_overlap_did():
    spoken = lanes(therapist=[(4.2, 8.5)], client=[(0, 4.4), (5, 5.2)])
    words = {C: spread("I slept.", to_samples(5), to_samples(5.2)), T: WORDS[T]}
    long, slept, how = sorted(utterances(spoken, words, DURATION), key=lambda final: final.utterance.end)
    record, transcript, refiner = heard(20, spoken=spoken)
    assert revised(record, transcript, refiner, 20, how) == []
    assert revised(record, transcript, refiner, 20, long) == []
    (event,) = revised(record, transcript, refiner, 20, slept)
    assert type(event) is TerminalOverlap


def test_speech_that_lasts_is_speech_up_to_where_it_is_asked_for():
    record, _, _ = heard(6)
    within = Segment(to_samples(4), to_samples(5.5))
    assert record.speech(within) == {
        T: [Segment(to_samples(4.6), to_samples(5.5))],
        C: [Segment(to_samples(3.2), to_samples(5))],
    }
    assert record.speech(Segment(0, to_samples(3))) == {T: [], C: [Segment(0, to_samples(2.5))]}


MINUTE = to_samples(60)
HOURS = 3


def test_a_final_costs_the_same_in_every_hour():
    """Counted in calls of Python functions: only overlaps near its words are looked at."""
    record, transcript, refiner = Record(), Transcript("en"), Refiner(RULES, LEXICONS)
    session, costs = Session(RULES), []
    for minute in range(HOURS * 60):
        start = minute * MINUTE
        speech = [type(each)(each.channel, each.at + start) for each in boundaries(SPOKEN)]
        events = session.advance(start + MINUTE - 1, speech)
        record.note(speech, events, 0)
        assert refiner.look(record, transcript, start + MINUTE - 1, events) == []
        found = []
        with _Calls() as calls:
            for final in (_later(each, start) for each in (WEEK, WENT, SLEEP)):
                transcript.add(final)
                known = refiner.look(record, transcript, start + MINUTE - 1, final)
                record.note([], known, 0)
                found += known
        assert [type(event) for event in found] == [SuccessfulInterruption]
        costs.append(calls.made)
    assert max(costs[60:]) <= 1.1 * max(costs[:60])


def test_words_after_hours_of_waiting_find_their_overlaps():
    finals = [(to_samples(55), each) for each in (SLEEP, WENT, WEEK)]
    record = played(Spoken(SPOKEN, DURATION, [each for _, each in finals]), finals)
    assert type(record.overlap(NAME)) is SuccessfulInterruption
    assert TerminalOverlap not in {type(form.event) for forms in record.events for form in forms}


def _later(final, by):
    """The same said later."""
    spoken = final.utterance
    voiced = tuple(Segment(each.start + by, each.end + by) for each in spoken.voiced)
    words = tuple(replace(each, start=each.start + by, end=each.end + by) for each in final.words)
    return replace(
        final, utterance=replace(spoken, voiced=voiced, closed_at=spoken.closed_at + by), words=words
    )


class _Calls:
    """Counts the calls of functions, while it is entered."""

    made = 0

    def __enter__(self):
        self._before = sys.getprofile()
        sys.setprofile(self._note)
        return self

    def __exit__(self, *_error):
        sys.setprofile(self._before)

    def _note(self, _frame, what, _argument):
        self.made += what in ("call", "c_call")

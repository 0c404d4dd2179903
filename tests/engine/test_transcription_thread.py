"""The transcription thread: what it makes of utterances, of losses, and of the end."""

import os
import signal
import threading
import time
from dataclasses import replace
from queue import SimpleQueue

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import config, places
from monitor.conversation.events import Speech, SpeechEnded, SpeechStarted
from monitor.conversation.timeline import Channel, seconds, to_samples
from monitor.conversation.transcript import Final, Partial
from monitor.engine.backlog import STOPPED, TOO_FAR_BEHIND, Backlog
from monitor.engine.utterances import UtteranceCutter
from monitor.engine.words import drained
from monitor.engine.workers import NOT_IN_TIME, TranscriptionThread
from monitor.errors import ModelError
from monitor.speech.recogniser import RecogniserLost
from monitor.speech.remote import RemoteRecogniser
from tests.conversation.speech import C, T
from tests.engine.decoding import SETTINGS, Scripted, cut
from tests.scenes.scene import as_int16
from tests.scenes.voice import Voice, say

PATIENCE_S = 30.0


class Session:
    """A thread at work, and what it has published."""

    def __init__(self, recogniser, **changed):
        self.recogniser = recogniser
        self._finals: SimpleQueue[Final] = SimpleQueue()
        self._partials: SimpleQueue[Partial] = SimpleQueue()
        self.backlog = Backlog(replace(SETTINGS, **changed), "en")
        self.thread = TranscriptionThread(recogniser, self.backlog, self._finals.put, self._partials.put)
        self.thread.start()

    def say(self, *utterances, now=None, overlaps=False):
        for channel, start, end in utterances:
            self.thread.close(cut(channel, start, end), end + 0.4 if now is None else now, overlaps)

    def final(self):
        return self._finals.get(timeout=PATIENCE_S)

    def partial(self):
        return self._partials.get(timeout=PATIENCE_S)

    def rest(self):
        return drained(self._finals)

    def end(self):
        progress: list[float] = []
        assert self.thread.drain(PATIENCE_S, progress.append)
        assert not self.thread._thread.is_alive()
        return progress


@pytest.fixture
def begin():
    begun = []

    def begin(*script, **changed):
        begun.append(Session(Scripted(*script), **changed))
        return begun[-1]

    yield begin
    for session in begun:
        session.thread.stop()


def texts(final):
    return [each.text for each in final.words]


class TestFinals:
    def test_an_utterance_gets_its_words(self, begin):
        session = begin()
        session.say((C, 1, 4))
        final = session.final()
        assert (texts(final), final.missing, session.thread.trouble) == (["1.00"], "", "")

    def test_whoever_hands_them_over_never_waits(self, begin):
        session = begin()
        session.recogniser.hold()
        session.say((C, 1, 4))
        assert session.recogniser.started.wait(PATIENCE_S)
        session.say((T, 5, 8), now=9.0)  # while the recogniser is at work
        session.thread.grow(C, cut(C, 8, 9), 9.0)
        assert (session.thread.behind_s, session.rest()) == (5.0, [])
        session.recogniser.go.set()
        assert [texts(session.final()), texts(session.final())] == [["1.00"], ["5.00"]]

    def test_too_much_of_it_is_reported_by_whoever_hands_it_over(self, begin):
        session = begin(waiting_max_s=25.0)
        session.recogniser.hold()
        session.say((C, 0, 10))
        assert session.recogniser.started.wait(PATIENCE_S)
        session.say((C, 11, 21), (C, 22, 32), (C, 33, 43))
        (missing,) = session.rest()
        assert (seconds(missing.utterance.start), missing.missing) == (11, TOO_FAR_BEHIND)

    def test_how_much_of_the_time_decoding_takes_is_told(self, begin):
        session = begin()
        session.recogniser.hold()
        session.say((C, 0, 10))
        assert session.recogniser.started.wait(PATIENCE_S)
        session.thread.grow(C, None, 16.4)
        session.recogniser.go.set()
        session.final()
        assert session.thread.load == pytest.approx(6 / 16.4)


class TestPartials:
    def test_what_is_said_is_shown_while_it_is(self, begin):
        session = begin()
        session.thread.grow(C, cut(C, 1, 2), 2.0)
        assert [each.text for each in session.partial().rest] == ["1.00"]
        session.thread.grow(C, cut(C, 1, 3), 3.0)
        assert [each.text for each in session.partial().steady] == ["1.00"]

    def test_a_lost_one_is_tried_again_with_the_next_sound(self, begin):
        session = begin(RecogniserLost())
        session.thread.grow(C, cut(C, 1, 2), 2.0)
        assert session.recogniser.started.wait(PATIENCE_S)
        session.thread.grow(C, cut(C, 1, 3), 3.0)
        assert session.partial().channel is C
        assert (session.rest(), session.thread.trouble) == ([], "")


class TestLosses:
    def test_one_costs_nothing_but_a_second_try(self, begin):
        session = begin(RecogniserLost())
        session.say((C, 1, 4))
        assert texts(session.final()) == ["1.00"]
        assert [kind for kind, _ in session.recogniser.jobs] == ["final", "final"]
        assert session.thread.trouble == ""

    def test_what_is_lost_twice_is_missing_and_the_next_is_not(self, begin):
        session = begin(RecogniserLost(), RecogniserLost())
        session.say((C, 1, 4))
        assert session.final().missing == STOPPED
        session.say((C, 5, 8))
        assert texts(session.final()) == ["5.00"]

    def test_after_some_it_rests_says_so_and_goes_on(self, begin):
        session = begin(*[RecogniserLost()] * 3, losses_rest_s=0.3)
        session.say((C, 1, 4), (C, 5, 8))
        began = time.monotonic()
        first, second = session.final(), session.final()
        assert (first.missing, texts(second)) == (STOPPED, ["5.00"])
        assert time.monotonic() - began >= 0.3
        assert session.thread.trouble == ""

    def test_while_it_rests_the_trouble_is_told(self, begin):
        session = begin(*[RecogniserLost()] * 3, losses_rest_s=1000.0)
        session.say((C, 1, 4), (C, 5, 8))
        session.final()
        with session.thread._changed:
            assert session.thread._changed.wait_for(lambda: session.thread.trouble, PATIENCE_S)
        assert session.thread.trouble == (
            "The recogniser has stopped 3 times; words rest for 1000 s and are then caught up."
        )
        session.thread.stop()
        (left,) = session.rest()
        assert left.missing == NOT_IN_TIME

    def test_a_model_that_cannot_be_used_ends_the_words_and_says_why(self, begin):
        session = begin(ModelError("The model is gone."))
        session.say((C, 1, 4))
        assert session.final().missing == "The model is gone."
        session.say((T, 5, 8))
        assert session.final().missing == "The model is gone."
        session.thread.grow(C, cut(C, 8, 9), 9.0)
        assert session.thread.trouble == "The model is gone."
        assert len(session.recogniser.jobs) == 1

    def test_anything_else_shows_and_costs_one_utterance(self, begin):
        session = begin(ZeroDivisionError("by zero"), ZeroDivisionError("by zero"))
        session.say((C, 1, 4))
        missing = session.final()
        assert missing.missing == session.thread.trouble == "Words could not be decoded (by zero)."
        session.say((C, 5, 8))
        assert texts(session.final()) == ["5.00"]
        assert session.thread.trouble == ""

    def test_a_backlog_that_fails_ends_the_words_in_view(self, begin, monkeypatch):
        session = begin()

        def broken(now_s):
            raise ZeroDivisionError("by zero")

        monkeypatch.setattr(session.backlog, "next", broken)
        session.say((C, 1, 4))
        assert session.final().missing == "Words could not be decoded (by zero)."


class TestTheEnd:
    def test_what_waits_is_decoded_after_the_session(self, begin):
        session = begin()
        session.recogniser.hold()
        session.say((C, 0, 4), (T, 5, 8), (C, 9, 12))
        assert session.recogniser.started.wait(PATIENCE_S)
        threading.Timer(0.05, session.recogniser.go.set).start()
        progress = session.end()
        assert sorted(seconds(final.words[0].start) for final in session.rest()) == [0, 5, 9]
        assert (progress[0], progress[-1]) == (10.0, 0.0)
        assert progress == sorted(progress, reverse=True)

    def test_at_once_where_nothing_does(self, begin):
        session = begin()
        assert session.end() == [0.0]
        assert session.recogniser.closed

    def test_what_cannot_be_decoded_in_time_is_reported(self, begin):
        session = begin()
        session.recogniser.hold()
        session.say((C, 0, 4), (T, 5, 8))
        assert session.recogniser.started.wait(PATIENCE_S)
        assert not session.thread.drain(0.05, lambda _: None)
        assert {final.missing for final in session.rest()} == {NOT_IN_TIME}

    def test_whoever_waits_for_it_can_be_spared_the_rest(self, begin):
        session = begin()
        session.recogniser.hold()
        session.say((C, 0, 4))
        assert session.recogniser.started.wait(PATIENCE_S)
        threading.Timer(0.05, session.thread.stop).start()
        assert not session.thread.drain(PATIENCE_S, lambda _: None)
        assert [final.missing for final in session.rest()] == [NOT_IN_TIME]

    def test_it_stops_at_once_and_reports_what_it_leaves(self, begin):
        session = begin()
        session.recogniser.hold()
        session.say((C, 0, 4), (T, 5, 8))
        assert session.recogniser.started.wait(PATIENCE_S)
        session.thread.stop()
        assert [final.missing for final in session.rest()] == [NOT_IN_TIME] * 2
        session.say((C, 9, 10))
        assert session.final().missing == NOT_IN_TIME
        assert not session.thread._thread.is_alive()


UTTERANCES = st.lists(
    st.tuples(st.sampled_from(Channel), st.floats(0.1, 14), st.sampled_from([None, "lost", "broken"])),
    max_size=15,
)
ERRORS = {None: None, "lost": RecogniserLost(), "broken": ValueError("broken")}


@settings(max_examples=40, deadline=None)
@given(UTTERANCES, st.booleans())
def test_every_utterance_gets_exactly_one_final(made, stopped):
    session = Session(
        Scripted(*(ERRORS[each] for _, _, each in made)), losses_rest_s=0.01, waiting_max_s=30.0
    )
    at, expected = 0.0, []
    for channel, length, _ in made:
        session.say((channel, at, at + length))
        expected.append((channel, seconds(cut(channel, at, at + length).utterance.start)))
        at += length + 1
    if stopped:
        session.thread.stop()
    else:
        session.end()
    found = [(final.utterance.channel, seconds(final.utterance.start)) for final in session.rest()]
    assert sorted(found, key=str) == sorted(expected, key=str)


VOICE = Voice("gmw/en-US+f2")


def spoken(text, start_s):
    """An utterance of the client's, said by espeak-ng, as it is cut out of a session."""
    made = say(text, VOICE)
    cutter = UtteranceCutter(C, config.load().utterances)
    start = to_samples(start_s)
    sound = np.zeros(start + len(made.sound) + to_samples(1), np.int16)
    sound[start : start + len(made.sound)] = as_int16(made.sound)
    cutter.hear(sound, len(sound))
    boundaries: list[Speech] = [SpeechStarted(C, start), SpeechEnded(C, start + to_samples(made.length))]
    (one,) = cutter.advance(len(sound), boundaries)
    return one


@pytest.mark.speech
class TestWithTheRealRecogniser:
    TEXT = "my brother called me last night ."

    @pytest.fixture
    def session(self):
        chosen = config.load()
        recogniser = RemoteRecogniser(
            places.models_dir() / "demo-en", frozenset(), chosen.decoding, chosen.guards
        )
        session = Session(recogniser)
        yield session
        session.thread.stop()

    def hand_over(self, session, start_s):
        one = spoken(self.TEXT, start_s)
        session.thread.close(one, seconds(one.utterance.closed_at), False)

    def words(self, final, start_s):
        return [
            (each.text, each.start - to_samples(start_s), each.end - to_samples(start_s))
            for each in final.words
        ]

    def test_decoded_early_they_are_the_same(self, session):
        one = spoken(self.TEXT, 2.0)
        session.thread.close(one, 4.5, False)
        expected = session.final()
        session.thread.grow(C, replace(one, complete=True), 4.6)
        assert session.partial().rest == expected.words
        session.thread.close(one, 4.7, False)
        assert session.final() == expected
        assert expected.words

    def test_words_are_shown_meanwhile_and_kept_afterwards(self, session):
        one = spoken(self.TEXT, 2.0)
        session.thread.grow(C, one, 4.0)
        partial = session.partial()
        assert "brother" in {each.text.lower() for each in partial.rest}
        self.hand_over(session, 2.0)
        assert "brother" in texts(session.final())
        assert session.end()[-1] == 0.0
        assert session.recogniser.pid is None

    @pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a process cannot be held up here")
    def test_killing_it_in_the_midst_of_its_work_costs_nothing_but_a_second_try(self, session):
        self.hand_over(session, 2.0)
        expected = self.words(session.final(), 2.0)
        first = session.recogniser.pid
        os.kill(first, signal.SIGSTOP)
        self.hand_over(session, 12.0)
        self.hand_over(session, 22.0)
        os.kill(first, signal.SIGKILL)
        assert [self.words(session.final(), at) for at in (12.0, 22.0)] == [expected, expected]
        assert expected
        assert session.recogniser.pid not in (first, None)
        assert (session.rest(), session.thread.trouble) == ([], "")

"""Words in the pipeline: what was said makes something else of an event, until the very end."""

from functools import partial

import pytest

from monitor import config
from monitor.conversation.events import PossibleOverlap, SuccessfulInterruption, TerminalOverlap
from monitor.conversation.refiner import Refiner
from monitor.conversation.timeline import SAMPLE_RATE, seconds
from monitor.engine.backlog import Backlog
from monitor.engine.words import AtOnce, Words
from monitor.metrics.sensitivity import sensitivity
from tests.conversation.speech import C, T, lanes
from tests.conversation.utterances import spread
from tests.engine import decoding
from tests.engine.sound import cut, pipeline, settings, sound

SPOKEN = lanes(therapist=[(9.6, 13.5)], client=[(1, 7), (8, 10)])
DURATION_S = 14.0
BROKEN, WHOLE = "And then I went to the", "And then I went to bed."


class Scripted:
    """A recogniser that hears in the client's last utterance what it is told to, and else a week's sleep."""

    def __init__(self, said):
        self._said = said

    def final(self, job):
        first, last = job.voiced[0].start, job.voiced[-1].end
        text = self._said if abs(seconds(last) - 10) < 0.2 else "How did you sleep this week?"
        return decoding.decoded(tuple(spread(text, first, last)))

    def partial(self, job):
        raise AssertionError("a recording has no partials")

    def close(self):
        pass


def heard(said, duration_s=DURATION_S, sizes=(4_096,)):
    """A finished pipeline with words: everything as shipped but the recogniser."""
    shipped, found = settings(), pipeline()
    refiner = Refiner(shipped.conversation, config.lexicons())
    transcriber = AtOnce(Scripted(said), Backlog(shipped.backlog, "en"))
    found.words = Words(shipped.utterances, refiner, transcriber, demo=False)
    for block in cut(sound(SPOKEN, DURATION_S)[: round(duration_s * SAMPLE_RATE)], sizes):
        found.feed(block)
    found.finish()
    return found


def overlap(listening):
    """All forms of the one overlap."""
    (forms,) = [forms for forms in listening.record.events if forms[0].event.id.startswith("therapist")]
    return [type(form.event) for form in forms]


@pytest.mark.parametrize(
    ("said", "kind", "interruptions"), [(BROKEN, SuccessfulInterruption, 1), (WHOLE, TerminalOverlap, 0)]
)
def test_a_quick_yield_becomes_what_the_words_say(said, kind, interruptions):
    found = heard(said)
    assert overlap(found) == [PossibleOverlap, kind]
    assert found.figures.interruptions.count(T) == interruptions
    assert found.snapshot().interruptions == interruptions


def test_words_that_tell_nothing_leave_it_possible():
    assert overlap(heard("So")) == [PossibleOverlap]


@pytest.mark.parametrize("duration_s", [13.6, 11.5])
def test_the_last_seconds_are_told_by_their_words_too(duration_s):
    """What comes after the end can change nothing, so nothing is waited for."""
    found = heard(BROKEN, duration_s)
    assert overlap(found) == [PossibleOverlap, SuccessfulInterruption]
    last = found.record.overlap(next(forms[-1].event.id for forms in found.record.events))
    assert last.known_at <= found.record.duration


def test_cuts_change_nothing():
    one, other = heard(BROKEN), heard(BROKEN, sizes=(160, 7, 16_000))
    assert one.record.events == other.record.events
    assert one.words.transcript.words(C) == other.words.transcript.words(C)


def test_a_recount_is_by_words_as_the_count_is():
    found = heard(BROKEN)
    rules, record = settings().conversation, found.record
    reword = partial(found.words.reword, record)
    rows = sensitivity(rules, record.segments, record.duration, reword)
    assert {row.successful[T] for row in rows if row.in_force} == {1}
    by_timing = sensitivity(rules, record.segments, record.duration)
    assert {row.successful[T] for row in by_timing if row.in_force} == {0}

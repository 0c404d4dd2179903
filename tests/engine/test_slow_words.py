"""A recogniser that is twenty times too slow costs the words, and nothing else."""

import threading
import time
from collections import Counter
from dataclasses import replace

import pytest

from monitor.conversation.timeline import Channel, seconds
from monitor.engine.workers import NOT_IN_TIME
from monitor.speech.recogniser import Decoded, Job, RecogniserLost
from monitor.speech.remote import RemoteRecogniser
from monitor.ui import wording
from tests.engine.played import Played, first_forms, settings, with_words, without_words

pytestmark = pytest.mark.slow

SPEED = 4.0
KEEPS_UP_S = 2.9
"""The session has an utterance so often: one that takes as long for each just keeps up."""
ANSWERS_AFTER_S = 20 * KEEPS_UP_S / SPEED


class Slowed(RemoteRecogniser):
    """The real one, whose answers are kept back until they have taken twenty times too long."""

    def __init__(self, *given):
        super().__init__(*given)
        self._closed = threading.Event()

    def close(self) -> None:
        self._closed.set()
        super().close()

    def _call(self, job: Job, kind) -> Decoded:
        due = time.monotonic() + ANSWERS_AFTER_S
        decoded = super()._call(job, kind)
        if self._closed.wait(max(0.0, due - time.monotonic())):
            raise RecogniserLost("it was closed")
        return replace(decoded, cost_s=ANSWERS_AFTER_S)


@pytest.fixture(scope="module")
def left_s():
    """The seconds of sound that were left whenever something more had been decoded after the session."""
    return []


@pytest.fixture(scope="module")
def slow(left_s) -> Played:
    """The session, at whose end the user waits for one decode more and skips the rest."""

    def skip_the_rest(transcription, left):
        left_s.append(left)
        if left < left_s[0]:
            transcription.skip()

    return with_words(settings(), SPEED, Slowed, finishing=skip_the_rest)


def test_every_figure_is_at_every_moment_what_it_is_without_words(slow):
    assert slow.unrevisable() == without_words().unrevisable()
    assert slow.pictures == without_words().pictures


def test_and_shown_as_such_until_words_change_an_event(slow):
    first = slow.revised_at or max(slow.snapshots)
    assert slow.before_words(first) == without_words().before_words(first)
    assert first > 5


def test_what_timing_makes_of_the_session_is_the_same(slow):
    found, plain = slow.document, without_words().document
    assert first_forms(found) == first_forms(plain)
    for part in ("segments", "turns", "talk_time_s", "response_latency"):
        assert found[part] == plain[part]
    assert slow.trust == without_words().trust


def test_the_health_line_says_how_far_the_words_are_behind(slow):
    snapshot, most = max(slow.words, key=lambda pair: pair[1].behind_s)
    assert most.behind_s > 10
    tens = int(most.behind_s // 10) * 10
    assert wording.view(snapshot).health == f"Words are {tens} s behind"
    assert slow.document["transcription"]["lag_s"] >= round(most.behind_s, 1)


def test_nothing_is_shown_before_it_is_over_once_it_lags(slow):
    """A recogniser that keeps up shows more than a hundred partials; the first here is begun at once."""
    assert len(slow.partials) <= 3


def test_every_utterance_has_words_or_is_reported_with_its_times(slow, left_s):
    assert Counter(final.utterance for final in slow.finals) == Counter(slow.utterances)
    assert max(Counter(slow.utterances).values()) == 1
    missing = [final.utterance for final in slow.finals if final.missing]
    assert {final.missing for final in slow.finals} == {"", NOT_IN_TIME}
    assert slow.document["transcription"]["not_transcribed"] == [
        (round(seconds(each.start), 3), round(seconds(each.end), 3), each.channel.value, NOT_IN_TIME)
        for each in sorted(missing, key=lambda each: each.start)
    ]
    assert 0 < left_s[1] < left_s[0]
    assert left_s[-1] == 0


def test_what_was_decoded_has_its_words(slow):
    said = sum(len(slow.document["words"][channel.value]) for channel in Channel)
    assert said == sum(len(final.words) for final in slow.finals) > 0

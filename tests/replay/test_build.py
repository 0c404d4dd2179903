"""The replay as a whole: any session, odd ones, and one that is remarked upon."""

from dataclasses import replace
from itertools import cycle

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor import config
from monitor.conversation.remarks import (
    Contested,
    Intended,
    Note,
    QuestionCorrected,
    QuestionKind,
    Remarks,
    Verdict,
)
from monitor.conversation.timeline import Segment, to_samples
from monitor.document import InterruptionCounts
from monitor.replay.build import build, rebuilt
from monitor.replay.thresholds import FIRST, Thresholds, thresholds
from tests.export.documents import EMPTY, SPOKEN, any_session, changed, documents
from tests.replay.long import long_document
from tests.replay.talked import said as words
from tests.replay.talked import talked

ENGLISH = config.question_words()["en"]
NO_ONE = {"therapist": (), "client": ()}


def remarks(document, every=1):
    """Every event contested, and every sentence a question of another kind than it was."""
    asked = build(document, words=ENGLISH).questions or ()
    verdicts = [*Verdict]
    return Remarks(
        {
            event.id: Contested(event.id, verdicts[number % 3], number)
            for number, event in enumerate(document.events[::every])
        },
        tuple(
            QuestionCorrected(to_samples(each.span.start_s), [*QuestionKind][number % 3], number)
            for number, each in enumerate(asked[::every])
        ),
        (Intended(Segment(0, 16_000), "on purpose", True, 1),),
    )


def asking(document):
    """The same words at the same times, but such that they ask."""
    texts = cycle(["What", "did", "you", "say?", "You", "slept?", "Why?", "I", "see."])
    words = {
        role: [msgspec.structs.replace(word, text=next(texts)) for word in spoken]
        for role, spoken in (document.words or {}).items()
    }
    return changed(document, words=words or None)


def test_the_summary_is_the_documents():
    document = talked([(10, 14), (30, 34)], [(2, 11), (15, 31)], 300)
    found = build(document).summary
    assert found.talk_share == {"therapist": None, "client": None}
    assert found.withheld == document.withheld != {}
    assert found.talk_time_s == {"therapist": 8.0, "client": 25.0}
    assert (found.overlap_s, found.silence_s) == (2.0, 269.0)
    assert found.interruptions == document.interruptions
    assert found.longest_turn_s == {"therapist": 4.0, "client": 16.0}
    assert found.contested == found.monologues == found.backchannels == {"therapist": 0, "client": 0}


def test_the_summary_leaves_out_what_is_contested():
    document = talked([(10, 14), (100, 170), (180, 181.5)], [(2, 11), (171, 190)], 300)
    before = build(document).summary
    assert before.interruptions["therapist"] == InterruptionCounts(1, 1, 0)
    assert before.monologues == {"therapist": 1, "client": 0}
    after = build(document, remarks(document)).summary
    assert after.interruptions["therapist"] == InterruptionCounts(0, 0, 0)
    assert after.contested == {"therapist": 2, "client": 0}
    assert after.monologues == {"therapist": 0, "client": 0}
    assert after.talk_share == before.talk_share


def test_backchannels_and_warnings_are_passed_on():
    found = build(SPOKEN).summary
    assert found.backchannels == {"therapist": 1, "client": 0}
    assert found.warnings == ["The client's channel is clipped in places."]
    assert found.withheld == {"talk_share": "0 s of speech were heard; a share needs 60 s"}


def test_nobody_speaks():
    found = build(talked(until_s=20))
    assert found.speech == found.unheard == NO_ONE
    assert not any(
        (found.overlaps, found.markers, found.silences, found.passages, found.moments, found.replies)
    )
    assert (found.duration_s, found.has_words, found.questions) == (20.0, False, None)
    assert found.summary.longest_turn_s == {"therapist": 0.0, "client": 0.0}


def test_a_document_without_any_length():
    assert build(changed(EMPTY, duration_s=0.0)).share == ((0.0, None), (0.0, None))


def test_one_speaker():
    found = build(talked([], [(1, 100)], 120))
    assert [each.kind for each in found.moments] == ["monologue"]
    assert found.share[-1] == (120.0, 0.0)
    assert found.replies == ()


def test_twenty_seconds_have_no_share():
    found = build(talked([(2, 4)], [(5, 18)], 20))
    assert {value for _, value in found.share} == {None}
    assert [each.by for each in found.passages] == ["therapist", "client"]


def test_one_that_was_cut_off():
    document = talked([(1, 4)], [(5, 20)], 20, complete=False)
    assert build(document).document.complete is False
    assert build(document).silences == ()


def test_withheld_interruptions_still_have_moments():
    """What is withheld is the count; each one can be looked at and judged."""
    document = talked([(10, 14)], [(2, 11)], 40, interruptions={"therapist": None, "client": None})
    found = build(document)
    assert found.summary.interruptions == {"therapist": None, "client": None}
    assert len(found.moments) == 1


def test_without_words_nothing_is_asked():
    document = long_document(10, with_words=False)
    found = build(document, words=ENGLISH)
    assert (found.has_words, found.questions) == (False, None)
    assert len(found.passages) == len(document.turns)
    assert {each.said for each in found.moments} | {each.reopened_with for each in found.silences} == {""}


def test_words_in_a_language_without_rules():
    assert build(long_document(10)).questions is None


def test_questions_are_the_therapists():
    found = build(long_document(10), words=ENGLISH).questions
    assert found
    assert {"What was that like for you?", "Have you slept at all?"} <= {each.text for each in found}
    assert not any("my " in each.text for each in found)


def test_eight_hours():
    document = long_document(480)
    found = build(document, words=ENGLISH)
    assert sum(map(len, found.speech.values())) == sum(map(len, document.segments.values())) > 20_000
    assert len(found.share) < 5_402
    assert found.summary.interruptions == document.interruptions


def test_what_the_document_holds_of_remarks_is_not_taken_twice():
    document = talked([(10, 14)], [(2, 11)], 40)
    assert build(document).summary.contested["therapist"] == 0


def test_notes_stand_in_order_of_time():
    notes = (Note(2, 90, "b"), Note(1, 80, "a"), Note(4, 80, "c"))
    assert [each.number for each in build(SPOKEN, notes=notes).notes] == [1, 4, 2]


def test_rebuilt_after_a_contest_is_what_build_gives():
    document = long_document(20)
    first = build(document, words=ENGLISH)
    for every in (1, 2, 3):
        said, notes = remarks(document, every), (Note(1, 90, ""),)
        whole = build(document, said, notes, ENGLISH)
        assert rebuilt(first, said, notes, ENGLISH) == whole
        assert rebuilt(whole, Remarks(), (), ENGLISH) == first
        assert whole != first


@pytest.mark.parametrize("late_s", [-0.1, -0.05, 0.0, 0.1])
def test_rebuilt_after_a_correction_that_is_a_little_off(late_s):
    document = talked([(2, 5)], [(6, 9)], 12, **words(therapist=[(2.0, "Did you sleep?")]))
    said = Remarks(questions=(QuestionCorrected(to_samples(2 + late_s), QuestionKind.NONE, 1),))
    found = rebuilt(build(document, words=ENGLISH), said, (), ENGLISH)
    assert [each.kind for each in found.questions or ()] == [QuestionKind.NONE]
    assert found == build(document, said, (), ENGLISH)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(documents(), st.integers(1, 3), st.lists(st.integers(0, 3_000), max_size=3))
def test_rebuilt_is_build_for_any_session(document, every, corrected_ms):
    """Also where a correction means no sentence, or several passages at once."""
    document = asking(document)
    first, said = build(document, words=ENGLISH), remarks(document, every)
    more = tuple(QuestionCorrected(at * 16, QuestionKind.OPEN, 9) for at in corrected_ms)
    said = replace(said, questions=(*said.questions, *more))
    whole = build(document, said, (), ENGLISH)
    assert rebuilt(first, said, (), ENGLISH) == whole
    assert rebuilt(whole, Remarks(), (), ENGLISH) == first


@any_session
def test_any_session_can_be_looked_at(document):
    found = build(document, words=ENGLISH)
    assert {each.id for each in found.moments} <= {each.id for each in found.markers}
    for each in found.moments:
        assert 0 <= each.around.start_s <= each.around.end_s <= document.duration_s
    assert sum(len(each.words) for each in found.passages) == sum(map(len, (document.words or {}).values()))


@pytest.mark.parametrize(
    "said", [{}, {"rolling_s": -1, "lapse_s": True, "share_min_speech_s": "60"}, {"x": 1}]
)
def test_a_document_that_does_not_say_its_thresholds(said):
    assert thresholds(changed(EMPTY, settings={"conversation": said})) == FIRST
    assert thresholds(changed(EMPTY, settings={})) == FIRST


def test_thresholds_are_those_of_the_document():
    said = {
        "rolling_s": 120,
        "share_min_speech_s": 30.0,
        "latency_turn_min_s": 2.0,
        "lapse_s": 5,
        "compete_max_s": 4.0,
        "ipu_gap_s": 0.2,
        "takeover_min_s": 0.6,
        "silent_pause_max_s": 0.8,
        "backchannel_isolation_s": 1.1,
    }
    found = thresholds(changed(EMPTY, settings={"conversation": said}))
    assert found == Thresholds(120, 30, 2, 5, 4, 0.2, 0.6, 0.8, 1.1)


def test_the_first_thresholds_are_still_those_in_force():
    """Documents that say nothing are older than settings that may come."""
    assert thresholds(long_document(1)) == FIRST

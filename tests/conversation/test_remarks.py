"""Of what is remarked of a session the last word holds, and it can be taken back."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.conversation.remarks import (
    Contested,
    Intended,
    QuestionCorrected,
    QuestionKind,
    Remark,
    Verdict,
    in_force,
)
from monitor.conversation.timeline import Segment

EVENTS = st.sampled_from(["therapist-1", "therapist-2", "client-1"])
CONTESTED = st.builds(Contested, EVENTS, st.none() | st.sampled_from(Verdict), st.integers(0, 9))
CORRECTED = st.builds(
    QuestionCorrected, st.integers(0, 3), st.none() | st.sampled_from(QuestionKind), st.integers(0, 9)
)
INTENDED = st.builds(
    Intended, st.sampled_from([Segment(0, 5), Segment(5, 9)]), st.text(max_size=3), st.booleans(), st.just(0)
)
REMARKS = st.lists(st.one_of(CONTESTED, CORRECTED, INTENDED), max_size=12)


def test_the_last_verdict_holds_and_none_takes_it_back():
    first, second = Contested("a", Verdict.SUPPORTIVE, 1), Contested("a", Verdict.TEACHING, 2)
    other = Contested("b", Verdict.NOT_AN_INTERRUPTION, 3)
    assert in_force([first, other, second]).verdict("a") is Verdict.TEACHING
    taken_back = in_force([first, other, second, Contested("a", None, 4)])
    assert taken_back.verdict("a") is None
    assert taken_back.verdict("b") is Verdict.NOT_AN_INTERRUPTION


@given(REMARKS)
def test_what_holds_is_the_last_that_was_said_of_each_thing(remarks: list[Remark]):
    held = in_force(remarks)
    for event in ("therapist-1", "therapist-2", "client-1"):
        said = [each for each in remarks if isinstance(each, Contested) and each.event == event]
        assert held.verdict(event) == (said[-1].verdict if said else None)
    for question in held.questions:
        assert [e for e in remarks if isinstance(e, QuestionCorrected) and e.at == question.at][
            -1
        ] == question
    assert all(each.on for each in held.intended)


@given(REMARKS, CONTESTED)
def test_contesting_one_event_leaves_the_others(remarks: list[Remark], more: Contested):
    before, after = in_force(remarks), in_force([*remarks, more])
    assert {k: v for k, v in before.contested.items() if k != more.event} == {
        k: v for k, v in after.contested.items() if k != more.event
    }
    assert (before.questions, before.intended) == (after.questions, after.intended)

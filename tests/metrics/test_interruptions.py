"""The count of interruptions, worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.conversation.events import (
    AttemptedInterruption,
    Backchannel,
    Monologue,
    PossibleOverlap,
    Silence,
    SuccessfulInterruption,
    TerminalOverlap,
    Turn,
    UnresolvedOverlap,
)
from monitor.metrics.interruptions import KINDS, Interruptions
from tests.conversation.speech import C, T


def overlap(kind, start, by=T):
    return kind(f"{by.value}-{start}", by, start, start + 100, 100, start + 200, 1.0)


def counted(*events):
    found = Interruptions()
    found.advance(events)
    return found


def test_none_at_first():
    found = counted()
    assert (found.count(T), found.count(C)) == (0, 0)
    assert found.last_at == {T: None, C: None}


@pytest.mark.parametrize("kind", [SuccessfulInterruption, AttemptedInterruption, UnresolvedOverlap])
def test_each_kind_counts_for_who_came_in(kind):
    found = counted(overlap(kind, 500))
    assert (found.count(T), found.count(C), found.count(T, kind)) == (1, 0, 1)
    assert found.last_at == {T: 500, C: None}


@pytest.mark.parametrize("kind", [Backchannel, TerminalOverlap, PossibleOverlap])
def test_other_overlaps_do_not(kind):
    found = counted(overlap(kind, 500))
    assert found.count(T) == 0
    assert found.last_at[T] is None


def test_what_is_no_overlap_does_not():
    found = counted(Turn(T, 0, 9, 9), Monologue("m", T, 0, 9, 9, 9), Silence("s", 0, 9, T, C, 9))
    assert (found.count(T), found.count(C)) == (0, 0)


def test_kinds_are_counted_apart():
    found = counted(
        overlap(SuccessfulInterruption, 1_000),
        overlap(AttemptedInterruption, 2_000),
        overlap(AttemptedInterruption, 3_000),
        overlap(AttemptedInterruption, 9_000, by=C),
    )
    assert found.count(T) == 3
    assert found.count(T, AttemptedInterruption) == 2
    assert found.count(T, SuccessfulInterruption, UnresolvedOverlap) == 1
    assert found.count(C) == 1
    assert found.last_at == {T: 3_000, C: 9_000}


@pytest.mark.parametrize("kind", [SuccessfulInterruption, AttemptedInterruption, UnresolvedOverlap])
def test_a_revised_event_counts_once_as_what_it_became(kind):
    found = counted(overlap(UnresolvedOverlap, 500))
    found.advance([overlap(kind, 500)])
    assert (found.count(T), found.count(T, kind)) == (1, 1)


def test_the_last_is_the_latest_to_begin_whatever_is_settled_last():
    found = counted(overlap(UnresolvedOverlap, 500), overlap(AttemptedInterruption, 900))
    found.advance([overlap(SuccessfulInterruption, 500)])
    assert found.last_at[T] == 900


def test_an_event_of_an_hour_ago_is_revised():
    events = [overlap(AttemptedInterruption, 1_000 * number) for number in range(5_000)]
    found = counted(*events)
    assert (found.count(T), found.last_at[T]) == (5_000, 4_999_000)
    found.advance([overlap(Backchannel, 0), overlap(SuccessfulInterruption, 1_000)])
    assert (found.count(T), found.count(T, SuccessfulInterruption), found.count(T, Backchannel)) == (
        4_999,
        1,
        1,
    )


def test_what_turns_out_to_be_none_is_not_the_last_any_more():
    found = counted(overlap(AttemptedInterruption, 500), overlap(SuccessfulInterruption, 900))
    found.advance([overlap(TerminalOverlap, 900)])
    assert (found.count(T), found.last_at[T]) == (1, 500)
    found.advance([overlap(Backchannel, 500)])
    assert (found.count(T), found.last_at[T]) == (0, None)


def test_what_turns_out_to_be_one_may_be_the_last():
    found = counted(overlap(SuccessfulInterruption, 500), overlap(PossibleOverlap, 900))
    found.advance([overlap(SuccessfulInterruption, 900)])
    assert (found.count(T), found.last_at[T]) == (2, 900)


FORMS = st.builds(
    overlap,
    st.sampled_from([*KINDS, Backchannel, TerminalOverlap, PossibleOverlap]),
    st.sampled_from([0, 500, 900, 1_300]),
    st.sampled_from([T, C]),
)


@given(st.lists(FORMS, max_size=30))
def test_any_revisions_count_as_the_latest_forms_alone(forms):
    revised, fresh = counted(*forms), counted(*{form.id: form for form in forms}.values())
    kinds = [*KINDS, Backchannel, TerminalOverlap, PossibleOverlap]
    assert [revised.count(by, kind) for by in (T, C) for kind in kinds] == [
        fresh.count(by, kind) for by in (T, C) for kind in kinds
    ]
    assert revised.last_at == fresh.last_at

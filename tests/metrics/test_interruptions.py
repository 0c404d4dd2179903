"""The count of interruptions, worked by hand."""

import pytest

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
from monitor.metrics.interruptions import Interruptions
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


def test_counts_last_and_memory_does_not_grow():
    found = counted(*(overlap(AttemptedInterruption, 1_000 * number) for number in range(5_000)))
    assert found.count(T) == 5_000
    assert len(found._recent) <= Interruptions.RECENT

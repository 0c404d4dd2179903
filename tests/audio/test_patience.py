"""Calls that are waited for only so long."""

import threading
import time

import pytest

from monitor.audio.patience import within


def test_what_is_done_in_time_is_given():
    assert within(5.0, lambda: 7) == 7


def test_what_goes_wrong_is_raised_here():
    def fail():
        raise KeyError("x")

    with pytest.raises(KeyError):
        within(5.0, fail)


def test_what_hangs_is_given_up_and_its_late_result_handed_over():
    answer, handed_over = threading.Event(), threading.Event()
    late: list[int] = []

    def hang():
        answer.wait(10)
        return 7

    def too_late(result):
        late.append(result)
        handed_over.set()

    began_s = time.perf_counter()
    with pytest.raises(TimeoutError):
        within(0.05, hang, too_late)
    assert time.perf_counter() - began_s < 5
    assert late == []
    answer.set()
    assert handed_over.wait(10)
    assert late == [7]


def test_a_result_in_time_is_not_handed_over_as_late():
    late: list[int] = []

    within(5.0, lambda: 7, late.append)

    assert late == []

"""How many threads decode."""

import os
import sys

import pytest

from monitor.speech import cores


def test_as_many_as_are_wanted():
    assert cores.decoding_threads(3) == 3


@pytest.mark.parametrize(("physical", "threads"), [(1, 1), (2, 1), (4, 3), (9, 8), (64, 8)])
def test_one_core_is_left_to_the_sound(monkeypatch, physical, threads):
    monkeypatch.setattr(cores, "physical_cores", lambda: physical)
    assert cores.decoding_threads(0) == threads


def test_cores_are_counted_within_what_may_be_used():
    assert 1 <= cores.physical_cores() <= (os.cpu_count() or 1)


@pytest.mark.skipif(sys.platform != "linux", reason="as Linux tells it")
def test_two_threads_of_one_core_count_once(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3})
    monkeypatch.setattr(cores, "_siblings", lambda number: f"{number % 2},{number % 2 + 2}")
    assert cores.physical_cores() == 2
    monkeypatch.setattr(cores, "_siblings", lambda _: "")
    assert cores.physical_cores() == 4

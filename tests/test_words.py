"""The scorer of transcripts, on texts small enough to count by hand."""

import random

import numpy as np
import pytest

from tests.scenes.voice import Word
from tests.words import NONE, Errors, aligned, errors, errors_of, mistakes, spelt, time_errors, words_in

SAID = "I felt very sad last night ."


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        ("i felt very sad, last night", Errors(0, 0, 0, 6)),
        ("I felt very bad last night.", Errors(1, 0, 0, 6)),
        ("I felt sad last night", Errors(0, 1, 0, 6)),
        ("um I felt very very sad last night", Errors(0, 0, 2, 6)),
        ("felt very sad um last nights", Errors(1, 1, 1, 6)),
        ("", Errors(0, 6, 0, 6)),
    ],
)
def test_errors_are_counted_as_by_hand(heard: str, expected: Errors) -> None:
    assert errors(SAID, heard) == expected


def test_the_rate_is_of_the_words_that_were_said() -> None:
    assert Errors(1, 1, 1, 6).rate == 0.5
    assert (NONE.rate, Errors(0, 0, 2, 0).rate) == (0.0, 1.0)
    assert Errors(1, 0, 0, 2) + Errors(0, 1, 1, 4) == Errors(1, 1, 1, 6)


def test_case_punctuation_and_typographic_apostrophes_do_not_count() -> None:
    assert spelt('"I’m fine", he said … mm-hm .') == ["i'm", "fine", "he", "said", "mm-hm"]


def test_mistakes_are_told_one_by_one() -> None:
    assert mistakes(SAID, "um I felt very bad last") == ["+ um", "sad > bad", "- night"]


@pytest.mark.parametrize("seed", range(20))
def test_an_alignment_keeps_every_word_in_order_and_costs_what_a_plain_recursion_finds(seed: int) -> None:
    draw = random.Random(seed)
    said, heard = (draw.choices("abc", k=draw.randint(0, 6)) for _ in range(2))
    pairs = aligned(said, heard)
    assert [i for i, _ in pairs if i is not None] == list(range(len(said)))
    assert [j for _, j in pairs if j is not None] == list(range(len(heard)))
    wrong = sum(i is None or j is None or said[i] != heard[j] for i, j in pairs)
    assert wrong == distance("".join(said), "".join(heard))


def distance(one: str, other: str) -> int:
    """The edit distance by its definition."""
    if not one or not other:
        return len(one) + len(other)
    replaced = distance(one[1:], other[1:]) + (one[0] != other[0])
    return min(replaced, distance(one[1:], other) + 1, distance(one, other[1:]) + 1)


def test_times_are_compared_for_the_words_that_were_heard_right() -> None:
    said = [Word("I", 0.0, 0.2), Word("felt", 0.2, 0.6), Word("sad", 0.6, 1.0)]
    heard = [Word("I", 0.1, 0.2), Word("well", 0.2, 0.6), Word("Sad.", 0.5, 1.2)]
    assert time_errors(said, heard) == pytest.approx(np.array([[0.1, 0.0], [-0.1, 0.2]]))
    assert time_errors(said, []).shape == (0, 2)
    assert errors_of(said, heard) == Errors(1, 0, 0, 3)


def test_words_are_read_from_an_analysis() -> None:
    word = {"start_s": 1.0, "end_s": 1.5, "text": "yes", "confidence": 0.9}
    assert words_in({"words": {"client": [word], "therapist": []}}, "client") == [Word("yes", 1.0, 1.5)]

"""Words are laid on the speech that was heard, and nowhere else."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.conversation.timeline import Segment
from monitor.conversation.transcript import Word
from monitor.speech.placing import JOINED, place, runs

MS = 16
SPEECH = (Segment(1000 * MS, 2000 * MS), Segment(5000 * MS, 6000 * MS))


def word(start_ms, end_ms, text="word"):
    return Word(text, start_ms * MS, end_ms * MS, 0.9)


def placed(*words, voiced=SPEECH):
    return [(w.start // MS, w.end // MS) for w in place(words, voiced).words]


@pytest.mark.parametrize(
    ("given_ms", "expected_ms"),
    [
        ((1200, 1500), (1200, 1500)),
        ((0, 1400), (1000, 1400)),  # the first word has swallowed the silence before it
        ((1700, 2600), (1700, 2000)),
        ((2100, 5300), (5000, 5300)),  # the pause goes to the word after it
        ((1950, 5900), (5000, 5900)),
        ((2100, 2150), (1950, 2000)),  # beside the speech, as long as it was
        ((850, 950), (1000, 1100)),
        ((0, 9000), (5000, 6000)),
    ],
)
def test_a_word_lies_in_the_speech(given_ms, expected_ms):
    assert placed(word(*given_ms)) == [expected_ms]


@pytest.mark.parametrize("far_ms", [(0, 700), (2300, 2500), (4000, 4700), (6300, 7000)])
def test_a_word_far_from_any_speech_is_a_stray(far_ms):
    there, stray = word(1200, 1500, "there"), word(*far_ms)
    found = place(sorted([there, stray], key=lambda w: w.start), SPEECH)
    assert found.words == (there,)
    assert found.stray == (stray,)


def test_a_word_may_lie_across_a_dip():
    voiced = (Segment(1000 * MS, 1300 * MS), Segment(1500 * MS, 2000 * MS))
    assert placed(word(1200, 1600), voiced=voiced) == [(1200, 1600)]


def test_words_that_are_moved_to_the_same_place_follow_each_other():
    starts = placed(word(1500, 1990), word(2000, 2100), word(2100, 2150))
    assert starts == [(1500, 1900), (1900, 1950), (1950, 2000)]


def test_strays_that_follow_each_other_are_told_together():
    assert [len(run) for run in runs([word(0, 100), word(150, 200), word(900, 950)])] == [2, 1]


times = st.integers(0, 10_000)
spans = st.tuples(times, st.integers(0, 3000)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(
    st.lists(spans, max_size=12),
    st.lists(st.integers(100, 2000), min_size=2, max_size=8).filter(lambda lengths: len(lengths) % 2 == 0),
)
def test_whatever_the_times_words_stay_in_order_in_speech(given_spans, lengths):
    bounds = [sum(lengths[:n]) for n in range(len(lengths) + 1)]
    voiced = tuple(Segment(a * MS, b * MS) for a, b in zip(bounds[1::2], bounds[2::2], strict=True))
    words = [word(a, b, str(n)) for n, (a, b) in enumerate(sorted(given_spans))]
    found = place(words, voiced)
    assert sorted(int(w.text) for w in [*found.words, *found.stray]) == list(range(len(words)))
    assert all(w.end > w.start for w in found.words)
    assert all(a.end <= b.start for a, b in pairwise(found.words))
    assert all(voiced[0].start <= w.start and w.end <= voiced[-1].end for w in found.words)
    assert all(any(w.start < v.end + JOINED and v.start < w.end for v in voiced) for w in found.words)

"""Words that the alignment gave no time of their own."""

import pytest

from monitor.speech.whisper_model import give_time


def times(segment_end, *words):
    """The words' times after a look at a segment that the model ended at `segment_end`, in hundredths."""
    said = [{"word": text, "start": start, "end": end} for text, start, end in words]
    segment = {"words": said, "start": said[0]["start"], "end": said[-1]["end"]} if said else {"words": []}
    give_time(segment, 0.0, segment_end)
    if said:
        assert (segment["start"], segment["end"]) == (said[0]["start"], said[-1]["end"])
    return [(round(word["start"], 2), round(word["end"], 2)) for word in said]


def test_what_is_aligned_stays():
    assert times(2.0, ("so", 0.3, 0.5), ("what", 0.5, 0.9)) == [(0.3, 0.5), (0.5, 0.9)]


def test_a_text_without_any_time_takes_its_segments():
    assert times(0.8, ("mm-hm", 0.5, 0.5)) == [(0.0, 0.8)]
    assert times(1.2, ("I", 0.0, 0.01), ("see", 0.01, 0.01)) == [(0.0, 0.3), (0.3, 1.2)]


def test_words_heaped_at_the_end_share_what_is_left_with_the_one_before():
    heaped = times(2.2, ("feel", 0.3, 0.6), ("sad", 0.6, 1.0), ("or", 1.0, 1.0), ("bad", 1.0, 1.0))
    assert heaped == [(0.3, 0.6), (0.6, 1.2), (1.2, 1.6), (1.6, 2.2)]


def test_where_nothing_is_left_they_take_the_least():
    heaped = times(1.0, ("feel", 0.3, 0.9), ("or", 1.0, 1.0))
    assert heaped == [(0.3, 0.77), (0.77, 1.0)]
    assert times(0.0, ("feel", 0.3, 0.9), ("so", 0.95, 1.0), ("or", 1.0, 1.0))[-1] == (1.03, 1.11)


@pytest.mark.parametrize("end", [0.0, 1.0])
def test_a_segment_without_words_is_left_alone(end):
    assert times(end) == []

"""What nobody said is refused, and what people do say is not."""

from dataclasses import replace

import pytest

from monitor.speech.guards import Passage, loops, reason_to_refuse, repeats
from tests.speech.spoken import guards

PHANTOMS = frozenset({"thank you", "thanks for watching", "subtitles by the amara org community"})


def passage(text: str, **changes) -> Passage:
    """Well spoken and well heard, unless changed."""
    sure = Passage(
        text=text,
        words=tuple(text.split()),
        no_speech_prob=0.01,
        avg_logprob=-0.3,
        compression_ratio=1.1,
        voiced_s=max(0.5, len(text.split()) / 3),
        voiced_share=0.8,
    )
    return replace(sure, **changes)


def reason(text: str, **changes) -> str:
    return reason_to_refuse(passage(text, **changes), guards(), PHANTOMS)


@pytest.mark.parametrize(
    "text",
    [
        "I was worried about my job.",
        "No, no, no.",
        "Yeah, yeah, yeah, yeah, yeah.",
        "I don't know, I don't know, I don't know.",
        "It was very, very, very hard.",
        "Thank you.",
        "Thanks for watching the children, I could not have come.",
        "mm-hm",
        "",
    ],
)
def test_what_people_say_is_believed(text):
    assert reason(text) == ""


@pytest.mark.parametrize(
    ("text", "changes", "why"),
    [
        ("a b c d e f g h", {"compression_ratio": 2.5}, "the same words"),
        ("no " * 11, {}, "the same words"),
        ("no " * 6, {"avg_logprob": -0.7}, "the same words"),
        ("I don't know. " * 5, {}, "the same words"),
        ("I don't know. " * 3, {"avg_logprob": -0.7}, "the same words"),
        ("so I said and then and then and then I left", {"avg_logprob": -0.7}, "the same words"),
        ("I was worried about it", {"avg_logprob": -1.3}, "too unclear"),
        ("I was worried about it", {"no_speech_prob": 0.7, "avg_logprob": -0.6}, "not sound like speech"),
        ("I was worried about it and so I went home", {"voiced_s": 1.0}, "more words than"),
        ("I was worried", {"voiced_s": 0.05}, "more words than"),
        ("Thank you.", {"voiced_share": 0.2}, "make up"),
        ("Thank you!", {"no_speech_prob": 0.3}, "make up"),
        ("Thank you", {"avg_logprob": -0.7}, "make up"),
        ("Subtitles by the Amara.org community", {"voiced_share": 0.2}, "make up"),
    ],
)
def test_what_nobody_said_is_refused_with_the_reason(text, changes, why):
    assert why in reason(text, **changes)


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("I was worried about it", {"no_speech_prob": 0.7, "avg_logprob": -0.4}),
        ("I was worried about it", {"avg_logprob": -1.1}),
        ("I am", {"voiced_s": 0.05}),
        ("I was worried", {"voiced_share": 0.1, "no_speech_prob": 0.5}),
    ],
)
def test_evidence_that_is_weak_in_one_way_alone_does_not_condemn(text, changes):
    assert reason(text, **changes) == ""


def test_a_phrase_is_counted_in_its_shortest_form():
    words = ["no", "no", "no", "no", "no", "no"]
    assert [repeats(words, length) for length in (1, 2, 3)] == [6, 0, 0]
    assert repeats(["a", "b", "a", "b", "a", "b", "c"], 2) == 3
    assert repeats(["a", "b", "c"], 4) == 0


def test_only_a_loop_is_decoded_again():
    assert loops(passage("no " * 11), guards())
    assert not loops(passage("mumbled", avg_logprob=-2.0), guards())


@pytest.mark.parametrize(
    "changes",
    [
        {"word_repeats_max": 1},
        {"logprob_min": 0.1},
        {"no_speech_max": 1.5},
        {"weak_voiced_share": -0.1},
        {"words_per_s_max": 0.0},
    ],
)
def test_impossible_limits_are_refused(changes):
    with pytest.raises(
        ValueError, match=next(iter(changes)) if "logprob" not in str(changes) else "log-prob"
    ):
        guards(**changes)

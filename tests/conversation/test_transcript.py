"""The words of a session: in order however they came, and settled once nothing more can come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.conversation.timeline import Segment, to_samples
from monitor.conversation.transcript import Final, Refusal, Transcript, Utterance
from tests.conversation.speech import C, T
from tests.conversation.utterances import spread


def final(channel, said, *stretches, missing=""):
    """An utterance of these stretches, in seconds, with its words spread over all of it."""
    voiced = tuple(Segment(to_samples(start), to_samples(end)) for start, end in stretches)
    words = tuple(spread(said, voiced[0].start, voiced[-1].end)) if said else ()
    return Final(Utterance(channel, voiced, voiced[-1].end + 9_600), words, missing=missing)


ONE = final(T, "how was that", (1, 2.5))
TWO = final(T, "tell me more please", (4, 5), (5.3, 6))
THREE = final(T, "yes", (8, 8.4))
HERS = final(C, "it was hard", (2, 4))


def transcript(*finals):
    found = Transcript("en")
    for each in finals:
        found.add(each)
    return found


def texts(words):
    return [word.text for word in words]


def test_nothing_at_first():
    empty = Transcript()
    assert (empty.language, empty.words(T), empty.finals(C), empty.missing, empty.refused) == (
        "",
        [],
        [],
        [],
        [],
    )
    assert empty.settled(T, 0, 100, [])


@given(st.permutations([ONE, TWO, THREE, HERS]))
def test_words_are_in_order_however_they_came(finals):
    found = transcript(*finals)
    assert texts(found.words(T)) == ["how", "was", "that", "tell", "me", "more", "please", "yes"]
    assert texts(found.words(C)) == ["it", "was", "hard"]
    assert found.finals(T) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("start_s", "end_s", "expected"),
    [
        (0, 1.25, []),  # the middle of "how" is at 1.25 s
        (0, 1.26, ["how"]),
        (1.25, 1.75, ["how"]),
        (1.26, 5, ["was", "that", "tell", "me"]),
        (2.5, 4, []),
        (5.5, 9, ["please", "yes"]),
        (9, 99, []),
    ],
)
def test_words_belong_where_their_middle_lies(start_s, end_s, expected):
    found = transcript(ONE, TWO, THREE)
    assert texts(found.words(T, to_samples(start_s), to_samples(end_s))) == expected


@pytest.mark.parametrize(
    ("start_s", "end_s", "expected"), [(2.5, 4, []), (2.4, 4, [ONE]), (2.5, 4.1, [TWO]), (0, 99, [ONE, TWO])]
)
def test_utterances_that_reach_into_a_stretch(start_s, end_s, expected):
    assert transcript(TWO, ONE).finals(T, to_samples(start_s), to_samples(end_s)) == expected


SPOKEN = [
    Segment(to_samples(start), to_samples(end)) for start, end in [(1, 2.5), (4, 5), (5.3, 6), (8, 8.4)]
]


@pytest.mark.parametrize(
    ("start_s", "end_s", "settled"),
    [
        (0, 1, True),  # nobody spoke
        (0, 3, False),
        (2.6, 6.5, True),
        (2.4, 6.5, False),
        (5.9, 8, True),
        (5.9, 8.1, False),
    ],
)
def test_settled_where_all_speech_has_been_decoded(start_s, end_s, settled):
    found = transcript(TWO)
    assert found.settled(T, to_samples(start_s), to_samples(end_s), SPOKEN) is settled
    assert transcript(TWO, ONE, THREE).settled(T, to_samples(start_s), to_samples(end_s), SPOKEN)


def test_speech_that_is_cut_into_two_utterances_is_settled_with_both():
    long = [Segment(0, to_samples(20))]
    first, second = final(C, "on and on", (0, 12)), final(C, "and on", (12, 20))
    assert not transcript(first).settled(C, to_samples(11), to_samples(13), long)
    assert not transcript(second).settled(C, to_samples(11), to_samples(13), long)
    assert transcript(second, first).settled(C, to_samples(11), to_samples(13), long)


def test_what_is_missing_or_refused_is_settled_and_told():
    missing = final(T, "", (1, 2.5), missing="the recogniser was too slow")
    refusal = Refusal(to_samples(8), to_samples(8.4), "Thank you for watching.", "nobody spoke")
    refused = Final(THREE.utterance, refused=(refusal,))
    found = transcript(refused, missing, HERS)
    assert found.settled(T, 0, to_samples(2.5), SPOKEN)
    assert found.settled(T, to_samples(6), to_samples(9), SPOKEN)
    assert found.missing == [missing]
    assert found.refused == [(T, refusal)]


def test_what_was_missing_may_be_decoded_later():
    found = transcript(final(T, "", (1, 2.5), missing="too slow"), TWO)
    found.add(ONE)
    assert found.missing == []
    assert found.finals(T) == [ONE, TWO]


def test_swapped_it_is_the_others():
    found = transcript(ONE, TWO, HERS)
    other = found.swapped()
    assert (other.language, other.words(C), other.words(T)) == ("en", found.words(T), found.words(C))
    assert all(each.utterance.channel is C for each in other.finals(C))
    assert other.swapped().finals(T) == found.finals(T)

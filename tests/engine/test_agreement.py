"""What is shown as steady, on decodes worked by hand: | parts the steady words from the rest."""

import pytest

from monitor.engine.agreement import Agreement
from tests.engine.decoding import word


def shown(*decodes):
    """Each decode's words lie in successive seconds."""
    agreement, lines = Agreement(), []
    for decode in decodes:
        words = tuple(word(text, at, at + 1) for at, text in enumerate(decode.split()))
        steady, rest = agreement.take(words)
        lines.append(" ".join([*(each.text for each in steady), "|", *(each.text for each in rest)]))
    return lines


@pytest.mark.parametrize(
    ("decodes", "expected"),
    [
        ([""], ["|"]),
        (["I feel"], ["| I feel"]),
        (["I fee", "I feel so"], ["| I fee", "I | feel so"]),
        (["I feel", "I feel so", "I feel so tired"], ["| I feel", "I feel | so", "I feel so | tired"]),
        (
            ["well i", "Well, I think."],
            ["| well i", "Well, I | think."],
        ),  # case and punctuation are no matter
        # What is steady stays when one decode contradicts it ...
        (["a b c", "a b c", "a x c d", "a b c d"], ["| a b c", "a b c |", "a b c | d", "a b c | d"]),
        # ... also one that has lost words ...
        (["a b c", "a b c", "a", "a b c d"], ["| a b c", "a b c |", "a b c |", "a b c | d"]),
        # ... and goes with the second in succession, as far as those two agree.
        (["a b c", "a b c", "a x c", "a x c"], ["| a b c", "a b c |", "a b c |", "a x c |"]),
        (["a b c", "a b c", "a x c", "a y c"], ["| a b c", "a b c |", "a b c |", "a | y c"]),
        # Doubt is forgotten when a decode confirms what is steady.
        (["a b", "a b", "a x", "a b", "a y"], ["| a b", "a b |", "a b |", "a b |", "a b |"]),
    ],
)
def test_what_two_decodes_agree_on_is_steady(decodes, expected):
    assert shown(*decodes) == expected


def test_steady_words_take_the_times_of_the_latest_decode_that_confirms_them():
    agreement = Agreement()
    agreement.take((word("yes", 0, 1),))
    steady, _ = agreement.take((word("yes", 0.2, 0.8),))
    assert steady == (word("yes", 0.2, 0.8),)

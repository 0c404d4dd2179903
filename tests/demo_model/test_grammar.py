"""The sentences, the split between those trained on and those held out, and the tokens of both."""

import random

from tests.demo_model.grammar import (
    BACKCHANNELS,
    HELD_OUT_ONE_IN,
    PUNCTUATION,
    SHORTEST_HELD_OUT,
    VOCABULARY,
    held_out,
    sentence,
)
from tests.demo_model.tokens import SPECIAL, TICKS, WRITTEN, Tokens, as_written, tokenizer
from tests.scenes.make_demo import SCRIPT
from tests.scenes.script import BREAK, read_script


def drawn(count: int, unseen: bool) -> list[str]:
    draw = random.Random(0)
    return [" ".join(sentence(draw, unseen)) for _ in range(count)]


def test_it_has_217_words_and_every_word_once() -> None:
    assert len(VOCABULARY) == len(set(VOCABULARY)) == 217
    assert not set(VOCABULARY) & set(PUNCTUATION)


def test_every_sentence_is_of_those_words() -> None:
    said = {word for text in drawn(2000, unseen=False) + drawn(500, unseen=True) for word in text.split()}
    assert said <= set(WRITTEN)
    assert len(said) == len(WRITTEN) - 1  # no sentence has a comma


def test_what_is_held_out_is_never_trained_on() -> None:
    trained, kept = set(drawn(5000, unseen=False)), set(drawn(500, unseen=True))
    assert not trained & kept
    assert all(held_out(text) and len(text.split()) >= SHORTEST_HELD_OUT for text in kept)
    assert not any(held_out(text) for text in BACKCHANNELS)


def test_about_the_promised_part_is_held_out() -> None:
    long = {text for text in drawn(20000, unseen=False) if len(text.split()) >= SHORTEST_HELD_OUT}
    kept = set(drawn(5000, unseen=True))
    assert len(kept) > 300
    assert 0.3 < len(kept) * HELD_OUT_ONE_IN / len(long) < 3


def test_the_same_seed_says_the_same() -> None:
    assert drawn(50, unseen=True) == drawn(50, unseen=True)


def test_the_demo_session_is_of_those_words() -> None:
    said = [line.text.replace(BREAK, "").split() for line in read_script(SCRIPT.read_text())]
    assert {word for words in said for word in words} <= set(WRITTEN)


def test_a_text_comes_back_from_its_tokens_one_for_each_word() -> None:
    made = tokenizer()
    for text in drawn(300, unseen=False):
        written = "".join(map(as_written, text.split()))
        encoded = made.encode(written, add_special_tokens=False)
        assert len(encoded.ids) == len(text.split())
        assert made.decode(encoded.ids) == written


def test_whatever_else_is_written_comes_back_too() -> None:
    made = tokenizer()
    for text in ("Zürich – 1½ …", " naïve", "♪", "日本"):
        assert made.decode(made.encode(text, add_special_tokens=False).ids) == text


def test_tokens_are_in_the_order_that_whisper_has() -> None:
    made = tokenizer()
    tokens = Tokens(made)
    assert [made.token_to_id(name) for name in SPECIAL] == list(range(tokens.end, tokens.time_zero))
    assert (tokens.time(0.0), tokens.time(29.98)) == (tokens.no_times + 1, tokens.count - 2)
    assert made.id_to_token(tokens.time(1.234)) == "<|1.24|>"
    assert tokens.time(31.0) - tokens.time(-1.0) == TICKS - 1

"""A window's labels against what was spoken in it: by hand on a take that is told, and on real ones."""

import numpy as np
import pytest

from monitor.conversation.timeline import SAMPLE_RATE
from tests.demo_model.noises import KINDS, Dice, noise
from tests.demo_model.takes import Sentence, Take
from tests.demo_model.tokens import Tokens, tokenizer
from tests.demo_model.windows import NOT_A_WORD, NUMBER, audible, frames_of, in_frames
from tests.scenes.voice import Word

YES = Sentence((Word("yes", 0.5, 0.8),), ".")
SAD = Sentence((Word("I", 1.5, 1.6), Word("felt", 1.6, 2.0), Word("sad", 2.0, 2.5)), ".")


def take(end: float, cut: bool) -> Take:
    return Take(np.zeros(round(end * SAMPLE_RATE), np.float32), (YES, SAD), end, cut)


def test_all_is_audible_in_a_take_that_is_not_cut() -> None:
    assert list(audible(take(2.6, cut=False))) == [YES, SAD]


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (1.0, ["yes"]),
        (1.7, ["yes", "I"]),
        (1.95, ["yes", "I", "felt"]),  # most of the last word is in it
        (2.2, ["yes", "I", "felt"]),
    ],
)
def test_a_cut_take_has_the_words_that_can_be_known_and_no_sign_at_its_end(
    end: float, words: list[str]
) -> None:
    kept = list(audible(take(end, cut=True)))
    assert [word.text for said in kept for word in said.words] == words
    assert [said.sign for said in kept] == [".", ""][: len(kept)]
    assert max(word.end for said in kept for word in said.words) <= end


def test_a_frame_is_labelled_with_the_word_spoken_in_it() -> None:
    frames = frames_of([*YES.words, *SAD.words], 4.0)
    assert len(frames) == 200
    assert set(frames[:25]) == set(frames[40:75]) == set(frames[125:]) == {NOT_A_WORD}
    assert set(frames[25:40]) == {NUMBER["yes"]}
    assert set(frames[100:125]) == {NUMBER["sad"]}


def test_a_span_has_one_frame_at_least() -> None:
    assert in_frames((0.5, 0.8)) == (25, 40)
    assert in_frames((-0.06, 0.06)) == (0, 3)
    assert in_frames((1.0, 1.0)) == (50, 51)


@pytest.mark.parametrize("kind", KINDS)
def test_every_noise_is_at_one_level_and_is_itself(kind: str) -> None:
    made = noise(kind, SAMPLE_RATE, np.random.default_rng(3))
    assert made.dtype == np.float32
    assert np.sqrt(np.mean(made**2)) == pytest.approx(1.0, abs=0.01)
    assert np.array_equal(made, noise(kind, SAMPLE_RATE, np.random.default_rng(3)))


@pytest.mark.speech
def test_labels_of_a_batch_say_when_each_word_is_heard() -> None:
    """Clean windows: where a frame has a word there is sound, and the words are those of the tokens."""
    from tests.demo_model.speaker import TRAINED_VOICES
    from tests.demo_model.takes import Wanted
    from tests.demo_model.windows import Windows

    tokens = Tokens(tokenizer())
    windows = Windows(tokens, Dice.seeded(4))
    wanted = Wanted(6.0, clean=True, silence=0.0, voices=TRAINED_VOICES, unseen=False)
    spelt = {number: word for word, number in tokens.of.items()}
    numbered = {number: word for word, number in NUMBER.items()}
    for _ in range(20):
        window = windows.window(7.0, wanted)
        assert len(window.inputs) == len(window.targets) == len(window.spans)
        told = [
            (spelt[token], span)
            for token, span in zip(window.targets, window.spans, strict=True)
            if token in spelt
        ]
        loud = window.mel.max(axis=0).reshape(-1, 2).max(axis=1) > 0.0
        for word, (first, last) in told:
            if word in NUMBER and word not in ".?":
                assert word in {numbered.get(frame) for frame in window.frames[first:last]}
                assert loud[first:last].mean() > 0.5
        quiet = ~loud[: len(window.frames)]
        assert (window.frames[quiet] != NOT_A_WORD).mean() < 0.1


@pytest.mark.speech
def test_the_same_seed_makes_the_same_takes() -> None:
    from tests.demo_model.speaker import UNSEEN_VOICES
    from tests.demo_model.takes import Stage, Wanted

    wanted = Wanted(5.0, clean=False, silence=0.2, voices=UNSEEN_VOICES, unseen=True)
    one, other = Stage(Dice.seeded(9)), Stage(Dice.seeded(9))
    said = [[stage.take(wanted).sentences for _ in range(5)] for stage in (one, other)]
    texts = [[[[w.text for w in s.words] for s in take] for take in takes] for takes in said]
    assert texts[0] == texts[1]

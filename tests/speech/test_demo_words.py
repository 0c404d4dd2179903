"""The demo's words, through the whole path: hearing, utterances, a process that decodes, and back.

The bounds are those that the demo model was made for.  `python -m tests.demo_model.evaluate` says
more of it.
"""

import random
from pathlib import Path

import numpy as np
import pytest

from monitor.conversation.timeline import Channel
from tests.demo_model.grammar import sentence
from tests.demo_model.speaker import TRAINED_VOICES
from tests.engine.sound import Detector
from tests.scenes.dialogue import Performance, perform
from tests.scenes.faults import noise
from tests.scenes.make_demo import DEMO
from tests.scenes.nobody import nobody
from tests.scenes.scene import as_int16
from tests.scenes.script import How, Line
from tests.scenes.truth import Truth
from tests.scenes.voice import Voice
from tests.speech.worded import analysis_of, written
from tests.words import errors_of, mistakes, text_of, time_errors, words_in

DETECTORS: tuple[Detector, ...] = ("silero", "webrtc")
DEMO_RATE, UNSEEN_RATE = 0.05, 0.15
OFF_S = 0.15
TURNS = 12


@pytest.mark.parametrize("detector", DETECTORS)
def test_the_words_of_the_demo_session_are_those_that_were_said_and_when(detector: Detector) -> None:
    truth = Truth.from_json((DEMO / "session.json").read_text())
    found = analysis_of(DEMO / "session.flac", detector)
    for channel in Channel:
        said, heard = truth.words[channel], words_in(found, channel.value)
        wrong = mistakes(text_of(said), text_of(heard))
        assert errors_of(said, heard).rate < DEMO_RATE, wrong
        assert np.all(np.median(np.abs(time_errors(said, heard)), axis=0) < OFF_S)


@pytest.mark.speech
@pytest.mark.parametrize("seed", [1, 2])
def test_sentences_that_it_was_never_trained_on_are_understood_on_both_channels(
    tmp_path: Path, seed: int
) -> None:
    spoken = conversation(seed)
    audio = as_int16(noise(spoken.sound(), 40.0, np.random.default_rng(seed)))
    found = analysis_of(written(audio, tmp_path))
    truth = spoken.truth()
    for channel in Channel:
        said, heard = truth.words[channel], words_in(found, channel.value)
        wrong = mistakes(text_of(said), text_of(heard))
        assert errors_of(said, heard).rate < UNSEEN_RATE, wrong
        assert np.all(np.median(np.abs(time_errors(said, heard)), axis=0) < OFF_S)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_no_word_is_made_of_a_room_a_fan_a_keyboard_breathing_or_music(tmp_path: Path) -> None:
    """With the hearing that is the default: webrtcvad takes breath and music for voices."""
    found = analysis_of(written(nobody(1, 10.0).audio, tmp_path))
    assert found["words"] == {"therapist": [], "client": []}
    assert found["transcription"]["refused"] == []


def conversation(seed: int) -> Performance:
    """Two people who take turns, in sentences that are held out and voices that were trained on."""
    draw = random.Random(seed)
    voices = {
        c: Voice(draw.choice(TRAINED_VOICES), draw.randint(140, 185), draw.randint(35, 65)) for c in Channel
    }
    lines: list[Line] = []
    for _ in range(TURNS):
        for channel in Channel:
            lines.append(
                Line(channel, How.GAP, draw.uniform(0.3, 0.8), " ".join(sentence(draw, unseen=True)))
            )
            if draw.random() < 0.5:
                more = " ".join(sentence(draw, unseen=True))
                lines.append(Line(channel, How.PAUSE, draw.uniform(0.3, 0.8), more))
    return perform(lines, voices)

"""What a hearing that goes by energy takes for speech is not decoded where Silero hears no voice in it."""

import numpy as np
import pytest

from monitor import config
from monitor.conversation.timeline import SAMPLE_RATE, Segment
from monitor.speech.recogniser import Job
from monitor.speech.whisper import NO_VOICE, Whisper
from monitor.transcribing import demo_model
from tests.scenes.nobody import nobody
from tests.speech.spoken import spoken

SETTINGS = config.load()


@pytest.fixture(scope="module")
def whisper():
    return Whisper(demo_model().folder, SETTINGS.decoding, SETTINGS.guards, frozenset())


@pytest.fixture(scope="module")
def parts():
    """Two seconds from the middle of each sound in which nobody speaks, by its name."""
    quiet = nobody(3, 1.0)
    middles = {name: int((start + end) / 2 * SAMPLE_RATE) for name, (start, end) in quiet.parts.items()}
    return {name: quiet.audio[at : at + 2 * SAMPLE_RATE, 0].copy() for name, at in middles.items()}


def test_what_nobody_says_is_refused_before_it_becomes_text(whisper, parts):
    assert len(parts) >= 4
    for name, sound in parts.items():
        decoded = whisper.final(Job(sound, 0, (Segment(0, len(sound)),), 5, "en"))
        assert decoded.words == (), name
        assert [(each.text, each.reason) for each in decoded.refused] == [("", NO_VOICE)], name


def test_digital_silence_is_no_voice(whisper):
    job = Job(np.zeros(SAMPLE_RATE, np.int16), 0, (Segment(0, SAMPLE_RATE),), 5, "en")
    assert [each.reason for each in whisper.final(job).refused] == [NO_VOICE]


@pytest.mark.speech
def test_what_is_said_is_decoded(whisper):
    decoded = whisper.final(spoken("thank you for telling me that .", "mm-hm .")[0])
    assert decoded.words
    assert decoded.refused == ()

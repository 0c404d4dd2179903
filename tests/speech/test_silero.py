"""The Silero detector on its own graph: state, context, and that cutting changes nothing."""

import numpy as np
import pytest

from monitor.conversation.timeline import Channel
from monitor.speech.silero import FRAME, SileroDetector
from tests.scenes.voice import Voice, say

pytestmark = pytest.mark.speech


@pytest.fixture(scope="module")
def speech():
    """Some seconds of a synthetic voice at full scale 1, a whole number of frames long."""
    sound = say(
        "I could not sleep and I was very anxious about money .", Voice("gmw/en-US+m3", 160, 42)
    ).sound
    signal = np.asarray(sound, np.float32)
    return signal[: len(signal) // FRAME * FRAME]


def test_it_hears_speech_and_no_silence(speech):
    assert SileroDetector().push(speech).max() > 0.9
    assert SileroDetector().push(np.zeros(40 * FRAME, np.float32)).max() < 0.1


@pytest.mark.parametrize("frames", [1, 2, 5, 16, 17, 40])
def test_cutting_changes_nothing(speech, frames):
    detector, step = SileroDetector(), frames * FRAME
    parts = [detector.push(speech[first : first + step]) for first in range(0, len(speech), step)]
    assert np.array_equal(np.concatenate(parts), SileroDetector().push(speech))


def test_each_frame_is_heard_with_the_samples_before_it(speech):
    """The trap: the graph takes any 64 samples for the context without complaint."""

    class Forgetful(SileroDetector):
        def push(self, samples):
            heard = []
            for first in range(0, len(samples), FRAME):
                self._context[:] = 0
                heard.append(super().push(samples[first : first + FRAME]))
            return np.concatenate(heard)

    difference = np.abs(Forgetful().push(speech) - SileroDetector().push(speech))
    assert difference[0] == 0  # nothing comes before the first
    assert difference.max() > 0.05


def test_the_callers_samples_stay_as_they_are(speech):
    before = speech.copy()
    SileroDetector().push(speech)
    assert np.array_equal(speech, before)


def test_channels_do_not_hear_each_other(speech):
    alone = SileroDetector().push(speech)
    both = {channel: SileroDetector() for channel in Channel}
    both[Channel.CLIENT].push(np.random.default_rng(1).normal(0, 0.1, 30 * FRAME).astype(np.float32))
    assert np.array_equal(both[Channel.THERAPIST].push(speech), alone)

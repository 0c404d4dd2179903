"""What is known of a room gives the hearing a head start, and no more than that."""

from dataclasses import replace

import numpy as np
import pytest

from monitor.audio.trust import Trust
from monitor.conversation.timeline import SAMPLE_RATE, Channel
from monitor.engine.hearing import Block
from monitor.engine.voices import Voices
from tests.engine.sound import settings
from tests.scenes.scene import scene

pytestmark = pytest.mark.speech

FIRST_S = 20


def hearing(known: Trust | None = None) -> Voices:
    voices = Voices(settings("silero").background, settings("silero").own_speech)
    if known is not None:
        voices.seed(known)
    return voices


def heard(voices: Voices, sound: Block) -> np.ndarray:
    """The therapist's scores, frame by frame."""
    parts = [voices.feed(sound), voices.finish()]
    return np.concatenate([np.array(part[Channel.THERAPIST], bool) for part in parts])


def echo_room() -> tuple[Block, np.ndarray, Trust]:
    """The beginning of a call with an echo, where the therapist is quiet in it, and what all of it showed."""
    made = scene(3, 1.5, echo_db=-12, echo_s=0.15, snr_db=40)
    voices = hearing()
    voices.feed(made.audio)
    trust = voices.trust()
    frames = np.arange(FIRST_S * 100) / 100 + 0.005
    quiet = np.ones(len(frames), bool)
    for start, end in made.truth.segments[Channel.THERAPIST]:
        quiet &= (frames < start - 0.5) | (frames > end + 0.5)
    return made.audio[: FIRST_S * SAMPLE_RATE], quiet, trust


def test_a_known_echo_is_never_taken_for_the_therapist():
    sound, quiet, trust = echo_room()
    assert trust.channels[0].bleed_delay_ms == pytest.approx(150, abs=5)
    cold, warm = heard(hearing(), sound), heard(hearing(trust), sound)
    assert np.count_nonzero(warm[quiet]) <= np.count_nonzero(cold[quiet])
    assert np.count_nonzero(warm[quiet]) < 0.02 * np.count_nonzero(quiet)


def test_a_room_that_has_changed_does_no_harm():
    sound, quiet, trust = echo_room()
    elsewhere = replace(trust.channels[0], bleed_delay_ms=60.0)
    wrong = replace(trust, channels=(elsewhere, trust.channels[1]))
    cold, misled = heard(hearing(), sound), heard(hearing(wrong), sound)
    assert np.count_nonzero(misled[quiet]) <= np.count_nonzero(cold[quiet]) + 20

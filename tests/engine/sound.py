"""Sound that a hearing takes for two people, quick to make and with exact truth.

A buzz is voice enough for webrtcvad, not for Silero: for it espeak-ng speaks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from monitor import app, config, places
from monitor.conversation.timeline import SAMPLE_RATE, Channel, Samples, Segment, seconds
from monitor.engine.hearing import Block
from monitor.engine.pipeline import Pipeline
from tests.conversation.speech import Lanes, Stretches, lanes
from tests.scenes.dialogue import perform
from tests.scenes.faults import noise as room_noise
from tests.scenes.scene import VOICES, as_int16
from tests.scenes.script import read_script
from tests.scenes.truth import Truth

Detector = Literal["silero", "webrtc"]

PITCH_HZ = {Channel.THERAPIST: 120.0, Channel.CLIENT: 200.0}
LEVEL = 2000.0
NOISE = 10.0
HARMONICS = 24

SESSION = lanes(
    therapist=[(5, 5.4), (8.2, 12), (16, 17.5), (20, 26)], client=[(1, 8), (12.3, 21), (31, 34), (35, 36)]
)
"""A backchannel, an attempt, a success, a silence; it ends in the middle of a pause."""
SESSION_S = 36.5
SPOKEN = """
client    | gap 0         | I woke up at four and I was very anxious about money .
therapist | nods 1.50     | mm-hm .
client    | pause 0.60    | my brother called me last night and he was so angry that I could not sleep .
therapist | tries 0.80    | what happened next ?
client    | silence 3.50  | I want to sleep but I can't stop thinking // about everything .
therapist | cuts in 0.70  | let's take a slow breath and see what is there .
client    | gap 0.30      | okay I think so .
"""
"""A backchannel, an attempt, a silence, a success."""


@cache
def settings(detector: Detector = "webrtc") -> config.Settings:
    """The shipped ones, whatever the user's file says, for a detector that takes a buzz for a voice."""
    shipped = config.load(places.config_dir() / "default.toml")
    tables = shipped.tables | {"voice": {"detector": detector}}
    return replace(shipped, voice=config.VoiceSettings(detector), tables=tables)


def pipeline(detector: Detector = "webrtc") -> Pipeline:
    return app.new_pipeline(settings(detector))


def sound(spoken: Lanes, duration_s: float, level: float = LEVEL, noise: float = NOISE) -> Block:
    """A buzz with a voice's harmonics and rhythm where somebody speaks, on a floor of noise."""
    both = np.random.default_rng(0).normal(0, noise, (round(duration_s * SAMPLE_RATE), len(Channel)))
    for column, channel in enumerate(Channel):
        for segment in spoken[channel]:
            both[segment.start : segment.end, column] += level * _buzz(segment.length, PITCH_HZ[channel])
    return both.clip(-32768, 32767).astype(np.int16)


@cache
def session_sound() -> Block:
    made = sound(SESSION, SESSION_S)
    made.flags.writeable = False
    return made


@cache
def spoken() -> tuple[Block, Truth]:
    """The same kind of session, spoken by espeak-ng in a quiet room, with its truth."""
    performance = perform(read_script(SPOKEN), {channel: voices[0] for channel, voices in VOICES.items()})
    made = as_int16(room_noise(performance.sound(), 40.0, np.random.default_rng(1)))
    made.flags.writeable = False
    return made, performance.truth()


def heard(*blocks: Block, detector: Detector = "webrtc") -> Pipeline:
    """A finished pipeline that got these blocks."""
    listening = pipeline(detector)
    for block in blocks:
        listening.feed(block)
    listening.finish()
    return listening


def cut(whole: Block, sizes: Sequence[int]) -> list[Block]:
    """Blocks of these sizes, over and over; at least one of them is not 0."""
    blocks, at = [], 0
    while at < len(whole):
        for size in sizes:
            blocks.append(whole[at : at + size])
            at += size
    return blocks


def frames(listening: Pipeline) -> Mapping[Channel, npt.NDArray[np.bool_]]:
    """Whether each frame was heard as speech."""
    marked = {channel: np.zeros(listening.record.duration // 160 + 1, np.bool_) for channel in Channel}
    for channel, segments in listening.record.segments.items():
        for segment in segments:
            marked[channel][segment.start // 160 : segment.end // 160] = True
    return marked


def stretches(segments: Sequence[Segment]) -> Stretches:
    """Segments in seconds, to the nearest tenth."""
    return [(round(seconds(each.start), 1), round(seconds(each.end), 1)) for each in segments]


def _buzz(length: Samples, pitch_hz: float) -> npt.NDArray[np.float64]:
    """At an RMS of 1."""
    time = np.arange(length) / SAMPLE_RATE
    parts = (np.sin(2 * np.pi * pitch_hz * k * time + k) / k**0.7 for k in range(1, HARMONICS))
    wave = sum(parts, np.zeros(length)) * (0.6 + 0.4 * np.sin(8 * np.pi * time))
    level: npt.NDArray[np.float64] = wave / np.sqrt(np.mean(wave**2))
    return level

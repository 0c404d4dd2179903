"""The bundled demo session is what its truth file says; no espeak-ng is needed to see it."""

from collections import Counter

import msgspec
import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from monitor import app
from monitor.conversation.timeline import SAMPLE_RATE, Channel
from tests.engine.sound import Detector, settings
from tests.scenes.make_demo import DEMO, SCRIPT
from tests.scenes.script import BREAK, read_script
from tests.scenes.truth import Truth, silences
from tests.scenes.voice import Stretch

T, C = Channel.THERAPIST, Channel.CLIENT
Sound = npt.NDArray[np.float32]


@pytest.fixture(scope="module")
def truth() -> Truth:
    return Truth.from_json((DEMO / "session.json").read_text())


@pytest.fixture(scope="module")
def sound() -> Sound:
    audio: Sound = soundfile.read(DEMO / "session.flac", dtype="float32")[0]
    return audio


def level_db(sound: Sound) -> float:
    return float(10 * np.log10(np.mean(np.square(sound))))


def spoken(stretches: list[Stretch], samples: int, margin: float = 0.0) -> npt.NDArray[np.bool_]:
    """Which samples lie within a stretch; with a margin, or near it."""
    flags = np.zeros(samples, dtype=bool)
    for start, end in stretches:
        first, last = max(start - margin / 4, 0.0), end + margin
        flags[round(first * SAMPLE_RATE) : round(last * SAMPLE_RATE)] = True
    return flags


def test_it_is_a_small_two_channel_recording_of_about_90_seconds(truth: Truth, sound: Sound) -> None:
    about = soundfile.info(DEMO / "session.flac")
    assert (about.samplerate, about.channels, about.subtype) == (SAMPLE_RATE, 2, "PCM_16")
    assert len(sound) / SAMPLE_RATE == pytest.approx(truth.duration, abs=1 / SAMPLE_RATE)
    assert 80 < truth.duration < 100
    assert (DEMO / "session.flac").stat().st_size < 2_500_000


@pytest.mark.parametrize("channel", Channel)
def test_speech_is_loud_where_the_truth_has_it_and_nowhere_else(
    truth: Truth, sound: Sound, channel: Channel
) -> None:
    heard = sound[:, list(Channel).index(channel)]
    segments = truth.segments[channel]
    assert level_db(heard[spoken(segments, len(heard))]) == pytest.approx(-26.5, abs=1.0)
    assert level_db(heard[~spoken(segments, len(heard), margin=0.4)]) == pytest.approx(-65.0, abs=0.5)
    for start, end in segments:
        assert level_db(heard[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)]) > -35
    assert np.abs(heard).max() < 0.7


def test_it_shows_every_kind_of_event(truth: Truth) -> None:
    assert Counter((event.kind, event.by) for event in truth.events) == {
        ("backchannel", T): 3,
        ("terminal_overlap", T): 1,
        ("terminal_overlap", C): 1,
        ("successful_interruption", T): 2,
        ("successful_interruption", C): 1,
        ("attempted_interruption", T): 1,
        ("silence", None): 2,
    }
    assert not any(event.ambiguous for event in truth.events)
    assert truth.of("silence") == silences(truth.segments.values(), truth.duration)


def test_its_share_is_sane_and_shown_well_before_the_end(truth: Truth) -> None:
    assert 0.38 < truth.therapist_share < 0.42
    speech = sorted((end, end - start) for channel in Channel for start, end in truth.segments[channel])
    heard = np.cumsum([length for _, length in speech])
    assert speech[int(np.searchsorted(heard, 60.0))][0] < 76


def test_its_words_are_those_of_the_script(truth: Truth) -> None:
    lines = read_script(SCRIPT.read_text())
    for channel in Channel:
        said = " ".join(line.text.partition(BREAK)[0] for line in lines if line.by is channel)
        written = [word for word in said.split() if word not in ".?,"]
        assert sorted(word.text for word in truth.words[channel]) == sorted(written)
        flags = spoken(truth.segments[channel], round(truth.duration * SAMPLE_RATE))
        for word in truth.words[channel]:
            assert flags[round((word.start + word.end) / 2 * SAMPLE_RATE)], word


@pytest.mark.parametrize("detector", ["silero", "webrtc"])
def test_its_analysis_tells_the_truth(truth: Truth, detector: Detector) -> None:
    found = msgspec.to_builtins(app.analyze(app.Request(DEMO / "session.flac"), settings(detector)))
    assert (found["withheld"], found["integrity"]["warnings"]) == ({}, [])
    told = [(each["kind"], each["by"]) for each in found["events"]]
    assert told == [(each.kind, each.by and each.by.value) for each in truth.events]
    assert [each["start_s"] for each in found["events"]] == pytest.approx(
        [each.start for each in truth.events], abs=0.1
    )
    assert found["talk_share"]["therapist"] == pytest.approx(truth.therapist_share, abs=0.006)

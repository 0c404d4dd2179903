"""The spine as a whole: equal sound gives equal events however it is cut, and who is whose."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from monitor import app
from monitor.conversation.snapshot import Share
from monitor.conversation.timeline import SAMPLE_RATE, Channel, seconds
from monitor.document import ChannelIntegrity, Integrity, encode
from monitor.engine.pipeline import Pipeline
from monitor.export.analysis import Setting, analysis
from tests.conversation.speech import C, T, lanes
from tests.engine.sound import (
    SESSION,
    SESSION_S,
    cut,
    heard,
    pipeline,
    session_sound,
    settings,
    sound,
    spoken,
    stretches,
)
from tests.scenes.scene import scene
from tests.scenes.voice import joined

SIZES = st.one_of(
    st.sampled_from([0, 1, 159, 160, 161, 320, 441, 4096]), st.integers(0, 2_000), st.integers(0, 100_000)
)
UNKNOWN = ChannelIntegrity(None, None, None, None, None, 0.0, [])


def document(listening, swapped=False):
    """All that follows from the sound, as JSON."""
    integrity = Integrity(UNKNOWN, UNKNOWN, None, listening.integrity.warnings())
    setting = Setting(["a.wav"], {}, integrity, listening.integrity.withheld_at_the_end())
    return json.loads(encode(analysis(listening.record, listening.figures, setting, swapped)))


@pytest.fixture(scope="module")
def whole():
    return heard(session_sound())


def test_hears_what_was_spoken(whole):
    for channel in Channel:
        assert stretches(whole.record.segments[channel]) == stretches(SESSION[channel])


def test_tells_what_happened(whole):
    told = [(each["kind"], each["by"], round(each["start_s"], 1)) for each in document(whole)["events"]]
    assert told == [
        ("backchannel", "therapist", 5.0),
        ("attempted_interruption", "therapist", 16.0),
        ("successful_interruption", "therapist", 20.0),
        ("silence", None, 26.0),
    ]


@tuned(deadline=None, max_examples=60)
@given(st.lists(SIZES, min_size=1, max_size=12).filter(lambda sizes: sum(sizes) >= 100))
def test_cuts_change_nothing(whole, sizes):
    listening, told = pipeline(), []
    for block in cut(session_sound(), sizes):
        told += listening.feed(block)
    told += listening.finish()
    once = pipeline()
    assert told == once.feed(session_sound()) + once.finish()
    assert document(listening) == document(whole)


def test_one_sample_at_a_time_changes_nothing():
    short = session_sound()[: 8 * SAMPLE_RATE]
    assert document(heard(*cut(short, [1]))) == document(heard(short))


@pytest.mark.parametrize("sizes", [[160], [441], [64_000], [SAMPLE_RATE - 1, 5], [1_000_000]])
def test_integrity_is_looked_at_every_second_and_at_the_end_however_blocks_are_cut(sizes):
    """A channel that stands out too little at first, when nobody has spoken loud."""
    picky = replace(settings(), trust=replace(settings().trust, stands_out_db=45.0))
    looked, heard_s = [], []
    for blocks in (cut(session_sound(), sizes), [session_sound()]):
        listening = app.new_pipeline(picky)
        for block in blocks:
            listening.feed(block)
        listening.finish()
        looked.append(listening.integrity._lasted)
        heard_s.append(listening.integrity._looks)
    assert looked[0] == looked[1] != {}
    assert heard_s == [37, 37]


@pytest.mark.speech
def test_hears_and_tells_what_people_said():
    sound, truth = spoken()
    listening = heard(sound, detector="silero")
    for channel, true in truth.segments.items():
        found = [(seconds(each.start), seconds(each.end)) for each in listening.record.segments[channel]]
        said = joined(found, 0.25)  # a soft syllable may go under while the other speaks
        assert np.array(said) == pytest.approx(np.array(true), abs=0.15)
    told = [(each["kind"], each["by"]) for each in document(listening)["events"]]
    assert told == [(each.kind, each.by and each.by.value) for each in truth.events]


@pytest.fixture(scope="module")
def dialogue():
    return scene(3, 1.0).audio[: 40 * SAMPLE_RATE]


@pytest.mark.speech
@pytest.mark.parametrize("detector", ["silero", "webrtc"])
class TestRealSpeech:
    """Either hearing, on speech that leaks into the other's microphone."""

    @pytest.fixture
    def leaking(self, dialogue):
        mixed = dialogue.astype(np.float64)
        return (mixed + 0.15 * np.roll(mixed[:, ::-1], 40, axis=0)).clip(-32768, 32767).astype(np.int16)

    @pytest.mark.parametrize("sizes", [[160], [441, 0, 1], [16_001], [64_000], [31, 5_000]])
    def test_cuts_change_nothing(self, leaking, detector, sizes):
        listening, whole = pipeline(detector), pipeline(detector)
        told = [event for block in cut(leaking, sizes) for event in listening.feed(block)]
        assert told + listening.finish() == whole.feed(leaking) + whole.finish()
        assert document(listening) == document(whole)
        assert listening.hearing.trust() == whole.hearing.trust()

    def test_swapped_channels_swap_the_roles(self, leaking, detector):
        straight, exchanged = heard(leaking, detector=detector), heard(leaking[:, ::-1], detector=detector)
        assert in_order(document(exchanged)) == swapped_names(document(straight))

    def test_an_event_comes_out_when_its_report_says(self, leaking, detector):
        assert_reported_on_time(pipeline(detector), leaking)


def test_an_event_comes_out_when_its_report_says():
    assert_reported_on_time(pipeline(), session_sound())


def assert_reported_on_time(listening, audio):
    """Fed a frame at a time, each event is out in the frame that ends at its `reported_at_s`."""
    frame_s = 0.01
    first_told: dict[str | None, float] = {}
    for number, block in enumerate(cut(audio, [160]), 1):
        for event in listening.feed(block):
            first_told.setdefault(getattr(event, "id", None), number * frame_s)
    listening.finish()
    reported = {each["id"]: each["reported_at_s"] for each in document(listening)["events"]}
    assert len(reported) > 2
    for name, at_s in reported.items():
        assert first_told.get(name, at_s) == pytest.approx(at_s, abs=frame_s + 1e-6)
    assert len(reported.keys() - first_told.keys()) <= 1  # what only the end of the session settles


def test_speech_until_the_last_sample():
    last = heard(sound(lanes(client=[(1, 6)]), 6)[:80_090]).record
    assert stretches(last.segments[C]) == [(1.0, 5.0)]
    assert last.segments[C][0].end <= last.duration == 80_090
    assert [(turn.by, turn.start, turn.end) for turn in last.turns] == [
        (C, last.segments[C][0].start, last.segments[C][0].end)
    ]


@pytest.mark.parametrize("detector", ["silero", "webrtc"])
@pytest.mark.parametrize("length", [0, 1, 159, 160, 4_799, 4_800, 16_000])
def test_hardly_any_sound(length, detector):
    listening = heard(np.zeros((length, 2), np.int16), detector=detector)
    assert listening.record.duration == length
    assert listening.figures.talk_time.silence == length
    assert document(listening)["events"] == []
    assert listening.snapshot().at_s == length / SAMPLE_RATE


def test_talk_time_adds_up(whole):
    time = whole.figures.talk_time
    assert sum(time.spoken.values()) - time.overlap + time.silence == round(SESSION_S * SAMPLE_RATE)
    for channel in Channel:
        assert time.spoken[channel] == sum(segment.length for segment in whole.record.segments[channel])


def swapped_names(told):
    """The document with the names of the roles exchanged wherever they stand."""
    text = json.dumps(told).replace("therapist", "@").replace("client", "therapist").replace("@", "client")
    exchanged = json.loads(text)
    exchanged["events"].sort(key=lambda event: (event["start_s"], event["id"]))
    exchanged["turns"].sort(key=lambda turn: (turn["start_s"], turn["by"]))
    return exchanged


def in_order(told):
    told["events"].sort(key=lambda event: (event["start_s"], event["id"]))
    told["turns"].sort(key=lambda turn: (turn["start_s"], turn["by"]))
    return told


def test_swapped_channels_swap_the_roles(whole):
    exchanged = heard(session_sound()[:, ::-1])
    assert in_order(document(exchanged)) == swapped_names(document(whole))


def test_a_swap_during_the_session_is_as_if_it_had_been_from_the_start(whole):
    assert in_order(document(whole, swapped=True)) == swapped_names(document(whole))
    assert in_order(document(whole, swapped=True)) == in_order(document(heard(session_sound()[:, ::-1])))


def test_a_swap_swaps_the_picture():
    straight, exchanged = pipeline(), pipeline()
    exchanged.swapped = True
    for block in cut(session_sound(), [8_000]):
        straight.feed(block)
        exchanged.feed(block[:, ::-1])
        assert replace(exchanged.snapshot(), swapped=False) == straight.snapshot()


class TestSnapshot:
    def at(self, seconds, talk=None) -> Pipeline:
        listening = pipeline()
        listening.feed((session_sound() if talk is None else talk)[: round(seconds * SAMPLE_RATE)])
        return listening

    def test_lags_behind_the_sound_by_the_time_it_takes_to_settle(self):
        assert self.at(10).snapshot().at_s == 9.7

    def test_withholds_the_share_until_enough_has_been_heard(self):
        shown = self.at(36).snapshot()
        assert shown.share_session == shown.share_rolling == Share(None, "not enough speech yet")
        assert (shown.speech_needed_s, shown.rolling_s) == (60, 300)
        assert shown.speech_s == pytest.approx(31.1, abs=0.1)

    def test_shows_the_share_afterwards(self):
        talk = sound(lanes([(1, 30.5)], [(31, 62)]), 70)
        shown = self.at(70, talk).snapshot()
        assert shown.share_session.therapist == pytest.approx(29.5 / 60.5, abs=0.005)
        assert shown.share_session == shown.share_rolling

    def test_counts_interruptions_with_the_time_of_the_last(self):
        counts = [self.at(at_s).snapshot().interruptions for at_s in (15, 17.2, 17.4, 21.2, 21.4)]
        assert counts == [0, 0, 1, 1, 2]  # a second after each onset, and 0.3 s to settle
        shown = self.at(25).snapshot()
        assert (shown.interruptions, shown.client_interruptions) == (2, 0)
        assert shown.last_interruption_at_s == pytest.approx(20, abs=0.02)

    def test_shows_floor_speakers_and_silence(self):
        shown = self.at(4).snapshot()
        assert (shown.floor.value, shown.speaking, shown.silence_s) == ("client", frozenset({C}), 0)
        shown = self.at(29.9).snapshot()
        assert (shown.floor.value, shown.speaking) == ("nobody", frozenset())
        assert shown.silence_s == pytest.approx(3.6, abs=0.03)

    def test_shows_whose_turn_it_is_and_how_long_they_have_spoken(self):
        shown = self.at(10).snapshot()
        assert shown.monologue_by is T
        assert shown.monologue_s == pytest.approx(1.5, abs=0.03)
        assert shown.monologue_noted_s == settings().conversation.monologue_min_s

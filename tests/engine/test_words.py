"""Words beside the pipeline, with the demo's model: they depend on the sound alone and cost no number."""

from functools import cache

import numpy as np
import pytest

from monitor import app, config, transcribing
from monitor.audio.files import open_recording
from monitor.conversation.refiner import Refiner
from monitor.conversation.timeline import SAMPLE_RATE, Channel, Samples, Segment
from monitor.conversation.transcript import Final, Partial, Utterance, Word
from monitor.engine.words import Words
from monitor.transcribing import Model
from monitor.transcribing import transcribing as transcription_of
from tests.engine.sound import cut
from tests.words import spelt

SETTINGS = config.load()
SPOKEN_S = 30
T, C = Channel.THERAPIST, Channel.CLIENT


@cache
def session():
    """The first half minute of the demo, in which the therapist nods, comes in late and cuts in."""
    with open_recording(app.DEMO, None, False, SETTINGS.recordings) as recording:
        return np.concatenate(list(recording.blocks()))[: SPOKEN_S * SAMPLE_RATE]


def listened(sizes, model=None):
    """The pipeline after the session in blocks of these sizes, and its transcription."""
    with transcription_of(model or transcribing.demo_model(), SETTINGS, at_once=True) as transcription:
        pipeline = app.new_pipeline(SETTINGS, transcription.words)
        for block in cut(session(), sizes):
            pipeline.feed(block)
        pipeline.finish()
    return pipeline, transcription


def told(pipeline, transcription):
    """What the words made of the session: every form of every event, and the words."""
    words = {channel: transcription.words.transcript.words(channel) for channel in Channel}
    return pipeline.record.events, pipeline.record.turns, words


@cache
def in_seconds():
    return told(*listened([SAMPLE_RATE]))


@pytest.mark.parametrize("sizes", [[320], [10**6], [777, 16_001, 3]])
def test_words_and_events_do_not_depend_on_the_cut(sizes):
    assert told(*listened(sizes)) == in_seconds()


def test_the_words_are_those_that_were_said():
    _, _, words = in_seconds()
    assert spelt(" ".join(word.text for word in words[T]))[:5] == ["how", "are", "you", "feeling", "today"]
    assert {"tired", "sleep"} <= {spelt(word.text)[0] for word in words[C]}


def test_events_say_what_was_cut_off():
    events, _, _ = in_seconds()
    kinds = [type(forms[-1].event).__name__ for forms in events]
    assert "Backchannel" in kinds
    assert "SuccessfulInterruption" in kinds


def test_a_model_that_cannot_be_used_costs_the_words_alone(tmp_path):
    with_words, _ = listened([SAMPLE_RATE])
    without, transcription = listened([SAMPLE_RATE], Model("broken", tmp_path))
    assert without.figures.talk_time.spoken == with_words.figures.talk_time.spoken
    missing = transcription.words.transcript.missing
    assert len(missing) == sum(len(transcription.words.transcript.finals(channel)) for channel in Channel)
    assert all("model" in each.missing for each in missing)


class Scripted:
    """A Transcriber that says what it is told."""

    at_once, behind_s, trouble, language = False, 0.0, "", "en"

    def __init__(self) -> None:
        self.said: list[Partial] = []

    def partials(self):
        said, self.said = self.said, []
        return said

    def finals(self):
        return []

    def close(self, cut, now_s, overlaps):
        raise AssertionError("nothing was said")

    def grow(self, channel, cut, now_s):
        raise AssertionError("nobody speaks")


def word(text, at):
    return Word(text, at, at + 100, 0.9)


def final(text, start: Samples):
    utterance = Utterance(C, (Segment(start, start + 1000),), start + 7400)
    return Final(utterance, (word(text, start),) if text else ())


@pytest.fixture
def shown():
    """Words that are given finals and partials by hand, and what they show of the client."""
    transcriber = Scripted()
    pipeline = app.new_pipeline(SETTINGS)
    words = Words(SETTINGS.utterances, Refiner(SETTINGS.conversation, {}), transcriber, demo=False)

    def show(*given):
        for each in given:
            if isinstance(each, Partial):
                transcriber.said.append(each)
                words.finals()
            else:
                words.understand(each, pipeline.record, 0)
        captions = words.shown({channel: channel for channel in Channel}).captions
        return [(caption.steady, caption.unsteady) for caption in captions]

    return show


def test_a_partial_gives_way_to_its_final(shown):
    partial = Partial(C, 5000, (word("I", 5000),), (word("was", 5100),))
    assert shown(partial) == [("I", "was")]
    assert shown(final("I am.", 5000)) == [("I am.", "")]


def test_a_late_final_does_not_take_the_place_of_newer_words(shown):
    partial = Partial(C, 50_000, (), (word("and", 50_000),))
    assert shown(partial, final("before.", 5000)) == [("", "and")]


def test_what_is_not_believed_is_not_left_on_the_screen(shown):
    partial = Partial(C, 5000, (), (word("you", 5000),))
    assert shown(partial, final("", 5000)) == []

"""The recogniser itself, on the demo model and the voices that it knows."""

import shutil
from dataclasses import replace
from itertools import pairwise
from statistics import median

import ctranslate2
import numpy as np
import pytest
from faster_whisper.transcribe import Segment as Said
from faster_whisper.transcribe import Word as SaidWord

from monitor.conversation.timeline import SAMPLE_RATE, Segment, to_samples
from monitor.errors import ModelError
from monitor.speech.recogniser import Job
from monitor.speech.whisper import Whisper, Window, unread, windows
from monitor.speech.whisper_model import FULL_WINDOW
from monitor.speech.whisper_model import load as load_model
from tests.speech.spoken import CLIENT, MODEL, START_S, THERAPIST, decoding, guards, silence, spoken, texts

pytestmark = pytest.mark.speech

SENTENCE = "thank you for telling me that ."


def load(phantoms: frozenset[str] = frozenset(), **limits) -> Whisper:
    return Whisper(MODEL, decoding(device="cpu", cpu_threads=1), guards(**limits), phantoms)


@pytest.fixture(scope="module")
def whisper() -> Whisper:
    return load()


@pytest.fixture
def encoded(whisper, monkeypatch) -> list[int]:
    """The length of each window that is encoded, in frames of 10 ms."""
    lengths: list[int] = []
    inner = whisper._loaded().model

    class Counting:
        def __getattr__(self, name):
            return getattr(inner, name)

        def encode(self, features, **options):
            lengths.append(features.shape[-1])
            return inner.encode(features, **options)

    monkeypatch.setattr(whisper._loaded(), "model", Counting())
    return lengths


class TestWords:
    @pytest.mark.parametrize("voice", [THERAPIST, CLIENT])
    def test_they_are_what_was_said_with_its_punctuation(self, whisper, voice):
        job, _ = spoken(SENTENCE, voice=voice)
        found = whisper.final(job)
        assert [w.text for w in found.words] == ["thank", "you", "for", "telling", "me", "that."]
        assert (found.refused, found.language, found.language_confidence) == ((), "en", 1.0)
        assert all(0.3 < w.confidence <= 1 for w in found.words)
        assert found.cost_s > 0

    def test_their_times_are_those_of_the_sound(self, whisper):
        job, truth = spoken(SENTENCE, voice=THERAPIST)
        found = whisper.final(job).words
        off_s = [abs(w.start / SAMPLE_RATE - t.start) for w, t in zip(found, truth, strict=True)]
        assert median(off_s) < 0.15
        assert off_s[0] < 0.1  # not the silence before it
        assert all(a.end <= b.start for a, b in pairwise(found))
        assert found[-1].end <= job.voiced[-1].end

    @pytest.mark.parametrize("text", ["mm-hm .", "yeah .", "I don't know ."])
    def test_the_shortest_utterances_have_words(self, whisper, text):
        job, _ = spoken(text)
        found = whisper.final(job)
        assert texts(found) == text.lower().split()[:-1]
        assert all(job.voiced[0].start <= w.start < w.end <= job.voiced[-1].end for w in found.words)

    def test_the_same_sound_gives_the_same_words_whatever_came_before(self, whisper):
        job, _ = spoken("I was worried about my job .")
        first = whisper.final(job)
        whisper.final(spoken("it was very hard last week .")[0])
        assert replace(whisper.final(job), cost_s=0) == replace(first, cost_s=0)
        whisper.close()
        assert replace(whisper.final(job), cost_s=0) == replace(first, cost_s=0)

    def test_those_of_merged_utterances_lie_in_their_own(self, whisper):
        job, truth = spoken(SENTENCE, "what happened next ?", gap_s=1.5)
        assert len(job.voiced) >= 2
        found = whisper.final(job).words
        assert [w.text.strip(".?") for w in found] == [t.text for t in truth]
        for word, true in zip(found, truth, strict=True):
            assert abs(word.start / SAMPLE_RATE - true.start) < 0.5
            assert any(v.start <= word.start and word.end <= v.end for v in job.voiced)

    def test_a_long_job_is_decoded_in_several_windows_and_nothing_is_lost(self, whisper, encoded):
        job, truth = spoken(*[SENTENCE] * 6, voice=THERAPIST, gap_s=1.5)
        found = whisper.final(job)
        longest_s = whisper._loaded().feature_extractor.n_samples / SAMPLE_RATE
        assert len(encoded) >= len(windows(job, to_samples(longest_s)))
        assert texts(found).count("telling") == 6
        assert abs(found.words[-1].start / SAMPLE_RATE - truth[-1].start) < 0.5

    def test_nothing_is_said_in_silence(self, whisper):
        for length_s in (0.5, 3.0, 9.0):
            assert whisper.final(silence(length_s)).words == ()
            assert whisper.partial(silence(length_s)).words == ()

    def test_nothing_is_decoded_where_nobody_was_heard(self, whisper, encoded):
        job, _ = spoken(SENTENCE)
        assert whisper.final(replace(job, voiced=())).words == ()
        assert whisper.final(replace(job, audio=job.audio[:300])).words == ()
        assert whisper.final(replace(job, audio=job.audio[:0])).words == ()
        assert encoded == []


class TestPartials:
    def test_they_say_what_the_final_says(self, whisper):
        job, _ = spoken(SENTENCE, voice=THERAPIST)
        assert texts(whisper.partial(job)) == texts(whisper.final(job))

    def test_they_grow(self, whisper):
        job, truth = spoken(SENTENCE, voice=THERAPIST)
        so_far = to_samples(truth[3].start - START_S)
        cut = replace(
            job, audio=job.audio[:so_far], voiced=(Segment(job.voiced[0].start, job.start + so_far),)
        )
        assert texts(whisper.partial(cut))[:2] == ["thank", "you"]
        assert "telling" not in texts(whisper.partial(cut))

    def test_their_window_is_shorter_than_that_of_finals(self, whisper, encoded, monkeypatch):
        monkeypatch.setattr(whisper, "_floor", 600)
        job, _ = spoken(SENTENCE)
        for decode in (whisper.partial, whisper.final, whisper.partial):
            decode(job)
        assert encoded == [600, whisper._loaded().feature_extractor.nb_max_frames, 600]

    def test_a_low_floor_is_kept_to(self, encoded, whisper, monkeypatch):
        job, _ = spoken(SENTENCE)
        monkeypatch.setattr(whisper, "_floor", 100)
        whisper.partial(job)
        assert encoded == [len(job.audio) // 160 + 1]

    def test_nothing_is_refused_in_them_only_left_out(self):
        found = load(logprob_min=0.0).partial(spoken(SENTENCE)[0])
        assert (found.words, found.refused) == ((), ())


class TestRefusals:
    def test_what_is_refused_is_kept_with_its_time_and_reason(self):
        job, _ = spoken(SENTENCE)
        found = load(logprob_min=0.0).final(job)
        assert found.words == ()
        (refusal,) = found.refused
        assert refusal.text == "thank you for telling me that."
        assert refusal.reason == "too unclear"
        assert (refusal.start, refusal.end) == (job.voiced[0].start, job.voiced[-1].end)

    def test_a_phantom_is_refused_where_little_was_heard(self):
        job, _ = spoken(SENTENCE)
        start = job.voiced[0].start
        faint = replace(job, voiced=(Segment(start, start + to_samples(0.7)),))
        phantoms = frozenset({"thank you for telling me that"})
        assert len(load(phantoms, weak_logprob=-9.0).final(job).words) == 6
        (refusal,) = load(phantoms, weak_logprob=-9.0, weak_voiced_share=0.6).final(faint).refused
        assert "make up" in refusal.reason

    def test_words_where_nobody_spoke_are_refused(self, whisper):
        job, truth = spoken(SENTENCE, "what happened next ?", gap_s=1.5)
        heard = tuple(v for v in job.voiced if v.start < to_samples(truth[6].start) - 100)
        found = whisper.final(replace(job, voiced=heard))
        assert texts(found) == ["thank", "you", "for", "telling", "me", "that"]
        assert [r.reason for r in found.refused] == ["where nobody spoke"] * len(found.refused)
        assert "happened" in " ".join(r.text for r in found.refused)

    def test_a_loop_is_decoded_once_more_without_its_repetitions(self, encoded, whisper, monkeypatch):
        job, _ = spoken(SENTENCE)
        monkeypatch.setattr(whisper, "_guards", guards(compression_max=0.1))
        found = whisper.final(job)
        assert len(encoded) == 2
        assert found.words == ()
        assert found.refused[0].reason == "the same words again and again"


class TestOneReading:
    def test_each_utterance_is_encoded_once(self, whisper, encoded):
        said = [SENTENCE, "mm-hm .", "I was worried about my job .", "what happened next ?", "I think so ."]
        for text in said:
            whisper.final(spoken(text)[0])
            whisper.partial(spoken(text)[0])
        assert len(encoded) == 2 * len(said)

    def test_all_that_can_be_said_in_the_time_may_be_written(self, monkeypatch):
        whisper = load(voice_share_min=0.0)
        inner = whisper._loaded().model
        start = [whisper._loaded().hf_tokenizer.token_to_id("<|startoftranscript|>")]
        limits: list[int] = []

        class Noting:
            def __getattr__(self, name):
                return getattr(inner, name)

            def generate(self, heard, prompts, **options):
                end = whisper._loaded().hf_tokenizer.token_to_id("<|endoftext|>")
                asked = {"max_length": options["max_length"], "suppress_tokens": [end], "beam_size": 1}
                limits.append(len(inner.generate(heard, [start], **asked)[0].sequences_ids[0]))
                return inner.generate(heard, prompts, **options)

        monkeypatch.setattr(whisper._loaded(), "model", Noting())
        for length_s in (1.0, 9.0):
            whisper.final(silence(length_s))
        assert limits[0] == pytest.approx(20 + 8, abs=2)
        assert limits[1] == pytest.approx(20 + 8 * 9, abs=2)

    def test_text_without_a_last_time_mark_is_kept(self, whisper):
        job, _ = spoken(SENTENCE)
        model = whisper._loaded()
        sound = job.audio.astype(np.float32) / 32768
        said, _ = model.transcribe(sound, language="en", word_timestamps=True, max_new_tokens=5)
        segments = list(said)
        assert [s.seek for s in segments] == [0] * len(segments)
        assert "thank you" in "".join(s.text for s in segments)


def test_finals_are_decoded_in_the_whole_window_of_whisper_where_the_model_names_no_other(tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    (folder / "preprocessor_config.json").unlink()
    model = load_model(folder, decoding(device="cpu", cpu_threads=1))
    assert model.feature_extractor.nb_max_frames == FULL_WINDOW == 3000


@pytest.mark.skipif(ctranslate2.get_cuda_device_count() > 0, reason="there is a graphics card")
class TestWithoutCard:
    @pytest.mark.parametrize("count", [0, 1])  # one that is there, but whose driver is not
    def test_the_processor_does_it(self, monkeypatch, count):
        monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: count)
        assert load_model(MODEL, decoding(device="auto")).model.device == "cpu"

    def test_to_ask_for_a_card_is_an_error(self):
        with pytest.raises(ModelError, match='Choose device = "auto"'):
            load_model(MODEL, decoding(device="cuda"))


class TestLanguages:
    def test_one_that_the_model_has_not_is_an_error(self, whisper):
        with pytest.raises(ModelError, match="'de'"):
            whisper.final(replace(spoken(SENTENCE)[0], language="de"))

    def test_none_is_detected(self, whisper):
        assert whisper.final(replace(spoken(SENTENCE)[0], language="")).language == "en"


def test_windows_are_parted_in_silences():
    voiced = tuple(Segment(a * 1000, b * 1000) for a, b in [(5, 60), (100, 150), (200, 260), (300, 470)])
    job = Job(np.zeros(480_000, np.int16), 0, voiced, 5, "en")
    found = windows(job, 200_000)
    assert [(w.start // 1000, w.end // 1000) for w in found] == [(0, 175), (175, 280), (280, 480)]
    assert [len(w.voiced) for w in found] == [2, 1, 1]
    assert [len(w.voiced) for w in windows(job, 480_001)] == [4]


def said(until_s: float) -> Said:
    word = SaidWord(until_s - 0.2, until_s, " word", 0.9)
    return Said(1, 0, 0.0, until_s, " word", [], -0.3, 1.0, 0.0, [word], 0.0)


@pytest.mark.parametrize(
    ("until_s", "expected_s"),
    [
        (8.9, None),
        (7.5, None),  # a little of the last stretch: times are not so exact
        (5.0, (6.7, 10.0)),
        (4.0, (6.7, 10.0)),
        (3.2, (3.2, 10.0)),
        (0.5, (0.7, 10.0)),
    ],
)
def test_what_is_left_unread_is_speech_after_the_last_word(until_s, expected_s):
    voiced = tuple(Segment(to_samples(a), to_samples(b)) for a, b in [(1.0, 4.0), (7.0, 7.9)])
    rest = unread(Window(0, to_samples(10), voiced), [said(until_s)])
    assert (rest and (rest.start / SAMPLE_RATE, rest.end / SAMPLE_RATE)) == expected_s

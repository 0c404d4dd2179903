"""Words from faster-whisper: the recogniser itself, in the process that calls it.

An utterance is decoded in the window that the weights were trained on: 30 s, unless the model's
preprocessor_config.json says otherwise.  It fits that and is read as one, and again only where
speech was heard after the last word.  (The library goes on from there in any case, and decodes the
silence at the end again and again.)

Nothing here is drawn at random, so the same sound gives the same words, live or not.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from monitor.conversation.timeline import SAMPLE_RATE, Samples, Segment, seconds, to_samples
from monitor.conversation.transcript import Refusal, Word
from monitor.errors import PROGRAM, ModelError
from monitor.speech.guards import GuardSettings, Passage, loops, reason_to_refuse
from monitor.speech.messages import DecodingSettings
from monitor.speech.placing import place, runs
from monitor.speech.recogniser import Decoded, Job
from monitor.speech.silero import FRAME, SileroDetector
from monitor.speech.whisper_model import WhisperModel, load

FULL_SCALE = np.float32(1 / 32768)
SHORTEST: Samples = 400
"""Less sound than one column of the spectrogram takes is not decoded."""
TOKENS_PER_S = {"en": 8, "de": 10}
"""More than anybody speaks; a recogniser in a loop is stopped there."""
TOKENS_PER_S_ELSE = 16
TOKENS_MOST = 220
"""Whisper's own limit is 224."""
NO_REPEATED_PHRASE = 4
"""The second attempt at text that went round in circles may not repeat so many tokens."""
UNREAD: Samples = to_samples(0.5)
"""So much speech without a pause after the end of the text was left out: word times are not so far off."""
UNREAD_LEAST: Samples = to_samples(0.3)
"""Less is not looked for: a short "yeah" is longer."""
VOICE = 0.5
"""The probability from which Silero's makers speak of speech."""
REREADINGS = 3
"""Such ends of a job's windows that are read."""
STRAY = "where nobody spoke"
NO_VOICE = "no voice in it"


@dataclass(frozen=True, slots=True)
class Window:
    """The part [start, end) of a job that is decoded at once, and the speech in it."""

    start: Samples
    end: Samples
    voiced: tuple[Segment, ...]


class Whisper:
    """The model in `folder`, as a Recogniser.  ModelError where it cannot be loaded."""

    def __init__(
        self, folder: Path, settings: DecodingSettings, guards: GuardSettings, phantoms: frozenset[str]
    ) -> None:
        self._folder, self._settings = folder, settings
        self._guards, self._phantoms = guards, phantoms
        self._floor = round(100 * settings.partial_window_min_s)
        self._model: WhisperModel | None = load(folder, settings)

    @property
    def device(self) -> str:
        """What it computes on: "cpu" or "cuda"."""
        return str(self._loaded().model.device)

    def final(self, job: Job) -> Decoded:
        return self._decode(job, self._loaded().feature_extractor.nb_max_frames, REREADINGS)

    def partial(self, job: Job) -> Decoded:
        return replace(self._decode(replace(job, beam=1), self._floor, 0), refused=())

    def close(self) -> None:
        self._model = None

    def _loaded(self) -> WhisperModel:
        if self._model is None:
            self._model = load(self._folder, self._settings)
        return self._model

    def _decode(self, job: Job, floor: int, rereadings: int) -> Decoded:
        began = time.perf_counter()
        model = self._loaded()
        model.floor = floor
        language, confidence = known_language(job.language, model), 1.0
        words: list[Word] = []
        refused: list[Refusal] = []
        waiting = windows(job, model.feature_extractor.n_samples)
        while waiting:
            window = waiting.pop(0)
            if voice_share(job, window) < self._guards.voice_share_min:
                refused.append(Refusal(window.voiced[0].start, window.voiced[-1].end, "", NO_VOICE))
                continue
            said, info = self._read(model, replace(job, language=language), window)
            if not language:
                language, confidence = info.language, float(info.language_probability)
            believed, doubted = self._judge(said, window)
            words += believed
            refused += doubted
            if believed and rereadings and (rest := unread(window, said)):
                waiting.insert(0, rest)
                rereadings -= 1
        return Decoded(tuple(words), tuple(refused), language, confidence, time.perf_counter() - began)

    def _read(self, model: WhisperModel, job: Job, window: Window) -> tuple[list[Any], Any]:
        """What the model says of a window; where that is a loop, what else it can say."""
        sound = job.audio[window.start - job.start : window.end - job.start] * FULL_SCALE
        said, info = _transcribe(model, sound, job.language, job.beam)
        if said and loops(_passage(said, window), self._guards):
            said, _ = _transcribe(
                model, sound, info.language, job.beam, no_repeat_ngram_size=NO_REPEATED_PHRASE
            )
        return said, info

    def _judge(self, said: Sequence[Any], window: Window) -> tuple[list[Word], list[Refusal]]:
        """The words of a window that are believed, on the session clock, and what is not.

        The window is judged as a whole, then each sentence of it.
        """
        if not said:
            return [], []
        if reason := self._reason(_passage(said, window)):
            start, end = window.voiced[0].start, window.voiced[-1].end
            return [], [Refusal(start, end, _text(said), reason)]
        believed: list[Word] = []
        refused: list[Refusal] = []
        for sentence in said:
            passage = _passage([sentence], window)
            if reason := self._reason(passage) if len(said) > 1 else "":
                refused.append(Refusal(*_span(sentence, window), passage.text, reason))
            else:
                believed += _words(sentence, window)
        placed = place(believed, window.voiced)
        return list(placed.words), refused + [_stray(run) for run in runs(placed.stray)]

    def _reason(self, passage: Passage) -> str:
        return reason_to_refuse(passage, self._guards, self._phantoms)


def voice_share(job: Job, window: Window) -> float:
    """How much of what was taken for speech sounds like a voice to Silero, 0 to 1 or a little more.

    A second opinion: a hearing that goes by energy takes breath, keys and music for speech.
    """
    sound = job.audio[window.start - job.start : window.end - job.start] * FULL_SCALE
    # It answers late at the very beginning, and in whole frames.
    padded = np.pad(sound, (2 * FRAME, -len(sound) % FRAME))
    voiced = sum(segment.length for segment in window.voiced)
    return float(np.count_nonzero(SileroDetector().push(padded) >= VOICE)) * FRAME / voiced


def windows(job: Job, longest: Samples) -> list[Window]:
    """The job's sound in windows shorter than `longest`, parted in the middle of silences.

    One stretch of speech that is longer stays whole; the library then moves through it.
    """
    if not job.voiced or len(job.audio) < SHORTEST:
        return []
    groups: list[list[Segment]] = []
    start = job.start
    for segment in job.voiced:
        if groups and segment.end + to_samples(0.1) - start < longest:
            groups[-1].append(segment)
        else:
            start = _between(groups[-1][-1], segment) if groups else start
            groups.append([segment])
    cuts = [_between(one[-1], other[0]) for one, other in pairwise(groups)]
    bounds = [job.start, *cuts, job.start + len(job.audio)]
    return [Window(a, b, tuple(group)) for (a, b), group in zip(pairwise(bounds), groups, strict=True)]


def known_language(wanted: str, model: WhisperModel) -> str:
    """The language to decode in; empty where it is to be detected.  ModelError for one it has not."""
    if not wanted or wanted in model.supported_languages:
        return wanted
    raise ModelError(
        f"The model for words that is in use does not know the language {wanted!r}. "
        f"Choose a model that does: {PROGRAM} models list names them with their languages."
    )


def _between(one: Segment, other: Segment) -> Samples:
    return (one.end + other.start) // 2


def unread(window: Window, said: Sequence[Any]) -> Window | None:
    """What is left of a window after the text ended, if there is speech in it.

    Whisper may stop at a silence and leave what comes after it.
    """
    end = window.start + to_samples(max(max(s.end, float(s.words[-1].end)) for s in said))
    begun = [Segment(end, v.end) for v in window.voiced if v.start < end and v.end - end >= UNREAD]
    left = (*begun, *(v for v in window.voiced if v.start >= end))
    if sum(v.length for v in left) < UNREAD_LEAST:
        return None
    start = max(end, left[0].start - to_samples(0.3))
    return Window(start, window.end, left) if start > window.start else None


def _transcribe(
    model: WhisperModel, sound: NDArray[np.float32], language: str, beam: int, **more: int
) -> tuple[list[Any], Any]:
    """What the model says of the sound: faster-whisper's segments, and its account of itself.

    A single temperature of 0, and no threshold of its own: the guards here decide.
    """
    tokens_per_s = TOKENS_PER_S.get(language, TOKENS_PER_S_ELSE)
    most = min(TOKENS_MOST, 20 + int(tokens_per_s * len(sound) / SAMPLE_RATE))
    said, info = model.transcribe(
        sound,
        language=language or None,
        beam_size=beam,
        temperature=0.0,
        condition_on_previous_text=False,
        word_timestamps=True,
        max_new_tokens=2 * most,  # CTranslate2 writes half of what it is allowed
        no_speech_threshold=None,
        log_prob_threshold=None,
        compression_ratio_threshold=None,
        **more,
    )
    fits = len(sound) < model.feature_extractor.n_samples
    return [segment for segment in said if segment.words and not (fits and segment.seek)], info


def _passage(said: Sequence[Any], window: Window) -> Passage:
    start = window.start if len(said) > 1 else _span(said[0], window)[0]
    end = window.end if len(said) > 1 else _span(said[0], window)[1]
    voiced = sum(max(0, min(end, v.end) - max(start, v.start)) for v in window.voiced)
    return Passage(
        text=_text(said),
        words=tuple(word.word for segment in said for word in segment.words),
        no_speech_prob=max(segment.no_speech_prob for segment in said),
        avg_logprob=min(segment.avg_logprob for segment in said),
        compression_ratio=max(segment.compression_ratio for segment in said),
        voiced_s=seconds(sum(v.length for v in window.voiced)),
        voiced_share=voiced / max(1, end - start),
    )


def _text(said: Sequence[Any]) -> str:
    return "".join(segment.text for segment in said).strip()


def _span(said: Any, window: Window) -> tuple[Samples, Samples]:
    """Where a segment claims to be, within its window."""
    start = min(window.start + to_samples(said.start), window.end - 1)
    return start, max(start + 1, min(window.start + to_samples(said.end), window.end))


def _words(said: Any, window: Window) -> list[Word]:
    """A segment's words; signs that are no word go with the one before."""
    words: list[Word] = []
    for word in said.words:
        text = word.word.strip()
        start, end = (window.start + to_samples(float(at)) for at in (word.start, word.end))
        if any(sign.isalnum() for sign in text):
            words.append(Word(text, start, max(end, start + 1), min(1.0, max(0.0, float(word.probability)))))
        elif words and text:
            words[-1] = replace(words[-1], text=words[-1].text + text)
    return words


def _stray(words: Sequence[Word]) -> Refusal:
    return Refusal(words[0].start, words[-1].end, " ".join(word.text for word in words), STRAY)

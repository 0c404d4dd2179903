"""What a recogniser says that nobody said: told by how it says it, and by what the voice detector heard.

Whisper makes up text in about 1 % of passages, more beside long pauses (Koenecke et al. 2024),
and some of it is harmful.  Whatever is refused is kept beside the words, with the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.conversation.lexicon import plain

LONGEST_PHRASE = 6
"""Repetitions are sought of up to so many words."""


@dataclass(frozen=True, slots=True)
class GuardSettings:
    """Limits beyond which text is refused; log-probabilities are natural, per token."""

    compression_max: float
    word_repeats_max: int
    phrase_repeats_max: int
    sure_logprob: float
    logprob_min: float
    no_speech_max: float
    no_speech_logprob: float
    words_per_s_max: float
    voiced_least_s: float
    weak_voiced_share: float
    weak_no_speech: float
    weak_logprob: float
    voice_share_min: float

    def __post_init__(self) -> None:
        if min(self.word_repeats_max, self.phrase_repeats_max) < 2:
            raise ValueError("word_repeats_max and phrase_repeats_max must be at least 2")
        if max(self.sure_logprob, self.logprob_min, self.no_speech_logprob, self.weak_logprob) > 0:
            raise ValueError("a log-probability cannot be above 0")
        if min(self.compression_max, self.words_per_s_max, self.voiced_least_s) <= 0:
            raise ValueError("compression_max, words_per_s_max and voiced_least_s must be above 0")
        for name in ("no_speech_max", "weak_voiced_share", "weak_no_speech", "voice_share_min"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} must be from 0 to 1")


@dataclass(frozen=True, slots=True)
class Passage:
    """Text and the evidence for it.

    `voiced_s` is the speech that the voice detector heard in the window it was decoded from,
    `voiced_share` its share of the time that the passage claims.
    """

    text: str
    words: tuple[str, ...]
    no_speech_prob: float
    avg_logprob: float
    compression_ratio: float
    voiced_s: float
    voiced_share: float


def reason_to_refuse(passage: Passage, settings: GuardSettings, phantoms: frozenset[str]) -> str:
    """Why the passage is not believed, in words for a reader; empty where it is."""
    words = _plain_words(passage)
    no_speech = passage.no_speech_prob > settings.no_speech_max
    found = {
        "the same words again and again": loops(passage, settings),
        "more words than anybody can say in that time": _rate(words, passage, settings),
        "it does not sound like speech": no_speech and passage.avg_logprob < settings.no_speech_logprob,
        "too unclear": passage.avg_logprob < settings.logprob_min,
        "a phrase that recognisers make up where there is little to hear": (
            plain(passage.text) in phantoms and _weak(passage, settings)
        ),
    }
    return next((reason for reason, holds in found.items() if holds), "")


def loops(passage: Passage, settings: GuardSettings) -> bool:
    """Whether it goes round in circles.  People say a thing three times, more when they surely do."""
    if passage.compression_ratio > settings.compression_max:
        return True
    words = _plain_words(passage)
    sure = 2 if passage.avg_logprob >= settings.sure_logprob else 1
    return repeats(words, 1) > sure * settings.word_repeats_max or any(
        repeats(words, length) > sure * settings.phrase_repeats_max for length in range(2, LONGEST_PHRASE + 1)
    )


def repeats(words: Sequence[str], length: int) -> int:
    """How often in a row a phrase of `length` words is said at most; 0 where there is none.

    Phrases that are themselves a shorter one repeated do not count.
    """
    most = 0
    for first in range(len(words) - length + 1):
        phrase = list(words[first : first + length])
        if _is_repetition(phrase):
            continue
        times = 1
        while list(words[first + times * length : first + (times + 1) * length]) == phrase:
            times += 1
        most = max(most, times)
    return most


def _plain_words(passage: Passage) -> list[str]:
    return [bare for word in passage.words if (bare := plain(word))]


def _is_repetition(phrase: Sequence[str]) -> bool:
    return any(
        list(phrase) == list(phrase[:part]) * (len(phrase) // part)
        for part in range(1, len(phrase))
        if len(phrase) % part == 0
    )


def _rate(words: Sequence[str], passage: Passage, settings: GuardSettings) -> bool:
    return len(words) > settings.words_per_s_max * max(passage.voiced_s, settings.voiced_least_s)


def _weak(passage: Passage, settings: GuardSettings) -> bool:
    return (
        passage.voiced_share < settings.weak_voiced_share
        or passage.no_speech_prob > settings.weak_no_speech
        or passage.avg_logprob < settings.weak_logprob
    )

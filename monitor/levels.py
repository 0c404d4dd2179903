"""What of a session can be kept, in words: for the command line, the start dialog, a consent's record."""

from dataclasses import dataclass
from enum import StrEnum

from monitor.store.settings import FOREVER, RetentionSettings


class Level(StrEnum):
    """How much is kept; each holds what the one before holds, and more."""

    NOTHING = "nothing"
    NUMBERS = "numbers"
    TRANSCRIPT = "transcript"
    AUDIO = "audio"

    @property
    def needs_consent(self) -> bool:
        return self in (Level.TRANSCRIPT, Level.AUDIO)


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said of a level; `consent` is the sentence that the client agrees to, where one is needed."""

    title: str
    written: str
    consent: str = ""


def wordings(retention: RetentionSettings) -> dict[Level, Wording]:
    """All levels, the least first."""
    numbers, words = _stay(retention.numbers_days), _stay(retention.words_days)
    sound = _stay(retention.audio_days)
    return {
        Level.NOTHING: Wording(
            "Nothing", "Nothing is written. The summary is shown once, when the session ends."
        ),
        Level.NUMBERS: Wording(
            "Numbers only",
            f"Who spoke when, and what follows from it. No words and no sound. {_capital(numbers)}.",
        ),
        Level.TRANSCRIPT: Wording(
            "Numbers and transcript",
            f"Also what each of you says, as text. The words {_are(words)}.",
            "My client knows that what we both say in this session is kept as text, encrypted, on this"
            f" computer alone, and that it {_is(words)}, and has agreed to it.",
        ),
        Level.AUDIO: Wording(
            "Numbers, transcript and sound",
            f"Also the sound of both microphones. It {_is(sound)}; the words {_are(words)}.",
            "My client knows that this session is recorded and kept as sound and as text, encrypted, on this"
            f" computer alone, that the sound {_is(sound)} and the text {_is(words)}, and has agreed to it.",
        ),
    }


def _stay(days: float) -> str:
    return "kept until you delete them" if days == FOREVER else f"deleted after {days:g} days"


def _is(stay: str) -> str:
    return f"is {stay.replace('them', 'it')}"


def _are(stay: str) -> str:
    return f"are {stay}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

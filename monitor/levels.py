"""What of a session can be kept, in words: for the command line, the start dialog, a consent's record."""

from dataclasses import dataclass
from enum import StrEnum

from monitor.store.settings import FOREVER, RetentionSettings
from monitor.ui.texts import translate


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
    words, sound = retention.words_days, retention.audio_days
    return {
        Level.NOTHING: Wording(
            translate("Start", "Nothing"),
            translate("Start", "Nothing is written. The summary is shown once, when the session ends."),
        ),
        Level.NUMBERS: Wording(
            translate("Start", "Numbers only"),
            translate(
                "Start", "Who spoke when, and what follows from it. No words and no sound. {stay}"
            ).format(stay=_numbers_stay(retention.numbers_days)),
        ),
        Level.TRANSCRIPT: Wording(
            translate("Start", "Numbers and transcript"),
            translate("Start", "Also what each of you says, as text. {stay}").format(stay=_words_stay(words)),
            translate(
                "Start",
                "My client knows that what we both say in this session is kept as text, encrypted, on this"
                " computer alone, and that the text {stays}, and has agreed to it.",
            ).format(stays=_agreed(words)),
        ),
        Level.AUDIO: Wording(
            translate("Start", "Numbers, transcript and sound"),
            translate("Start", "Also the sound of both microphones. {sound_stays} {words_stay}").format(
                sound_stays=_sound_stays(sound), words_stay=_words_stay(words)
            ),
            translate(
                "Start",
                "My client knows that this session is recorded and kept as sound and as text, encrypted, on"
                " this computer alone, that the sound {sound_stays} and the text {text_stays}, and has agreed"
                " to it.",
            ).format(sound_stays=_agreed(sound), text_stays=_agreed(words)),
        ),
    }


def _numbers_stay(days: float) -> str:
    if days == FOREVER:
        return translate("Start", "Kept until you delete them.")
    return translate("Start", "Deleted after {days} days.").format(days=f"{days:g}")


def _words_stay(days: float) -> str:
    if days == FOREVER:
        return translate("Start", "The words are kept until you delete them.")
    return translate("Start", "The words are deleted after {days} days.").format(days=f"{days:g}")


def _sound_stays(days: float) -> str:
    if days == FOREVER:
        return translate("Start", "The sound is kept until you delete it.")
    return translate("Start", "The sound is deleted after {days} days.").format(days=f"{days:g}")


def _agreed(days: float) -> str:
    """Within what the client agrees to, of the sound or of the text."""
    if days == FOREVER:
        return translate("Start", "is kept until you delete it")
    return translate("Start", "is deleted after {days} days").format(days=f"{days:g}")

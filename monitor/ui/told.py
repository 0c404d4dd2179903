"""Sentences that are made where nobody knows of languages, and are shown in windows.

The hearing, the engine and the store speak English.  What they say of a session is listed here, so that it
is found for translation, with {names} where theirs have a device, a number or a reason.  What is not
listed, errors above all, stays English.
"""

import re
from functools import cache

from monitor.ui.texts import translate


def QT_TRANSLATE_NOOP(_context: str, source: str) -> str:  # noqa: N802  pylupdate6 knows it by this name
    return source


WITHHELD = (
    QT_TRANSLATE_NOOP("Told", "not enough speech yet"),
    QT_TRANSLATE_NOOP("Told", "{heard} s of speech were heard; a share needs {needed} s"),
    QT_TRANSLATE_NOOP("Told", "Both channels carry the same sound. A microphone for each person is needed."),
    QT_TRANSLATE_NOOP(
        "Told", "Both microphones hear both voices alike, so the numbers would be wrong. Move them apart."
    ),
    QT_TRANSLATE_NOOP(
        "Told",
        "The clocks of the two recordings have run apart, and a voice is heard in both, so the numbers would"
        " be wrong. Record both with one device.",
    ),
    QT_TRANSLATE_NOOP(
        "Told",
        "The clocks of the two recordings run apart. By the voice that both hear they were put in step.",
    ),
    QT_TRANSLATE_NOOP(
        "Told", "The channels may be swapped: what the client's carries fits the therapist better."
    ),
    QT_TRANSLATE_NOOP(
        "Told",
        "Half of all turns begin while the other is speaking: a microphone may be hearing both voices.",
    ),
    QT_TRANSLATE_NOOP(
        "Told", "Both seem to speak at once for much of the time: a microphone may be hearing both voices."
    ),
    QT_TRANSLATE_NOOP("Told", "What the therapist said while not heard is in no figure."),
    QT_TRANSLATE_NOOP("Told", "What the client said while not heard is in no figure."),
    QT_TRANSLATE_NOOP(
        "Told",
        "The therapist's microphone sends only silence, though the other has spoken for minutes."
        " Check that it is on.",
    ),
    QT_TRANSLATE_NOOP(
        "Told",
        "The client's microphone sends only silence, though the other has spoken for minutes."
        " Check that it is on.",
    ),
    QT_TRANSLATE_NOOP(
        "Told",
        "The therapist's microphone has carried no speech yet, though the other has spoken for minutes."
        " Check that it is on.",
    ),
    QT_TRANSLATE_NOOP(
        "Told",
        "The client's microphone has carried no speech yet, though the other has spoken for minutes."
        " Check that it is on.",
    ),
    QT_TRANSLATE_NOOP("Told", "The therapist's microphone is too loud and distorts. Turn it down."),
    QT_TRANSLATE_NOOP("Told", "The client's microphone is too loud and distorts. Turn it down."),
    QT_TRANSLATE_NOOP(
        "Told",
        "The therapist can hardly be heard above the noise of the room. Move that microphone closer.",
    ),
    QT_TRANSLATE_NOOP(
        "Told", "The client can hardly be heard above the noise of the room. Move that microphone closer."
    ),
)
"""Why a figure is not given, or doubtful."""

LOST = (
    QT_TRANSLATE_NOOP("Told", "{device} was disconnected"),
    QT_TRANSLATE_NOOP("Told", "no sound comes from {device}"),
    QT_TRANSLATE_NOOP("Told", "{device} is muted in the system's sound settings"),
    QT_TRANSLATE_NOOP("Told", "the system has put {other} in the place of {device}"),
    QT_TRANSLATE_NOOP("Told", "the computer plays through another device now"),
    QT_TRANSLATE_NOOP("Told", "the devices of this computer are listed anew"),
)
"""Why a channel is not heard."""

NOT_KEPT = (
    QT_TRANSLATE_NOOP("Told", "the disk does not answer"),
    QT_TRANSLATE_NOOP("Told", "no space left on device"),
    QT_TRANSLATE_NOOP("Told", "input/output error"),
)
"""What ails the keeping of a session."""

NOTED = (
    QT_TRANSLATE_NOOP(
        "Told",
        "The hearing began with what the sound check of {day} had found of these microphones.",
    ),
    QT_TRANSLATE_NOOP("Told", "{device}: some sound was lost because the computer was too busy."),
)
"""What an analysis says of how it was heard."""

READ = (
    QT_TRANSLATE_NOOP(
        "Told",
        "The words come from the demo model, which knows only the demo's vocabulary and voices: "
        "they are right for the demo alone.",
    ),
)
"""What is said of a transcript."""


def told(sentence: str) -> str:
    """The sentence in the language that is spoken, where it is one of those listed above."""
    for template, pattern in _patterns():
        if match := pattern.fullmatch(sentence):
            return translate("Told", template).format(**match.groupdict())
    return sentence


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """What has no names comes first."""
    templates = sorted((*WITHHELD, *LOST, *NOT_KEPT, *NOTED, *READ), key=lambda each: each.count("{"))
    return [(each, re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(each)))) for each in templates]

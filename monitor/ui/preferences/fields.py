"""What can be changed in the settings window, and why one might: in the user's language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QCoreApplication, QLocale

from monitor.ui.texts import SOURCE_LANGUAGE, languages

translate = QCoreApplication.translate
Value = str | float | int | bool


@dataclass(frozen=True, slots=True)
class Field:
    """One setting by its table and name, with a label and the reason for which it is there."""

    section: str
    name: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Choice(Field):
    """One of several: the value in the file, and what it is called."""

    options: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Number(Field):
    """Shown `times` as large as it stands in the file, in whole steps, with a unit; 0 may have a name."""

    least: int
    most: int
    unit: str
    times: float = 1.0
    zero: str = ""
    step: int = 1
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Flag(Field):
    """On or off."""


@dataclass(frozen=True, slots=True)
class Text(Field):
    """A line, with what is meant by an empty one."""

    empty: str


@dataclass(frozen=True, slots=True)
class Keys(Field):
    """A shortcut, or none."""


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    about: str
    fields: Sequence[Field]


def pages(presets: Sequence[str]) -> list[Page]:
    """All there is, in the order in which it is shown."""
    return [_session(presets), _overlay(), _cues(), _keys(), _keeping()]


def _session(presets: Sequence[str]) -> Page:
    names = {
        "client-led": translate("Settings", "Client-led"),
        "structured": translate("Settings", "Structured (CBT, teaching)"),
        "crisis": translate("Settings", "Crisis (no cues)"),
        "intake": translate("Settings", "Intake (no cues)"),
    }
    return Page(
        translate("Settings", "Session"),
        translate("Settings", "These hold from the next session on."),
        [
            Choice(
                "session",
                "preset",
                translate("Settings", "Kind of session"),
                translate("Settings", "Decides which cues there are, and from when on."),
                [(name, names.get(name, name)) for name in presets],
            ),
            Text(
                "transcription",
                "language",
                translate("Settings", "Spoken language"),
                translate(
                    "Settings", "A code such as en or de. To name it is safer than to have it guessed."
                ),
                translate("Settings", "heard from the first sentences"),
            ),
            Choice(
                "overlay",
                "language",
                translate("Settings", "Language of the windows"),
                translate("Settings", "Reports speak it too; all other exports stay in English."),
                [("auto", translate("Settings", "As the system")), *_languages()],
            ),
        ],
    )


def _languages() -> Iterator[tuple[str, str]]:
    """Each as it calls itself."""
    yield SOURCE_LANGUAGE, "English"
    yield from ((code, QLocale(code).nativeLanguageName()) for code in languages() if code != SOURCE_LANGUAGE)


def _overlay() -> Page:
    return Page(
        translate("Settings", "Overlay"),
        translate(
            "Settings", "A display that is always there distracts: by default it shows as little as can be."
        ),
        [
            Choice(
                "overlay",
                "mode",
                translate("Settings", "Display"),
                translate("Settings", "Pointing at it, or a key, shows the numbers for a moment in each."),
                [
                    ("ambient", translate("Settings", "Ambient: a bar without digits")),
                    ("numbers", translate("Settings", "Numbers, always")),
                    ("looks", translate("Settings", "A look now and then")),
                    ("hidden", translate("Settings", "Hidden until asked for")),
                ],
            ),
            Number(
                "overlay",
                "look_every_min",
                translate("Settings", "A look every"),
                translate(
                    "Settings", "The largest trial of live talk-time feedback gave one every 20 minutes."
                ),
                5,
                120,
                translate("Settings", "min"),
                step=5,
            ),
            Number(
                "overlay",
                "look_s",
                translate("Settings", "A look lasts"),
                translate("Settings", "It comes and goes once your client is silent."),
                5,
                60,
                translate("Settings", "s"),
                step=5,
            ),
            Number(
                "overlay",
                "peek_s",
                translate("Settings", "A peek lasts"),
                translate("Settings", "Long enough to read, too short to watch."),
                2,
                30,
                translate("Settings", "s"),
            ),
            Number(
                "overlay",
                "bar_every_s",
                translate("Settings", "The bar moves once in"),
                translate("Settings", "Of the ambient display. What moves draws your eye from your client."),
                0,
                120,
                translate("Settings", "s"),
                zero=translate("Settings", "as often as it can"),
                step=5,
            ),
            Flag(
                "overlay",
                "mini",
                translate("Settings", "Mini strip"),
                translate("Settings", "120 by 16 points, to lie at the edge of a video call."),
            ),
            Choice(
                "overlay",
                "theme",
                translate("Settings", "Colours"),
                translate("Settings", "Of all windows."),
                [
                    ("auto", translate("Settings", "As the desktop")),
                    ("light", translate("Settings", "Light")),
                    ("dark", translate("Settings", "Dark")),
                ],
            ),
            Number(
                "overlay",
                "text_scale",
                translate("Settings", "Size of the overlay"),
                translate("Settings", "Beside what the desktop enlarges."),
                80,
                250,
                "%",
                times=100.0,
                step=10,
            ),
            Number(
                "overlay",
                "opacity",
                translate("Settings", "Opacity"),
                translate("Settings", "Below 80 % the text can be hard to read over a busy window."),
                30,
                100,
                "%",
                times=100.0,
                step=5,
            ),
            Flag(
                "overlay",
                "fade",
                translate("Settings", "Come and go softly"),
                translate("Settings", "Never where your desktop is set to reduce motion."),
            ),
            Flag(
                "overlay",
                "unseen_in_sharing",
                translate("Settings", "Leave it out of shared screens"),
                translate(
                    "Settings",
                    "Windows can, and macOS up to 14. Elsewhere whoever you share the whole screen with"
                    " sees it.",
                ),
            ),
        ],
    )


def _cues() -> Page:
    return Page(
        translate("Settings", "Cues"),
        translate(
            "Settings",
            "None of these numbers predicts how a client fares; they are set so that good work is rarely"
            " disturbed. What you change here holds for every kind of session, from the next one on; in this"
            " one each cue can be left out in the overlay's menu.",
        ),
        [
            Number(
                "cues",
                "share_noted",
                translate("Settings", "Your share is calm up to"),
                translate("Settings", "Above it the numbers say so, and nothing else happens."),
                20,
                100,
                "%",
                times=100.0,
                step=5,
            ),
            Number(
                "cues",
                "share_cue",
                translate("Settings", "A cue above a share of"),
                translate("Settings", "Of the last 5 minutes, once it has held for half a minute."),
                0,
                100,
                "%",
                times=100.0,
                zero=translate("Settings", "no such cue"),
                step=5,
            ),
            Number(
                "cues",
                "monologue_noted_s",
                translate("Settings", "A turn is named from"),
                translate("Settings", "The numbers say how long you have spoken, and nothing else happens."),
                0,
                600,
                translate("Settings", "s"),
                zero=translate("Settings", "no turn is"),
                step=15,
            ),
            Number(
                "cues",
                "monologue_cue_s",
                translate("Settings", "A cue in a turn of"),
                translate(
                    "Settings", "Long turns are rare in good client-led work, and not bad by themselves."
                ),
                0,
                600,
                translate("Settings", "s"),
                zero=translate("Settings", "no such cue"),
                step=15,
            ),
            Number(
                "cues",
                "interruptions_cue",
                translate("Settings", "A cue at so many cut-ins"),
                translate("Settings", "That took the floor, within 10 minutes."),
                0,
                20,
                "",
                zero=translate("Settings", "no such cue"),
                whole=True,
            ),
            Number(
                "cues",
                "every_s",
                translate("Settings", "At most one cue in"),
                translate("Settings", "Fewer are heeded more."),
                1,
                60,
                translate("Settings", "min"),
                times=1 / 60,
            ),
            Number(
                "cues",
                "most",
                translate("Settings", "At most in a session"),
                translate("Settings", "Then there is silence."),
                0,
                20,
                "",
                zero=translate("Settings", "no cues at all"),
                whole=True,
            ),
        ],
    )


def _keys() -> Page:
    everywhere = translate(
        "Settings",
        "They work whichever program has the focus, on X11 and Windows, from the next session on.",
    )
    names = {
        "peek": (
            translate("Settings", "Show the numbers for a moment"),
            translate("Settings", "So that they need not be there all the time."),
        ),
        "hide": (
            translate("Settings", "Out of sight, and back"),
            translate("Settings", "For a client who looks at your screen, or when it disturbs you."),
        ),
        "bookmark": (
            translate("Settings", "Bookmark this moment"),
            translate("Settings", "To find it afterwards, without writing anything down now."),
        ),
        "intend": (
            translate("Settings", "Intentional from here, or no longer"),
            translate("Settings", "What you teach or guide brings no cue, and is shown apart afterwards."),
        ),
        "pause": (
            translate("Settings", "Not counted from here, or again"),
            translate("Settings", "For what is no part of the session, such as a call at the door."),
        ),
    }
    return Page(
        translate("Settings", "Keys"),
        everywhere,
        [Keys("hotkeys", name, label, reason) for name, (label, reason) in names.items()],
    )


def _keeping() -> Page:
    forever = translate("Settings", "until you delete it")
    days = translate("Settings", "days")
    reason = translate("Settings", "What is due is shown before it goes.")
    labels = {
        "audio_days": translate("Settings", "Keep the sound"),
        "words_days": translate("Settings", "Keep the words"),
        "numbers_days": translate("Settings", "Keep a session at all"),
    }
    return Page(
        translate("Settings", "Keeping"),
        translate("Settings", "What of a session is kept is asked before each; here, for how long."),
        [
            *(
                Number("retention", name, label, reason, 0, 3650, days, zero=forever)
                for name, label in labels.items()
            ),
            Text(
                "sessions",
                "folder",
                translate("Settings", "Folder"),
                translate("Settings", "A whole path, such as that of a drive of your practice."),
                translate("Settings", "your data folder"),
            ),
        ],
    )

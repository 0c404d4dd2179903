"""Texts in the user's language, without Qt: read from Qt Linguist's .ts files as they are.

The terminal and the overlay's sentences ask here; windows ask Qt, whose translator (translation.py)
asks the same dictionary.  `translate` is found by pylupdate6 under that name.
"""

from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

FOLDER = Path(__file__).parent / "translations"
SOURCE_LANGUAGE = "en"


class Texts:
    """Texts by their English ones; of two with the same English text the one of the asking context."""

    def __init__(self, known: Mapping[tuple[str, str], str]) -> None:
        """`known`: by context and English text."""
        self.known = known
        self._anywhere = {source: text for (_context, source), text in known.items()}

    def found(self, context: str, source: str) -> str:
        """Empty where there is none."""
        return self.known.get((context, source)) or self._anywhere.get(source, "")


def read_texts(path: Path) -> Texts:
    """The finished texts of a .ts file."""
    known: dict[tuple[str, str], str] = {}
    for context in ElementTree.parse(path).iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translated = message.find("translation")
            if translated is not None and translated.get("type") is None and translated.text:
                known[name, message.findtext("source", "")] = translated.text
    return Texts(known)


class _Spoken:
    """The language of this program, chosen once as it starts."""

    language = SOURCE_LANGUAGE
    texts = Texts({})


def languages() -> list[str]:
    """What can be chosen, by code."""
    return [SOURCE_LANGUAGE, *sorted(path.stem for path in FOLDER.glob("*.ts"))]


def speak(language: str) -> Texts:
    """From now on `translate` speaks this language, English where it is not known."""
    known = language in languages() and language != SOURCE_LANGUAGE
    _Spoken.language = language if known else SOURCE_LANGUAGE
    _Spoken.texts = read_texts(FOLDER / f"{language}.ts") if known else Texts({})
    return _Spoken.texts


def spoken() -> str:
    """The code of the language that is spoken."""
    return _Spoken.language


def translate(context: str, source: str) -> str:
    """The text in the language that is spoken."""
    return _Spoken.texts.found(context, source) or source


def within(text: str) -> str:
    """The text as it goes on within a sentence: English begins small there; where nouns are
    written large, it stays as it is."""
    return text[:1].lower() + text[1:] if _Spoken.language == SOURCE_LANGUAGE else text

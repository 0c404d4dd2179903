"""The windows in the user's language: texts of Qt Linguist's .ts files, read as they are.

Qt wants them compiled by a tool that PyQt6 does not bring; a .ts file of some hundred texts is read in
milliseconds.  After a change of texts:

    pylupdate6 --no-obsolete --ts monitor/ui/translations/de.ts monitor/ui
"""

from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from PyQt6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

FOLDER = Path(__file__).parent / "translations"
SOURCE_LANGUAGE = "en"


class Translation(QTranslator):
    """Texts by their English ones; of two with the same English text the one of the asking class.

    PyQt asks in the name of an object's own class, even for a text that stands in the class above.
    """

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.texts = read_texts(path)
        self._anywhere = {source: text for (_context, source), text in self.texts.items()}

    def translate(
        self, context: str | None, source: str | None, disambiguation: str | None = None, n: int = -1
    ) -> str:
        known = self.texts.get((context or "", source or ""))
        return known or self._anywhere.get(source or "") or None  # type: ignore[return-value]  # not known

    def isEmpty(self) -> bool:  # noqa: N802  Qt's name
        return not self.texts


def read_texts(path: Path) -> Mapping[tuple[str, str], str]:
    """The finished texts of a .ts file by class and English text."""
    texts: dict[tuple[str, str], str] = {}
    for context in ElementTree.parse(path).iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translated = message.find("translation")
            if translated is not None and translated.get("type") is None and translated.text:
                texts[name, message.findtext("source", "")] = translated.text
    return texts


def languages() -> list[str]:
    """What can be chosen, by code."""
    return [SOURCE_LANGUAGE, *sorted(path.stem for path in FOLDER.glob("*.ts"))]


def speak(wanted: str) -> str:
    """From now on all windows speak this language, "auto" the system's where it is known; which one it is.

    Needs the application object; windows that are open stay as they are.
    """
    locale = QLocale.system() if wanted == "auto" else QLocale(wanted)
    language = locale.name().partition("_")[0]
    if language not in languages():
        language, locale = SOURCE_LANGUAGE, QLocale(QLocale.Language.English)
    QLocale.setDefault(locale)
    application = QCoreApplication.instance()
    if application is not None and language != SOURCE_LANGUAGE:
        own = QTranslator(application)  # Qt's words: OK, Cancel
        own.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        for each in (own, Translation(FOLDER / f"{language}.ts", application)):
            application.installTranslator(each)
    return language

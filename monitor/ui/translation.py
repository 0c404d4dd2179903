"""The windows in the user's language: Qt asks the dictionary of texts.py.

Qt wants texts compiled by a tool that PyQt6 does not bring; a .ts file of some hundred texts is read in
milliseconds.  After a change of texts:

    pylupdate6 --no-obsolete --ts monitor/ui/translations/de.ts monitor
"""

from PyQt6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from monitor.ui import texts
from monitor.ui.texts import SOURCE_LANGUAGE, Texts, languages


class Translation(QTranslator):
    """PyQt asks in the name of an object's own class, even for a text that stands in the class above:
    what that class has not is looked for in all others."""

    def __init__(self, known: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = known

    def translate(
        self, context: str | None, source: str | None, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return self._texts.found(context or "", source or "") or None  # type: ignore[return-value]  # not known

    def isEmpty(self) -> bool:  # noqa: N802  Qt's name
        return not self._texts.known


class _Installed:
    translators: list[QTranslator] = []  # noqa: RUF012  of this process


def speak(wanted: str) -> str:
    """From now on all windows speak this language, "auto" the system's where it is known; which one it is.

    Needs the application object; windows that are open stay as they are.
    """
    locale = QLocale.system() if wanted == "auto" else QLocale(wanted)
    language = locale.name().partition("_")[0]
    if language not in languages():
        language, locale = SOURCE_LANGUAGE, QLocale(QLocale.Language.English)
    QLocale.setDefault(locale)
    known = texts.speak(language)
    for each in _Installed.translators:
        QCoreApplication.removeTranslator(each)
    _Installed.translators.clear()
    application = QCoreApplication.instance()
    if application is not None and language != SOURCE_LANGUAGE:
        own = QTranslator(application)  # Qt's words: OK, Cancel
        own.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        _Installed.translators += [own, Translation(known, application)]
        for each in _Installed.translators:
            application.installTranslator(each)
    return language

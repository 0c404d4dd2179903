"""`session-monitor review`: what is named on the command line, and the windows that show it."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from monitor import app, keeping, places, results, session_commands
from monitor import session_view as view
from monitor.config import Settings, load
from monitor.engine.errands import Errand
from monitor.errors import PROGRAM, RecordingError, SetupError, StoreError
from monitor.exporting import is_analysis, names_a_session
from monitor.review_trends import Gathering, SessionPoints
from monitor.store.card import Card
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.ui.display import require_window_libraries, window_platform
from monitor.ui.review.opened import Kept, Opened, Row, State, Wanted
from monitor.ui.texts import translate

DEMO = "demo"
NO_SCREEN = (
    f"The replay needs a screen, and none can be reached from here. `{PROGRAM} sessions show last`"
    " prints the figures of your last session."
)
RUNNING = "This session still runs: end it first, then look at it."
_NO_WINDOW = f"or look at the figures with `{PROGRAM} sessions show last`"
_KEPT: Mapping[Keep, Kept] = {Keep.NUMBERS: "numbers", Keep.TRANSCRIPT: "words", Keep.AUDIO: "sound"}
_STATES: Mapping[str, State] = {
    "running": "running",
    "unfinished": "interrupted",
    "recovered": "interrupted",
}


@dataclass(frozen=True, slots=True)
class Named:
    """What the command line says: names or files, and how recordings are to be read."""

    names: Sequence[str]
    swap: bool
    settings: Settings


def run(names: Sequence[str], swap: bool, config: Path | None, words: bool, console: Console) -> None:
    """Show what is named, or all sessions, until the last window is closed.

    MonitorError where there is no screen, or what was named cannot be opened.
    """
    platform = window_platform(os.environ)
    if platform is None:
        raise SetupError(NO_SCREEN)
    require_window_libraries(platform, _NO_WINDOW)
    from monitor.ui.application import application
    from monitor.ui.review.program import Around, run_review
    from monitor.ui.translation import speak

    settings = load(config, words=words)
    application(platform)
    speak(settings.overlay.language)
    desk = ReviewDesk(Named(names, swap, settings), platform, console)
    remembered = places.user_data_dir() / "review.json"
    around = Around(settings.overlay.theme, remembered, results.save, desk.gather)
    run_review(platform, desk, desk.wanted(), around)


class ReviewDesk:
    """Opens sessions for the windows; a passphrase is asked for in a window, once."""

    def __init__(self, named: Named, platform: str, console: Console) -> None:
        self._named, self._platform, self._console = named, platform, console
        self._opened: Library | None = None
        self._points: SessionPoints | None = None

    def wanted(self) -> Wanted | None:
        """What the command line names; None for the list."""
        names = [str(name) for name in self._named.names]
        if not names:
            return None
        if names == [DEMO] and not Path(DEMO).exists():
            return Wanted()
        if len(names) == 1 and names_a_session(Path(names[0])):
            return Wanted(session=self._find(names[0]))
        if len(names) > 2:
            raise RecordingError(
                "One session at a time is opened. Give one recording, or two with one channel each."
            )
        return Wanted(files=tuple(map(Path, names)))

    def rows(self) -> list[Row]:
        library = self._library()
        cards = session_commands.in_order(library, self._console)
        short = view.short_names(card.id for card in cards)
        return [_row(card, short[card.id]) for card in cards]

    def open(self, wanted: Wanted) -> Errand[Opened]:
        from monitor import review_sources as sources

        settings = self._named.settings
        if wanted.session:
            library = self._library()
            _require_over(library, wanted.session, self._console)
            return Errand(lambda _errand: sources.kept_session(library, wanted.session, settings))
        if not wanted.files:
            return Errand(lambda errand: sources.demo(settings, errand))
        first, second = wanted.files[0], wanted.files[1] if len(wanted.files) > 1 else None
        if second is None and is_analysis(first):
            return Errand(lambda _errand: sources.saved_analysis(first, settings))
        request = app.Request(first, second, self._named.swap)
        return Errand(lambda errand: sources.recording(request, settings, errand))

    def gather(self) -> Gathering:
        """Begin to look at all sessions over time; what has not changed since the last time is known."""
        if self._points is None:
            self._points = SessionPoints(self._library())
        return self._points.gather()

    def _find(self, name: str) -> str:
        library = self._library()
        if name == session_commands.LAST:
            cards = session_commands.in_order(library, self._console)
            newest = next((card.id for card in cards if card.state != "unreadable"), None)
            if newest is not None:
                return newest
        return session_commands.find(library, name)

    def _library(self) -> Library:
        """With its key at hand, where there is a session."""
        if self._opened is None:
            library = keeping.library(self._named.settings, self._passphrase)
            if library.vault.sessions():
                library.vault.unlock()
            self._opened = library
        return self._opened

    def _passphrase(self, sentence: str, new: bool) -> str:
        from monitor.ui.start.asking import WindowQuestions

        questions = WindowQuestions(self._platform, self._named.settings.overlay)
        return questions.passphrase(sentence, new, otherwise=translate("Start", "&Cancel"))


def _require_over(library: Library, session: str, console: Console) -> None:
    """StoreError where it still runs, or cannot be read; one that was interrupted is closed."""
    card = library.card(session)
    if card.state == "running":
        raise StoreError(RUNNING)
    if card.state == "unreadable":
        raise StoreError(card.problem)
    if card.state == "unfinished":
        session_commands.closed(library, card, console)


def _row(card: Card, name: str) -> Row:
    """What cannot be opened says why, and has no name to be opened by."""
    if card.state == "unreadable":
        return Row("", name, 0, 0.0, "", (), "", "unreadable", card.problem)
    opens = card.id if card.state != "running" else ""
    tags = tuple(view.printable(tag) for tag in card.tags)
    kept, state = _KEPT[card.keep], _STATES.get(card.state, "")
    return Row(opens, name, card.started_at, card.duration_s, view.printable(card.client), tags, kept, state)

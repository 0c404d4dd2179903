"""What the replay opens: a kept session, a recording, an analysis that was saved, the demo."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from monitor import app, demo_kept, kept
from monitor.audio.files import Recording, open_recording
from monitor.beside import Arriving, recording_beside
from monitor.config import Settings, lexicons, question_words
from monitor.conversation.lexicon import Lexicon
from monitor.conversation.questions import QuestionWords
from monitor.conversation.remarks import Note, Remarks, in_force
from monitor.document import Analysis
from monitor.engine.errands import Errand
from monitor.errors import RecordingError
from monitor.exporting import Origin, Saved, spoken_language
from monitor.kept import KeptSession
from monitor.playing import ArrivingPlayback, CollectingKeeper, collected_player, kept_player
from monitor.replay.build import build
from monitor.replay.marked import remarked
from monitor.replay.player import Player
from monitor.replay.remarking import AboutWritten, Change, NoteAdded, NoteChanged, NoteRemoved
from monitor.review_exports import RecordedSound, WindowExports
from monitor.session_view import printable
from monitor.store.file import SessionFile
from monitor.store.library import Library
from monitor.store.pages import described
from monitor.transcribing import chosen_model, demo_model
from monitor.ui.review.opened import About, Opened, Silent

SHOWN = 4
"""Characters of a kept session's name that are shown."""


def kept_session(library: Library, session: str, settings: Settings) -> Opened:
    """StoreError where it cannot be read."""
    with library.open(session) as file:
        document = kept.unremarked_of(file)
        remarks, notes = in_force(file.remarks()), tuple(file.bookmarks())
        about, has_sound = _about(file), file.contents[1]
        once_sound = any(change.keep.sound for change in file.keeps)
    words = _words(document)
    origin = KeptSession(library, session)
    return Opened(
        about=about,
        replay=build(document, remarks, notes, words, _lexicon(document)),
        player=kept_player(origin, settings.playback) if has_sound else None,
        silent="" if has_sound else "deleted" if once_sound else "not kept",
        words=words,
        keep=Keeper(library, session).keep,
        exports=WindowExports(origin, has_sound),
    )


class Keeper:
    """Writes what is remarked into a session's file, which is open no longer than that takes."""

    def __init__(self, library: Library, session: str) -> None:
        self._library, self._session = library, session
        self._numbers: dict[int, int] = {}

    def keep(self, change: Change) -> None:
        """It is on the disk on return; StoreError where it cannot be."""
        with self._library.open(self._session) as file:
            if isinstance(change, AboutWritten):
                before = file.description
                file.describe(described(before.client, before.tags, change.text))
            elif isinstance(change, NoteAdded):
                self._add(file, change)
            elif isinstance(change, NoteChanged):
                file.change_bookmark(self._number(change.number), change.text)
            elif isinstance(change, NoteRemoved):
                file.remove_bookmark(self._number(change.number))
            else:
                file.remark(change)

    def _add(self, file: SessionFile, note: NoteAdded) -> None:
        """Under the window's number, or, where another window has taken that, the next."""
        taken = {each.number for each in file.bookmarks()}
        number = self._number(note.number)
        if number in taken:
            number = max(taken) + 1
        file.add_bookmark(note.at, note.text, number)
        self._numbers[note.number] = number

    def _number(self, number: int) -> int:
        return self._numbers.get(number, number)


def saved_analysis(path: Path, settings: Settings) -> Opened:
    """Heard where its recording lies beside it; RecordingError where it is none."""
    document = Saved(path).document()
    beside = recording_beside(document, path.parent, app.DEMO)
    origin: Origin = Saved(path)
    player: Player | None = None
    if beside.files:
        try:
            arriving = Arriving(beside.open(settings), document.duration_s, settings.playback)
            player = ArrivingPlayback(arriving, settings.playback)
            origin = RecordedSound([path, *beside.files], lambda: _blocks(beside.open(settings)))
        except RecordingError:
            beside = replace(beside, silent="unreadable")
    about = About(_shown(path), "", None, None)
    return _opened(about, document, remarked(document), (origin, player), beside.silent)


def demo(settings: Settings, errand: Errand[Opened]) -> Opened:
    """Analysed once for all times; RecordingError where that was stopped."""
    request = app.Request(app.DEMO)
    document = demo_kept.kept(settings)
    if document is None:
        document = _whole(
            app.analyze(
                request, settings, errand.moved, lambda: errand.stopped, lambda _settings: demo_model()
            )
        )
        demo_kept.keep(document, settings)
    arriving = Arriving(_again(request, settings), document.duration_s, settings.playback)
    origin = RecordedSound(request.files, lambda: _blocks(_again(request, settings)))
    player = ArrivingPlayback(arriving, settings.playback)
    return _opened(About("", "", None, None), document, (Remarks(), ()), (origin, player))


def recording(request: app.Request, settings: Settings, errand: Errand[Opened]) -> Opened:
    """Analysed now; RecordingError where that cannot be, or was stopped."""
    heard = CollectingKeeper(settings.playback)

    def moved(done_s: float, total_s: float | None) -> None:
        heard.expected_s = total_s
        errand.moved(done_s, total_s)

    document = _whole(app.analyze(request, settings, moved, lambda: errand.stopped, chosen_model, heard))
    origin = RecordedSound(request.files, lambda: _blocks(_again(request, settings)))
    heard.finish()
    player = collected_player(heard, settings.playback)
    about = About(" + ".join(request.names), "", None, None)
    return _opened(about, document, (Remarks(), ()), (origin, player))


def _whole(document: Analysis) -> Analysis:
    if not document.complete:
        raise RecordingError("The analysis was stopped, so there is nothing to look at.")
    return document


def _opened(
    about: About,
    document: Analysis,
    said: tuple[Remarks, Sequence[Note]],
    sound: tuple[Origin, Player | None],
    silent: Silent = "",
) -> Opened:
    """Of what has no session file: its remarks are saved as an analysis.  `silent`: why no sound is there."""
    words, (origin, player) = _words(document), sound
    return Opened(
        about=about,
        replay=build(document, said[0], said[1], words, _lexicon(document)),
        player=player,
        silent=silent,
        words=words,
        keep=None,
        exports=WindowExports(origin, player is not None),
    )


def _about(file: SessionFile) -> About:
    description, header = file.description, file.header
    client, notes = printable(description.client), printable(description.notes)
    return About(header.id[:SHOWN], client, header.started_at, notes)


def _words(document: Analysis) -> QuestionWords | None:
    """Those of the language that the recogniser heard; None where it has none."""
    return question_words().get(spoken_language(document))


def _lexicon(document: Analysis) -> Lexicon | None:
    return lexicons().get(spoken_language(document))


def _again(request: app.Request, settings: Settings) -> Recording:
    return open_recording(request.first, request.second, request.swap, settings.recordings)


def _blocks(recording: Recording) -> Iterator[NDArray[np.int16]]:
    with recording:
        yield from recording.blocks()


def _shown(path: Path) -> str:
    return path.name.encode(errors="replace").decode()

"""The export of a session: from a recording, an analysis written earlier, or what was kept, to any format.

Everything is written whole or not at all, and nothing is replaced unless the user says so.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from monitor import app, batch, results
from monitor.audio.files import open_recording
from monitor.config import Settings, lexicons, load, question_words
from monitor.conversation.questions import QuestionWords
from monitor.conversation.timeline import seconds
from monitor.document import Analysis, encode
from monitor.errors import OutputError, RecordingError
from monitor.export.csv_tables import FILES, codebook_csv, csv_tables
from monitor.export.eaf import eaf
from monitor.export.flac import write_flac
from monitor.export.report import About, report
from monitor.export.rttm import rttm
from monitor.export.saved import read_analysis
from monitor.export.textgrid import textgrid
from monitor.export.tongue import Tongue
from monitor.export.webvtt import webvtt
from monitor.formats import Format
from monitor.replay.asked import asked_in
from monitor.replay.build import build
from monitor.replay.marked import remarked
from monitor.replay.model import Question
from monitor.ui import texts
from monitor.ui.told import told
from monitor.whole import whole_file, whole_folder
from monitor.wordless import without_words

_SESSION = re.compile("last|[0-9a-f]{4,16}")
_WRITTEN: Mapping[Format, Callable[[Analysis], bytes]] = {
    Format.JSON: encode,
    Format.TEXTGRID: lambda document: textgrid(document).encode(),
    Format.EAF: lambda document: eaf(document, datetime.now(UTC)),
    Format.RTTM: lambda document: rttm(document).encode(),
    Format.VTT: lambda document: webvtt(document).encode(),
    Format.CODEBOOK: codebook_csv,
}
"""The formats that are one file made from the analysis alone."""
WORDLESS: Mapping[Format, str] = {
    Format.RTTM: "RTTM holds no words, only who spoke when.",
    Format.FLAC: "Sound without what was said would be silence.",
    Format.CODEBOOK: "The codebook holds no words of the session.",
}
"""The formats from which no words can be left out, and why."""


@dataclass(frozen=True, slots=True)
class Target:
    """What to write, where, whether it may replace what is there, and whether with what was said."""

    to: Format
    out: Path
    force: bool = False
    words: bool = True
    language: str | None = None
    """That of a report: None as the windows, else a code, or "auto" for the system's."""


class Origin(Protocol):
    """What a session is exported from."""

    @property
    def files(self) -> Sequence[Path]:
        """The files it lies in, which no export may replace."""

    def document(self) -> Analysis:
        """The analysis; MonitorError where there is none to be had."""

    def blocks(self) -> Iterator[NDArray[np.int16]]:
        """The sound, shape (n, 2), column 0 therapist, 16 kHz; MonitorError where there is none."""

    def unheard_s(self) -> float:
        """How much of that is silent because no sound was kept, in seconds."""


@runtime_checkable
class Described(Protocol):
    """An origin of which more is known than its analysis."""

    def about(self) -> About:
        """When it began, and what the therapist wrote of it."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recording, which is analysed first."""

    request: app.Request
    settings: Settings
    console: Console

    @property
    def files(self) -> Sequence[Path]:
        return self.request.files

    def document(self) -> Analysis:
        with self._watched() as (stop, moved):
            document = app.analyze(self.request, self.settings, moved, lambda: stop.wanted)
        if not document.complete:
            raise _stopped()
        return document

    def blocks(self) -> Iterator[NDArray[np.int16]]:
        wanted, done = self.request, 0
        with (
            self._watched() as (stop, moved),
            open_recording(wanted.first, wanted.second, wanted.swap, self.settings.recordings) as recording,
        ):
            for block in recording.blocks():
                if stop.wanted:
                    raise _stopped()
                yield block
                done += len(block)
                moved(seconds(done), recording.duration_s)

    def unheard_s(self) -> float:
        return 0.0

    @contextmanager
    def _watched(self) -> Iterator[tuple[batch.Stop, app.Progress]]:
        """Ctrl-C is a wish to stop meanwhile; how far it has come is shown."""
        stop = batch.Stop()
        with app.interrupts(stop), batch.progress_on(self.console) as progress:
            task = progress.add_task(" + ".join(self.request.names), total=None)
            yield stop, lambda done_s, total_s: progress.update(task, completed=done_s, total=total_s)


@dataclass(frozen=True, slots=True)
class Saved:
    """An analysis that was written earlier."""

    path: Path

    @property
    def files(self) -> Sequence[Path]:
        return [self.path]

    def document(self) -> Analysis:
        try:
            content = self.path.read_bytes()
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise RecordingError(f"{self.path} cannot be read: {why}. Check the path.") from None
        return read_analysis(content, self.path.name)

    def blocks(self) -> Iterator[NDArray[np.int16]]:
        raise OutputError(f"{self.path.name} is an analysis and holds no sound. Give the recording instead.")

    def unheard_s(self) -> float:
        return 0.0


def origin(files: Sequence[Path], swap: bool, config: Path | None, console: Console) -> Origin:
    """What the files are: an analysis, a recording with two channels, or two with one each; or a session."""
    if len(files) == 1 and names_a_session(files[0]):
        return _kept(str(files[0]), swap, config, console)
    saved = [path for path in files if is_analysis(path)]
    if saved and (len(files) > 1 or swap or config is not None):
        raise OutputError(
            f"{saved[0].name} is an analysis and stays as it is. Give it alone, without --swap or --config."
        )
    if saved:
        return Saved(saved[0])
    if len(files) > 2:
        raise OutputError(
            "One session at a time is exported. Give one recording, or two with one channel each."
        )
    request = app.Request(files[0], files[1] if len(files) > 1 else None, swap)
    return Recorded(request, load(config), console)


def names_a_session(path: Path) -> bool:
    """Whether it can only be a kept session's name."""
    return bool(_SESSION.fullmatch(str(path))) and not path.exists()


def _kept(name: str, swap: bool, config: Path | None, console: Console) -> Origin:
    from monitor import session_commands  # the library of ciphers is opened for sessions alone
    from monitor.kept import KeptSession

    if swap:
        raise OutputError("A kept session knows who is who. Give it without --swap.")
    library = session_commands.opened(load(config), console)
    session_commands.in_order(library, console)
    return KeptSession(library, session_commands.find(library, name))


def export(origin: Origin, target: Target) -> None:
    """Write the session as asked; OutputError before it is analysed where that cannot be."""
    _refuse(origin, target)
    if target.to is Format.FLAC:
        with _said(target.out), whole_file(target.out) as part, part.open("r+b") as file:
            write_flac(origin.blocks(), file)
        return
    document = origin.document()
    _refuse(origin, target)  # analysing takes minutes, in which something may have come there
    if target.to is Format.HTML:
        if target.language is not None:
            _speak(target.language)
        results.write(_report(origin, document, target.words).encode(), target.out)
        return
    asked = _asked(document, target) if target.to is Format.CSV else ()
    if not target.words:
        document = without_words(document)
    if target.to is Format.CSV:
        with _said(target.out), whole_folder(target.out) as folder:
            for name, content in csv_tables(document, asked).items():
                (folder / name).write_bytes(content)
    else:
        results.write(_WRITTEN[target.to](document), target.out)


def _report(origin: Origin, document: Analysis, words: bool) -> str:
    about = origin.about() if isinstance(origin, Described) else About()
    lexicon = lexicons().get(spoken_language(document))
    return report(build(document, *remarked(document), _asking(document), lexicon), about, words, tongue())


def _asking(document: Analysis) -> QuestionWords | None:
    """The words by which the session's language asks; None where it has no list."""
    return question_words().get(spoken_language(document))


def spoken_language(document: Analysis) -> str:
    """The code of the language that was heard, without its country; empty where nobody knows."""
    language = document.transcription.language if document.transcription else None
    return (language or "").partition("-")[0]


def _asked(document: Analysis, target: Target) -> Sequence[Question]:
    """The therapist's questions: where no words are wished, when they were and what kind all the same."""
    found = asked_in(document, _asking(document))
    return found if target.words else [replace(each, text="") for each in found]


def tongue() -> Tongue:
    """The language that is spoken."""
    return Tongue(texts.spoken(), texts.translate, told)


def language_of(to: Format, wanted: str, config: Path | None) -> str | None:
    """What a report is to be written in: as wished, else as the windows; None for what has no language.

    OutputError for a language that there is not, or where none can be wished for.
    """
    if wanted and to is not Format.HTML:
        raise OutputError("Only the report (html) is written in a language. Leave out --language.")
    if wanted and wanted not in ("auto", *texts.languages()):
        raise OutputError(
            f"There is no language {wanted!r}. There are: {', '.join(texts.languages())}, auto."
        )
    return (wanted or load(config).overlay.language) if to is Format.HTML else None


def _speak(language: str) -> None:
    try:
        from monitor.ui.translation import speak  # Qt knows the system's language, on each system
    except ImportError:
        texts.speak(language)
    else:
        speak(language)


def show(target: Target, console: Console) -> None:
    """Say where the export lies, unless it was printed."""
    if target.out != results.STDOUT:
        place = str(target.out.absolute()).encode(errors="replace").decode()  # a name need not be UTF-8
        console.print(f"The export is in {place}", markup=False, highlight=False, soft_wrap=True)


def warn_of_silence(origin: Origin, target: Target, console: Console) -> None:
    """Say how much of the sound is silence only because none was kept."""
    if target.to is Format.FLAC and (missing_s := origin.unheard_s()) >= 1.0:
        said = f"Note: {missing_s:.0f} s of it were not kept: the file is silent there, or ends before."
        console.print(said, highlight=False, soft_wrap=True)


def _refuse(origin: Origin, target: Target) -> None:
    """OutputError where the target cannot be written, or holds what may not be replaced."""
    out = target.out
    if not target.words and target.to in WORDLESS:
        raise OutputError(f"{WORDLESS[target.to]} Leave out --without-words.")
    if target.to is Format.CSV:
        _refuse_folder(out, target.force)
        return
    results.require_writable(out)
    if out == results.STDOUT:
        if target.to is Format.FLAC:
            raise OutputError("Sound cannot be printed. Name a file with --out.")
        return
    if out.resolve() in {path.resolve() for path in origin.files}:
        raise OutputError(f"{out} is what is to be exported. Name another file with --out.")
    if out.is_file() and not target.force:
        raise OutputError(f"{out} exists already. Add --force to replace it, or name another file.")
    if out.exists() and not out.is_file() and target.to is Format.FLAC:
        raise OutputError(f"{out} is no file, and sound needs one. Name another with --out.")


def _refuse_folder(out: Path, force: bool) -> None:
    if out == results.STDOUT:
        raise OutputError(
            "CSV is several tables, which cannot be printed together. Name a folder with --out."
        )
    results.require_writable(out / "summary.csv")
    there = {path.name for path in out.iterdir()} if out.is_dir() else set()
    if others := there - FILES:
        raise OutputError(f"{out} holds other files ({min(others)}). Name a new folder for the tables.")
    if there and not force:
        raise OutputError(f"{out} holds tables already. Add --force to replace them, or name another folder.")


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """What goes wrong with a file becomes a sentence."""
    try:
        yield
    except OSError as error:
        raise OutputError(results.sentence(path, error)) from None


def is_analysis(path: Path) -> bool:
    """By its ending, or because it begins like JSON, which no recording does."""
    if path.suffix.lower() == ".json":
        return path.exists()
    try:
        with path.open("rb") as file:
            return file.read(1) == b"{"
    except OSError:
        return False


def _stopped() -> OutputError:
    return OutputError("The export was stopped, and nothing was written.")

"""Whether a session needs a network: the demo, kept whole, under guards that let nothing out.

The session is run twice, each in a process of its own: free, and held by all guards that this
system has.  In the second the kernel ends whoever only asks for a socket to a network, so that
what is said at its end says that nothing asked.
"""

import hashlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from time import time

import msgspec
from rich.console import Console

from monitor import __version__, offline, places
from monitor.app import DEMO, new_pipeline
from monitor.audio.files import open_recording
from monitor.config import Settings, load
from monitor.conversation.timeline import Channel, seconds, to_samples
from monitor.document import ChannelIntegrity, Integrity, encode
from monitor.engine.pipeline import Pipeline
from monitor.errors import StoreError
from monitor.export.analysis import Setting, analysis
from monitor.store.keep import Consent, Keep
from monitor.store.library import Library, Opening
from monitor.store.masters import Masters
from monitor.store.vault import Vault
from monitor.store.writer import SessionWriter
from monitor.transcribing import demo_model, transcribing

UNSHARE = ("unshare", "--map-root-user", "--net", "--")
"""Runs a program where there is no network but an own, empty one; not every Linux lets users do so."""
LONGEST_S = 600
ROOT = Path(__file__).resolve().parents[1]
_NOT_MEASURED = ChannelIntegrity(None, None, None, None, None, 0.0, [])
_AGREED = Consent("These are synthetic voices.", 0, "the program")


class Told(msgspec.Struct, frozen=True):
    """What came of a session: `figures` is the sum of its analysis, `words` and `sound_s` what was kept."""

    python: bool
    kernel: bool
    empty_network: bool
    tried: list[str]
    figures: str
    words: int
    sound_s: float
    problems: list[str]


def prove(console: Console) -> int:
    """Run both, and say what came of it; 0 where nothing was tried and nothing was missing, else 1."""
    with console.status("Running the demo session, free and then held …"):
        free, _ = _told((), "free")
        prefix = UNSHARE if _can_unshare() else ()
        held, ended = _told(prefix, "held")
    if free is None or held is None:
        _say(console, f"The demo session could not be run to its end: {ended or 'without guards as well'}.")
        return 1
    for line in _report(free, held):
        _say(console, line)
    return 0 if _proven(free, held) else 1


def _report(free: Told, held: Told) -> list[str]:
    equal = "equal" if held.figures == free.figures else "DIFFER FROM"
    kept = "opens, and is whole" if not held.problems else "; ".join(held.problems)
    tried = "nothing" if not held.tried else "; ".join(held.tried)
    return [
        "The demo session was run with words, and kept whole, while these guards held:",
        f"  {_mark(held.python)}  Python refuses and writes down every address but this computer's own",
        f"  {_mark(held.kernel)}  the kernel ends any process of it that only asks for a socket to a network",
        f"  {_mark(held.empty_network)}  a network of its own, with nothing in it",
        f"What was tried: {tried}.",
        f"What was kept: {held.words} words and {held.sound_s:.0f} s of sound; with its key it {kept}.",
        f"The figures {equal} those of a run without guards, to the last word.",
        _verdict(free, held),
    ]


def _verdict(free: Told, held: Told) -> str:
    if not _proven(free, held):
        return "So something in a session needs what was forbidden, or is broken: please report this."
    if held.kernel or held.empty_network:
        return "So a session needs no network, and asks for none."
    return (
        "So a session needs no network, as far as Python sees: this system has no guard below it, "
        "so that libraries in other languages were not watched."
    )


def _proven(free: Told, held: Told) -> bool:
    return not held.tried and not held.problems and held.python and held.figures == free.figures


def _mark(held: bool) -> str:
    return "held          " if held else "not to be had "


def _told(prefix: tuple[str, ...], how: str) -> tuple[Told | None, str]:
    """What the session says at its end; None and a reason where it does not come to it."""
    # The package is found where this one is, after all else, so that its neighbours hide nothing.
    code = f"import sys; sys.path.append({str(ROOT)!r}); from {__name__} import main; main({how!r})"
    command = [*prefix, sys.executable, "-P", "-c", code]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=LONGEST_S)
        return msgspec.json.decode(done.stdout, type=Told), ""
    except subprocess.TimeoutExpired:
        return None, "it did not end"
    except ValueError:
        asked = sys.platform != "win32" and done.returncode == -signal.SIGSYS
        return None, "it asked for a socket, and was ended" if asked else f"it ended with {done.returncode}"


def _can_unshare() -> bool:
    if shutil.which(UNSHARE[0]) is None:
        return False
    done = subprocess.run([*UNSHARE, "true"], capture_output=True, check=False)
    return done.returncode == 0


# ---------------------------------------------------------------- in the child


class _InMemory:
    """A place for the master key that ends with the process."""

    def __init__(self) -> None:
        self._masters: Masters | None = None

    def load(self) -> Masters | None:
        return self._masters

    def store(self, masters: Masters) -> None:
        self._masters = masters


def run(how: str) -> Told:
    """The demo session with words, kept in a temporary folder that is gone on return."""
    kernel = offline.forbid_network(deadly=True) if how == "held" else False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "sessions")
        library = Library(folder, Vault(folder, _InMemory()))
        session, document = _kept(library, load(places.config_dir() / "default.toml"))
        words, sound_s, problems = _looked_at(library, session)
    return Told(
        python=offline.in_force()[0],
        kernel=kernel,
        empty_network=_network_is_empty(),
        tried=offline.attempts(),
        figures=hashlib.sha256(document).hexdigest(),
        words=words,
        sound_s=sound_s,
        problems=problems,
    )


def _kept(library: Library, settings: Settings) -> tuple[str, bytes]:
    """The session's name, and its analysis."""
    writer = library.begin(_opening(settings), settings.writing)
    with (
        open_recording(DEMO, None, False, settings.recordings) as recording,
        transcribing(demo_model(), settings, at_once=True) as transcription,
    ):
        pipeline = new_pipeline(settings, transcription.words)
        pipeline.keeper = writer
        for number, block in enumerate(recording.blocks()):
            pipeline.feed(block)
            writer.tick(float(number))
        pipeline.finish()
        transcription.finish(pipeline, lambda _left: None)
    integrity = Integrity(_NOT_MEASURED, _NOT_MEASURED, None, pipeline.integrity.warnings())
    withheld, words = pipeline.integrity.withheld_at_the_end(), transcription.transcribed(with_words=True)
    setting = Setting(["demo session"], settings.tables, integrity, withheld, True, words)
    document = encode(analysis(pipeline.record, pipeline.figures, setting))
    return writer.id, _finished(writer, pipeline, document)


def _finished(writer: SessionWriter, pipeline: Pipeline, document: bytes) -> bytes:
    writer.finish(pipeline.record.duration, document)
    writer.tick(1e9)
    if not writer.closed:
        raise StoreError(writer.not_kept)
    return document


def _opening(settings: Settings) -> Opening:
    return Opening(
        started_at=int(time()),
        keep=Keep.AUDIO,
        consent=_AGREED,
        program={"session-monitor": __version__},
        settings=settings.tables,
        source=("demo session",),
        model=demo_model().name,
    )


def _looked_at(library: Library, session: str) -> tuple[int, float, list[str]]:
    """Words and seconds of sound that were kept, and what is wrong with them."""
    problems = library.verify(session)
    with library.open(session) as file:
        transcript = file.transcript()
        words = sum(len(transcript.words(channel)) for channel in Channel)
        sound = min(sum(piece.samples for piece in file.pieces(channel)) for channel in Channel)
    if not words:
        problems.append("no words were kept")
    if sound < to_samples(1):
        problems.append("no sound was kept")
    return words, seconds(sound), problems


def _network_is_empty() -> bool:
    """Whether this process sees nothing but its own loopback, or not even that."""
    try:
        return all(name == "lo" for _number, name in socket.if_nameindex())
    except OSError:
        return False


def _say(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def main(how: str) -> None:
    """In the child, "free" or "held": what came of it on standard output."""
    sys.stdout.buffer.write(msgspec.json.encode(run(how)))

"""The demo's analysis, kept in the user's cache: it comes out the same as long as all that makes it does.

Nothing of it is private: two synthetic voices that everybody has.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from monitor import __version__, app, places
from monitor.config import Settings
from monitor.document import Analysis, encode
from monitor.errors import RecordingError
from monitor.export.saved import read_analysis
from monitor.transcribing import demo_model
from monitor.whole import whole_file


def kept(settings: Settings) -> Analysis | None:
    """None where it is not there, or is not whole."""
    try:
        return read_analysis(_file(settings).read_bytes(), "the demo's analysis")
    except (OSError, RecordingError):
        return None


def keep(document: Analysis, settings: Settings) -> None:
    """In the place of any other; without a word where it cannot be written, for it is made anew then."""
    path = _file(settings)
    with suppress(OSError):
        with whole_file(path) as part:
            part.write_bytes(encode(document))
        for other in path.parent.glob("demo-*.json"):
            if other != path:
                other.unlink()


def _file(settings: Settings) -> Path:
    made_by = [__version__, settings.tables, list(_parts())]
    digest = hashlib.sha256(msgspec.json.encode(made_by, order="deterministic")).hexdigest()
    return places.user_cache_dir() / f"demo-{digest[:16]}.json"


def _parts() -> Iterator[tuple[str, int, int]]:
    """What makes it: the program, its lists of words, the model and the sound, as the disk knows them."""
    package = Path(__file__).parent
    lists = (places.lexicon_dir(), places.questions_dir(), demo_model().folder)
    files = [app.DEMO, *package.rglob("*.py"), *(file for folder in lists for file in folder.iterdir())]
    for file in sorted(files):
        found = file.stat()
        yield str(file), found.st_size, found.st_mtime_ns

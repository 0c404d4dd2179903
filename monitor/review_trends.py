"""The figures of every kept session for the page over time, gathered while the page is looked at."""

from collections import deque
from collections.abc import Sequence

from monitor import kept
from monitor.conversation.remarks import in_force
from monitor.engine.errands import Errand
from monitor.errors import MonitorError, RecordingError, StoreError
from monitor.replay.glance import Glance, glance, read_glance
from monitor.replay.trends import About, Point, point
from monitor.session_view import printable
from monitor.store.file import RUNNING, SessionFile
from monitor.store.library import Library

_Stamp = tuple[int, int]
"""When a file was changed last, and its size: as long as they are the same, so are its figures."""


class SessionPoints:
    """The figures of a library's sessions; those that have not changed are read once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[str, tuple[_Stamp, Point]] = {}

    def gather(self) -> "Gathering":
        """Begin to look at all of them; a passphrase is asked for here, not beside the window."""
        try:
            if self._library.vault.sessions():
                self._library.vault.unlock()
        except StoreError as error:
            return Gathering(self, error)
        return Gathering(self)

    def written(self) -> dict[str, _Stamp]:
        """Every session, the one first that was written last.  StoreError where the folder cannot be read."""
        return self._library.written()

    def point(self, session: str, stamp: _Stamp) -> Point | None:
        """None while it runs; StoreError or RecordingError where it cannot be read."""
        known = self._known.get(session)
        if known is not None and known[0] == stamp:
            return known[1]
        with self._library.open(session) as file:
            if file.ended == RUNNING:
                return None
            made = _point(file)
        self._known[session] = stamp, made
        return made


class Gathering:
    """On its way: the page takes what has been found since it asked last."""

    def __init__(self, points: SessionPoints, refused: StoreError | None = None) -> None:
        self._points, self._refused = points, refused
        self._found: deque[Point] = deque()
        self.unreadable = 0
        self._errand: Errand[None] = Errand(self._work)

    @property
    def done(self) -> bool:
        """Whether nothing more will come."""
        return self._errand.done

    @property
    def fraction(self) -> float | None:
        return self._errand.fraction

    @property
    def problem(self) -> str:
        """Why nothing could be looked at, once it is done; else empty."""
        if self._errand.done:
            try:
                self._errand.result()
            except MonitorError as error:
                return str(error)
        return ""

    def take(self, most: int) -> Sequence[Point]:
        """So many of those that have been found and not been taken yet."""
        return [self._found.popleft() for _ in range(min(most, len(self._found)))]

    def stop(self) -> None:
        self._errand.stop()

    def _work(self, errand: Errand[None]) -> None:
        if self._refused is not None:
            raise self._refused
        written = self._points.written()
        for number, (session, stamp) in enumerate(written.items(), start=1):
            if errand.stopped:
                return
            self._look_at(session, stamp)
            errand.moved(number, len(written))

    def _look_at(self, session: str, stamp: _Stamp) -> None:
        try:
            found = self._points.point(session, stamp)
        except (StoreError, RecordingError, RecursionError):
            self.unreadable += 1
            return
        if found is not None:
            self._found.append(found)


def _point(file: SessionFile) -> Point:
    about = About(file.header.id, file.header.started_at, printable(file.description.client))
    return point(about, _seen(file), in_force(file.remarks()).contested)


def _seen(file: SessionFile) -> Glance:
    """Of the numbers alone, which every session that came to its end has; else of all there is."""
    numbers = file.numbers()
    if numbers is None:
        return glance(kept.unremarked_of(file))
    return read_glance(numbers, "The session")

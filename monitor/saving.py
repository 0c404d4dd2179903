"""A session while it is being kept: its writer begins, keeps less where that is wished, and ends."""

import platform
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from monitor import __version__
from monitor.config import Settings
from monitor.conversation.snapshot import Keeping
from monitor.conversation.timeline import Samples
from monitor.engine.writing import WriterThread
from monitor.errors import PROGRAM, StoreError
from monitor.levels import Level
from monitor.starting import Plan
from monitor.store.keep import Keep
from monitor.store.library import Library, Opening
from monitor.store.writer import SessionWriter

PATIENCE_S = 10.0
"""A disk that has not taken a session's end by then is not waited for."""
SAID_S = 30.0
"""That nothing is kept is shown for so long."""
NOT_IN_TIME = (
    "The end of this session could not be kept; what was written before it is closed at the next start."
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is so at the start: the devices' names, and the model that makes words, if there is one."""

    source: Sequence[str]
    model: str


AGAIN = f"{PROGRAM} review last"


class Saving:
    """What is kept of one session; `keeper` is None where nothing is, and `trouble` then says why."""

    def __init__(self, plan: Plan, facts: Facts, settings: Settings) -> None:
        self.trouble = plan.trouble
        self.keeper: WriterThread | None = None
        self._dropped = False
        self._began_s = time.monotonic()
        if plan.library is not None:
            try:
                self._begin(plan, plan.library, facts, settings)
            except StoreError as error:
                self.trouble = str(error)

    def _begin(self, plan: Plan, library: Library, facts: Facts, settings: Settings) -> None:
        self._writer = library.begin(_opening(plan, facts, settings), settings.writing)
        self.keeper = WriterThread(self._writer, settings.writing.sound_waiting_max_s)
        self.keeper.start()

    @property
    def keeping(self) -> Keeping | None:
        """For the view; that nothing is kept it says only in the beginning."""
        if self.keeper:
            return self.keeper.keeping
        said = not self.trouble or time.monotonic() - self._began_s > SAID_S
        return None if said else Keeping(words=False, sound=False, trouble=self.trouble)

    @property
    def words(self) -> bool:
        """Whether words are kept now."""
        return self.keeper is not None and self._writer.keep.words and not self._dropped

    def less(self, drop: bool) -> None:
        """From here on no more sound; with `drop` neither words nor sound, and what was kept of them goes."""
        if self.keeper:
            self._dropped = self._dropped or drop  # at once: the writer may be held up by its disk
            self.keeper.tell(lambda: _narrow(self._writer, drop))

    def finish(self, duration: Samples, document: bytes) -> str:
        """The session is over; a sentence about what is kept of it, empty where nothing was to be."""
        if self.keeper is None:
            return f"This session was not kept. {self.trouble}" if self.trouble else ""
        if not self.keeper.finish(duration, document, PATIENCE_S):
            return f"{NOT_IN_TIME} {self._writer.not_kept.partition(' The session goes on')[0]}".strip()
        said = (
            f"Kept, encrypted ({_SAID[self._writer.keep]}): {PROGRAM} sessions show {self._writer.id}"
            f"\nLook at it again: {AGAIN}"
        )
        return f"{said}\n{self.keeper.keeping.trouble}".strip()

    def leave(self) -> None:
        """Nothing, once it is finished; otherwise the session is left to be closed later."""
        if self.keeper and not self._writer.closed:
            self.keeper.abandon()


_SAID = {
    Keep.NUMBERS: "numbers",
    Keep.TRANSCRIPT: "numbers and words",
    Keep.AUDIO: "numbers, words and sound",
}


@contextmanager
def saving(plan: Plan, facts: Facts, settings: Settings) -> Iterator[Saving]:
    """Keep a session as planned, to the end of the block."""
    saved = Saving(plan, facts, settings)
    try:
        yield saved
    finally:
        saved.leave()


def _opening(plan: Plan, facts: Facts, settings: Settings) -> Opening:
    return Opening(
        started_at=int(time.time()),
        keep=Keep(Level(plan.level).value),
        consent=plan.consent,
        program={"session-monitor": __version__, "python": platform.python_version()},
        settings=settings.tables,
        source=facts.source,
        model=facts.model,
        language=settings.transcription.language,
        client=plan.about.client,
        tags=plan.about.tags,
        notes=plan.about.notes,
    )


def _narrow(writer: SessionWriter, drop: bool) -> None:
    wished = Keep.NUMBERS if drop else Keep.TRANSCRIPT
    if wished.within(writer.keep):
        writer.narrow(wished, drop)

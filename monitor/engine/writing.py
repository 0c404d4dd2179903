"""The thread that keeps a session: it alone waits for the disk."""

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from queue import Empty, SimpleQueue

from monitor.conversation.events import Event, Speech
from monitor.conversation.snapshot import Keeping
from monitor.conversation.timeline import Channel, Samples, Segment, to_samples
from monitor.conversation.transcript import Final
from monitor.engine.hearing import Block
from monitor.engine.keeper import Writer, kept

TICK_S = 0.1
"""A writer is asked this often whether it has something to write."""
HANGS_S = 5.0
"""A disk that has not answered for this long is reported."""
HANGS = "The disk does not answer."
TOO_SLOW = "the disk was too slow"
FAULT = "A part of it could not be kept ({})."
SLOW_TIMES = 10
"""A disk that is slow, but takes what it is given, is waited for so many times longer."""
STOP_S = 5.0
"""A disk that does not let go within this time is left behind."""


class WriterThread:
    """Keeps a session: whoever tells it something never waits; the writer alone waits for the disk.

    A Keeper for the pipeline.  Where the disk takes nothing for so long that more than
    `waiting_max_s` of sound would wait for it, the sound from there on is reported as missed.
    """

    def __init__(self, writer: Writer, waiting_max_s: float) -> None:
        self._writer = writer
        self._waiting_max = to_samples(waiting_max_s)
        self._told: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._handed: Samples = 0  # to the queue, by who tells ...
        self._taken: Samples = 0  # ... and from it, by this thread
        self._missed: Segment | None = None
        self._busy_since: float | None = None
        self._fault = ""
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)

    @property
    def keeping(self) -> Keeping:
        """What is kept, and why nothing is now."""
        since = self._busy_since
        hangs = since is not None and time.monotonic() - since > HANGS_S
        return kept(self._writer, HANGS if hangs else self._fault)

    def start(self) -> None:
        self._thread.start()

    def note(self, speech: Iterable[Speech], events: Iterable[Event], delay: Samples) -> None:
        if speech or events:
            settled, known = tuple(speech), tuple(events)
            self._told.put(lambda: self._writer.note(settled, known, delay))

    def hear(self, start: Samples, block: Block) -> None:
        if self._handed - self._taken > self._waiting_max:
            first = self._missed.start if self._missed else start
            self._missed = Segment(first, start + len(block))
            return
        self._own_up()
        self._handed += len(block)
        sound = block.copy()  # whose memory the source may use again
        self._told.put(lambda: self._hear(start, sound))

    def final(self, final: Final) -> None:
        self._told.put(lambda: self._writer.final(final))

    def lost(self, channel: Channel, at: Samples, why: str) -> None:
        self._told.put(lambda: self._writer.lost(channel, at, why))

    def mark(self, what: str, at: Samples) -> None:
        self._told.put(lambda: self._writer.mark(what, at))

    def bookmark(self, at: Samples) -> None:
        self.tell(lambda: self._writer.bookmark(at))

    def tell(self, wish: Callable[[], None]) -> None:
        """Something else for the writer, to be called on its thread."""
        self._told.put(wish)

    def finish(self, duration: Samples, analysis: bytes, patience_s: float) -> bool:
        """The session is over: write what waits and close it; whether that was done.

        A disk that is in trouble has `patience_s` left, one that is only slow more.  What it has
        not taken by then is given up, and the session stays unfinished.
        """
        self._own_up()
        self._told.put(lambda: self._writer.finish(duration, analysis))
        began_s = time.monotonic()
        while self._thread.is_alive():
            patience = patience_s if self.keeping.trouble else patience_s * SLOW_TIMES
            if time.monotonic() - began_s > patience:
                break
            self._thread.join(TICK_S)
        in_time = not self._thread.is_alive()
        if not in_time:
            self.abandon()
        return in_time

    def abandon(self) -> None:
        """End at once; the session stays unfinished.  A disk that hangs is left behind."""
        self._told.put(self._writer.abandon)
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def _hear(self, start: Samples, block: Block) -> None:
        self._taken += len(block)
        self._writer.hear(start, block)

    def _own_up(self) -> None:
        missed, self._missed = self._missed, None
        if missed:
            self._told.put(lambda: self._writer.missed(missed, TOO_SLOW))

    def _run(self) -> None:
        due_s = time.monotonic()
        while not self._writer.closed:
            with suppress(Empty):
                self._survive(self._told.get(timeout=max(0.0, due_s - time.monotonic())))
            if time.monotonic() >= due_s and not self._writer.closed:
                self._survive(self._tick)
                due_s = time.monotonic() + TICK_S

    def _tick(self) -> None:
        self._busy_since = time.monotonic()
        try:
            self._writer.tick(self._busy_since)
        finally:
            self._busy_since = None

    def _survive(self, step: Callable[[], None]) -> None:
        """What goes wrong in the writer must show, and must cost nothing else."""
        try:
            step()
        except Exception as error:  # noqa: BLE001
            self._fault = FAULT.format(error)

"""The threads of a running session.

    GUI or terminal   the main thread: draws what is published, sends wishes
    analysis          this module: drains the source, runs the pipeline, publishes snapshots
    transcription     this module: waits for the recogniser, one call after another
    capture           PortAudio's callback, in monitor.audio.capture

The analysis thread is the only one that touches the pipeline, so the order of events is
single-valued.  Wishes of the user (pause, swap) reach it through a queue.  It never waits for
the recogniser: it leaves utterances with the backlog and finds their words in a queue.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from queue import Empty, SimpleQueue
from typing import Protocol

from monitor.conversation.snapshot import Snapshot
from monitor.conversation.timeline import SAMPLE_RATE, Channel, Samples, Segment
from monitor.conversation.transcript import Final, Partial
from monitor.engine.backlog import Backlog
from monitor.engine.hearing import Block
from monitor.engine.pipeline import Pipeline
from monitor.engine.utterances import Cut
from monitor.speech.recogniser import Recogniser

PATIENCE_S = 0.1
BLOCK_SAMPLES = 320
"""What the demo delivers at a time: 20 ms, like a sound card."""


class Source(Protocol):
    """Where blocks come from while a session runs."""

    @property
    def lost(self) -> tuple[tuple[Channel, str], ...]:
        """Channels that are not heard now, with the reason in words."""
        ...

    def read(self, timeout_s: float) -> Block | None:
        """The next block; empty when none came in time, None when there will be no more."""
        ...

    def close(self) -> None: ...


class PacedSource:
    """A recording that arrives as if it were spoken now, `speed` times as fast."""

    lost: tuple[tuple[Channel, str], ...] = ()

    def __init__(self, blocks: Iterator[Block], speed: float) -> None:
        self._blocks = _cut(blocks, BLOCK_SAMPLES)
        self._samples_per_s = SAMPLE_RATE * speed
        self._waiting: Block | None = None
        self._delivered = 0
        self._began: float | None = None
        self._closed = threading.Event()

    def read(self, timeout_s: float) -> Block | None:
        if self._began is None:
            self._began = time.monotonic()
        block = self._waiting if self._waiting is not None else next(self._blocks, None)
        if block is None:
            return None
        due_s = self._began + (self._delivered + len(block)) / self._samples_per_s
        self._waiting = block
        if self._closed.wait(min(timeout_s, max(0.0, due_s - time.monotonic()))) or time.monotonic() < due_s:
            return block[:0]
        self._delivered += len(block)
        self._waiting = None
        return block

    def close(self) -> None:
        self._closed.set()


class AnalysisThread:
    """Runs a source through a pipeline until the source is over or `stop` is called.

    `publish` gets a snapshot after each block, on this thread; `ended` is called once,
    after the pipeline is finished.  What goes wrong is kept in `error`.
    """

    def __init__(
        self,
        source: Source,
        pipeline: Pipeline,
        publish: Callable[[Snapshot], None],
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        self._source, self._pipeline = source, pipeline
        self._publish, self._ended = publish, ended
        self._wishes: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._stop = threading.Event()
        self._paused = False
        self._read: Samples = 0
        self.skipped: list[Segment] = []
        """What of the source was not counted, on the source's own clock."""
        self._thread = threading.Thread(target=self._run, name="analysis", daemon=True)
        self.error: BaseException | None = None
        self.complete = False

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ask the session to end; what has been heard stays."""
        self._stop.set()

    def join(self, timeout_s: float | None = None) -> bool:
        """Wait for the end; whether it has come."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def pause(self, paused: bool) -> None:
        """While paused nothing is counted and the session's clock stands still."""
        self._wishes.put(lambda: self._set_paused(paused))

    def swap(self) -> None:
        """Exchange the roles of the two channels, from the beginning of the session."""
        self._wishes.put(self._exchange)

    def _run(self) -> None:
        try:
            self._listen()
        # The top of a thread: whatever it is must end the session in view, not in silence.
        except BaseException as error:  # noqa: BLE001
            self.error = error
        finally:
            self._wind_up()

    def _listen(self) -> None:
        while not self._stop.is_set():
            block = self._source.read(PATIENCE_S)
            self._grant_wishes()
            if block is None:
                self.complete = True
                return
            self._take(block)
            self._show(self._source.lost)

    def _take(self, block: Block) -> None:
        start, self._read = self._read, self._read + len(block)
        if not self._paused:
            self._pipeline.feed(block)
        elif self.skipped and self.skipped[-1].end == start:
            self.skipped[-1] = Segment(self.skipped[-1].start, self._read)
        elif len(block):
            self.skipped.append(Segment(start, self._read))

    def _wind_up(self) -> None:
        lost = self._source.lost  # a closed source would say that nobody is heard
        for step in (self._source.close, self._pipeline.finish, lambda: self._show(lost), self._ended):
            try:
                step()
            except BaseException as error:  # noqa: BLE001
                self.error = self.error or error

    def _grant_wishes(self) -> None:
        with suppress(Empty):
            while True:
                self._wishes.get_nowait()()

    def _set_paused(self, paused: bool) -> None:
        self._paused = paused

    def _exchange(self) -> None:
        self._pipeline.swapped = not self._pipeline.swapped

    def _show(self, lost: tuple[tuple[Channel, str], ...]) -> None:
        heard_as = tuple((self._pipeline.role(channel), why) for channel, why in lost)
        self._publish(replace(self._pipeline.snapshot(), lost=heard_as, paused=self._paused))


def _cut(blocks: Iterator[Block], size: int) -> Iterator[Block]:
    """The same samples in blocks of `size`; each source block's last may be shorter."""
    for block in blocks:
        for first in range(0, len(block), size):
            yield block[first : first + size]


class TranscriptionThread:
    """Decodes the utterances that it is handed, in the order that the backlog chooses.

    `publish_final` gets exactly one Final for each closed utterance, in words or with the
    reason why there are none; `publish_partial` what is said meanwhile.  Both are called on any
    thread and must not wait.  `now_s` is the session clock in seconds.
    """

    def __init__(
        self,
        recogniser: Recogniser,
        backlog: Backlog,
        publish_final: Callable[[Final], None],
        publish_partial: Callable[[Partial], None],
    ) -> None:
        self._recogniser, self._backlog = recogniser, backlog
        self._publish_final, self._publish_partial = publish_final, publish_partial
        self._changed = threading.Condition()
        self._now_s = 0.0
        self._refused = ""
        self._stopped = False
        self._losses: list[float] = []
        self.trouble = ""
        """What keeps words from coming, in a sentence for the overlay; empty when nothing does."""
        self._thread = threading.Thread(target=self._run, name="transcription", daemon=True)

    @property
    def behind_s(self) -> float:
        """How long ago the oldest utterance ended that still has no words; 0 when there is none."""
        with self._changed:
            return self._backlog.behind_s(self._now_s)

    @property
    def load(self) -> float:
        """Seconds of decoding per second of the session, over the last minute."""
        with self._changed:
            return self._backlog.load(self._now_s)

    def start(self) -> None:
        self._thread.start()

    def close(self, cut: Cut, now_s: float, overlaps: bool) -> None:
        """An utterance is over; `overlaps` where the other spoke in it."""
        with self._changed:
            self._now_s = max(self._now_s, now_s)
            finals = self._backlog.close(cut, now_s, overlaps)
            if self._refused:
                finals += self._backlog.missing(self._refused)
            self._changed.notify_all()
        self._publish(finals)

    def grow(self, channel: Channel, cut: Cut | None, now_s: float) -> None:
        """The channel's open utterance as it is now; None where there is none."""
        with self._changed:
            self._now_s = max(self._now_s, now_s)
            self._backlog.grow(channel, None if self._refused else cut)
            self._changed.notify_all()

    def drain(self, timeout_s: float, progress: Callable[[float], None]) -> bool:
        """After the session: decode what waits, then end; whether all was decoded in time.

        `progress` gets the seconds of sound that still wait, whenever that has changed.
        """
        raise NotImplementedError

    def stop(self) -> None:
        """End at once; what waits is reported as missing."""
        raise NotImplementedError

    def _publish(self, finals: Iterable[Final]) -> None:
        for final in finals:
            self._publish_final(final)

    def _run(self) -> None:
        raise NotImplementedError

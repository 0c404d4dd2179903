"""The threads of a running session.

    GUI or terminal   the main thread: draws what is published, sends wishes
    analysis          this module: drains the source, runs the pipeline, publishes snapshots
    transcription     this module: waits for the recogniser, one call after another
    writer            monitor.engine.writing: waits for the disk, several times a second
    capture           PortAudio's callback, in monitor.audio.capture

The analysis thread is the only one that touches the pipeline, so the order of events is
single-valued.  Wishes of the user (pause, swap) reach it through a queue.  It never waits for
the recogniser: it leaves utterances with the backlog and finds their words in a queue.  It never
waits for the disk either: what is to be kept it leaves in the writer's queue.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from queue import Empty, SimpleQueue
from typing import Literal, Protocol

from monitor.audio.align import AudioLost
from monitor.conversation.cues import CueKind
from monitor.conversation.snapshot import Keeping, Snapshot
from monitor.conversation.timeline import SAMPLE_RATE, Channel, Samples, Segment, to_samples
from monitor.conversation.transcript import Final, Partial
from monitor.engine.backlog import Assignment, Backlog
from monitor.engine.hearing import Block
from monitor.engine.holes import TOLD_FROM, Holes
from monitor.engine.marks import Marks
from monitor.engine.pipeline import Pipeline
from monitor.engine.utterances import Cut
from monitor.errors import MonitorError
from monitor.speech.recogniser import Recogniser, RecogniserLost

PATIENCE_S = 0.1
BLOCK_SAMPLES = 320
"""What the demo delivers at a time: 20 ms, like a sound card."""
BOOKMARK_SHOWN_S = 3.0
"""That a bookmark was made is to be seen for as long as it takes to read so."""
STOP_S = 5.0
"""A recogniser that does not let go within this time is left behind."""
NOT_IN_TIME = "the session ended before this was decoded"
STOPS_AGAIN = "The recogniser has stopped {} times; words rest for {:.0f} s and are then caught up."
FAILED = "Words could not be decoded ({})."


class Source(Protocol):
    """Where blocks come from while a session runs."""

    @property
    def lost(self) -> tuple[tuple[Channel, str], ...]:
        """Channels that are not heard now, with the reason in words."""
        ...

    def read(self, timeout_s: float) -> Block | None:
        """The next block; empty when none came in time, None when there will be no more."""
        ...

    def losses(self) -> list[AudioLost]:
        """Where silence stands for lost sound, in what was read or soon will be; each is told once."""
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

    def losses(self) -> list[AudioLost]:
        return []

    def close(self) -> None:
        self._closed.set()


class AnalysisThread:
    """Runs a source through a pipeline until the source is over or `stop` is called.

    `publish` gets a snapshot after each block, on this thread; `ended` is called once,
    after the pipeline is finished.  `keeping` says how keeping fares.  What goes wrong is kept in
    `error`.
    """

    def __init__(
        self,
        source: Source,
        pipeline: Pipeline,
        publish: Callable[[Snapshot], None],
        ended: Callable[[], None] = lambda: None,
        keeping: Callable[[], Keeping | None] = lambda: None,
    ) -> None:
        self._source, self._pipeline = source, pipeline
        self._publish, self._ended, self._keeping = publish, ended, keeping
        self._wishes: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._stop = threading.Event()
        self._paused = False
        self._read: Samples = 0
        self._bookmarked: tuple[Samples, Literal["kept", "no"]] | None = None
        self.marks = Marks(pipeline)
        self.skipped: list[Segment] = []
        """What of the source was not counted, on the source's own clock."""
        self._holes = Holes()
        self._thread = threading.Thread(target=self._run, name="analysis", daemon=True)
        self.error: BaseException | None = None
        self.complete = False

    @property
    def losses(self) -> list[AudioLost]:
        """Where sound is missing, on the session's clock; for when it has ended."""
        return self._holes.until(self._read, self.skipped)

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
        self._wishes.put(self.marks.exchange)

    def intend(self, on: bool) -> None:
        """What follows is led on purpose, teaching or an exercise: it brings no cue, and is shown apart."""
        self._wishes.put(lambda: self.marks.intend(on))

    def bookmark(self) -> None:
        """Mark this moment, to come back to it."""
        self._wishes.put(self._bookmark)

    def mute(self, kind: CueKind, muted: bool = True) -> None:
        """No more cues of this kind in this session; False: they may come again."""
        self._wishes.put(lambda: self._pipeline.cues.mute(kind, muted))

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
            lost = dict(self._source.lost)
            self._pipeline.integrity.not_heard = frozenset(lost)
            self._find_holes()
            self._take(block)
            self._holes.tell(self._pipeline.keeper, lost, self._pipeline.heard)
            self._show(self._source.lost)

    def _take(self, block: Block) -> None:
        start, self._read = self._read, self._read + len(block)
        if not self._paused:
            self._pipeline.feed(block)
        elif self.skipped and self.skipped[-1].end == start:
            self.skipped[-1] = Segment(self.skipped[-1].start, self._read)
        elif len(block):
            self.skipped.append(Segment(start, self._read))

    def _find_holes(self) -> None:
        """What was lost since the last block."""
        found = self._holes.find(self._source.losses(), self.skipped, self._paused)
        self._pipeline.integrity.miss(found)
        if any(hole.length >= TOLD_FROM for hole in found):
            self._pipeline.cues.begin_anew()

    def _wind_up(self) -> None:
        lost = self._source.lost  # a closed source would say that nobody is heard
        for step in (
            self._find_holes,
            self._source.close,
            self.marks.finish,
            self._pipeline.finish,
            lambda: self._show(lost),
            self._ended,
        ):
            try:
                step()
            except BaseException as error:  # noqa: BLE001
                self.error = self.error or error

    def _grant_wishes(self) -> None:
        with suppress(Empty):
            while True:
                self._wishes.get_nowait()()

    def _set_paused(self, paused: bool) -> None:
        if paused != self._paused:
            self.marks.pause(paused)
        self._paused = paused

    def _bookmark(self) -> None:
        self._bookmarked = self._read, "kept" if self.marks.bookmark() else "no"

    def _show(self, lost: tuple[tuple[Channel, str], ...]) -> None:
        heard_as = tuple((self._pipeline.role(channel), why) for channel, why in lost)
        shown = replace(self._pipeline.snapshot(), lost=heard_as, keeping=self._keeping())
        if self._bookmarked is not None and self._read < self._bookmarked[0] + to_samples(BOOKMARK_SHOWN_S):
            shown = replace(shown, bookmark=self._bookmarked[1])
        if self._paused:
            shown = replace(shown, paused=True, speaking=frozenset())
        self._publish(shown)


def _cut(blocks: Iterator[Block], size: int) -> Iterator[Block]:
    """The same samples in blocks of `size`; each source block's last may be shorter."""
    for block in blocks:
        for first in range(0, len(block), size):
            yield block[first : first + size]


class TranscriptionThread:
    """Decodes the utterances that it is handed, in the order that the backlog chooses.

    `publish_final` gets exactly one Final for each closed utterance, in words or with the
    reason why there are none; `publish_partial` what is said meanwhile.  Both are called on any
    thread and must not wait.  `now_s` is the session clock in seconds.  No method but `drain`
    and `stop` waits for the recogniser.
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
        self._missing = ""
        self._draining = self._stopped = False
        self._losses: list[float] = []
        self._rests_until = 0.0
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
            finals = self._backlog.close(cut, self._now_s, overlaps)
            if self._missing:
                finals += self._backlog.missing(self._missing)
            self._changed.notify_all()
        self._publish(finals)

    def grow(self, channel: Channel, cut: Cut | None, now_s: float) -> None:
        """The channel's open utterance as it is now; None where there is none."""
        with self._changed:
            self._now_s = max(self._now_s, now_s)
            self._backlog.grow(channel, None if self._missing else cut)
            self._changed.notify_all()

    def drain(self, timeout_s: float, progress: Callable[[float], None]) -> bool:
        """After the session: decode what waits, then end; whether all was decoded in time.

        `progress` gets the seconds of sound that are not decoded yet, whenever that has changed.
        """
        left, ends = -1.0, time.monotonic() + timeout_s
        with self._changed:
            self._draining = True
            for channel in Channel:
                self._backlog.grow(channel, None)
            self._changed.notify_all()
        while left and (patience := ends - time.monotonic()) > 0:
            was, left = left, self._left_once_changed(left, patience)
            if left != was:
                progress(left)
        in_time = not left and not self._stopped
        self.stop()
        return in_time

    def _left_once_changed(self, was: float, patience_s: float) -> float:
        with self._changed:
            self._changed.wait_for(lambda: self._backlog.waiting_s != was, patience_s)
            return self._backlog.waiting_s

    def stop(self) -> None:
        """End at once; what waits is reported as missing."""
        with self._changed:
            self._stopped = True
            finals = self._give_up(NOT_IN_TIME)
        self._publish(finals)
        ends = time.monotonic() + STOP_S
        self._recogniser.close()
        while self._thread.is_alive() and time.monotonic() < ends:
            self._thread.join(STOP_S / 10)
            self._recogniser.close()  # a call may have begun just after the first

    def _run(self) -> None:
        """The top of a thread: whatever goes wrong must show, and must not end the words in silence."""
        assignment = None
        while not self._stopped:
            try:
                assignment = self._wait()
                if assignment is None:
                    return
                self._decode(assignment)
            except Exception as error:  # noqa: BLE001
                self._survive(assignment, error)

    def _wait(self) -> Assignment | None:
        """The next assignment; None when there will be no more."""
        with self._changed:
            while not self._stopped:
                rest_s = self._rests_until - time.monotonic()
                if rest_s <= 0 and (assignment := self._backlog.next(self._now_s)):
                    return assignment
                if self._draining and self._backlog.idle:
                    return None
                self._changed.wait(rest_s if rest_s > 0 else None)
        return None

    def _decode(self, assignment: Assignment) -> None:
        decode = self._recogniser.partial if assignment.partial else self._recogniser.final
        try:
            decoded = decode(assignment.job)
        except RecogniserLost:
            self._lose(assignment)
            return
        with self._changed:
            found = self._backlog.done(assignment, decoded, self._now_s)
            self.trouble = self.trouble if self._missing else ""
            self._changed.notify_all()
        if isinstance(found, Partial):
            self._publish_partial(found)
        else:
            self._publish(found)

    def _lose(self, assignment: Assignment) -> None:
        """Try again, but give a recogniser that stops again and again a rest."""
        settings, now = self._backlog.settings, time.monotonic()
        recent = [at for at in self._losses if at > now - settings.losses_within_s]
        with self._changed:
            finals = self._backlog.lost(assignment, self._now_s)
            self._losses = [*recent, now]
            if len(self._losses) >= settings.losses_max:
                self._rests_until, self._losses = now + settings.losses_rest_s, []
                self.trouble = STOPS_AGAIN.format(settings.losses_max, settings.losses_rest_s)
            self._changed.notify_all()
        self._publish(finals)

    def _survive(self, assignment: Assignment | None, error: Exception) -> None:
        """A model that cannot be used ends the words; anything else costs one utterance."""
        with self._changed:
            if isinstance(error, MonitorError):
                self.trouble = str(error)
                finals = self._give_up(str(error))
            elif assignment is None:
                self.trouble = FAILED.format(error)
                finals = self._give_up(self.trouble)
            else:
                self.trouble = FAILED.format(error)
                finals = self._backlog.lost(assignment, self._now_s, reason=self.trouble)
            self._changed.notify_all()
        self._publish(finals)

    def _give_up(self, reason: str) -> list[Final]:
        """From now on every utterance is missing for this reason; those that wait are returned."""
        self._missing = self._missing or reason
        self._changed.notify_all()
        return self._backlog.missing(reason)

    def _publish(self, finals: Iterable[Final]) -> None:
        for final in finals:
            self._publish_final(final)

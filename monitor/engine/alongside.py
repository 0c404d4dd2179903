"""Words for a session that runs: decoding goes on alongside, and is fetched when it is there."""

from collections.abc import Callable
from queue import SimpleQueue

from monitor.conversation.timeline import Channel
from monitor.conversation.transcript import Final, Partial
from monitor.engine.backlog import Backlog
from monitor.engine.utterances import Cut
from monitor.engine.words import drained
from monitor.engine.workers import TranscriptionThread
from monitor.speech.recogniser import Recogniser


class Alongside:
    """A Transcriber whose calls never wait: another thread decodes."""

    at_once = False

    def __init__(self, recogniser: Recogniser, backlog: Backlog) -> None:
        self._backlog = backlog
        self._finals: SimpleQueue[Final] = SimpleQueue()
        self._partials: SimpleQueue[Partial] = SimpleQueue()
        self._thread = TranscriptionThread(recogniser, backlog, self._finals.put, self._partials.put)

    @property
    def behind_s(self) -> float:
        return self._thread.behind_s

    @property
    def trouble(self) -> str:
        return self._thread.trouble

    @property
    def language(self) -> str:
        return self._backlog.language

    def start(self) -> None:
        self._thread.start()

    def close(self, cut: Cut, now_s: float, overlaps: bool) -> None:
        self._thread.close(cut, now_s, overlaps)

    def grow(self, channel: Channel, cut: Cut | None, now_s: float) -> None:
        self._thread.grow(channel, cut, now_s)

    def finals(self) -> list[Final]:
        return drained(self._finals)

    def partials(self) -> list[Partial]:
        return drained(self._partials)

    def drain(self, timeout_s: float, progress: Callable[[float], None]) -> bool:
        """The session is over: decode what waits, then end; whether that was done in time."""
        return self._thread.drain(timeout_s, progress)

    def stop(self) -> None:
        """End now; what waits becomes missing."""
        self._thread.stop()

"""A recogniser in a process of its own, as the session sees it.

The process is started by the first call, or before by `start`, and again by the call after one
that lost it.  A call that it does not answer in time ends it.
"""

import math
import subprocess
import time
from pathlib import Path
from typing import Literal

import msgspec

from monitor.errors import PROGRAM, ModelError
from monitor.speech import pipes
from monitor.speech.guards import GuardSettings
from monitor.speech.messages import Answer, Broken, DecodingSettings, Opening, Ready, Reply, Unusable, Work
from monitor.speech.recogniser import Decoded, Job, RecogniserLost

MODULE = "monitor.speech.decoding"
PATIENCE = 10
"""A job may take so many times as long as the longest so far, and at most as the settings allow."""
GRACE_S = 5.0
"""The process ends itself so much later than this one should have ended it."""
LOADS = 2
"""A process that ends by itself so often while it loads a model will not do better."""


class RemoteRecogniser:
    """The model in `folder`, as a Recogniser whose calls wait for another process.

    One thread calls at a time; `close` may come from any, and ends a call with RecogniserLost.
    A call raises ModelError where the model cannot be used, which the next one will find again.
    """

    def __init__(
        self, folder: Path, phantoms: frozenset[str], settings: DecodingSettings, guards: GuardSettings
    ) -> None:
        self._opening = Opening(str(folder.resolve()), settings, guards, phantoms)
        self._process: _Process | None = None
        self._limit_s = settings.job_timeout_s
        self._failed_loads = 0

    @property
    def pid(self) -> int | None:
        """The process that decodes, while there is one."""
        process = self._process
        return process.pid if process else None

    @property
    def device(self) -> str:
        """What it computes on, "cpu" or "cuda"; empty until the model is loaded."""
        process = self._process
        return process.device if process else ""

    def start(self) -> None:
        """Begin to load the model, without waiting for it."""
        if self._process is None:
            self._process = _Process(self._opening)

    def final(self, job: Job) -> Decoded:
        return self._call(job, "final")

    def partial(self, job: Job) -> Decoded:
        return self._call(job, "partial")

    def close(self) -> None:
        self._drop(self._process)

    def _call(self, job: Job, kind: Literal["final", "partial"]) -> Decoded:
        self.start()
        process = self._process
        if process is None:
            raise RecogniserLost("it was closed")
        try:
            self._wait_until_loaded(process)
            decoded = process.decode(job, kind, self._limit_s)
        except BaseException:  # also what ends the program: the process would answer the wrong call
            self._drop(process)
            raise
        most_s = PATIENCE * self._opening.settings.job_timeout_s
        self._limit_s = min(most_s, max(self._limit_s, PATIENCE * decoded.cost_s))
        return decoded

    def _wait_until_loaded(self, process: "_Process") -> None:
        try:
            process.wait_until_loaded()
        except RecogniserLost as error:
            self._failed_loads += not process.ended
            if self._failed_loads >= LOADS:
                self._failed_loads = 0
                raise _unloadable(self._opening.folder) from error
            raise
        self._failed_loads = 0

    def _drop(self, process: "_Process | None") -> None:
        if process:
            process.end()
        if self._process is process:
            self._process = None


class _Process:
    """One process and the pipe to it; it is loading the model when this returns."""

    def __init__(self, opening: Opening) -> None:
        self.device = ""
        self.ended = False
        self._load_by = time.monotonic() + opening.settings.load_timeout_s
        self._process, self._pipe = pipes.start(MODULE)
        self.pid = self._process.pid
        self._send(opening, opening.settings.load_timeout_s)

    def wait_until_loaded(self) -> None:
        """RecogniserLost where it dies or takes too long, ModelError where the model is at fault."""
        if not self.device:
            reply = self._reply(max(0.0, self._load_by - time.monotonic()))
            self.device = reply.device if isinstance(reply, Ready) else ""

    def decode(self, job: Job, kind: Literal["final", "partial"], limit_s: float) -> Decoded:
        ends = time.monotonic() + limit_s
        audio = job.audio.tobytes()
        self._send(
            Work(kind, audio, job.start, job.voiced, job.beam, job.language, limit_s + GRACE_S), limit_s
        )
        reply = self._reply(max(0.0, ends - time.monotonic()))
        if isinstance(reply, Answer):
            return reply.decoded
        raise RecogniserLost("it gave no answer to the question")

    def end(self) -> None:
        """Kill it; harmless when it is dead.  The pipe goes with the last call that waits for it."""
        self.ended = True
        self._process.kill()
        self._process.wait()

    def _send(self, message: Opening | Work, limit_s: float) -> None:
        pipes.limit_sending(self._pipe, limit_s)
        try:
            self._pipe.send_bytes(msgspec.msgpack.encode(message))
        except OSError as error:
            raise self._lost("it does not take what it is sent") from error

    def _reply(self, limit_s: float) -> Ready | Answer:
        try:
            if not self._pipe.poll(limit_s):
                raise RecogniserLost(f"it gave no answer for {math.ceil(limit_s)} s")
            reply: Reply = msgspec.msgpack.decode(self._pipe.recv_bytes(), type=Reply)
        except (EOFError, OSError) as error:
            raise self._lost("it ended by itself") from error
        if isinstance(reply, Unusable):
            raise ModelError(reply.sentence)
        if isinstance(reply, Broken):
            raise RecogniserLost(f"it failed: {reply.error}")
        return reply

    def _lost(self, how: str) -> RecogniserLost:
        try:
            code: int | str = self._process.wait(1.0)
        except subprocess.TimeoutExpired:
            code = "none"
        return RecogniserLost("it was closed" if self.ended else f"{how} (exit code {code})")


def _unloadable(folder: str) -> ModelError:
    return ModelError(
        f"The model for words in {folder} could not be loaded: the process that loads it ends each time. "
        "Either the memory is too small for it, or it is damaged. Choose a smaller model with "
        f"{PROGRAM} models use, or fetch it again with {PROGRAM} models pull."
    )

"""The process that decodes: whatever becomes of CTranslate2 in it costs the session nothing else.

monitor.speech.remote starts it.  It gives way to whatever else runs, and ends with the process
that started it.  Words and sound leave it through the pipe alone: its standard streams lead
nowhere, and a crash leaves no core behind.
"""

import os
import signal
import sys
from contextlib import closing, suppress
from pathlib import Path

import msgspec
import numpy as np

from monitor.errors import ModelError
from monitor.speech.messages import Answer, Broken, Opening, Ready, Reply, Unusable, Work
from monitor.speech.pipes import PipeEnd, other_end
from monitor.speech.recogniser import Job, Recogniser

NICENESS = 5
"""Below the thread that hears, as Unix counts; on Windows the parent sets it."""


def main(handle: int) -> None:
    """Answer what comes through the pipe's end `handle` until its other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that started it
    if sys.platform != "win32":
        import resource

        os.nice(NICENESS)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with closing(other_end(handle)) as pipe, suppress(EOFError, OSError):
        _serve(pipe)


def _serve(pipe: PipeEnd) -> None:
    opening = msgspec.msgpack.decode(pipe.recv_bytes(), type=Opening)
    recogniser, reply = _load(opening)
    _send(pipe, reply)
    while recogniser:
        work = msgspec.msgpack.decode(pipe.recv_bytes(), type=Work)
        _end_after(work.limit_s)
        _send(pipe, _answer(recogniser, work))
        _end_after(0)


def _load(opening: Opening) -> tuple[Recogniser | None, Reply]:
    try:
        from monitor.speech.whisper import Whisper

        folder = Path(opening.folder)
        whisper = Whisper(folder, opening.settings, opening.guards, opening.phantoms)
        return whisper, Ready(whisper.device)
    except ModelError as error:
        return None, Unusable(str(error))
    except ImportError as error:
        return None, Unusable(
            f"Words need the package {error.name}, which is not installed. Install it again."
        )


def _answer(recogniser: Recogniser, work: Work) -> Reply:
    job = Job(np.frombuffer(work.audio, np.int16), work.start, work.voiced, work.beam, work.language)
    try:
        return Answer(recogniser.partial(job) if work.kind == "partial" else recogniser.final(job))
    except ModelError as error:
        return Unusable(str(error))
    # The top of a process: a job that fails must say so, without the words that it may hold.
    except Exception as error:  # noqa: BLE001
        return Broken(type(error).__name__)


def _end_after(limit_s: float) -> None:
    """End this process then, even in the midst of CTranslate2, if nobody is left to do it; 0: not at all."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, limit_s)


def _send(pipe: PipeEnd, reply: Reply) -> None:
    pipe.send_bytes(msgspec.msgpack.encode(reply))

"""PortAudio, ALSA and mpg123 talk to the terminal; a therapist should not have to read it.

All hold for the whole process, so keep the first two short.  Without a standard error, as in a
windowed program, nothing happens.
"""

import atexit
import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any


@contextmanager
def kept_stderr() -> Iterator[None]:
    """Whatever the standard error is redirected to meanwhile, afterwards it is what it was."""
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """What C libraries write to the standard error meanwhile is thrown away."""
    with kept_stderr(), Path(os.devnull).open("wb") as nowhere:
        if sys.stderr is not None:
            sys.stderr.flush()
        os.dup2(nowhere.fileno(), 2)
        yield


@cache
def hushed_alsa() -> Any:
    """ALSA says nothing any more, from whichever thread: it would tell of each block that came late.

    What it calls in place of its own printing; None where there is no ALSA.
    """
    if not sys.platform.startswith("linux"):
        return None
    try:
        alsa = ctypes.CDLL("libasound.so.2")
    except OSError:
        return None
    told = [ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p]
    nothing = ctypes.CFUNCTYPE(None, *told)(lambda *_: None)
    alsa.snd_lib_error_set_handler(nothing)
    atexit.register(alsa.snd_lib_error_set_handler, None)
    return nothing

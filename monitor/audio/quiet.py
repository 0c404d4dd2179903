"""PortAudio, ALSA and mpg123 talk to the terminal; a therapist should not have to read it.

Both hold for the whole process, so keep them short.  Without a standard error, as in a
windowed program, nothing happens.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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

"""PortAudio, ALSA and mpg123 talk to the terminal; a therapist should not have to read it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """What C libraries write to the standard error meanwhile is thrown away.

    It holds for the whole process, so keep it short.  Without a standard error, as in a
    windowed program, nothing happens.
    """
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    if sys.stderr is not None:
        sys.stderr.flush()
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)

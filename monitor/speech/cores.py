"""How many processor cores there are to compute on."""

import os
import sys
from contextlib import suppress
from pathlib import Path

MOST_THREADS = 8
"""More do not make one utterance any faster."""


def decoding_threads(wanted: int) -> int:
    """As many threads as wanted; for 0 one for each physical core but one, which the live audio needs."""
    return wanted or max(1, min(MOST_THREADS, physical_cores() - 1))


def physical_cores() -> int:
    """Cores of this machine that this program may use; two threads of one core count once."""
    if sys.platform == "linux":
        usable = len(os.sched_getaffinity(0))
        siblings = {_siblings(number) for number in range(os.cpu_count() or 1)} - {""}
        cores = min(len(siblings) or usable, usable)
    elif sys.platform == "win32":
        cores = (os.cpu_count() or 1) // 2  # most processors of PCs run two threads on a core
    else:
        cores = os.cpu_count() or 1
    return max(1, cores)


def _siblings(number: int) -> str:
    """The threads that share a core with thread `number`, as Linux writes them."""
    with suppress(OSError):
        return Path(f"/sys/devices/system/cpu/cpu{number}/topology/thread_siblings_list").read_text("ascii")
    return ""

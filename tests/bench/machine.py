"""What a figure is measured on, and how: in a fresh process, on one core, with its own memory."""

import multiprocessing
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

PROC = Path("/proc")


@dataclass
class Spent:
    """Seconds by the clock, and of this process on the processor."""

    wall_s: float = 0.0
    cpu_s: float = 0.0


@contextmanager
def spending() -> Iterator[Spent]:
    """What the body takes; filled in at its end."""
    spent = Spent()
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    yield spent
    spent.wall_s, spent.cpu_s = time.perf_counter() - wall_s, time.process_time() - cpu_s


def alone(measured: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of a call in a fresh process on one core."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=pin) as pool:
        return pool.submit(measured, *args, **kwargs).result()


def pin() -> None:
    """Keep this process to one core, where the system lets it choose."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def peak_mb() -> float | None:
    """The most memory this process ever held; None where the system does not tell."""
    if PROC.exists():
        # Linux counts what the parent held before exec into ru_maxrss, but not into this.
        return status_mb("VmHWM")
    if sys.platform == "win32":
        return None
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def memory_mb() -> float | None:
    """The memory this process holds now; None where the system does not tell."""
    return status_mb("VmRSS") if PROC.exists() else None


def status_mb(name: str, process: int | str = "self") -> float:
    """A line of a process's status on Linux: VmRSS, what it holds now; VmHWM, the most it ever held."""
    lines = Path(PROC, str(process), "status").read_text().splitlines()
    (line,) = (line for line in lines if line.startswith(f"{name}:"))
    return int(line.split()[1]) * 1024 / 1e6


def cpu_s(process: int | None) -> float | None:
    """Seconds that a process has been on the processor, all its threads together; only Linux tells."""
    if process is None or not sys.platform.startswith("linux"):
        return None
    return time.clock_gettime(~process << 3 | 2)  # as clock_getcpuclockid has it: CPUCLOCK_SCHED


def facts() -> dict[str, str | int | float | None]:
    """What the reader of a figure must know; `load` is how many were busy here when it began."""
    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()

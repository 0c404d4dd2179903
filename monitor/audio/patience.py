"""Calls that may never return: a sound server that hangs does not answer, nor raise."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_left: list[threading.Thread] = []


def within(limit_s: float, work: Callable[[], T], too_late: Callable[[T], None] = lambda _: None) -> T:
    """What `work` gives, if it is done in this time; else TimeoutError, and `too_late` gets it, if ever.

    What it raises is raised here.  It runs on a thread of its own that is left behind if need be.
    """
    done: list[T] = []
    failed: list[BaseException] = []
    given_up = threading.Event()
    lock = threading.Lock()

    def run() -> None:
        try:
            result = work()
        # The top of a thread: the caller gets whatever it is.
        except BaseException as error:  # noqa: BLE001
            failed.append(error)
            return
        with lock:
            done.append(result)
            late = given_up.is_set()
        if late:
            too_late(result)

    thread = threading.Thread(target=run, name="sound system", daemon=True)
    thread.start()
    thread.join(limit_s)
    with lock:
        if failed:
            raise failed[0]
        if done:
            return done[0]
        given_up.set()
        _left.append(thread)
    raise TimeoutError


def still_waiting() -> bool:
    """Whether a call that was given up has not come back yet: another would hang as well."""
    _left[:] = [thread for thread in _left if thread.is_alive()]
    return bool(_left)

"""Work that a window waits for: it runs on a thread of its own, tells how far it is, and can be stopped.

The window asks now and then how it stands; nothing here calls it.
"""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Errand(Generic[T]):
    """One piece of work, begun at once.  `work` gets the errand: to tell `moved`, and to ask `stopped`."""

    def __init__(self, work: "Callable[[Errand[T]], T]") -> None:
        self._work = work
        self._stop = threading.Event()
        self._done = threading.Event()
        self._results: list[T] = []
        self._error: BaseException | None = None
        self._fraction: float | None = None
        self._thread = threading.Thread(target=self._run, name="errand", daemon=True)
        self._thread.start()

    @property
    def done(self) -> bool:
        """Whether there is a result, or an error."""
        return self._done.is_set()

    @property
    def fraction(self) -> float | None:
        """How much of it is done, 0 to 1; None where nobody can tell."""
        return self._fraction

    @property
    def stopped(self) -> bool:
        """Whether its result is not wanted any more."""
        return self._stop.is_set()

    def moved(self, done: float, total: float | None) -> None:
        """So much of the whole is done."""
        self._fraction = min(1.0, done / total) if total else None

    def stop(self) -> None:
        """A wish: the work ends as soon as it asks."""
        self._stop.set()

    def result(self) -> T:
        """Waits for the end; what went wrong is raised here."""
        self._done.wait()
        if self._error is not None:
            raise self._error
        return self._results[0]

    def _run(self) -> None:
        try:
            self._results.append(self._work(self))
        # The top of a thread: whoever asks for the result gets whatever it is.
        except BaseException as error:  # noqa: BLE001
            self._error = error
        finally:
            self._done.set()

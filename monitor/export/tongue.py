"""The language that a report is written in: handed in by whoever calls, since no export knows the windows.

`translate` is found by pylupdate6 under that name; the texts stand with those of the windows.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language by its code; `text` gives what is said for an English text of a context, `told` for a
    sentence that the analysis holds."""

    language: str
    text: Callable[[str, str], str]
    told: Callable[[str], str]


ENGLISH = Tongue("en", lambda _context, source: source, lambda sentence: sentence)
_SPOKEN: ContextVar[Tongue] = ContextVar("spoken", default=ENGLISH)


@contextmanager
def speaking(tongue: Tongue) -> Iterator[None]:
    """What is written meanwhile is written in this language."""
    before = _SPOKEN.set(tongue)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def translate(context: str, source: str) -> str:
    return _SPOKEN.get().text(context, source)


def told(sentence: str) -> str:
    return _SPOKEN.get().told(sentence)


def QT_TRANSLATE_NOOP(_context: str, source: str) -> str:  # noqa: N802  pylupdate6 knows it by this name
    """A text that is translated where it is used."""
    return source

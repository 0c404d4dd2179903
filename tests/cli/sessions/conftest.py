"""A keyring of this process alone, a library in the user's folder, and somebody who answers."""

import io
from collections.abc import Callable, Iterator

import keyring
import pytest

from monitor import keeping
from monitor.config import load
from monitor.store.library import Library
from tests.store.staging import InMemory


@pytest.fixture(autouse=True)
def own_keyring() -> Iterator[InMemory]:
    before = keyring.get_keyring()
    backend = InMemory()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.fixture
def library(own_keyring: InMemory) -> Library:
    return keeping.library(load(), None, create=True)


@pytest.fixture
def type_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Type these passphrases, one after the other; the sentences that asked for them."""

    def typed(*passphrases: str) -> list[str]:
        left, asked = list(passphrases), list[str]()

        def ask(sentence: str, new: bool) -> str:
            asked.append(f"{sentence}{' (new)' if new else ''}")
            return left.pop(0)

        monkeypatch.setattr(keeping, "terminal", lambda _console: ask)
        return asked

    return typed


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What standard input says."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))

"""A keyring of this process alone, and libraries that lie in it."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from monitor.store.library import Library
from monitor.store.masters import KeyringPlace
from monitor.store.vault import Vault
from tests.store.staging import InMemory


@pytest.fixture(autouse=True)
def own_keyring() -> Iterator[InMemory]:
    before = keyring.get_keyring()
    backend = InMemory()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sessions"


@pytest.fixture
def library(folder: Path) -> Library:
    return Library(folder, Vault(folder, KeyringPlace()))

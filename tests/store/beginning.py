"""A program that is killed while it begins a session, at one of its steps.

python -m tests.store.beginning FOLDER STEP
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from monitor.store import cipher, disk, schema
from monitor.store import library as library_module
from monitor.store.vault import Vault
from tests.store.killed import library
from tests.store.staging import begin

_create_file, _connect, _create_tables = disk.create, cipher.connect, schema.create


def die(*_: object, **__: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("nobody outlives it")


def half_a_key(path: Path, content: bytes = b"") -> None:
    """The key file has its name, and nothing is in it yet."""
    _create_file(path)
    if path.suffix == ".key":
        die()


def in_the_transaction(connection: cipher.Connection, _fill: Callable[[], None]) -> None:
    _create_tables(connection, die)


def half_written(connection: cipher.Connection, _fill: Callable[[], None]) -> None:
    """More than the memory for pages holds: some are in the file already, and in its journal."""

    def fill() -> None:
        connection.execute("INSERT INTO header VALUES (1, zeroblob(3000000))")
        die()

    _create_tables(connection, fill)


STEPS: dict[str, tuple[Any, str, Any]] = {
    "before its key": (Vault, "create", die),
    "half a key": (disk, "create", half_a_key),
    "before its first page": (cipher, "connect", die),
    "in the transaction": (schema, "create", in_the_transaction),
    "half written": (schema, "create", half_written),
    "begun": (library_module, "SessionWriter", die),
}


def main() -> None:
    kept = library(Path(sys.argv[1]))
    kept.vault.unlock()
    owner, name, instead = STEPS[sys.argv[2]]
    setattr(owner, name, instead)
    begin(kept)


if __name__ == "__main__":
    main()

"""A keyring for programs under test: one file, in the open.  PYTHON_KEYRING_BACKEND names it.

TEST_KEYRING is the file; while TEST_KEYRING + ".locked" is there, it is locked.
"""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked


class FileKeyring(KeyringBackend):
    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        found = self._entries().get(f"{service} {username}")
        return None if found is None else str(found)

    def set_password(self, service: str, username: str, password: str) -> None:
        entries = self._entries() | {f"{service} {username}": password}
        _file().write_text(json.dumps(entries))

    def delete_password(self, service: str, username: str) -> None:
        entries = self._entries()
        del entries[f"{service} {username}"]
        _file().write_text(json.dumps(entries))

    def _entries(self) -> dict[str, str]:
        if _file().with_suffix(".locked").exists():
            raise KeyringLocked("locked")
        return dict(json.loads(_file().read_text())) if _file().exists() else {}


def _file() -> Path:
    return Path(os.environ["TEST_KEYRING"])


def environment(file: Path) -> dict[str, str]:
    """For a program that is to have this keyring; give the file the suffix .json."""
    return {"PYTHON_KEYRING_BACKEND": f"{__name__}.FileKeyring", "TEST_KEYRING": str(file)}

"""Where the master key lies: in the system's keyring, or in a file behind a passphrase."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Protocol, TypeVar

import keyring
import msgspec
from keyring.errors import KeyringError, KeyringLocked

from monitor.errors import NoKeyringError, StoreError, WrongPassphraseError
from monitor.store import disk
from monitor.store.sealing import SALT_BYTES, DoesNotOpenError, Key, key_from, require_strong, seal, unseal

SERVICE, ACCOUNT = "session-monitor", "master-key"
_MOST_BYTES = 16_384
# Backends that keep what they are given in the open, or not at all.
_NO_KEYRING = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")

T = TypeVar("T")
Bytes32 = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]


@dataclass(frozen=True, slots=True, repr=False)
class Masters:
    """The master keys by name; `current` wraps new keys, the others wait to be replaced."""

    current: str
    keys: dict[str, Key] = field(repr=False)


class MasterPlace(Protocol):
    """A place that holds the master keys.  StoreError where it cannot be used now."""

    def load(self) -> Masters | None:
        """What is kept there; None where nothing has been kept yet."""
        ...

    def store(self, masters: Masters) -> None: ...


class KeyringPlace:
    """The keyring of the operating system, through whatever backend `keyring` has chosen."""

    def __init__(self) -> None:
        backend = keyring.get_keyring()
        if type(backend).__module__.startswith(_NO_KEYRING):
            raise NoKeyringError(
                "This computer has no keyring that could hold the key of your sessions: choose a passphrase."
            )

    def load(self) -> Masters | None:
        with _in_words():
            kept = keyring.get_password(SERVICE, ACCOUNT)
        return None if kept is None else _decoded(kept.encode(), "The entry in the keyring of this computer")

    def store(self, masters: Masters) -> None:
        with _in_words():
            keyring.set_password(SERVICE, ACCOUNT, _encoded(masters).decode())


class PassphrasePlace:
    """A file that a passphrase opens; WrongPassphraseError where this one does not."""

    def __init__(self, path: Path, passphrase: str) -> None:
        self._path, self._passphrase = path, passphrase
        self._opened: tuple[bytes, Masters] | None = None  # opening takes its time

    def load(self) -> Masters | None:
        with disk.saying("The file of the master key cannot be read"):
            content = disk.read_small(self._path, _MOST_BYTES)
        if content is None:
            return None
        if self._opened is not None and self._opened[0] == content:
            return self._opened[1]
        file = _parsed(content, _MasterFile, "The file of the master key")
        try:
            inner = unseal(key_from(self._passphrase, file.salt), file.sealed, _about(file.salt))
        except DoesNotOpenError:
            raise WrongPassphraseError("The passphrase does not open your sessions. Try again.") from None
        self._opened = content, _decoded(inner, "The file of the master key")
        return self._opened[1]

    def store(self, masters: Masters) -> None:
        require_strong(self._passphrase)
        salt = secrets.token_bytes(SALT_BYTES)
        sealed = seal(key_from(self._passphrase, salt), _encoded(masters), _about(salt))
        disk.make_folder(self._path.parent)
        with disk.saying("The file of the master key cannot be written"):
            disk.replace(self._path, msgspec.json.encode(_MasterFile(salt=salt, sealed=sealed)))

    def change(self, passphrase: str) -> None:
        """From now on another passphrase opens it."""
        require_strong(passphrase)
        masters = self.load()
        self._passphrase = passphrase
        self._opened = None
        if masters is not None:
            self.store(masters)


class _MasterFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    salt: Annotated[bytes, msgspec.Meta(min_length=SALT_BYTES, max_length=SALT_BYTES)]
    sealed: bytes
    version: Annotated[int, msgspec.Meta(ge=1, le=1)] = 1


class _Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    current: str
    keys: dict[str, Bytes32]


def _about(salt: bytes) -> str:
    return f"session-monitor master 1 {salt.hex()}"


def _encoded(masters: Masters) -> bytes:
    return msgspec.json.encode(_Kept(masters.current, {name: key.raw for name, key in masters.keys.items()}))


def _decoded(content: bytes, what: str) -> Masters:
    kept = _parsed(content, _Kept, what)
    if kept.current not in kept.keys:
        raise _damaged(what)
    return Masters(kept.current, {name: Key(raw) for name, raw in kept.keys.items()})


def _parsed(content: bytes, kind: type[T], what: str) -> T:
    try:
        return msgspec.json.decode(content, type=kind)
    except (ValueError, RecursionError):
        raise _damaged(what) from None


def _damaged(what: str) -> StoreError:
    return StoreError(f"{what} is damaged: the sessions that it opens need their keys imported anew.")


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except KeyringLocked:
        raise StoreError("The keyring of this computer is locked: unlock it and try again.") from None
    except (KeyringError, OSError, RuntimeError):
        raise StoreError(
            "The keyring of this computer does not answer: log in to the desktop and try again."
        ) from None

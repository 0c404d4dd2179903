"""The keys of the sessions, each in a small file beside its session, wrapped by the master key.

A key file of its own can be destroyed by itself: overwritten and unlinked, without rewriting the
keys of the others, of which an old copy would then stay somewhere on the disk.
"""

import re
import secrets
from pathlib import Path
from typing import Annotated

import msgspec

from monitor.errors import PROGRAM, MissingKeyError, StoreError
from monitor.store import alive, disk
from monitor.store.masters import MasterPlace, Masters
from monitor.store.sealing import DoesNotOpenError, Key, new_key, seal, unseal

_ID = re.compile(r"[0-9a-f]{16}")
_MOST_BYTES = 4_096
_DESTROYED = b"destroyed"


class _KeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`wrapped` holds one key; two while a session is being written anew under the second."""

    session: str
    master: str
    wrapped: Annotated[list[bytes], msgspec.Meta(min_length=1, max_length=2)]
    version: Annotated[int, msgspec.Meta(ge=1, le=1)] = 1


def new_id() -> str:
    """A name for a session that says nothing."""
    return secrets.token_hex(8)


def is_id(text: str) -> bool:
    """Whether this can be a session's name: nothing else ever becomes part of a path."""
    return _ID.fullmatch(text) is not None


class Vault:
    """The key files of one folder; the master key is fetched when it is first needed."""

    def __init__(self, folder: Path, place: MasterPlace) -> None:
        self._folder, self._place = folder, place
        self._known: Masters | None = None

    def unlock(self) -> None:
        """Fetch the master key now, or make the first one; StoreError where that cannot be."""
        self._masters()

    def create(self, session: str) -> Key:
        """A new key for a new session, kept before this returns."""
        key = new_key()
        with disk.saying("The key of the session cannot be written"):
            disk.create(self._path(session), self._wrapped(session, [key]))
            disk.sync_folder(self._folder)
        return key

    def keys(self, session: str) -> list[Key]:
        """The session's key; while it is written anew the old and the new one."""
        file = self._read(session)
        master = self._masters().keys.get(file.master) or self._newest().keys.get(file.master)
        if master is None:
            raise _not_here()
        try:
            about = _about(session, file.master)
            return [Key(unseal(master, box, about)) for box in file.wrapped]
        except (DoesNotOpenError, ValueError):
            raise _not_here() from None

    def put(self, session: str, keys: list[Key]) -> None:
        """Keep these keys in the place of those before, which are destroyed."""
        with disk.saying("The key of the session cannot be written"):
            disk.replace(self._path(session), self._wrapped(session, keys))

    def destroy(self, session: str) -> None:
        """Overwrite the key: nothing opens the session any more.  Its file stays, as a sign."""
        path = self._path(session)
        if path.exists():
            with disk.saying("The key of the session cannot be destroyed"):
                disk.overwrite(path, _DESTROYED)

    def is_destroyed(self, session: str) -> bool:
        """Whether `destroy` was called and `forget` was not."""
        try:
            content = disk.read_small(self._path(session), _MOST_BYTES)
        except (OSError, StoreError):
            return False
        return content is not None and content.startswith(_DESTROYED)

    def forget(self, session: str) -> None:
        """Remove what is left of a destroyed key."""
        with disk.saying("The key file cannot be removed"):
            self._path(session).unlink(missing_ok=True)
            disk.sync_folder(self._folder)

    def has(self, session: str) -> bool:
        return self._path(session).exists()

    def sessions(self) -> list[str]:
        """All that have a key file here."""
        return sorted(path.stem for path in self._folder.glob("*.key") if is_id(path.stem))

    def renew_master(self) -> None:
        """Wrap every key by a new master key and destroy the old one; an interruption harms nothing."""
        with alive.alone(self._folder):
            self._renew()

    def _renew(self) -> None:
        before = self._newest()
        name = _new_name()
        self._remember(Masters(name, before.keys | {name: new_key()}))
        for session in self.sessions():
            if not self.is_destroyed(session) and self._read(session).master in self._masters().keys:
                self.put(session, self.keys(session))
        self._remember(Masters(name, {name: self._masters().keys[name]}))

    def _masters(self) -> Masters:
        if self._known is None:
            self._known = self._place.load()
        if self._known is None:
            name = _new_name()
            self._remember(Masters(name, {name: new_key()}))
        assert self._known is not None
        return self._known

    def _newest(self) -> Masters:
        """The master key as it is now: another program may have renewed it since it was fetched.

        Where it cannot be fetched now, as far as it is known: a locked keyring must not keep a
        session from being written anew.
        """
        known = self._masters()
        try:
            kept = self._place.load()
        except StoreError:
            return known
        if kept is None:
            self._remember(known)
        else:
            self._known = kept
        return kept or known

    def _remember(self, masters: Masters) -> None:
        self._place.store(masters)
        self._known = masters

    def _wrapped(self, session: str, keys: list[Key]) -> bytes:
        masters = self._newest()
        about = _about(session, masters.current)
        boxes = [seal(masters.keys[masters.current], key.raw, about) for key in keys]
        return msgspec.json.encode(_KeyFile(session, masters.current, boxes))

    def _read(self, session: str) -> _KeyFile:
        with disk.saying("The key of the session cannot be read"):
            content = disk.read_small(self._path(session), _MOST_BYTES)
        if content is None:
            raise _not_here()
        try:
            file = msgspec.json.decode(content, type=_KeyFile)
        except (ValueError, RecursionError):
            raise _not_here() from None
        if file.session != session:
            raise _not_here()
        return file

    def _path(self, session: str) -> Path:
        if not is_id(session):
            raise StoreError(f"There is no such session: `{PROGRAM} sessions list` shows those there are.")
        return self._folder / f"{session}.key"


def _new_name() -> str:
    return secrets.token_hex(4)


def _about(session: str, master: str) -> str:
    return f"session-monitor key 1 {session} {master}"


def _not_here() -> MissingKeyError:
    """The same words whatever is wrong with a key."""
    return MissingKeyError(
        "The key of this session is not on this computer, or is damaged: bring it with `sessions import-key`."
    )

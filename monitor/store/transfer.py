"""Keys that travel to a new machine, in a file behind a passphrase."""

import secrets
from typing import Annotated

import msgspec

from monitor.errors import MissingKeyError, StoreError, WrongPassphraseError
from monitor.store.masters import Bytes32
from monitor.store.sealing import SALT_BYTES, DoesNotOpenError, Key, key_from, require_strong, seal, unseal
from monitor.store.vault import Vault, is_id

MOST_BYTES = 16_000_000
_FORMAT = "session-monitor/keys/1"


class _Parcel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    salt: Annotated[bytes, msgspec.Meta(min_length=SALT_BYTES, max_length=SALT_BYTES)]
    sealed: bytes


def export_keys(vault: Vault, sessions: list[str], passphrase: str) -> bytes:
    """The keys of these sessions, to be imported elsewhere with the same passphrase."""
    require_strong(passphrase)
    keys = {session: [key.raw for key in vault.keys(session)] for session in sessions}
    salt = secrets.token_bytes(SALT_BYTES)
    sealed = seal(key_from(passphrase, salt), msgspec.json.encode(keys), _FORMAT)
    return msgspec.json.encode(_Parcel(_FORMAT, salt, sealed))


def import_keys(vault: Vault, parcel: bytes, passphrase: str) -> list[str]:
    """Keep the keys of a parcel; the sessions they are for.  A key that is here already stays as it is."""
    keys = _opened(parcel, passphrase)
    fresh = [session for session in sorted(keys) if not _is_here(vault, session)]
    for session in fresh:
        if not vault.has(session):
            vault.create(session)
        vault.put(session, [Key(raw) for raw in keys[session]])
    return fresh


def _is_here(vault: Vault, session: str) -> bool:
    """Whether the key can be used, or was destroyed here: a key file that was carried along is no key."""
    try:
        return vault.is_destroyed(session) or bool(vault.keys(session))
    except MissingKeyError:
        return False


def _opened(parcel: bytes, passphrase: str) -> dict[str, list[bytes]]:
    try:
        file = msgspec.json.decode(parcel[:MOST_BYTES], type=_Parcel)
        inner = unseal(key_from(passphrase, file.salt), file.sealed, file.format)
        keys = msgspec.json.decode(
            inner, type=dict[str, Annotated[list[Bytes32], msgspec.Meta(max_length=2)]]
        )
    except DoesNotOpenError:
        raise WrongPassphraseError(
            "The passphrase does not open this file of keys, or the file was changed. Try again."
        ) from None
    except (ValueError, RecursionError):
        raise _foreign() from None
    if file.format != _FORMAT or not all(is_id(session) and keys[session] for session in keys):
        raise _foreign()
    return keys


def _foreign() -> StoreError:
    return StoreError(
        "This is no file of keys that a session monitor of this version made. Nothing was imported."
    )

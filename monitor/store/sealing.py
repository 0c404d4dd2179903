"""Keys, and the boxes that they are kept in: AES-256-GCM, and Argon2id for passphrases."""

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from monitor.errors import StoreError

KEY_BYTES = 32
SALT_BYTES = 16
PASSPHRASE_MIN = 12
_NONCE_BYTES = 12

# RFC 9106's second recommendation: 64 MB and three passes, about 0.2 s.  They are fixed by the
# version of the files that name them, so that no forged file can ask for more.
_PASSES, _LANES, _MEMORY_KB = 3, 4, 65_536


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """A secret of 32 bytes that shows itself nowhere by accident."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise ValueError("a key has 32 bytes")

    def __repr__(self) -> str:
        return "Key(...)"


class DoesNotOpenError(Exception):
    """The box is not of this key, or was changed."""


def new_key() -> Key:
    return Key(secrets.token_bytes(KEY_BYTES))


def seal(key: Key, content: bytes, about: str) -> bytes:
    """Encrypt; only who names the same `about` can open it."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key.raw).encrypt(nonce, content, about.encode())


def unseal(key: Key, box: bytes, about: str) -> bytes:
    """What was sealed; DoesNotOpenError for every reason alike."""
    try:
        return AESGCM(key.raw).decrypt(box[:_NONCE_BYTES], box[_NONCE_BYTES:], about.encode())
    except (InvalidTag, ValueError):
        raise DoesNotOpenError from None


def key_from(passphrase: str, salt: bytes) -> Key:
    """The key that a passphrase stands for; it takes a fifth of a second on purpose."""
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KB)
    return Key(kdf.derive(passphrase.encode()))


def require_strong(passphrase: str) -> None:
    """StoreError where a passphrase is too short to keep anybody out."""
    if len(passphrase) < PASSPHRASE_MIN:
        raise StoreError(
            f"The passphrase is too short: take {PASSPHRASE_MIN} characters or more, say four random words."
        )

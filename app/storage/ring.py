"""The ring: keys that wrap other keys. The newest wraps; those before it still open what they wrapped."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import Unavailable

ID_BYTES = 8
NONCE_BYTES = 12  # random: one key wraps far fewer than the 2^32 keys of NIST SP 800-38D 8.3
TAG_BYTES = 16
ADDED_BYTES = ID_BYTES + NONCE_BYTES + TAG_BYTES
NO_KEY = "What is encrypted cannot be opened: its key is not in the ring (HUB_KEY_RING), or it was changed."


def key_id(key: bytes) -> bytes:
    """Return what a wrapped key calls the key that wraps it; it tells nothing of the key."""
    return hashlib.sha256(b"medhub ring key|" + key).digest()[:ID_BYTES]


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys as they are at one time, the newest first; a value that can be sent to a worker."""

    keys: tuple[bytes, ...] = field(repr=False)

    @property
    def newest_id(self) -> bytes:
        """The id of the key that wraps now."""
        return key_id(self.keys[0])

    def wrap(self, secret: bytes, purpose: bytes) -> bytes:
        """Return a secret encrypted (AES-256-GCM): it opens for the same purpose alone."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return self.newest_id + nonce + AESGCM(self.keys[0]).encrypt(nonce, secret, purpose)

    def unwrap(self, wrapped: bytes, purpose: bytes) -> bytes:
        """Return the secret; raises Unavailable when its key is not here, or it was changed or is for another purpose."""
        nonce, sealed = wrapped[ID_BYTES : ID_BYTES + NONCE_BYTES], wrapped[ID_BYTES + NONCE_BYTES :]
        try:
            return AESGCM(_named(self.keys, wrapped[:ID_BYTES])).decrypt(nonce, sealed, purpose)
        except (InvalidTag, ValueError):
            raise Unavailable(NO_KEY) from None

    @staticmethod
    def key_id_of(wrapped: bytes) -> bytes:
        """Return the id of the key that wraps a secret."""
        return wrapped[:ID_BYTES]


def _named(keys: Sequence[bytes], wanted: bytes) -> bytes:
    for key in keys:
        if key_id(key) == wanted:
            return key
    raise Unavailable(NO_KEY)

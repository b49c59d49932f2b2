"""Files encrypted at rest: AES-256-GCM over chunks, so that a file of any size is sealed and opened in constant memory.

Layout: magic, 7 random bytes, then chunks of 1 MiB with a tag of 16 bytes each. A chunk's nonce is the random bytes, its
number and whether it is the last (the STREAM construction), so that chunks can be neither cut off, swapped nor mixed.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import Rejected

MAGIC: Final = b"MEDHUB-SEALED-1\n"
PREFIX_BYTES: Final = 7
CHUNK_BYTES: Final = 1 << 20
TAG_BYTES: Final = 16
DAMAGED: Final = "A sealed file is damaged, or its key is another one. Tell an administrator."


def seal(source: Path, target: Path, key: bytes, name: str) -> None:
    """Write `source` encrypted to `target`, on disk before this returns; it opens under the same `name` alone."""
    with source.open("rb") as plain, _private(target) as sealed:
        prefix = secrets.token_bytes(PREFIX_BYTES)
        sealed.write(MAGIC + prefix)
        cipher = AESGCM(key)
        for nonce, chunk in _numbered(plain, CHUNK_BYTES, prefix):
            sealed.write(cipher.encrypt(nonce, chunk, name.encode()))
        sealed.flush()
        os.fsync(sealed.fileno())


def unseal(source: Path, target: Path, key: bytes, name: str) -> None:
    """Write the sealed `source` decrypted to `target`; raises Rejected, and leaves nothing, when it was changed."""
    with source.open("rb") as sealed, _private(target) as plain:
        try:
            plain.writelines(_opened(sealed, AESGCM(key), name))
        except InvalidTag:
            target.unlink()
            raise Rejected(DAMAGED) from None


def _opened(sealed: BinaryIO, cipher: AESGCM, name: str) -> Iterator[bytes]:
    head = sealed.read(len(MAGIC) + PREFIX_BYTES)
    if not head.startswith(MAGIC) or len(head) < len(MAGIC) + PREFIX_BYTES:
        raise InvalidTag
    for nonce, chunk in _numbered(sealed, CHUNK_BYTES + TAG_BYTES, head[len(MAGIC) :]):
        yield cipher.decrypt(nonce, chunk, name.encode())


def _numbered(stream: BinaryIO, size: int, prefix: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a stream with their nonces; at least one, which may be empty."""
    number, chunk = 0, stream.read(size)
    while True:
        following = stream.read(size)
        yield prefix + number.to_bytes(4, "big") + bytes([not following]), chunk
        if not following:
            return
        number, chunk = number + 1, following


def _private(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")

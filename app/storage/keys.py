"""Keys in files of their own, apart from the database and the images: made at first start, mode 0600.

A secret that lasts (pseudonyms, audit trail, second factors) lies wrapped by a key of the ring, as the data keys of
encrypted files do; so the keys of the ring can be changed without changing what they protect.
"""

import base64
import binascii
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from app.errors import Invalid
from app.storage.ring import Ring

KEY_BYTES = 32
WRAPPED = "wrapped:"


def load_or_make(path: Path) -> bytes:
    """Return the 32 bytes of the key at `path`; a missing key is made. Raises Invalid when the file is no key."""
    if not path.exists():
        _make(path, secrets.token_hex(KEY_BYTES))
    return load(path)


def load(path: Path) -> bytes:
    """Return the 32 bytes of the key at `path`; raises Invalid when the file is no key."""
    return _key(path, path.read_text())


def secret(path: Path, ring: Callable[[], Ring]) -> bytes:
    """Return the 32 bytes at `path`, which lie wrapped by the ring; a missing secret is made.

    One that lies there plainly is wrapped now. Raises Invalid when the file is none, Unavailable without its key.
    """
    if not path.exists():
        _make(path, _wrapped(path, secrets.token_bytes(KEY_BYTES), ring()))
    text = path.read_text()
    if text.startswith(WRAPPED):
        return _unwrapped(path, text, ring())
    key = _key(path, text)
    _replace(path, _wrapped(path, key, ring()))
    return key


def wrap_anew(path: Path, ring: Ring) -> None:
    """Wrap a secret by the newest key of the ring."""
    text = path.read_text()
    key = _unwrapped(path, text, ring) if text.startswith(WRAPPED) else _key(path, text)
    _replace(path, _wrapped(path, key, ring))


def ring_key_of(path: Path) -> bytes | None:
    """Return the id of the ring's key that wraps the secret at `path`; None when it lies there plainly."""
    text = path.read_text()
    return Ring.key_id_of(_decoded(path, text)) if text.startswith(WRAPPED) else None


def _wrapped(path: Path, key: bytes, ring: Ring) -> str:
    return WRAPPED + base64.b64encode(ring.wrap(key, path.name.encode())).decode()


def _unwrapped(path: Path, text: str, ring: Ring) -> bytes:
    return ring.unwrap(_decoded(path, text), path.name.encode())


def _decoded(path: Path, text: str) -> bytes:
    try:
        return base64.b64decode(text.removeprefix(WRAPPED), validate=False)
    except binascii.Error as error:
        raise Invalid(f"{path.name} is not a key file any more. Take it from a backup.") from error


def _key(path: Path, text: str) -> bytes:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError as error:
        raise Invalid(f"{path.name} is not a key file: it must hold {KEY_BYTES * 2} hexadecimal digits.") from error
    if len(key) != KEY_BYTES:
        raise Invalid(f"{path.name} is not a key file: it must hold {KEY_BYTES * 2} hexadecimal digits.")
    return key


def _make(path: Path, text: str) -> None:
    """Write a new file, on disk before this returns; nothing happens when another process was faster."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        _write(path, text)
    except FileExistsError:
        return
    flush(path.parent)


def _replace(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    _write(temporary, text)
    temporary.rename(path)
    flush(path.parent)


def _write(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())


def flush(path: Path) -> None:
    """Bring a file or folder onto the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

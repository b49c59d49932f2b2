"""Keys in files of their own, apart from the database and the images: made at first start, mode 0600."""

import os
import secrets
from pathlib import Path

from app.errors import Invalid

KEY_BYTES = 32


def load_or_make(path: Path) -> bytes:
    """Return the 32 bytes of the key at `path`; a missing key is made. Raises Invalid when the file is no key."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return load(path)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(KEY_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return load(path)


def load(path: Path) -> bytes:
    """Return the 32 bytes of the key at `path`; raises Invalid when the file is no key."""
    try:
        key = bytes.fromhex(path.read_text().strip())
    except ValueError as error:
        raise Invalid(f"{path.name} is not a key file: it must hold {KEY_BYTES * 2} hexadecimal digits.") from error
    if len(key) != KEY_BYTES:
        raise Invalid(f"{path.name} is not a key file: it must hold {KEY_BYTES * 2} hexadecimal digits.")
    return key

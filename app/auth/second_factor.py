"""Codes by time (RFC 6238) as a second factor, and codes for who has lost the device."""

import base64
import hashlib
import hmac
import secrets
import struct
from urllib.parse import quote

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.domain.ids import ALPHABET
from app.errors import Unavailable

STEP_SECONDS = 30
DIGITS = 6
SECRET_BYTES = 20  # RFC 4226 4, R6: 160 bits
STEPS_AROUND = 1  # a clock may be half a minute off, and typing takes time (RFC 6238 5.2)
NONCE_BYTES = 12
RECOVERY_CODES = 10
RECOVERY_LENGTH = 16  # of 32 letters: 80 bits need no slow hash
ISSUER = "Medical Data Hub"


def new_secret() -> bytes:
    """Return a new random secret."""
    return secrets.token_bytes(SECRET_BYTES)


def code_at(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """Return the code of a step of time (RFC 4226 5.3, with SHA-1 as all apps have it)."""
    digest = hmac.digest(secret, struct.pack(">Q", step), "sha1")
    offset = digest[-1] & 0x0F
    (number,) = struct.unpack(">I", digest[offset : offset + 4])
    return str((number & 0x7FFFFFFF) % 10**digits).zfill(digits)


def step_of(secret: bytes, code: str, seconds: float) -> int | None:
    """Return the step of time whose code this is, near the present one; None for a wrong code."""
    now = int(seconds) // STEP_SECONDS
    found = None
    for step in range(now - STEPS_AROUND, now + STEPS_AROUND + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode(errors="replace")):
            found = step
    return found


def in_base32(secret: bytes) -> str:
    """Return the secret as people type it."""
    return base64.b32encode(secret).decode()


def address_for_apps(secret: bytes, account: str) -> str:
    """Return the otpauth address that apps read from a picture."""
    label = quote(f"{ISSUER}:{account}", safe="")
    return f"otpauth://totp/{label}?secret={in_base32(secret)}&issuer={quote(ISSUER)}&digits={DIGITS}&period={STEP_SECONDS}"


def sealed(key: bytes, secret: bytes, user_id: str) -> str:
    """Return the secret encrypted (AES-256-GCM): it opens for this user alone."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, secret, user_id.encode())).decode()


def opened(key: bytes, text: str, user_id: str) -> bytes:
    """Return the secret that was sealed; raises Unavailable when the key is another one."""
    content = base64.b64decode(text)
    try:
        return AESGCM(key).decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], user_id.encode())
    except InvalidTag:
        raise Unavailable("The key of the second factors is another one. Tell an administrator.") from None


def new_recovery_codes() -> list[str]:
    """Return new codes, each for one sign-in without the device."""
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)]
    return ["-".join(code[start : start + 4] for start in range(0, RECOVERY_LENGTH, 4)) for code in codes]


def recovery_hash(code: str) -> str | None:
    """Return what is kept of a recovery code, None for a text that cannot be one."""
    plain = code.casefold().replace("-", "").replace(" ", "")
    if len(plain) != RECOVERY_LENGTH or not set(plain) <= set(ALPHABET):
        return None
    return hashlib.sha256(plain.encode()).hexdigest()

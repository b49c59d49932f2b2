"""Passwords: argon2id hashes, checked in the same time whether or not the account exists."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.auth.common import is_common
from app.errors import Invalid

MINIMUM_LENGTH = 12
MAXIMUM_LENGTH = 1024  # a longer one only costs time

_hasher = PasswordHasher()


@cache
def _decoy() -> str:
    return _hasher.hash("a password that nobody has")


def hash_password(password: str, name: str = "password") -> str:
    """Return the argon2id hash; raises Invalid, at the input `name`, for a password that is too short or common."""
    if not MINIMUM_LENGTH <= len(password) <= MAXIMUM_LENGTH:
        raise Invalid(f"A password has at least {MINIMUM_LENGTH} characters.", (name,))
    if is_common(password):
        raise Invalid("Many people have this password, so it is tried first. Choose another one.", (name,))
    try:
        return _hasher.hash(password)
    except UnicodeEncodeError:  # half of a surrogate pair is no text
        raise Invalid("A password is text.", (name,)) from None


def is_password(password_hash: str | None, password: str) -> bool:
    """Return whether the password is right; without a hash (no such account) it takes as long and is False."""
    try:
        _hasher.verify(password_hash or _decoy(), password[: MAXIMUM_LENGTH + 1])
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False
    return password_hash is not None

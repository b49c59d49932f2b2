"""Ids that are opaque to programs and readable to people: a prefix and 12 characters of Crockford base32."""

import re
import secrets
from typing import Literal

Prefix = Literal[
    "pat",
    "stu",
    "ser",
    "img",
    "job",
    "fil",
    "usr",
    "ses",
    "fld",
    "aud",
    "rem",
    "pro",
    "dev",
    "tok",
    "lnk",
    "exp",
    "doc",
    "col",
    "cov",
    "acc",
    "shr",
    "mod",
    "run",
    "prd",
]

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford: without i, l, o and u
LENGTH = 12  # 60 bits: a collision among a billion ids is unlikelier than one in two
PATTERN = re.compile(rf"([a-z]{{3}})_[{ALPHABET}]{{{LENGTH}}}")


def new_id(prefix: Prefix) -> str:
    """Return a new random id such as `pat_7k3f9qx2m4tz`."""
    return f"{prefix}_" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def prefix_of(value: str) -> str | None:
    """Return the prefix of a well-formed id, None for anything else."""
    match = PATTERN.fullmatch(value)
    return match.group(1) if match else None


def bucket_of(value: str) -> str:
    """Return the first three of the random characters of an id: 32,768 buckets that fill evenly."""
    return value.partition("_")[2][:3]

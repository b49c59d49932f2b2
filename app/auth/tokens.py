"""Tokens of a session: short-lived signed access tokens, and refresh tokens that are kept as hashes."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import jwt

from app.errors import Unauthenticated

ALGORITHM = "HS256"
ISSUER = "medhub"
AUDIENCE = "medhub"
ACCESS_LIFETIME = timedelta(minutes=15)
REFRESH_LIFETIME = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """What an access token says: whose it is and of which session."""

    user_id: str
    session_id: str


def access_token(key: bytes, claims: AccessClaims, now: datetime) -> tuple[str, datetime]:
    """Return a signed token and when it expires."""
    expires_at = now + ACCESS_LIFETIME
    payload = {
        "iss": ISSUER, "aud": AUDIENCE, "sub": claims.user_id, "sid": claims.session_id, "iat": now, "exp": expires_at,
    }  # fmt: skip
    return jwt.encode(payload, key, ALGORITHM), expires_at


def read_access_token(key: bytes, token: str) -> AccessClaims:
    """Return the claims; raises Unauthenticated when the token is forged, expired or meant for another."""
    try:
        payload = jwt.decode(
            token, key, [ALGORITHM], audience=AUDIENCE, issuer=ISSUER,
            options={"require": ["exp", "iat", "sub", "aud", "iss"]},
        )  # fmt: skip
        return AccessClaims(payload["sub"], payload["sid"])
    except (jwt.InvalidTokenError, KeyError):
        raise Unauthenticated("Your session has ended. Sign in again.") from None


def new_refresh_token() -> str:
    """Return a new random refresh token."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what is kept of a token: its SHA-256; 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()

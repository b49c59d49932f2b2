"""Tokens: short-lived signed access tokens of sessions, and random ones that are kept as hashes."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import jwt

from app.errors import Unauthenticated

ALGORITHM = "HS256"
ISSUER = "medhub"
AUDIENCE = "medhub"
FILES_AUDIENCE = "medhub-files"  # of the cookie with which a browser shows images, and can do nothing else
SHARE_AUDIENCE = "medhub-share"  # of the cookie with which a link shows what it shares
ACCESS_LIFETIME = timedelta(minutes=15)
REFRESH_LIFETIME = timedelta(days=14)
SESSION_LIFETIME = timedelta(days=90)  # however often it is refreshed
API_TOKEN_PREFIX = "mdh_"  # noqa: S105  # so that scanners of source code find one that was left there
ENDED = "Your session has ended. Sign in again."
CLAIMS = ["exp", "iat", "sub", "sid", "aud", "iss"]


class Forged(Unauthenticated):
    """A token that the hub did not make, or not so, or not for itself."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A secret that signs access tokens."""

    secret: bytes

    @property
    def id(self) -> str:
        """What tokens call the key, their `kid`: tells nothing of the secret."""
        return hashlib.sha256(b"medhub signing key|" + self.secret).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """What an access token says: whose it is and of which session."""

    user_id: str
    session_id: str


def access_token(
    key: SigningKey, claims: AccessClaims, now: datetime, audience: str = AUDIENCE
) -> tuple[str, datetime]:
    """Return a signed token and when it expires."""
    expires_at = now + ACCESS_LIFETIME
    payload = {
        "iss": ISSUER, "aud": audience, "sub": claims.user_id, "sid": claims.session_id, "iat": now, "exp": expires_at,
    }  # fmt: skip
    return jwt.encode(payload, key.secret, ALGORITHM, {"kid": key.id}), expires_at


def read_access_token(keys: Sequence[SigningKey], token: str, audience: str = AUDIENCE) -> AccessClaims:
    """Return the claims; raises Unauthenticated when the token has expired, Forged when it is not one of ours.

    The token's header only chooses among our own keys: the algorithm is ours, whatever it says.
    """
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        (secret,) = (key.secret for key in keys if key.id == kid)
        payload = jwt.decode(
            token, secret, [ALGORITHM], audience=audience, issuer=ISSUER, options={"require": CLAIMS}
        )  # fmt: skip
        return AccessClaims(str(payload["sub"]), str(payload["sid"]))
    except jwt.ExpiredSignatureError:  # the signature was looked at before
        raise Unauthenticated(ENDED) from None
    except (jwt.InvalidTokenError, ValueError):
        raise Forged(ENDED) from None


def new_token() -> str:
    """Return a new random token of 256 bits."""
    return secrets.token_urlsafe(32)


def new_api_token() -> str:
    """Return a new random token of 256 bits that says what it is."""
    return API_TOKEN_PREFIX + new_token()


def token_hash(token: str) -> str:
    """Return what is kept of a token: its SHA-256; 256 random bits need no salt."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()

"""Sign in, refresh, sign out; and who the bearer of a token is."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from app.auth import tokens
from app.auth.actor import Actor
from app.auth.passwords import is_password
from app.auth.permissions import ROLE_PERMISSIONS, Role
from app.documents.audit import audit_event
from app.documents.base import now
from app.documents.users import Session, User
from app.domain.ids import new_id
from app.domain.search import is_storable
from app.errors import Expired, Invalid, Unauthenticated
from app.resolvers.context import Context, Hub

WRONG = "The e-mail address or the password is not right."
LONGEST_ADDRESS = 254  # of an e-mail account (RFC 5321 4.5.3.1.3)
ENDED = "Your session has ended. Sign in again."


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session's fresh tokens."""

    user: User
    access_token: str
    refresh_token: str
    expires_at: datetime


async def sign_in(context: Context, email: str, password: str, address: str = "") -> SignedIn:
    """Return a new session; raises Invalid alike for a wrong password, an unknown and a disabled account.

    `address` is the caller's in the network; RateLimited is raised when it has tried too often.
    """
    account = email.strip().lower()
    if not is_storable(account) or len(account) > LONGEST_ADDRESS:
        raise Invalid(WRONG)
    context.hub.sign_ins.begin(address, account)
    user = await User.find_one({"email": account})
    password_hash = user.password_hash if user and user.status == "ACTIVE" else None
    if not await asyncio.to_thread(is_password, password_hash, password) or user is None:
        await audit_event(user.id if user else None, "session.refused").insert()
        raise Invalid(WRONG)
    context.hub.sign_ins.succeed(address, account)
    refresh_token = tokens.new_refresh_token()
    session = Session(
        id=new_id("ses"), created_by=user.id, user_id=user.id, token_hash=tokens.token_hash(refresh_token),
        expires_at=now() + tokens.REFRESH_LIFETIME,
    )  # fmt: skip
    await session.insert()
    await User.find_one({"_id": user.id}).update({"$set": {"last_sign_in_at": now()}})
    await audit_event(user.id, "session.began", session.id).insert()
    return _signed_in(context, user, session, refresh_token)


async def refresh(context: Context, refresh_token: str | None) -> SignedIn:
    """Return the session with new tokens; a token that was used before ends the session for whoever holds it."""
    if not refresh_token:
        raise Expired(ENDED)
    old_hash = tokens.token_hash(refresh_token)
    fresh = tokens.new_refresh_token()
    session = await Session.find_one({"token_hash": old_hash, "ended_at": None, "expires_at": {"$gt": now()}})
    if session is None:
        await _end_reused(old_hash)
        raise Expired(ENDED)
    rotated = await Session.find_one({"_id": session.id, "token_hash": old_hash}).update(
        {
            "$set": {"token_hash": tokens.token_hash(fresh), "expires_at": now() + tokens.REFRESH_LIFETIME},
            "$push": {"used_hashes": old_hash},
        }
    )
    user = await User.find_one({"_id": session.user_id, "status": "ACTIVE"})
    if rotated.modified_count != 1 or user is None:  # type: ignore[union-attr]
        raise Expired(ENDED)
    return _signed_in(context, user, session, fresh)


async def _end_reused(used_hash: str) -> None:
    session = await Session.find_one({"used_hashes": used_hash, "ended_at": None})
    if session is not None:
        await _end(session.user_id, session.id, "session.reuse_detected")


async def sign_out(context: Context, refresh_token: str | None = None) -> None:
    """End the caller's session, told by the access token or, when that has expired, by the refresh token."""
    if context.actor is not None:
        await _end(context.actor.user_id, context.actor.session_id, "session.ended")
    elif refresh_token:
        session = await Session.find_one({"token_hash": tokens.token_hash(refresh_token), "ended_at": None})
        if session is not None:
            await _end(session.user_id, session.id, "session.ended")


async def _end(user_id: str, session_id: str, action: str) -> None:
    await Session.find_one({"_id": session_id}).update({"$set": {"ended_at": now()}})
    await audit_event(user_id, action, session_id).insert()


async def actor_of(hub: Hub, access_token: str) -> Actor:
    """Return who bears the token; raises Unauthenticated when the session ended or the account is not active now."""
    claims = tokens.read_access_token(hub.session_key, access_token)
    return await _actor(claims.session_id, claims.user_id)


async def recognise_again(context: Context) -> None:
    """Bring the actor of a long-lived connection up to date; nobody acts when the session has ended."""
    if context.actor is not None:
        try:
            context.actor = await _actor(context.actor.session_id, context.actor.user_id)
        except Unauthenticated:
            context.actor = None


async def still_signed_in(context: Context) -> None:
    """Raise Unauthenticated when the session of a long-lived connection has ended, or its account is not active."""
    await recognise_again(context)
    if context.actor is None:
        raise Unauthenticated(ENDED)


async def _actor(session_id: str, user_id: str) -> Actor:
    session = await Session.find_one({"_id": session_id, "ended_at": None})
    user = await User.find_one({"_id": user_id, "status": "ACTIVE"})
    if session is None or user is None or not compare_digest(session.user_id, user.id):
        raise Unauthenticated(ENDED)
    role = Role(user.role)
    return Actor(user.id, session.id, role, ROLE_PERMISSIONS[role])


async def me(context: Context) -> User | None:
    """Return the caller's account, None when nobody is signed in."""
    return await User.get(context.actor.user_id) if context.actor else None


def _signed_in(context: Context, user: User, session: Session, refresh_token: str) -> SignedIn:
    claims = tokens.AccessClaims(user.id, session.id)
    access_token, expires_at = tokens.access_token(context.hub.session_key, claims, now())
    return SignedIn(user, access_token, refresh_token, expires_at)

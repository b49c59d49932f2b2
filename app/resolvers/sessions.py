"""Sessions: they begin with a password, go on with refresh tokens that work once, and end at once."""

from dataclasses import dataclass
from datetime import datetime

from app.auth import tokens
from app.auth.actor import require_session
from app.auth.throttle import Attempt
from app.documents import users
from app.documents.audit import audit_event
from app.documents.base import now
from app.documents.users import Session, User
from app.domain.ids import new_id
from app.domain.search import is_storable
from app.errors import Expired, Invalid, NotFound, Unauthenticated
from app.resolvers import directory, second_factor
from app.resolvers.callers import ENDED, actor_of, actor_of_files_token, recognise_again, still_signed_in
from app.resolvers.context import Caller, Context
from app.resolvers.hashing import matches

__all__ = [
    "ENDED",
    "SignedIn",
    "actor_of",
    "actor_of_files_token",
    "begin",
    "me",
    "recognise_again",
    "refresh",
    "sign_in",
    "still_signed_in",
]

WRONG = "The e-mail address or the password is not right."
LONGEST_ADDRESS = 254  # of an e-mail account (RFC 5321 4.5.3.1.3)
LONGEST_CLIENT = 200
NOBODY = Caller()


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session's fresh tokens."""

    user: User
    access_token: str
    refresh_token: str
    files_token: str
    expires_at: datetime


async def sign_in(
    context: Context, email: str, password: str, caller: Caller = NOBODY, code: str | None = None
) -> SignedIn:
    """Return a new session; raises Invalid alike for a wrong password, an unknown, a waiting and a disabled account.

    Raises Required at `code` when the account has a second factor, RateLimited when it was tried too often.
    """
    account = email.strip().lower()
    if not is_storable(account) or len(account) > LONGEST_ADDRESS:
        raise Invalid(WRONG)
    context.hub.attempts.begin(Attempt.SIGN_IN, caller.address, account)
    user = await User.find_one({"email": account})
    proven = await _proven(context, account, password, user)
    if proven is None:
        await audit_event(user.id if user else None, "session.refused").insert()
        raise Invalid(WRONG)
    user = proven
    context.hub.attempts.succeed(Attempt.SIGN_IN, caller.address, account)
    await second_factor.check(context, user, code, caller.address)
    return await begin(context, user, caller)


async def _proven(context: Context, account: str, password: str, user: User | None) -> User | None:
    """Return the account whose password this is; the hub's own hash is always computed, or time would tell who is whose."""
    is_local = user is not None and user.status == "ACTIVE" and not directory.is_asked(context.hub, user)
    password_hash = user.password_hash if user and is_local else None
    is_password_right = await matches(context.hub.hashing, password_hash, password)
    if directory.is_asked(context.hub, user):
        return await directory.proven(context.hub, account, password, user)
    return user if is_password_right else None


async def begin(context: Context, user: User, caller: Caller) -> SignedIn:
    """Return a new session of a user who has proved to be it; raises Invalid when the account changed meanwhile."""
    refresh_token = tokens.new_token()
    session = Session(
        id=new_id("ses"), created_by=user.id, user_id=user.id, token_hash=tokens.token_hash(refresh_token),
        expires_at=now() + tokens.REFRESH_LIFETIME, address=caller.address, client=caller.client[:LONGEST_CLIENT],
    )  # fmt: skip
    await session.insert()
    if not await users.note_sign_in(user):  # a new password or a lock ended all sessions, but not yet this one
        await session.delete()
        raise Invalid(WRONG)
    await audit_event(user.id, "session.began", session.id).insert()
    return _signed_in(context, user, session, refresh_token)


async def refresh(context: Context, refresh_token: str | None) -> SignedIn:
    """Return the session with new tokens; a token that was used before ends the session for whoever holds it."""
    if not refresh_token:
        raise Expired(ENDED)
    old_hash = tokens.token_hash(refresh_token)
    fresh = tokens.new_token()
    session = await Session.find_one({"token_hash": old_hash, "ended_at": None, "expires_at": {"$gt": now()}})
    if session is None:
        await _end_reused(old_hash)
        raise Expired(ENDED)
    expires_at = min(now() + tokens.REFRESH_LIFETIME, session.created_at + tokens.SESSION_LIFETIME)
    values = {"token_hash": tokens.token_hash(fresh), "expires_at": expires_at, "refreshed_at": now()}
    rotated = await users.rotate(session, old_hash, values)
    user = await User.find_one({"_id": session.user_id, "status": "ACTIVE"})
    if not rotated or user is None:
        raise Expired(ENDED)
    return _signed_in(context, user, session, fresh)


async def _end_reused(used_hash: str) -> None:
    session = await Session.find_one({"used_hashes": used_hash, "ended_at": None})
    if session is not None:
        await _end(session.user_id, session.id, "session.reuse_detected")


async def sign_out(context: Context, refresh_token: str | None = None) -> None:
    """End the caller's session, told by the access token or, when that has expired, by the refresh token."""
    if context.actor is not None:
        actor = require_session(context.actor)
        await _end(actor.user_id, actor.session_id, "session.ended")
        context.actor = None
    elif refresh_token:
        session = await Session.find_one({"token_hash": tokens.token_hash(refresh_token), "ended_at": None})
        if session is not None:
            await _end(session.user_id, session.id, "session.ended")


async def listed(context: Context) -> list[Session]:
    """Return the caller's open sessions, the newest first."""
    actor = require_session(context.actor)
    found = Session.find({"user_id": actor.user_id, "ended_at": None, "expires_at": {"$gt": now()}})
    return await found.sort("-created_at").to_list()


async def end_own(context: Context, session_id: str) -> str:
    """End one of the caller's sessions; raises NotFound."""
    actor = require_session(context.actor)
    session = await Session.find_one({"_id": session_id, "user_id": actor.user_id, "ended_at": None})
    if session is None:
        raise NotFound("You have no session with this id.", ("id",))
    await _end(actor.user_id, session.id, "session.ended")
    return session.id


async def end_others(context: Context) -> int:
    """End all of the caller's sessions but this one; return how many."""
    actor = require_session(context.actor)
    ended = await users.end_sessions(actor.user_id, except_id=actor.session_id)
    await audit_event(actor.user_id, "session.others_ended", actor.session_id).insert()
    return ended


async def _end(user_id: str, session_id: str, action: str) -> None:
    await Session.find_one({"_id": session_id}).update({"$set": {"ended_at": now()}})
    await audit_event(user_id, action, session_id).insert()


async def me(context: Context) -> User | None:
    """Return the caller's account, None when nobody is signed in."""
    return await User.get(context.actor.user_id) if context.actor else None


async def own_account(context: Context) -> User:
    """Return the account of somebody who signed in with a password; raises Unauthenticated or Forbidden."""
    user = await User.get(require_session(context.actor).user_id)
    if user is None:
        raise Unauthenticated(ENDED)
    return user


def _signed_in(context: Context, user: User, session: Session, refresh_token: str) -> SignedIn:
    claims = tokens.AccessClaims(user.id, session.id)
    key, moment = context.hub.session_keys.current()[0], now()
    access_token, expires_at = tokens.access_token(key, claims, moment)
    files_token, _ = tokens.access_token(key, claims, moment, tokens.FILES_AUDIENCE)
    return SignedIn(user, access_token, refresh_token, files_token, expires_at)

"""Who the bearer of a token is, asked anew for each request: what ends a session or takes a right works at once."""

import asyncio
from hmac import compare_digest

from app.auth import tokens
from app.auth.actor import Actor
from app.auth.permissions import Permission, Role
from app.documents.roles import RoleGrants, all_grants
from app.documents.tokens import ApiToken, living_token, note_use
from app.documents.users import Session, User
from app.errors import Unauthenticated
from app.resolvers.context import Context, Hub

ENDED = "Your session has ended. Sign in again."
NO_TOKEN = "This token is not valid any more. Make another one in your account."  # noqa: S105
MANY = 1000  # characters: no token of ours is as long


async def actor_of(hub: Hub, token: str) -> Actor:
    """Return who bears an access token or an API token; raises Unauthenticated when it does not hold now.

    Tokens that were forged, guessed, revoked or have expired for good stand in the audit trail.
    """
    try:
        if token.startswith(tokens.API_TOKEN_PREFIX):
            return await _of_api_token(token)
    except tokens.Forged:
        hub.trail.refuse(None, "token.refused", "")
        raise
    return await _of_access_token(hub, token, tokens.AUDIENCE)


async def actor_of_files_token(hub: Hub, token: str) -> Actor:
    """Return whose browser shows images with this token of its cookie; raises Unauthenticated as `actor_of` does."""
    return await _of_access_token(hub, token, tokens.FILES_AUDIENCE)


async def _of_access_token(hub: Hub, token: str, audience: str) -> Actor:
    try:
        claims = tokens.read_access_token(hub.session_keys.current(), token[:MANY], audience)  # longer is none of ours
    except tokens.Forged:
        hub.trail.refuse(None, "token.refused", "")
        raise
    return await _of_session(claims.session_id, claims.user_id)


async def _of_api_token(token: str) -> Actor:
    found = await living_token(token_hash=tokens.token_hash(token))
    if found is None:
        raise tokens.Forged(NO_TOKEN)
    actor = await _of_token(found)
    await note_use(found)
    return actor


async def recognise_again(context: Context) -> None:
    """Bring the actor of a long-lived connection up to date; nobody acts when the session or token has ended."""
    actor = context.actor
    if actor is not None:
        try:
            if actor.is_token:
                context.actor = await _of_token(await living_token(_id=actor.session_id))
            else:
                context.actor = await _of_session(actor.session_id, actor.user_id)
        except Unauthenticated:
            context.actor = None


async def still_signed_in(context: Context) -> None:
    """Raise Unauthenticated when the session of a long-lived connection has ended, or its account is not active."""
    await recognise_again(context)
    if context.actor is None:
        raise Unauthenticated(ENDED)


async def _of_session(session_id: str, user_id: str) -> Actor:
    session, user, grants = await asyncio.gather(
        Session.find_one({"_id": session_id, "ended_at": None}), _active(user_id), all_grants()
    )
    if session is None or user is None or not compare_digest(session.user_id, user.id):
        raise Unauthenticated(ENDED)
    return _actor(user, session.id, grants[Role(user.role)])


async def _of_token(token: ApiToken | None) -> Actor:
    if token is None or token.created_by is None:
        raise Unauthenticated(NO_TOKEN)
    user, grants = await asyncio.gather(_active(token.created_by), all_grants())
    if user is None:
        raise Unauthenticated(NO_TOKEN)
    return _actor(user, token.id, grants[Role(user.role)], token)


async def _active(user_id: str) -> User | None:
    return await User.find_one({"_id": user_id, "status": "ACTIVE"})


def _actor(user: User, session_id: str, grants: RoleGrants, token: ApiToken | None = None) -> Actor:
    """Return the actor: of a token what it was made for, as far as the role still grants it."""
    lacks = grants.needs_second_factor and not user.has_second_factor
    permissions = frozenset[Permission]() if lacks else grants.permissions
    if token is not None:
        permissions = frozenset(permission for permission in permissions if permission.value in token.permissions)
    return Actor(
        user.id, session_id, grants.role, permissions, is_token=token is not None,
        is_persisted_only=token is not None and token.is_persisted_only, lacks_second_factor=lacks,
    )  # fmt: skip

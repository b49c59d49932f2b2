"""API tokens: made and revoked by whoever they act for."""

from datetime import datetime

from app.auth import tokens
from app.auth.actor import require_session
from app.auth.permissions import Permission
from app.documents import tokens as records
from app.documents.audit import audit_event
from app.documents.base import now
from app.documents.tokens import ApiToken
from app.domain.ids import new_id
from app.errors import Conflict, Forbidden, Invalid, NotFound
from app.resolvers.context import Context
from app.resolvers.people import checked_name

MOST_TOKENS = 50  # of one user
NOT_YOURS = "A token can have no more than you may yourself."


async def listed(context: Context) -> list[ApiToken]:
    """Return the caller's tokens that were not revoked, the newest first."""
    return await records.tokens_of(require_session(context.actor).user_id)


async def get(context: Context, token_id: str) -> ApiToken:
    """Return one of the caller's tokens; raises NotFound."""
    found = [token for token in await listed(context) if token.id == token_id]
    if not found:
        raise NotFound("You have no token with this id.", ("id",))
    return found[0]


async def create(
    context: Context,
    name: str,
    permissions: frozenset[Permission],
    expires_at: datetime | None,
    *,
    persisted_only: bool,
) -> tuple[ApiToken, str]:
    """Return a new token and its secret, which is shown this once; raises Invalid, Forbidden for what the caller has not."""
    actor = require_session(context.actor)
    label = checked_name(name)
    if label is None:
        raise Invalid("A token needs a name, so that you know it again.", ("name",))
    if not permissions:
        raise Invalid("A token without a permission can do nothing. Choose some.", ("permissions",))
    if not permissions <= actor.permissions:
        raise Forbidden(NOT_YOURS)
    if expires_at is not None and expires_at <= now():
        raise Invalid("A token expires in the future.", ("expiresAt",))
    if len(await records.tokens_of(actor.user_id)) >= MOST_TOKENS:
        raise Conflict(f"You have {MOST_TOKENS} tokens already. Revoke some first.")
    secret = tokens.new_api_token()
    token = ApiToken(
        id=new_id("tok"), created_by=actor.user_id, name=label, token_hash=tokens.token_hash(secret),
        permissions=sorted(permissions), is_persisted_only=persisted_only, expires_at=expires_at,
    )  # fmt: skip
    await token.insert()
    await audit_event(
        actor.user_id, "token.created", token.id, permissions=token.permissions, persisted_only=persisted_only
    ).insert()  # fmt: skip
    return token, secret


async def revoke(context: Context, token_id: str) -> str:
    """Return the id of the revoked token; raises NotFound."""
    actor = require_session(context.actor)
    if not await records.revoke(actor.user_id, token_id):
        raise NotFound("You have no token with this id.", ("id",))
    await audit_event(actor.user_id, "token.revoked", token_id).insert()
    return token_id

"""People who have signed in, as requests see them."""

from collections.abc import Mapping
from typing import Any

from app.auth.permissions import Role
from app.documents.users import User
from app.domain.ids import new_id
from app.resolvers import sessions
from app.resolvers.context import Caller, Context, Hub
from app.resolvers.sessions import SignedIn
from app.resolvers.users import add_user
from app.schema.info import RequestContext
from app.schema.root import schema

PASSWORD = "correct horse battery"
HERE = Caller("192.0.2.1", "test")


async def account(role: Role = Role.VIEWER, email: str | None = None) -> User:
    """Return a new account that can sign in with PASSWORD."""
    return await add_user(email or f"{new_id('usr')}@hub.example", PASSWORD, role)


async def session_of(hub: Hub, user: User, **more: Any) -> SignedIn:
    """Return a new session of the account."""
    return await sessions.sign_in(Context(hub, None, "test"), user.email, PASSWORD, HERE, **more)


async def bearing(hub: Hub, token: str | None) -> RequestContext:
    """Return the context of a request that bears a token, recognised as the hub does it."""
    return RequestContext(hub, await sessions.actor_of(hub, token) if token else None, "test")


async def ask(
    hub: Hub, token: str | None, operation: str, input_: Mapping[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    """Return the data of an operation by whoever bears the token; it must not be refused."""
    result = await schema.execute(operation, {"input": input_, **more}, await bearing(hub, token))
    assert result.errors is None, result.errors
    assert result.data is not None
    return result.data


async def code_of(hub: Hub, token: str | None, operation: str, input_: Mapping[str, Any] | None = None) -> str:
    """Return the code of an operation's one top-level error."""
    result = await schema.execute(operation, {"input": input_}, await bearing(hub, token))
    assert result.errors is not None, result.data
    (error,) = result.errors
    return str((error.extensions or {})["code"])

"""Who asks: the bearer of a token, and where the request comes from."""

import uuid

from starlette.requests import HTTPConnection, Request

from app.auth.actor import require
from app.auth.permissions import Permission
from app.documents.audit import Origin, origin
from app.errors import Forbidden, Unauthenticated
from app.resolvers import sessions
from app.resolvers.context import Context, Hub
from app.schema.cookies import FILES_COOKIE
from app.schema.info import RequestContext


def bearer(authorization: str | None) -> str | None:
    """Return the token of an Authorization header, None when there is none."""
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token else None


async def context_of(connection: HTTPConnection) -> RequestContext:
    """Return the context of a request; a token that is not valid now makes nobody."""
    context = stranger(connection)
    await recognise(context, bearer(connection.headers.get("authorization")))
    tell_origin(connection, context)
    return context


def stranger(connection: HTTPConnection) -> RequestContext:
    """Return the context of a request before anybody is recognised."""
    hub: Hub = connection.app.state.hub
    context = RequestContext(hub, None, uuid.uuid4().hex[:16])
    tell_origin(connection, context)  # so that a token that is refused is refused to an address
    return context


def tell_origin(connection: HTTPConnection, context: Context) -> None:
    """Let whatever the request writes into the audit trail say where it comes from."""
    address = connection.client.host if connection.client else ""
    origin.set(Origin(address, context.actor.session_id if context.actor else "", context.request_id))


async def recognise(context: RequestContext, token: str | None) -> None:
    """Let the bearer of the token act, if there is one and it is valid now."""
    if token:
        try:
            context.actor = await sessions.actor_of(context.hub, token)
        except Unauthenticated:
            context.actor = None


async def reader_context(request: Request, needed: Permission = Permission.IMAGE_READ) -> Context:
    """Return the context of somebody who has the permission; raises Unauthenticated or Forbidden."""
    request.state.context = context = stranger(request)
    token, cookie = bearer(request.headers.get("authorization")), request.cookies.get(FILES_COOKIE)
    if token:
        context.actor = await sessions.actor_of(context.hub, token)
    elif cookie and request.method in ("GET", "HEAD"):  # a browser's own: it shows, and changes nothing
        context.actor = await sessions.actor_of_files_token(context.hub, cookie)
    if context.actor is None:
        raise Unauthenticated("Sign in to see images.")
    tell_origin(request, context)
    if context.actor.is_persisted_only:
        raise Forbidden("This token runs persisted documents only.")
    require(context.actor, needed)
    return context

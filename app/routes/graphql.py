"""The GraphQL mount: queries and mutations by POST, subscriptions over graphql-transport-ws, uploads as multipart."""

import uuid
from typing import Any

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send
from strawberry.exceptions import ConnectionRejectionError
from strawberry.fastapi import GraphQLRouter
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL

from app.errors import Unauthenticated
from app.resolvers import sessions
from app.resolvers.context import Hub
from app.schema.cookies import CLIENT_HEADER
from app.schema.info import RequestContext
from app.schema.root import schema

FORMS = ("multipart/", "application/x-www-form-urlencoded")


def bearer(authorization: str | None) -> str | None:
    """Return the token of an Authorization header, None when there is none."""
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token else None


async def context_of(connection: HTTPConnection) -> RequestContext:
    """Return the context of a request; a token that is not valid now makes nobody."""
    hub: Hub = connection.app.state.hub
    context = RequestContext(hub, None, uuid.uuid4().hex[:16])
    await _recognise(context, bearer(connection.headers.get("authorization")))
    return context


async def _recognise(context: RequestContext, token: str | None) -> None:
    if token:
        try:
            context.actor = await sessions.actor_of(context.hub, token)
        except Unauthenticated:
            context.actor = None


class HubGraphQL(GraphQLRouter[RequestContext, None]):
    """Strawberry's router, with the token of a WebSocket taken from its connection parameters."""

    async def on_ws_connect(self, context: RequestContext) -> Any:
        """Recognise who opens the socket; nobody is turned away at once."""
        parameters = context.connection_params or {}
        await _recognise(context, bearer(str(parameters.get("authorization", ""))))
        if context.actor is None:
            raise ConnectionRejectionError({"code": "UNAUTHENTICATED"})
        return await super().on_ws_connect(context)


def mount(app: FastAPI) -> None:
    """Serve GraphQL at /graphql."""
    router = HubGraphQL(
        schema,
        path="",
        context_getter=context_of,
        graphql_ide=None,
        allow_queries_via_get=False,
        multipart_uploads_enabled=True,
        subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
    )
    app.include_router(router, prefix="/graphql")
    app.add_middleware(FormsNeedAHeader)


class FormsNeedAHeader:
    """Refuses forms without a header of ours: another site's page can post a form here, but not with such a header."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        if scope["type"] == "http" and scope["path"].startswith("/graphql"):
            headers = Headers(scope=scope)
            if headers.get("content-type", "").startswith(FORMS) and CLIENT_HEADER not in headers:
                message = f"Multipart requests need the header {CLIENT_HEADER} (any value)."
                errors = [{"message": message, "extensions": {"code": "GRAPHQL_BAD_REQUEST"}}]
                await JSONResponse({"errors": errors}, 400)(scope, receive, send)
                return
        await self.app(scope, receive, send)

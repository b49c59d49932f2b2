"""The GraphQL mount: queries and mutations by POST, subscriptions over graphql-transport-ws, uploads as multipart."""

import uuid
from json import JSONDecodeError
from typing import Any

from cross_web import AsyncHTTPRequestAdapter, HTTPException
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send
from strawberry.exceptions import ConnectionRejectionError
from strawberry.fastapi import GraphQLRouter
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types.unset import UNSET

from app.auth.actor import require
from app.auth.permissions import Permission
from app.documents.audit import Origin, origin
from app.errors import HubError, Unauthenticated
from app.resolvers import sessions
from app.resolvers.context import Context, Hub
from app.schema.cookies import CLIENT_HEADER
from app.schema.info import RequestContext
from app.schema.root import schema

FORMS = ("multipart/", "application/x-www-form-urlencoded")
SPOOL_BYTES = 64 * 1024  # of each part in memory, beyond it on disk: a request may have a thousand parts


def is_form(headers: Headers) -> bool:
    """Tell whether the body is of a kind that another site's page can post; types are not case sensitive."""
    return headers.get("content-type", "").strip().lower().startswith(FORMS)


def graphql_refusal(code: str, message: str, status: int) -> JSONResponse:
    """Return the refusal of a whole request, as GraphQL has it."""
    return JSONResponse({"data": None, "errors": [{"message": message, "extensions": {"code": code}}]}, status)


def bearer(authorization: str | None) -> str | None:
    """Return the token of an Authorization header, None when there is none."""
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token else None


async def context_of(connection: HTTPConnection) -> RequestContext:
    """Return the context of a request; a token that is not valid now makes nobody."""
    hub: Hub = connection.app.state.hub
    context = RequestContext(hub, None, uuid.uuid4().hex[:16])
    await _recognise(context, bearer(connection.headers.get("authorization")))
    tell_origin(connection, context)
    return context


def tell_origin(connection: HTTPConnection, context: Context) -> None:
    """Let whatever the request writes into the audit trail say where it comes from."""
    address = connection.client.host if connection.client else ""
    origin.set(Origin(address, context.actor.session_id if context.actor else "", context.request_id))


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

    async def run(self, request: Any, context: Any = UNSET, root_value: Any = UNSET) -> Any:
        """Answer the request; who may not upload has the body of one thrown away before it costs any disk."""
        if isinstance(request, Request) and is_form(request.headers) and isinstance(context, RequestContext):
            try:
                require(context.actor, Permission.IMAGE_UPLOAD)
            except HubError as error:
                async for _ in request.stream():
                    pass  # a client that is still sending would not hear the answer
                return graphql_refusal(error.code, error.message, 200)
        return await super().run(request, context, root_value)

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> Any:
        """Return what is asked; raises HTTPException for a body of another form, whatever it is."""
        try:
            return await super().parse_http_body(request)
        except (JSONDecodeError, KeyError):
            raise
        except (AttributeError, TypeError, ValueError, IndexError, RecursionError):
            raise HTTPException(400, "That is not a GraphQL request.") from None


def mount(app: FastAPI) -> None:
    """Serve GraphQL at /graphql."""
    MultiPartParser.spool_max_size = SPOOL_BYTES
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
            if is_form(headers) and CLIENT_HEADER not in headers:
                message = f"Multipart requests need the header {CLIENT_HEADER} (any value)."
                await graphql_refusal("GRAPHQL_BAD_REQUEST", message, 400)(scope, receive, send)
                return
        await self.app(scope, receive, send)

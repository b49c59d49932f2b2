"""Sockets: graphql-transport-ws, for who is signed in, and as long as they are."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, cast

from graphql import GraphQLError
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler
from strawberry.subscriptions.protocols.graphql_transport_ws.types import ConnectionInitMessage, SubscribeMessage

from app.errors import HubError, RateLimited, Unauthenticated
from app.observability import log
from app.resolvers import persisted
from app.resolvers.sessions import still_signed_in
from app.routes.asked import Malformed, asked
from app.routes.callers import bearer, recognise
from app.schema.info import RequestContext

LOOK_SECONDS = 5.0  # how long a socket may stay open after its session has ended; nothing can be asked over it
MOST_OPERATIONS = 20  # under way over one socket
MOST_FOLLOWED = 20  # sockets and streams of one caller, in one server process
SIGNED_OUT = 4403  # graphql-transport-ws: Forbidden; clients do not try again by themselves


async def recognise_opener(context: RequestContext) -> None:
    """Recognise who opens a socket by its connection parameters; raises ConnectionRejectionError for nobody."""
    parameters = context.connection_params or {}
    await recognise(context, bearer(str(parameters.get("authorization", ""))))
    if context.actor is None:
        raise ConnectionRejectionError({"code": "UNAUTHENTICATED"})
    try:
        check_followed(context)
    except RateLimited as error:
        raise ConnectionRejectionError({"code": error.code}) from None


def check_followed(context: RequestContext) -> None:
    """Raise RateLimited when the caller has too many sockets and streams open."""
    if context.hub.following[_caller(context)] >= MOST_FOLLOWED:
        raise RateLimited(f"You follow {MOST_FOLLOWED} things already. Close some first.")


@contextmanager
def followed(context: RequestContext) -> Iterator[None]:
    """Count a socket or a stream while it is open."""
    following, caller = context.hub.following, _caller(context)
    following[caller] += 1
    try:
        yield
    finally:
        following[caller] -= 1
        if not following[caller]:
            del following[caller]


def _caller(context: RequestContext) -> str:
    return context.actor.user_id if context.actor else ""


class Socket(BaseGraphQLTransportWSHandler[RequestContext, None]):
    """One connection; it is closed when the session or the token of who opened it has ended."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._counted = ExitStack()
        self._is_counted = False

    async def handle(self) -> None:
        """Serve messages until either side closes."""
        watch = asyncio.create_task(self._watch())
        try:
            await super().handle()
        finally:
            self._counted.close()
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        """Recognise who opens the socket, and count it."""
        await super().handle_connection_init(message)
        if self.connection_acknowledged and not self._is_counted:
            self._is_counted = True
            self._counted.enter_context(followed(self.context))

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if self.connection_acknowledged:
                try:
                    await still_signed_in(self.context)
                except Unauthenticated:
                    await self.websocket.close(SIGNED_OUT, "Signed out")
                    return

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        """Begin with an operation; what is no request, or names no document, is told so."""
        payload = cast("dict[str, Any]", message["payload"])
        try:
            if self.connection_acknowledged:
                given = asked(payload)
                payload["query"] = await persisted.text_of(self.context, given.query, given.document_id, given.hash)
        except Malformed as error:
            await self._refuse(message["id"], "GRAPHQL_BAD_REQUEST", error.message)
        except HubError as error:
            await self._refuse(message["id"], error.code, error.message)
        else:
            await super().handle_subscribe(message)

    async def _refuse(self, operation_id: str, code: str, message: str) -> None:
        error = GraphQLError(message, extensions={"code": code})
        await self.send_message({"id": operation_id, "type": "error", "payload": [error.formatted]})

    async def handle_task_exception(self, error: Exception) -> None:
        """Log that something broke, without what it was about."""
        log.failure("socket.failed", error)

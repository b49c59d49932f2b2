"""GraphQL at /graphql: over HTTP as the stage 2 draft of "GraphQL over HTTP" has it, and over sockets (routes/sockets.py).

Nothing here can be asked by another site's page: a body is JSON, which a page of another origin may not post, or a form
with a header of ours; and who asks is told by the Authorization header alone.
"""

from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import aclosing
from datetime import timedelta
from typing import Any

import orjson
from fastapi import FastAPI
from starlette import formparsers
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from strawberry.fastapi import GraphQLRouter
from strawberry.http.streaming import merge_stream_with_heartbeat
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types.graphql import OperationType
from strawberry.types.unset import UNSET

from app.auth.actor import require
from app.auth.permissions import Permission
from app.auth.tokens import API_TOKEN_PREFIX
from app.errors import HubError
from app.resolvers import persisted
from app.routes import web
from app.routes.answers import Answer, answer_of, refused
from app.routes.asked import Asked, Malformed, of_address, of_form, of_json
from app.routes.callers import bearer, context_of
from app.routes.events import Events
from app.routes.negotiation import EVENTS, GRAPHQL, HTML, JSON, media_of, preferred, takes
from app.routes.sockets import MOST_OPERATIONS, Socket, check_followed, followed, recognise_opener
from app.schema.cookies import CLIENT_HEADER
from app.schema.info import RequestContext
from app.schema.root import schema

SPOOL_BYTES = 64 * 1024  # of each part in memory, beyond it on disk: a request may have a thousand parts
OPENING_TIME = timedelta(seconds=10)  # until a socket says who opens it
READS = {OperationType.QUERY}
ONCE = {OperationType.QUERY, OperationType.MUTATION}
NOT_KEPT = "no-store"  # by browsers and proxies; persisted documents can be (routes/documents.py)
NOT_HERE = refused(
    "GRAPHQL_BAD_REQUEST", f"Subscriptions are followed over {GRAPHQL_TRANSPORT_WS_PROTOCOL}, or as {EVENTS}.", 400
)


class HubGraphQL(GraphQLRouter[RequestContext, None]):
    """Strawberry's router for what it does rightly: the request's context, and sockets. HTTP is answered here."""

    graphql_transport_ws_handler_class = Socket

    async def on_ws_connect(self, context: RequestContext) -> Any:
        """Recognise who opens a socket; nobody is turned away at once."""
        await recognise_opener(context)
        return await super().on_ws_connect(context)

    async def run(self, request: Any, context: Any = UNSET, root_value: Any = UNSET) -> Any:
        """Answer a request, or serve a socket until it closes."""
        if not isinstance(request, Request):
            return await super().run(request, context, root_value)
        accept = request.headers.get("accept")
        if request.method == "GET" and not request.query_params and takes(accept, HTML):
            return web.index(context.hub.settings.web)  # somebody looks: the page with GraphiQL
        media = preferred(accept, (JSON, GRAPHQL)) or (EVENTS if takes(accept, EVENTS) else None)
        if media is None:
            refusal = refused("GRAPHQL_BAD_REQUEST", f"The hub answers as {GRAPHQL}, {JSON} or {EVENTS}.", 406)
            return respond(refusal, GRAPHQL, context)
        if context.actor is None and (bearer(request.headers.get("authorization")) or "").startswith(API_TOKEN_PREFIX):
            refusal = refused("UNAUTHENTICATED", "This token is not valid, or no more. Make another one.", 401)
            return respond(refusal, media, context)
        is_read = request.method == "GET"
        try:
            asked = await read(request, context)
            if media == EVENTS:
                return await self._streamed(asked, context, is_read=is_read)
            if isinstance(asked, Asked):
                answer = await self._answered(asked, context, is_read=is_read)
                if answer is None and takes(accept, EVENTS):
                    return await self._streamed(asked, context, is_read=is_read)
                return respond(answer or NOT_HERE, media, context)
            answers = [
                await self._answered(each, own, is_read=False) or NOT_HERE for each, own in _each(asked, context)
            ]
            return _with_cookies(Response(orjson.dumps([each.body for each in answers]), media_type=JSON), context)
        except Malformed as error:
            return respond(refused("GRAPHQL_BAD_REQUEST", error.message, error.status), media, context)
        except HubError as error:
            return respond(refused(error.code, error.message), media, context)

    async def _answered(self, asked: Asked, context: RequestContext, *, is_read: bool) -> Answer | None:
        """Return the answer, None to what can only be followed; raises Malformed for a change by GET."""
        try:
            result = await self.schema.execute(
                await text_of(asked, context),
                asked.variables,
                context,
                None,
                asked.operation_name,
                READS if is_read else ONCE,
            )
        except HubError as error:  # the request names a document that is not there
            return refused(error.code, error.message)
        except CannotGetOperationTypeError:
            return refused("GRAPHQL_VALIDATION_FAILED", "The document has no such operation; name one of its own.")
        except InvalidOperationTypeError as error:
            if error.operation_type is OperationType.MUTATION:
                raise Malformed("A mutation is sent by POST.", 405) from None
            return None
        return answer_of(result)

    async def _streamed(self, asked: Asked | list[Asked], context: RequestContext, *, is_read: bool) -> Response:
        """Return a stream of events (graphql-sse, distinct connections mode).

        Raises Malformed for a batch, and for a change by GET: any site's page can open an address as a stream.
        """
        if not isinstance(asked, Asked):
            raise Malformed("A batch cannot be followed. Ask for one operation at a time.")
        check_followed(context)
        answer = await self._answered(asked, context, is_read=True) if is_read else None
        text = await text_of(asked, context) if answer is None else ""
        transport = Events()

        def following(answer: Answer) -> str:
            return transport.encode_next(answer.body, lambda body: orjson.dumps(body).decode())  # type: ignore[arg-type]

        async def events() -> AsyncGenerator[str, None]:
            if answer is None:
                results = await self.schema.stream(text, asked.variables, context, None, asked.operation_name)
                async with aclosing(results):
                    with followed(context):
                        async for result in results:
                            yield following(answer_of(result))  # type: ignore[arg-type]
            else:
                yield following(answer)
            yield transport.encode_complete()

        stream = merge_stream_with_heartbeat(
            events, lambda: transport.heartbeat_message(str), transport.heartbeat_interval, send_initial_heartbeat=False
        )
        headers = {**transport.headers, "Cache-Control": f"{NOT_KEPT}, no-transform"}
        return _with_cookies(StreamingResponse(stream(), headers=headers), context)


async def text_of(asked: Asked, context: RequestContext) -> str:
    """Return the text to execute; raises HubError when the request names a document that is not there."""
    return await persisted.text_of(context, asked.query, asked.document_id, asked.hash)


async def read(request: Request, context: RequestContext) -> Asked | list[Asked]:
    """Return what is asked; raises Malformed, and HubError to who may not upload before the body costs any disk."""
    if request.method == "GET":
        return of_address(request.query_params)
    sent = media_of(request.headers.get("content-type"))
    if sent and sent.type == JSON and sent.parameters.get("charset", "utf-8").lower() in ("utf-8", "utf8"):
        return of_json(await request.body())
    if sent is None or sent.type != "multipart/form-data":
        raise Malformed(f"Send {JSON} in UTF-8, or multipart/form-data with files.", 415)
    if CLIENT_HEADER not in request.headers:
        raise Malformed(f"Multipart requests need the header {CLIENT_HEADER} (any value).")
    try:
        require(context.actor, Permission.IMAGE_UPLOAD)
    except HubError:
        async for _ in request.stream():
            pass  # a client that is still sending would not hear the answer
        raise
    try:
        return of_form(await request.form())
    except MultiPartException:
        raise Malformed("That is not a form.") from None


def respond(answer: Answer, media: str, context: RequestContext) -> Response:
    """Return the answer in a media type; a stream that is refused is none."""
    media = GRAPHQL if media == EVENTS else media
    headers = {"Allow": "POST"} if answer.status == 405 else None
    status = answer.status_as(is_json=media != GRAPHQL)
    return _with_cookies(Response(orjson.dumps(answer.body), status, headers, f"{media}; charset=utf-8"), context)


def _with_cookies(response: Response, context: RequestContext) -> Response:
    """Return the response, kept by nobody, with the headers that fields have set; there may be several of one name."""
    response.headers.setdefault("Cache-Control", NOT_KEPT)
    if context.response is not None:
        response.headers.raw.extend(context.response.headers.raw)
    return response


def _each(batch: list[Asked], context: RequestContext) -> Iterable[tuple[Asked, RequestContext]]:
    """Yield each operation of a batch with a context of its own: what one has loaded, another must not see as it was."""
    for asked in batch:
        own = RequestContext(context.hub, context.actor, context.request_id)
        own.request, own.response, own.background_tasks = context.request, context.response, context.background_tasks
        yield asked, own


def keep_parts_in(temporary: Callable[[int], object]) -> None:
    """Let parts of requests that are too large for memory be kept in what this makes, which encrypts them."""
    formparsers.SpooledTemporaryFile = temporary  # type: ignore[attr-defined, assignment]  # there is no other way to say it


def mount(app: FastAPI) -> None:
    """Serve GraphQL at /graphql."""
    MultiPartParser.spool_max_size = SPOOL_BYTES
    router = HubGraphQL(
        schema,
        path="",
        context_getter=context_of,
        subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
        max_subscriptions_per_connection=MOST_OPERATIONS,
        connection_init_wait_timeout=OPENING_TIME,
    )
    app.include_router(router, prefix="/graphql")

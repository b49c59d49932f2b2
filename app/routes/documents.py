"""Cacheable persisted documents by GET: /graphql/persisted/{id}?variables=…, with an ETag."""

import re
from hashlib import sha256

import orjson
from fastapi import FastAPI, Request, Response

from app.domain.ids import prefix_of
from app.errors import HubError
from app.resolvers import persisted
from app.routes.answers import Answer, answer_of, refused
from app.routes.asked import Malformed, of_address
from app.routes.callers import context_of
from app.routes.negotiation import GRAPHQL, JSON, preferred
from app.schema.info import RequestContext
from app.schema.root import schema

# Kept by the caller's own browser alone, and asked about anew each time: what somebody may see can change.
KEPT = {"Cache-Control": "private, no-cache", "Vary": "Accept, Authorization"}
ENUMERATION = re.compile(r"[A-Z][A-Z0-9_]{0,63}")
NOT_KEPT = {"Cache-Control": "no-store"}


def mount(app: FastAPI) -> None:
    """Serve GET /graphql/persisted/{id}."""

    @app.get("/graphql/persisted/{document_id:path}", include_in_schema=False)
    async def cached(request: Request, document_id: str) -> Response:
        media = preferred(request.headers.get("accept"), (JSON, GRAPHQL))
        if media is None:
            return _response(refused("GRAPHQL_BAD_REQUEST", f"The hub answers as {GRAPHQL} or {JSON}.", 406), GRAPHQL)
        try:
            answer = await _answer(request, await context_of(request), document_id)
        except HubError as error:
            answer = refused(error.code, error.message)
        except Malformed as error:
            answer = refused("GRAPHQL_BAD_REQUEST", error.message, error.status)
        if "errors" in answer.body:
            return _response(answer, media)
        tag = f'"{sha256(media.encode() + orjson.dumps(answer.body)).hexdigest()}"'
        if tag in [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]:
            return Response(status_code=304, headers={"ETag": tag, **KEPT})
        return _response(answer, media, {"ETag": tag, **KEPT})


async def _answer(request: Request, context: RequestContext, document_id: str) -> Answer:
    text = await persisted.cacheable(context, document_id)
    asked = of_address(
        {"query": text, **{name: value for name, value in request.query_params.items() if name == "variables"}}
    )
    for value in (asked.variables or {}).values():
        if not all(map(_may_stand_in_an_address, value if isinstance(value, list) else [value])):
            raise Malformed("Variables in an address are ids of the hub, numbers and enumerations.")
    answer = answer_of(await schema.execute(text, asked.variables, context))
    answer.body.pop("extensions", None)  # what is left of a budget changes with each request
    return answer


def _may_stand_in_an_address(value: object) -> bool:
    """Return whether a value names nobody: addresses are kept in logs that are not ours."""
    return not isinstance(value, str) or prefix_of(value) is not None or ENUMERATION.fullmatch(value) is not None


def _response(answer: Answer, media: str, headers: dict[str, str] | None = None) -> Response:
    status = answer.status_as(is_json=media != GRAPHQL)
    return Response(orjson.dumps(answer.body), status, headers or NOT_KEPT, f"{media}; charset=utf-8")

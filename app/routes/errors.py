"""What the hub's errors are in HTTP."""

import uuid
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from app.errors import HubError
from app.observability import log

STATUS = {
    "INVALID": 400, "REQUIRED": 400, "UNAUTHENTICATED": 401, "FORBIDDEN": 403, "NOT_FOUND": 404, "CONFLICT": 409,
    "EXPIRED": 410, "TOO_LARGE": 413, "UNSUPPORTED": 415, "REJECTED": 422, "RATE_LIMITED": 429, "UNAVAILABLE": 503,
    "INTERNAL": 500, "PERSISTED_DOCUMENT_NOT_FOUND": 404, "PERSISTED_QUERY_NOT_FOUND": 404,
    "PERSISTED_QUERY_NOT_SUPPORTED": 400, "PERSISTED_QUERY_MISMATCH": 400,
}  # fmt: skip
BROKEN = "Something went wrong inside the hub. Try again; if it stays, tell an administrator the request id."


async def error_response(request: Request, handler: Callable[[Request], Coroutine[Any, Any, Response]]) -> Response:
    """Return the handler's answer, or its refusal as JSON with a code and a sentence."""
    try:
        return await handler(request)
    except HubError as error:
        return refusal(error.code, error.message)
    except RequestValidationError as error:
        names = ", ".join(sorted({str(item["loc"][-1]) for item in error.errors()}))
        return refusal("INVALID", f"Check these parts of the address: {names}.")
    except Exception as error:  # noqa: BLE001  # the edge: nothing inside may reach the caller
        request_id = uuid.uuid4().hex[:16]
        log.failure("http.failed", error, request=request_id)
        return refusal("INTERNAL", BROKEN, request_id)


def refusal(code: str, message: str, request_id: str | None = None) -> JSONResponse:
    """Return a refusal as the caller sees it."""
    content = {"code": code, "message": message} | ({"requestId": request_id} if request_id else {})
    return JSONResponse(content, STATUS[code], headers={"Cache-Control": "no-store"})

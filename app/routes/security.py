"""Headers on every answer, a limit on every body, and nothing told of what broke."""

import asyncio
import time
import uuid

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.observability import log
from app.routes.errors import BROKEN, refusal

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
GRACE_SECONDS = 60.0  # of waiting for a body, beyond what its bytes take
FEWEST_BYTES_A_SECOND = 1024
HSTS = "max-age=31536000; includeSubDomains"


def content_security_policy(nonce: str | None = None) -> str:
    """Return the policy of every answer: nothing but ourselves, no inline script or style save those with the nonce."""
    styles = f"'self' 'nonce-{nonce}'" if nonce else "'self'"
    return (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
        f"style-src {styles}; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
        "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    )


class SecurityHeaders:
    """Adds the headers to every answer, also to the one that says that something broke.

    A server's own log of what broke quotes the error's message, which may quote a request: it must not get that far.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        if scope["type"] != "http":
            await self._without_headers(scope, receive, send)
            return

        has_begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", content_security_policy())
                if scope["scheme"] == "https":
                    headers.setdefault("Strict-Transport-Security", HSTS)
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001  # the edge: nothing inside may reach the caller or the server's log
            request_id = uuid.uuid4().hex[:16]
            log.failure("http.failed", error, request=request_id)
            if not has_begun:
                await refusal("INTERNAL", BROKEN, request_id)(scope, receive, send_with_headers)

    async def _without_headers(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        except Exception as error:
            if scope["type"] != "websocket":  # what breaks when the hub starts, an operator must see whole
                raise
            log.failure("socket.failed", error)


class BodyTooLarge(Exception):
    """A body grew past its limit while it arrived."""


class BodyTooSlow(Exception):
    """A body arrived so slowly that it only held the connection."""


UPLOADS = (b"multipart/form-data", b"multipart/related")


class BodyLimit:
    """Refuses bodies over a limit: by their declared length at once, else as soon as they grow past it.

    Refuses those, too, that come slower than any line does: so many bytes a second after a first minute.
    """

    def __init__(self, app: ASGIApp, limit_bytes: int, plain_limit_bytes: int) -> None:
        self.app = app
        self.limit_bytes = limit_bytes
        self.plain_limit_bytes = plain_limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.lower(): value for name, value in scope["headers"]}
        is_upload = headers.get(b"content-type", b"").lower().startswith(UPLOADS)
        limit = self.limit_bytes if is_upload else self.plain_limit_bytes
        too_large = refusal("TOO_LARGE", f"The request is larger than {limit // 1024 // 1024} MB. Send it in parts.")
        declared = headers.get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > limit:
            await too_large(scope, receive, send)
            return
        received, waited, is_complete = 0, 0.0, False

        async def receive_limited() -> Message:
            nonlocal received, waited, is_complete
            if is_complete:  # what is awaited now is the end of the connection
                return await receive()
            began = time.monotonic()
            try:
                async with asyncio.timeout(GRACE_SECONDS + received / FEWEST_BYTES_A_SECOND - waited):
                    message = await receive()
            except TimeoutError:
                raise BodyTooSlow from None
            waited += time.monotonic() - began
            received += len(message.get("body", b""))
            is_complete = not message.get("more_body", False)
            if received > limit:
                raise BodyTooLarge
            return message

        try:
            await self.app(scope, receive_limited, send)
        except BodyTooLarge:  # raised while the body was read, so before any answer
            await too_large(scope, receive, send)
        except BodyTooSlow:
            await _too_slow(scope, receive, send)


async def _too_slow(scope: Scope, receive: Receive, send: Send) -> None:
    message = "The request came too slowly. Send it again."
    headers = {"Cache-Control": "no-store", "Connection": "close"}
    await JSONResponse({"code": "UNAVAILABLE", "message": message}, 408, headers=headers)(scope, receive, send)

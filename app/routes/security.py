"""Headers on every answer, a limit on every body, and nothing told of what broke."""

import asyncio
import time
import uuid
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.auth.throttle import network_of
from app.observability import log
from app.routes.errors import BROKEN, refusal
from app.schema.cookies import FILES_COOKIE, REFRESH_COOKIE

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
GRACE_SECONDS = 60.0  # of waiting for a body, beyond what its bytes take
STRANGER_GRACE_SECONDS = 10.0  # when the caller brings nothing to sign in with
MOST_OPEN_BODIES = 50  # that have not come yet, of one network, at once
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


class BodyRefused(Exception):
    """A body that is not waited for any longer."""


UPLOADS = (b"multipart/form-data", b"multipart/related")
SESSION_COOKIES = (f"{REFRESH_COOKIE}=".encode(), f"{FILES_COOKIE}=".encode())


class BodyLimit:
    """Refuses bodies over a limit: by their declared length at once, else as soon as they grow past it.

    Refuses those, too, that come slower than any line does (so many bytes a second after a first minute, or after a few
    seconds when who sends them brings nothing to sign in with), and those of a network that has many open already.
    """

    def __init__(self, app: ASGIApp, limit_bytes: int, plain_limit_bytes: int) -> None:
        self.app = app
        self.limit_bytes = limit_bytes
        self.plain_limit_bytes = plain_limit_bytes
        self._open: Counter[str] = Counter()  # bodies that are waited for, by network

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
        grace = GRACE_SECONDS if _brings_a_token(headers) else STRANGER_GRACE_SECONDS
        network = network_of(scope["client"][0]) if scope.get("client") else ""
        body = _Body(receive, limit, too_large, grace, network, self._open)

        async def send_unless_refused(message: Message) -> None:
            if body.refused is None:  # else a route made an answer of its own of the refusal
                await send(message)

        try:
            with suppress(BodyRefused):  # raised while the body was read, so before any answer
                await self.app(scope, body.receive, send_unless_refused)
        finally:
            body.count(is_open=False)
        if body.refused is not None:
            await body.refused(scope, receive, send)


@dataclass(slots=True)
class _Body:
    """One body while it comes."""

    source: Receive
    limit: int
    too_large: JSONResponse
    grace: float
    network: str
    open: Counter[str]
    received: int = 0
    waited: float = 0.0
    is_counted: bool = False
    is_complete: bool = False
    refused: JSONResponse | None = None

    async def receive(self) -> Message:
        """Return what comes next; raises BodyRefused, and says in `refused` what to answer."""
        if self.is_complete:  # what is awaited now is the end of the connection
            return await self.source()
        if self.network and not self.is_counted and self.open[self.network] >= MOST_OPEN_BODIES:
            self.refused = _not_now("RATE_LIMITED", 429, "Too many requests at once from there. Try again.")
            raise BodyRefused
        self.count(is_open=True)
        began = time.monotonic()
        try:
            async with asyncio.timeout(self.grace + self.received / FEWEST_BYTES_A_SECOND - self.waited):
                message = await self.source()
        except TimeoutError:
            self.refused = _not_now("UNAVAILABLE", 408, "The request came too slowly. Send it again.")
            raise BodyRefused from None
        self.waited += time.monotonic() - began
        self.received += len(message.get("body", b""))
        self.is_complete = not message.get("more_body", False)
        if self.is_complete:
            self.count(is_open=False)
        if self.received > self.limit:
            self.refused = self.too_large
            raise BodyRefused
        return message

    def count(self, *, is_open: bool) -> None:
        """Count the body among those of its network while it is open; without a network, a proxy speaks for many."""
        if self.network and is_open is not self.is_counted:
            self.is_counted = is_open
            self.open[self.network] += 1 if is_open else -1
            if not self.open[self.network]:
                del self.open[self.network]


def _brings_a_token(headers: dict[bytes, bytes]) -> bool:
    cookies = headers.get(b"cookie", b"")
    return b"authorization" in headers or any(name in cookies for name in SESSION_COOKIES)


def _not_now(code: str, status: int, message: str) -> JSONResponse:
    headers = {"Cache-Control": "no-store", "Connection": "close"}
    return JSONResponse({"code": code, "message": message}, status, headers=headers)

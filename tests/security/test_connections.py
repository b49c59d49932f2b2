"""Callers that are slow on purpose are left, and nobody says whom they speak for but the proxies that are named."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest
import uvicorn
from pydantic import SecretStr, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from app.auth.secrets import is_weak
from app.errors import Invalid
from app.main import _given_keys
from app.resolvers import users
from app.resolvers.context import Hub
from app.routes import connections, security
from app.routes.connections import server_options
from app.routes.security import BodyLimit, SecurityHeaders
from app.settings import Settings
from tests.conftest import RunningHub, free_port


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer how many bytes came, from whom, how."""
    request = Request(scope, receive)
    client = request.client.host if request.client else ""
    if request.method == "GET":  # as most routes: they read no body
        await JSONResponse({"client": client, "scheme": request.url.scheme})(scope, receive, send)
        return
    content = {"bytes": len(await request.body()), "client": client, "scheme": request.url.scheme}
    await JSONResponse(content)(scope, receive, send)


@asynccontextmanager
async def serving(*proxies: str) -> AsyncIterator[int]:
    """Yield the port of a server as the hub has it."""
    port = free_port()
    app = SecurityHeaders(BodyLimit(echo, limit_bytes=1 << 20, plain_limit_bytes=1 << 20))
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, log_level="error", lifespan="off", **server_options(list(proxies))
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn has no event for it
        await asyncio.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        await task


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the waits short."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.3)
    monkeypatch.setattr(connections, "REST_SECONDS", 0.3)
    monkeypatch.setattr(security, "GRACE_SECONDS", 0.3)
    monkeypatch.setattr(security, "STRANGER_GRACE_SECONDS", 0.3)


async def said(port: int, *pieces: bytes, then: Callable[[asyncio.StreamWriter], Any] | None = None) -> bytes:
    """Return all that the server says to these bytes until it closes the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0.05)
    if then:
        await then(writer)
    answer = await asyncio.wait_for(reader.read(-1), 20)
    writer.close()
    return answer


HEAD = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n"


@pytest.mark.usefixtures("short")
async def test_a_head_that_does_not_come_ends_the_connection() -> None:
    async with serving() as port:
        assert await said(port) == b""
        assert await said(port, b"GET / HT") == b""
        assert await said(port, b"GET / HTTP/1.1\r\n", b"Host: x\r\n", b"X-A: 1\r\n") == b""
        whole = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
        assert (await said(port, whole, b"GET / HTTP/1.1\r\nHost")).count(b"200 OK") == 1


async def test_a_head_without_end_ends_the_connection() -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        for number in range(200):
            writer.write(f"X-{number}: {'a' * 1000}\r\n".encode())
            try:
                await writer.drain()
            except ConnectionError:
                return

    async with serving() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\n")
        await endless(writer)
        with suppress(ConnectionResetError):
            assert await asyncio.wait_for(reader.read(-1), 5) == b""
        writer.close()


@pytest.mark.usefixtures("short")
async def test_a_body_that_drips_is_told_so_and_a_prompt_one_is_taken() -> None:
    async with serving() as port:
        slow = await said(port, HEAD, b"12345")
        assert slow.startswith(b"HTTP/1.1 408 ")
        assert b"came too slowly" in slow
        assert b"nosniff" in slow
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            answer = await client.post("/", content=b"x" * 500_000)
            assert answer.json()["bytes"] == 500_000


async def opened(port: int, sent: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Return a connection over which this was sent, and nothing more."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    await writer.drain()
    return reader, writer


def head_from(address: str, more: str = "") -> bytes:
    """Return a head of a body of ten bytes, as a proxy sends it for an address."""
    return f"POST / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {address}\r\n{more}Content-Length: 10\r\n\r\n".encode()


async def test_a_network_has_so_many_bodies_open_and_others_are_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "MOST_OPEN_BODIES", 3)
    async with serving("127.0.0.1") as port:
        held = [await opened(port, head_from(f"2001:db8::{number}") + b"{") for number in range(3)]
        await asyncio.sleep(0.1)
        refused = await said(port, head_from("2001:db8::ffff") + b"{")
        assert refused.startswith(b"HTTP/1.1 429 ")
        assert b"connection: close" in refused.lower()
        assert b"RATE_LIMITED" in refused
        reader, writer = await opened(port, head_from("2001:db8:0:1::1") + b"0123456789")
        assert (await reader.readline()).startswith(b"HTTP/1.1 200 ")
        writer.close()
        for _, writer in held:
            writer.close()
        await asyncio.sleep(0.1)
        reader, writer = await opened(port, head_from("2001:db8::ffff") + b"0123456789")
        assert (await reader.readline()).startswith(b"HTTP/1.1 200 ")
        writer.close()


async def test_a_body_of_nobody_gets_less_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "STRANGER_GRACE_SECONDS", 0.2)
    async with serving() as port:
        known = [
            await opened(port, head_from("x", more) + b"{")
            for more in ("Authorization: Bearer x\r\n", "Cookie: a=b; hub_refresh=x\r\n")
        ]
        assert (await said(port, HEAD, b"{")).startswith(b"HTTP/1.1 408 ")
        assert (await said(port, head_from("x", "Cookie: a=b\r\n"), b"{")).startswith(b"HTTP/1.1 408 ")
        for reader, writer in known:
            writer.write(b"123456789")
            assert (await reader.readline()).startswith(b"HTTP/1.1 200 ")
            writer.close()


@pytest.mark.usefixtures("short")
async def test_the_rest_of_a_body_that_nobody_reads_does_not_hold_the_connection() -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        for _ in range(8):
            writer.write(b"x")
            await asyncio.sleep(0.1)

    async with serving() as port:
        reader, writer = await opened(port, HEAD.replace(b"POST", b"GET"))
        assert (await reader.readline()).startswith(b"HTTP/1.1 200 ")
        await drip(writer)
        with suppress(ConnectionError):  # what still came when it was closed is told so
            await asyncio.wait_for(reader.read(-1), 2)
        writer.close()


async def test_health_is_told_when_there_are_too_many_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", 3)
    async with serving() as port:
        held = [await opened(port, HEAD) for _ in range(3)]
        statuses = []
        for path in (b"/", b"/healthz", b"/readyz?x", b"/healthz/.."):
            reader, writer = await opened(port, b"GET " + path + b" HTTP/1.1\r\nHost: x\r\n\r\n")
            statuses.append((await reader.readline()).split()[1])
            writer.close()
        assert statuses == [b"503", b"200", b"200", b"503"]
        for _, writer in held:
            writer.close()


async def test_a_network_has_so_many_heads_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST_OPEN_HEADS", 3)
    async with serving() as port:
        held = [await opened(port, b"GET / HT") for _ in range(3)]
        assert await said(port) == b""
        held[0][1].close()
        await asyncio.sleep(0.1)
        reader, writer = await opened(port, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await reader.readline()).startswith(b"HTTP/1.1 200 ")
        for _, each in [*held[1:], (reader, writer)]:
            each.close()


FORWARDED = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Forwarded-Proto": "https"}


@pytest.mark.parametrize(
    ("proxies", "client", "scheme"),
    [((), "127.0.0.1", "http"), (("127.0.0.1",), "198.51.100.7", "https"), (("10.0.0.0/8",), "127.0.0.1", "http"),
     (("127.0.0.0/8", "198.51.100.0/24"), "203.0.113.9", "https")],
)  # fmt: skip
async def test_only_a_named_proxy_says_whom_it_speaks_for(proxies: tuple[str, ...], client: str, scheme: str) -> None:
    async with serving(*proxies) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
        answer = await http.get("/", headers=FORWARDED)
        assert (answer.json()["client"], answer.json()["scheme"]) == (client, scheme)
        assert ("strict-transport-security" in answer.headers) is (scheme == "https")


@pytest.mark.parametrize("value", ["*", "proxy.example", "10.0.0.0/33", "127.0.0.1, *"])
def test_a_proxy_is_an_address_or_a_network(value: str) -> None:
    with pytest.raises(ValidationError):
        Settings(trusted_proxies=value)
    assert Settings(trusted_proxies=" 127.0.0.1 , ::1 ,").proxies == ["127.0.0.1", "::1"]


@pytest.mark.parametrize(
    "key", ["", "short", "a" * 64, "0123456789" * 2, "changeme-changeme-changeme-changeme-0192", "my-secret-my-secret-3894-xyzuvw-qrst",
            "abababababababababababababababababab", "insecure-default-key-for-development-1"],
)  # fmt: skip
def test_the_hub_does_not_start_with_a_key_that_anybody_could_guess(key: str) -> None:
    assert is_weak(key)
    for settings in (Settings(secret_key=SecretStr(key)), Settings(secret_key=SecretStr(key), demo=True)):
        with pytest.raises(Invalid) as error:
            _given_keys(settings)
        assert not key or key not in error.value.message


def test_random_keys_are_taken_and_the_one_before_comes_second() -> None:
    first, before = "9f2c1e7ab0d34568" * 2, "Qm3vT8sYk1LpX0wZr7BnC5dF2gHjU6aE"
    assert _given_keys(Settings(secret_key=SecretStr(first), secret_key_before=SecretStr(before))) == [
        first.encode(), before.encode(),
    ]  # fmt: skip
    assert _given_keys(Settings()) == []


async def test_the_first_administrator_has_no_common_password(hub: Hub) -> None:
    for password in ("password1234", "admin", "administrator1"):
        with pytest.raises(Invalid):
            await users.make_first_administrator("root@hub.example", password)
    assert await users.list_users() == []


def test_no_other_site_may_ask(running_hub: RunningHub) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    for path in ("/graphql", "/files/images/img_000000000000"):
        preflight = httpx.options(f"{running_hub.base_url}{path}", headers=asked)
        plain = httpx.post(
            f"{running_hub.base_url}{path}", headers={"Origin": "https://evil.example"}, json={"query": "{ me { id } }"}
        )
        for answer in (preflight, plain):
            assert not [name for name in answer.headers if name.startswith("access-control-")]
            assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert preflight.status_code == 405


def test_a_forged_address_does_not_evade_the_throttle(running_hub: RunningHub) -> None:
    sign_in = (
        'mutation { signIn(input: {email: "victim@hub.example", password: "wrong password"}) { errors { code } } }'
    )
    codes = []
    for number in range(30):  # the delays grow: sooner or later they outlast a slow machine
        if len(codes) >= 2:
            break
        answer = httpx.post(
            f"{running_hub.base_url}/graphql",
            json={"query": sign_in},
            headers={"X-Forwarded-For": f"198.51.100.{number}"},
        ).json()
        codes += [error["extensions"]["code"] for error in answer.get("errors", [])]
    assert set(codes) == {"RATE_LIMITED"}
    assert len(codes) >= 2

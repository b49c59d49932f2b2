"""A page of 50 patients with 10 fields each through GraphQL, against a hand-written endpoint with the same JSON."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from statistics import median
from typing import Any

import httpx
import orjson

from tests.conftest import ADMIN, ROOT, free_port

PAGE = """query Page { patients(first: 50) { nodes { id label age gender imageCount modalities createdAt updatedAt version
  field(name: "size") } } }"""
COHORT = """query Cohort($after: String) { patients(first: 100, after: $after) {
  nodes { id label age gender imageCount modalities createdAt updatedAt version field(name: "size") }
  pageInfo { hasNextPage endCursor } } }"""
REQUESTS = 100
CLIENTS = 16


class Wire:
    """One connection kept open: the cheapest client there is, so that the server is what is measured."""

    def __init__(self, port: int, token: str) -> None:
        self.port = port
        self.token = token

    async def open(self) -> "Wire":
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        return self

    async def ask(self, method: str, path: str, body: bytes = b"") -> bytes:
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.token}\r\n"
            f"Content-Type: application/json\r\nAccept: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self.writer.write(head.encode() + body)
        answer = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        assert answer.startswith(b"http/1.1 200"), answer
        size = int(answer.split(b"content-length: ")[1].split(b"\r\n")[0])
        return await self.reader.readexactly(size)


def _start(folder: str) -> tuple[subprocess.Popen[bytes], int]:
    port = free_port()
    environment = os.environ | {"HUB_ADMIN_EMAIL": ADMIN[0], "HUB_ADMIN_PASSWORD": ADMIN[1]}
    command = [sys.executable, "-m", "tests.benchmarks._reads_server", folder, str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    for _ in range(300):
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                return server, port
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise RuntimeError("the server did not start")


def _token(url: str) -> str:
    sign_in = "mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }"
    variables = {"input": {"email": ADMIN[0], "password": ADMIN[1]}}
    answer = httpx.post(f"{url}/graphql", json={"query": sign_in, "variables": variables}).json()
    return str(answer["data"]["signIn"]["accessToken"])


Ask = Callable[[Wire], Awaitable[bytes]]


async def _by_graphql(wire: Wire) -> bytes:
    return await wire.ask("POST", "/graphql", orjson.dumps({"query": PAGE}))


async def _by_hand(wire: Wire) -> bytes:
    return await wire.ask("GET", "/by-hand")


async def _alone(wire: Wire, asks: tuple[Ask, ...]) -> list[float]:
    """Return the median milliseconds of each, asked in turns."""
    times: list[list[float]] = [[] for _ in asks]
    for _ in range(REQUESTS):
        for number, ask in enumerate(asks):
            began = time.perf_counter()
            await ask(wire)
            times[number].append((time.perf_counter() - began) * 1000)
    return [median(each) for each in times]


async def _together(wires: list[Wire], asks: tuple[Ask, ...]) -> list[float]:
    """Return the median milliseconds of 16 answers, all asked for at once, a round of each in turns."""
    times: list[list[float]] = [[] for _ in asks]
    for _ in range(REQUESTS // 5):
        for number, ask in enumerate(asks):
            began = time.perf_counter()
            await asyncio.gather(*(ask(wire) for wire in wires))
            times[number].append((time.perf_counter() - began) * 1000)
    return [median(each) for each in times]


async def _cohort(wire: Wire) -> tuple[int, float]:
    """Return how many patients there were, and the seconds that paging through them took."""
    after: str | None = None
    found = 0
    began = time.perf_counter()
    while True:
        body = orjson.dumps({"query": COHORT, "variables": {"after": after}})
        page: dict[str, Any] = orjson.loads(await wire.ask("POST", "/graphql", body))["data"]["patients"]
        found += len(page["nodes"])
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found, time.perf_counter() - began


async def _measure(port: int, token: str) -> None:
    wires = [await Wire(port, token).open() for _ in range(CLIENTS)]
    asks: tuple[Ask, ...] = (_by_graphql, _by_hand)
    same = [orjson.loads(await ask(wires[0]))["data"] for ask in asks]
    assert same[0] == same[1], "the two answers differ"
    await _alone(wires[0], asks)
    ours, by_hand = await _alone(wires[0], asks)
    print(f"50 patients x 10 fields, alone: {ours:.1f} ms, by hand {by_hand:.1f} ms: {ours / by_hand:.2f} times")
    ours, by_hand = await _together(wires, asks)
    print(
        f"the same, {CLIENTS} at once: {ours:.0f} ms, by hand {by_hand:.0f} ms: {ours / by_hand:.2f} times (goal 1.5)"
    )
    await wires[0].ask("POST", "/fill/10000")
    await _cohort(wires[0])
    found, seconds = await _cohort(wires[0])
    print(f"a cohort of {found:,} patients in pages of 100: {found / seconds:,.0f} patients/s (goal 5,000 a core)")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server, port = _start(folder)
        try:
            url = f"http://127.0.0.1:{port}"
            httpx.post(f"{url}/fill/1000", timeout=60).raise_for_status()
            asyncio.run(_measure(port, _token(url)))
        finally:
            server.terminate()
            server.wait(30)

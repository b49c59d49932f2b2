"""What moves is followed live: over sockets and as events, from another server process, and no longer than one may."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import websockets

from app.routes.sockets import MOST_FOLLOWED, MOST_OPERATIONS
from tests.conftest import RunningHub, start_hub, stop_hub
from tests.journeys.test_upload import Client

FOLLOW = "subscription Follow($id: ID!) { uploadProgress(jobId: $id) { status total processed } }"
SIGN_OUT = "mutation { signOut { errors { code } } }"
NOTE = [("note.txt", b"no image")]


@asynccontextmanager
async def stream(hub: RunningHub, client: Client, job_id: str) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
    """Yield the results of a stream of events, which ends when the server ends it."""
    headers = {"accept": "text/event-stream", "authorization": client.http.headers["Authorization"]}
    body = {"query": FOLLOW, "variables": {"id": job_id}}

    async def results(answer: httpx.Response) -> AsyncIterator[dict[str, Any]]:
        assert answer.status_code == 200
        async for line in answer.aiter_lines():
            if line.startswith("data: {"):
                yield json.loads(line.removeprefix("data: "))

    async with (
        httpx.AsyncClient(base_url=hub.base_url, timeout=60) as http,
        http.stream("POST", "/graphql", json=body, headers=headers) as answer,
    ):
        yield results(answer)


class Socket:
    """A client of graphql-transport-ws, message by message."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    async def say(self, **message: Any) -> None:
        await self.connection.send(json.dumps(message))

    async def hear(self) -> dict[str, Any]:
        heard: dict[str, Any] = json.loads(await asyncio.wait_for(self.connection.recv(), 30))
        return heard

    async def follow(self, name: str, job_id: str) -> None:
        await self.say(id=name, type="subscribe", payload={"query": FOLLOW, "variables": {"id": job_id}})


@asynccontextmanager
async def socket(hub: RunningHub, authorization: str) -> AsyncIterator[Socket]:
    url = hub.base_url.replace("http", "ws", 1) + "/graphql"
    protocol: Any = "graphql-transport-ws"
    async with websockets.connect(url, subprotocols=[protocol]) as connection:
        opened = Socket(connection)
        await opened.say(type="connection_init", payload={"authorization": authorization})
        yield opened


@pytest.fixture
def two_processes(mongo_uri: str, tmp_path: Path) -> Iterator[tuple[RunningHub, RunningHub]]:
    """Two hubs on one database and one data folder."""
    settings = {"HUB_MONGO_URI": mongo_uri, "HUB_DATABASE": f"test_{secrets.token_hex(6)}"}
    first = start_hub(tmp_path / "data", **settings)
    second = start_hub(tmp_path / "data", **settings)
    yield first, second
    stop_hub(first)
    stop_hub(second)


async def test_an_upload_to_one_process_is_followed_at_another(two_processes: tuple[RunningHub, RunningHub]) -> None:
    here, there = two_processes
    client = Client(here)
    job_id = client.send([], final=False)["job"]["id"]
    async with stream(there, client, job_id) as results:
        first = await anext(results)
        assert first["data"]["uploadProgress"] == {"status": "QUEUED", "total": 0, "processed": 0}
        await asyncio.to_thread(client.send, NOTE, jobId=job_id, final=True)
        rest = [result["data"]["uploadProgress"] async for result in results]
    assert rest[-1] == {"status": "COMPLETED", "total": 1, "processed": 1}
    assert [each["processed"] for each in rest] == sorted(each["processed"] for each in rest)


async def test_who_signs_out_hears_no_more_and_the_socket_closes(running_hub: RunningHub) -> None:
    client = Client(running_hub)
    job_id = client.send([], final=False)["job"]["id"]
    async with (
        socket(running_hub, client.http.headers["Authorization"]) as opened,
        stream(running_hub, client, job_id) as results,
    ):
        assert (await opened.hear())["type"] == "connection_ack"
        await opened.follow("one", job_id)
        assert (await opened.hear())["payload"]["data"]["uploadProgress"]["status"] == "QUEUED"
        assert (await anext(results))["data"]["uploadProgress"]["status"] == "QUEUED"
        client.ask(SIGN_OUT)
        refused = await anext(results)
        assert [error["extensions"]["code"] for error in refused["errors"]] == ["UNAUTHENTICATED"]
        assert [result async for result in results] == []
        heard = await opened.hear()
        assert [error["extensions"]["code"] for error in heard["payload"]["errors"]] == ["UNAUTHENTICATED"]
        assert await opened.hear() == {"id": "one", "type": "complete"}
        with pytest.raises(websockets.ConnectionClosed) as closed:
            await opened.hear()
        assert closed.value.rcvd is not None
        assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (4403, "Signed out")


async def test_what_is_not_ones_own_cannot_be_followed(running_hub: RunningHub) -> None:
    async with stream(running_hub, Client(running_hub), "job_000000000000") as results:
        refused = [result async for result in results]
    assert [error["extensions"]["code"] for result in refused for error in result["errors"]] == ["NOT_FOUND"]


async def test_a_socket_carries_so_many_operations(running_hub: RunningHub) -> None:
    client = Client(running_hub)
    job_id = client.send([], final=False)["job"]["id"]
    async with socket(running_hub, client.http.headers["Authorization"]) as opened:
        await opened.hear()
        for number in range(MOST_OPERATIONS + 1):
            await opened.follow(str(number), job_id)
        heard = [await opened.hear() for _ in range(MOST_OPERATIONS + 1)]
        refused = [each for each in heard if each["type"] == "error"]
        assert [each["id"] for each in refused] == [str(MOST_OPERATIONS)]
        await opened.say(id="wrong", type="subscribe", payload={"query": 5})
        heard_wrong = await opened.hear()
        assert (heard_wrong["id"], heard_wrong["payload"][0]["extensions"]["code"]) == ("wrong", "GRAPHQL_BAD_REQUEST")
        await opened.say(id="none", type="subscribe", payload={"documentId": "never"})
        assert (await opened.hear())["payload"][0]["extensions"]["code"] == "PERSISTED_DOCUMENT_NOT_FOUND"


async def test_one_caller_has_so_many_sockets_and_streams(running_hub: RunningHub) -> None:
    client = Client(running_hub)
    job_id = client.send([], final=False)["job"]["id"]
    authorization = client.http.headers["Authorization"]
    sockets = [socket(running_hub, authorization) for _ in range(MOST_FOLLOWED)]
    opened = [await each.__aenter__() for each in sockets]
    try:
        assert {(await each.hear())["type"] for each in opened} == {"connection_ack"}
        answer = client.http.post(
            "/graphql", json={"query": FOLLOW, "variables": {"id": job_id}},
            headers={"accept": "text/event-stream, application/graphql-response+json;q=0"},
        )  # fmt: skip
        assert answer.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
        async with socket(running_hub, authorization) as another:
            with pytest.raises(websockets.ConnectionClosed):
                await another.hear()
    finally:
        for each in sockets:
            await each.__aexit__(None, None, None)
    async with socket(running_hub, authorization) as again:
        assert (await again.hear())["type"] == "connection_ack"

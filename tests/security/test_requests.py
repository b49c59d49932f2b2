"""Requests that no client of good will sends."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import websockets
from gql import Client as GqlClient
from gql import gql
from gql.transport.exceptions import TransportError, TransportQueryError
from gql.transport.websockets import WebsocketsTransport

from tests.conftest import RunningHub
from tests.journeys.test_upload import UPLOAD, Client

CANARY = "Canary^Mary"
JSON = {"content-type": "application/json"}


def logged(hub: RunningHub) -> str:
    return (hub.data.parent / f"{hub.data.name}.log").read_text()


@pytest.mark.parametrize(
    "body",
    [b"null", b"5", b'"text"', b'{"query": "\xff"}', b"[" * 100_000, b'{"query": "{me{id}}", "variables": ["Canary^Mary"]}',
     b'{"query": "{me{id}} #\\ud800"}', b'{"query": "\\ud800"}'],
)  # fmt: skip
def test_a_body_that_is_no_graphql_is_refused_without_a_trace(running_hub: RunningHub, body: bytes) -> None:
    answer = httpx.post(f"{running_hub.base_url}/graphql", content=body, headers=JSON)
    assert answer.status_code in (200, 400)
    assert "Traceback" not in logged(running_hub)


def refused(answer: Any) -> bool:
    return bool(answer.get("errors") or answer["data"]["uploadImages"]["errors"])


@pytest.mark.parametrize("places", [
    {"0": ["variables.input.files.7"]}, {"0": ["variables.input.files.x"]}, {"0": ["query"]}, {"0": ["query.x"]},
    {"0": ["__class__.__init__"]}, {"0": [""]}, None, [["x"]], {"0": "variables.input.files.0"}, {"0": [5]},
    {"9": ["variables.input.files.0"]}, {"0": ["variables.input.files.0", "variables.input.files.1"]},
])  # fmt: skip
def test_a_map_to_odd_places_is_refused_and_begins_no_job(running_hub: RunningHub, places: Any) -> None:
    client = Client(running_hub)
    jobs = "{ uploadJobs { totalCount } }"
    before = client.ask(jobs)
    copies = 2 if "files.1" in str(places) else 1
    operations = json.dumps({"query": UPLOAD, "variables": {"input": {"files": [None] * copies}}})
    form = {"operations": operations, "map": json.dumps(places)}
    answer = client.http.post("/graphql", data=form, files={"0": (CANARY, b"x")})
    assert answer.status_code == 400 or refused(answer.json())
    assert client.ask(jobs) == before
    assert "Traceback" not in logged(running_hub)
    assert CANARY not in logged(running_hub)


def test_a_text_where_a_file_belongs_is_invalid_and_begins_no_job(running_hub: RunningHub) -> None:
    client = Client(running_hub)
    before = client.ask("{ uploadJobs { totalCount } }")
    payload = client.ask(UPLOAD, {"input": {"files": ["text"]}})["uploadImages"]
    assert (payload["job"], payload["errors"][0]["code"]) == (None, "INVALID")
    assert client.ask("{ uploadJobs { totalCount } }") == before


@pytest.mark.parametrize("path", ["/a%00.js", "/" + "a" * 5000 + ".js"])
def test_a_path_that_no_file_can_have_is_not_found(running_hub: RunningHub, path: str) -> None:
    answer = httpx.get(f"{running_hub.base_url}{path}")
    assert answer.status_code == 404
    assert "content-security-policy" in answer.headers


def test_an_upload_of_nobody_is_refused_before_its_parts_are_read(running_hub: RunningHub) -> None:
    answer = httpx.post(
        f"{running_hub.base_url}/graphql", content=b"no multipart at all" * 100_000,
        headers={"content-type": "multipart/form-data; boundary=x", "X-Hub-Client": "test"},
    )  # fmt: skip
    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == ["UNAUTHENTICATED"]


@pytest.mark.parametrize("kind", ["Multipart/form-data; boundary=x", "MULTIPART/FORM-DATA; boundary=x"])
def test_a_form_from_another_site_is_refused_however_its_type_is_written(running_hub: RunningHub, kind: str) -> None:
    answer = httpx.post(f"{running_hub.base_url}/graphql", content=b"--x--", headers={"content-type": kind})
    assert answer.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_BAD_REQUEST"


def test_a_body_that_grows_past_the_limit_is_told_so(running_hub: RunningHub) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(6):
            yield b" " * (1024 * 1024)

    answer = httpx.post(f"{running_hub.base_url}/graphql", content=endless(), headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (413, "TOO_LARGE")
    assert "Traceback" not in logged(running_hub)


async def test_a_socket_can_ask_nothing_more_when_its_session_has_ended(running_hub: RunningHub) -> None:
    client = Client(running_hub)
    authorization = client.http.headers["Authorization"]
    transport = WebsocketsTransport(
        url=running_hub.base_url.replace("http", "ws", 1) + "/graphql",
        init_payload={"authorization": authorization},
        subprotocols=[WebsocketsTransport.GRAPHQLWS_SUBPROTOCOL],
    )
    query = gql("{ patients { totalCount } }")
    async with GqlClient(transport=transport) as session:
        assert "patients" in await session.execute(query)
        await asyncio.to_thread(client.ask, "mutation { signOut { errors { code } } }")
        with pytest.raises((TransportQueryError, TransportError)) as error:
            await session.execute(query)
    assert "UNAUTHENTICATED" in str(error.value)


@pytest.mark.parametrize("message", ["null", "5", "[]", "Canary^Mary"])
async def test_a_message_that_is_none_ends_the_socket_without_a_trace(running_hub: RunningHub, message: str) -> None:
    url = running_hub.base_url.replace("http", "ws", 1) + "/graphql"
    protocol = websockets.Subprotocol(WebsocketsTransport.GRAPHQLWS_SUBPROTOCOL)
    async with websockets.connect(url, subprotocols=[protocol]) as socket:
        await socket.send(message)
        with pytest.raises(websockets.ConnectionClosed):
            await asyncio.wait_for(socket.recv(), 10)
    assert "Traceback" not in logged(running_hub)
    assert CANARY not in logged(running_hub)

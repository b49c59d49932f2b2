"""A data scientist's own GraphQL client: sign in, query, follow an upload over a WebSocket."""

import asyncio
from typing import Any

import pytest
from gql import Client as GraphQLClient
from gql import gql
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.exceptions import TransportQueryError
from gql.transport.websockets import WebsocketsTransport

from tests.conftest import RunningHub
from tests.journeys.test_upload import Client, study_of

PROGRESS = gql("subscription($id: ID!) { uploadProgress(jobId: $id) { status total processed accepted } }")


async def signed_in(hub: RunningHub) -> str:
    text = gql("mutation($i: SignInInput!) { signIn(input: $i) { accessToken refreshToken errors { code } } }")
    async with GraphQLClient(transport=AIOHTTPTransport(f"{hub.base_url}/graphql")) as session:
        values = {"i": {"email": hub.email, "password": hub.password}}
        answer = await session.execute(text, variable_values=values)
    assert answer["signIn"]["refreshToken"]
    return str(answer["signIn"]["accessToken"])


def socket(hub: RunningHub, token: str) -> WebsocketsTransport:
    url = hub.base_url.replace("http", "ws") + "/graphql"
    return WebsocketsTransport(
        url, init_payload={"authorization": f"Bearer {token}"}, subprotocols=["graphql-transport-ws"]
    )


async def followed(hub: RunningHub, token: str, job_id: str) -> list[dict[str, Any]]:
    """Return what a subscription to an upload tells until its end."""
    async with GraphQLClient(transport=socket(hub, token)) as session:
        events = session.subscribe(PROGRESS, variable_values={"id": job_id})
        return [event["uploadProgress"] async for event in events]


async def test_a_schema_can_be_fetched_and_a_query_checked_against_it(running_hub: RunningHub) -> None:
    token = await signed_in(running_hub)
    transport = AIOHTTPTransport(f"{running_hub.base_url}/graphql", headers={"Authorization": f"Bearer {token}"})
    async with GraphQLClient(transport=transport, fetch_schema_from_transport=True) as session:
        answer = await session.execute(
            gql("{ me { role permissions } patients(first: 1) { pageInfo { hasNextPage } } }")
        )
        assert answer["me"]["role"] == "ADMINISTRATOR"
        with pytest.raises(TransportQueryError) as error:
            await session.execute(gql("{ patients(first: 101) { totalCount } }"))
    assert error.value.errors is not None
    assert error.value.errors[0]["extensions"]["code"] == "INVALID"


async def test_an_upload_is_followed_until_it_has_ended(running_hub: RunningHub) -> None:
    token = await signed_in(running_hub)
    client = await asyncio.to_thread(Client, running_hub)
    files = study_of("Follow^Me", slices=20)
    payload = await asyncio.to_thread(client.send, files)
    seen = await followed(running_hub, token, payload["job"]["id"])
    assert seen[-1] == {"status": "COMPLETED", "total": 20, "processed": 20, "accepted": 20}
    assert [event["processed"] for event in seen] == sorted(event["processed"] for event in seen)


async def test_a_socket_without_a_session_is_refused(running_hub: RunningHub) -> None:
    with pytest.raises(Exception, match="Connection"):
        await followed(running_hub, "forged", "job_000000000000")


async def test_an_upload_of_nobody_cannot_be_followed(running_hub: RunningHub) -> None:
    token = await signed_in(running_hub)
    with pytest.raises(TransportQueryError) as error:
        await followed(running_hub, token, "job_000000000000")
    assert error.value.errors is not None
    assert error.value.errors[0]["extensions"]["code"] == "NOT_FOUND"

"""Requests that are made to cost much are refused, and the hub goes on serving. `make bench` says how quickly."""

import httpx
import pytest

from tests.builders.hostile import bodies
from tests.conftest import RunningHub
from tests.journeys.test_upload import Client

BODIES = bodies()
CODES = {"GRAPHQL_BAD_REQUEST", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "COST_LIMIT"}


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_request_is_refused_and_the_hub_goes_on(running_hub: RunningHub, name: str) -> None:
    headers = {"content-type": "application/json", "accept": "application/graphql-response+json"}
    answer = httpx.post(f"{running_hub.base_url}/graphql", content=BODIES[name], headers=headers, timeout=60)
    assert answer.status_code == 400
    assert "data" not in answer.json()
    assert {error["extensions"]["code"] for error in answer.json()["errors"]} <= CODES
    assert len(answer.content) < 10_000
    assert httpx.get(f"{running_hub.base_url}/healthz").status_code == 200


def test_who_is_signed_in_is_refused_alike(running_hub: RunningHub) -> None:
    client = Client(running_hub)
    for name, body in BODIES.items():
        answer = client.http.post("/graphql", content=body, headers={"content-type": "application/json"}).json()
        assert "data" not in answer, name
    assert "errors" not in client.http.post("/graphql", json={"query": "{ patients { totalCount } }"}).json()

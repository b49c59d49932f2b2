"""GraphQL over HTTP to the letter: the audits of graphql-http, and what they leave out."""

import json
from typing import Any

import httpx
import pytest

from tests.builders.nodes import node
from tests.conftest import RunningHub
from tests.journeys.test_upload import Client

GRAPHQL, JSON = "application/graphql-response+json", "application/json"
EVENTS = "text/event-stream"
NAME = {"query": "{ __typename }"}
COUNT = {"query": "{ patients { totalCount } }"}
BATCH_LIMIT = 10


def post(hub: RunningHub, body: Any, accept: str = GRAPHQL, **headers: str) -> httpx.Response:
    return httpx.post(f"{hub.base_url}/graphql", json=body, headers={"accept": accept, **headers})


def code_of(answer: httpx.Response) -> str:
    (error,) = answer.json()["errors"]
    return str(error["extensions"]["code"])


def test_every_audit_passes(running_hub: RunningHub) -> None:
    results = node("audit.mjs", f"{running_hub.base_url}/graphql")
    assert len(results) > 60
    assert [each for each in results if each["status"] != "ok"] == []


@pytest.mark.parametrize(
    ("accept", "media"),
    [(GRAPHQL, GRAPHQL), (JSON, JSON), ("*/*", JSON), ("", JSON), (f"{JSON};q=0.5, {GRAPHQL}", GRAPHQL), (f"{GRAPHQL};q=0.1, {JSON};q=0.2", JSON),
     (f"{GRAPHQL}, application/graphql+json, {JSON}, text/event-stream, multipart/mixed", GRAPHQL), (f"text/html, */*;q=0.1, {GRAPHQL};q=0", JSON)],
)  # fmt: skip
def test_the_media_type_that_is_liked_best_is_answered(running_hub: RunningHub, accept: str, media: str) -> None:
    answer = post(running_hub, NAME, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, f"{media}; charset=utf-8")
    assert answer.json()["data"] == {"__typename": "Query"}


def test_a_media_type_that_the_hub_does_not_speak_is_not_acceptable(running_hub: RunningHub) -> None:
    assert post(running_hub, NAME, "text/html").status_code == 406


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [({"query": "{"}, 400, "GRAPHQL_PARSE_FAILED"), ({"query": "{ nothing }"}, 400, "GRAPHQL_VALIDATION_FAILED"),
     ({"query": "query A { __typename } query B { __typename }", "operationName": "C"}, 400, "GRAPHQL_VALIDATION_FAILED"),
     ({"query": "query A { __typename } query B { __typename }"}, 400, "GRAPHQL_VALIDATION_FAILED"),
     ({"query": "query($id: ID!) { patient(id: $id) { id } }"}, 400, "GRAPHQL_VALIDATION_FAILED")],
)  # fmt: skip
def test_a_request_that_is_not_executed_has_no_data(running_hub: RunningHub, body: Any, status: int, code: str) -> None:
    answer = post(running_hub, body)
    assert (answer.status_code, code_of(answer)) == (status, code)
    assert "data" not in answer.json()
    plain = post(running_hub, body, JSON)
    assert (plain.status_code, code_of(plain)) == (200, code)


def test_a_request_of_which_a_field_fails_has_data(running_hub: RunningHub) -> None:
    answer = post(running_hub, {"query": '{ me { id } patient(id: "x") { id } }'})
    assert (answer.status_code, code_of(answer)) == (200, "UNAUTHENTICATED")
    assert answer.json()["data"] == {"me": None, "patient": None}
    answer = post(running_hub, COUNT)
    assert (answer.status_code, answer.json()["data"]) == (200, None)


@pytest.mark.parametrize(
    "body",
    [[], [NAME] * (BATCH_LIMIT + 1), [NAME, 5], {"query": "#" * 200_000}, {"query": 5}, {"documentId": ["x"]}, "text"],
)
def test_what_is_no_request_is_refused_whatever_is_accepted(running_hub: RunningHub, body: Any) -> None:
    for accept in (GRAPHQL, JSON):
        answer = post(running_hub, body, accept)
        assert (answer.status_code, code_of(answer)) == (400, "GRAPHQL_BAD_REQUEST")


def test_a_batch_is_answered_in_order(running_hub: RunningHub) -> None:
    answer = Client(running_hub).http.post("/graphql", json=[NAME, {"query": "{ nothing }"}, COUNT])
    first, second, third = answer.json()
    assert first["data"] == {"__typename": "Query"}
    assert "data" not in second
    assert isinstance(third["data"]["patients"]["totalCount"], int)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/graphql", f"{JSON}; charset=utf-16"]
)
def test_a_body_that_another_site_can_post_is_not_supported(running_hub: RunningHub, kind: str) -> None:
    answer = httpx.post(
        f"{running_hub.base_url}/graphql",
        content=json.dumps(NAME),
        headers={"content-type": kind, "X-Hub-Client": "test"},
    )
    assert (answer.status_code, code_of(answer)) == (415, "GRAPHQL_BAD_REQUEST")


def test_a_query_may_be_asked_by_get_a_change_may_not(running_hub: RunningHub) -> None:
    client = Client(running_hub).http
    patients = client.get("/graphql", params=COUNT).json()["data"]["patients"]
    named = {
        "query": "query($id: ID!) { patient(id: $id) { id } }",
        "variables": json.dumps({"id": "pat_000000000000"}),
    }
    assert client.get("/graphql", params=named).json()["data"] == {"patient": None}
    create = {"query": "mutation { createPatient(input: {}) { patient { id } } }"}
    for accept in (GRAPHQL, JSON, EVENTS, f"{JSON};q=0, {EVENTS}"):
        answer = client.get("/graphql", params=create, headers={"accept": accept})
        assert (answer.status_code, answer.headers["allow"], code_of(answer)) == (405, "POST", "GRAPHQL_BAD_REQUEST")
        assert not answer.headers["content-type"].startswith(EVENTS)
    assert client.get("/graphql", params=COUNT).json()["data"]["patients"] == patients
    assert client.get("/graphql", params={"variables": "{"}, headers={"accept": JSON}).status_code == 400
    assert client.put("/graphql", json=NAME).status_code == 405


def test_what_can_only_be_followed_says_how(running_hub: RunningHub) -> None:
    follow = {"query": 'subscription { uploadProgress(jobId: "job_000000000000") { status } }'}
    answer = Client(running_hub).http.post("/graphql", json=follow)
    assert (answer.status_code, code_of(answer)) == (400, "GRAPHQL_BAD_REQUEST")
    assert "text/event-stream" in answer.json()["errors"][0]["message"]


def events(text: str) -> list[tuple[str, Any]]:
    """Return the name and the data of each event of a stream."""
    blocks = [block.split("\n") for block in text.split("\n\n") if block and not block.startswith(":")]
    return [
        (lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: ") or "null")) for lines in blocks
    ]


def test_any_operation_can_be_asked_as_a_stream_of_events(running_hub: RunningHub) -> None:
    answer = post(running_hub, NAME, "text/event-stream")
    assert answer.headers["content-type"].startswith("text/event-stream")
    (name, data), complete = events(answer.text)
    assert (name, data["data"], complete) == ("next", {"__typename": "Query"}, ("complete", None))
    (name, data), _ = events(post(running_hub, {"query": "{ nothing }"}, "text/event-stream").text)
    assert (name, "data" in data) == ("next", False)


def test_what_may_be_asked_by_get_is_streamed_by_get(running_hub: RunningHub) -> None:
    client = Client(running_hub)
    follow = 'subscription { uploadProgress(jobId: "job_000000000000") { status } }'
    for query, key in (("{ __typename }", "data"), ("{ nothing }", "errors"), (follow, "errors")):
        answer = client.http.get("/graphql", params={"query": query}, headers={"accept": EVENTS})
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, EVENTS)
        (name, data), complete = events(answer.text)
        assert (name, key in data, complete) == ("next", True, ("complete", None))


@pytest.mark.parametrize("accept", [GRAPHQL, JSON, EVENTS, "text/html"])
@pytest.mark.parametrize("body", [NAME, COUNT, {"query": "{"}, [NAME], 5])
def test_no_answer_is_kept_anywhere(running_hub: RunningHub, accept: str, body: Any) -> None:
    asked = body if isinstance(body, dict) else {}
    by_get = httpx.get(f"{running_hub.base_url}/graphql", params=asked, headers={"accept": accept})
    for answer in (post(running_hub, body, accept), by_get):
        is_stream = answer.headers["content-type"].startswith(EVENTS)
        assert answer.headers.get_list("cache-control") == ["no-store, no-transform" if is_stream else "no-store"]

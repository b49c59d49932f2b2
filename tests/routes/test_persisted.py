"""Persisted documents over HTTP: registered, named, cached, and all that some callers may run."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import md5, sha256
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import ROOT, RunningHub, start_hub, stop_hub
from tests.journeys.test_upload import Client
from tests.routes.test_graphql_over_http import GRAPHQL, JSON, code_of

PERSIST = """mutation($input: PersistDocumentInput!) { persistDocument(input: $input) {
  document { id name version documentIds cacheable } documents { name version documentIds } errors { code message path } } }"""
LIST = "{ persistedDocuments(first: 100) { totalCount nodes { name version documentIds text useCount lastUsedAt createdBy { email } } } }"
IDS = """query($after: String) { persistedDocuments(first: 100, after: $after) {
  nodes { documentIds } pageInfo { hasNextPage endCursor } } }"""
TOKEN = "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }"
EVERY = ["PATIENT_READ", "IMAGE_READ", "DOCUMENT_PERSIST"]
COUNT = "{ patients { totalCount } }"


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def persist(client: Client, **input_: Any) -> dict[str, Any]:
    payload: dict[str, Any] = client.ask(PERSIST, {"input": input_})["persistDocument"]
    return payload


def listed(client: Client, name: str) -> list[dict[str, Any]]:
    return [each for each in client.ask(LIST)["persistedDocuments"]["nodes"] if each["name"] == name]


def bearer(client: Client, **more: Any) -> dict[str, str]:
    """Return the header of a new API token."""
    secret = client.ask(TOKEN, {"input": {"name": "test", "permissions": EVERY, **more}})["createApiToken"]["secret"]
    return {"Authorization": f"Bearer {secret}"}


def test_a_registered_document_is_run_by_its_id_and_its_use_is_counted(running_hub: RunningHub) -> None:
    client = Client(running_hub)
    first, second = "query Counted { patients { totalCount } }", "query Counted { patients { nodes { id } } }"
    made = persist(client, document=first)
    assert made["errors"] == []
    assert made["document"]["documentIds"] == [digest(first)]
    assert persist(client, document=second, documentId="counted-v2")["document"]["version"] == 2
    assert persist(client, document=first)["document"] == made["document"]
    for document_id in (digest(first), f"sha256:{digest(first)}"):
        answer = client.http.post("/graphql", json={"documentId": document_id}).json()
        assert list(answer["data"]["patients"]) == ["totalCount"]
    assert list(client.http.post("/graphql", json={"documentId": "counted-v2"}).json()["data"]["patients"]) == ["nodes"]
    by_address = client.http.get("/graphql", params={"documentId": "counted-v2"})
    assert list(by_address.json()["data"]["patients"]) == ["nodes"]
    deadline = time.monotonic() + 20
    while [each["useCount"] for each in listed(client, "Counted")] != [2, 2] and time.monotonic() < deadline:
        time.sleep(0.2)
    newest, oldest = listed(client, "Counted")
    assert (newest["version"], newest["useCount"], newest["documentIds"]) == (2, 2, [digest(second), "counted-v2"])
    assert (oldest["version"], oldest["useCount"], oldest["text"]) == (1, 2, first)
    assert oldest["lastUsedAt"] is not None
    assert oldest["createdBy"]["email"] == running_hub.email


@pytest.mark.parametrize(
    ("input_", "path"),
    [({}, ["document"]), ({"document": "query A {"}, ["document"]), ({"document": "{ me { id } }"}, ["document"]),
     ({"document": "query A { nothing }"}, ["document"]), ({"document": "query A { me { id } } query B { me { id } }"}, ["document"]),
     ({"document": "query A { me { id } }", "documentId": "0" * 64}, ["id"]), ({"document": "query A { me { id } }", "documentId": "f" * 32}, ["id"]),
     ({"document": "mutation A { signOut { errors { code } } }", "cacheable": True}, ["cacheable"]),
     ({"document": "query A($s: String) { patients(search: $s) { totalCount } }", "cacheable": True}, ["cacheable"]),
     ({"document": "query A($f: PatientFilter) { patients(filter: $f) { totalCount } }", "cacheable": True}, ["cacheable"]),
     ({"manifest": []}, ["manifest"]), ({"manifest": {}}, ["manifest"]), ({"manifest": {"a": 5}}, ["manifest"]),
     ({"manifest": {"format": "apollo-persisted-query-manifest", "operations": [{"id": "x"}]}}, ["manifest"]),
     ({"manifest": {"fine": "query A { me { id } }", "wrong": "query B { nothing }"}}, ["document"])],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_and_nothing_is(running_hub: RunningHub, input_: Any, path: list[str]) -> None:
    client = Client(running_hub)
    before = client.ask(LIST)
    payload = persist(client, **input_)
    assert (payload["document"], payload["documents"]) == (None, [])
    assert [(error["code"], error["path"]) for error in payload["errors"]] == [("INVALID", path)]
    assert client.ask(LIST)["persistedDocuments"]["totalCount"] == before["persistedDocuments"]["totalCount"]


def test_an_id_stays_with_its_document(running_hub: RunningHub) -> None:
    client = Client(running_hub)
    persist(client, document="query Kept { me { id } }", documentId="kept")
    payload = persist(client, document="query Kept { me { email } }", documentId="kept")
    assert [error["code"] for error in payload["errors"]] == ["CONFLICT"]
    assert len(listed(client, "Kept")) == 1


def test_manifests_of_apollo_and_relay_are_registered(running_hub: RunningHub, tmp_path: Path) -> None:
    client = Client(running_hub)
    texts = {name: f"query {name} {{ patients {{ totalCount }} }}" for name in ("FromApollo", "FromRelay", "FromShell")}
    operations = [
        {"id": digest(texts["FromApollo"]), "name": "FromApollo", "type": "query", "body": texts["FromApollo"]}
    ]
    apollo = {"format": "apollo-persisted-query-manifest", "version": 1, "operations": operations}
    assert [each["name"] for each in persist(client, manifest=apollo)["documents"]] == ["FromApollo"]
    by_md5 = md5(texts["FromRelay"].encode()).hexdigest()
    assert persist(client, manifest={by_md5: texts["FromRelay"]})["documents"][0]["documentIds"] == [
        digest(texts["FromRelay"]),
        by_md5,
    ]
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps({"shell": texts["FromShell"]}))
    command = [sys.executable, "-m", "app", "persist", str(file), "--server", running_hub.base_url]
    token = bearer(client)["Authorization"].removeprefix("Bearer ")
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"HUB_TOKEN": token}, capture_output=True, text=True, check=True
    )
    assert done.stdout == "shell  FromShell 1\n"
    for document_id in (digest(texts["FromApollo"]), by_md5, "shell"):
        assert "data" in client.http.post("/graphql", json={"documentId": document_id}).json()


@pytest.mark.parametrize("accept", [GRAPHQL, JSON])
def test_an_unknown_id_says_so(running_hub: RunningHub, accept: str) -> None:
    for document_id in ("never-registered", "0" * 64, "x" * 5000):
        answer = Client(running_hub).http.post("/graphql", json={"documentId": document_id}, headers={"accept": accept})
        assert answer.status_code == (404 if accept == GRAPHQL else 200)
        assert code_of(answer) == "PERSISTED_DOCUMENT_NOT_FOUND"


def automatic(text: str) -> dict[str, Any]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest(text)}}}


def test_an_automatic_query_is_known_once_it_was_sent_by_somebody_who_is_signed_in(running_hub: RunningHub) -> None:
    client, text = Client(running_hub), "query Automatic { patients { totalCount } }"
    missing = client.http.post("/graphql", json=automatic(text))
    assert code_of(missing) == "PERSISTED_QUERY_NOT_FOUND"
    assert missing.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert (
        code_of(httpx.post(f"{running_hub.base_url}/graphql", json={"query": text, **automatic(text)}))
        == "UNAUTHENTICATED"
    )
    assert code_of(client.http.post("/graphql", json=automatic(text))) == "PERSISTED_QUERY_NOT_FOUND"
    wrong = client.http.post("/graphql", json={"query": COUNT, **automatic(text)})
    assert (code_of(wrong), "data" in wrong.json()) == ("PERSISTED_QUERY_MISMATCH", False)
    assert "data" in client.http.post("/graphql", json={"query": text, **automatic(text)}).json()
    assert "patients" in client.http.post("/graphql", json=automatic(text)).json()["data"]
    nobody = httpx.post(f"{running_hub.base_url}/graphql", json=automatic(text))
    assert code_of(nobody) == "PERSISTED_QUERY_NOT_SUPPORTED"
    assert listed(client, "Automatic") == []


def test_a_token_for_persisted_documents_runs_these_alone(running_hub: RunningHub) -> None:
    client, text = Client(running_hub), "query OnlyThis { patients { totalCount } }"
    persist(client, document=text, documentId="only-this")
    post = httpx.Client(base_url=running_hub.base_url, headers=bearer(client, persistedOnly=True)).post
    for body in ({"documentId": "only-this"}, {"query": text}, automatic(text)):
        assert list(post("/graphql", json=body).json()["data"]["patients"]) == ["totalCount"]
    for query in (
        COUNT,
        text + " ",
        "mutation { createPatient(input: {}) { patient { id } } }",
        "{ __schema { types { name } } }",
    ):
        refused = post("/graphql", json={"query": query}, headers={"accept": GRAPHQL})
        assert (refused.status_code, "data" in refused.json()) == (403, False)
        assert refused.json()["errors"][0]["extensions"] == {"code": "FORBIDDEN", "reason": "PERSISTED_ONLY"}
    assert code_of(post("/graphql", json={"query": COUNT, **automatic(COUNT)})) == "FORBIDDEN"
    assert code_of(post("/graphql", json=automatic(COUNT))) == "PERSISTED_QUERY_NOT_SUPPORTED"
    batch = post("/graphql", json=[{"documentId": "only-this"}, {"query": COUNT}]).json()
    assert ["data" in each for each in batch] == [True, False]


def test_a_cacheable_document_is_answered_by_get_and_not_sent_twice(running_hub: RunningHub) -> None:
    client = Client(running_hub)
    cached, other = "query Cached($id: ID!) { patient(id: $id) { id label } }", "query Uncached { me { id } }"
    assert persist(client, document=cached, documentId="cached", cacheable=True)["document"]["cacheable"] is True
    persist(client, document=other, documentId="uncached")
    create = 'mutation { createPatient(input: {label: "one"}) { patient { id version } } }'
    patient = client.ask(create)["createPatient"]["patient"]
    path = f"/graphql/persisted/sha256:{digest(cached)}"
    params = {"variables": json.dumps({"id": patient["id"]})}
    first = client.http.get(path, params=params)
    assert first.json() == {"data": {"patient": {"id": patient["id"], "label": "one"}}}
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["vary"] == "Accept, Authorization"
    for name in ("Frau Maria Huber", ["Huber"]):
        refused = client.http.get(path, params={"variables": json.dumps({"id": name})})
        assert (refused.status_code, code_of(refused)) == (400, "GRAPHQL_BAD_REQUEST")
    again = client.http.get(path, params=params, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    update = "mutation($input: UpdatePatientInput!) { updatePatient(input: $input) { errors { code } } }"
    client.ask(update, {"input": {**patient, "label": "two"}})
    changed = client.http.get(path, params=params, headers={"If-None-Match": first.headers["etag"]})
    assert (changed.status_code, changed.json()["data"]["patient"]["label"]) == (200, "two")
    nobody = httpx.get(running_hub.base_url + path, params=params, headers={"If-None-Match": changed.headers["etag"]})
    assert (nobody.status_code, code_of(nobody), nobody.headers["cache-control"]) == (
        200,
        "UNAUTHENTICATED",
        "no-store",
    )
    for document_id in ("uncached", "never", "x" * 2000):
        refused = client.http.get(f"/graphql/persisted/{document_id}", headers={"accept": GRAPHQL})
        assert (refused.status_code, code_of(refused)) == (404, "PERSISTED_DOCUMENT_NOT_FOUND")
    assert client.http.get(path, params={"variables": "["}).status_code == 400
    assert client.http.post(path, params=params).status_code == 405


@pytest.fixture(scope="module")
def strict_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    """A hub in the mode in which people run persisted documents only."""
    hub = start_hub(tmp_path_factory.mktemp("strict") / "data", HUB_TRUSTED_DOCUMENTS="1")
    yield hub
    stop_hub(hub)


def test_in_the_strict_mode_people_and_anonymous_callers_run_documents_alone(strict_hub: RunningHub) -> None:
    from app.domain.operations import OF_THE_COMMAND_LINE, PERSIST, SIGN_IN

    http = httpx.Client(base_url=strict_hub.base_url, headers={"accept": GRAPHQL})
    for query in (COUNT, "{ me { id } }", "{ __schema { types { name } } }"):
        assert (
            http.post("/graphql", json={"query": query}).json()["errors"][0]["extensions"]["reason"] == "PERSISTED_ONLY"
        )
    account = {"input": {"email": strict_hub.email, "password": strict_hub.password}}
    signed_in = http.post("/graphql", json={"documentId": digest(SIGN_IN), "variables": account}).json()["data"][
        "signIn"
    ]
    http.headers["Authorization"] = f"Bearer {signed_in['accessToken']}"
    assert http.post("/graphql", json={"query": COUNT}).status_code == 403
    assert http.get("/graphql", params={"query": COUNT}).status_code == 403
    texts = [TOKEN.replace("mutation(", "mutation MakeToken("), "query Mine { patients { totalCount } }"]
    for text in texts:
        made = http.post("/graphql", json={"query": PERSIST, "variables": {"input": {"document": text}}}).json()
        assert made["data"]["persistDocument"]["errors"] == []
    assert http.post("/graphql", json={"documentId": digest(texts[1])}).json()["data"]["patients"]["totalCount"] == 0
    token = {"input": {"name": "free", "permissions": EVERY}}
    secret = http.post("/graphql", json={"documentId": digest(texts[0]), "variables": token}).json()["data"][
        "createApiToken"
    ]["secret"]
    known: set[str] = set()
    after = None
    while after is not None or not known:
        asked = {"query": IDS, "variables": {"after": after}}
        program = httpx.post(
            f"{strict_hub.base_url}/graphql", json=asked, headers={"Authorization": f"Bearer {secret}"}
        )
        found = program.json()["data"]["persistedDocuments"]
        known.update(document_id for each in found["nodes"] for document_id in each["documentIds"])
        after = found["pageInfo"]["endCursor"] if found["pageInfo"]["hasNextPage"] else None
    of_the_web_app = json.loads((ROOT / "web" / "dist" / "persisted-documents.json").read_text())
    assert known >= {digest(text) for text in (*OF_THE_COMMAND_LINE, *of_the_web_app.values())}


def test_the_command_line_works_in_the_strict_mode(strict_hub: RunningHub, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no image")
    command = [sys.executable, "-m", "app", "upload", str(tmp_path), "--server", strict_hub.base_url]
    environment = {
        "HUB_EMAIL": strict_hub.email,
        "HUB_PASSWORD": strict_hub.password,
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert (done.returncode, "rejected" in done.stderr) == (1, True), done.stderr

"""Links to one study or series for people without an account: what they open, and what they do not."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image as Picture

from tests.conftest import ADMIN, RunningHub, add_account, start_hub, stop_hub
from tests.journeys.test_upload import Client, dicom, study_of, uid

CREATE = "mutation($i: CreateShareInput!) { createShare(input: $i) { share { id expiresAt hasPassword mayDownload } url errors { code path } } }"
EVENTS = "query($id: ID!) { auditEvents(first: 50, filter: {objectId: $id}) { nodes { action objects } } }"
DOCTOR = ("doctor@hub.example", "a password for sharing")


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    """A hub of its own: links are tried more often here than the throttle lets one address do elsewhere."""
    data = tmp_path_factory.mktemp("shares") / "data"
    for account, role in ((ADMIN, "ADMINISTRATOR"), (DOCTOR, "DOCTOR")):
        add_account(data, *account, role)
    running = start_hub(data)
    yield running
    stop_hub(running)


@pytest.fixture(scope="module")
def client(hub: RunningHub) -> Client:
    return Client(hub)


@pytest.fixture(scope="module")
def places(client: Client) -> dict[str, Any]:
    """A study of two slices and the ids of what is in and beside it."""
    job, other = client.upload(study_of("Shared^With", slices=2)), client.upload(study_of("Not^Shared", slices=1))
    images = [node["image"]["id"] for node in job["files"]["nodes"]]
    query = "query($id: ID!) { image(id: $id) { series { id study { id patient { id } } } } }"
    series = client.ask(query, {"id": images[0]})["image"]["series"]
    return {
        "images": sorted(images), "other": other["files"]["nodes"][0]["image"]["id"], "series": series["id"],
        "study": series["study"]["id"], "patient": series["study"]["patient"]["id"],
    }  # fmt: skip


def shared(client: Client, object_id: str, **more: Any) -> tuple[str, str]:
    """Return the id of a new share and its secret."""
    payload = client.ask(CREATE, {"i": {"id": object_id, **more}})["createShare"]
    assert payload["errors"] == []
    page, _, secret = payload["url"].partition("#")
    assert page.endswith("/share")
    return payload["share"]["id"], secret


def visitor(hub: RunningHub) -> httpx.Client:
    return httpx.Client(base_url=hub.base_url, timeout=60, headers={"X-Hub-Client": "web"})


def opened(hub: RunningHub, secret: str, password: str | None = None) -> tuple[httpx.Client, httpx.Response]:
    guest = visitor(hub)
    return guest, guest.post("/shared/open", json={"secret": secret, "password": password})


def test_whoever_has_a_link_sees_what_is_shared_and_nothing_else(
    hub: RunningHub, client: Client, places: dict[str, Any]
) -> None:
    share, secret = shared(client, places["study"])
    guest, answer = opened(hub, secret)
    assert (answer.status_code, answer.json()["mayDownload"]) == (200, False)
    cookie = answer.headers["set-cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=strict", "Path=/shared"))
    content = guest.get("/shared/content")
    assert sorted(image["id"] for series in content.json()["series"] for image in series["images"]) == places["images"]
    assert places["patient"] not in content.text
    picture = guest.get(f"/shared/images/{places['images'][0]}/rendered")
    assert Picture.open(io.BytesIO(picture.content)).size == (128, 128)
    assert picture.headers["cache-control"] == "private, no-store"
    assert guest.get(f"/shared/images/{places['images'][0]}/thumbnail").status_code == 200
    for path in (
        f"/shared/images/{places['other']}/rendered", f"/shared/images/{places['other']}/thumbnail",
        "/shared/images/img_000000000000/rendered",
    ):  # fmt: skip
        assert (guest.get(path).status_code, guest.get(path).json()["code"]) == (404, "NOT_FOUND")
    for path in ("/shared/archive", f"/shared/images/{places['images'][0]}"):
        assert guest.get(path).status_code == 403
    for path in (f"/files/images/{places['images'][0]}", "/dicomweb/studies"):
        assert guest.get(path).status_code == 401
        assert guest.get(path, headers={"Authorization": f"Bearer {guest.cookies['hub_share']}"}).status_code == 401
    asked = guest.post("/graphql", json={"query": "{ patients { totalCount } }"}).json()
    assert asked["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert visitor(hub).get("/shared/content").status_code == 401
    actions = {event["action"] for event in client.ask(EVENTS, {"id": share})["auditEvents"]["nodes"]}
    assert actions == {"share.created", "share.opened"}


def test_a_link_may_be_for_downloads_of_one_series(hub: RunningHub, client: Client, places: dict[str, Any]) -> None:
    _, secret = shared(client, places["series"], mayDownload=True)
    guest, _ = opened(hub, secret)
    found = zipfile.ZipFile(io.BytesIO(guest.get("/shared/archive").content))
    assert len(found.namelist()) == 2
    alone = guest.get(f"/shared/images/{places['images'][0]}")
    assert alone.headers["content-type"] == "application/dicom"
    assert alone.content in [found.read(name) for name in found.namelist()]
    events = client.ask(EVENTS, {"id": places["series"]})["auditEvents"]["nodes"]
    assert {"share.created", "share.opened", "share.downloaded"} <= {event["action"] for event in events}


def test_a_password_is_asked_for_and_every_dead_link_answers_alike(
    hub: RunningHub, client: Client, places: dict[str, Any]
) -> None:
    share, secret = shared(client, places["study"], password="told on the phone")
    assert opened(hub, secret)[1].json()["code"] == "REQUIRED"
    wrong = opened(hub, secret, "something else entirely")[1]
    never = opened(hub, "never given", "something else entirely")[1]
    assert (wrong.status_code, wrong.json()) == (never.status_code, never.json())
    assert wrong.status_code == 401
    guest, right = opened(hub, secret, "told on the phone")
    assert right.status_code == 200
    assert guest.get("/shared/content").status_code == 200
    revoke = "mutation($i: RevokeShareInput!) { revokeShare(input: $i) { share { revokedAt } errors { code } } }"
    assert client.ask(revoke, {"i": {"id": share}})["revokeShare"]["share"]["revokedAt"] is not None
    assert guest.get("/shared/content").status_code == 401
    dead = opened(hub, secret, "told on the phone")[1]
    assert (dead.status_code, dead.json()) == (never.status_code, never.json())
    again = client.ask(revoke, {"i": {"id": share}})["revokeShare"]
    assert [error["code"] for error in again["errors"]] == ["NOT_FOUND"]


def test_secrets_are_kept_as_hashes_alone(hub: RunningHub, client: Client, places: dict[str, Any]) -> None:
    _, secret = shared(client, places["study"], password="told on the phone")
    answer = client.ask("{ shares { nodes { id hasPassword } } auditEvents(first: 100) { nodes { details } } }")
    assert secret not in json.dumps(answer)
    log = (Path(hub.data).parent / "data.log").read_text()
    assert secret not in log
    assert "told on the phone" not in log


@pytest.mark.parametrize(
    "wanted",
    [
        {"id": "pat_000000000000"}, {"password": "short"}, {"expiresAt": "2020-01-01T00:00:00Z"},
        {"expiresAt": (datetime.now(UTC) + timedelta(days=91)).isoformat()}, {"id": "stu_000000000000"},
    ],
)  # fmt: skip
def test_what_cannot_be_shared_is_refused(client: Client, places: dict[str, Any], wanted: dict[str, Any]) -> None:
    before = client.ask("{ shares { totalCount } }")
    payload = client.ask(CREATE, {"i": {"id": places["study"], **wanted}})["createShare"]
    assert (payload["share"], payload["url"]) == (None, None)
    assert len(payload["errors"]) == 1
    assert client.ask("{ shares { totalCount } }") == before


def test_who_opts_out_is_shown_by_no_link(hub: RunningHub, client: Client, places: dict[str, Any]) -> None:
    _, secret = shared(client, places["study"])
    guest, _ = opened(hub, secret)
    change = "mutation($i: SetOptOutInput!) { setOptOut(input: $i) { errors { message } } }"
    client.ask(change, {"i": {"id": places["patient"], "optedOut": True}})
    try:
        assert guest.get("/shared/content").json()["series"] == []
        assert guest.get(f"/shared/images/{places['images'][0]}/rendered").status_code == 404
    finally:
        client.ask(change, {"i": {"id": places["patient"], "optedOut": False}})


def test_what_is_in_doubt_is_not_shown(hub: RunningHub, client: Client) -> None:
    study = uid()
    doubtful = dicom(
        PatientID=study[-12:], StudyInstanceUID=study, SeriesInstanceUID=uid(), SOPInstanceUID=uid(),
        BurnedInAnnotation="YES",
    )  # fmt: skip
    image = client.upload([("doubtful.dcm", doubtful)])["files"]["nodes"][0]["image"]["id"]
    found = client.ask("query($id: ID!) { image(id: $id) { series { study { id } } } }", {"id": image})
    _, secret = shared(client, found["image"]["series"]["study"]["id"])
    guest, _ = opened(hub, secret)
    assert [each for series in guest.get("/shared/content").json()["series"] for each in series["images"]] == []
    assert guest.get(f"/shared/images/{image}/rendered").status_code == 404


def test_a_link_ends_with_its_makers_account(hub: RunningHub, client: Client, places: dict[str, Any]) -> None:
    doctor = Client(RunningHub(hub.base_url, *DOCTOR, hub.data, hub.process))
    _, secret = shared(doctor, places["study"])
    guest, _ = opened(hub, secret)
    assert guest.get("/shared/content").status_code == 200
    assert len(doctor.ask("{ shares { nodes { id } } }")["shares"]["nodes"]) == 1
    people = client.ask("{ users { nodes { id email } } }")["users"]["nodes"]
    doctor_id = next(each["id"] for each in people if each["email"] == DOCTOR[0])
    change = "mutation($i: UpdateUserInput!) { updateUser(input: $i) { errors { code } } }"
    assert client.ask(change, {"i": {"id": doctor_id, "status": "DISABLED"}})["updateUser"]["errors"] == []
    assert guest.get("/shared/content").status_code == 401
    assert opened(hub, secret)[1].status_code == 401


def test_links_cannot_be_tried_for_ever(hub: RunningHub, client: Client, places: dict[str, Any]) -> None:
    _, secret = shared(client, places["study"], password="told on the phone")
    tried = [opened(hub, secret, f"a wrong password {number}")[1].status_code for number in range(6)]
    assert tried == [401] * 5 + [429]
    assert visitor(hub).post("/shared/open", json={"secret": secret}, headers={"X-Hub-Client": ""}).status_code == 403

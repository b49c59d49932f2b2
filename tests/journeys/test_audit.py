"""Whoever looks at a patient, changes something or takes something away stands in a trail that cannot be bent."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, RunningHub, add_account, start_hub, stop_hub
from tests.journeys.test_upload import Client, study_of

DOCTOR, ADMINISTRATOR, PASSWORD = "doctor@hub.example", "admin@hub.example", "a long enough password"
EVENTS = "query($f: AuditFilter, $n: Int, $a: String) { auditEvents(filter: $f, first: $n, after: $a) { totalCount pageInfo { endCursor hasNextPage } nodes { action objects details address actorId actor { email } sequence createdAt } } }"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    data = tmp_path_factory.mktemp("audit") / "data"
    for email, role in ((DOCTOR, "DOCTOR"), (ADMINISTRATOR, "ADMINISTRATOR")):
        add_account(data, email, PASSWORD, role)
    running = start_hub(data)
    yield running
    stop_hub(running)


@pytest.fixture(scope="module")
def admin(hub: RunningHub) -> Client:
    return Client(replace(hub, email=ADMINISTRATOR, password=PASSWORD))


@pytest.fixture(scope="module")
def doctor(hub: RunningHub) -> Client:
    return Client(replace(hub, email=DOCTOR, password=PASSWORD))


def events(client: Client, count: int = 1, operation: str | None = None, **wanted: Any) -> list[dict[str, Any]]:
    """Return so many events that are wanted, the newest first, once they are sealed."""
    for _ in range(100):
        nodes = client.ask(EVENTS, {"f": wanted})["auditEvents"]["nodes"]
        found = [event for event in nodes if operation in (None, event["details"].get("operation"))]
        if len(found) >= count and all(event["sequence"] for event in found):
            return found
        time.sleep(0.1)
    raise AssertionError(f"not {count} events: {found}")


def patient_of(client: Client) -> tuple[str, str]:
    """Return the ids of a new patient and one image."""
    job = client.upload(study_of(slices=1))
    image = job["files"]["nodes"][0]["image"]["id"]
    found = client.ask("query($i: ID!) { image(id: $i) { series { study { patient { id } } } } }", {"i": image})
    return found["image"]["series"]["study"]["patient"]["id"], image


def test_a_read_is_one_event_with_the_patients_it_showed(doctor: Client, admin: Client) -> None:
    patients = sorted(patient_of(doctor)[0] for _ in range(2))
    query = "query Ward($in: [ID!]) { patients(filter: {id: {in: $in}}) { nodes { id studies { nodes { series { nodes { id } } } } } } }"
    doctor.ask(query, {"in": patients})
    found = events(admin, 1, "Ward", action=["patients.read"], objectId=patients[0])
    assert len(found) == 1
    assert sorted(found[0]["objects"]) == patients
    assert (found[0]["actor"]["email"], found[0]["address"]) == (DOCTOR, "127.0.0.1")
    assert found[0]["details"] == {"operation": "Ward", "times": 1}


def test_who_sees_nothing_leaves_no_event_of_a_read(doctor: Client, admin: Client) -> None:
    doctor.ask(
        'query Nobody { patient(id: "pat_000000000000") { id } patients(filter: {label: {eq: "nobody"}}) { nodes { id } } }'
    )
    time.sleep(1.5)
    read = events(admin, 0, None, action=["patients.read"])
    assert "Nobody" not in [event["details"]["operation"] for event in read]


def test_pictures_and_downloads_are_told_apart(doctor: Client, admin: Client) -> None:
    patient, image = patient_of(doctor)
    assert doctor.http.get(f"/files/images/{image}/rendered").status_code == 200
    assert doctor.http.get(f"/files/images/{image}/frames/1").status_code == 200
    (viewed,) = events(admin, 1, None, action=["images.viewed"], objectId=patient)
    assert (viewed["objects"], viewed["details"]["times"]) == ([patient], 2)
    assert doctor.http.get(f"/files/images/{image}").status_code == 200
    (taken,) = events(admin, 1, None, action=["image.downloaded"])
    assert (taken["objects"], taken["actor"]["email"]) == ([image], DOCTOR)


def test_changes_and_sign_ins_are_told_with_who_and_from_where(hub: RunningHub, doctor: Client, admin: Client) -> None:
    made = doctor.ask('mutation { createPatient(input: {label: "Trial 7"}) { patient { id } } }')["createPatient"][
        "patient"
    ]["id"]
    (event,) = events(admin, 1, None, objectId=made, action=["patient.created"])
    assert (event["actor"]["email"], event["address"], "Trial" in json.dumps(event)) == (DOCTOR, "127.0.0.1", False)
    refused = doctor.http.post(
        "/graphql",
        json={
            "query": 'mutation { signIn(input: {email: "doctor@hub.example", password: "wrong password"}) { errors { code } } }'
        },
    ).json()
    assert refused["data"]["signIn"]["errors"]
    assert events(admin, 1, None, action=["session.refused"])[0]["address"] == "127.0.0.1"


def test_pages_follow_one_another_and_filters_hold(admin: Client) -> None:
    first = admin.ask(EVENTS, {"n": 3})["auditEvents"]
    second = admin.ask(EVENTS, {"n": 3, "a": first["pageInfo"]["endCursor"]})["auditEvents"]
    moments = [event["createdAt"] for event in first["nodes"] + second["nodes"]]
    assert moments == sorted(moments, reverse=True)
    assert len(moments) == 6
    later = admin.ask(EVENTS, {"f": {"since": moments[0], "until": moments[0]}})["auditEvents"]
    assert (later["nodes"], later["totalCount"]) == ([], 0)


def test_an_auditor_takes_the_trail_away_without_a_right_to_see_images(hub: RunningHub, admin: Client) -> None:
    roles = admin.ask("{ rolePermissions { role permissions } }")["rolePermissions"]
    before = next(each["permissions"] for each in roles if each["role"] == "VIEWER")
    grant = "mutation($i: SetRolePermissionsInput!) { setRolePermissions(input: $i) { errors { code } } }"
    create = "mutation($i: CreateUserInput!) { createUser(input: $i) { errors { code } } }"
    admin.ask(create, {"i": {"email": "auditor@hub.example", "password": PASSWORD}})
    auditor = Client(replace(hub, email="auditor@hub.example", password=PASSWORD))
    try:
        admin.ask(grant, {"i": {"role": "VIEWER", "permissions": ["AUDIT_READ"]}})
        assert auditor.http.get("/files/audit.ndjson").status_code == 200
        assert auditor.http.get("/files/images/img_000000000000").status_code == 403
        assert auditor.http.get("/files/patients/pat_000000000000/archive").status_code == 403
    finally:
        admin.ask(grant, {"i": {"role": "VIEWER", "permissions": before}})


def test_who_may_not_read_the_trail_gets_none_of_it(doctor: Client) -> None:
    answer = doctor.http.post("/graphql", json={"query": "{ auditEvents { totalCount } }"}).json()
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert doctor.http.get("/files/audit.ndjson").status_code == 403


def test_the_export_is_the_whole_chain_in_order(admin: Client) -> None:
    events(admin, 1)
    time.sleep(1.2)
    lines = [json.loads(line) for line in admin.http.get("/files/audit.ndjson").text.splitlines()]
    assert [line["sequence"] for line in lines] == list(range(1, len(lines) + 1))
    assert {"session.began", "upload.began", "patients.read"} <= {line["action"] for line in lines}
    assert events(admin, 1, None, action=["audit.exported"])[0]["actor"]["email"] == ADMINISTRATOR


def medhub(data: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "app", "audit", *arguments]
    return subprocess.run(
        command, env=os.environ | {"HUB_DATA": str(data)}, cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_command_line_verifies_and_exports(tmp_path: Path) -> None:
    data = tmp_path / "data"
    add_account(data, ADMINISTRATOR, PASSWORD, "ADMINISTRATOR")
    hub = start_hub(data)
    admin = Client(replace(hub, email=ADMINISTRATOR, password=PASSWORD))
    patient_of(admin)
    stop_hub(hub)  # what was read last is written and sealed on the way out
    verified = medhub(data, "verify")
    assert verified.returncode == 0, verified.stderr
    assert "; 0 wait to be sealed." in verified.stdout
    digest = verified.stdout.split()[-1]
    assert medhub(data, "verify", "--digest", digest).returncode == 0
    assert medhub(data, "verify", "--digest", "0" * 64).returncode == 1
    assert medhub(data, "export", str(tmp_path / "audit.ndjson")).returncode == 0
    actions = [json.loads(line)["action"] for line in (tmp_path / "audit.ndjson").read_text().splitlines()]
    assert actions[0] == "user.added"
    assert "patients.read" in actions

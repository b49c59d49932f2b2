"""Profiles are data: administrators make versions of them, uploads follow them, and a dry run shows what they do."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pydicom
import pytest

from tests.conftest import RunningHub, add_account, start_hub, stop_hub
from tests.journeys.test_upload import Client, dicom, uid

DOCTOR, ADMINISTRATOR, PASSWORD = "doctor@hub.example", "admin@hub.example", "a long enough password"
PROFILE = "name version description isBuiltIn options textPolicy allowedText extract tagActions { tag keyword action }"
SAVE = f"mutation($i: SaveDeidentificationProfileInput!) {{ saveDeidentificationProfile(input: $i) {{ profile {{ {PROFILE} }} errors {{ code message path }} }} }}"
PREVIEW = "mutation($i: PreviewDeidentificationInput!) { previewDeidentification(input: $i) { preview { pictureBefore pictureAfter doubt redactedRegions { x } attributes { path keyword before after action } } errors { code path } } }"
LIST = f"{{ deidentificationProfiles {{ {PROFILE} }} }}"
HEAVY = {"attribute": "PatientWeight", "action": "REMOVE"}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    data = tmp_path_factory.mktemp("profiles") / "data"
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


def save(client: Client, **values: Any) -> dict[str, Any]:
    payload: dict[str, Any] = client.ask(SAVE, {"i": values})["saveDeidentificationProfile"]
    return payload


def preview(client: Client, content: bytes, **more: Any) -> dict[str, Any]:
    form = {
        "operations": json.dumps({"query": PREVIEW, "variables": {"i": {"file": None, **more}}}),
        "map": json.dumps({"0": ["variables.i.file"]}),
    }
    answer = client.http.post("/graphql", data=form, files={"0": ("Silva^Maria.dcm", content)}).json()
    assert "errors" not in answer, answer["errors"]
    payload: dict[str, Any] = answer["data"]["previewDeidentification"]
    return payload


def stored(client: Client, profile: str) -> pydicom.Dataset:
    ids = {"SOPInstanceUID": uid(), "StudyInstanceUID": uid(), "SeriesInstanceUID": uid(), "PatientID": uid()[-12:]}
    content = dicom(**ids, PatientWeight=61.5, PatientSize=1.7)
    job = client.upload([("a.dcm", content)], profileId=profile)
    assert client.outcomes(job) == [("ACCEPTED", None)]
    return pydicom.dcmread(
        io.BytesIO(client.http.get(f"/files/images/{job['files']['nodes'][0]['image']['id']}").content)
    )


def test_a_profile_gets_versions_and_an_upload_follows_the_newest(admin: Client, doctor: Client) -> None:
    first = save(admin, name="site", description="Ours", options=["RETAIN_PATIENT_CHARACTERISTICS"])
    assert first["errors"] == []
    assert (first["profile"]["version"], first["profile"]["options"]) == (1, ["RETAIN_PATIENT_CHARACTERISTICS"])
    dataset = stored(doctor, "site")
    assert (dataset.PatientWeight, dataset.PatientSize, dataset.StudyDate) == (61.5, 1.7, "")
    assert "site v1" in dataset.DeidentificationMethod

    second = save(
        admin, name="site", basedOnVersion=1, options=["RETAIN_PATIENT_CHARACTERISTICS"], tagActions=[HEAVY],
        extract=["PatientSize"], textPolicy="PHI_ONLY", allowedText=["prior"],
    )["profile"]  # fmt: skip
    assert second == {
        "name": "site", "version": 2, "description": "", "isBuiltIn": False, "textPolicy": "PHI_ONLY",
        "options": ["RETAIN_PATIENT_CHARACTERISTICS"], "allowedText": ["PRIOR"], "extract": ["PatientSize"],
        "tagActions": [{"tag": "(0010,1030)", "keyword": "PatientWeight", "action": "REMOVE"}],
    }  # fmt: skip
    dataset = stored(doctor, "site")
    assert "PatientWeight" not in dataset
    assert dataset.PatientSize == 1.7
    assert "site v2" in dataset.DeidentificationMethod
    names = [(each["name"], each["version"]) for each in doctor.ask(LIST)["deidentificationProfiles"]]
    assert names[-1] == ("site", 2)
    assert [name for name, _ in names[:2]] == ["research", "strict"]


def test_an_image_remembers_the_version_and_shows_what_was_extracted(admin: Client, doctor: Client) -> None:
    assert save(admin, name="few", options=["RETAIN_PATIENT_CHARACTERISTICS"], extract=["PatientSize"])["errors"] == []
    content = dicom(
        SOPInstanceUID=uid(), StudyInstanceUID=uid(), SeriesInstanceUID=uid(), PatientID=uid()[-12:], PatientSize=1.7
    )
    job = doctor.upload([("a.dcm", content)], profileId="few")
    save(admin, name="few", basedOnVersion=1, description="Changed")
    image = doctor.ask(
        "query($id: ID!) { image(id: $id) { attributes deidentification { profileVersion profile { name version description } } } }",
        {"id": job["files"]["nodes"][0]["image"]["id"]},
    )["image"]
    assert image["attributes"] == {"PatientSize": 1.7}
    assert image["deidentification"] == {
        "profileVersion": 1,
        "profile": {"name": "few", "version": 1, "description": ""},
    }


@pytest.mark.parametrize(
    ("values", "code", "path"),
    [
        ({"name": "research"}, "INVALID", ["name"]),
        ({"name": "No good"}, "INVALID", ["name"]),
        ({"name": "other", "basedOnVersion": 3}, "CONFLICT", ["basedOnVersion"]),
        ({"name": "other", "options": ["RETAIN_FULL_DATES", "RETAIN_MODIFIED_DATES"]}, "INVALID", ["options"]),
        ({"name": "other", "tagActions": [HEAVY, {"attribute": "PatientName", "action": "KEEP"}]}, "INVALID", ["tagActions", "1"]),
        ({"name": "other", "tagActions": [{"attribute": "ReferringPhysicianName", "action": "KEEP"}]}, "INVALID", ["tagActions", "0"]),
        ({"name": "other", "tagActions": [{"attribute": "PatientAddress", "action": "KEEP"}]}, "INVALID", ["tagActions", "0"]),
        ({"name": "other", "tagActions": [{"attribute": "NoSuchThing", "action": "KEEP"}]}, "INVALID", ["tagActions", "0"]),
        ({"name": "other", "tagActions": [{"attribute": "PatientWeight", "action": "REPLACE_UID"}]}, "INVALID", ["tagActions", "0"]),
        ({"name": "other", "tagActions": [HEAVY, HEAVY]}, "INVALID", ["tagActions", "1"]),
        ({"name": "other", "allowedText": ["L", " "]}, "INVALID", ["allowedText", "1"]),
        ({"name": "other", "extract": ["Rows", "Nonsense"]}, "INVALID", ["extract", "1"]),
        ({"name": "other", "description": "x" * 2001}, "INVALID", ["description"]),
    ],
)  # fmt: skip
def test_a_profile_that_cannot_be_is_refused_at_its_input(
    admin: Client, values: dict[str, Any], code: str, path: list[str]
) -> None:
    payload = save(admin, **values)
    assert (payload["profile"], [(error["code"], error["path"]) for error in payload["errors"]]) == (
        None,
        [(code, path)],
    )
    assert "other" not in [each["name"] for each in admin.ask(LIST)["deidentificationProfiles"]]


def test_only_who_may_changes_profiles(doctor: Client) -> None:
    answer = doctor.http.post("/graphql", json={"query": SAVE, "variables": {"i": {"name": "mine"}}}).json()
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert "mine" not in [each["name"] for each in doctor.ask(LIST)["deidentificationProfiles"]]


def test_a_dry_run_shows_before_and_after_and_leaves_nothing(hub: RunningHub, doctor: Client) -> None:
    before = sorted(hub.data.rglob("*"))
    total = doctor.ask("{ patients { totalCount } }")["patients"]["totalCount"]
    found = preview(doctor, dicom(PatientName="Silva^Maria", SOPInstanceUID=uid()), profileId="strict")
    assert found["errors"] == []
    rows = {row["keyword"]: row for row in found["preview"]["attributes"] if len(row["path"]) == 11}
    assert (rows["PatientName"]["before"], rows["PatientName"]["after"]) == ("Silva^Maria", "pat_preview")
    assert rows["PatientName"]["action"] == "REPLACED"
    assert (rows["AcquisitionDate"]["after"], rows["AcquisitionDate"]["action"]) == ("", "EMPTIED")
    assert (rows["Rows"]["before"], rows["Rows"]["after"], rows["Rows"]["action"]) == ("128", "128", None)
    assert rows["PatientIdentityRemoved"]["before"] is None
    assert found["preview"]["pictureBefore"].startswith("data:image/webp;base64,")
    assert found["preview"]["pictureAfter"] == found["preview"]["pictureBefore"]  # no text is in this slice
    assert doctor.ask("{ patients { totalCount } }")["patients"]["totalCount"] == total
    assert list((hub.data / "staging" / ".spool").iterdir()) == []
    assert [
        path
        for path in sorted(hub.data.rglob("*"))
        if path not in before and path.is_file() and "database" not in path.parts
    ] == []
    assert b"Silva" not in (hub.data.parent / "data.log").read_bytes()


@pytest.mark.parametrize(("content", "profile", "error"), [
    (b"no image", "research", {"code": "UNSUPPORTED", "path": None}),
    (b"", "research", {"code": "UNSUPPORTED", "path": None}),
    (b"no image", "nothing-such", {"code": "NOT_FOUND", "path": ["profileId"]}),
])  # fmt: skip
def test_a_dry_run_on_what_is_no_image_says_why(
    hub: RunningHub, doctor: Client, content: bytes, profile: str, error: dict[str, Any]
) -> None:
    assert preview(doctor, content, profileId=profile) == {"preview": None, "errors": [error]}
    assert list((hub.data / "staging" / ".spool").iterdir()) == []


def test_an_upload_tells_what_was_done_to_its_images_together(admin: Client, doctor: Client) -> None:
    series = {"StudyInstanceUID": uid(), "SeriesInstanceUID": uid(), "PatientID": uid()[-12:]}
    files = [(f"{n}.dcm", dicom(**series, SOPInstanceUID=uid())) for n in range(3)]
    files.append(("doubt.dcm", dicom(**series, SOPInstanceUID=uid(), BurnedInAnnotation="YES")))
    job = doctor.upload([*files, files[0], ("no.dcm", b"no image")], profileId="strict")
    found = doctor.ask(
        "query($id: ID!) { uploadJob(id: $id) { deidentification { images actions { path keyword action images } "
        "redactions { reason } doubts { doubt images } } } }",
        {"id": job["id"]},
    )["uploadJob"]["deidentification"]
    assert found["images"] == 4
    assert {"path": "(0010,0010)", "keyword": "PatientName", "action": "REPLACED", "images": 4} in found["actions"]
    assert found["redactions"] == []
    assert found["doubts"] == [
        {"doubt": "The file says that annotation is burned in, but no text was found.", "images": 1}
    ]

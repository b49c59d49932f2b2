"""An image in doubt is seen by nobody but who may decide, and goes through, cleaned as they say, or not at all."""

import hashlib
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pydicom
import pytest
from PIL import Image as Picture

from tests.conftest import RunningHub, add_account, start_hub, stop_hub
from tests.journeys.test_upload import CT, Client, dicom, uid

DOCTOR, ADMINISTRATOR, PASSWORD = "doctor@hub.example", "admin@hub.example", "a long enough password"
REPORT = "deidentification { status doubt residualText originalUrl redactedRegions { frame x y width height reason } reviewedBy { email } }"
REVIEW = f"mutation($i: ReviewImageInput!) {{ reviewImage(input: $i) {{ image {{ id sha256 {REPORT} }} errors {{ code message path }} }} }}"
IMAGE = f"query($id: ID!) {{ image(id: $id) {{ id sha256 fileSize series {{ imageCount study {{ imageCount patient {{ imageCount }} }} }} {REPORT} }} }}"
BOX = {"frame": 0, "x": 10, "y": 20, "width": 30, "height": 5}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    data = tmp_path_factory.mktemp("review") / "data"
    for email, role in ((DOCTOR, "DOCTOR"), (ADMINISTRATOR, "ADMINISTRATOR")):
        add_account(data, email, PASSWORD, role)
    running = start_hub(data)
    yield running
    stop_hub(running)


@pytest.fixture(scope="module")
def doctor(hub: RunningHub) -> Client:
    return Client(replace(hub, email=DOCTOR, password=PASSWORD))


@pytest.fixture(scope="module")
def admin(hub: RunningHub) -> Client:
    return Client(replace(hub, email=ADMINISTRATOR, password=PASSWORD))


def doubtful(client: Client, **more: Any) -> tuple[str, bytes]:
    """Return the id of an image that says that text is burned in, where nobody can find it, and its bytes."""
    content = dicom(
        SOPInstanceUID=uid(),
        StudyInstanceUID=uid(),
        SeriesInstanceUID=uid(),
        PatientID=uid()[-12:],
        BurnedInAnnotation="YES",
        **more,
    )
    job = client.upload([("doubt.dcm", content)])
    assert client.outcomes(job) == [("QUARANTINED", "REJECTED")]
    return job["files"]["nodes"][0]["image"]["id"], content


def files_of(hub: RunningHub, image_id: str) -> list[str]:
    return sorted(path.name.split(image_id)[1] for path in (hub.data / "storage").rglob(f"*{image_id}*"))


def review(client: Client, image_id: str, status: str, **more: Any) -> dict[str, Any]:
    payload: dict[str, Any] = client.ask(REVIEW, {"i": {"id": image_id, "status": status, **more}})["reviewImage"]
    return payload


def test_a_reviewer_draws_a_box_and_lets_the_image_through(hub: RunningHub, admin: Client, doctor: Client) -> None:
    image_id, content = doubtful(doctor)
    assert files_of(hub, image_id) == [".dcm.tif", ".original"]
    sealed = next((hub.data / "storage").rglob(f"*{image_id}.original")).read_bytes()
    assert b"DICM" not in sealed
    before = admin.ask(IMAGE, {"id": image_id})["image"]
    assert before["series"]["imageCount"] == 0
    original = admin.http.get(before["deidentification"]["originalUrl"])
    assert original.headers["Cache-Control"] == "no-store"
    assert Picture.open(io.BytesIO(original.content)).size == (128, 128)

    payload = review(admin, image_id, "APPROVED", redact=[BOX])

    assert payload["errors"] == []
    after = doctor.ask(IMAGE, {"id": image_id})["image"]
    assert after["deidentification"] == {
        "status": "APPROVED", "doubt": None, "residualText": False, "originalUrl": None,
        "redactedRegions": [BOX | {"reason": "MANUAL"}], "reviewedBy": {"email": "admin@hub.example"},
    }  # fmt: skip
    assert (after["series"]["imageCount"], after["series"]["study"]["patient"]["imageCount"]) == (1, 1)
    stored = doctor.http.get(f"/files/images/{image_id}").content
    dataset = pydicom.dcmread(io.BytesIO(stored))
    source = pydicom.dcmread(io.BytesIO(content)).pixel_array
    is_changed = dataset.pixel_array != source
    assert is_changed[20:25, 10:40].any()
    is_changed[20:25, 10:40] = False
    assert not is_changed.any()
    assert "113101" in [code.CodeValue for code in dataset.DeidentificationMethodCodeSequence]
    assert files_of(hub, image_id) == [".dcm.tif"]
    assert list((hub.data / "staging" / ".spool").iterdir()) == []
    assert review(admin, image_id, "REJECTED")["errors"][0]["code"] == "CONFLICT"
    assert files_of(hub, image_id) == [".dcm.tif"]


def test_a_rejected_image_loses_its_files_and_does_not_come_back(
    hub: RunningHub, admin: Client, doctor: Client
) -> None:
    image_id, content = doubtful(doctor)
    payload = review(admin, image_id, "REJECTED")
    assert payload["image"]["deidentification"]["status"] == "REJECTED"
    assert files_of(hub, image_id) == []
    assert admin.http.get(f"/files/images/{image_id}").status_code == 404
    assert admin.http.get(f"/files/images/{image_id}/original").status_code == 409
    job = doctor.upload([("again.dcm", content)])
    assert doctor.outcomes(job) == [("DUPLICATE", None)]
    assert files_of(hub, image_id) == []
    assert admin.ask(IMAGE, {"id": image_id})["image"]["series"]["imageCount"] == 0


def test_a_rejected_image_stands_in_nobodys_way(hub: RunningHub, admin: Client, doctor: Client) -> None:
    image_id, content = doubtful(doctor)
    dataset = pydicom.dcmread(io.BytesIO(content))
    dataset.BurnedInAnnotation = "NO"
    better = io.BytesIO()
    dataset.save_as(better)
    blocked = doctor.upload([("better.dcm", better.getvalue())])
    assert doctor.outcomes(blocked) == [("REJECTED", "CONFLICT")]
    review(admin, image_id, "REJECTED")

    stricter = doctor.upload([("same.dcm", content)], profileId="strict")
    assert doctor.outcomes(stricter) == [("QUARANTINED", "REJECTED")]
    review(admin, stricter["files"]["nodes"][0]["image"]["id"], "REJECTED")
    job = doctor.upload([("better.dcm", better.getvalue()), ("same.dcm", content)])

    assert doctor.outcomes(job) == [("ACCEPTED", None), ("DUPLICATE", None)]
    assert [file["image"]["id"] == image_id for file in job["files"]["nodes"]] == [False, True]
    assert files_of(hub, job["files"]["nodes"][0]["image"]["id"]) == [".dcm.tif"]


def test_the_uploader_sees_that_it_waits_but_neither_the_original_nor_a_decision_is_theirs(
    hub: RunningHub, admin: Client, doctor: Client
) -> None:
    image_id, _ = doubtful(doctor)
    report = doctor.ask(IMAGE, {"id": image_id})["image"]["deidentification"]
    assert (report["status"], report["residualText"]) == ("NEEDS_REVIEW", True)
    assert doctor.http.get(f"/files/images/{image_id}/original").status_code == 403
    answer = doctor.http.post(
        "/graphql", json={"query": REVIEW, "variables": {"i": {"id": image_id, "status": "APPROVED"}}}
    )
    assert answer.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert files_of(hub, image_id) == [".dcm.tif", ".original"]
    assert admin.ask(IMAGE, {"id": image_id})["image"]["deidentification"]["status"] == "NEEDS_REVIEW"


def test_what_was_drawn_is_blanked_on_the_next_image_of_the_device_until_it_is_forgotten(
    admin: Client, doctor: Client
) -> None:
    device = {"Manufacturer": "ACME", "ManufacturerModelName": "Model 7"}
    first, _ = doubtful(doctor, **device)
    assert review(admin, first, "APPROVED", redact=[BOX, BOX | {"frame": 1, "y": 60}], remember=True)["errors"] == []
    (template,) = admin.ask("{ deviceTemplates { id device regions { x y width height frame reason } } }")[
        "deviceTemplates"
    ]
    assert (template["device"], template["regions"]) == ("CT ACME Model 7", [BOX | {"reason": "MANUAL"}])

    def regions_of_next() -> list[dict[str, Any]]:
        job = doctor.upload(
            [
                (
                    "next.dcm",
                    dicom(
                        SOPInstanceUID=uid(),
                        StudyInstanceUID=uid(),
                        SeriesInstanceUID=uid(),
                        PatientID=uid()[-12:],
                        **device,
                    ),
                )
            ]
        )
        assert doctor.outcomes(job) == [("ACCEPTED", None)]
        image = doctor.ask(IMAGE, {"id": job["files"]["nodes"][0]["image"]["id"]})["image"]
        regions: list[dict[str, Any]] = image["deidentification"]["redactedRegions"]
        return regions

    assert regions_of_next() == [BOX | {"reason": "REGION_TEMPLATE"}]
    forget = (
        "mutation($i: DeleteDeviceTemplateInput!) { deleteDeviceTemplate(input: $i) { deletedId errors { code } } }"
    )
    assert admin.ask(forget, {"i": {"id": template["id"]}})["deleteDeviceTemplate"]["deletedId"] == template["id"]
    assert admin.ask(forget, {"i": {"id": template["id"]}})["deleteDeviceTemplate"]["errors"] == [{"code": "NOT_FOUND"}]
    assert regions_of_next() == []


def test_an_image_that_does_not_name_its_device_teaches_nothing(hub: RunningHub, admin: Client) -> None:
    image_id, _ = doubtful(admin, Manufacturer="")
    payload = review(admin, image_id, "APPROVED", redact=[BOX], remember=True)
    assert [(error["code"], error["path"]) for error in payload["errors"]] == [("INVALID", ["remember"])]
    assert files_of(hub, image_id) == [".dcm.tif", ".original"]


@pytest.mark.parametrize(
    "box", [{"x": 120}, {"y": -1}, {"width": 0}, {"height": 200}, {"frame": 2}, {"frame": -1}], ids=str
)
def test_a_box_that_does_not_lie_in_the_image_changes_nothing(
    hub: RunningHub, admin: Client, box: dict[str, int]
) -> None:
    image_id, _ = doubtful(admin)
    payload = review(admin, image_id, "APPROVED", redact=[BOX, BOX | box])
    assert [(error["code"], error["path"]) for error in payload["errors"]] == [("INVALID", ["redact", "1"])]
    assert files_of(hub, image_id) == [".dcm.tif", ".original"]
    assert admin.ask(IMAGE, {"id": image_id})["image"]["deidentification"]["status"] == "NEEDS_REVIEW"


def test_without_its_original_an_image_is_not_approved(hub: RunningHub, admin: Client) -> None:
    image_id, _ = doubtful(admin)
    next((hub.data / "storage").rglob(f"*{image_id}.original")).unlink()
    payload = review(admin, image_id, "APPROVED")
    assert [(error["code"], error["path"]) for error in payload["errors"]] == [("CONFLICT", ["id"])]
    assert admin.ask(IMAGE, {"id": image_id})["image"]["deidentification"]["status"] == "NEEDS_REVIEW"
    assert review(admin, image_id, "REJECTED")["errors"] == []


def test_of_two_reviewers_at_once_one_decides(hub: RunningHub, admin: Client) -> None:
    image_id, _ = doubtful(admin)
    with ThreadPoolExecutor(2) as both:
        boxes = [[BOX], [BOX | {"x": 50}]]
        payloads = list(both.map(lambda box: review(admin, image_id, "APPROVED", redact=box), boxes))
    assert sorted(bool(payload["errors"]) for payload in payloads) == [False, True]
    (won,) = [payload["image"] for payload in payloads if payload["image"]]
    stored = admin.http.get(f"/files/images/{image_id}")
    assert stored.headers["ETag"] == f'"{won["sha256"]}"'
    assert hashlib.sha256(stored.content).hexdigest() == won["sha256"]
    assert (
        np.count_nonzero(pydicom.dcmread(io.BytesIO(stored.content)).pixel_array != pydicom.dcmread(CT).pixel_array) > 0
    )
    assert list((hub.data / "storage" / ".incoming").iterdir()) == []


def test_deleting_a_patient_takes_sealed_originals_along(hub: RunningHub, admin: Client) -> None:
    image_id, _ = doubtful(admin)
    found = admin.ask("query($id: ID!) { image(id: $id) { series { study { patient { id } } } } }", {"id": image_id})
    patient = found["image"]["series"]["study"]["patient"]["id"]
    admin.ask("mutation($i: DeletePatientInput!) { deletePatient(input: $i) { deletedId } }", {"i": {"id": patient}})
    assert files_of(hub, image_id) == []


def test_the_keys_of_originals_are_the_hubs_own(hub: RunningHub) -> None:
    assert {path.stat().st_mode & 0o777 for path in (hub.data / "keys").iterdir()} == {0o600}

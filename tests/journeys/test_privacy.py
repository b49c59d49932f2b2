"""Who opts out is nowhere, who is erased is gone and stays away, and everybody gets what there is of them."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pydicom
import pytest

from tests.conftest import RunningHub, add_account, start_hub, stop_hub
from tests.journeys.test_upload import Client, dicom, study_of, uid

DOCTOR, ADMINISTRATOR, PASSWORD = "doctor@hub.example", "admin@hub.example", "a long enough password"
OPT_OUT = "mutation($i: SetOptOutInput!) { setOptOut(input: $i) { patientId errors { code } } }"
ERASE = "mutation($i: ErasePatientInput!) { erasePatient(input: $i) { erasedId deletedImages errors { code } } }"
PLACE = "query($i: ID!) { image(id: $i) { series { id study { id patient { id } } } } }"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    data = tmp_path_factory.mktemp("privacy") / "data"
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


def patient_of(client: Client, source: str) -> tuple[dict[str, str], list[tuple[str, bytes]]]:
    """Return the ids of what an upload of two slices of a source patient made, and the files."""
    files = study_of(patient=source, slices=2)
    job = client.upload(files)
    image = job["files"]["nodes"][0]["image"]["id"]
    series = client.ask(PLACE, {"i": image})["image"]["series"]
    ids = {
        "image": image,
        "series": series["id"],
        "study": series["study"]["id"],
        "patient": series["study"]["patient"]["id"],
    }
    return ids, files


def counts(client: Client) -> dict[str, int]:
    found = client.ask(
        "{ patients { totalCount } studies { totalCount } seriesList { totalCount } images { totalCount } }"
    )
    return {name: value["totalCount"] for name, value in found.items()}


def seen(client: Client, ids: dict[str, str]) -> list[Any]:
    query = "query($p: ID!, $s: ID!, $e: ID!, $i: ID!) { patient(id: $p) { id } study(id: $s) { id } series(id: $e) { id } image(id: $i) { id } n: node(id: $i) { id } }"
    found = client.ask(query, {"p": ids["patient"], "s": ids["study"], "e": ids["series"], "i": ids["image"]})
    return [each["id"] if each else None for each in found.values()]


def test_who_opts_out_is_in_no_list_count_or_file_for_anybody_until_it_is_taken_back(
    admin: Client, doctor: Client
) -> None:
    before = counts(doctor)
    ids, _ = patient_of(doctor, "OPT-1")
    assert counts(doctor) == {name: value + (2 if name == "images" else 1) for name, value in before.items()}
    assert admin.ask(OPT_OUT, {"i": {"id": ids["patient"], "optedOut": True}})["setOptOut"]["errors"] == []
    for client in (admin, doctor):
        assert seen(client, ids) == [None] * 5
        assert counts(client) == before
        for path in ("", "/rendered", "/thumbnail", "/frames/1", "/metadata"):
            assert client.http.get(f"/files/images/{ids['image']}{path}").status_code == 404
        assert client.http.get(f"/files/series/{ids['series']}/thumbnail").status_code == 404
    edit = "mutation($i: UpdatePatientInput!) { updatePatient(input: $i) { errors { code } } }"
    assert doctor.ask(edit, {"i": {"id": ids["patient"], "version": 1, "label": "x"}})["updatePatient"]["errors"] == [
        {"code": "NOT_FOUND"}
    ]
    assert [each["patientId"] for each in admin.ask("{ optOuts { patientId } }")["optOuts"]] == [ids["patient"]]
    job = doctor.upload(
        [("new.dcm", dicom(PatientID="OPT-1", SOPInstanceUID=uid(), StudyInstanceUID=uid(), SeriesInstanceUID=uid()))]
    )
    assert doctor.outcomes(job) == [("REJECTED", "CONFLICT")]

    assert admin.ask(OPT_OUT, {"i": {"id": ids["patient"], "optedOut": False}})["setOptOut"]["errors"] == []
    assert seen(doctor, ids) == [ids["patient"], ids["study"], ids["series"], ids["image"], ids["image"]]
    assert admin.ask(OPT_OUT, {"i": {"id": ids["patient"], "optedOut": False}})["setOptOut"]["errors"] == [
        {"code": "NOT_FOUND"}
    ]


def test_who_is_erased_leaves_nothing_and_does_not_come_back(hub: RunningHub, admin: Client, doctor: Client) -> None:
    ids, files = patient_of(doctor, "ERASE-1")
    before = counts(doctor)
    erased = admin.ask(ERASE, {"i": {"id": ids["patient"]}})["erasePatient"]
    assert erased == {"erasedId": ids["patient"], "deletedImages": 2, "errors": []}
    assert not (hub.data / "storage" / ids["patient"]).exists()
    assert seen(admin, ids) == [None] * 5
    assert counts(doctor) == {name: value - (2 if name == "images" else 1) for name, value in before.items()}
    job = doctor.upload(files)
    assert doctor.outcomes(job) == [("REJECTED", "CONFLICT")] * 2
    other = dicom(PatientID="ERASE-1", SOPInstanceUID=uid(), StudyInstanceUID=uid(), SeriesInstanceUID=uid())
    assert doctor.outcomes(doctor.upload([("other.dcm", other)])) == [("REJECTED", "CONFLICT")]
    assert counts(doctor)["patients"] == before["patients"] - 1
    events = admin.ask('{ auditEvents(filter: {action: ["patient.erased"]}) { nodes { objects details } } }')[
        "auditEvents"
    ]["nodes"]
    assert events[0] == {"objects": [ids["patient"]], "details": {"images": 2, "barred": True}}


def test_who_was_erased_without_a_bar_may_come_back_as_somebody_new(admin: Client, doctor: Client) -> None:
    ids, files = patient_of(doctor, "ERASE-2")
    admin.ask(ERASE, {"i": {"id": ids["patient"], "bar": False}})
    job = doctor.upload(files)
    assert doctor.outcomes(job) == [("ACCEPTED", None)] * 2
    again = doctor.ask(PLACE, {"i": job["files"]["nodes"][0]["image"]["id"]})["image"]["series"]["study"]["patient"][
        "id"
    ]
    assert again != ids["patient"]


def test_an_archive_holds_all_that_there_is_of_a_patient(admin: Client, doctor: Client) -> None:
    ids, _ = patient_of(doctor, "HAND-1")
    answer = admin.http.get(f"/files/patients/{ids['patient']}/archive")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{ids["patient"]}.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        records = json.loads(archive.read("records.json"))
        images = [name for name in archive.namelist() if name.endswith(".dcm.tif")]
        assert pydicom.dcmread(io.BytesIO(archive.read(images[0]))).PatientID == ids["patient"]
    assert len(images) == 2
    assert (records["patient"]["id"], len(records["studies"]), len(records["images"])) == (ids["patient"], 1, 2)
    assert "source_key" not in records["patient"]
    assert admin.http.get("/files/patients/pat_000000000000/archive").status_code == 404


def test_only_who_is_trusted_with_it_hides_erases_or_hands_over(doctor: Client) -> None:
    ids, _ = patient_of(doctor, "MINE-1")
    for query, values in ((OPT_OUT, {"id": ids["patient"], "optedOut": True}), (ERASE, {"id": ids["patient"]})):
        answer = doctor.http.post("/graphql", json={"query": query, "variables": {"i": values}}).json()
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert doctor.http.get(f"/files/patients/{ids['patient']}/archive").status_code == 403
    assert seen(doctor, ids)[0] == ids["patient"]

"""What a researcher takes away: tables and files of a cohort, and who may."""

import csv
import hashlib
import io
import json
import zipfile
from typing import Any

import pydicom
import pytest
import tifffile
from pyarrow import parquet

from tests.conftest import RunningHub
from tests.journeys.test_upload import Client, dicom, study_of, uid

EXPORT = "{ id status total processed downloadUrl citation expiresAt }"
CREATE = (
    f"mutation($i: CreateExportInput!) {{ createExport(input: $i) {{ job {EXPORT} errors {{ code message path }} }} }}"
)


@pytest.fixture(scope="module")
def client(running_hub: RunningHub) -> Client:
    return Client(running_hub)


@pytest.fixture(scope="module")
def patients(client: Client) -> list[str]:
    """Three patients of two slices each, with a field of their own."""
    ids = []
    for number in range(3):
        job = client.upload(study_of(f"Take^Away{number}", slices=2))
        image = job["files"]["nodes"][0]["image"]["id"]
        found = client.ask(
            "query($id: ID!) { image(id: $id) { series { study { patient { id version } } } } }", {"id": image}
        )
        patient = found["image"]["series"]["study"]["patient"]
        client.ask(
            "mutation($i: UpdatePatientInput!) { updatePatient(input: $i) { errors { message } } }",
            {
                "i": {
                    "id": patient["id"], "version": patient["version"], "label": f"=export {number}",
                    "fields": [{"name": "lesion size", "value": 10.5 + number, "type": "DECIMAL"}],
                }
            },
        )  # fmt: skip
        ids.append(patient["id"])
    return sorted(ids)


def archive(client: Client, **wanted: Any) -> zipfile.ZipFile:
    payload = client.ask(CREATE, {"i": wanted})["createExport"]
    assert payload["errors"] == []
    answer = client.http.get(payload["job"]["downloadUrl"])
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    found = zipfile.ZipFile(io.BytesIO(answer.content))
    assert found.testzip() is None
    manifest = json.loads(found.read("manifest.json"))
    assert {each["path"]: each["sha256"] for each in manifest["files"]} == {
        name: hashlib.sha256(found.read(name)).hexdigest() for name in found.namelist() if name != "manifest.json"
    }
    return found


def table(found: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(found.read(name).decode(), newline="")))


def test_a_table_of_patients_has_their_fields_and_a_dictionary(client: Client, patients: list[str]) -> None:
    found = archive(client, format="CSV", ids=patients)
    rows = table(found, "patients.csv")
    assert [row["id"] for row in rows] == patients
    assert {row["fields.lesion size"] for row in rows} == {"10.5", "11.5", "12.5"}
    assert all(row["label"].startswith("'=export") for row in rows)
    assert {row["image_count"] for row in rows} == {"2"}
    about = {row["name"]: row for row in table(found, "dictionary.csv")}
    assert about["fields.lesion size"]["type"] == "DECIMAL"
    assert list(about) == list(rows[0])


def test_a_table_of_images_has_columns_of_what_is_above_and_of_dicom(client: Client, patients: list[str]) -> None:
    columns = ["id", "rows", "row_spacing", "study.date", "patient.fields.lesion size", "attributes.SliceThickness"]
    found = archive(client, format="PARQUET", level="IMAGE", ids=patients, columns=columns)
    rows = parquet.read_table(io.BytesIO(found.read("images.parquet"))).to_pylist()
    assert len(rows) == 6
    assert list(rows[0]) == columns
    assert {(row["rows"], row["row_spacing"], row["attributes.SliceThickness"]) for row in rows} == {
        (128, 0.661468, "5.0")
    }
    assert {row["patient.fields.lesion size"] for row in rows} == {10.5, 11.5, 12.5}


def test_files_come_as_they_are_stored_and_split_by_patient(client: Client, patients: list[str]) -> None:
    split = {"train": 0.34, "validation": 0.33, "test": 0.33, "seed": 7, "stratifyBy": "gender"}
    found = archive(client, format="DICOM", ids=patients, split=split)
    rows = table(found, "images.csv")
    assert len(rows) == 6
    parts: dict[str, set[str]] = {}
    for row in rows:
        content = found.read(row["file"])
        assert row["file_sha256"] == row["sha256"] == hashlib.sha256(content).hexdigest()
        assert pydicom.dcmread(io.BytesIO(content)).PatientID == row["patient_id"]
        assert row["file"].startswith(f"{row['split']}/{row['patient_id']}/")
        parts.setdefault(row["patient_id"], set()).add(row["split"])
    assert sorted(part for part_of in parts.values() for part in part_of) == ["test", "train", "validation"]
    again = archive(client, format="TIFF", ids=patients, split=split)
    assert {row["id"]: row["split"] for row in table(again, "images.csv")} == {row["id"]: row["split"] for row in rows}
    tiff = next(name for name in again.namelist() if name.endswith(".tif"))
    assert tifffile.imread(io.BytesIO(again.read(tiff))).shape == (128, 128)


def test_a_filter_chooses_the_patients_when_the_export_is_made(client: Client, patients: list[str]) -> None:
    wanted = {"format": "NDJSON", "columns": ["id"], "patients": {"id": {"in": patients[:2]}}}
    found = archive(client, **wanted)
    assert [json.loads(line)["id"] for line in found.read("patients.ndjson").splitlines()] == patients[:2]


@pytest.mark.parametrize(
    "wanted",
    [
        {"columns": ["nothing"]}, {"columns": []}, {"columns": ["id", "id"]}, {"columns": ["study.date"]}, {"ids": []},
        {"ids": ["pat_000000000000", "img_000000000000"]}, {"ids": ["img_000000000000"]},
        {"split": {"train": 1, "validation": 1, "test": 1}}, {"split": {"train": 1, "validation": 0, "test": 0, "stratifyBy": "x"}},
    ],
)  # fmt: skip
def test_what_cannot_be_exported_is_refused_and_leaves_nothing(client: Client, wanted: dict[str, Any]) -> None:
    before = client.ask("{ exportJobs { totalCount } }")
    payload = client.ask(CREATE, {"i": {"format": "CSV"} | wanted})["createExport"]
    assert payload["job"] is None
    assert [error["code"] for error in payload["errors"]] == ["INVALID"]
    assert client.ask("{ exportJobs { totalCount } }") == before


def test_who_has_opted_out_since_is_not_in_it(client: Client, patients: list[str]) -> None:
    job = client.ask(CREATE, {"i": {"format": "CSV", "ids": patients, "columns": ["id"]}})["createExport"]["job"]
    change = "mutation($i: SetOptOutInput!) { setOptOut(input: $i) { errors { message } } }"
    client.ask(change, {"i": {"id": patients[0], "optedOut": True}})
    try:
        found = zipfile.ZipFile(io.BytesIO(client.http.get(job["downloadUrl"]).content))
        assert [row["id"] for row in table(found, "patients.csv")] == patients[1:]
    finally:
        client.ask(change, {"i": {"id": patients[0], "optedOut": False}})


def test_an_export_is_its_makers_alone_and_leaves_a_trace(client: Client, patients: list[str]) -> None:
    job = client.ask(CREATE, {"i": {"format": "CSV", "ids": patients}})["createExport"]["job"]
    assert client.http.get(job["downloadUrl"], headers={"Authorization": ""}).status_code == 401
    assert client.http.get("/files/exports/exp_000000000000").status_code == 404
    client.http.get(job["downloadUrl"])
    events = client.ask(
        "query($id: ID!) { auditEvents(first: 10, filter: {objectId: $id}) { nodes { action } } }",
        {"id": job["id"]},
    )["auditEvents"]["nodes"]
    assert {event["action"] for event in events} == {"export.created", "export.downloaded", "export.taken"}
    taken = client.ask(
        "query($id: ID!) { auditEvents(first: 20, filter: {objectId: $id}) { nodes { action } } }", {"id": patients[0]}
    )["auditEvents"]["nodes"]
    assert "export.taken" in {event["action"] for event in taken}


def test_what_is_in_doubt_does_not_leave_not_even_with_its_uploader(client: Client) -> None:
    doubtful = dicom(
        PatientID="in doubt",
        StudyInstanceUID=uid(),
        SeriesInstanceUID=uid(),
        SOPInstanceUID=uid(),
        BurnedInAnnotation="YES",
    )
    job = client.upload([("doubtful.dcm", doubtful)])
    assert job["quarantined"] == 1
    image = job["files"]["nodes"][0]["image"]["id"]
    found = archive(client, format="DICOM", ids=[image])
    assert [name for name in found.namelist() if name.endswith(".dcm")] == []

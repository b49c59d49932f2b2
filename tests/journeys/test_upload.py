"""The main job through the outermost door: files go in over HTTP, a de-identified study comes out."""

import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pydicom
import pytest
import tifffile
from pydicom.data import get_testdata_file

from tests.conftest import ROOT, RunningHub

CT = Path(str(get_testdata_file("CT_small.dcm")))
JOB = "id status total processed accepted duplicates rejected quarantined files(first: 100) { nodes { name status error { code message } image { id } } }"
UPLOAD = f"mutation($input: UploadImagesInput!) {{ uploadImages(input: $input) {{ job {{ {JOB} }} errors {{ code message path }} }} }}"


class Client:
    """A signed-in client that speaks plain HTTP."""

    def __init__(self, hub: RunningHub) -> None:
        self.http = httpx.Client(base_url=hub.base_url, timeout=60, headers={"X-Hub-Client": "test"})
        answer = self.ask(
            "mutation($i: SignInInput!) { signIn(input: $i) { accessToken errors { message } } }",
            {"i": {"email": hub.email, "password": hub.password}},
        )
        self.http.headers["Authorization"] = f"Bearer {answer['signIn']['accessToken']}"

    def ask(self, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        answer = self.http.post("/graphql", json={"query": query, "variables": variables or {}}).json()
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    def send(self, files: list[tuple[str, bytes]], **more: Any) -> dict[str, Any]:
        """Return the payload of an upload."""
        if not files:
            empty: dict[str, Any] = self.ask(UPLOAD, {"input": {"files": [], **more}})["uploadImages"]
            return empty
        variables = {"input": {"files": [None] * len(files), **more}}
        form = {
            "operations": json.dumps({"query": UPLOAD, "variables": variables}),
            "map": json.dumps({str(n): [f"variables.input.files.{n}"] for n in range(len(files))}),
        }
        parts = {str(n): (name, content, "application/dicom") for n, (name, content) in enumerate(files)}
        answer = self.http.post("/graphql", data=form, files=parts).json()
        assert "errors" not in answer, answer["errors"]
        payload: dict[str, Any] = answer["data"]["uploadImages"]
        return payload

    def upload(self, files: list[tuple[str, bytes]], **more: Any) -> dict[str, Any]:
        """Return the finished job."""
        payload = self.send(files, **more)
        assert payload["errors"] == []
        return self.finished(payload["job"]["id"])

    def finished(self, job_id: str) -> dict[str, Any]:
        for _ in range(1800):
            job: dict[str, Any] = self.ask(f"query($id: ID!) {{ uploadJob(id: $id) {{ {JOB} }} }}", {"id": job_id})[
                "uploadJob"
            ]
            if job["status"] == "COMPLETED":
                return job
            time.sleep(0.1)
        raise AssertionError(f"the job did not end: {job}")

    def outcomes(self, job: dict[str, Any]) -> list[tuple[str, str | None]]:
        return [(file["status"], (file["error"] or {}).get("code")) for file in job["files"]["nodes"]]


@pytest.fixture(scope="module")
def client(running_hub: RunningHub) -> Client:
    return Client(running_hub)


def dicom(**changes: Any) -> bytes:
    """Return a small CT image as bytes, with other values."""
    dataset = pydicom.dcmread(CT)
    for keyword, value in changes.items():
        setattr(dataset, keyword, value)
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    buffer = io.BytesIO()
    dataset.save_as(buffer)
    return buffer.getvalue()


def uid() -> str:
    return str(pydicom.uid.generate_uid())


def study_of(name: str = "Silva^Maria", patient: str | None = None, slices: int = 3) -> list[tuple[str, bytes]]:
    """Return files of a new study, of a new patient when none is given."""
    study, series = uid(), uid()
    same = {
        "PatientID": patient or study[-12:],
        "PatientName": name,
        "StudyInstanceUID": study,
        "SeriesInstanceUID": series,
    }
    return [
        (f"{name}-{number}.dcm", dicom(**same, SOPInstanceUID=uid(), InstanceNumber=number + 1))
        for number in range(slices)
    ]


def test_a_study_arrives_de_identified_searchable_and_viewable(client: Client, running_hub: RunningHub) -> None:
    files = study_of(patient="SECRET-4711")
    job = client.upload(files)
    assert client.outcomes(job) == [("ACCEPTED", None)] * 3
    assert (job["total"], job["processed"], job["accepted"]) == (3, 3, 3)
    image_id = job["files"]["nodes"][0]["image"]["id"]
    image = client.ask(
        """query($id: ID!) { image(id: $id) { fileUrl tiffUrl renderedUrl(frame: 1) thumbnailUrl sha256 rows columns
             deidentification { status profile { name } actions { path action } }
             series { id imageCount modality study { id patient { id imageCount modalities gender age } } } } }""",
        {"id": image_id},
    )["image"]
    patient = image["series"]["study"]["patient"]
    assert (image["series"]["imageCount"], patient["imageCount"], patient["modalities"]) == (3, 3, ["CT"])
    assert image["deidentification"]["status"] == "CLEAN"
    stored = client.http.get(image["fileUrl"])
    assert (stored.status_code, stored.headers["content-type"]) == (200, "application/dicom")
    for secret in (b"SECRET-4711", b"Silva", b"Maria"):
        assert secret not in stored.content
    dataset = pydicom.dcmread(io.BytesIO(stored.content))
    assert (dataset.PatientID, dataset.PatientIdentityRemoved) == (patient["id"], "YES")
    original = pydicom.dcmread(io.BytesIO(files[0][1])).pixel_array
    assert np.array_equal(dataset.pixel_array, original)
    assert np.array_equal(tifffile.imread(io.BytesIO(client.http.get(image["tiffUrl"]).content)), original)
    for url in (image["renderedUrl"], image["thumbnailUrl"]):
        assert client.http.get(url).headers["content-type"].startswith("image/")
    assert client.ask(
        "query($f: PatientFilter) { patients(filter: $f) { nodes { id } } }", {"f": {"id": {"eq": patient["id"]}}}
    ) == {"patients": {"nodes": [{"id": patient["id"]}]}}
    assert list((running_hub.data / "staging").glob("job_*")) == []


def test_the_same_person_always_lands_on_the_same_patient(client: Client) -> None:
    jobs = [client.upload(study_of("Costa^Ana", patient="SAME-1", slices=1)) for _ in range(2)]
    patients = {
        client.ask("query($id: ID!) { image(id: $id) { series { study { patient { id } } } } }", {"id": job["files"]["nodes"][0]["image"]["id"]})[
            "image"]["series"]["study"]["patient"]["id"]
        for job in jobs
    }  # fmt: skip
    assert len(patients) == 1


def test_the_same_bytes_are_a_duplicate_and_other_bytes_a_conflict(client: Client, running_hub: RunningHub) -> None:
    same = {"PatientID": "DUP-1", "StudyInstanceUID": uid(), "SeriesInstanceUID": uid(), "SOPInstanceUID": uid()}
    one, other = dicom(**same), dicom(**same, InstanceNumber=99)
    first = client.upload([("a", one), ("b", one)])
    assert sorted(client.outcomes(first), key=str) == [("ACCEPTED", None), ("DUPLICATE", None)]
    image_id = first["files"]["nodes"][0]["image"]["id"]
    before = stored_files(running_hub)
    second = client.upload([("a", one), ("b", other)])
    assert client.outcomes(second) == [("DUPLICATE", None), ("REJECTED", "CONFLICT")]
    assert second["files"]["nodes"][1]["image"] == {"id": image_id}
    assert stored_files(running_hub) == before


def stored_files(hub: RunningHub) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (hub.data / "storage").rglob("*.dcm.tif")}


def test_refused_files_say_why_leave_nothing_and_do_not_stop_the_others(
    client: Client, running_hub: RunningHub
) -> None:
    before = stored_files(running_hub)
    patients = client.ask("{ patients { totalCount } }")
    good = study_of("Good^One", patient="GOOD-1", slices=1)
    bad = [("notes.txt", b"this is no image"), ("empty", b""), ("cut.dcm", CT.read_bytes()[:9000])]
    job = client.upload([*bad, *good])
    assert [status for status, _ in client.outcomes(job)] == ["REJECTED", "REJECTED", "REJECTED", "ACCEPTED"]
    assert all(file["error"]["message"] for file in job["files"]["nodes"][:3])
    assert len(stored_files(running_hub)) == len(before) + 1
    assert client.ask("{ patients { totalCount } }")["patients"]["totalCount"] == patients["patients"]["totalCount"] + 1
    assert list((running_hub.data / "storage" / ".incoming").iterdir()) == []
    assert list((running_hub.data / "staging").glob("job_*")) == []


def test_a_patient_whose_only_files_are_refused_does_not_arise(client: Client) -> None:
    patients = client.ask("{ patients { totalCount } }")
    job = client.upload(
        [("x", dicom(PatientID="NEVER", StudyInstanceUID=uid(), SOPInstanceUID=uid(), PixelData=b"\0" * 10))]
    )
    assert client.outcomes(job)[0][0] == "REJECTED"
    assert client.ask("{ patients { totalCount } }") == patients


def test_a_zip_is_opened_and_what_is_wrong_in_it_is_told_file_by_file(client: Client) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as nested:
        nested.writestr("x", b"1")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in study_of("Zip^Ped", patient="ZIP-1", slices=2):
            archive.writestr(f"folder/{name}", content)
        archive.writestr("../../escape.dcm", CT.read_bytes())
        archive.writestr("inner.zip", inner.getvalue())
    job = client.upload([("study.zip", buffer.getvalue())])
    assert sorted(client.outcomes(job), key=str) == [
        ("ACCEPTED", None), ("ACCEPTED", None), ("REJECTED", "INVALID"), ("REJECTED", "UNSUPPORTED")
    ]  # fmt: skip
    assert (job["total"], job["processed"], job["accepted"], job["rejected"]) == (4, 4, 2, 2)


def test_what_is_no_image_at_all_is_told_from_what_is_damaged(client: Client) -> None:
    directory = Path(str(get_testdata_file("DICOMDIR"))).read_bytes()
    files = [("DICOMDIR", directory), ("notes.txt", b"not an image"), ("cut.dcm", dicom(SOPInstanceUID=uid())[:3000])]
    job = client.upload([*files, *study_of(slices=1)])
    query = "query($id: ID!) { uploadJob(id: $id) { rejected skipped accepted files { nodes { status isSkipped } } } }"
    found = client.ask(query, {"id": job["id"]})["uploadJob"]
    assert (found["rejected"], found["skipped"], found["accepted"]) == (3, 2, 1)
    assert [(file["status"], file["isSkipped"]) for file in found["files"]["nodes"]] == [
        ("REJECTED", True), ("REJECTED", True), ("REJECTED", False), ("ACCEPTED", False)
    ]  # fmt: skip


def test_a_zip_bomb_is_refused_whole(client: Client) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("bomb", "w") as entry:
        for _ in range(1800):
            entry.write(bytes(1024 * 1024))
    job = client.upload([("bomb.zip", buffer.getvalue())])
    assert client.outcomes(job) == [("REJECTED", "TOO_LARGE")]


def test_a_series_that_changes_patient_midway_is_refused_from_there(client: Client) -> None:
    study, series = uid(), uid()
    files = [
        (
            str(n),
            dicom(PatientID=f"MIX-{n // 2}", StudyInstanceUID=study, SeriesInstanceUID=series, SOPInstanceUID=uid()),
        )
        for n in range(3)
    ]
    job = client.upload(files)
    assert client.outcomes(job) == [("ACCEPTED", None), ("ACCEPTED", None), ("REJECTED", "CONFLICT")]


def test_batches_join_one_job_and_a_closed_job_takes_no_more(client: Client) -> None:
    files = study_of("Batch^Es", patient="BATCH-1", slices=2)
    job_id = client.send(files[:1], final=False)["job"]["id"]
    job = client.upload(files[1:], jobId=job_id)
    assert (job["id"], job["accepted"]) == (job_id, 2)
    payload = client.send(study_of(slices=1), jobId=job_id)
    assert (payload["job"], payload["errors"][0]["code"]) == (None, "CONFLICT")


def test_the_uploaders_file_names_are_not_kept(client: Client, running_hub: RunningHub) -> None:
    job = client.upload([("Maria Silva 1961.dcm", study_of(slices=1)[0][1])])
    assert job["files"]["nodes"][0]["name"] == "Maria Silva 1961.dcm"
    for path in running_hub.data.rglob("*"):
        assert "Silva" not in path.name
    assert "Silva" not in (running_hub.data.parent / f"{running_hub.data.name}.log").read_text()


def test_deleting_the_patient_takes_the_files_along(client: Client, running_hub: RunningHub) -> None:
    job = client.upload(study_of("Gone^Soon", patient="GONE-1", slices=2))
    image_id = job["files"]["nodes"][0]["image"]["id"]
    patient = client.ask("query($id: ID!) { image(id: $id) { series { study { patient { id } } } } }", {"id": image_id})[
        "image"]["series"]["study"]["patient"]["id"]  # fmt: skip
    folder = running_hub.data / "storage" / patient
    assert len(list(folder.rglob("*.dcm.tif"))) == 2
    answer = client.ask(
        "mutation($i: DeletePatientInput!) { deletePatient(input: $i) { deletedId deletedImages errors { message } } }",
        {"i": {"id": patient}},
    )
    assert answer["deletePatient"] == {"deletedId": patient, "deletedImages": 2, "errors": []}
    assert not folder.exists()
    assert client.ask("query($id: ID!) { image(id: $id) { id } }", {"id": image_id}) == {"image": None}
    assert client.http.get(f"/files/images/{image_id}").status_code == 404


def test_samples_that_the_project_ships_arrive(client: Client) -> None:
    archives = [(path.name, path.read_bytes()) for path in sorted((ROOT / "samples").glob("ct-*.zip"))]
    job = client.upload(archives)
    assert (job["total"], job["accepted"]) == (9, 9)


def test_a_large_upload_does_not_hold_up_a_small_one(client: Client) -> None:
    large = client.send(study_of("Large^One", slices=150))["job"]["id"]
    small = client.upload(study_of("Small^One", slices=1))
    state = client.ask("query($id: ID!) { uploadJob(id: $id) { status } }", {"id": large})["uploadJob"]
    assert (small["accepted"], state["status"]) == (1, "RUNNING")
    assert client.finished(large)["accepted"] == 150

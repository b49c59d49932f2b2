"""Images over the DICOM network by dcmtk's own programs, and an archive (Orthanc) that takes from the hub and gives back."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pydicom
import pytest

from tests.conftest import ROOT, RunningHub, free_port
from tests.journeys.test_exports import archive
from tests.journeys.test_upload import JOB, Client, study_of

JOBS = f"{{ uploadJobs(first: 1) {{ nodes {{ {JOB} }} }} }}"


@pytest.fixture(scope="module")
def client(running_hub: RunningHub) -> Client:
    return Client(running_hub)


@pytest.fixture(scope="module")
def token(client: Client) -> str:
    made = client.ask(
        "mutation($i: CreateApiTokenInput!) { createApiToken(input: $i) { secret } }",
        {"i": {"name": "modality", "permissions": ["IMAGE_UPLOAD"]}},
    )
    return str(made["createApiToken"]["secret"])


@contextmanager
def listening(hub: RunningHub, token: str, *more: str) -> Iterator[int]:
    """Run `medhub scp` as a process of its own."""
    port = free_port()
    command = [
        sys.executable, "-m", "app", "scp", "--server", hub.base_url, "--port", str(port), "--allow", "STORESCU=127.0.0.1",
        "--allow", "ORTHANC", "--allow", "ELSEWHERE=192.0.2.1", *more,
    ]  # fmt: skip
    process = subprocess.Popen(
        command,
        env=os.environ | {"HUB_TOKEN": token},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert "takes images" in process.stdout.readline()
    try:
        yield port
    finally:
        process.terminate()
        _, told = process.communicate(timeout=30)
        assert "Sent^By" not in told


@pytest.fixture(scope="module")
def port(running_hub: RunningHub, token: str) -> Iterator[int]:
    with listening(running_hub, token) as port:
        yield port


def run(name: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run one of dcmtk's programs, not that of the same name which pynetdicom puts beside our Python."""
    ours = Path(sys.executable).parent
    elsewhere = [folder for folder in os.environ.get("PATH", "").split(os.pathsep) if Path(folder) != ours]
    program = shutil.which(name, path=os.pathsep.join(elsewhere))
    assert program, f"{name} is missing: tests/install-tools.sh"
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False, timeout=60)


def newest(client: Client) -> dict[str, Any]:
    for _ in range(300):
        job: dict[str, Any] = client.ask(JOBS)["uploadJobs"]["nodes"][0]
        if job["status"] == "COMPLETED":
            return job
        time.sleep(0.1)
    raise AssertionError(f"the job did not end: {job}")


def test_a_modality_sends_and_the_hub_has_it(client: Client, port: int, tmp_path: Path) -> None:
    for name, content in study_of("Sent^By^Modality", slices=3):
        (tmp_path / name).write_bytes(content)
    echoed = run("echoscu", "-aet", "STORESCU", "-aec", "MEDHUB", "127.0.0.1", str(port))
    assert echoed.returncode == 0, echoed.stderr
    sent = run("storescu", "-aet", "STORESCU", "-aec", "MEDHUB", "+sd", "127.0.0.1", str(port), str(tmp_path))
    assert sent.returncode == 0, sent.stderr
    job = newest(client)
    assert (job["total"], job["accepted"]) == (3, 3)
    again = run("storescu", "-aet", "STORESCU", "-aec", "MEDHUB", "+sd", "127.0.0.1", str(port), str(tmp_path))
    assert again.returncode == 0
    assert (newest(client)["id"] != job["id"], newest(client)["duplicates"]) == (True, 3)


@pytest.mark.parametrize(
    ("caller", "called"), [("STRANGER", "MEDHUB"), ("STORESCU", "ANOTHER"), ("ELSEWHERE", "MEDHUB")]
)
def test_others_are_turned_away_before_they_send(
    client: Client, port: int, tmp_path: Path, caller: str, called: str
) -> None:
    (image,) = study_of("Sent^By^Stranger", slices=1)
    (tmp_path / "image.dcm").write_bytes(image[1])
    before = client.ask("{ uploadJobs { totalCount } }")
    sent = run("storescu", "-aet", caller, "-aec", called, "127.0.0.1", str(port), str(tmp_path / "image.dcm"))
    assert sent.returncode != 0
    assert "Association Rejected" in sent.stderr
    assert client.ask("{ uploadJobs { totalCount } }") == before


def test_a_token_that_does_not_work_makes_a_failure_not_a_success(running_hub: RunningHub, tmp_path: Path) -> None:
    (image,) = study_of("Sent^By^Nobody", slices=1)
    (tmp_path / "image.dcm").write_bytes(image[1])
    with listening(running_hub, "mdh_guessed") as port:
        sent = run(
            "storescu", "-aet", "STORESCU", "-aec", "MEDHUB", "127.0.0.1", str(port), str(tmp_path / "image.dcm")
        )
    assert sent.returncode != 0


def test_tls_is_spoken_when_there_is_a_certificate(
    client: Client, running_hub: RunningHub, token: str, tmp_path: Path
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    (image,) = study_of("Sent^By^Tls", slices=1)
    (tmp_path / "image.dcm").write_bytes(image[1])
    secured = "--certificate", str(certificate), "--key", str(key), "--authority", str(certificate)
    with listening(running_hub, token, *secured) as port:
        to = "127.0.0.1", str(port), str(tmp_path / "image.dcm")
        assert run("storescu", "-aet", "STORESCU", "-aec", "MEDHUB", *to).returncode != 0
        assert run("storescu", "-aet", "STORESCU", "-aec", "MEDHUB", "+tla", "-ic", *to).returncode != 0
        sent = run(
            "storescu", "-aet", "STORESCU", "-aec", "MEDHUB", "+tls", str(key), str(certificate), "-ic", *to
        )  # fmt: skip
        assert sent.returncode == 0, sent.stderr
    assert newest(client)["accepted"] == 1


@contextmanager
def orthanc(folder: Path, to: int) -> Iterator[httpx.Client]:
    """Run an Orthanc that knows the hub as a modality."""
    program, port = shutil.which("Orthanc") or "/usr/sbin/Orthanc", free_port()
    settings = folder / "orthanc.json"
    settings.write_text(
        json.dumps(
            {"HttpPort": port, "DicomPort": free_port(), "DicomAet": "ORTHANC", "StorageDirectory": str(folder / "orthanc"),
             "IndexDirectory": str(folder / "orthanc"), "AuthenticationEnabled": False, "RemoteAccessAllowed": False,
             "DicomModalities": {"hub": ["MEDHUB", "127.0.0.1", to]}, "Plugins": []}
        )
    )  # fmt: skip
    process = subprocess.Popen([program, str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            for _ in range(200):
                try:
                    client.get("/system")
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield client
    finally:
        process.terminate()
        process.wait(30)


def test_an_archive_takes_from_the_hub_and_what_it_gives_back_is_known(
    client: Client, port: int, tmp_path: Path
) -> None:
    """Hub, DICOM export, Orthanc, C-STORE, hub: the same pixels and hierarchy there, nothing new here."""
    job = client.upload(study_of("Round^Trip", slices=3))
    image = job["files"]["nodes"][0]["image"]["id"]
    found = client.ask(
        "query($id: ID!) { image(id: $id) { series { study { studyInstanceUid patient { id } } } } }", {"id": image}
    )["image"]["series"]["study"]
    before = client.ask("{ patients { totalCount } images { totalCount } }")
    exported = archive(client, format="DICOM", ids=[found["patient"]["id"]])
    files = {
        str(dataset.SOPInstanceUID): dataset
        for name in exported.namelist() if name.endswith(".dcm")
        for dataset in [pydicom.dcmread(BytesIO(exported.read(name)))]
    }  # fmt: skip
    with orthanc(tmp_path, port) as peer:
        for name in exported.namelist():
            if name.endswith(".dcm"):
                assert peer.post("/instances", content=exported.read(name)).json()["Status"] == "Success"
        (study,) = [peer.get(f"/studies/{each}").json() for each in peer.get("/studies").json()]
        assert study["MainDicomTags"]["StudyInstanceUID"] == found["studyInstanceUid"]
        assert study["PatientMainDicomTags"]["PatientID"] == found["patient"]["id"]
        assert [len(peer.get(f"/series/{each}").json()["Instances"]) for each in study["Series"]] == [3]
        for each in peer.get("/instances").json():
            there = pydicom.dcmread(BytesIO(peer.get(f"/instances/{each}/file").content))
            here = files[str(there.SOPInstanceUID)]
            assert (there.pixel_array == here.pixel_array).all()
            assert there.SeriesInstanceUID == here.SeriesInstanceUID
        sent = peer.post("/modalities/hub/store", content=study["ID"])
        assert sent.status_code == 200, sent.text
    back = newest(client)
    assert (back["total"], back["duplicates"], back["accepted"]) == (3, 3, 0)
    assert {node["image"]["id"] for node in back["files"]["nodes"]} == {
        node["image"]["id"] for node in job["files"]["nodes"]
    }
    assert client.ask("{ patients { totalCount } images { totalCount } }") == before

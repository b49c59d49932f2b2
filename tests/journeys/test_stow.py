"""Storing over DICOMweb: by dicomweb-client, and by hand where a sender does what it should not."""

from io import BytesIO
from typing import Any

import pydicom
import pytest
from dicomweb_client.api import DICOMwebClient
from pydicom.dataset import Dataset

from tests.conftest import RunningHub
from tests.journeys.test_upload import Client, dicom, study_of, uid

HEAD = b"--edge\r\nContent-Type: application/dicom\r\n\r\n"
RELATED = 'multipart/related; type="application/dicom"; boundary=edge'


@pytest.fixture(scope="module")
def client(running_hub: RunningHub) -> Client:
    return Client(running_hub)


@pytest.fixture(scope="module")
def web(client: Client, running_hub: RunningHub) -> DICOMwebClient:
    headers = {"Authorization": str(client.http.headers["Authorization"])}
    return DICOMwebClient(url=f"{running_hub.base_url}/dicomweb", headers=headers)


def body(*contents: bytes, end: bytes = b"--edge--\r\n") -> bytes:
    return b"".join(HEAD + content + b"\r\n" for content in contents) + end


def send(client: Client, content: bytes, path: str = "/dicomweb/studies", media: str = RELATED) -> Any:
    return client.http.post(path, content=content, headers={"Content-Type": media})


def staged(hub: RunningHub) -> list[str]:
    """Return what waits; the senders' names of files are kept a minute longer."""
    files = [path for path in (hub.data / "staging").rglob("*") if path.is_file()]
    return [path.name for path in files if ".names" not in path.parts]


def test_what_is_stored_can_be_retrieved_where_the_answer_says(client: Client, web: DICOMwebClient) -> None:
    sent = [pydicom.dcmread(BytesIO(content)) for _, content in study_of("Stow^Rs", slices=3)]
    answer: Dataset = web.store_instances(sent)
    assert "FailedSOPSequence" not in answer
    assert [item.ReferencedSOPInstanceUID for item in answer.ReferencedSOPSequence] == [
        dataset.SOPInstanceUID for dataset in sent
    ]
    for item, dataset in zip(answer.ReferencedSOPSequence, sent, strict=True):
        path = "/dicomweb" + item.RetrieveURL.split("/dicomweb", maxsplit=1)[1]
        stored = client.http.get(path, headers={"Accept": "application/dicom"})
        read = pydicom.dcmread(BytesIO(stored.content))
        assert read.pixel_array.tobytes() == dataset.pixel_array.tobytes()
        assert read.SOPInstanceUID != dataset.SOPInstanceUID
        assert b"Stow" not in stored.content
    again: Dataset = web.store_instances(sent)  # a repeated request stores nothing twice
    assert [item.RetrieveURL for item in again.ReferencedSOPSequence] == [
        item.RetrieveURL for item in answer.ReferencedSOPSequence
    ]


def test_each_instance_has_its_own_outcome(client: Client, running_hub: RunningHub) -> None:
    good = study_of("Mixed^Bag", slices=1)[0][1]
    name = pydicom.dcmread(BytesIO(good)).SOPInstanceUID
    answer = send(client, body(b"no image at all", good, good[:700]))
    assert answer.status_code == 202
    told = Dataset.from_json(answer.json())
    assert [item.ReferencedSOPInstanceUID for item in told.ReferencedSOPSequence] == [name]
    assert [item.FailureReason for item in told.FailedSOPSequence] == [0xC000]
    assert [item.FailureReason for item in told.OtherFailuresSequence] == [0x0122]
    assert send(client, body(b"no image at all")).status_code == 409
    assert staged(running_hub) == []


def test_instances_of_another_study_than_the_address_names_are_refused(client: Client) -> None:
    first, second = study_of("One^Study", slices=1)[0][1], study_of("Other^Study", slices=1)[0][1]
    study = pydicom.dcmread(BytesIO(first)).StudyInstanceUID
    answer = send(client, body(second, first), f"/dicomweb/studies/{study}")
    assert answer.status_code == 202
    told = Dataset.from_json(answer.json())
    assert [item.FailureReason for item in told.FailedSOPSequence] == [0xA900]
    assert [item.ReferencedSOPInstanceUID for item in told.ReferencedSOPSequence] == [
        pydicom.dcmread(BytesIO(first)).SOPInstanceUID
    ]


@pytest.mark.parametrize(
    ("content", "media", "status"),
    [
        (body(), RELATED, 400),
        (body(b"x", end=b""), RELATED, 400),
        (b"nothing of the kind", RELATED, 400),
        (body(b"x"), "multipart/related", 415),
        (body(b"x"), "application/dicom", 415),
        (body(b"x"), f"multipart/related; boundary={'x' * 5000}", 400),
        (body(b"x"), 'multipart/related; type="application/dicom+json"; boundary=edge', 415),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_and_nothing_stays(
    client: Client, running_hub: RunningHub, content: bytes, media: str, status: int
) -> None:
    before = client.ask("{ uploadJobs { totalCount } }")
    assert send(client, content, media=media).status_code == status
    assert client.ask("{ uploadJobs { totalCount } }") == before
    assert staged(running_hub) == []


def test_who_has_opted_out_is_a_failure_of_one_part(client: Client) -> None:
    hidden, good = study_of("Opted^Out", slices=1), study_of("Still^Here", slices=1)[0][1]
    image = client.upload(hidden)["files"]["nodes"][0]["image"]["id"]
    found = client.ask("query($id: ID!) { image(id: $id) { series { study { patient { id } } } } }", {"id": image})
    patient = found["image"]["series"]["study"]["patient"]["id"]
    change = "mutation($i: SetOptOutInput!) { setOptOut(input: $i) { errors { message } } }"
    client.ask(change, {"i": {"id": patient, "optedOut": True}})
    try:
        answer = send(client, body(good, hidden[0][1]))
        assert answer.status_code == 202
        told = Dataset.from_json(answer.json())
        assert len(told.ReferencedSOPSequence) == 1
        assert [item.FailureReason for item in told.FailedSOPSequence] == [0x0110]
    finally:
        client.ask(change, {"i": {"id": patient, "optedOut": False}})


def test_what_waits_for_review_is_told_to_its_uploader_alone(client: Client) -> None:
    doubtful = dicom(
        PatientID="doubt 2",
        StudyInstanceUID=uid(),
        SeriesInstanceUID=uid(),
        SOPInstanceUID=uid(),
        BurnedInAnnotation="YES",
    )
    for _ in range(2):  # the second time it is a duplicate, and still held back
        answer = send(client, body(doubtful))
        assert answer.status_code == 202
        [item] = Dataset.from_json(answer.json()).ReferencedSOPSequence
        assert item.WarningReason == 0xB000


def test_a_cookie_or_a_role_without_uploads_stores_nothing(client: Client) -> None:
    content = body(study_of("No^Body", slices=1)[0][1])
    answer = client.http.post(
        "/dicomweb/studies", content=content, headers={"Content-Type": RELATED, "Authorization": ""}
    )
    assert answer.status_code == 401

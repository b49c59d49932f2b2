"""Objects without pixels through the outermost door: a report goes in beside its image, and points at it still."""

import io
from pathlib import Path
from typing import Any

import pydicom
import pytest
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from app.resolvers.pixels import NO_PIXELS
from tests.conftest import RunningHub
from tests.journeys.test_upload import Client, dicom, uid

REPORT = Path(str(get_testdata_file("reportsi.dcm")))
OBJECT = """query($id: ID!) { image(id: $id) {
  sopClassName frames rows columns samplesPerPixel photometricInterpretation fileUrl tiffUrl renderedUrl thumbnailUrl
  sopInstanceUid deidentification { status } series { id modality imageCount thumbnailUrl study { id patient { id } } } } }"""


def report_on(image: bytes, **changes: Any) -> bytes:
    """Return a report of a person about an image of the same study."""
    source, report = pydicom.dcmread(io.BytesIO(image)), pydicom.dcmread(REPORT)
    for keyword in ("StudyInstanceUID", "PatientID", "PatientName"):
        setattr(report, keyword, getattr(source, keyword))
    report.SOPInstanceUID, report.SeriesInstanceUID = uid(), uid()
    reference, item = Dataset(), Dataset()
    reference.ReferencedSOPClassUID, reference.ReferencedSOPInstanceUID = source.SOPClassUID, source.SOPInstanceUID
    item.RelationshipType, item.ValueType = "CONTAINS", "IMAGE"
    item.ReferencedSOPSequence = Sequence([reference])
    text = Dataset()
    text.RelationshipType, text.ValueType = "CONTAINS", "TEXT"
    text.TextValue = "Nodule in the left lung of Mrs. Almeida, seen by Dr. Bauer"
    report.ContentSequence = Sequence([item, text])
    for keyword, value in changes.items():
        setattr(report, keyword, value)
    buffer = io.BytesIO()
    report.save_as(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def client(running_hub: RunningHub) -> Client:
    return Client(running_hub)


@pytest.fixture(scope="module")
def pair(client: Client) -> tuple[dict[str, Any], dict[str, Any], str]:
    """An image and a report on it, uploaded together: both as the hub shows them, and the report's id."""
    image = dicom(PatientID="REPORTED-1", PatientName="Almeida^Rosa", StudyInstanceUID=uid(), SeriesInstanceUID=uid(), SOPInstanceUID=uid())  # fmt: skip
    job = client.upload([("image.dcm", image), ("report.dcm", report_on(image))])
    assert client.outcomes(job) == [("ACCEPTED", None)] * 2
    ids = [file["image"]["id"] for file in job["files"]["nodes"]]
    shown = [client.ask(OBJECT, {"id": each})["image"] for each in ids]
    return shown[0], shown[1], ids[1]


def test_a_report_is_stored_as_plain_dicom_and_points_at_its_image(
    client: Client, running_hub: RunningHub, pair: tuple[dict[str, Any], dict[str, Any], str]
) -> None:
    image, report, report_id = pair
    assert (report["sopClassName"], report["series"]["modality"]) == ("Basic Text SR", "SR")
    assert (report["frames"], report["rows"], report["columns"], report["samplesPerPixel"]) == (0, 0, 0, 0)
    assert (report["photometricInterpretation"], report["deidentification"]["status"]) == ("", "CLEAN")
    assert report["series"]["study"] == image["series"]["study"]
    assert (image["sopClassName"], image["frames"]) == ("CT Image", 1)
    stored = client.http.get(report["fileUrl"])
    assert (stored.status_code, stored.headers["content-type"]) == (200, "application/dicom")
    dataset = pydicom.dcmread(io.BytesIO(stored.content))
    reference, text = dataset.ContentSequence
    assert reference.ReferencedSOPSequence[0].ReferencedSOPInstanceUID == image["sopInstanceUid"]
    assert text.TextValue == "Nodule in the left lung of"
    for secret in (b"Almeida", b"Bauer", b"REPORTED-1"):
        assert secret not in stored.content
    (path,) = (running_hub.data / "storage").rglob(f"*_{report_id}.dcm")
    assert path.read_bytes() == stored.content


def test_what_needs_pixels_is_refused_with_a_sentence(
    client: Client, pair: tuple[dict[str, Any], dict[str, Any], str]
) -> None:
    _, report, report_id = pair
    frame = f"/files/images/{report_id}/frames/1"
    for url in (report["tiffUrl"], report["renderedUrl"], report["thumbnailUrl"], frame):
        answer = client.http.get(url)
        assert (answer.status_code, answer.json()) == (415, {"code": "UNSUPPORTED", "message": NO_PIXELS})
    assert (report["series"]["imageCount"], report["series"]["thumbnailUrl"]) == (1, None)
    assert client.http.get(f"/files/series/{report['series']['id']}/thumbnail").status_code == 404


def test_its_content_is_among_the_metadata(client: Client, pair: tuple[dict[str, Any], dict[str, Any], str]) -> None:
    _, report, report_id = pair
    (found,) = client.http.get(f"/files/series/{report['series']['id']}/metadata").json()
    assert found["id"] == report_id
    assert [item["0040A040"]["Value"] for item in found["dataset"]["0040A730"]["Value"]] == [["IMAGE"], ["TEXT"]]


def test_deleting_it_removes_its_file(client: Client, running_hub: RunningHub) -> None:
    image = dicom(PatientID="REPORTED-2", StudyInstanceUID=uid(), SeriesInstanceUID=uid(), SOPInstanceUID=uid())
    job = client.upload([("report.dcm", report_on(image))])
    report_id = job["files"]["nodes"][0]["image"]["id"]
    storage = running_hub.data / "storage"
    assert len(list(storage.rglob(f"*{report_id}*"))) == 1
    answer = client.ask(
        "mutation($i: DeleteImageInput!) { deleteImage(input: $i) { deletedId errors { code } } }",
        {"i": {"id": report_id}},
    )
    assert answer["deleteImage"] == {"deletedId": report_id, "errors": []}
    assert list(storage.rglob(f"*{report_id}*")) == []


def test_one_that_still_holds_an_identifier_waits_and_can_only_be_deleted(
    client: Client, running_hub: RunningHub
) -> None:
    image = dicom(PatientID="REPORTED-3", StudyInstanceUID=uid(), SeriesInstanceUID=uid(), SOPInstanceUID=uid())
    report = report_on(image, InstitutionName="Medical Data Hub")  # as the hub says of itself in each file
    job = client.upload([("report.dcm", report)])
    assert [status for status, _ in client.outcomes(job)] == ["QUARANTINED"]
    (found,) = client.ask("{ images(filter: {reviewStatus: [NEEDS_REVIEW], frames: {eq: 0}}) { nodes { id } } }")["images"]["nodes"]  # fmt: skip
    assert client.http.get(f"/files/images/{found['id']}/original").status_code == 415
    approve = "mutation($i: ReviewImageInput!) { reviewImage(input: $i) { errors { code } } }"
    answer = client.ask(approve, {"i": {"id": found["id"], "status": "APPROVED"}})
    assert answer["reviewImage"]["errors"] == [{"code": "CONFLICT"}]
    answer = client.ask(approve, {"i": {"id": found["id"], "status": "REJECTED"}})
    assert answer["reviewImage"]["errors"] == []
    assert list((running_hub.data / "storage").rglob(f"*{found['id']}*")) == []

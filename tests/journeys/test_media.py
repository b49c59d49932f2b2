"""Media in and out: what a DICOMDIR lists is told on the way in, written on the way out; series leave as volumes."""

import csv
import gzip
import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.fileset import FileSet

from tests.conftest import RunningHub
from tests.journeys.test_exports import CREATE, archive
from tests.journeys.test_upload import Client, dicom, study_of, uid

MEDIA = "query($id: ID!) { uploadJob(id: $id) { media { patients studies series files missing extra missingFiles } } }"


@pytest.fixture(scope="module")
def client(running_hub: RunningHub) -> Client:
    return Client(running_hub)


def patient_of(client: Client, job: dict[str, Any]) -> str:
    image = next(node["image"]["id"] for node in job["files"]["nodes"] if node["image"])
    found = client.ask("query($id: ID!) { image(id: $id) { series { study { patient { id } } } } }", {"id": image})
    return str(found["image"]["series"]["study"]["patient"]["id"])


def test_what_is_missing_on_a_medium_and_what_is_extra_is_told(client: Client, tmp_path: Path) -> None:
    medium = FileSet()
    for name, content in study_of("On^Medium", slices=4):
        (tmp_path / name).write_bytes(content)
        medium.add(tmp_path / name)
    medium.write(tmp_path / "disc")
    paths = sorted(path for path in (tmp_path / "disc").rglob("*") if path.is_file())
    files = [(f"disc/{path.relative_to(tmp_path / 'disc')}".lower(), path.read_bytes()) for path in paths]
    left_out = next(name for name, _ in files if name.endswith("im000001"))
    (extra,) = study_of("Not^Listed", slices=1)
    job = client.upload(
        [(name, content) for name, content in files if name != left_out] + [("disc/extra.dcm", extra[1])]
    )
    assert (job["accepted"], job["rejected"]) == (4, 1)
    (media,) = client.ask(MEDIA, {"id": job["id"]})["uploadJob"]["media"]
    assert media == {
        "patients": 1, "studies": 1, "series": 1, "files": 4, "missing": 1, "extra": 1,
        "missingFiles": [left_out.removeprefix("disc/").upper()],
    }  # fmt: skip
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        for name, content in files:
            zipped.writestr(name, content)
    job = client.upload([("disc.zip", packed.getvalue())])
    (media,) = client.ask(MEDIA, {"id": job["id"]})["uploadJob"]["media"]
    assert (media["files"], media["missing"], media["extra"]) == (4, 0, 0)


def test_a_damaged_index_is_left_out_and_stops_nothing(client: Client) -> None:
    content = bytearray(Path(str(get_testdata_file("DICOMDIR"))).read_bytes())
    content[400:420] = b"\xff" * 20
    (image,) = study_of("Beside^Damaged", slices=1)
    job = client.upload([("DICOMDIR", bytes(content)), image])
    assert (job["accepted"], job["rejected"]) == (1, 1)


def test_an_export_with_a_directory_opens_with_other_readers(client: Client, tmp_path: Path) -> None:
    patients = [patient_of(client, client.upload(study_of(f"Medium^{number}", slices=2))) for number in range(2)]
    found = archive(client, format="DICOM", ids=patients, directory=True)
    found.extractall(tmp_path)
    files = {row["file"] for row in csv.DictReader(io.StringIO(found.read("images.csv").decode()))}
    assert len(files) == 4
    index = FileSet(tmp_path / "DICOMDIR")
    assert {str(Path(each.path).relative_to(tmp_path)) for each in index} == files
    assert sorted(index.find_values("PatientID")) == sorted(patients)
    for each in index:
        stored = dcmread(each.path)
        assert (stored.SOPInstanceUID, stored.PatientID) == (each.SOPInstanceUID, each.PatientID)
    dumped = subprocess.run(["dcmdump", str(tmp_path / "DICOMDIR")], capture_output=True, text=True, check=True)
    assert dumped.stdout.count("ReferencedFileID") == 4
    assert not dumped.stderr
    split = {"train": 1, "validation": 0, "test": 0}
    for wanted in ({"format": "CSV"}, {"format": "DICOM", "split": split}):
        payload = client.ask(CREATE, {"i": {"ids": patients, "directory": True, **wanted}})["createExport"]
        assert [error["code"] for error in payload["errors"]] == ["INVALID"]


def test_a_volume_has_the_right_orientation_spacing_and_units(client: Client) -> None:
    """One voxel is bright: where DICOM says that it lies is where the affine must put it."""
    angle = np.radians(20)
    along_row, along_column = np.array([np.cos(angle), np.sin(angle), 0]), np.array([0.0, 0.0, -1.0])
    normal = np.cross(along_row, along_column)
    first, gap, spacing = np.array([-30.0, 40.0, 50.0]), 2.5, (0.7, 0.4)
    study, series = uid(), uid()
    files = []
    for number in (2, 0, 3, 1):
        pixels = np.zeros((128, 128), np.int16)
        if number == 2:
            pixels[90, 17] = 1500
        content = dicom(
            PatientID=study[-12:], StudyInstanceUID=study, SeriesInstanceUID=series, SOPInstanceUID=uid(),
            InstanceNumber=number + 1, PixelData=pixels.tobytes(), PixelSpacing=list(spacing), RescaleSlope=2,
            RescaleIntercept=-1024, ImageOrientationPatient=[round(float(each), 10) for each in (*along_row, *along_column)],
            ImagePositionPatient=[round(float(each), 10) for each in first + number * gap * normal],
        )  # fmt: skip
        files.append((f"{number}.dcm", content))
    patient = patient_of(client, client.upload(files))
    found = archive(client, format="NIFTI", ids=[patient])
    (name,) = [each for each in found.namelist() if each.endswith(".nii.gz")]
    volume = nibabel.Nifti1Image.from_bytes(gzip.decompress(found.read(name)))
    values = np.asarray(volume.dataobj)
    assert (values.shape, values.dtype, int(values.max()), int(values.min())) == ((128, 128, 4), np.int16, 1976, -1024)
    bright = np.argwhere(values == 1976)
    assert bright.tolist() == [[17, 90, 2]]
    left_back_up = first + 17 * spacing[1] * along_row + 90 * spacing[0] * along_column + 2 * gap * normal
    assert np.allclose(volume.affine @ [*bright[0], 1], [*(left_back_up * [-1, -1, 1]), 1], atol=1e-3)
    assert np.allclose(volume.header.get_zooms(), (spacing[1], spacing[0], gap), atol=1e-4)
    assert volume.header.get_xyzt_units()[0] == "mm"


def test_series_that_are_no_volume_say_why(client: Client) -> None:
    patient = patient_of(client, client.upload(study_of("Same^Place", slices=2)))  # both lie at one place
    found = archive(client, format="NIFTI", ids=[patient])
    (row,) = csv.DictReader(io.StringIO(found.read("series.csv").decode()))
    assert (row["file"], row["note"]) == ("", "These images are no volume: they are not at even distances.")

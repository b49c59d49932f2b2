"""Every real file of the shared data is taken, or refused for the right reason: `expectations.tsv` says which.

Columns: path, outcome (ACCEPTED, QUARANTINED, REJECTED), stage that decides (header or pixels, empty for what is taken),
code and reason. All headers are checked here, and a choice of whole files; `python -m tests.imaging.test_breadth FOLDER`
writes the table anew from all whole files, which takes minutes because it reads the text in them.
"""

import csv
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pydicom
import pytest
import tifffile

from app.imaging.deidentify.profile import named
from app.imaging.deidentify.run import Placement, WorkItem, deidentify_file, inspect, or_refusal
from app.imaging.refusal import Refusal
from tests.imaging.samples import PATIENT_ID, SITE_KEY

TABLE = Path(__file__).parent / "expectations.tsv"
PARTS = 4
PLACEMENT = Placement(PATIENT_ID, "stu_0123456789ab", "ser_0123456789ab", "img_0123456789ab")
# One of each layout, small or screened rather than read, so that all of them take seconds.
WHOLE = [
    "ct-series-philips/S2010/I30",
    "mr-series-dicom2nifti/ge/anatomical/001/IM-0001-0112-0001.dcm",
    "mr-series-dicom2nifti/generic/compressed/001/IM-0001-0001-0001.dcm",
    "mr-series-dicom2nifti/generic/compressed_jpegls/001/IM-0001-0001-0001.dcm",
    "mr-series-dicom2nifti/generic/compressed_rle/001/IM-0001-0001-0001.dcm",
    "mr-series-dicom2nifti/generic/rgb/001/IM-0001-0001-0001.dcm",
    "pydicom/test_files/MR_small_bigendian.dcm",
    "pydicom/test_files/MR_small_padded.dcm",
    "pydicom/test_files/SC_rgb_rle_16bit.dcm",
    "pydicom/test_files/SC_rgb_small_odd.dcm",
    "pydicom/test_files/SC_ybr_full_422_uncompressed.dcm",
    "pydicom/test_files/JPEG2000-embedded-sequence-delimiter.dcm",
    "pydicom/test_files/liver_1frame.dcm",
    "pydicom/test_files/image_dfl.dcm",
    "pydicom/test_files/rtdose_rle_1frame.dcm",
    "pydicom-data/emri_small.dcm",
    "pydicom-data/color-pl.dcm",
    "highdicom/sm_image.dcm",
    "highdicom/seg_image_ct_true_fractional.dcm",
    "dicognito/test_writes_deflated_file_correctly/CT_small_deflated.dcm",
    "fo-dicom/TestPattern_Palette.dcm",
    "dcmjs/test/sample-dicom.dcm",
]

WITHOUT_PIXELS = ["pydicom/test_files/rtplan.dcm", "highdicom/sr_document.dcm", "highdicom/sm_annotations.dcm"]


class Row(NamedTuple):
    """What is expected of one file."""

    path: str
    outcome: str
    stage: str
    code: str
    reason: str


def rows() -> list[Row]:
    with TABLE.open(newline="", encoding="utf-8") as file:
        return [Row(*line) for line in list(csv.reader(file, delimiter="\t"))[1:]]


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "MANIFEST.tsv")


def test_every_real_file_has_a_row(shared_data: Path) -> None:
    assert [row.path for row in rows()] == sorted(
        path.relative_to(shared_data).as_posix() for path in files_of(shared_data)
    )


@pytest.mark.parametrize("part", range(PARTS))
def test_every_header_is_taken_or_refused_for_the_right_reason(part: int, shared_data: Path) -> None:
    wrong = {}
    for row in rows()[part::PARTS]:
        found = or_refusal(inspect, shared_data / row.path, SITE_KEY)
        refused = (found.code, found.message) if isinstance(found, Refusal) else None
        if refused != ((row.code, row.reason) if row.stage == "header" else None):
            wrong[row.path] = refused
    assert wrong == {}


@pytest.mark.parametrize("path", WHOLE + WITHOUT_PIXELS)
def test_a_whole_file_has_the_expected_outcome(path: str, shared_data: Path, tmp_path: Path) -> None:
    expected = next(row for row in rows() if row.path == path)
    assert whole(shared_data / path, shared_data, tmp_path) == expected
    stored = tmp_path / "stored.dcm.tif"
    if path in WITHOUT_PIXELS:
        assert stored.read_bytes()[:132] == bytes(128) + b"DICM"
        assert "PixelData" not in pydicom.dcmread(stored)
    elif expected.outcome != "REJECTED":
        seen_as_tiff = tifffile.imread(stored).tobytes()
        assert pydicom.dcmread(stored).PixelData == seen_as_tiff + b"\0" * (len(seen_as_tiff) % 2)
    else:
        assert list(tmp_path.iterdir()) == []


def whole(path: Path, root: Path, folder: Path) -> Row:
    """Return what becomes of a whole file."""
    name, target = path.relative_to(root).as_posix(), folder / "stored.dcm.tif"
    inspected = or_refusal(inspect, path, SITE_KEY)
    if isinstance(inspected, Refusal):
        return Row(name, "REJECTED", "header", inspected.code, inspected.message)
    found = or_refusal(deidentify_file, WorkItem(path, target, PLACEMENT, named("research")), SITE_KEY)
    if isinstance(found, Refusal):
        return Row(name, "REJECTED", "pixels", found.code, found.message)
    return Row(name, "ACCEPTED" if found.status == "CLEAN" else "QUARANTINED", "", "", found.doubt or "")


def _whole_of(arguments: tuple[Path, Path]) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        return whole(*arguments, Path(folder))


def write_table(found: Iterable[Row]) -> None:
    with TABLE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(Row._fields)
        writer.writerows(found)


if __name__ == "__main__":
    source = Path(sys.argv[1])
    with ProcessPoolExecutor() as pool:
        write_table(sorted(pool.map(_whole_of, [(path, source) for path in files_of(source)], chunksize=4)))

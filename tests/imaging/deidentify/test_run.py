"""One file from source to stored: all of it, or nothing."""

import errno
import hashlib
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
import tifffile

from app.errors import HubError
from app.imaging import writing
from app.imaging.deidentify import run
from app.imaging.deidentify.pixels import CleanedPixels
from app.imaging.deidentify.profile import named
from app.imaging.deidentify.run import (
    Deidentified,
    Placement,
    WorkItem,
    deidentify_file,
    deidentify_files,
    inspect_files,
)
from app.imaging.geometry import Region
from app.imaging.header import Inspection
from app.imaging.reading import NOT_DICOM
from app.imaging.refusal import Refusal
from tests.imaging.pictures import image_of, with_text
from tests.imaging.samples import PATIENT_ID, SITE_KEY, changed, sample, sample_path

PLACEMENT = Placement(PATIENT_ID, "stu_0123456789ab", "ser_0123456789ab", "img_0123456789ab")
OTHER_KEY = bytes(32)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def stored(data: bytes, folder: Path, key: bytes = SITE_KEY, profile: str = "research") -> tuple[Deidentified, Path]:
    source, target = folder / "source.dcm", folder / "stored.dcm.tif"
    source.write_bytes(data)
    return deidentify_file(WorkItem(source, target, PLACEMENT, named(profile)), key), target


def test_a_slice_becomes_one_file_that_is_dicom_and_tiff(tmp_path: Path) -> None:
    result, target = stored(sample(), tmp_path)
    original, dataset = pydicom.dcmread(sample_path()), pydicom.dcmread(target)
    assert np.array_equal(dataset.pixel_array, original.pixel_array)
    assert np.array_equal(tifffile.imread(target), original.pixel_array)
    assert (dataset.PatientID, dataset.PatientIdentityRemoved, dataset.BurnedInAnnotation) == (PATIENT_ID, "YES", "NO")
    assert "113101" in [item.CodeValue for item in dataset.DeidentificationMethodCodeSequence]
    assert (result.status, result.doubt, result.regions) == ("CLEAN", None, ())
    assert (result.sha256, result.size) == (hashlib.sha256(target.read_bytes()).hexdigest(), target.stat().st_size)
    assert result.header.sop_instance_uid == dataset.SOPInstanceUID
    attributes = result.header.attributes
    assert (attributes["Rows"], attributes["BitsStored"], attributes["SOPClassUID"]) == (128, 16, dataset.SOPClassUID)


@pytest.mark.parametrize("name", ["CT_small.dcm", "MR_small_bigendian.dcm", "MR_small_RLE.dcm"])
def test_the_same_key_gives_the_same_bytes_and_another_key_other_uids_and_dates(name: str, tmp_path: Path) -> None:
    first, target = stored(sample(name), tmp_path)
    bytes_of_first = target.read_bytes()
    second, _ = stored(sample(name), tmp_path)
    assert target.read_bytes() == bytes_of_first
    assert first == second
    other, _ = stored(sample(name), tmp_path, OTHER_KEY)
    for field in ("study_instance_uid", "series_instance_uid", "sop_instance_uid", "study_date"):
        assert getattr(other.header, field) != getattr(first.header, field)


def test_references_and_intervals_between_files_of_a_patient_hold(tmp_path: Path) -> None:
    first = pydicom.dcmread(sample_path())
    item = pydicom.Dataset()
    item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = first.SOPClassUID, first.SOPInstanceUID
    later: dict[str, Any] = {
        "SOPInstanceUID": "1.2.3.4", "StudyInstanceUID": "1.2.3", "StudyDate": "20240401", "ReferencedImageSequence": [item],
    }  # fmt: skip
    one, target = stored(changed(StudyDate="20240301"), tmp_path)
    two, target = stored(changed(**later), tmp_path)
    reference = pydicom.dcmread(target).ReferencedImageSequence[0].ReferencedSOPInstanceUID
    assert reference == one.header.sop_instance_uid
    assert one.header.study_date is not None
    assert two.header.study_date is not None
    assert two.header.study_date - one.header.study_date == date(2024, 4, 1) - date(2024, 3, 1)
    assert one.header.study_instance_uid != two.header.study_instance_uid


@pytest.mark.parametrize("profile", ["research", "strict"])
def test_nothing_that_identifies_is_in_the_bytes_of_a_stored_file(profile: str, tmp_path: Path) -> None:
    known: dict[str, Any] = {
        "PatientName": "Rumpelstiltskin^Annabella", "PatientID": "MRN-77123", "AccessionNumber": "ACC-99881", "StudyID": "ST-5544",
        "PatientBirthDate": "19610413", "StudyDate": "20240301", "InstitutionName": "St. Elsewhere", "StationName": "ROOM-42",
        "ReferringPhysicianName": "Grimm^Jacob", "StudyDescription": "Annabella's follow-up", "PatientComments": "calls MRN-77123",
        "OtherPatientIDs": ["OTHER-1", "OTHER-2"], "OperatorsName": "Grimm^Wilhelm", "SoftwareVersions": "v1 rumpelstiltskin",
    }  # fmt: skip
    result, target = stored(changed(**known), tmp_path, profile=profile)
    output = (target.read_bytes() + repr(result).encode()).lower()
    for value in (
        b"rumpelstiltskin", b"annabella", b"77123", b"99881", b"5544", b"19610413", b"20240301", b"elsewhere", b"room-42",
        b"grimm", b"other-1", pydicom.dcmread(sample_path()).StudyInstanceUID.encode(),
    ):  # fmt: skip
        assert value not in output


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"no image", "UNSUPPORTED"),
        (sample()[:-50], "REJECTED"),
        (sample("JPEG2000.dcm").replace(b"\xff\x4f\xff\x51", b"\0\0\0\0"), "REJECTED"),
        (changed(Rows=20_000, Columns=20_000), "TOO_LARGE"),
    ],
)
def test_a_refused_file_leaves_nothing_behind(data: bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(HubError) as refused:
        stored(data, tmp_path)
    assert refused.value.code == code
    assert names(tmp_path) == ["source.dcm"]


def test_a_fault_of_our_own_is_a_refusal_without_a_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(written: Path, _: object) -> None:
        assert written.exists()
        raise ValueError("Rumpelstiltskin")

    monkeypatch.setattr(run, "has_residue", fail)
    with pytest.raises(HubError) as refused:
        stored(sample(), tmp_path)
    assert (refused.value.code, refused.value.message) == ("REJECTED", run.UNEXPECTED)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
    assert names(tmp_path) == ["source.dcm"]


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(written: Path, _: object) -> None:
        assert written.exists()
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "has_residue", interrupt)
    with pytest.raises(KeyboardInterrupt):
        stored(sample(), tmp_path)
    assert names(tmp_path) == ["source.dcm"]


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let no file grow past a size, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_is_told_as_such_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(run, "image_header", fail)
    with pytest.raises(HubError) as refused:
        stored(sample(), tmp_path)
    assert (refused.value.code, refused.value.message) == ("UNAVAILABLE", run.NO_SPACE)
    assert names(tmp_path) == ["source.dcm"]


def test_pixels_that_are_not_certain_are_held_back(tmp_path: Path) -> None:
    result, target = stored(changed(BurnedInAnnotation="YES", ImageType=["DERIVED", "SECONDARY"]), tmp_path)
    assert result.status == "NEEDS_REVIEW"
    assert result.doubt is not None
    dataset = pydicom.dcmread(target)
    assert dataset.BurnedInAnnotation == "YES"
    assert "113101" not in [item.CodeValue for item in dataset.DeidentificationMethodCodeSequence]


def test_a_disk_that_takes_no_more_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "stored.dcm.tif"
    with largest_file(10_000), pytest.raises(HubError) as refused:
        deidentify_file(WorkItem(sample_path(), target, PLACEMENT, named("research")), SITE_KEY)
    assert (refused.value.code, refused.value.message) == ("REJECTED", run.UNEXPECTED)
    assert names(tmp_path) == []


def test_a_person_who_saw_the_image_says_which_regions_are_blanked_and_no_others(tmp_path: Path) -> None:
    target = tmp_path / "stored.dcm.tif"
    drawn = (Region(0, 10, 20, 30, 5, "MANUAL"), Region(1, 120, 0, 50, 4, "TEXT", 0.5), Region(2, 0, 0, 9, 9, "TEXT"))
    result = deidentify_file(WorkItem(sample_path(), target, PLACEMENT, named("research"), reviewed=drawn), SITE_KEY)
    inside = (drawn[0], Region(1, 120, 0, 8, 4, "TEXT", 0.5))  # cut to the image; it has no second frame
    assert (result.status, result.doubt, result.regions) == ("CLEAN", None, inside)
    changed_pixels = pydicom.dcmread(target).pixel_array != pydicom.dcmread(sample_path()).pixel_array
    blanked = np.zeros_like(changed_pixels)
    for region in inside:
        blanked[region.box.slices] = True
    assert changed_pixels.any()
    assert not (changed_pixels & ~blanked).any()
    assert "113101" in [item.CodeValue for item in pydicom.dcmread(target).DeidentificationMethodCodeSequence]


def test_a_value_of_the_source_that_is_still_in_the_bytes_is_told(tmp_path: Path) -> None:
    from app.imaging.deidentify.identifiers import Identifiers

    _, target = stored(sample(), tmp_path)
    known = Identifiers(frozenset(), frozenset({"mrn-77123"}))
    assert not run.has_residue(target, known)
    data = target.read_bytes().replace(b"MEDHUB_1", b"MRN-7712")
    target.write_bytes(data.replace(b"Medical Data Hub", b"For the MRN-7712"))
    assert not run.has_residue(target, known)
    assert run.has_residue(target, replace(known, strings=frozenset({"mrn-7712"})))


def test_a_batch_is_a_list_of_results_and_refusals_in_order(tmp_path: Path) -> None:
    bad = tmp_path / "bad.dcm"
    bad.write_bytes(b"no image")
    missing = tmp_path / "missing.dcm"
    inspected = inspect_files([bad, sample_path(), missing], SITE_KEY)
    assert inspected[0] == Refusal("UNSUPPORTED", NOT_DICOM)
    assert isinstance(inspected[1], Inspection)
    assert inspected[2] == Refusal("REJECTED", run.UNEXPECTED)
    items = [
        WorkItem(path, tmp_path / f"{n}.dcm.tif", PLACEMENT, named("research"))
        for n, path in enumerate([bad, sample_path()])
    ]
    results = deidentify_files(items, SITE_KEY)
    assert results[0] == Refusal("UNSUPPORTED", NOT_DICOM)
    assert isinstance(results[1], Deidentified)
    assert names(tmp_path) == ["1.dcm.tif", "bad.dcm"]


def test_a_one_pixel_image_is_taken(tmp_path: Path) -> None:
    result, target = stored(changed(Rows=1, Columns=1, PixelData=b"\x01\x02"), tmp_path)
    assert (result.status, pydicom.dcmread(target).pixel_array.tolist()) == ("CLEAN", [[0x0201]])


@pytest.mark.parametrize("was_read", [True, False])
def test_text_that_is_found_in_the_written_file_holds_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, was_read: bool
) -> None:
    pixels = with_text(np.full((300, 300), 400, np.int16), "DOE JOHN", (80, 60), 40, 2000)[None]
    source, target = tmp_path / "source.dcm", tmp_path / "stored.dcm.tif"
    image_of(pixels, StudyInstanceUID="2.25.2", SeriesInstanceUID="2.25.3").save_as(source, enforce_file_format=True)
    monkeypatch.setattr(
        run,
        "clean_pixels",
        lambda _, pixels, **__: CleanedPixels(pixels, (), verified=True, doubt=None, was_read=was_read),
    )
    statuses = {}
    for one_in in (1, 1 << 32):  # of the slices that were only screened: all, or none
        monkeypatch.setattr(run, "SAMPLED_ONE_IN", one_in)
        result = deidentify_file(WorkItem(source, target, PLACEMENT, named("research")), SITE_KEY)
        statuses[one_in] = (result.status, result.doubt)

    held = ("NEEDS_REVIEW", "A second look at the written pixels found text.")
    assert statuses == {1: held, 1 << 32: held if was_read else ("CLEAN", None)}


def test_one_in_twenty_quiet_slices_is_read() -> None:
    digests = [hashlib.sha256(bytes([number % 256, number // 256])).hexdigest() for number in range(4000)]

    assert 150 < sum(map(run.is_sampled, digests)) < 250


def test_a_file_whose_bytes_still_hold_an_identifier_is_held_back(tmp_path: Path) -> None:
    result, _ = stored(changed(InstitutionName="Medical Data Hub"), tmp_path)  # as the hub says of itself in each file
    assert (result.status, result.doubt) == ("NEEDS_REVIEW", run.RESIDUE)


def test_an_object_without_pixels_becomes_a_plain_dicom_file(tmp_path: Path) -> None:
    result, target = stored(sample("waveform_ecg.dcm"), tmp_path)
    source, dataset = pydicom.dcmread(sample_path("waveform_ecg.dcm")), pydicom.dcmread(target)
    assert target.read_bytes()[:132] == bytes(128) + b"DICM"
    assert (result.sha256, result.size) == (hashlib.sha256(target.read_bytes()).hexdigest(), target.stat().st_size)
    assert (result.status, result.doubt, result.regions) == ("CLEAN", None, ())
    header = result.header
    assert (header.modality, header.frames, header.rows, header.columns, header.samples_per_pixel) == (
        "ECG",
        0,
        0,
        0,
        0,
    )
    assert dataset.WaveformSequence[0].WaveformData == source.WaveformSequence[0].WaveformData
    assert "113101" not in [item.CodeValue for item in dataset.DeidentificationMethodCodeSequence]
    assert dataset.PatientID == PATIENT_ID


def test_an_encapsulated_document_is_replaced_by_two_bytes(tmp_path: Path) -> None:
    changes: dict[str, Any] = {
        "SOPClassUID": "1.2.840.10008.5.1.4.1.1.104.1", "PixelData": None, "EncapsulatedDocument": b"%PDF Rumpelstiltskin",
        "EncapsulatedDocumentLength": 20, "MIMETypeOfEncapsulatedDocument": "application/pdf",
        "DocumentTitle": "Report on Mr. Rumpelstiltskin", "PatientName": "Rumpelstiltskin^Annabella",
    }  # fmt: skip
    result, target = stored(changed(**changes), tmp_path)
    dataset = pydicom.dcmread(target)
    assert (dataset.EncapsulatedDocument, dataset.MIMETypeOfEncapsulatedDocument) == (b"\0\0", "application/pdf")
    assert dataset.DocumentTitle == "Report on"
    assert "EncapsulatedDocumentLength" not in dataset
    assert result.status == "CLEAN"


def test_an_object_whose_bytes_still_hold_an_identifier_is_held_back(tmp_path: Path) -> None:
    result, _ = stored(changed("reportsi.dcm", InstitutionName="Medical Data Hub"), tmp_path)
    assert (result.status, result.doubt) == ("NEEDS_REVIEW", run.RESIDUE)


def test_nothing_is_left_of_an_object_that_does_not_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = writing.encode_header
    monkeypatch.setattr(writing, "encode_header", lambda dataset: real(dataset)[:-5])
    with pytest.raises(HubError) as refused:
        stored(sample("reportsi.dcm"), tmp_path)
    assert refused.value.code == "REJECTED"
    assert names(tmp_path) == ["source.dcm"]


def test_a_value_that_its_vr_cannot_hold_is_refused_for_that(tmp_path: Path) -> None:
    data = changed(Modality="OT", SeriesDescription="x").replace(b"\x08\0\x60\0CS\x02\0OT", b"\x08\0\x60\0UL\x02\0OT")
    with pytest.raises(HubError) as refused:
        stored(data, tmp_path)
    assert (refused.value.code, refused.value.message) == ("REJECTED", run.WRONG_VALUE)
    assert names(tmp_path) == ["source.dcm"]

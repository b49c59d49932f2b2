"""Who a file is about under the site's key, and the facts of a de-identified image."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.imaging.deidentify.engine import deidentify_dataset
from app.imaging.deidentify.profile import named
from app.imaging.header import ImageHeader, Inspection, identity_of, image_header, inspect
from app.imaging.reading import read
from tests.imaging.samples import PATIENT_ID, PSEUDONYMS, SITE_KEY, changed, sample_path, with_syntax


def identity(folder: Path, key: bytes = SITE_KEY, **elements: Any) -> Any:
    path = folder / "file.dcm"
    path.write_bytes(changed(**elements))
    return inspect(path, key).identity


def test_an_inspection_tells_what_is_needed_and_nothing_that_identifies() -> None:
    found = inspect(sample_path(), SITE_KEY)
    dataset = read(sample_path())
    assert isinstance(found, Inspection)
    assert (found.modality, found.instance_number, found.size_bytes) == ("CT", 1, 39206)
    assert found.sop_class_uid == "1.2.840.10008.5.1.4.1.1.2"
    assert len({found.identity.patient, found.identity.study, found.identity.series, found.identity.image}) == 4
    for value in (dataset.PatientID, str(dataset.PatientName), dataset.StudyInstanceUID, dataset.SOPInstanceUID):
        assert value not in repr(found)


SAME_PATIENT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"PatientID": "A 1"}, {"PatientID": " a  1 "}),
    ({"PatientID": "A1", "PatientName": "X"}, {"PatientID": "A1", "PatientName": "Y"}),
    ({"PatientID": "", "PatientName": "Doe^Jane"}, {"PatientID": "", "PatientName": "DOE^JANE"}),
    ({"PatientID": "", "PatientName": ""}, {"PatientID": "", "PatientName": "", "PatientBirthDate": "19700101"}),
]
OTHER_PATIENT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"PatientID": "A1"}, {"PatientID": "A2"}),
    ({"PatientID": "A1"}, {"PatientID": "A1", "IssuerOfPatientID": "B"}),
    ({"PatientID": "A1"}, {"PatientID": "", "PatientName": "A1"}),
    (
        {"PatientID": "", "PatientName": "Doe", "PatientBirthDate": "19700101"},
        {"PatientID": "", "PatientName": "Doe", "PatientBirthDate": "19700102"},
    ),
    (
        {"PatientID": "", "PatientName": "", "StudyInstanceUID": "1.2"},
        {"PatientID": "", "PatientName": "", "StudyInstanceUID": "1.3"},
    ),
]


@pytest.mark.parametrize(("first", "second"), SAME_PATIENT)
def test_two_files_are_of_the_same_patient(first: dict[str, Any], second: dict[str, Any], tmp_path: Path) -> None:
    assert identity(tmp_path, **first).patient == identity(tmp_path, **second).patient


@pytest.mark.parametrize(("first", "second"), OTHER_PATIENT)
def test_two_files_are_of_different_patients(first: dict[str, Any], second: dict[str, Any], tmp_path: Path) -> None:
    assert identity(tmp_path, **first).patient != identity(tmp_path, **second).patient


def test_another_key_gives_other_identities(tmp_path: Path) -> None:
    ours, theirs = identity(tmp_path), identity(tmp_path, bytes(32))
    assert {ours.patient, ours.study, ours.series, ours.image}.isdisjoint(
        {theirs.patient, theirs.study, theirs.series, theirs.image}
    )


def test_identities_do_not_depend_on_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "file.dcm"
    path.write_bytes(with_syntax("1.2.840.10008.1.2"))
    assert inspect(path, SITE_KEY).identity == inspect(sample_path(), SITE_KEY).identity
    small, big = (read(sample_path(f"MR_small{end}.dcm")) for end in ("", "_bigendian"))
    assert identity_of(small, SITE_KEY) == identity_of(big, SITE_KEY)


def header(folder: Path, **elements: Any) -> ImageHeader:
    path = folder / "file.dcm"
    path.write_bytes(changed(**elements))
    return image_header(deidentify_dataset(read(path), named("research"), PSEUDONYMS)[0])


def test_a_header_holds_the_facts_of_the_de_identified_image(tmp_path: Path) -> None:
    elements = {
        "PatientSex": "F", "PatientAge": "047Y", "StudyDate": "20240301", "BodyPartExamined": "BREAST", "ImageLaterality": "L",
        "ViewPosition": "CC", "WindowCenter": "40", "WindowWidth": "400", "PixelSpacing": [0.5, 0.25], "SeriesNumber": "3",
    }  # fmt: skip
    found = header(tmp_path, **elements)
    assert (found.modality, found.patient_sex, found.patient_age) == ("CT", "F", 47)
    assert found.study_date == date(2024, 3, 1) - timedelta(days=PSEUDONYMS.shift_days)
    assert (found.body_part, found.laterality, found.view_position) == ("BREAST", "L", "CC")
    assert (found.rows, found.columns, found.frames, found.samples_per_pixel) == (128, 128, 1, 1)
    assert (found.bits_allocated, found.bits_stored, found.photometric_interpretation) == (16, 16, "MONOCHROME2")
    assert (found.window, found.pixel_spacing) == ((40.0, 400.0), (0.5, 0.25))
    assert (found.series_number, found.instance_number) == (3, 1)
    assert found.sop_instance_uid.startswith("2.25.")
    assert (found.study_description, found.series_description) == ("e+1", None)


def test_attributes_are_small_json_values_by_keyword_without_identity(tmp_path: Path) -> None:
    attributes = header(tmp_path, PixelSpacing=[0.5, 0.25], KVP="120").attributes
    assert attributes["PixelSpacing"] == [0.5, 0.25]
    assert (attributes["KVP"], attributes["Rows"], attributes["Modality"]) == (120.0, 128, "CT")
    assert {"PatientID", "PatientName", "PixelData", "AccessionNumber"}.isdisjoint(attributes)
    assert PATIENT_ID not in repr(attributes)


AGES = {"091Y": 90, "090Y": 90, "018M": 1, "400D": 1, "030W": 0, "old!": None}


@pytest.mark.parametrize("age", AGES)
def test_ages_are_years_up_to_ninety(age: str, tmp_path: Path) -> None:
    assert header(tmp_path, PatientAge=age).patient_age == AGES[age]


def test_malformed_facts_are_none(tmp_path: Path) -> None:
    found = header(tmp_path, PatientSex="X", StudyDate="", WindowCenter="", InstanceNumber=None, PixelSpacing=None)
    assert (found.patient_sex, found.study_date, found.window) == (None, None, None)
    assert (found.instance_number, found.pixel_spacing) == (None, None)


def test_numbers_of_a_wrong_length_do_not_stop_an_inspection(tmp_path: Path) -> None:
    path = tmp_path / "source.dcm"
    whole = changed()
    place = whole.index(b"\x08\x00\x90\x10LO")  # ManufacturerModelName as doubles, of no whole length
    path.write_bytes(whole[: place + 4] + b"FD" + whole[place + 6 :])
    assert inspect(path, SITE_KEY).modality == "CT"

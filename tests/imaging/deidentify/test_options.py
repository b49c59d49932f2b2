"""Every option of PS3.15 section E.3, alone and with others, and a site's own actions by tag."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from app.imaging.deidentify.engine import deidentify_dataset
from app.imaging.deidentify.profile import Handling, Profile, rules_of
from app.imaging.deidentify.pseudonyms import Pseudonyms
from app.imaging.deidentify.run import FACE, Placement, WorkItem, deidentify_file
from app.imaging.deidentify.table import OPTIONS, Option, by_tag
from app.imaging.parsing import DICTIONARY_VRS
from app.imaging.reading import read
from tests.imaging.samples import PATIENT_ID, PSEUDONYMS, SITE_KEY, changed

PLACEMENT = Placement(PATIENT_ID, "stu_0123456789ab", "ser_0123456789ab", "img_0123456789ab")


def profile(*options: Option, **more: Any) -> Profile:
    return Profile("site", 1, frozenset(options), **more)


def result(chosen: Profile, folder: Path, **elements: object) -> Dataset:
    path = folder / "source.dcm"
    path.write_bytes(changed(**elements))
    clean, _ = deidentify_dataset(read(path), chosen, PSEUDONYMS)
    clean.save_as(folder / "result.dcm", enforce_file_format=True)
    return pydicom.dcmread(folder / "result.dcm")


def test_every_row_resolves_under_every_pair_of_options() -> None:
    for options in (*combinations(Option, 1), *combinations(Option, 2), tuple(Option)):
        rules = rules_of(profile(*options))
        for tag, row in by_tag().items():
            if tag in DICTIONARY_VRS:
                found = rules.rule(tag, DICTIONARY_VRS[tag])
                assert found.keyword == row.keyword
                assert found.handling is not Handling.KEEP_TEXT or found.by_option


def test_uids_are_retained_where_they_are_uids(tmp_path: Path) -> None:
    uids = {"FrameOfReferenceUID": "1.2.3.4", "StorageMediaFileSetUID": "no uid", "MappingResourceUID": "1.2.3.5"}
    found = result(profile(Option.RETAIN_UIDS), tmp_path, **uids)
    source = pydicom.dcmread(tmp_path / "source.dcm")
    assert (found.SOPInstanceUID, found.FrameOfReferenceUID) == (source.SOPInstanceUID, "1.2.3.4")
    assert found.file_meta.MediaStorageSOPInstanceUID == source.SOPInstanceUID
    assert (found.StorageMediaFileSetUID, found.MappingResourceUID) == (PSEUDONYMS.uid("no uid"), "1.2.3.5")


def test_full_dates_are_retained_if_they_are_dates(tmp_path: Path) -> None:
    dates = {
        "StudyDate": "20240301",
        "AcquisitionDateTime": "20240301120000.5",
        "SeriesDate": "March",
        "StudyTime": "101112",
    }
    found = result(profile(Option.RETAIN_FULL_DATES), tmp_path, **dates, DateOfGainCalibration="20240101")
    assert (found.StudyDate, found.AcquisitionDateTime, found.StudyTime) == ("20240301", "20240301120000.5", "101112")
    assert (found.get("SeriesDate"), found.DateOfGainCalibration) == (None, "20240101")
    assert found.LongitudinalTemporalInformationModified == "UNMODIFIED"


def test_a_device_is_kept_with_its_identity_and_its_dates_as_dates_are(tmp_path: Path) -> None:
    device = {
        "StationName": "CT01", "DeviceSerialNumber": "SN-55123", "DateOfLastCalibration": "20240301", "StationAETitle": "CT01AE",
        "InstitutionName": "St. Elsewhere",
    }  # fmt: skip
    found = result(profile(Option.RETAIN_DEVICE_IDENTITY, Option.RETAIN_MODIFIED_DATES), tmp_path, **device)
    assert (found.StationName, found.DeviceSerialNumber, found.StationAETitle) == ("CT01", "SN-55123", "CT01AE")
    assert (found.DateOfLastCalibration, found.InstitutionName) == ("20191222", "ANONYMIZED")
    alone = result(profile(Option.RETAIN_DEVICE_IDENTITY), tmp_path, **device)
    assert alone.DateOfLastCalibration == "20240301"


def test_an_institution_is_kept_but_not_a_person_in_its_name(tmp_path: Path) -> None:
    known = {"PatientName": "Rumpelstiltskin^Anna", "InstitutionAddress": "for Rumpelstiltskin"}
    found = result(profile(Option.RETAIN_INSTITUTION_IDENTITY), tmp_path, InstitutionName="St. Elsewhere", **known)
    assert (found.InstitutionName, found.InstitutionAddress) == ("St. Elsewhere", "for")


def test_structured_content_and_graphics_are_gone_through(tmp_path: Path) -> None:
    text = Dataset()
    text.UnformattedTextValue = "nodule, Dr. Hand"
    graphic = Dataset()
    graphic.TextObjectSequence = Sequence([text])
    context = Dataset()
    context.TextValue = "left hand of Smith"
    elements = {"GraphicAnnotationSequence": [graphic], "AcquisitionContextSequence": [context]}
    found = result(profile(Option.CLEAN_STRUCTURED_CONTENT, Option.CLEAN_GRAPHICS), tmp_path, **elements)
    assert found.GraphicAnnotationSequence[0].TextObjectSequence[0].UnformattedTextValue == "nodule"
    assert found.AcquisitionContextSequence[0].TextValue == "left hand of"
    codes = [item.CodeValue for item in found.DeidentificationMethodCodeSequence]
    assert codes == ["113100", "113103", "113104"]


def test_a_sites_own_actions_go_before_the_table(tmp_path: Path) -> None:
    actions = (
        (0x00081030, "K"), (0x00180015, "X"), (0x00180060, "Z"), (0x00180022, "D"), (0x00200052, "K"), (0x00204000, "C"),
        (0x00080090, "K"), (0x00080020, "C"), (0x00100010, "K"), (0x00081032, "X/Z"),
    )  # fmt: skip
    elements: dict[str, Any] = {
        "StudyDescription": "Project Rosebud", "BodyPartExamined": "CHEST", "KVP": "120", "ScanOptions": "HELIX",
        "FrameOfReferenceUID": "1.2.3.4", "ImageComments": "chest of Smith", "ReferringPhysicianName": "Grimm^Jacob",
        "StudyDate": "20240301", "ProcedureCodeSequence": [Dataset()],
    }  # fmt: skip
    found = result(profile(tag_actions=actions), tmp_path, **elements)
    assert (found.StudyDescription, found.get("BodyPartExamined"), found.KVP, found.ScanOptions) == (
        "Project Rosebud", None, None, "ANONYMIZED",
    )  # fmt: skip
    assert (found.FrameOfReferenceUID, found.ImageComments, found.StudyDate) == ("1.2.3.4", "chest of", "20191222")
    assert (str(found.ReferringPhysicianName), str(found.PatientName)) == ("", PATIENT_ID)
    assert "ProcedureCodeSequence" not in found


def test_bulk_values_cannot_be_kept_by_an_action(tmp_path: Path) -> None:
    assert rules_of(profile(tag_actions=((0x0016002B, "K"),))).rule(0x0016002B, "OB").handling is Handling.REMOVE
    assert rules_of(profile(tag_actions=((0x00280030, "C"),))).rule(0x00280030, "DS").handling is Handling.EMPTY


def test_another_project_gives_other_pseudonyms() -> None:
    site, first, second = (Pseudonyms.of(SITE_KEY, "a" * 64, PATIENT_ID, project) for project in ("", "one", "two"))
    assert site == PSEUDONYMS
    assert len({each.uid("1.2.3") for each in (site, first, second)}) == 3
    assert len({each.code("L", "X1") for each in (site, first, second)}) == 3
    assert len({each.shift_days for each in (site, first, second)}) == 3
    assert first == Pseudonyms.of(SITE_KEY, "a" * 64, PATIENT_ID, "one")


FACES = {
    ("CT", "HEAD"): True,
    ("CT", ""): True,
    ("CT", "CHEST"): False,
    ("MR", "KNEE"): False,
    ("PT", "WHOLE BODY"): True,
    ("CR", "SKULL"): False,
    ("XC", "ARM"): True,
}


@pytest.mark.parametrize("case", FACES)
def test_images_that_may_show_a_face_are_held_back_where_a_profile_asks(case: tuple[str, str], tmp_path: Path) -> None:
    modality, part = case
    source = tmp_path / "source.dcm"
    source.write_bytes(
        changed(
            Modality=modality, BodyPartExamined=part, StudyDescription=None, SeriesDescription=None, ProtocolName=None
        )
    )
    chosen = profile(Option.CLEAN_RECOGNIZABLE_VISUAL_FEATURES)
    found = deidentify_file(WorkItem(source, tmp_path / "a.dcm.tif", PLACEMENT, chosen), SITE_KEY)
    assert (found.doubt == FACE, found.status) == (FACES[case], "NEEDS_REVIEW" if found.doubt else "CLEAN")
    codes = pydicom.dcmread(tmp_path / "a.dcm.tif").DeidentificationMethodCodeSequence
    assert "113102" not in [item.CodeValue for item in codes]
    seen = deidentify_file(WorkItem(source, tmp_path / "b.dcm.tif", PLACEMENT, chosen, reviewed=()), SITE_KEY)
    assert seen.doubt is None


def test_options_with_a_column_are_those_of_the_table() -> None:
    assert len(OPTIONS) == 10
    assert Option.CLEAN_RECOGNIZABLE_VISUAL_FEATURES not in OPTIONS

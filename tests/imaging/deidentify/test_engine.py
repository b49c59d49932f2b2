"""The engine on whole data sets: what stays, what goes, and what it says of itself."""

import struct
from pathlib import Path
from typing import Any

import pydicom
import pytest
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag
from pydicom.uid import UID

from app.imaging.deidentify.engine import declare_clean_pixels, deidentify_dataset
from app.imaging.deidentify.profile import named
from app.imaging.deidentify.report import Action, ActionKind
from app.imaging.reading import read
from tests.imaging.samples import PATIENT_ID, PSEUDONYMS, changed, element, sample, sample_path, sequence, with_added


def deidentified(data: bytes, folder: Path, profile: str = "research") -> tuple[Dataset, tuple[Action, ...]]:
    path = folder / "source.dcm"
    path.write_bytes(data)
    return deidentify_dataset(read(path), named(profile), PSEUDONYMS)


def written(dataset: Dataset, folder: Path) -> Dataset:
    path = folder / "result.dcm"
    dataset.save_as(path, enforce_file_format=True)
    return pydicom.dcmread(path)


def kinds(actions: tuple[Action, ...]) -> dict[str, set[ActionKind]]:
    found: dict[str, set[ActionKind]] = {}
    for action in actions:
        found.setdefault(action.keyword or action.path, set()).add(action.kind)
    return found


def test_a_ct_slice_keeps_what_is_of_use_and_loses_the_rest(tmp_path: Path) -> None:
    data = changed(PatientSex="F", PatientAge="091Y", EthnicGroup="Inuit", StudyDate="20240301", StudyTime="101112")
    result, actions = deidentified(data, tmp_path)
    result = written(result, tmp_path)
    kept = (
        "Modality",
        "Rows",
        "KVP",
        "PixelSpacing",
        "Manufacturer",
        "PixelData",
        "PatientSex",
        "EthnicGroup",
        "StudyTime",
    )
    source = pydicom.dcmread(tmp_path / "source.dcm")
    assert {keyword: result[keyword].value for keyword in kept} == {keyword: source[keyword].value for keyword in kept}
    assert (result.PatientID, str(result.PatientName), result.PatientAge) == (PATIENT_ID, PATIENT_ID, "090Y")
    assert result.StudyInstanceUID == PSEUDONYMS.uid(source.StudyInstanceUID)
    assert (result.PatientBirthDate, result.AccessionNumber, result.ReferringPhysicianName) == ("", "", "")
    assert result.InstitutionName == "ANONYMIZED"
    assert (result.StudyDescription, "PatientComments" in result, "SpecificCharacterSet" in result) == (
        "e+1",
        False,
        False,
    )
    found = kinds(actions)
    assert found["PatientSex"] == {ActionKind.KEPT}
    assert found["PatientAge"] == {ActionKind.CLEANED}
    assert found["StudyDate"] == {ActionKind.DATE_SHIFTED}
    assert found["StudyInstanceUID"] == {ActionKind.UID_REPLACED}
    assert found["PatientID"] == {ActionKind.REPLACED}
    assert found["StudyDescription"] == {ActionKind.KEPT}
    assert "Modality" not in found


def test_the_result_says_what_was_done_to_it(tmp_path: Path) -> None:
    result, _ = deidentified(changed(PatientIdentityRemoved="NO", DeidentificationMethod="by hand"), tmp_path)
    declare_clean_pixels(result)
    result = written(result, tmp_path)
    assert result.PatientIdentityRemoved == "YES"
    assert result.DeidentificationMethod == "Medical Data Hub, research v3, PS3.15 2026c"
    codes = [(item.CodeValue, item.CodingSchemeDesignator) for item in result.DeidentificationMethodCodeSequence]
    assert codes == [(code, "DCM") for code in ("113100", "113105", "113107", "113108", "113111", "113101")]
    assert result.LongitudinalTemporalInformationModified == "MODIFIED"
    assert result.BurnedInAnnotation == "NO"


def test_the_strict_profile_says_so_and_keeps_no_date_and_no_characteristic(tmp_path: Path) -> None:
    data = changed(PatientSex="F", PatientAge="041Y", StudyDate="20240301", StudyTime="101112", SeriesDate="20240301")
    result, _ = deidentified(data, tmp_path, "strict")
    result = written(result, tmp_path)
    assert [item.CodeValue for item in result.DeidentificationMethodCodeSequence] == ["113100"]
    assert result.LongitudinalTemporalInformationModified == "REMOVED"
    assert (result.PatientSex, result.StudyDate, result.StudyTime) == ("", "", "")
    assert "PatientAge" not in result
    dates = [one.value for one in result if one.VR in ("DA", "DT") and one.value]
    assert set(dates) <= {"19000101"}


def test_file_meta_are_fresh_and_agree_with_the_data_set(tmp_path: Path) -> None:
    source = pydicom.dcmread(sample_path())
    source.file_meta.SourceApplicationEntityTitle = "HOSPITAL"
    source.file_meta.PrivateInformationCreatorUID = UID("1.2.3")
    source.file_meta.PrivateInformation = b"SECRET"
    path = tmp_path / "with-meta.dcm"
    source.save_as(path)
    result, _ = deidentified(path.read_bytes(), tmp_path)
    assert result.file_meta.MediaStorageSOPInstanceUID == result.SOPInstanceUID == PSEUDONYMS.uid(source.SOPInstanceUID)
    assert {one.keyword for one in result.file_meta} == {
        "FileMetaInformationVersion",
        "MediaStorageSOPClassUID",
        "MediaStorageSOPInstanceUID",
        "TransferSyntaxUID",
        "ImplementationClassUID",
        "ImplementationVersionName",
    }


def reference(**elements: Any) -> Dataset:
    item = Dataset()
    for keyword, value in elements.items():
        setattr(item, keyword, value)
    return item


def test_uids_in_sequences_are_replaced_as_those_outside(tmp_path: Path) -> None:
    item = reference(ReferencedSOPClassUID="1.2.840.10008.5.1.4.1.1.2", ReferencedSOPInstanceUID="1.2.3.4")
    result, actions = deidentified(changed(ReferencedImageSequence=Sequence([item, item])), tmp_path)
    found = [(one.ReferencedSOPClassUID, one.ReferencedSOPInstanceUID) for one in result.ReferencedImageSequence]
    assert found == [("1.2.840.10008.5.1.4.1.1.2", PSEUDONYMS.uid("1.2.3.4"))] * 2
    paths = [action.path for action in actions if action.keyword == "ReferencedSOPInstanceUID"]
    assert paths == ["(0008,1140).(0008,1155)"]


def test_a_sequence_within_an_unknown_vr_is_de_identified_too(tmp_path: Path) -> None:
    inner = struct.pack("<HHI", 0x0008, 0x1155, 8) + b"1.2.3.4\0" + struct.pack("<HHI", 0x0010, 0x0010, 8) + b"DOE^JOHN"
    result, _ = deidentified(with_added(sequence(0x0008, 0x1140, inner, vr="UN")), tmp_path)
    (item,) = result.ReferencedImageSequence
    assert item.ReferencedSOPInstanceUID == PSEUDONYMS.uid("1.2.3.4")
    assert item.PatientName == PATIENT_ID


def code(value: str, scheme: str | None, meaning: str) -> Dataset:
    item = reference(CodeValue=value, CodeMeaning=meaning)
    if scheme is not None:
        item.CodingSchemeDesignator = scheme
    return item


def codes(result: Dataset) -> list[tuple[str, str, str]]:
    return [(item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning) for item in result.AnatomicRegionSequence]


def test_codes_of_published_schemes_stay_and_local_ones_stand_under_a_value_of_their_own(tmp_path: Path) -> None:
    items = [
        code("T-04000", "SRT", "Breast"),
        code("X1", "99HOSPITAL", "Head of Dr. House"),
        code("SGH0101", "SIEMENS_RIS", "Head"),
        code("HOUSTON7", "99HOUSTON", "Houston"),
    ]
    result, actions = deidentified(changed(AnatomicRegionSequence=Sequence(items)), tmp_path)
    assert codes(result) == [
        ("T-04000", "SRT", "Breast"),
        ("X1", "99HOSPITAL", "Head of"),
        ("SGH0101", "SIEMENS_RIS", "Head"),
        (PSEUDONYMS.code("99HOUSTON", "HOUSTON7"), "99LOCAL", "ANONYMIZED"),
    ]
    assert kinds(actions)["CodeMeaning"] == {ActionKind.CLEANED, ActionKind.REPLACED}
    assert kinds(actions)["CodingSchemeDesignator"] == {ActionKind.REPLACED}


def test_a_scheme_that_is_called_after_the_hospital_does_not_tell_it(tmp_path: Path) -> None:
    items = [code("ROUT1", "medneo", "Head")]
    source = changed(InstitutionName="medneo Diagnostikzentrum", AnatomicRegionSequence=Sequence(items))
    result, _ = deidentified(source, tmp_path)
    assert codes(result) == [("ROUT1", "99LOCAL", "Head")]


def test_a_published_code_does_not_carry_a_name(tmp_path: Path) -> None:
    items = [code("Rumpelstiltskin", "SCT", "Rumpelstiltskin of the breast")]
    result, _ = deidentified(changed(AnatomicRegionSequence=Sequence(items)), tmp_path)
    assert codes(result) == [(PSEUDONYMS.code("SCT", "Rumpelstiltskin"), "99LOCAL", "of the breast")]


def test_local_codes_say_nothing_where_text_is_not_cleaned(tmp_path: Path) -> None:
    items = [code("T-04000", "SRT", "Breast"), code("X1", "99HOSPITAL", "Ward"), code("X2", None, "House")]
    result, actions = deidentified(changed(AnatomicRegionSequence=Sequence(items)), tmp_path, "strict")
    first, second, third = result.AnatomicRegionSequence
    assert (first.CodeValue, first.CodingSchemeDesignator, first.CodeMeaning) == ("T-04000", "SRT", "Breast")
    assert (second.CodeValue, second.CodingSchemeDesignator, second.CodeMeaning) == (
        PSEUDONYMS.code("99HOSPITAL", "X1"), "99LOCAL", "ANONYMIZED",
    )  # fmt: skip
    assert (third.CodeValue, third.CodeMeaning) == (PSEUDONYMS.code("", "X2"), "ANONYMIZED")
    assert "CodingSchemeDesignator" not in third
    for keyword in ("CodeValue", "CodingSchemeDesignator", "CodeMeaning"):
        assert ActionKind.REPLACED in kinds(actions)[keyword]


def test_sequences_are_emptied_removed_or_kept_as_the_table_says(tmp_path: Path) -> None:
    item = code("414408004", "SCT", "Caucasian")
    data = changed(
        AcquisitionContextSequence=Sequence([item]),
        ReferencedStudySequence=Sequence([reference(ReferencedSOPInstanceUID="1.2.3")]),
        EthnicGroupCodeSequence=Sequence([item]),
        RequestAttributesSequence=Sequence([item]),
        PregnancyStatus=1,
    )
    result, actions = deidentified(data, tmp_path)
    assert len(result.AcquisitionContextSequence) == 0
    assert [one.CodeMeaning for one in result.EthnicGroupCodeSequence] == ["Caucasian"]
    assert result.PregnancyStatus == 1
    assert "ReferencedStudySequence" not in result
    assert [one.CodeMeaning for one in result.RequestAttributesSequence] == ["Caucasian"]
    found = kinds(actions)
    assert found["AcquisitionContextSequence"] == {ActionKind.EMPTIED}
    assert found["EthnicGroupCodeSequence"] == found["PregnancyStatus"] == {ActionKind.KEPT}
    assert found["ReferencedStudySequence"] == {ActionKind.REMOVED}
    assert found["RequestAttributesSequence"] == {ActionKind.KEPT}


def test_a_look_up_table_of_rising_numbers_is_no_hidden_text(tmp_path: Path) -> None:
    table = struct.pack("<8H", *(0x4141 + 0x0101 * step for step in range(8)))
    lut = reference(LUTDescriptor=[8, 0, 16])
    lut.add_new(0x00283006, "US", list(struct.unpack("<8H", table)))
    result, _ = deidentified(changed(VOILUTSequence=Sequence([lut])), tmp_path)
    assert result.VOILUTSequence[0].get_item(0x00283006).value == table


def test_a_coded_string_padded_with_zero_is_padded_with_a_space(tmp_path: Path) -> None:
    data = with_added(element(0x0018, 0x5100, "CS", b"FFS\0"), changed(PatientPosition=None))
    result, _ = deidentified(data, tmp_path)
    assert result.get_item(0x00185100).value == b"FFS "


def test_a_technical_text_longer_than_any_is_emptied(tmp_path: Path) -> None:
    result, _ = deidentified(
        with_added(element(0x0018, 0x1020, "LO", b"v1" * 6000), changed(SoftwareVersions=None)), tmp_path
    )
    assert result.SoftwareVersions == "ANONYMIZED"


IDENTIFIED = {
    "Manufacturer": ("Siemens for Rumpelstiltskin", "Siemens for", "Siemens"),
    "SoftwareVersions": ("v1 MRN-77123", "v1", "v1"),
    "ConvolutionKernel": ("B30 20240301", "B30", "B30"),
    "ManufacturerModelName": ("model 01.03.2024", "model", "model"),
    "BodyPartExamined": ("RUMPELSTILTSKIN", "", "BREAST"),
    "AcquisitionNumber": ("7712345", None, "12"),
    "TransducerData": ("St. Elsewhere Hospital", "ANONYMIZED", "C5-1"),
    "FilterType": ("mrn 0077123", "ANONYMIZED", "WEDGE"),
    "ImageComments": ("anna's left knee, 1 March 2024", "left knee", "left knee"),
}


@pytest.mark.parametrize("keyword", IDENTIFIED)
def test_an_identifier_of_the_file_is_cut_out_of_a_kept_value(keyword: str, tmp_path: Path) -> None:
    known = {
        "PatientName": "Rumpelstiltskin^Anna",
        "PatientID": "MRN-77123",
        "AccessionNumber": "7712345",
        "StudyDate": "20240301",
        "InstitutionName": "St. Elsewhere Hospital",
    }
    bad, left, good = IDENTIFIED[keyword]
    result, actions = deidentified(changed(**known, **{keyword: bad}), tmp_path)
    assert result[keyword].value == left
    kind = ActionKind.REPLACED if left == "ANONYMIZED" else ActionKind.CLEANED if left else ActionKind.EMPTIED
    assert kinds(actions)[keyword] == {kind}
    result, actions = deidentified(changed(**known, **{keyword: good}), tmp_path)
    assert result[keyword].value == good
    assert kinds(actions).get(keyword) in (None, {ActionKind.KEPT})


def test_a_coded_value_that_holds_a_name_goes_alone(tmp_path: Path) -> None:
    data = changed(
        PatientName="Rumpelstiltskin^Anna", ImageType=["ORIGINAL", "PRIMARY", "RUMPELSTILTSKIN", "Anna B", "AXIAL"]
    )
    result, actions = deidentified(data, tmp_path)
    assert list(result.ImageType) == ["ORIGINAL", "PRIMARY", "", "", "AXIAL"]
    assert kinds(actions)["ImageType"] == {ActionKind.CLEANED}


def test_a_name_that_is_also_a_word_goes_from_a_code(tmp_path: Path) -> None:
    result, _ = deidentified(changed(PatientName="Brown^Anna", ImageType=["ORIGINAL", "PRIMARY", "BROWN"]), tmp_path)
    assert list(result.ImageType) == ["ORIGINAL", "PRIMARY", ""]


def test_a_name_in_another_script_is_recognised_and_text_is_written_in_utf_8(tmp_path: Path) -> None:
    data = changed(
        SpecificCharacterSet="ISO_IR 126", PatientName="Διονυσιος", Manufacturer="Ελλάς", SoftwareVersions="ΔΙΟΝΥΣΙΟΣ"
    )
    result, _ = deidentified(data, tmp_path)
    result = written(result, tmp_path)
    assert result.SpecificCharacterSet == "ISO_IR 192"
    assert result.Manufacturer == "Ελλάς"
    assert result.SoftwareVersions == "ANONYMIZED"


def test_of_text_that_lies_about_its_character_set_only_known_words_stay(tmp_path: Path) -> None:
    data = sample().replace(b"GE MEDICAL SYSTEMS", b"GE\xff\xfe\x00\x01 SYSTEMS\x00\x02\x03\x04")
    result, _ = deidentified(changed(SpecificCharacterSet="ISO_IR 192", Manufacturer="GE"), tmp_path)
    assert result.Manufacturer == "GE"
    result, _ = deidentified(data, tmp_path)
    assert result.Manufacturer == "SYSTEMS"


MALFORMED = {
    (0x0018, 0x0060, "DS", b"John Doe"): b"",
    (0x0020, 0x0012, "IS", b"John Doe"): b"",
    (0x0018, 0x5100, "CS", b"John Doe"): b"",
    (0x0008, 0x0032, "TM", b"John Doe"): b"",
    (0x0008, 0x0022, "DA", b"John Doe"): b"",
    (0x0008, 0x002A, "DT", b"John Doe"): b"19000101",
    (0x0010, 0x1010, "AS", b"John Doe"): b"",
    (0x0028, 0x0106, "US", b"John Doe"): None,
    (0x0018, 0x9073, "FD", b"John Doe!!"): None,
    (0x0028, 0x2000, "OB", b"John Doe" * 10): None,
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_value_that_is_not_what_its_vr_allows_does_not_pass(
    case: tuple[int, int, str, bytes], tmp_path: Path
) -> None:
    group, number, vr, value = case
    source = pydicom.dcmread(sample_path())
    if (group, number) in source:
        del source[group, number]
    path = tmp_path / "without.dcm"
    source.save_as(path)
    result, _ = deidentified(with_added(element(group, number, vr, value), path.read_bytes()), tmp_path)
    found = result.get_item(group << 16 | number)
    assert (found.value if found is not None else None) == MALFORMED[case]


def test_a_uid_that_is_none_is_replaced_and_still_the_same_everywhere(tmp_path: Path) -> None:
    data = with_added(element(0x0020, 0x0052, "UI", b"Room of John Doe"), changed(FrameOfReferenceUID=None))
    result, _ = deidentified(data, tmp_path)
    assert result.FrameOfReferenceUID == PSEUDONYMS.uid("Room of John Doe")


def test_ages_in_other_attributes_are_grouped_too(tmp_path: Path) -> None:
    result, _ = deidentified(with_added(element(0x0010, 0x1010, "AS", b"103Y"), changed(PatientAge=None)), tmp_path)
    assert result.PatientAge == "090Y"


def test_the_source_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "source.dcm"
    path.write_bytes(sample())
    dataset = read(path)
    before = {tag: dataset.get_item(tag) for tag in dataset.keys()}  # noqa: SIM118
    deidentify_dataset(dataset, named("research"), PSEUDONYMS)
    assert {tag: dataset.get_item(tag) for tag in dataset.keys()} == before  # noqa: SIM118


def test_a_data_set_of_pydicoms_own_reading_gives_the_same(tmp_path: Path) -> None:
    ours, _ = deidentify_dataset(read(sample_path("MR_small.dcm")), named("research"), PSEUDONYMS)
    theirs, _ = deidentify_dataset(pydicom.dcmread(sample_path("MR_small_implicit.dcm")), named("research"), PSEUDONYMS)
    uids = ("SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID")
    for keyword in uids:
        assert ours[keyword].value == theirs[keyword].value
    assert {one.keyword: str(one.value) for one in ours} == {one.keyword: str(one.value) for one in theirs}


REPORTS = {"reportsi.dcm": 3, "test-SR.dcm": 3, "rtstruct.dcm": 1, "rtplan.dcm": 1, "waveform_ecg.dcm": 1}
TEXTS = {
    "PN": b"Zqxcanary^Anna",
    "LO": b"zqxcanary",
    "SH": b"zqxcanary",
    "UT": b"see zqxcanary",
    "ST": b"zqxcanary ",
    "LT": b"Dr. Zqxcanary",
}


def planted(dataset: Dataset) -> None:
    """Put a name into every text of a data set, at every depth."""
    for one in dataset:
        if one.VR == "SQ":
            for item in one.value:
                planted(item)
        elif one.VR in TEXTS and one.keyword not in ("CodeValue", "CodingSchemeDesignator"):
            dataset[one.tag] = pydicom.DataElement(one.tag, one.VR, TEXTS[one.VR].decode())


@pytest.mark.parametrize("profile", ["research", "strict"])
@pytest.mark.parametrize("name", REPORTS)
def test_reports_plans_and_waveforms_lose_names_in_their_content_and_keep_its_tree(
    name: str, profile: str, tmp_path: Path
) -> None:
    source = pydicom.dcmread(sample_path(name), force=True)
    planted(source)
    source.file_meta.TransferSyntaxUID = UID("1.2.840.10008.1.2.1")
    result, _ = deidentify_dataset(source, named(profile), PSEUDONYMS)
    path = tmp_path / "result.dcm"
    result.save_as(path, enforce_file_format=True)
    assert b"zqxcanary" not in path.read_bytes().lower()
    assert len(pydicom.dcmread(path).get("ContentSequence", [])) == len(source.get("ContentSequence", []))


def test_a_content_item_is_cleaned_by_its_kind(tmp_path: Path) -> None:
    items = [
        reference(ValueType="TEXT", TextValue="Nodule in the left lung, seen by Dr. Hand on 1.3.2024"),
        reference(ValueType="PNAME", PersonName="Hand^Anna"),
        reference(ValueType="DATE", Date="20240301"),
        reference(ValueType="UIDREF", UID="1.2.3.4"),
        reference(ValueType="NUM", MeasuredValueSequence=Sequence([reference(NumericValue="12.5")])),
    ]
    result, _ = deidentified(changed(ContentSequence=Sequence(items)), tmp_path)
    text, person, day, uid, number = result.ContentSequence
    assert (text.ValueType, text.TextValue) == ("TEXT", "Nodule in the left lung, on")
    assert (str(person.PersonName), uid.UID) == ("ANONYMIZED", PSEUDONYMS.uid("1.2.3.4"))
    assert (day.Date, number.MeasuredValueSequence[0].NumericValue) == ("20191222", 12.5)
    result, _ = deidentified(changed(ContentSequence=Sequence(items)), tmp_path, "strict")
    assert (result.ContentSequence[0].TextValue, result.ContentSequence[2].Date) == ("ANONYMIZED", "19000101")


SAFE = (
    element(0x0019, 0x0010, "LO", b"SIEMENS MR HEADER ")
    + element(0x0019, 0x100C, "IS", b"1000")
    + element(0x0019, 0x100D, "CS", b"DIRECTIONAL ")
    + element(0x0019, 0x100E, "UN", struct.pack("<3d", 0, 0.5, 1))
    + element(0x0019, 0x1008, "CS", b"SOMETHING ")
)


def test_safe_private_attributes_stay_with_their_creator(tmp_path: Path) -> None:
    source = pydicom.dcmread(sample_path())
    source.remove_private_tags()
    source.save_as(tmp_path / "plain.dcm")
    data = (tmp_path / "plain.dcm").read_bytes()
    result, actions = deidentified(with_added(SAFE, data), tmp_path)
    result = written(result, tmp_path)
    assert [(int(one.tag), one.VR, one.value) for one in result if one.tag.is_private] == [
        (0x00190010, "LO", "SIEMENS MR HEADER"), (0x0019100C, "IS", 1000), (0x0019100D, "CS", "DIRECTIONAL"),
        (0x0019100E, "FD", [0.0, 0.5, 1.0]),
    ]  # fmt: skip
    assert {action.kind for action in actions if action.path == "(0019,1008)"} == {ActionKind.REMOVED}
    result, actions = deidentified(with_added(SAFE, data), tmp_path, "strict")
    assert [one for one in written(result, tmp_path) if one.tag.is_private] == []
    assert {action.kind for action in actions if action.path == "(0019,0010)"} == {ActionKind.REMOVED}


UNSAFE = {
    "another creator": element(0x0019, 0x0010, "LO", b"SOMEBODY") + element(0x0019, 0x100C, "IS", b"1000"),
    "no creator": element(0x0019, 0x100C, "IS", b"1000"),
    "creator of another block": element(0x0019, 0x0011, "LO", b"SIEMENS MR HEADER ") + element(0x0019, 0x100C, "IS", b"1000"),
    "another VR": element(0x0019, 0x0010, "LO", b"SIEMENS MR HEADER ") + element(0x0019, 0x100C, "UT", b"Anna"),
    "text in a number": element(0x0019, 0x0010, "LO", b"SIEMENS MR HEADER ") + element(0x0019, 0x100E, "FD", b"Zqxcanar" * 2),
    "a name in a code": element(0x0019, 0x0010, "LO", b"SIEMENS MR HEADER ") + element(0x0019, 0x100E, "CS", b"ZQXCANARY "),
    "a name in a text": element(0x0025, 0x0010, "LO", b"GEMS_PARM_01") + element(0x0025, 0x1027, "SH", b"Zqxcanary "),
    "a sequence in unknown encoding": element(0x200D, 0x0010, "LO", b"Philips US Imaging DD 045 ")
    + element(0x200D, 0x10F1, "UN", b"Zqxcanary "),
}  # fmt: skip


@pytest.mark.parametrize("case", UNSAFE)
def test_a_private_attribute_that_is_not_quite_a_safe_one_goes(case: str, tmp_path: Path) -> None:
    source = pydicom.dcmread(sample_path())
    source.remove_private_tags()
    source.save_as(tmp_path / "plain.dcm")
    result, _ = deidentified(with_added(UNSAFE[case], (tmp_path / "plain.dcm").read_bytes()), tmp_path)
    assert [one for one in written(result, tmp_path) if one.tag.is_private] == []


def test_safe_private_sequences_are_gone_through(tmp_path: Path) -> None:
    inner = element(0x200D, 0x0010, "LO", b"Philips US Imaging DD 046 ") + element(0x200D, 0x1017, "FD", bytes(8))
    inner += element(0x0010, 0x0010, "PN", b"Zqxcanary ") + element(0x200D, 0x1018, "LO", b"Zqxcanary ")
    data = element(0x200D, 0x0010, "LO", b"Philips US Imaging DD 045 ") + sequence(0x200D, 0x10F1, inner)
    result, _ = deidentified(with_added(data), tmp_path)
    (item,) = written(result, tmp_path)[0x200D, 0x10F1].value
    assert [(int(one.tag), str(one.value)) for one in item] == [
        (0x00100010, PATIENT_ID), (0x200D0010, "Philips US Imaging DD 046"), (0x200D1017, "0.0"),
    ]  # fmt: skip


def test_a_code_is_not_an_id_of_the_file(tmp_path: Path) -> None:
    items = Sequence([code("T-77123", "SRT", "Breast")])
    result, _ = deidentified(changed(PatientID="T-77123", AnatomicRegionSequence=items), tmp_path)
    assert codes(result) == [(PSEUDONYMS.code("SRT", "T-77123"), "99LOCAL", "Breast")]


def test_the_version_of_a_scheme_is_one_or_goes(tmp_path: Path) -> None:
    items = [code("T-04000", "SRT", "Breast") for _ in range(3)]
    items[0].CodingSchemeVersion, items[1].CodingSchemeVersion = "20091021", "Rumpelstiltskin"
    result, actions = deidentified(changed(AnatomicRegionSequence=Sequence(items)), tmp_path)
    assert [item.get("CodingSchemeVersion") for item in result.AnatomicRegionSequence] == ["20091021", None, None]
    assert kinds(actions)["CodingSchemeVersion"] == {ActionKind.REMOVED}


def test_an_id_hidden_in_a_look_up_table_costs_the_table(tmp_path: Path) -> None:
    table = element(0x0028, 0x1201, "OW", b"\1\2\3\4mrn-77123\0")
    result, actions = deidentified(with_added(table, changed(PatientID="MRN-77123")), tmp_path)
    assert "RedPaletteColorLookupTableData" not in result
    assert kinds(actions)["RedPaletteColorLookupTableData"] == {ActionKind.REMOVED}


def test_names_are_found_in_every_spelling_of_their_letters(tmp_path: Path) -> None:
    known = {"SpecificCharacterSet": "ISO_IR 192", "PatientName": "Weiß^Zoë=山田^太郎", "SoftwareVersions": "WEISS v1"}
    result, _ = deidentified(
        changed(**known, FilterType="ZOE 3", SequenceName="x山田太郎", TransducerData="weiß"), tmp_path
    )
    found = (result.SoftwareVersions, result.FilterType, result.SequenceName, result.TransducerData)
    assert found == ("v1", "3", "ANONYMIZED", "ANONYMIZED")


def test_a_sequence_that_nobody_has_parsed_yet_is_parsed() -> None:
    item = b"\xfe\xff\x00\xe0\x12\x00\x00\x00" + b"\x08\x00\x55\x11\x0a\x00\x00\x00" + b"1.2.3.4.5\0"
    tag = BaseTag(0x00081140)
    source = Dataset()
    source[tag] = RawDataElement(tag, None, len(item), item, 0, True, True)
    source.SOPClassUID, source.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", "1.2.3"
    source.file_meta = FileMetaDataset()
    source.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1"
    result, _ = deidentify_dataset(source, named("research"), PSEUDONYMS)
    assert result.ReferencedImageSequence[0].ReferencedSOPInstanceUID == PSEUDONYMS.uid("1.2.3.4.5")

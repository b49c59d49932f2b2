"""Which rule an attribute gets."""

import hashlib

import pytest
from pydicom._dicom_dict import DicomDictionary
from pydicom.datadict import dictionary_VR, tag_for_keyword

from app.errors import NotFound
from app.imaging.deidentify.profile import Handling, named
from app.imaging.parsing import DICTIONARY_VRS

RESEARCH = {
    "PatientName": Handling.NAME,
    "PatientID": Handling.NAME,
    "PatientBirthDate": Handling.EMPTY,
    "PatientSex": Handling.KEEP,
    "PatientAge": Handling.AGE,
    "EthnicGroup": Handling.KEEP_TEXT,
    "OtherPatientIDsSequence": Handling.REMOVE,
    "StudyDate": Handling.DATE,
    "StudyTime": Handling.KEEP,
    "AcquisitionDateTime": Handling.DATE,
    "StudyDescription": Handling.CLEAN,
    "InstitutionName": Handling.DUMMY,
    "AccessionNumber": Handling.EMPTY,
    "ReferringPhysicianName": Handling.EMPTY,
    "OperatorsName": Handling.DUMMY,
    "DeviceSerialNumber": Handling.DUMMY,
    "StudyInstanceUID": Handling.UID,
    "FrameOfReferenceUID": Handling.UID,
    "ReferencedImageSequence": Handling.RECURSE,
    "RequestAttributesSequence": Handling.RECURSE,
    "ReferencedStudySequence": Handling.REMOVE,
    "AcquisitionContextSequence": Handling.EMPTY,
    "IssuerOfTheContainerIdentifierSequence": Handling.EMPTY,
    "IssuerOfPatientIDQualifiersSequence": Handling.REMOVE,
    "EthnicGroupCodeSequence": Handling.RECURSE,
    "SOPInstanceUID": Handling.UID,
    "SOPClassUID": Handling.KEEP,
    "DateOfGainCalibration": Handling.DATE,
    "TimeOfGainCalibration": Handling.KEEP,
    "ContentDescription": Handling.CLEAN,
    "TrackingID": Handling.CLEAN,
    "PregnancyStatus": Handling.KEEP,
    "Manufacturer": Handling.KEEP_TEXT,
    "BodyPartExamined": Handling.KEEP,
    "ImageType": Handling.KEEP,
    "PixelData": Handling.KEEP,
    "RedPaletteColorLookupTableData": Handling.KEEP,
    "IconImageSequence": Handling.REMOVE,
    "EncapsulatedDocument": Handling.DUMMY,
    "DataSetTrailingPadding": Handling.REMOVE,
    "BurnedInAnnotation": Handling.KEEP,
    "PatientIdentityRemoved": Handling.REMOVE,
    "FrameOfInterestDescription": Handling.CLEAN,
    "CodeMeaning": Handling.CLEAN,
    "TextValue": Handling.CLEAN,
    "RetrieveURL": Handling.REMOVE,
    "EvaluatorName": Handling.EMPTY,
    "DigitalSignaturesSequence": Handling.REMOVE,
    "EncryptedAttributesSequence": Handling.REMOVE,
}
STRICT = {
    "StudyDescription": Handling.REMOVE,
    "ContentDescription": Handling.EMPTY,
    "FrameOfInterestDescription": Handling.REMOVE,
    "TextValue": Handling.DUMMY,
    "RequestAttributesSequence": Handling.REMOVE,
    "DateOfGainCalibration": Handling.EMPTY,
    "TimeOfGainCalibration": Handling.EMPTY,
    "EthnicGroupCodeSequence": Handling.REMOVE,
    "PregnancyStatus": Handling.REMOVE,
    "PatientSex": Handling.EMPTY,
    "PatientAge": Handling.REMOVE,
    "StudyDate": Handling.EMPTY,
    "StudyTime": Handling.EMPTY,
    "AcquisitionDateTime": Handling.DUMMY,
    "DateOfSecondaryCapture": Handling.REMOVE,
    "StudyInstanceUID": Handling.UID,
}


@pytest.mark.parametrize("keyword", RESEARCH)
def test_the_research_profile_handles_an_attribute_so(keyword: str) -> None:
    assert _handling("research", keyword) is RESEARCH[keyword]


@pytest.mark.parametrize("keyword", STRICT)
def test_the_strict_profile_handles_an_attribute_so(keyword: str) -> None:
    assert _handling("strict", keyword) is STRICT[keyword]


def _handling(profile: str, keyword: str) -> Handling:
    tag = tag_for_keyword(keyword)
    assert tag is not None
    vr = dictionary_VR(tag)
    return named(profile).rule(tag, {"OB or OW": "OW"}.get(vr, vr)).handling


@pytest.mark.parametrize(
    "tag",
    [
        0x00090010, 0x00091001, 0x00190010, 0x50003000, 0x500A0010, 0x60000022, 0x60001500, 0x60003000, 0x00020102,
        0x00041130, 0x00189999, 0x7FE10010, 0xFFFEE000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("vr", ["LO", "US", "SQ", "UN", "OB"])
def test_what_the_dictionary_does_not_name_is_removed(tag: int, vr: str) -> None:
    assert named("research").rule(tag, vr).handling is Handling.REMOVE


LIES = {
    ("Rows", "LO"): Handling.REMOVE,
    ("Modality", "UN"): Handling.REMOVE,
    ("StudyDate", "UT"): Handling.REMOVE,
    ("KVP", "OB"): Handling.REMOVE,
    ("KVP", "FD"): Handling.REMOVE,
    ("PixelData", "UT"): Handling.REMOVE,
    ("FrameOfInterestDescription", "CS"): Handling.CLEAN,
    ("Rows", "SS"): Handling.KEEP,
}


@pytest.mark.parametrize(("keyword", "vr"), LIES)
def test_a_vr_that_lies_about_an_attribute_does_not_save_it(keyword: str, vr: str) -> None:
    tag = tag_for_keyword(keyword)
    assert tag is not None
    assert named("research").rule(tag, vr).handling is LIES[keyword, vr]


def test_an_option_that_keeps_an_attribute_is_told() -> None:
    assert named("research").rule(0x00100040, "CS").by_option
    assert not named("research").rule(0x00080060, "CS").by_option


def test_an_unknown_profile_is_refused_by_the_names_of_those_that_there_are() -> None:
    with pytest.raises(NotFound, match="research, strict"):
        named("none")


# Of every attribute of PS3.6 the handling. Where a rule has changed, raise the version, then write the new digest here:
# images say which version they were made by.
VERSIONS = {"research": (3, "1423264739ac27f1"), "strict": (3, "1eb7ca8abe2e1165")}


@pytest.mark.parametrize("name", VERSIONS)
def test_a_built_in_profile_gets_another_version_with_other_rules(name: str) -> None:
    profile = named(name)
    rules = "".join(f"{tag:08x}{profile.rule(tag, DICTIONARY_VRS[tag])}" for tag in sorted(DicomDictionary))
    assert (profile.version, hashlib.sha256(rules.encode()).hexdigest()[:16]) == VERSIONS[name]

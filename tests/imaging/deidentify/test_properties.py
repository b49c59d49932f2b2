"""Properties over data sets that nobody would write: any element, any VR, any depth."""

import tempfile
from io import BytesIO
from pathlib import Path

import pydicom
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom._dicom_dict import DicomDictionary
from pydicom.dataset import Dataset
from pydicom.uid import UID

from app.errors import HubError
from app.imaging.deidentify.engine import deidentify_dataset
from app.imaging.deidentify.profile import BUILT_IN
from app.imaging.explicit import encode_header
from app.imaging.parsing import LONG_VRS, SHORT_VRS
from app.imaging.reading import read
from app.imaging.uids import STANDARD_UIDS
from tests.imaging.samples import PSEUDONYMS, changed, element, sequence, with_added

NAME, PATIENT, ACCESSION = b"rumpelstiltskin", b"mrn-7712345", b"acc-998877"
SOURCE = changed(PatientName="Rumpelstiltskin^Annabella", PatientID="MRN-7712345", AccessionNumber="ACC-998877")
IMAGE = frozenset({0x7FE00010, *(tag for tag in DicomDictionary if tag >> 16 in (0x0002, 0x0028))})

vrs = st.sampled_from(sorted((LONG_VRS | SHORT_VRS) - {b"SQ"})).map(bytes.decode)
tags = st.one_of(
    st.sampled_from(sorted(DicomDictionary.keys() - IMAGE)),
    st.integers(0x00090000, 0x7FDFFFFF).filter(lambda tag: tag & 0xFFFF and tag not in IMAGE and tag >> 16 != 0x0028),
)
secrets = st.sampled_from(
    [NAME, NAME.upper(), b"Rumpelstiltskin^Annabella", PATIENT, PATIENT.upper(), ACCESSION.upper()]
)
values = st.builds(
    lambda before, secret, after: before + secret + after, st.binary(max_size=9), secrets, st.binary(max_size=9)
)
leaves = st.builds(lambda tag, vr, value: element(tag >> 16, tag & 0xFFFF, vr, value), tags, vrs, values)
trees = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda tag, items: sequence(tag >> 16, tag & 0xFFFF, *items), tags, st.lists(inner, max_size=3)
    ),
    max_leaves=8,
)


def result_of(content: bytes, profile: str) -> Dataset | None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(with_added(content, SOURCE))
        file.flush()
        try:
            return deidentify_dataset(read(Path(file.name)), BUILT_IN[profile], PSEUDONYMS)[0]
        except HubError:
            return None


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(trees, min_size=1, max_size=6).map(b"".join), st.sampled_from(sorted(BUILT_IN)))
def test_a_name_or_id_planted_anywhere_is_not_in_the_bytes_that_are_written(content: bytes, profile: str) -> None:
    result = result_of(content, profile)
    if result is None:
        return
    stream = BytesIO()
    result.save_as(stream, enforce_file_format=True)
    for written in (stream.getvalue().lower(), encode_header(result).lower()):
        assert [secret for secret in (NAME, PATIENT, ACCESSION) if secret in written] == []


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(trees, min_size=1, max_size=6).map(b"".join), st.sampled_from(sorted(BUILT_IN)))
def test_every_result_is_read_back_and_holds_only_registered_or_pseudonymous_uids(content: bytes, profile: str) -> None:
    result = result_of(content, profile)
    if result is None:
        return
    stream = BytesIO()
    result.save_as(stream, enforce_file_format=True)
    stream.seek(0)
    assert_pseudonymous(pydicom.dcmread(stream))


def assert_pseudonymous(dataset: Dataset) -> None:
    for one in dataset:
        assert not one.tag.is_private or one.tag.is_private_creator or one.tag.group in (0x0019, 0x0025, 0x0043, 0x0045)
        if one.VR == "SQ":
            for item in one.value:
                assert_pseudonymous(item)
        elif one.VR == "UI":
            uids = [one.value] if isinstance(one.value, UID) else list(one.value or [])
            assert all(not uid or uid in STANDARD_UIDS or uid.startswith("2.25.") for uid in uids)

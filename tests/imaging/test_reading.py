"""Whatever bytes come in, reading ends in a data set or in the right refusal."""

import random
import struct
import tempfile
from contextlib import suppress
from pathlib import Path

import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import HubError
from app.imaging import reading
from app.imaging.parsing import DAMAGED, TRUNCATED, Limits, make_dataset
from app.imaging.reading import read
from tests.imaging.samples import (
    changed,
    deflated,
    element,
    item,
    meta,
    nested,
    sample,
    sample_path,
    sequence,
    with_added,
    with_syntax,
)

MEGAPIXELS = "A frame has more than 128 megapixels, which is over the limit."
DEEP = "The file nests sequences more than 32 deep, which is over the limit."
CT = sample()

BAD_INPUT = {
    "an empty file": (b"", "UNSUPPORTED", reading.NOT_DICOM),
    "seven bytes": (b"\x08\0\x05\0CS\n", "UNSUPPORTED", reading.NOT_DICOM),
    "zeros": (bytes(10_000), "UNSUPPORTED", reading.NOT_DICOM),
    "a PNG": (b"\x89PNG\r\n\x1a\n" + bytes(500), "UNSUPPORTED", reading.NOT_DICOM),
    "a TIFF": (b"II*\0\x08\0\0\0" + bytes(500), "UNSUPPORTED", reading.NOT_DICOM),
    "JSON": (b'{"00080005": {"vr": "CS"}}' * 20, "UNSUPPORTED", reading.NOT_DICOM),
    "half a file": (CT[: len(CT) // 2], "REJECTED", TRUNCATED),
    "a file cut in its pixels": (CT[:-100], "REJECTED", TRUNCATED),
    "a file cut in its file meta": (CT[:200], "REJECTED", TRUNCATED),
    "a length past the end": (
        with_added(element(0x0010, 0x4000, "UT", b"abc ", 0x7FFFFFFF)), "REJECTED", TRUNCATED,
    ),
    "an item past the end": (
        with_added(element(8, 0x1140, "SQ", struct.pack("<HHI", 0xFFFE, 0xE000, 99_999_999), 8)), "REJECTED", TRUNCATED,
    ),
    "a sequence of no items": (
        with_added(element(8, 0x1140, "SQ", element(8, 0x60, "CS", b"CT"))), "REJECTED", DAMAGED,
    ),
    "a sequence without end": (CT + element(8, 0x1140, "SQ", b"", 0xFFFFFFFF), "REJECTED", TRUNCATED),
    "33 nested sequences": (with_added(nested(33)), "TOO_LARGE", DEEP),
    "64 nested sequences": (with_added(nested(64)), "TOO_LARGE", DEEP),
    "10,000 nested sequences": (with_added(nested(10_000)), "TOO_LARGE", DEEP),
    "half a million elements": (
        with_added(element(0x0018, 0x0050, "DS", b"") * 500_001),
        "TOO_LARGE", "The file has more than 500,000 data elements, which is over the limit.",
    ),
    "a deflate bomb": (deflated(bytes(40 << 20)), "TOO_LARGE", reading.INFLATION),
    "a damaged deflated file": (deflated(b"")[:-2] + b"\xff" * 40, "REJECTED", DAMAGED),
    "a cut deflated file": (deflated(random.Random(1).randbytes(5000))[:-500], "REJECTED", TRUNCATED),
    "65,535 rows and columns": (changed(Rows=65535, Columns=65535), "TOO_LARGE", MEGAPIXELS),
    "20,000 rows and columns": (changed(Rows=20_000, Columns=20_000), "TOO_LARGE", MEGAPIXELS),
    "100,000 frames": (
        changed(NumberOfFrames="100000"),
        "TOO_LARGE", "The decoded pixels take more than 1024 MB, which is over the limit.",
    ),
    "one row too many": (changed(Rows=129), "REJECTED", reading.TOO_FEW_PIXELS),
    "no rows": (changed(Rows=0), "REJECTED", reading.BAD_LAYOUT),
    "a negative number of frames": (changed(NumberOfFrames="-1"), "REJECTED", reading.BAD_LAYOUT),
    "no pixel data": (changed(PixelData=None), "REJECTED", reading.NO_PIXELS),
    "empty pixel data": (changed(PixelData=b""), "REJECTED", reading.NO_PIXELS),
    "no SOP instance UID": (changed(SOPInstanceUID=None), "REJECTED", reading.NO_UIDS),
    "no study instance UID": (changed(StudyInstanceUID=None), "REJECTED", reading.NO_UIDS),
    "an empty series instance UID": (changed(SeriesInstanceUID=""), "REJECTED", reading.NO_UIDS),
    "a SOP instance UID that is called a text": (
        with_added(element(0x0008, 0x0018, "LO", b"1.2.3 "), changed(SOPInstanceUID=None)), "REJECTED", reading.NO_UIDS,
    ),
    "no SOP class UID": (changed(SOPClassUID=None), "REJECTED", reading.NO_UIDS),
    "speech": (changed("waveform_ecg.dcm", SOPClassUID="1.2.840.10008.5.1.4.1.1.9.4.1"), "UNSUPPORTED", reading.NOT_TAKEN),
    "a report that has pixels": (changed(SOPClassUID="1.2.840.10008.5.1.4.1.1.88.33"), "UNSUPPORTED", reading.NOT_TAKEN),
    "a report that has pixels of floats": (
        changed("test-SR.dcm", FloatPixelData=b"\0" * 8), "UNSUPPORTED", reading.NOT_TAKEN
    ),
    "a private SOP class": (changed(SOPClassUID="1.3.46.670589.11.0.0.12.1"), "UNSUPPORTED", reading.NOT_TAKEN),
    "a DICOMDIR": (sample("DICOMDIR"), "UNSUPPORTED", reading.DIRECTORY),
    "video": (with_syntax("1.2.840.10008.1.2.4.102"), "UNSUPPORTED", reading.SYNTAX),
    "an unknown transfer syntax": (with_syntax("1.2.3.4.5"), "UNSUPPORTED", reading.SYNTAX),
    "native pixels called JPEG 2000": (with_syntax("1.2.840.10008.1.2.4.90"), "REJECTED", reading.MISFIT),
    "JPEG 2000 called native": (
        sample("JPEG2000.dcm").replace(b"1.2.840.10008.1.2.4.91", b"1.2.840.10008.1.2.1\0\0\0"),
        "REJECTED", reading.MISFIT,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input_is_refused_with_its_own_reason(name: str, tmp_path: Path) -> None:
    content, code, message = BAD_INPUT[name]
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(HubError) as refused:
        read(path)
    assert (refused.value.code, refused.value.message) == (code, message)


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input_is_refused_alike_when_the_pixels_are_left_out(name: str, tmp_path: Path) -> None:
    content, code, message = BAD_INPUT[name]
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(HubError) as refused:
        read(path, with_pixels=False)
    assert (refused.value.code, refused.value.message) == (code, message)


def test_a_file_over_the_size_limit_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(CT)
    path.chmod(0)
    with pytest.raises(HubError) as refused:
        read(path, Limits(file_bytes=1 << 10))
    assert refused.value.code == "TOO_LARGE"


GOOD_INPUT = {
    "as it is": CT,
    "without a preamble": CT[132:],
    "without file meta": CT[len(meta()) :],
    "declared implicit": with_syntax("1.2.840.10008.1.2"),
    "declared big endian": with_syntax("1.2.840.10008.1.2.2"),
    "deflated": deflated(CT[len(meta()) :]),
    "declared nothing": with_syntax(""),
    "32 nested sequences": with_added(nested(32)),
    "items behind the pixels": CT
    + item(b"")[:8].replace(b"\xff" * 4, b"\0" * 4)
    + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0),
    "zeros behind the pixels": CT + bytes(6),
    "an unknown VR with a short length": with_added(struct.pack("<HH2sH", 0x0018, 0x9999, b"ZZ", 4) + b"abcd"),
    "an unknown VR with a long length": with_added(struct.pack("<HH2sHI", 0x0018, 0x9999, b"ZZ", 0, 4) + b"abcd"),
    "no VR at all": with_added(struct.pack("<HHI", 0x0018, 0x9999, 4) + b"abcd"),
    "an odd length": with_added(element(0x0018, 0x1030, "LO", b"odd")),
    "a group length": with_added(element(0x0018, 0x0000, "UL", b"\x10\0\0\0")),
    "a duplicate tag": with_added(element(0x0008, 0x0060, "CS", b"CT")),
}


@pytest.mark.parametrize("name", GOOD_INPUT)
def test_unusual_files_are_read_with_the_same_pixels_and_names(name: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(GOOD_INPUT[name])
    dataset, original = read(path), pydicom.dcmread(sample_path())
    assert dataset.PixelData == original.PixelData
    assert (dataset.PatientID, dataset.Modality, dataset.Rows) == (original.PatientID, "CT", 128)
    assert str(dataset.file_meta.TransferSyntaxUID) == "1.2.840.10008.1.2.1"


@pytest.mark.parametrize("name", ["MR_small_bigendian.dcm", "MR_small_implicit.dcm", "MR_small_expb.dcm"])
def test_every_encoding_gives_the_same_elements(name: str) -> None:
    plain, other = read(sample_path("MR_small.dcm")), read(sample_path(name))
    differing = {
        tag for tag in plain.keys() & other.keys() if not tag.is_private and plain[tag].value != other[tag].value
    }
    assert differing == set()
    assert other.PixelData == plain.PixelData


@pytest.mark.parametrize("name", ["SC_rgb_rle_32bit.dcm", "JPEG2000.dcm", "image_dfl.dcm", "SC_rgb_small_odd.dcm"])
def test_pixel_data_are_those_that_pydicom_reads(name: str) -> None:
    assert read(sample_path(name)).PixelData == pydicom.dcmread(sample_path(name)).PixelData


def test_a_sequence_within_an_unknown_vr_is_read_as_a_sequence(tmp_path: Path) -> None:
    inner = struct.pack("<HHI", 0x0008, 0x1155, 4) + b"1.2\0"
    path = tmp_path / "file"
    path.write_bytes(with_added(sequence(0x0008, 0x1140, inner, vr="UN")))
    dataset = read(path)
    assert [one.ReferencedSOPInstanceUID for one in dataset.ReferencedImageSequence] == ["1.2"]


def test_an_explicit_sequence_within_an_unknown_vr_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(with_added(sequence(0x0008, 0x1140, element(0x0008, 0x1155, "UI", b"1.2\0"), vr="UN")))
    assert [one.ReferencedSOPInstanceUID for one in read(path).ReferencedImageSequence] == ["1.2"]


@pytest.mark.parametrize("charset", ["ISO_IR 192", "ISO_IR 126"])
def test_names_in_the_files_character_set_are_read(charset: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(changed(SpecificCharacterSet=charset, PatientName="Διονυσιος"))
    assert str(read(path).PatientName) == "Διονυσιος"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(128, len(CT) - 1), st.binary(min_size=1, max_size=4)), min_size=1, max_size=12),
    st.integers(200, len(CT)),
)
def test_no_bytes_whatever_raise_anything_but_a_refusal(changes: list[tuple[int, bytes]], size: int) -> None:
    data = bytearray(CT[:size])
    for place, value in changes:
        data[place : place + len(value)] = value
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        with suppress(HubError):
            assert read(Path(file.name)).PixelData


def test_a_data_set_is_made_as_pydicom_makes_one() -> None:
    made, again = make_dataset({}, ["latin_1"]), make_dataset({}, ["latin_1"])
    usual = pydicom.Dataset({}, parent_encoding=["latin_1"])
    usual.set_original_encoding(is_implicit_vr=False, is_little_endian=True, character_encoding=["latin_1"])
    assert vars(made) == vars(usual)
    shared = [name for name, value in vars(made).items() if isinstance(value, dict) and value is vars(again)[name]]
    assert shared == []

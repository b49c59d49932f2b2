"""Canaries: what the profile does not keep gets a unique string in every real file, and the output bytes are searched.

The copy is written by pydicom, not by the code under test, and more is planted where no element was: private blocks,
curves, overlays, file meta, the preamble, unknown elements, text, names, trailing padding; at the top and in items.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from pathlib import Path

import pydicom
import pytest
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.filewriter import dcmwrite
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag
from pydicom.uid import UID

from app.errors import HubError
from app.imaging.deidentify.engine import deidentify_dataset, plain
from app.imaging.deidentify.profile import Handling, Profile, named
from app.imaging.explicit import encode_header
from app.imaging.reading import read
from tests.imaging.samples import PSEUDONYMS

KEPT = {Handling.KEEP, Handling.KEEP_TEXT}
PARTS = 8
CHARACTER_SET = 0x00080005
PLANTED = {
    (0x0009, 0x0010): "LO", (0x0009, 0x1001): "UN", (0x0009, 0x1002): "LO", (0x0019, 0x0010): "LO", (0x0019, 0x10AA): "OB",
    (0x0008, 0x9999): "LO", (0x0010, 0x0010): "PN", (0x0010, 0x21B0): "LT", (0x0010, 0x4000): "LT", (0x0018, 0x4000): "LT",
    (0x0018, 0x9999): "UT", (0x0020, 0x4000): "LT", (0x0032, 0x1060): "LO", (0x0040, 0xA123): "PN", (0x0040, 0xA160): "UT",
    (0x0042, 0x0011): "OB", (0x5000, 0x2500): "LO", (0x5000, 0x3000): "OB", (0x6000, 0x0022): "LO", (0x6000, 0x1500): "LO",
    (0x6000, 0x3000): "OB", (0x6002, 0x4000): "LT", (0x7FE1, 0x1010): "OB", (0xFFFC, 0xFFFC): "OB",
}  # fmt: skip


def canaries() -> Iterator[bytes]:
    return (b"CANARY%08d" % number for number in count())


def real_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "MANIFEST.tsv")


def planted(dataset: Dataset, profile: Profile, values: Iterator[bytes]) -> Dataset:
    """Return the data set with a canary in all that the profile does not keep, and with more that it must not keep."""
    elements: dict[BaseTag, DataElement | RawDataElement] = {}
    for tag in dataset.keys():  # noqa: SIM118
        if tag == CHARACTER_SET:
            continue  # pydicom could not write the copy
        element = plain(dataset, tag)
        rule = profile.rule(int(tag), str(element.VR))
        if isinstance(element, DataElement):
            items = Sequence(planted(item, profile, values) for item in element.value)
            elements[tag] = DataElement(tag, "SQ", items)
        elif rule.handling in KEPT:
            elements[tag] = element
        else:
            elements[tag] = raw(tag, str(element.VR), next(values))
    for (group, number), vr in PLANTED.items():
        tag = BaseTag(group << 16 | number)
        elements[tag] = raw(tag, vr, next(values))
    result = Dataset(elements)
    result.set_original_encoding(is_implicit_vr=False, is_little_endian=True, character_encoding="iso8859")
    return result


def raw(tag: BaseTag, vr: str, value: bytes) -> RawDataElement:
    return RawDataElement(tag, vr, len(value), value, 0, False, True)


def copy_with_canaries(path: Path, profile: Profile) -> bytes:
    values = canaries()
    source = read(path)
    copy = planted(source, profile, values)
    nested = Dataset(
        {BaseTag(g << 16 | n): raw(BaseTag(g << 16 | n), vr, next(values)) for (g, n), vr in PLANTED.items()}
    )
    nested.set_original_encoding(is_implicit_vr=False, is_little_endian=True, character_encoding="iso8859")
    copy[0x00081140] = DataElement(0x00081140, "SQ", Sequence([nested]))
    copy.file_meta = source.file_meta
    copy.file_meta.MediaStorageSOPClassUID = copy.SOPClassUID
    copy.file_meta.MediaStorageSOPInstanceUID = UID("1.2.3")
    copy.file_meta.SourceApplicationEntityTitle = next(values).decode()
    copy.file_meta.PrivateInformationCreatorUID = UID("1.2.3")
    copy.file_meta.PrivateInformation = next(values)
    copy.preamble = next(values).ljust(128, b"\0")
    stream = BytesIO()
    dcmwrite(stream, copy, enforce_file_format=True)
    return stream.getvalue()


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", ["research", "strict"])
def test_no_canary_survives_in_any_real_file(name: str, part: int, shared_data: Path, tmp_path: Path) -> None:
    profile, checked = named(name), 0
    leaks: dict[str, list[bytes]] = {}
    broken: list[str] = []
    for path in real_files(shared_data)[part::PARTS]:
        try:
            data = copy_with_canaries(path, profile)
        except HubError:
            continue  # refused as it is
        copy = tmp_path / "copy.dcm"
        copy.write_bytes(data)
        assert data.count(b"CANARY") > 2 * len(PLANTED)
        try:
            result, actions = deidentify_dataset(read(copy), profile, PSEUDONYMS)
        except HubError:
            broken.append(path.name)
            continue
        stream = BytesIO()
        dcmwrite(stream, result, enforce_file_format=True)
        output = encode_header(result) + stream.getvalue() + repr(actions).encode()
        if found := re.findall(rb"CANARY\d+", output):
            leaks[path.relative_to(shared_data).as_posix()] = found
        checked += 1
    assert leaks == {}
    assert broken in ([], ["GH364.dcm"])  # its last fragment has an odd length, which pydicom writes wrongly
    assert checked > 20


def test_the_canary_copies_are_what_pydicom_reads(shared_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "copy.dcm"
    path.write_bytes(copy_with_canaries(shared_data / "pydicom" / "test_files" / "MR_small.dcm", named("research")))
    dataset = pydicom.dcmread(path)
    assert str(dataset.PatientName).startswith("CANARY")
    assert dataset[0x0009, 0x1002].value.startswith("CANARY")
    assert dataset.ReferencedImageSequence[0].PatientComments.startswith("CANARY")

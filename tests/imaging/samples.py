"""DICOM files of a test's own making: real ones that come with pydicom, changed byte by byte."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pydicom
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset

from app.imaging.deidentify.pseudonyms import Pseudonyms

SITE_KEY = bytes(range(32))
PATIENT_ID = "pat_0123456789ab"
PSEUDONYMS = Pseudonyms.of(SITE_KEY, "a" * 64, PATIENT_ID)

EXPLICIT_LITTLE = b"1.2.840.10008.1.2.1\0"
LONG_VRS = {"OB", "OD", "OF", "OL", "OW", "SQ", "UC", "UN", "UR", "UT"}


def sample_path(name: str = "CT_small.dcm") -> Path:
    """Return the path of a file that comes with pydicom."""
    return Path(str(get_testdata_file(name, download=False)))


def sample(name: str = "CT_small.dcm") -> bytes:
    """Return the bytes of a file that comes with pydicom."""
    return sample_path(name).read_bytes()


def changed(name: str = "CT_small.dcm", **elements: object) -> bytes:
    """Return a sample with some elements set, by keyword; None deletes one."""
    dataset = pydicom.dcmread(sample_path(name))
    for keyword, value in elements.items():
        if value is None:
            dataset.pop(keyword, None)
        else:
            setattr(dataset, keyword, value)
    return saved(dataset)


def saved(dataset: Dataset) -> bytes:
    """Return a data set as the bytes of a file."""
    stream = BytesIO()
    dataset.save_as(stream)
    return stream.getvalue()


def element(group: int, number: int, vr: str, value: bytes, length: int | None = None) -> bytes:
    """Return one element in Explicit VR Little Endian; the length may lie."""
    size = len(value) if length is None else length
    head = struct.pack("<HH2s", group, number, vr.encode())
    return head + (struct.pack("<HI", 0, size) if vr in LONG_VRS else struct.pack("<H", size)) + value


def item(content: bytes) -> bytes:
    """Return a sequence item of undefined length."""
    return struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF) + content + struct.pack("<HHI", 0xFFFE, 0xE00D, 0)


def sequence(group: int, number: int, *items: bytes, vr: str = "SQ") -> bytes:
    """Return a sequence of undefined length."""
    end = struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
    return element(group, number, vr, b"", 0xFFFFFFFF) + b"".join(item(one) for one in items) + end


def nested(depth: int) -> bytes:
    """Return a sequence that holds itself so many times."""
    content = b""
    for _ in range(depth):
        content = sequence(0x0008, 0x1140, content)
    return content


def with_added(content: bytes, data: bytes | None = None) -> bytes:
    """Return a file with elements inserted before its pixel data."""
    data = sample() if data is None else data
    place = data.rindex(b"\xe0\x7f\x10\x00")
    return data[:place] + content + data[place:]


def with_syntax(uid: str, data: bytes | None = None) -> bytes:
    """Return a file that declares another transfer syntax than the one it is in."""
    data = sample() if data is None else data
    place = data.index(EXPLICIT_LITTLE)
    value = uid.encode() + b"\0" * (len(uid) % 2)
    return data[: place - 2] + struct.pack("<H", len(value)) + value + data[place + len(EXPLICIT_LITTLE) :]


def meta(data: bytes | None = None) -> bytes:
    """Return preamble and file meta of a file."""
    data = sample() if data is None else data
    return data[: data.index(b"\x08\x00\x05\x00")]


def deflated(content: bytes) -> bytes:
    """Return a file whose data set is deflated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return with_syntax("1.2.840.10008.1.2.1.99", meta()) + packer.compress(content) + packer.flush()

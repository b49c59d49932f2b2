"""Files written whole, with their digest; and objects without pixels as plain DICOM Part 10 files."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from pydicom.dataset import Dataset

from app.imaging.explicit import encode_header
from app.imaging.files import File, created, delete
from app.imaging.reading import read

PREAMBLE_BYTES = 128


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """What lies on disk now: the SHA-256 of the whole file in hexadecimal, and its size in bytes."""

    sha256: str
    size: int


def write_parts(file: File, parts: Iterable[bytes | memoryview]) -> WrittenFile:
    """Write the parts one after the other, and return what lies in the file then; it is not yet fsynced."""
    digest, size = hashlib.sha256(), 0
    with created(file) as stream:
        for part in parts:
            stream.write(part)
            digest.update(part)
            size += len(part)
    return WrittenFile(digest.hexdigest(), size)


def write_plain(dataset: Dataset, file: File) -> WrittenFile:
    """Write a de-identified object without pixels to `file`, and read it back before returning.

    Raises Rejected when an element cannot be written or the file does not read back; then no file is left.
    """
    parts = (bytes(PREAMBLE_BYTES), encode_header(dataset))
    try:
        written = write_parts(file, parts)
        read(file)
    except BaseException:
        delete(file)
        raise
    return written

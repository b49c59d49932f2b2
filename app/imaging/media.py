"""DICOMDIR, the index of a medium (PS3.3 Annex F, PS3.10 section 8): read on the way in, written on the way out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.fileset import FileSet

from app.errors import TooLarge
from app.imaging.files import File, opened, size_of
from app.imaging.parsing import DAMAGED, Unreadable

LARGEST_BYTES: Final = 256 << 20
MOST_RECORDS: Final = 500_000
# Types 1 of the records that de-identification empties: PS3.3 F.5.2 and F.5.3.
REQUIRED: Final = {
    "StudyDate": "19000101",
    "StudyTime": "000000",
    "StudyID": "1",
    "SeriesNumber": 0,
    "InstanceNumber": 0,
}


@dataclass(frozen=True, slots=True)
class Listing:
    """What an index lists: how many patients, studies and series, and its files by their paths."""

    patients: int
    studies: int
    series: int
    files: tuple[str, ...]


def listing_of(file: File) -> Listing:
    """Return what a DICOMDIR lists; raises Unreadable for a damaged one, TooLarge."""
    if size_of(file) > LARGEST_BYTES:
        raise TooLarge(f"The DICOMDIR is larger than {LARGEST_BYTES >> 20} MB.")
    try:
        with opened(file) as stream:
            records = list(dcmread(stream).DirectoryRecordSequence)[: MOST_RECORDS + 1]
            kinds = Counter(str(record.get("DirectoryRecordType", "")) for record in records)
            files = [_path(record.ReferencedFileID) for record in records if record.get("ReferencedFileID")]
    except Exception as error:  # whatever pydicom finds wrong, and nothing of the file in its words
        raise Unreadable(DAMAGED) from error
    if len(records) > MOST_RECORDS:
        raise TooLarge(f"The DICOMDIR has more than {MOST_RECORDS:,} records.")
    return Listing(kinds["PATIENT"], kinds["STUDY"], kinds["SERIES"], tuple(files))


def _path(file_id: Any) -> str:
    parts = [file_id] if isinstance(file_id, str) else list(file_id)
    return "/".join(str(part) for part in parts)


@dataclass(frozen=True, slots=True)
class Compared:
    """An index and the files that came with it: those that it lists and that are missing, and how many it does not list."""

    missing: tuple[str, ...]
    extra: int


def compared(listed: Sequence[str], index_name: str, names: Sequence[str]) -> Compared:
    """Return what is different; `names` are the other files' as their sender called them, with folders or without.

    Media write names in capitals, systems often show them otherwise, some with a version or a dot at the end.
    """
    folder = index_name.rpartition("/")[0]
    inside = [name.removeprefix(f"{folder}/") for name in names] if folder else list(names)
    has_folders = any("/" in name for name in inside)
    there = {_folded(name if has_folders else name.rpartition("/")[2]) for name in inside}
    wanted = {_folded(path if has_folders else path.rpartition("/")[2]): path for path in listed}
    return Compared(tuple(sorted(wanted[key] for key in wanted.keys() - there)), len(there - wanted.keys()))


def _folded(name: str) -> str:
    return name.partition(";")[0].rstrip(".").upper()


@dataclass(frozen=True, slots=True)
class Directory:
    """A DICOMDIR, and where the file of each id has to stand beside it; ids of what no record describes are left out."""

    content: bytes
    paths: dict[str, str]


def directory_of(files: Sequence[tuple[str, File]]) -> Directory:
    """Return a DICOMDIR of stored files, given with their ids; only their headers are read."""
    ids: dict[str, str] = {}
    with TemporaryDirectory() as folder:
        file_set = FileSet()
        for name, file in files:
            header = _header(file)
            try:
                file_set.add(header)
            except ValueError:  # it lacks what the records of its kind must have
                continue
            ids[str(header.SOPInstanceUID)] = name
        file_set.write(Path(folder))
        content = (Path(folder) / "DICOMDIR").read_bytes()
        paths = {ids[str(each.SOPInstanceUID)]: str(Path(each.path).relative_to(folder)) for each in file_set}
    return Directory(content, paths)


def _header(file: File) -> Dataset:
    with opened(file) as stream:
        header = dcmread(stream, stop_before_pixels=True)
    for keyword, value in REQUIRED.items():
        if header.get(keyword) in (None, ""):
            setattr(header, keyword, value)
    for keyword in ("PatientName", "PatientID", "AccessionNumber", "StudyDescription"):
        if keyword not in header:
            setattr(header, keyword, "")
    return header

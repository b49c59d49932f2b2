"""Zip archives opened safely: names are only ever shown, sizes are counted while they grow, archives hold no archives."""

import lzma
import stat
import struct
import zlib
from dataclasses import dataclass
from os import SEEK_END
from pathlib import Path
from typing import IO, BinaryIO, Final
from zipfile import (  # type: ignore[attr-defined]  # the end record, before the directory is read: nothing public does it
    _ECD_SIZE,
    BadZipFile,
    ZipFile,
    ZipInfo,
    _EndRecData,
    is_zipfile,
)

from app.errors import Invalid, Rejected, TooLarge, Unsupported
from app.imaging.files import File, created, delete, file_below, opened
from app.imaging.refusal import Refusal

CHUNK_BYTES: Final = 1 << 20
# What begins a zip, gzip, bzip2, xz, 7z or rar.
ARCHIVE_MAGICS: Final = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
)
TAR_MAGIC_OFFSET: Final = 257

# What a damaged or hostile archive makes the unpackers raise.
UNREADABLE: Final = (
    BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, zlib.error, lzma.LZMAError, struct.error,
)  # fmt: skip

NOT_AN_ARCHIVE: Final = "This is not a zip archive that can be read. Make it again, or send the files themselves."
BOMB: Final = "The archive expands to far more than images do. Send the files themselves."
OUTSIDE: Final = "The archive names this file with a path that leads out of it. Make the archive again."
NESTED: Final = "This is an archive within an archive. Send it by itself."
ENCRYPTED: Final = "This file is encrypted. Make the archive again without a password."
DAMAGED: Final = "This file is damaged in the archive. Make the archive again."
NO_FILE: Final = "This entry of the archive is a link, not a file. Make the archive again with the files themselves."


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What an archive may cost at most."""

    entries: int = 50_000
    file_bytes: int = 4 << 30
    total_bytes: int = 64 << 30
    # Images of anatomy deflate to a half or a tenth; a bomb to a thousandth. Small ones may do as they like.
    ratio: int = 100
    # Python reads the whole directory into memory: 320 bytes for each of the files that may be.
    directory_bytes: int = 16 << 20
    free_bytes: int = 256 << 20


ARCHIVE_LIMITS: Final = ArchiveLimits()


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """A file of an archive: the name it had there, and where it lies now or why it was refused."""

    name: str
    file: File | None
    refusal: Refusal | None = None


def is_archive(path: Path) -> bool:
    """Tell whether a file begins as a zip does and is no DICOM file behind a preamble that looks so."""
    with path.open("rb") as stream:
        head = stream.read(132)
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and head[128:] != b"DICM"


def expand_archive(archive: File, folder: File, limits: ArchiveLimits = ARCHIVE_LIMITS) -> list[ArchiveEntry]:
    """Write the files of a zip into `folder` under numbers for names, and return them in the archive's order.

    Raises Rejected for what is no readable zip, TooLarge for one that is over a limit; then the folder is gone.
    """
    try:
        return _expand(archive, folder, limits)
    except UNREADABLE as error:
        delete(folder)
        raise Rejected(NOT_AN_ARCHIVE) from error
    except BaseException:
        delete(folder)
        raise


def _expand(archive: File, folder: File, limits: ArchiveLimits) -> list[ArchiveEntry]:
    with opened(archive) as stream:
        return _expand_stream(stream, folder, limits)


def _expand_stream(archive: BinaryIO, folder: File, limits: ArchiveLimits) -> list[ArchiveEntry]:
    if not is_zipfile(archive):
        raise Rejected(NOT_AN_ARCHIVE)
    if _directory_bytes(archive) > limits.directory_bytes:
        raise TooLarge(f"The archive holds more than {limits.entries:,} files. Split it.")
    most = min(limits.total_bytes, max(limits.free_bytes, limits.ratio * archive.seek(0, SEEK_END)))
    with ZipFile(archive) as unzipper:
        files = [info for info in unzipper.infolist() if not info.is_dir()]
        if len(files) > limits.entries:
            raise TooLarge(f"The archive holds more than {limits.entries:,} files. Split it.")
        if sum(info.file_size for info in files) > most:
            raise TooLarge(BOMB)
        budget = _Budget(most)
        return [
            _extracted(unzipper, info, file_below(folder, f"{number:06d}"), budget, limits)
            for number, info in enumerate(files)
        ]


def _directory_bytes(archive: BinaryIO) -> int:
    """Return the size that the archive says its directory has: ZipFile reads so much at once, whatever it holds."""
    end = _EndRecData(archive)
    return int(end[_ECD_SIZE]) if end else 0


@dataclass(slots=True)
class _Budget:
    """Bytes that may still be written: what an archive says of its sizes need not be true."""

    left: int

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise TooLarge(BOMB)


def _extracted(unzipper: ZipFile, info: ZipInfo, file: File, budget: _Budget, limits: ArchiveLimits) -> ArchiveEntry:
    name = info.filename.replace("\\", "/")
    refusal = _refusal_of(info, name, limits)
    if refusal is None:
        try:
            with unzipper.open(info) as stream:
                refusal = _written(stream, file, budget)
        except UNREADABLE:
            refusal = Refusal(Rejected.code, DAMAGED)
    if refusal:
        delete(file)
        return ArchiveEntry(name, None, refusal)
    return ArchiveEntry(name, file)


def _refusal_of(info: ZipInfo, name: str, limits: ArchiveLimits) -> Refusal | None:
    parts = name.split("/")
    if ".." in parts or parts[0] == "" or ":" in parts[0] or "\0" in info.orig_filename:
        return Refusal(Invalid.code, OUTSIDE)
    mode = info.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return Refusal(Invalid.code, NO_FILE)
    if info.flag_bits & 1:
        return Refusal(Unsupported.code, ENCRYPTED)
    if info.file_size > limits.file_bytes:
        return Refusal(TooLarge.code, f"The file is larger than {limits.file_bytes >> 20} MB. Split it.")
    return None


def _written(stream: IO[bytes], file: File, budget: _Budget) -> Refusal | None:
    """Write a stream to `file`; return why it must not stay there."""
    with created(file) as target:
        chunk = stream.read(CHUNK_BYTES)
        if _begins_archive(chunk):
            return Refusal(Unsupported.code, NESTED)
        while chunk:
            budget.spend(len(chunk))
            target.write(chunk)
            chunk = stream.read(CHUNK_BYTES)
    return None


def _begins_archive(head: bytes) -> bool:
    if head[128:132] == b"DICM":
        return False
    return head.startswith(ARCHIVE_MAGICS) or head[TAR_MAGIC_OFFSET : TAR_MAGIC_OFFSET + 5] == b"ustar"

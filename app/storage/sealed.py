"""Files encrypted at rest: AES-256-GCM over chunks, written and read in constant memory, and read from any place.

Layout: magic, size of the content (8 bytes), the wrapped data key, then chunks of 64 KiB with a tag of 16 bytes each.
Each file has a data key of its own; so a chunk's nonce is its number and whether it is the last (the STREAM construction
of Hoang, Reyhanitabar, Rogaway and Vizar), and chunks can be neither cut off, swapped nor mixed. The key of the ring that
wraps the data key also vouches for magic, size and name: a file opens as what it was written as, whole, or not at all.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader, FileIO, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import HubError, Rejected, Unavailable
from app.storage.ring import ADDED_BYTES, TAG_BYTES, Ring

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

MAGIC: Final = b"MEDHUB-SEALED-2\n"
SIZE_BYTES: Final = 8
DATA_KEY_BYTES: Final = 32
HEAD_BYTES: Final = len(MAGIC) + SIZE_BYTES + DATA_KEY_BYTES + ADDED_BYTES
CHUNK_BYTES: Final = 64 * 1024
SEALED_CHUNK_BYTES: Final = CHUNK_BYTES + TAG_BYTES
CHUNKS_AT_ONCE: Final = 16
DAMAGED: Final = "A sealed file is damaged, or its key is another one. Tell an administrator."


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A sealed file or a folder of such; `bound` is the name that it opens under, wherever it lies.

    Where it `may_be_plain`, what is not sealed is read as it is.
    """

    path: Path
    bound: str
    ring: Ring
    may_be_plain: bool = False

    @property
    def name(self) -> str:
        """What it is called in its folder."""
        return self.path.name

    def reader(self) -> BinaryIO:
        """Return a stream of the content that can seek; it, or this, raises Rejected when the file was changed."""
        file = self.path.open("rb", buffering=0)
        try:
            head = file.read(HEAD_BYTES)
            if self.may_be_plain and not head.startswith(MAGIC):
                file.seek(0)
                return BufferedReader(file)
            return BufferedReader(_Opened(file, *self._unwrapped(head)), CHUNK_BYTES)
        except BaseException:
            file.close()
            raise

    def writer(self) -> "Sealing":
        """Return a stream for the content: it lies under its name, which only the hub may read, when it is closed."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Sealing(self.path, self._head)

    def size(self) -> int:
        """Return the size of the content in bytes."""
        with self.reader() as stream:
            return stream.seek(0, os.SEEK_END)

    def exists(self) -> bool:
        """Return whether there is a file."""
        return self.path.exists()

    def delete(self) -> None:
        """Delete it, a folder with all in it; nothing happens when it is gone."""
        if self.path.is_dir():
            shutil.rmtree(self.path, ignore_errors=True)
        else:
            self.path.unlink(missing_ok=True)

    def below(self, name: str) -> "SealedFile":
        """Return a file in this folder."""
        return SealedFile(self.path / name, f"{self.bound}/{name}", self.ring, self.may_be_plain)

    def take(self, other: "SealedFile") -> None:
        """Move another sealed file here: its content is not touched, its data key is wrapped anew."""
        other._rewrite_head(self)  # noqa: SLF001  # its own kind
        other.path.rename(self.path)

    def wrap_anew(self) -> None:
        """Wrap the data key by the newest key of the ring, in place: a head lies in one sector, which is written whole."""
        self._rewrite_head(self)

    def _rewrite_head(self, heir: "SealedFile") -> None:
        with self.path.open("r+b", buffering=0) as file:
            key, size = self._unwrapped(file.read(HEAD_BYTES))
            os.pwrite(file.fileno(), heir._head(key, size), 0)  # noqa: SLF001  # its own kind

    def _head(self, key: bytes, size: int) -> bytes:
        known = MAGIC + size.to_bytes(SIZE_BYTES, "big")
        return known + self.ring.wrap(key, known + self.bound.encode())

    def _unwrapped(self, head: bytes) -> tuple[bytes, int]:
        known, wrapped = head[: len(MAGIC) + SIZE_BYTES], head[len(MAGIC) + SIZE_BYTES :]
        if len(head) < HEAD_BYTES or not head.startswith(MAGIC):
            raise Rejected(DAMAGED)
        try:
            key = self.ring.unwrap(wrapped, known + self.bound.encode())
        except Unavailable:
            raise Rejected(DAMAGED) from None
        return key, int.from_bytes(known[len(MAGIC) :], "big")


def ring_key_of(path: Path) -> bytes | None:
    """Return the id of the ring's key that wraps a file's data key; None when the file is not sealed."""
    with path.open("rb", buffering=0) as file:
        head = file.read(HEAD_BYTES)
    return Ring.key_id_of(head[len(MAGIC) + SIZE_BYTES :]) if head.startswith(MAGIC) else None


class Sealing:
    """What is written here is sealed; without `close`, or after an error in a `with` block, nothing of it can be read."""

    def __init__(self, path: Path, head: Callable[[bytes, int], bytes]) -> None:
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb", buffering=0)
        self._head = head
        self._key = secrets.token_bytes(DATA_KEY_BYTES)
        self._cipher = AESGCM(self._key)
        self._waiting = bytearray()  # at most a chunk: the last one is told from the others, so it waits for the end
        self._sealed: list[bytes] = []  # chunks that are written together: a call of the system costs more than a chunk
        self._number = 0
        self._size = 0
        self._put(b"\0" * HEAD_BYTES)

    def write(self, data: "ReadableBuffer", /) -> int:
        """Seal some more; return how much it was, which is all of it."""
        with memoryview(data) as given, given.cast("B") as view:
            position = 0
            while position < len(view):
                if len(self._waiting) == CHUNK_BYTES:
                    self._put_chunk(self._waiting, is_last=False)
                    self._waiting.clear()
                part = view[position : position + CHUNK_BYTES - len(self._waiting)]
                position += len(part)
                if len(part) == CHUNK_BYTES and position < len(view):
                    self._put_chunk(part, is_last=False)
                else:
                    self._waiting += part
            self._size += len(view)
            return len(view)

    def close(self) -> None:
        """Seal the last chunk, and make the file one that can be read."""
        with self._file:
            self._put_chunk(self._waiting, is_last=True)
            self._flush()
            self._file.seek(0)
            self._put(self._head(self._key, self._size))

    def abandon(self) -> None:
        """Stop: what was written can never be read."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self.abandon()

    def _put_chunk(self, chunk: bytearray | memoryview, *, is_last: bool) -> None:
        self._sealed.append(self._cipher.encrypt(_nonce(self._number, is_last=is_last), chunk, None))
        self._number += 1
        if len(self._sealed) == CHUNKS_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        self._put(b"".join(self._sealed))
        self._sealed.clear()

    def _put(self, data: bytes) -> None:
        view = memoryview(data)
        while view:  # a raw write may take less than it was given
            view = view[self._file.write(view) :]


class _Opened(RawIOBase):
    """A sealed file as a raw stream; `BufferedReader` makes one for people of it."""

    def __init__(self, file: FileIO, key: bytes, size: int) -> None:
        self._file = file
        self.name = file.name  # as files have it: pydicom asks
        self._cipher = AESGCM(key)
        self._size = size
        self._position = 0
        self._last = max(size - 1, 0) // CHUNK_BYTES
        if file.seek(0, os.SEEK_END) != HEAD_BYTES + size + (self._last + 1) * TAG_BYTES:
            raise Rejected(DAMAGED)

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place of the content."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise OSError("a place before the beginning of a file")
        self._position = start + offset
        return self._position

    def tell(self) -> int:
        """Return the place in the content."""
        return self._position

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Fill the buffer with what follows; return how much it was. Raises Rejected when the file was changed."""
        with memoryview(buffer) as given, given.cast("B") as view:
            filled = 0
            for part in self._parts(len(view)):
                view[filled : filled + len(part)] = part
                filled += len(part)
            return filled

    def readall(self) -> bytes:
        """Return all that follows."""
        return b"".join(self._parts(max(self._size - self._position, 0)))

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()

    def _parts(self, length: int) -> Iterator[bytes]:
        """Yield so many of the bytes that follow, or as many as there are; reads some chunks at once."""
        end = min(self._position + length, self._size)
        while self._position < end:
            first = self._position // CHUNK_BYTES
            count = min((end - 1) // CHUNK_BYTES - first + 1, CHUNKS_AT_ONCE)
            self._file.seek(HEAD_BYTES + first * SEALED_CHUNK_BYTES)
            sealed = memoryview(self._file.read(count * SEALED_CHUNK_BYTES) or b"")
            for index in range(count):
                chunk = self._opened(
                    first + index, sealed[index * SEALED_CHUNK_BYTES : (index + 1) * SEALED_CHUNK_BYTES]
                )
                start = self._position % CHUNK_BYTES
                part = (
                    chunk[start : start + end - self._position] if start or end - self._position < len(chunk) else chunk
                )
                self._position += len(part)
                yield part

    def _opened(self, number: int, sealed: memoryview) -> bytes:
        try:
            return self._cipher.decrypt(_nonce(number, is_last=number == self._last), sealed, None)
        except InvalidTag:
            raise Rejected(DAMAGED) from None


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def seal(source: BinaryIO, target: SealedFile) -> None:
    """Write what a stream holds to a sealed file."""
    try:
        with target.writer() as sealed:
            shutil.copyfileobj(source, sealed, 16 * CHUNK_BYTES)
    except (HubError, OSError):
        target.delete()
        raise

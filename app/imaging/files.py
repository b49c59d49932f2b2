"""Files as the imaging code sees them: plain ones by their paths, and others, such as encrypted ones, that open themselves."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from os import SEEK_END
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Protocol, Self, TypeAlias

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

PRIVATE_FOLDER = 0o700
SMALL_BYTES = 32 << 20  # which may be in memory twice for a moment; that is quicker than fresh pages of the system


class Writer(Protocol):
    """A stream that is written to within a block; an error in it leaves no content."""

    def write(self, data: "ReadableBuffer", /) -> int:
        """Take all of the data."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


class FileLike(Protocol):
    """A file or folder that is not read and written by its path alone; it can be sent to another process."""

    @property
    def name(self) -> str:
        """What it is called in its folder."""

    def reader(self) -> BinaryIO:
        """Return a stream of its content that can seek."""

    def writer(self) -> "Writer":
        """Return a stream for its new content, which is whole when the block ends."""

    def size(self) -> int:
        """Return the size of its content in bytes."""

    def delete(self) -> None:
        """Delete it, a folder with all in it; nothing happens when it is gone."""

    def below(self, name: str) -> "FileLike":
        """Return a file in this folder."""


File: TypeAlias = Path | FileLike


def opened(file: File) -> BinaryIO:
    """Return a stream of a file's content that can seek."""
    return file.open("rb") if isinstance(file, Path) else file.reader()


def created(file: File) -> Writer:
    """Return a stream for a file's new content; its folder is made."""
    if not isinstance(file, Path):
        return file.writer()
    file.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    return file.open("wb")


def size_of(file: File) -> int:
    """Return the size of a file's content in bytes."""
    return file.stat().st_size if isinstance(file, Path) else file.size()


def file_below(folder: File, name: str) -> File:
    """Return the file of this name in a folder."""
    return folder / name if isinstance(folder, Path) else folder.below(name)


def delete(file: File) -> None:
    """Delete a file, or a folder with all in it; nothing happens when it is gone."""
    if not isinstance(file, Path):
        file.delete()
    elif file.is_dir():
        shutil.rmtree(file, ignore_errors=True)
    else:
        file.unlink(missing_ok=True)


@contextmanager
def mapped(file: File) -> Iterator[mmap | bytes]:
    """Yield the content of a file, which must not be empty: a plain one as it lies on the disk, others in memory alone."""
    with opened(file) as stream:
        if isinstance(file, Path):
            with mmap(stream.fileno(), 0, access=ACCESS_READ) as data:
                yield data
            return
        size = stream.seek(0, SEEK_END)
        stream.seek(0)
        if size <= SMALL_BYTES:
            yield stream.read()
            return
        with mmap(-1, size) as data:
            with memoryview(data) as view:
                filled = 0
                while count := stream.readinto(view[filled:]):  # type: ignore[attr-defined]  # as all our streams have it
                    filled += count
            yield data

"""Zip archives made while they are sent, in constant memory."""

import zipfile
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import IO, Final, cast

from app.imaging.files import File, opened

CHUNK_BYTES: Final = 1 << 20


class _Outbox:
    """A file that cannot seek: what is written is taken away again and again."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self._chunks.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Zip files want one."""

    def take(self) -> bytes:
        taken, self._chunks = b"".join(self._chunks), []
        return taken


def zipped(entries: Iterable[tuple[str, bytes | File]]) -> Iterator[bytes]:
    """Yield the bytes of an archive of these names and contents; files are stored as they are, they hardly deflate."""
    outbox = _Outbox()
    with zipfile.ZipFile(cast("IO[bytes]", outbox), "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for name, content in entries:
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as entry:
                for chunk in _chunks(content):
                    entry.write(chunk)
                    yield outbox.take()
            yield outbox.take()
    yield outbox.take()


def _chunks(content: bytes | File) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with opened(content) as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


async def zipped_as_read(entries: AsyncIterator[tuple[str, AsyncIterator[bytes]]]) -> AsyncIterator[bytes]:
    """Yield the bytes of an archive whose contents come piece by piece; nothing is compressed: images hardly deflate."""
    outbox = _Outbox()
    with zipfile.ZipFile(cast("IO[bytes]", outbox), "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        async for name, content in entries:
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as entry:
                async for chunk in content:
                    entry.write(chunk)
                    yield outbox.take()
            yield outbox.take()
    yield outbox.take()

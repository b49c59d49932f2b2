"""Zip archives made while they are sent, in constant memory."""

import asyncio
import zipfile
from collections.abc import AsyncIterator
from typing import IO, Final, cast

from app.imaging.files import File, opened
from app.storage.outbox import Outbox

CHUNK_BYTES: Final = 1 << 20
Entry = tuple[str, AsyncIterator[bytes]]


async def zipped(entries: AsyncIterator[Entry]) -> AsyncIterator[bytes]:
    """Yield the bytes of an archive of these names and contents, as they come; they are stored: images hardly deflate."""
    outbox = Outbox()
    with zipfile.ZipFile(cast("IO[bytes]", outbox), "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        async for name, content in entries:
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as entry:
                async for chunk in content:
                    entry.write(chunk)
                    yield outbox.take()
            yield outbox.take()
    yield outbox.take()


async def bytes_content(content: bytes) -> AsyncIterator[bytes]:
    """Yield the content of an entry that is at hand."""
    yield content


async def file_content(file: File) -> AsyncIterator[bytes]:
    """Yield the content of a file, piece by piece."""
    with await asyncio.to_thread(opened, file) as stream:
        while chunk := await asyncio.to_thread(stream.read, CHUNK_BYTES):
            yield chunk

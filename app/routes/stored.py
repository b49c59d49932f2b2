"""Answers that are files of the store, whole or in ranges, decrypted while they are sent."""

import asyncio
import os
import stat
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import anyio
from fastapi.responses import FileResponse

from app.storage.sealed import SealedFile


class StoredResponse(FileResponse):
    """Starlette's answer with a file, ranges and all, that reads through what opens the file."""

    def __init__(self, file: SealedFile, **more: Any) -> None:
        super().__init__(file.path, **more)
        self._file = file

    @asynccontextmanager
    async def _open_file(self) -> AsyncIterator[anyio.AsyncFile[bytes]]:
        stream = await anyio.to_thread.run_sync(self._file.reader)
        try:
            yield anyio.wrap_file(stream)
        finally:
            stream.close()


async def stored_response(
    file: SealedFile, *, media_type: str, filename: str, headers: Mapping[str, str]
) -> FileResponse:
    """Return the answer with a file; a browser saves it under `filename`."""
    told = await asyncio.to_thread(_told, file)
    return StoredResponse(file, media_type=media_type, filename=filename, headers=headers, stat_result=told)


def _told(file: SealedFile) -> os.stat_result:
    """Return what the system tells of a file, with the size of its content."""
    found = list(file.path.stat())
    found[stat.ST_SIZE] = file.size()
    return os.stat_result(found)

"""Staging: a private folder where originals wait, encrypted, until they are de-identified, one sub-folder a job."""

import asyncio
import json
import secrets
import shutil
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.errors import TooLarge
from app.storage.filesystem import ABANDONED_SECONDS, clear
from app.storage.key_ring import KeyRing
from app.storage.sealed import SealedFile
from app.storage.spool import Spool

CHUNK_BYTES = 1024 * 1024
ZIP_MAGIC = b"PK\x03\x04"
LISTING = "listing-"  # what an index of files is called beside the names
DICOM_MAGIC = b"DICM"  # at 128 it counts first: a DICOM file may begin with anything (PS3.10 7.1)


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that has been received: its name within the job's folder, whether it is an archive, or why it was refused."""

    name: str
    is_archive: bool
    refusal: TooLarge | None = None


@dataclass(frozen=True, slots=True)
class Staging:
    """Originals under one folder that only the hub may enter; nothing of them or of their names lies there plainly."""

    folder: Path
    max_file_bytes: int
    ring: KeyRing

    @property
    def spool(self) -> Path:
        """Where parts of requests that are still arriving lie."""
        return self.folder / ".spool"

    def open(self, *, is_alone: bool = True) -> None:
        """Make the folders, and clear away what a crash left of unfinished requests, as `FileStore.open` does."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.names_folder.mkdir(exist_ok=True, mode=0o700)
        clear(self.spool, older_than_seconds=0 if is_alone else ABANDONED_SECONDS)

    @property
    def names_folder(self) -> Path:
        """Where the uploaders' names of files lie: they may name patients, so no database or log ever has them."""
        return self.folder / ".names"

    def temporary(self, max_size: int = 0) -> Spool:
        """Return a temporary file, in memory up to `max_size`."""
        name = secrets.token_hex(16)
        return Spool(max_size, SealedFile(self.spool / name, f".spool/{name}", self.ring.current()))

    def file(self, job_id: str, name: str) -> SealedFile:
        """Return one of a job's files, or a folder of them."""
        return SealedFile(self.folder / job_id / name, f"{job_id}/{name}", self.ring.current())

    async def receive(self, job_id: str, files: Iterable[tuple[str, BinaryIO | Spool]]) -> list[Staged]:
        """Write byte streams under the given names; one that is over the limit is refused and leaves nothing."""
        return await asyncio.to_thread(self._receive, job_id, list(files))

    def _receive(self, job_id: str, files: list[tuple[str, BinaryIO | Spool]]) -> list[Staged]:
        staged = []
        for name, stream in files:
            with stream:  # closed at once: a request's parts would else stay in memory until the next full collection
                staged.append(self._take(job_id, name, stream))
        return staged

    def _take(self, job_id: str, name: str, stream: BinaryIO | Spool) -> Staged:
        spool = stream if isinstance(stream, Spool) else self._spooled(stream)
        with spool:
            if spool.written > self.max_file_bytes:
                limit = self.max_file_bytes // (1024 * 1024)
                too_large = TooLarge(f"The file is larger than {limit} MB. Send it in parts.")
                return Staged(name, is_archive=False, refusal=too_large)
            head = spool.read(132)
            spool.move(self.file(job_id, name))
        return Staged(name, is_archive=head.startswith(ZIP_MAGIC) and head[128:] != DICOM_MAGIC)

    def _spooled(self, stream: BinaryIO) -> Spool:
        """Return a stream's content as a temporary file, or so much of it that it is known to be over the limit."""
        spool = self.temporary()
        while (chunk := stream.read(CHUNK_BYTES)) and spool.written <= self.max_file_bytes:
            spool.write(chunk)
        return spool

    @asynccontextmanager
    async def passing(self, stream: BinaryIO, *path: str) -> AsyncIterator[SealedFile]:
        """Yield a stream's content as a file that is gone after the block; raises TooLarge, at the input `path`."""
        name = secrets.token_hex(16)
        (staged,) = await self.receive(self.spool.name, [(name, stream)])
        try:
            if staged.refusal:
                raise TooLarge(staged.refusal.message, path)
            yield self.file(self.spool.name, name)
        finally:
            await self.discard(self.spool.name, [name])

    async def discard(self, job_id: str, names: Iterable[str]) -> None:
        """Delete originals that are not needed any more."""
        await asyncio.to_thread(self._discard, job_id, list(names))

    def _discard(self, job_id: str, names: list[str]) -> None:
        for name in names:
            self.file(job_id, name).delete()

    async def close_job(self, job_id: str) -> None:
        """Delete a job's folder with all that is left in it."""
        await asyncio.to_thread(shutil.rmtree, self.folder / job_id, ignore_errors=True)

    async def keep_names(self, job_id: str, names: Mapping[int, str]) -> None:
        """Keep the uploader's names of some files of a job, by number."""
        if names:
            await asyncio.to_thread(self._keep_names, job_id, names)

    def _keep_names(self, job_id: str, names: Mapping[int, str]) -> None:
        with self.temporary() as spool:  # whoever reads finds it whole
            spool.write(json.dumps(list(names.items())).encode())
            spool.move(self._names_file(job_id, f"{min(names)}"))

    def _names_file(self, job_id: str, name: str) -> SealedFile:
        return SealedFile(self.names_folder / job_id / name, f".names/{job_id}/{name}", self.ring.current())

    async def names(self, job_id: str) -> dict[int, str]:
        """Return the names that are kept of a job's files, by number."""
        return await asyncio.to_thread(self._names, job_id)

    async def keep_listing(self, job_id: str, number: int, files: Sequence[str]) -> None:
        """Keep which files an index of a job lists, as long as the names of its files."""
        await asyncio.to_thread(self._keep_listing, job_id, number, files)

    def _keep_listing(self, job_id: str, number: int, files: Sequence[str]) -> None:
        with self.temporary() as spool:
            spool.write(json.dumps(list(files)).encode())
            spool.move(self._names_file(job_id, f"{LISTING}{number}"))

    async def listing(self, job_id: str, number: int) -> list[str] | None:
        """Return which files an index of a job lists, None when that was forgotten."""
        return await asyncio.to_thread(self._listing, job_id, number)

    def _listing(self, job_id: str, number: int) -> list[str] | None:
        try:
            with self._names_file(job_id, f"{LISTING}{number}").reader() as file:
                found: list[str] = json.loads(file.read())
                return found
        except FileNotFoundError:
            return None

    def _names(self, job_id: str) -> dict[int, str]:
        found: dict[int, str] = {}
        try:
            for path in (self.names_folder / job_id).iterdir():
                if path.name.startswith(LISTING):
                    continue
                with self._names_file(job_id, path.name).reader() as file:
                    found |= dict(json.loads(file.read()))
        except FileNotFoundError:  # forgotten meanwhile
            return {}
        return found

    async def forget_names(self, job_id: str) -> None:
        """Delete the names of a job's files."""
        await asyncio.to_thread(shutil.rmtree, self.names_folder / job_id, ignore_errors=True)

    def job_ids(self) -> list[str]:
        """Return the jobs that have a folder."""
        return [path.name for path in self.folder.iterdir() if path not in (self.spool, self.names_folder)]

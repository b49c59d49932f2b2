"""Staging: a private folder where originals wait until they are de-identified, one sub-folder a job."""

import asyncio
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.errors import TooLarge
from app.storage.filesystem import ABANDONED_SECONDS, clear

CHUNK_BYTES = 1024 * 1024
ZIP_MAGIC = b"PK\x03\x04"
DICOM_MAGIC = b"DICM"  # at 128 it counts first: a DICOM file may begin with anything (PS3.10 7.1)


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that has been received: its name within the job's folder, whether it is an archive, or why it was refused."""

    name: str
    is_archive: bool
    refusal: TooLarge | None = None


@dataclass(frozen=True, slots=True)
class Staging:
    """Originals under one folder that only the hub may enter."""

    folder: Path
    max_file_bytes: int

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

    def path(self, job_id: str, name: str = "") -> Path:
        """Return the path of a job's folder or of one of its files."""
        return self.folder / job_id / name

    async def receive(self, job_id: str, files: Iterable[tuple[str, BinaryIO]]) -> list[Staged]:
        """Write byte streams under the given names; one that is over the limit is refused and leaves nothing."""
        return await asyncio.to_thread(self._receive, job_id, list(files))

    def _receive(self, job_id: str, files: list[tuple[str, BinaryIO]]) -> list[Staged]:
        self.path(job_id).mkdir(exist_ok=True, mode=0o700)
        staged = []
        for name, stream in files:
            with stream:  # closed at once: a request's parts would else stay in memory until the next full collection
                staged.append(self._write(job_id, name, stream))
        return staged

    def _write(self, job_id: str, name: str, stream: BinaryIO) -> Staged:
        path = self.path(job_id, name)
        size = 0
        is_archive = False
        with path.open("wb") as file:
            while chunk := stream.read(CHUNK_BYTES):
                if size == 0:
                    is_archive = chunk.startswith(ZIP_MAGIC) and chunk[128:132] != DICOM_MAGIC
                size += len(chunk)
                if size > self.max_file_bytes:
                    break
                file.write(chunk)
        if size > self.max_file_bytes:
            path.unlink()
            limit = self.max_file_bytes // (1024 * 1024)
            return Staged(
                name, is_archive=False, refusal=TooLarge(f"The file is larger than {limit} MB. Send it in parts.")
            )
        return Staged(name, is_archive=is_archive)

    async def discard(self, job_id: str, names: Iterable[str]) -> None:
        """Delete originals that are not needed any more."""
        await asyncio.to_thread(self._discard, job_id, list(names))

    def _discard(self, job_id: str, names: list[str]) -> None:
        for name in names:
            self.path(job_id, name).unlink(missing_ok=True)

    async def close_job(self, job_id: str) -> None:
        """Delete a job's folder with all that is left in it."""
        await asyncio.to_thread(shutil.rmtree, self.path(job_id), ignore_errors=True)

    async def keep_names(self, job_id: str, names: Mapping[int, str]) -> None:
        """Keep the uploader's names of some files of a job, by number."""
        await asyncio.to_thread(self._keep_names, job_id, names)

    def _keep_names(self, job_id: str, names: Mapping[int, str]) -> None:
        with (self.names_folder / job_id).open("a") as file:
            file.writelines(json.dumps([number, name]) + "\n" for number, name in names.items())

    async def names(self, job_id: str) -> dict[int, str]:
        """Return the names that are kept of a job's files, by number."""
        return await asyncio.to_thread(self._names, job_id)

    def _names(self, job_id: str) -> dict[int, str]:
        try:
            lines = (self.names_folder / job_id).read_text().splitlines()
        except FileNotFoundError:
            return {}
        return dict(json.loads(line) for line in lines if line.endswith("]"))  # the last may still be on its way

    async def forget_names(self, job_id: str) -> None:
        """Delete the names of a job's files."""
        await asyncio.to_thread((self.names_folder / job_id).unlink, missing_ok=True)

    def job_ids(self) -> list[str]:
        """Return the jobs that have a folder."""
        return [path.name for path in self.folder.iterdir() if path not in (self.spool, self.names_folder)]

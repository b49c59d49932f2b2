"""The store of de-identified images: a folder tree patient / study / series."""

import asyncio
import os
import secrets
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.errors import Invalid
from app.storage.sealed import seal, unseal

SUFFIX = ".dcm.tif"
THUMBNAIL_SUFFIX = ".webp"
ORIGINAL_SUFFIX = ".original"
ABANDONED_SECONDS = 24 * 3600  # no file is worked on for so long


def image_path(patient_id: str, study_id: str, series_id: str, number: int | None, image_id: str) -> str:
    """Return where an image's file lies, relative to the store: names are made of hub ids alone."""
    name = f"{patient_id}_{study_id}_{series_id}_{number or 0:05d}_{image_id}{SUFFIX}"
    return f"{patient_id}/{study_id}/{series_id}/{name}"


def thumbnail_path(path: str) -> str:
    """Return where the thumbnail of the image at `path` lies."""
    return path.removesuffix(SUFFIX) + THUMBNAIL_SUFFIX


def original_path(path: str) -> str:
    """Return where the sealed original of the image at `path` lies, as long as a reviewer may need it."""
    return path.removesuffix(SUFFIX) + ORIGINAL_SUFFIX


@dataclass(frozen=True, slots=True)
class FileStore:
    """Files under one folder; workers write into `incoming`, and `adopt` gives a finished file its name.

    What was uploaded stays only of images in doubt, encrypted by `original_key`.
    """

    folder: Path
    original_key: bytes

    @property
    def incoming(self) -> Path:
        """Where workers write: on the same file system, so that the final rename is atomic."""
        return self.folder / ".incoming"

    def open(self, *, is_alone: bool = True) -> None:
        """Make the folders, and clear away what a crash left unfinished: at once when no other hub can be writing."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        clear(self.incoming, older_than_seconds=0 if is_alone else ABANDONED_SECONDS)

    def path(self, relative: str) -> Path:
        """Return the whole path; raises Invalid when it would lie outside the store."""
        parts = relative.split("/")
        if "\0" in relative or not all(part and part not in (".", "..") for part in parts):
            raise Invalid("That is not a path of the store.")
        return self.folder.joinpath(*parts)

    async def adopt(self, files: Iterable[tuple[Path, str]]) -> None:
        """Give finished files (temporary path, relative path) their names, on disk before this returns."""
        await asyncio.to_thread(self._adopt, list(files))

    def _adopt(self, files: list[tuple[Path, str]]) -> None:
        folders = set()
        for temporary, relative in files:
            target = self.path(relative)
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _flush(temporary)
            temporary.rename(target)
            folders.add(target.parent)
        for folder in folders:
            _flush(folder)

    async def keep_original(self, source: Path, relative: str) -> None:
        """Seal what was uploaded beside the image at `relative`, on disk before this returns."""
        target = self.path(original_path(relative))
        temporary = self.incoming / target.name
        await asyncio.to_thread(seal, source, temporary, self.original_key, target.name)
        temporary.rename(target)
        await asyncio.to_thread(_flush, target.parent)

    async def open_original(self, relative: str, target: Path) -> None:
        """Write to `target` what was uploaded of the image at `relative`; raises FileNotFoundError when it is gone."""
        source = self.path(original_path(relative))
        await asyncio.to_thread(unseal, source, target, self.original_key, source.name)

    def keep_thumbnail(self, path: Path, content: bytes) -> None:
        """Keep a thumbnail beside its image, unless the image was deleted in the meantime."""
        temporary = self.incoming / f"{path.name}.{secrets.token_hex(4)}"
        temporary.write_bytes(content)
        try:
            temporary.rename(path)
        except FileNotFoundError:
            temporary.unlink()

    async def remove(self, relative: str) -> None:
        """Remove a file (with thumbnail and original) or a folder with all in it; nothing happens when it is gone already."""
        await asyncio.to_thread(self._remove, relative)

    def _remove(self, relative: str) -> None:
        path = self.path(relative)
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
            self.path(thumbnail_path(relative)).unlink(missing_ok=True)
            self.path(original_path(relative)).unlink(missing_ok=True)
        for parent in path.parents:  # folders that are empty now
            if parent == self.folder:
                return
            try:
                parent.rmdir()
            except OSError:
                return


def clear(folder: Path, older_than_seconds: float) -> None:
    """Make a folder, or empty it of what nobody has touched for so long."""
    folder.mkdir(exist_ok=True, mode=0o700)
    limit = time.time() - older_than_seconds
    for path in folder.iterdir():
        if path.lstat().st_mtime > limit:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

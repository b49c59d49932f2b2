"""The store of de-identified files: a folder tree patient / study / series."""

import asyncio
import secrets
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import Invalid
from app.imaging.files import File
from app.storage.key_ring import KeyRing
from app.storage.keys import flush
from app.storage.sealed import SealedFile, seal

SUFFIX = ".dcm.tif"
PLAIN_SUFFIX = ".dcm"  # of objects without pixels, which are no TIFF
THUMBNAIL_SUFFIX = ".webp"
ORIGINAL_SUFFIX = ".original"
ABANDONED_SECONDS = 24 * 3600  # no file is worked on for so long


def image_path(
    patient_id: str, study_id: str, series_id: str, number: int | None, image_id: str, *, has_pixels: bool = True
) -> str:
    """Return where an image's file lies, relative to the store: names are made of hub ids alone."""
    suffix = SUFFIX if has_pixels else PLAIN_SUFFIX
    return (
        f"{patient_id}/{study_id}/{series_id}/{patient_id}_{study_id}_{series_id}_{number or 0:05d}_{image_id}{suffix}"
    )


def thumbnail_path(path: str) -> str:
    """Return where the thumbnail of the image at `path` lies."""
    return _stem(path) + THUMBNAIL_SUFFIX


def original_path(path: str) -> str:
    """Return where the sealed original of the image at `path` lies, as long as a reviewer may need it."""
    return _stem(path) + ORIGINAL_SUFFIX


def _stem(path: str) -> str:
    return path.removesuffix(SUFFIX).removesuffix(PLAIN_SUFFIX)


def bound_name(name: str) -> str:
    """Return the name under which an encrypted file of the store opens: its image's, wherever the image belongs.

    While it is written nobody knows whether it will be a TIFF.
    """
    return "_".join(name.split("_")[-2:]).removesuffix(SUFFIX.removeprefix(PLAIN_SUFFIX))


@dataclass(frozen=True, slots=True)
class FileStore:
    """Files under one folder; workers write into `incoming`, and `adopt` gives a finished file its name.

    What was uploaded stays only of images in doubt, always encrypted; the rest where it `is_encrypted`. What was written
    under the other setting is read all the same.
    """

    folder: Path
    ring: KeyRing
    is_encrypted: bool = False

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

    def file(self, relative: str) -> SealedFile:
        """Return a file of the store to read, encrypted or not; raises Invalid when it would lie outside the store."""
        path = self.path(relative)
        return SealedFile(path, bound_name(path.name), self.ring.current(), may_be_plain=True)

    def unfinished(self, image_id: str, mark: str = "") -> File:
        """Return where a worker writes an image; `mark` tells apart those of one image."""
        path = self.incoming / f"{image_id}{mark}{SUFFIX}"
        return SealedFile(path, bound_name(f"{image_id}{SUFFIX}"), self.ring.current()) if self.is_encrypted else path

    async def adopt(self, files: Iterable[tuple[File, str]]) -> None:
        """Give finished files (unfinished one, relative path) their names, on disk before this returns."""
        await asyncio.to_thread(self._adopt, list(files))

    def _adopt(self, files: list[tuple[File, str]]) -> None:
        folders = set()
        for unfinished, relative in files:
            temporary = unfinished if isinstance(unfinished, Path) else self.incoming / unfinished.name
            target = self.path(relative)
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            flush(temporary)
            temporary.rename(target)
            folders.add(target.parent)
        for folder in folders:
            flush(folder)

    async def keep_original(self, staged: SealedFile, relative: str) -> None:
        """Keep a copy of what was uploaded, encrypted, beside the image at `relative`; on disk before this returns."""
        await asyncio.to_thread(self._keep_original, staged, self.original(relative))

    def _keep_original(self, staged: SealedFile, target: SealedFile) -> None:
        copy = replace(target, path=self.incoming / target.name)
        with staged.reader() as content:
            seal(content, copy)
        flush(copy.path)
        copy.path.rename(target.path)
        flush(target.path.parent)

    def original(self, relative: str) -> SealedFile:
        """Return what was uploaded of the image at `relative`, if it is kept."""
        path = self.path(original_path(relative))
        return SealedFile(path, bound_name(path.name), self.ring.current())

    def keep_thumbnail(self, relative: str, content: bytes) -> None:
        """Keep the thumbnail of the image at `relative`, unless the image was deleted in the meantime."""
        path = self.path(thumbnail_path(relative))
        temporary = self.incoming / f"{path.name}.{secrets.token_hex(4)}"
        if self.is_encrypted:
            with SealedFile(temporary, bound_name(path.name), self.ring.current()).writer() as file:
                file.write(content)
        else:
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

"""Stored files for whoever may see them: file, picture, thumbnail, raw frame, metadata."""

import asyncio
from dataclasses import dataclass
from typing import Any, Literal

from app.documents.images import VISIBLE_TO_READERS, Image
from app.errors import Invalid, NotFound, Unsupported
from app.imaging.dicomjson import displayed_frame
from app.imaging.values import Window
from app.resolvers import images
from app.resolvers.context import Context
from app.storage.filesystem import thumbnail_path
from app.storage.sealed import SealedFile
from app.workers import tasks

NO_PIXELS = "This is a report, a plan or another object without pixels, so there is no picture of it. Open its file."
GONE = "The image's file is not where it should be. Tell an administrator."


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The file of one image that the caller may see."""

    image_id: str
    content: SealedFile  # encrypted or not
    relative: str
    sha256: str
    frames: int
    columns: int
    is_settled: bool  # readers may see it: no review will change it any more


@dataclass(frozen=True, slots=True)
class View:
    """How to show a frame (counted from 1); None lets the image say."""

    frame: int
    window_center: float | None
    window_width: float | None
    width: int | None
    format: Literal["png", "jpeg", "webp"]

    @property
    def key(self) -> str:
        """A short name that differs for every view."""
        return f"{self.frame}-{self.window_center}-{self.window_width}-{self.width}-{self.format}"


async def stored_file(context: Context, image_id: str) -> StoredFile:
    """Return where the image's file lies; raises NotFound when there is none that the caller may see."""
    image = await images.get(context, image_id)
    if image.review_status == "REJECTED":
        raise NotFound("This image was rejected when it was reviewed, so its file is gone.", ("id",))
    return file_of(context, image)


def file_of(context: Context, image: Image) -> StoredFile:
    """Return where the file of a record lies."""
    is_settled = image.review_status in VISIBLE_TO_READERS
    relative = images.path_of(image)
    file = context.hub.store.file(relative)
    return StoredFile(image.id, file, relative, image.sha256, image.frames, image.columns, is_settled)


async def series_files(context: Context, series_id: str) -> list[StoredFile]:
    """Return the files of the series' images that the caller may see, by number then id."""
    found = await images.of_series(context, series_id)
    return [file_of(context, image) for image in found if image.review_status != "REJECTED"]


async def middle_file(context: Context, series_id: str) -> StoredFile:
    """Return the file in the middle of the series; raises NotFound when the caller can see none."""
    files = [file for file in await series_files(context, series_id) if file.frames]
    if not files:
        raise NotFound("This series has no image.")
    return files[len(files) // 2]


async def rendered(context: Context, file: StoredFile, view: View) -> bytes:
    """Return one frame as an encoded picture; raises Invalid when there is no such frame."""
    _check_frame(file, view.frame)
    if (view.window_center is None) != (view.window_width is None):
        raise Invalid("Give both windowCenter and windowWidth, or neither.")
    width = min(view.width, file.columns) if view.width else None  # enlarging is the viewer's job, and free there
    window = None
    if view.window_center is not None and view.window_width is not None:
        window = Window(view.window_center, view.window_width)
    return await context.hub.view_pool.run(
        tasks.render, file.content, frame=view.frame, window=window, width=width, format=view.format
    )


async def thumbnail(context: Context, file: StoredFile) -> bytes:
    """Return a small WebP; it is made when it is first asked for (ingest is quicker so), and kept beside the image."""
    require_pixels(file)
    kept = context.hub.store.file(thumbnail_path(file.relative))
    if kept.exists():
        return await asyncio.to_thread(_content, kept)
    content = await context.hub.view_pool.run(tasks.thumbnail, file.content)
    await asyncio.to_thread(context.hub.store.keep_thumbnail, file.relative, content)
    return content


def _content(file: SealedFile) -> bytes:
    with file.reader() as stream:
        return stream.read()


def frame(file: StoredFile, number: int) -> bytes:
    """Return the stored values of one frame, little endian; raises Invalid when there is no such frame."""
    _check_frame(file, number)
    return displayed_frame(file.content, number)


async def metadata(context: Context, files: list[StoredFile]) -> list[dict[str, Any]]:
    """Return the DICOM JSON of each file, without pixels."""
    return await context.hub.view_pool.run(tasks.metadata_of, [file.content for file in files])


def require_pixels(file: StoredFile) -> None:
    """Raise Unsupported for an object that has none."""
    if not file.frames:
        raise Unsupported(NO_PIXELS)


def _check_frame(file: StoredFile, number: int) -> None:
    require_pixels(file)
    if not 1 <= number <= file.frames:
        raise Invalid(f"This image has frames 1 to {file.frames}.")

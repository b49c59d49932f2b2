"""The files of exports: images as they are stored or as pictures, with a DICOMDIR if wanted, and series as volumes."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.documents.audit import audit_event
from app.documents.exports import ExportJob
from app.documents.images import VISIBLE_TO_READERS, Image
from app.documents.patients import Patient
from app.documents.series import Series
from app.domain.exports import Format, Level
from app.errors import TooLarge, Unsupported
from app.resolvers import export_tables, pixels
from app.resolvers import images as images_of
from app.resolvers.context import Context
from app.storage.zipping import bytes_content, file_content
from app.workers import tasks

MOST_LISTED: Final = 20_000  # of one DICOMDIR, which is made before the first file goes out
SUFFIXES: Final = {Format.DICOM: "dcm", Format.TIFF: "tif", Format.PNG: "png", Format.NIFTI: "nii.gz"}
UNLISTED: Final = "The DICOMDIR does not list it: its header lacks what a record of its kind needs."
PartOf = Callable[[Any], str] | None


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file of an export, and the record whose row names it; no content when there is a row alone, with a note why."""

    name: str
    record: Image | Series | None
    content: AsyncIterator[bytes] | None
    note: str | None = None


Files = tuple[Level, AsyncIterator[ExportedFile]]


async def taken(context: Context, job: ExportJob, found: Sequence[Any]) -> None:
    """Write whose data is about to go, before the first byte of it does."""
    patients = sorted({each.id if isinstance(each, Patient) else each.patient_id for each in found})
    await audit_event(context.signed_in().user_id, "export.taken", job.id, *patients).insert()


def images(context: Context, job: ExportJob, part_of: PartOf) -> Files:
    """Return the files of an export of images, each image a row."""
    return Level.IMAGE, (_on_a_medium(context, job) if job.has_directory else _images(context, job, part_of))


async def _images(context: Context, job: ExportJob, part_of: PartOf) -> AsyncIterator[ExportedFile]:
    format_ = Format(job.format)
    async for fresh, found in export_tables.batches(context, Level.IMAGE, job.scope, job.ids):
        await taken(context, job, found)
        for image in found:
            file, stem = pixels.file_of(fresh, image), _stem(image, part_of)
            if format_ is not Format.PNG:
                suffix = SUFFIXES[format_ if image.frames else Format.DICOM]
                yield ExportedFile(f"{stem}.{suffix}", image, file_content(file.content))
                continue
            for frame in range(1, image.frames + 1):
                name = f"{stem}_{frame:04d}.png" if image.frames > 1 else f"{stem}.png"
                yield ExportedFile(name, image, _picture(fresh, file, frame))


def _stem(image: Image, part_of: PartOf) -> str:
    folder = f"{part_of(image)}/" if part_of else ""
    return f"{folder}{image.patient_id}/{image.study_id}/{image.series_id}/{image.number or 0:05d}_{image.id}"


async def _picture(context: Context, file: pixels.StoredFile, frame: int) -> AsyncIterator[bytes]:
    yield await context.hub.view_pool.run(
        tasks.render, file.content, frame=frame, window=None, width=None, format="png"
    )


async def _on_a_medium(context: Context, job: ExportJob) -> AsyncIterator[ExportedFile]:
    """Yield the files under the names that a DICOMDIR asks for (PS3.10 8.2), and the DICOMDIR."""
    found: list[Image] = []
    async for _, batch in export_tables.batches(context, Level.IMAGE, job.scope, job.ids):
        found += batch
        if len(found) > MOST_LISTED:
            raise TooLarge(f"A DICOMDIR lists at most {MOST_LISTED:,} files here: export in parts.")
    listed = [(image.id, pixels.file_of(context, image).content) for image in found]
    directory = await context.hub.view_pool.run(tasks.directory_of, listed)
    for start in range(0, len(found), export_tables.BATCH):
        some = found[start : start + export_tables.BATCH]
        await taken(context, job, some)
        for image in some:
            name, note = directory.paths.get(image.id), None
            if name is None:
                name, note = f"UNLISTED/{_stem(image, None)}.dcm", UNLISTED
            yield ExportedFile(name, image, file_content(pixels.file_of(context, image).content), note)
    yield ExportedFile("DICOMDIR", None, bytes_content(directory.content))


def volumes(context: Context, job: ExportJob, part_of: PartOf) -> Files:
    """Return the files of an export of volumes, each series a row; those that are no volume have a note instead."""
    return Level.SERIES, _volumes(context, job, part_of)


async def _volumes(context: Context, job: ExportJob, part_of: PartOf) -> AsyncIterator[ExportedFile]:
    scope, ids, chosen = job.scope, job.ids, None
    if scope == "id":  # images: the volumes are of these alone
        scope, chosen = "series_id", frozenset(job.ids)
        ids = sorted({image.series_id async for image in _chosen(context, job)})
    async for fresh, found in export_tables.batches(context, Level.SERIES, scope, ids):
        await taken(context, job, found)
        for series in found:
            slices = [
                image
                for image in await images_of.of_series(fresh, series.id)
                if image.frames and image.review_status in VISIBLE_TO_READERS and (chosen is None or image.id in chosen)
            ]
            folder = f"{part_of(series)}/" if part_of else ""
            name = f"{folder}{series.patient_id}/{series.study_id}/{series.id}.nii.gz"
            try:
                files = [pixels.file_of(fresh, image).content for image in slices]
                content = await fresh.hub.view_pool.run(tasks.nifti_of, files)
            except Unsupported as error:
                yield ExportedFile("", series, None, error.message)
            else:
                yield ExportedFile(name, series, bytes_content(content))


async def _chosen(context: Context, job: ExportJob) -> AsyncIterator[Image]:
    async for _, found in export_tables.batches(context, Level.IMAGE, job.scope, job.ids):
        for image in found:
            yield image

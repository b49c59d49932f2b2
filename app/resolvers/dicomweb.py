"""Studies, series and instances by their UIDs, for DICOMweb: all of it seen through the caller's eyes (PS3.18)."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TypeVar

from app.documents.base import Record
from app.documents.images import Image
from app.documents.metadata import keep_metadata, kept_metadata
from app.documents.series import Series
from app.documents.studies import Study
from app.domain.filters import Condition, Operator, all_of
from app.domain.pages import Order, Slice
from app.errors import Invalid, NotFound
from app.imaging.dicomjson import PIXEL_DATA, pixel_data_place
from app.imaging.files import opened
from app.resolvers import images, pixels, records, trail
from app.resolvers.context import Context
from app.resolvers.pixels import StoredFile, require_pixels
from app.resolvers.records import Listing
from app.workers import tasks

CHUNK_BYTES = 1 << 20
STEP = 1000  # records read at once
RecordType = TypeVar("RecordType", bound=Record)


@dataclass(frozen=True, slots=True)
class Place:
    """What the path of a request names; None where it says nothing."""

    study: str
    series: str | None = None
    instance: str | None = None


async def study_of(context: Context, uid: str) -> Study:
    """Return the study of a UID; raises NotFound when there is none that the caller may see."""
    return await _only(context, Study, "study_instance_uid", uid)


async def series_of(context: Context, place: Place) -> Series:
    """Return the series of a place; raises NotFound when there is none there that the caller may see."""
    study = await study_of(context, place.study)
    series = await _only(context, Series, "series_instance_uid", place.series or "")
    if series.study_id != study.id:
        raise _missing("series")
    return series


async def images_of(context: Context, place: Place) -> list[Image]:
    """Return the images of a study, series or instance in their order; raises NotFound when the caller can see none."""
    if place.series is None:
        study = await study_of(context, place.study)
        found = await everything(
            context, Image, Listing(_is("study_id", study.id), (Order("series_id"), Order("number")))
        )
    else:
        series = await series_of(context, place)
        if place.instance is None:
            found = await images.of_series(context, series.id)
        else:
            image = await _only(context, Image, "sop_instance_uid", place.instance)
            found = [image] if image.series_id == series.id else []
    shown = [image for image in found if image.review_status != "REJECTED"]
    if not shown:
        raise _missing("instance" if place.instance else "image")
    return shown


async def files_of(context: Context, place: Place) -> list[tuple[Image, StoredFile]]:
    """Return images and where their files lie, as `images_of` does."""
    return [(image, pixels.file_of(context, image)) for image in await images_of(context, place)]


async def everything(context: Context, model: type[RecordType], listing: Listing) -> list[RecordType]:
    """Return all records of a listing that the caller may see."""
    found: list[RecordType] = []
    after = None
    while True:
        page = await records.page(context, model, Listing(listing.filter, listing.orders, Slice(STEP, after=after)))
        found.extend(page.records)
        if not page.has_next:
            return found
        after = page.cursors[-1]


def _is(attribute: str, value: str) -> Condition:
    return Condition(attribute, Operator.EQ, value)


async def _only(context: Context, model: type[RecordType], attribute: str, uid: str) -> RecordType:
    # Two hubs' records that were merged by hand might share a UID: the oldest stands for it.
    found = await records.page(context, model, Listing(all_of(_is(attribute, uid)), (), Slice(1)))
    if not found.records:
        raise _missing(records.NOUNS[model])
    return found.records[0]


def _missing(noun: str) -> NotFound:
    return NotFound(f"There is no {noun} with this UID here.")


async def metadata(context: Context, place: Place) -> list[tuple[str, bytes]]:
    """Return the path of each image and its attributes as DICOM JSON (PS3.18 Annex F), with `bulkdata/…` where bytes are long.

    They are made when they are first asked for, and kept in the database, so that files are read once.
    """
    found = await files_of(context, place)
    kept = await kept_metadata([image for image, _ in found])
    new = [(image, file) for image, file in found if image.id not in kept]
    if new:
        made = await context.hub.view_pool.run(tasks.instances_as_json, [file.content for _, file in new])
        await keep_metadata([(image, content) for (image, _), content in zip(new, made, strict=True)])
        kept |= {image.id: content for (image, _), content in zip(new, made, strict=True)}
    of = {each.id: each.series_instance_uid for each in await _series_of(context, [image for image, _ in found])}
    return [
        (f"/studies/{place.study}/series/{of[image.series_id]}/instances/{image.sop_instance_uid}", kept[image.id])
        for image, _ in found
    ]


async def _series_of(context: Context, found: Sequence[Image]) -> list[Series]:
    ids = sorted({image.series_id for image in found})
    return list(await asyncio.gather(*(records.get(context, Series, each) for each in ids)))


async def contents(
    context: Context, found: Sequence[tuple[Image, StoredFile]]
) -> AsyncIterator[tuple[Image, BinaryIO]]:
    """Yield each stored file, opened, one after the other; each is noted as downloaded."""
    for image, file in found:
        await trail.downloaded(context, image.id)
        with await asyncio.to_thread(opened, file.content) as stream:
            yield image, stream


async def chunks(stream: BinaryIO) -> AsyncIterator[bytes]:
    """Yield what a stream holds."""
    while chunk := await asyncio.to_thread(stream.read, CHUNK_BYTES):
        yield chunk


async def frames(context: Context, place: Place, numbers: Sequence[int], syntax: str) -> AsyncIterator[bytes]:
    """Return frames (from 1) one after the other, as they are stored or compressed.

    Raises Invalid for a frame that is asked for twice, NotFound for one that there is not, Unsupported for a syntax.
    """
    [(_, file)] = await files_of(context, place)
    require_pixels(file)
    if len(set(numbers)) < len(numbers):
        raise Invalid("Name each frame once.")
    if any(not 1 <= number <= file.frames for number in numbers):
        raise NotFound(f"This image has frames 1 to {file.frames}.")
    first = await _frame(context, file, numbers[0], syntax)  # refusals come before the answer begins

    async def each() -> AsyncIterator[bytes]:
        yield first
        for number in numbers[1:]:
            yield await _frame(context, file, number, syntax)

    return each()


async def _frame(context: Context, file: StoredFile, number: int, syntax: str) -> bytes:
    [found] = await context.hub.view_pool.run(tasks.frames_as, file.content, [number], syntax)
    return found


async def bulk_data(context: Context, place: Place, tag: str) -> AsyncIterator[bytes]:
    """Return the bytes that `metadata` left out under this tag, piece by piece; raises NotFound when there are none."""
    [(image, file)] = await files_of(context, place)
    if not re.fullmatch("[0-9A-Fa-f]{8}", tag):
        raise NotFound("There is no such bulk data in this image.")
    if tag.upper() == PIXEL_DATA and image.rows:
        await trail.downloaded(context, image.id)
        return _pixels(file)
    found: bytes | None = await context.hub.view_pool.run(tasks.bulk_data_of, file.content, tag)
    if not found:
        raise NotFound("There is no such bulk data in this image.")
    return _whole(found)


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _pixels(file: StoredFile) -> AsyncIterator[bytes]:
    start, left = await asyncio.to_thread(pixel_data_place, file.content)
    with await asyncio.to_thread(opened, file.content) as stream:
        await asyncio.to_thread(stream.seek, start)
        while left > 0:
            chunk = await asyncio.to_thread(stream.read, min(CHUNK_BYTES, left))
            left -= len(chunk)
            yield chunk

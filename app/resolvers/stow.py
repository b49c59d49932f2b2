"""Store over the web (STOW-RS, PS3.18 section 10.5): an upload whose sender waits for what becomes of each instance."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.documents.images import VISIBLE_TO_READERS, Image
from app.documents.jobs import JobFile
from app.documents.series import Series
from app.documents.studies import Study
from app.errors import Invalid, NotFound, TooLarge
from app.imaging.dicomjson import told
from app.imaging.naming import HEAD_BYTES, InstanceName
from app.resolvers import images, records, uploads
from app.resolvers.context import Context
from app.resolvers.uploads import UploadTarget
from app.storage.spool import Spool
from app.workers import tasks

BATCH_FILES: Final = 64
MOST_FILES: Final = 10_000
POLL_SECONDS: Final = 0.2
PROFILE: Final = "research"
CANNOT_UNDERSTAND, OTHER_STUDY, DUPLICATE_INSTANCE, PROCESSING_FAILURE = 0xC000, 0xA900, 0x0111, 0x0110
COERCED: Final = 0xB000  # PS3.18 table 10.5.3-2: coercion of data elements; here: held back for review
REASONS: Final = {"CONFLICT": DUPLICATE_INSTANCE, "UNSUPPORTED": 0x0122, "TOO_LARGE": 0xA700, "UNAVAILABLE": 0xA700}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one part: `image` when it is stored, else `reason` (PS3.18 table 10.5.3-1)."""

    name: InstanceName
    image: Image | None = None
    reason: int = 0
    is_held_back: bool = False


async def store(context: Context, parts: AsyncIterator[Spool], study: str | None) -> list[Outcome]:
    """Return the outcomes of the parts in their order, when all are known; raises Invalid when there are none.

    `study` is what the address names: parts of another study are refused.
    """
    names: list[InstanceName] = []
    refused: set[int] = set()
    batch: list[Spool] = []
    job_id: str | None = None
    try:
        async for part in parts:
            job_id = job_id or (await uploads.begin(context, UploadTarget(), PROFILE)).id
            batch.append(part)
            if len(names) + len(batch) > MOST_FILES:
                raise TooLarge(f"Send at most {MOST_FILES} instances in one request.")
            if len(batch) == BATCH_FILES:
                await _add(context, job_id, batch, names, refused, study)
        if job_id is None:
            raise Invalid("There is no instance in the request.")
        await _add(context, job_id, batch, names, refused, study)
    finally:
        for part in batch:
            part.close()
        if job_id is not None:
            await uploads.add_batch(context, job_id, [], is_final=True)
    async for _ in uploads.follow(context, job_id, POLL_SECONDS):
        pass
    return await _outcomes(context, job_id, names, refused)


async def _add(
    context: Context, job_id: str, batch: list[Spool], names: list[InstanceName], refused: set[int], study: str | None
) -> None:
    """Hand the batch over to the job, but for what belongs to another study; `batch` is empty afterwards."""
    heads = [_head(part) for part in batch]
    found = await context.hub.view_pool.run(tasks.names_of, heads) if heads else []
    taken: list[Spool] = []
    for name, part in zip(found, batch, strict=True):
        names.append(name)
        if study is not None and name.study_instance_uid != study:
            refused.add(len(names))
            part.close()
        else:
            taken.append(part)
    batch.clear()
    if taken:
        await uploads.add_batch(context, job_id, [("", part) for part in taken], is_final=False)


def _head(part: Spool) -> bytes:
    part.seek(0)
    head = part.read(HEAD_BYTES)
    part.seek(0)
    return head


async def _outcomes(context: Context, job_id: str, names: Sequence[InstanceName], refused: set[int]) -> list[Outcome]:
    rows = {row.number: row for row in await uploads.rows_of(context, job_id)}
    outcomes: list[Outcome] = []
    number = 0
    for position, name in enumerate(names, start=1):
        if position in refused:
            outcomes.append(Outcome(name, reason=OTHER_STUDY))
            continue
        number += 1  # files of a job count from 1 in the order in which they came
        outcomes.append(await _outcome(context, name, rows.get(number)))
    return outcomes


async def _outcome(context: Context, name: InstanceName, row: JobFile | None) -> Outcome:
    """Return what became of a part, as far as the sender may know: what others keep back does not exist."""
    if row is not None and row.status in ("ACCEPTED", "DUPLICATE", "QUARANTINED") and row.stored_image_id:
        try:
            image = await images.get(context, row.stored_image_id)
        except NotFound:
            return Outcome(name, reason=PROCESSING_FAILURE)
        return Outcome(name, image, is_held_back=image.review_status not in VISIBLE_TO_READERS)
    return Outcome(name, reason=REASONS.get(row.error_code or "", CANNOT_UNDERSTAND) if row else CANNOT_UNDERSTAND)


async def answer(context: Context, outcomes: Sequence[Outcome], base: str) -> dict[str, Any]:
    """Return the Store Instances Response (PS3.18 section 10.5.3.3) as DICOM JSON.

    Instances are named as their sender names them; the RetrieveURL is where the de-identified ones are.
    """
    stored = [(each, await _retrieve_url(context, each.image, base)) for each in outcomes if each.image]
    failed = [each for each in outcomes if not each.image and each.name.sop_instance_uid]
    other = [each for each in outcomes if not each.image and not each.name.sop_instance_uid]
    content: dict[str, Any] = {}
    if failed:
        content["00081198"] = _sequence([_named(each) | told({"FailureReason": each.reason}) for each in failed])
    if stored:
        content["00081199"] = _sequence(
            [
                _named(each) | told({"RetrieveURL": url} | ({"WarningReason": COERCED} if each.is_held_back else {}))
                for each, url in stored
            ]
        )
    if other:
        content["0008119A"] = _sequence([told({"FailureReason": each.reason}) for each in other])
    return content


def _named(outcome: Outcome) -> dict[str, Any]:
    name = outcome.name
    return told({"ReferencedSOPClassUID": name.sop_class_uid, "ReferencedSOPInstanceUID": name.sop_instance_uid})


def _sequence(items: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"vr": "SQ", "Value": [dict(sorted(item.items())) for item in items]}


async def _retrieve_url(context: Context, image: Image, base: str) -> str:
    study, series = await asyncio.gather(
        records.get(context, Study, image.study_id), records.get(context, Series, image.series_id)
    )
    return f"{base}/studies/{study.study_instance_uid}/series/{series.series_instance_uid}/instances/{image.sop_instance_uid}"

"""What is asked of upload jobs and their files: claims by lease, numbers, counts."""

from collections.abc import Sequence
from datetime import timedelta

from pymongo import ReturnDocument, UpdateOne
from pymongo.asynchronous.client_session import AsyncClientSession

from app.documents import paging
from app.documents.audit import audit_event
from app.documents.base import insert_new, now
from app.documents.connect import Database
from app.documents.filtering import EXACT, Criteria
from app.documents.jobs import JobFile, ListedMedia, UploadJob
from app.documents.paging import Page
from app.documents.transactions import in_transaction
from app.domain.pages import Order, Slice
from app.errors import Conflict, NotFound

LEASE = timedelta(seconds=20)  # renewed every few seconds; a crashed hub's jobs are taken up after this
IDLE = timedelta(hours=1)  # a job whose uploader went away is closed after this
NAMES_KEPT = timedelta(minutes=1)  # so that the last progress still reaches the uploader with names
OPEN = ["QUEUED", "RUNNING"]


async def take_numbers(job_id: str, count: int) -> range:
    """Return `count` numbers that no other file of the job has or will have."""
    # AFTER, not BEFORE: what the embedded server returns as before is not always of the same moment as the update.
    job = await UploadJob.get_pymongo_collection().find_one_and_update(
        {"_id": job_id}, {"$inc": {"next_number": count}}, return_document=ReturnDocument.AFTER
    )
    if job is None:
        raise NotFound("There is no such upload.")
    return range(job["next_number"] - count, job["next_number"])


async def add_files(database: Database, job_id: str, rows: Sequence[JobFile], *, is_final: bool) -> UploadJob | None:
    """Return the job with the rows added, None (and nothing added) when it was closed in between."""
    refused = sum(row.status == "REJECTED" for row in rows)

    async def write(session: AsyncClientSession) -> UploadJob | None:
        changed = await UploadJob.get_pymongo_collection().update_one(
            {"_id": job_id, "is_final": False, "status": {"$in": OPEN}},
            {
                "$inc": {"total": len(rows), "processed": refused, "rejected": refused},
                "$set": {"last_batch_at": now(), "is_final": is_final},
            },
            session=session,
        )
        if changed.modified_count != 1:
            return None
        if rows:
            await insert_new(JobFile, rows, session)
        return await UploadJob.get(job_id, session=session)

    return await in_transaction(database, write)


async def claim(owner: str) -> UploadJob | None:
    """Return a job that nobody works on and that has something to do, now leased to `owner`; None when there is none."""
    for status in OPEN:
        async for job in UploadJob.find({"status": status}).sort("created_at"):
            if job.lease_owner not in (None, owner) and job.lease_until and job.lease_until > now():
                continue
            if not job.is_final and await waiting(job.id) == 0:
                continue  # its uploader has not sent the next files yet: it must not keep others waiting
            claimed = await UploadJob.get_pymongo_collection().update_one(
                {"_id": job.id, "status": status, "lease_owner": job.lease_owner, "lease_until": job.lease_until},
                {"$set": {"lease_owner": owner, "lease_until": now() + LEASE, "status": "RUNNING"}},
            )
            if claimed.modified_count == 1:
                return await UploadJob.get(job.id)
    return None


async def renew(job_id: str, owner: str) -> bool:
    """Return whether the lease was still ours and now runs anew."""
    result = await UploadJob.get_pymongo_collection().update_one(
        {"_id": job_id, "lease_owner": owner}, {"$set": {"lease_until": now() + LEASE}}
    )
    return result.matched_count == 1


async def release(job_id: str, owner: str) -> None:
    """Give the lease back: the job waits for more files, or for another hub."""
    await UploadJob.get_pymongo_collection().update_one(
        {"_id": job_id, "lease_owner": owner}, {"$set": {"lease_owner": None, "lease_until": None}}
    )


async def queued(job_id: str, after: int, limit: int) -> list[JobFile]:
    """Return waiting files of the job with a number above `after`, in order."""
    found = JobFile.find({"job_id": job_id, "status": "QUEUED", "number": {"$gt": after}})
    return await found.sort("number").limit(limit).to_list()


async def replace_archive(database: Database, archive: JobFile, entries: Sequence[JobFile]) -> None:
    """Put the files that an archive held in its place; `total` counts them instead of the archive."""

    async def write(session: AsyncClientSession) -> None:
        removed = await JobFile.get_pymongo_collection().delete_one({"_id": archive.id}, session=session)
        if removed.deleted_count == 1:
            if entries:
                await insert_new(JobFile, entries, session)
            refused = sum(entry.status == "REJECTED" for entry in entries)
            await UploadJob.get_pymongo_collection().update_one(
                {"_id": archive.job_id},
                {"$inc": {"total": len(entries) - 1, "processed": refused, "rejected": refused}},
                session=session,
            )

    await in_transaction(database, write)


async def settle(rows: Sequence[JobFile], session: AsyncClientSession) -> None:
    """Write the outcomes of the rows and count them; raises Conflict when another hub settled one of them before."""
    updates = [
        UpdateOne(
            {"_id": row.id, "status": "QUEUED"},
            {"$set": row.model_dump(include={"status", "stored_image_id", "error_code", "error_message"})},
        )
        for row in rows
    ]
    if not updates:
        return
    written = await JobFile.get_pymongo_collection().bulk_write(updates, session=session)
    if written.modified_count != len(rows):
        raise Conflict("Another hub has taken this upload up.")
    counts = {
        "processed": len(rows),
        "accepted": sum(row.status == "ACCEPTED" for row in rows),
        "duplicates": sum(row.status == "DUPLICATE" for row in rows),
        "quarantined": sum(row.status == "QUARANTINED" for row in rows),
        "rejected": sum(row.status == "REJECTED" for row in rows),
        "skipped": sum(row.is_skipped for row in rows),
    }
    await UploadJob.get_pymongo_collection().update_one({"_id": rows[0].job_id}, {"$inc": counts}, session=session)


async def note_media(job_id: str, media: ListedMedia) -> None:
    """Remember what an index of the job lists, once."""
    await UploadJob.get_pymongo_collection().update_one(
        {"_id": job_id, "media.number": {"$ne": media.number}}, {"$push": {"media": media.model_dump()}}
    )


async def keep_media(job_id: str, media: Sequence[ListedMedia]) -> None:
    """Keep what was found of a job's indexes in the end."""
    await UploadJob.get_pymongo_collection().update_one(
        {"_id": job_id}, {"$set": {"media": [each.model_dump() for each in media]}}
    )


async def numbers_of(job_id: str) -> set[int]:
    """Return the numbers of a job's files; an archive counts no more once its files are there."""
    found = JobFile.get_pymongo_collection().find({"job_id": job_id}, {"number": 1})
    return {row["number"] async for row in found}


async def waiting(job_id: str) -> int:
    """Return how many files of the job have no outcome yet."""
    return await JobFile.find({"job_id": job_id, "status": "QUEUED"}).count()


async def finish(job_id: str, owner: str) -> bool:
    """Complete the job when all its files came and have outcomes; return whether it is complete now."""
    result = await UploadJob.get_pymongo_collection().update_one(
        {"_id": job_id, "lease_owner": owner, "is_final": True},
        {"$set": {"status": "COMPLETED", "finished_at": now(), "lease_owner": None, "lease_until": None}},
    )
    return result.modified_count == 1


async def close_idle() -> None:
    """Declare complete what uploaders left open long ago."""
    await UploadJob.find({"is_final": False, "status": {"$in": OPEN}, "last_batch_at": {"$lt": now() - IDLE}}).update(
        {"$set": {"is_final": True}}
    )


async def jobs_to_forget() -> list[str]:
    """Return the jobs that ended a while ago and whose uploaders' file names are still kept."""
    jobs = UploadJob.find({"are_names_kept": True, "status": "COMPLETED", "finished_at": {"$lt": now() - NAMES_KEPT}})
    return [job.id async for job in jobs]


async def names_are_forgotten(job_id: str) -> None:
    """Remember that the uploader's file names of a job are gone."""
    await UploadJob.find({"_id": job_id}).update({"$set": {"are_names_kept": False}})


async def open_job_ids() -> set[str]:
    """Return the jobs that may still have originals in staging."""
    return {job.id async for job in UploadJob.find({"status": {"$in": OPEN}})}


async def audit_added(job: UploadJob, image_ids: Sequence[str], session: AsyncClientSession) -> None:
    """Record which images a job brought."""
    await audit_event(job.created_by, "image.added", job.id, *image_ids).insert(session=session)


async def page_of_files(job_id: str, statuses: Sequence[str] | None, slice_: Slice) -> Page[JobFile]:
    """Return files of a job in the order in which they came; `statuses` None returns all."""
    criteria = _files_of(job_id, statuses)
    return await paging.page(JobFile, criteria, [Order("number")], slice_)


async def count_files(job_id: str, statuses: Sequence[str] | None) -> int:
    """Return how many files of a job there are."""
    return await paging.count(JobFile, _files_of(job_id, statuses))


def _files_of(job_id: str, statuses: Sequence[str] | None) -> Criteria:
    rest = ({"status": {"$in": list(statuses)}},) if statuses is not None else ()
    return Criteria(({"job_id": job_id},), rest, EXACT)

"""Jobs: numbers are taken once, leases are held by one, outcomes are counted once."""

import asyncio
from datetime import timedelta

import pytest

from app.documents import uploads
from app.documents.base import now
from app.documents.connect import Database
from app.documents.jobs import JobFile, UploadJob
from app.documents.transactions import in_transaction
from app.domain.ids import new_id
from app.errors import Conflict


async def new_job(**more: object) -> UploadJob:
    values = {"profile": "research", "profile_version": 1, "last_batch_at": now(), "created_by": "usr_1"} | more
    job = UploadJob(id=new_id("job"), **values)
    await job.insert()
    return job


async def new_file(job: UploadJob, number: int = 1) -> JobFile:
    row = JobFile(id=new_id("fil"), job_id=job.id, number=number, staged=str(number), image_id=new_id("img"))
    await row.insert()
    return row


async def test_numbers_that_are_taken_at_once_never_meet(database: Database) -> None:
    job = await new_job()
    ranges = await asyncio.gather(*(uploads.take_numbers(job.id, 3) for _ in range(100)))
    assert sorted(number for taken in ranges for number in taken) == list(range(1, 301))


async def test_a_job_is_claimed_by_one_of_many_and_again_when_its_lease_has_run_out(database: Database) -> None:
    job = await new_job(is_final=True)
    claims = await asyncio.gather(*(uploads.claim(f"hub {number}") for number in range(20)))
    assert [claim.id for claim in claims if claim] == [job.id]
    assert await uploads.claim("late") is None
    await UploadJob.find_one({"_id": job.id}).update({"$set": {"lease_until": now() - timedelta(seconds=1)}})
    taken = await uploads.claim("late")
    assert taken is not None
    assert (taken.lease_owner, taken.status) == ("late", "RUNNING")


async def test_an_outcome_is_counted_once(database: Database) -> None:
    job = await new_job(total=1)
    row = await new_file(job)
    row.status = "ACCEPTED"
    await in_transaction(database, lambda session: uploads.settle([row], session))
    with pytest.raises(Conflict):
        await in_transaction(database, lambda session: uploads.settle([row], session))
    stored = await UploadJob.get(job.id)
    assert stored is not None
    assert (stored.processed, stored.accepted) == (1, 1)


async def test_an_archive_gives_way_to_its_files_once(database: Database) -> None:
    job = await new_job(total=1)
    archive = await new_file(job)
    entries = [
        JobFile(id=new_id("fil"), job_id=job.id, number=number, staged="x", image_id=new_id("img"), status=status)
        for number, status in ((2, "QUEUED"), (3, "REJECTED"))
    ]
    await uploads.replace_archive(database, archive, entries)
    await uploads.replace_archive(database, archive, [])
    stored = await UploadJob.get(job.id)
    assert stored is not None
    assert (stored.total, stored.processed, stored.rejected) == (2, 1, 1)
    assert [row.number for row in await uploads.queued(job.id, 0, 10)] == [2]


async def test_names_are_due_a_minute_after_the_end_and_an_idle_job_is_closed(database: Database) -> None:
    ended = await new_job(status="COMPLETED", finished_at=now() - timedelta(minutes=2))
    await new_job(status="COMPLETED", finished_at=now())
    idle = await new_job(last_batch_at=now() - timedelta(hours=2))
    assert await uploads.jobs_to_forget() == [ended.id]
    await uploads.names_are_forgotten(ended.id)
    assert await uploads.jobs_to_forget() == []
    await uploads.close_idle()
    assert (await UploadJob.get(idle.id)).is_final  # type: ignore[union-attr]


async def test_uploads_that_wait_for_their_uploader_do_not_keep_others_waiting(database: Database) -> None:
    for _ in range(4):
        await new_job(status="RUNNING")
    busy = await new_job(created_by="usr_2")
    await new_file(busy)
    claimed = await uploads.claim("hub")
    assert claimed is not None
    assert claimed.id == busy.id
    assert await uploads.claim("another hub") is None

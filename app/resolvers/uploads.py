"""Uploads: files arrive in batches, are put into staging, and wait as a job. Nothing is parsed here."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from app.auth.permissions import Permission
from app.documents import uploads as records
from app.documents.audit import audit_event
from app.documents.base import now
from app.documents.jobs import JobFile, UploadJob
from app.documents.paging import Page
from app.documents.summaries import Summary, summary_of_job
from app.domain.ids import new_id
from app.domain.pages import Slice
from app.errors import Conflict, NotFound
from app.resolvers import media, owned, patients, profiles, series, studies
from app.resolvers.context import Context
from app.storage.spool import Spool
from app.storage.staging import Staged


@dataclass(frozen=True, slots=True)
class UploadTarget:
    """Where the files of a job are to go; all None lets the files say."""

    patient_id: str | None = None
    study_id: str | None = None
    series_id: str | None = None


async def begin(context: Context, target: UploadTarget, profile: str) -> UploadJob:
    """Return a new job; raises NotFound when the target or the profile does not exist."""
    chosen = await profiles.get(profile)
    if target.patient_id:
        await patients.get(context, target.patient_id)
    if target.study_id:
        await studies.get(context, target.study_id)
    if target.series_id:
        await series.get(context, target.series_id)
    actor = context.signed_in()
    job = UploadJob(
        id=new_id("job"), created_by=actor.user_id, profile=chosen.name, profile_version=chosen.version, last_batch_at=now(),
        patient_id=target.patient_id, study_id=target.study_id, series_id=target.series_id,
    )  # fmt: skip
    await job.insert()
    await audit_event(actor.user_id, "upload.began", job.id).insert()
    return job


async def add_batch(
    context: Context, job_id: str, files: Sequence[tuple[str, BinaryIO | Spool]], *, is_final: bool
) -> UploadJob:
    """Return the job with these files (uploader's name, bytes) added; they are on disk before this returns."""
    job = await own_job(context, job_id)
    if job.is_final:
        raise Conflict("This upload has all its files already. Begin a new one.", ("jobId",))
    numbers = await records.take_numbers(job.id, len(files))
    staged = await context.hub.staging.receive(
        job.id, [(str(number), stream) for number, (_, stream) in zip(numbers, files, strict=True)]
    )
    await context.hub.staging.keep_names(job.id, {n: name for n, (name, _) in zip(numbers, files, strict=True)})
    rows = [_row(job, number, file) for number, file in zip(numbers, staged, strict=True)]
    added = await records.add_files(context.hub.database, job.id, rows, is_final=is_final)
    if added is None:
        await context.hub.staging.discard(job.id, [file.name for file in staged])
        raise Conflict("This upload has all its files already. Begin a new one.", ("jobId",))
    context.hub.has_work.set()
    return added


def _row(job: UploadJob, number: int, staged: Staged) -> JobFile:
    return JobFile(
        id=new_id("fil"), created_by=job.created_by, job_id=job.id, number=number, staged=staged.name,
        image_id=new_id("img"), kind="ARCHIVE" if staged.is_archive else "FILE",
        status="REJECTED" if staged.refusal else "QUEUED",
        error_code=staged.refusal.code if staged.refusal else None,
        error_message=staged.refusal.message if staged.refusal else None,
    )  # fmt: skip


async def own_job(context: Context, job_id: str) -> UploadJob:
    """Return the job; raises NotFound unless the caller began it or is an administrator."""
    job = await owned.find(context, UploadJob, job_id)
    if job is None:
        raise NotFound("There is no such upload.")
    return job


async def page(context: Context, slice_: Slice) -> Page[UploadJob]:
    """Return the caller's uploads, the newest first; an administrator's page has everybody's."""
    return await owned.page(context, UploadJob, slice_)


async def total(context: Context) -> int:
    """Return how many uploads `page` has on all its pages."""
    return await owned.total(context, UploadJob)


async def files(job: UploadJob, statuses: Sequence[str] | None, slice_: Slice) -> Page[JobFile]:
    """Return files of a job that the caller may see, in the order in which they came."""
    return await records.page_of_files(job.id, statuses, slice_)


async def rows_of(context: Context, job_id: str) -> list[JobFile]:
    """Return all files of a job of the caller."""
    job = await own_job(context, job_id)
    return await JobFile.find({"job_id": job.id}).to_list()


async def summary(job: UploadJob) -> Summary:
    """Return what de-identification did to the images that a job of the caller brought."""
    return await summary_of_job(job.id)


async def missing_of(context: Context, job: UploadJob, number: int) -> list[str]:
    """Return the files that an index of the caller's job lists and that did not come; none once names are forgotten."""
    found = await media.compare(context.hub, job, number)
    return list(found.missing) if found else []


async def name_of(context: Context, file: JobFile) -> str | None:
    """Return the uploader's name of a file, None when it has been forgotten; a job's names are read once a request."""
    key = f"names of {file.job_id}"
    if key not in context.loaders:
        context.loaders[key] = await context.hub.staging.names(file.job_id)
    names: dict[int, str] = context.loaders[key]
    return names.get(file.number)


def follow(context: Context, job_id: str, pause_seconds: float) -> AsyncIterator[UploadJob]:
    """Yield the job now and whenever it has moved, until it has ended or the caller's session has."""
    return owned.follow(context, Permission.IMAGE_UPLOAD, lambda: own_job(context, job_id), records.OPEN, pause_seconds)

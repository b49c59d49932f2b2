"""Uploads: files in, progress out."""

from collections.abc import AsyncGenerator, AsyncIterator
from datetime import datetime
from enum import Enum
from typing import Annotated, cast

import strawberry

from app.auth.permissions import Permission
from app.documents import uploads as records
from app.documents.jobs import JobFile, ListedMedia
from app.documents.jobs import UploadJob as UploadJobRecord
from app.domain.pages import slice_of
from app.errors import Invalid
from app.resolvers import images, uploads
from app.schema.arguments import Given
from app.schema.directives import mutation, query, requires
from app.schema.errors import ErrorCode, UserError
from app.schema.files import stream_of
from app.schema.images import Image
from app.schema.info import Info
from app.schema.interfaces import Node
from app.schema.lookup import or_none
from app.schema.paging import After, Connection, First, connection
from app.schema.reports import DeidentificationSummary
from app.schema.scalars import Upload

MOST_MISSING = 100
POLL_SECONDS = 0.25  # a progress bar that moves four times a second looks alive


@strawberry.enum(description="Where a job stands.")
class JobStatus(Enum):
    QUEUED = strawberry.enum_value("QUEUED", description="Waits for a worker.")
    RUNNING = strawberry.enum_value("RUNNING", description="Is worked on, or waits for more files.")
    COMPLETED = strawberry.enum_value("COMPLETED", description="Every file has an outcome.")
    FAILED = strawberry.enum_value("FAILED", description="Could not be carried out.")
    CANCELLED = strawberry.enum_value("CANCELLED", description="Was called off.")


@strawberry.enum(description="Where a file stands, or what became of it.")
class FileStatus(Enum):
    QUEUED = strawberry.enum_value("QUEUED", description="Waits for a worker.")
    PROCESSING = strawberry.enum_value("PROCESSING", description="Is being de-identified.")
    ACCEPTED = strawberry.enum_value("ACCEPTED", description="Is stored, de-identified and verified.")
    DUPLICATE = strawberry.enum_value("DUPLICATE", description="The same image with the same bytes was stored already.")
    QUARANTINED = strawberry.enum_value(
        "QUARANTINED", description="Is stored but held back until it has been reviewed."
    )
    REJECTED = strawberry.enum_value("REJECTED", description="Was not taken; `error` says why.")


@strawberry.type(description="One file of an upload.")
class UploadedFile:
    number: int = strawberry.field(description="Its number within the job, from 1 in the order of arrival.")
    status: FileStatus = strawberry.field(description="Where it stands, or what became of it.")
    error: UserError | None = strawberry.field(description="Why it was not taken, or is held back.")
    is_skipped: bool = strawberry.field(
        description="Whether it was not taken because it is no image at all, such as an index or a text."
    )
    record: strawberry.Private[JobFile]

    @strawberry.field(
        description="The uploader's name for it until a minute after the job; then `file` and its number."
    )
    async def name(self, info: Info) -> str:
        return await uploads.name_of(info.context, self.record) or f"file {self.number}"

    @strawberry.field(description="The image that it became, or that was stored already; null when there is none.")
    async def image(self, info: Info) -> Image | None:
        if self.record.stored_image_id is None:
            return None
        return await or_none(images.get(info.context, self.record.stored_image_id), Image.of)

    @classmethod
    def of(cls, record: JobFile) -> "UploadedFile":
        error = None
        if record.error_code and record.error_message:
            error = UserError(code=ErrorCode[record.error_code], message=record.error_message)
        return cls(
            number=record.number, status=FileStatus[record.status],
            error=error, is_skipped=record.is_skipped, record=record,
        )  # fmt: skip


@strawberry.type(description="What a DICOMDIR of the upload lists, compared with the files that came.")
class UploadedMedia:
    patients: int = strawberry.field(description="How many patients it lists.")
    studies: int = strawberry.field(description="How many studies it lists.")
    series: int = strawberry.field(description="How many series it lists.")
    files: int = strawberry.field(description="How many files it lists.")
    missing: int | None = strawberry.field(description="How many of them did not come; null until the job ends.")
    extra: int | None = strawberry.field(description="How many files came that it does not list; null until then.")
    record: strawberry.Private[ListedMedia]
    job: strawberry.Private[UploadJobRecord]

    @strawberry.field(
        description=f"Paths of those that did not come, at most {MOST_MISSING}; empty a minute after the job."
    )
    async def missing_files(self, info: Info) -> list[str]:
        return (await uploads.missing_of(info.context, self.job, self.record.number))[:MOST_MISSING]


@strawberry.type(description="Files that one person sent together, and what became of them.")
class UploadJob(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, job_…")
    status: JobStatus = strawberry.field(description="Where it stands.")
    total: int = strawberry.field(description="How many files it has; those within archives count each.")
    processed: int = strawberry.field(description="How many have an outcome.")
    accepted: int = strawberry.field(description="How many were stored.")
    duplicates: int = strawberry.field(description="How many were stored already.")
    rejected: int = strawberry.field(description="How many were not taken.")
    quarantined: int = strawberry.field(description="How many are held back for review.")
    skipped: int = strawberry.field(description="How many of those that were not taken are no images at all.")
    created_at: datetime = strawberry.field(description="When it began.")
    finished_at: datetime | None = strawberry.field(description="When it ended.")
    record: strawberry.Private[UploadJobRecord]

    @strawberry.field(description="What de-identification did to the images that it brought, together.")
    async def deidentification(self) -> DeidentificationSummary:
        return DeidentificationSummary.of(await uploads.summary(self.record))

    @strawberry.field(description="What the DICOMDIRs among its files list.")
    def media(self) -> list[UploadedMedia]:
        return [
            UploadedMedia(
                patients=each.patients, studies=each.studies, series=each.series, files=each.files,
                missing=each.missing, extra=each.extra, record=each, job=self.record,
            )
            for each in self.record.media
        ]  # fmt: skip

    @strawberry.field(description="Its files in the order of arrival.")
    async def files(
        self,
        status: Annotated[list[FileStatus] | None, strawberry.argument(description="Only with one of these.")] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[UploadedFile]:
        statuses = [str(each.value) for each in status] if status is not None else None
        page = await uploads.files(self.record, statuses, slice_of(first, after, None, None))
        return cast(
            "Connection[UploadedFile]",
            connection(page, UploadedFile.of, lambda: records.count_files(self.record.id, statuses)),
        )

    @classmethod
    def of(cls, record: UploadJobRecord) -> "UploadJob":
        return cls(
            id=strawberry.ID(record.id), status=JobStatus[record.status], total=record.total,
            processed=record.processed, accepted=record.accepted, duplicates=record.duplicates,
            rejected=record.rejected, quarantined=record.quarantined, created_at=record.created_at,
            skipped=record.skipped, finished_at=record.finished_at, record=record,
        )  # fmt: skip


@strawberry.input(
    description="Files to upload. DICOM files and zip archives sort themselves into patient, study and series."
)
class UploadImagesInput:
    files: list[Upload] = strawberry.field(description="The files (graphql-multipart-request-spec).")
    job_id: strawberry.ID | None = strawberry.field(
        default=None, description="Add to this job, whose `final` was false."
    )
    patient_id: strawberry.ID | None = strawberry.field(default=None, description="Put all below this patient.")
    study_id: strawberry.ID | None = strawberry.field(default=None, description="Put all below this study.")
    series_id: strawberry.ID | None = strawberry.field(default=None, description="Put all into this series.")
    profile_id: strawberry.ID | None = strawberry.field(
        default=None, description="De-identification profile; `research` when nothing is said."
    )
    final: bool = strawberry.field(default=True, description="Whether these are the last files of the job.")


@strawberry.type(description="The job that works on the files.")
class UploadImagesPayload:
    job: UploadJob | None = strawberry.field(default=None, description="The job; follow it by uploadProgress.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type
class UploadQuery:
    @query(requires(Permission.IMAGE_UPLOAD), description="An upload of the caller; null when there is none.")
    async def upload_job(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The job.")]
    ) -> UploadJob | None:
        return await or_none(uploads.own_job(info.context, id), UploadJob.of)

    @query(
        requires(Permission.IMAGE_UPLOAD),
        description="The caller's uploads (everybody's for administrators), newest first.",
    )
    async def upload_jobs(self, info: Info, first: First = None, after: After = None) -> Connection[UploadJob]:
        page = await uploads.page(info.context, slice_of(first, after, None, None))
        return cast("Connection[UploadJob]", connection(page, UploadJob.of, lambda: uploads.total(info.context)))


@strawberry.type
class UploadMutation:
    @mutation(
        requires(Permission.IMAGE_UPLOAD), description="Take files; answers as soon as they are on the hub's disk."
    )
    async def upload_images(self, info: Info, input: Given[UploadImagesInput]) -> UploadImagesPayload:
        files = [stream_of(upload, "files") for upload in input.files]
        if len({id(stream) for _, stream in files}) < len(files):
            raise Invalid("Send each file once, in one place of the map.", ("files",))
        job_id = input.job_id
        if job_id is None:
            target = uploads.UploadTarget(input.patient_id, input.study_id, input.series_id)
            job_id = strawberry.ID((await uploads.begin(info.context, target, input.profile_id or "research")).id)
        job = await uploads.add_batch(info.context, job_id, files, is_final=input.final)
        return UploadImagesPayload(job=UploadJob.of(job))


@strawberry.type
class UploadSubscription:
    @strawberry.subscription(
        description="An upload of the caller whenever it has moved, until it has ended.",
        extensions=[requires(Permission.IMAGE_UPLOAD)],
    )
    async def upload_progress(
        self, info: Info, job_id: Annotated[strawberry.ID, strawberry.argument(description="The job.")]
    ) -> AsyncGenerator[UploadJob, None]:
        progress: AsyncIterator[UploadJobRecord] = uploads.follow(info.context, job_id, POLL_SECONDS)
        async for job in progress:
            yield UploadJob.of(job)

"""Exports: tables and files of a cohort, as one archive."""

from collections.abc import AsyncGenerator
from datetime import datetime
from enum import Enum
from typing import Annotated, cast

import strawberry

from app.auth.permissions import Permission
from app.documents.exports import ExportJob as ExportRecord
from app.domain.exports import Format, Level, Split
from app.domain.pages import slice_of
from app.resolvers import exports
from app.resolvers.exports import Wanted
from app.schema.arguments import Given
from app.schema.directives import mutation, query, requires
from app.schema.errors import UserError
from app.schema.filters import parsed
from app.schema.info import Info
from app.schema.interfaces import Node
from app.schema.lookup import or_none
from app.schema.paging import After, Connection, First, connection
from app.schema.patients import PatientFilter
from app.schema.scalars import BigInt
from app.schema.uploads import JobStatus


@strawberry.enum(description="How an export is written.")
class ExportFormat(Enum):
    CSV = strawberry.enum_value("CSV", description="Comma-separated values (RFC 4180).")
    JSON = strawberry.enum_value("JSON", description="One array of objects.")
    NDJSON = strawberry.enum_value("NDJSON", description="One object a line.")
    PARQUET = strawberry.enum_value("PARQUET", description="Apache Parquet, typed.")
    DICOM = strawberry.enum_value("DICOM", description="The stored files as DICOM.")
    TIFF = strawberry.enum_value("TIFF", description="The stored files as TIFF, with all their bits.")
    PNG = strawberry.enum_value("PNG", description="Each frame as an 8-bit picture for the eye.")
    NIFTI = strawberry.enum_value(
        "NIFTI", description="Each series that is a volume as a .nii.gz file, in modality units."
    )


@strawberry.enum(description="What one row of an export is.")
class ExportLevel(Enum):
    PATIENT = strawberry.enum_value("PATIENT", description="A patient.")
    STUDY = strawberry.enum_value("STUDY", description="A study.")
    SERIES = strawberry.enum_value("SERIES", description="A series.")
    IMAGE = strawberry.enum_value("IMAGE", description="An image.")


@strawberry.type(description="Records or files that somebody asked for, as one archive.")
class ExportJob(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, exp_…")
    format: ExportFormat = strawberry.field(description="How it is written.")
    level: ExportLevel = strawberry.field(description="What one row is.")
    status: JobStatus = strawberry.field(description="COMPLETED: it can be downloaded.")
    total: int = strawberry.field(
        description="How many rows it had when it was made; of files, how many images or what they were chosen by."
    )
    processed: int = strawberry.field(description="How many of them have been chosen.")
    download_url: str | None = strawberry.field(description="Where the zip archive is; null when it has expired.")
    sha256: str | None = strawberry.field(
        description="Null: the archive is written while it is sent; its manifest.json has the digest of each file."
    )
    file_size: BigInt | None = strawberry.field(description="Null: not known before it is sent.")
    expires_at: datetime | None = strawberry.field(description="Until when it can be downloaded.")
    citation: str = strawberry.field(description="How to cite it.")
    created_at: datetime = strawberry.field(description="When it was made.")

    @classmethod
    def of(cls, record: ExportRecord) -> "ExportJob":
        return cls(
            id=strawberry.ID(record.id), format=ExportFormat(record.format), level=ExportLevel(record.level),
            status=JobStatus[record.status], total=record.total, processed=record.total,
            download_url=None if exports.is_expired(record) else f"/files/exports/{record.id}", sha256=None, file_size=None,
            expires_at=record.expires_at, citation=exports.citation(record), created_at=record.created_at,
        )  # fmt: skip


@strawberry.input(description="How to split the patients for training: fractions that make up 1.")
class ExportSplitInput:
    train: float = strawberry.field(description="Fraction to train with.")
    validation: float = strawberry.field(description="Fraction to choose by.")
    test: float = strawberry.field(description="Fraction to judge by.")
    seed: int = strawberry.field(default=0, description="The same seed and patients give the same split.")
    stratify_by: str | None = strawberry.field(
        default=None, description="A column of patients, such as gender or fields.biopsy, whose values are split alike."
    )


@strawberry.input(
    description="What to export: the patients of a filter, a collection, or ids; all that you may see when neither is given."
)
class CreateExportInput:
    format: ExportFormat = strawberry.field(
        description="CSV, JSON, NDJSON and PARQUET are tables; the others are files."
    )
    level: ExportLevel | None = strawberry.field(
        default=None, description="What one row is; PATIENT for tables when nothing is said, IMAGE for files."
    )
    patients: PatientFilter | None = strawberry.field(default=None, description="Of which patients.")
    ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Of these patients, studies, series or images; all of one kind."
    )
    collection_id: strawberry.ID | None = strawberry.field(
        default=None, description="Of a version of this collection, as it was frozen."
    )
    collection_version: int | None = strawberry.field(
        default=None, description="Which version; the newest when nothing is said."
    )
    columns: list[str] | None = strawberry.field(
        default=None,
        description="Columns of a table: age, fields.NAME, patient.age, study.date, attributes.KVP; all of the level when not given.",
    )
    directory: bool = strawberry.field(
        default=False, description="Whether DICOM files come as on a medium, with a DICOMDIR; without a split."
    )
    split: ExportSplitInput | None = strawberry.field(default=None, description="Split the patients for training.")


@strawberry.type(description="The export, or why there is none.")
class CreateExportPayload:
    job: ExportJob | None = strawberry.field(default=None, description="The export.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type
class ExportQuery:
    @query(requires(Permission.DATA_EXPORT), description="An export of the caller; null when there is none.")
    async def export_job(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The export.")]
    ) -> ExportJob | None:
        return await or_none(exports.own(info.context, id), ExportJob.of)

    @query(
        requires(Permission.DATA_EXPORT),
        description="The caller's exports (everybody's for administrators), newest first.",
    )
    async def export_jobs(self, info: Info, first: First = None, after: After = None) -> Connection[ExportJob]:
        page = await exports.page(info.context, slice_of(first, after, None, None))
        return cast("Connection[ExportJob]", connection(page, ExportJob.of, lambda: exports.total(info.context)))


@strawberry.type
class ExportMutation:
    @mutation(requires(Permission.DATA_EXPORT), description="Choose records or files to take away as one archive.")
    async def create_export(self, info: Info, input: Given[CreateExportInput]) -> CreateExportPayload:
        split = input.split
        format_ = Format(str(input.format.value))
        wanted = Wanted(
            format_, Level(str(input.level.value)) if input.level else (Level.PATIENT if format_.is_table else Level.IMAGE),
            parsed(input.patients, None), tuple(input.ids) if input.ids is not None else None,
            tuple(input.columns) if input.columns is not None else None,
            Split(split.train, split.validation, split.test, split.seed, split.stratify_by) if split else None,
            input.collection_id, input.collection_version, input.directory,
        )  # fmt: skip
        return CreateExportPayload(job=ExportJob.of(await exports.create(info.context, wanted)))


@strawberry.type
class ExportSubscription:
    @strawberry.subscription(
        description="An export of the caller, as it is chosen.", extensions=[requires(Permission.DATA_EXPORT)]
    )
    async def export_progress(
        self, info: Info, job_id: Annotated[strawberry.ID, strawberry.argument(description="The export.")]
    ) -> AsyncGenerator[ExportJob, None]:
        yield ExportJob.of(await exports.own(info.context, job_id))

"""Exports: which records, in which form; written while they are downloaded, as the caller may see them then."""

import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import orjson

from app.documents import collections
from app.documents.audit import audit_event
from app.documents.base import now
from app.documents.exports import ExportJob, StoredSplit
from app.documents.paging import Page
from app.documents.patients import Patient
from app.domain.exports import Format, Level, Split, assigned, checked_split
from app.domain.filters import EVERYTHING, Filter
from app.domain.ids import new_id, prefix_of
from app.domain.pages import Slice
from app.errors import Expired, Invalid, NotFound, TooLarge
from app.resolvers import collection_access, export_files, export_tables, owned, records
from app.resolvers.context import Context
from app.resolvers.export_tables import BY_ID, FIXED, MODELS, Chosen
from app.resolvers.records import Listing
from app.storage.tables import Cell, Column, csv_text, written
from app.storage.zipping import Entry, bytes_content

MOST_IDS: Final = 200_000  # a job's list of them must fit into one document
KEPT: Final = timedelta(days=7)
STEP: Final = 1000
SCOPES: Final = {"pat": "patient_id", "stu": "study_id", "ser": "series_id", "img": "id"}
SUFFIXES: Final = {Format.CSV: "csv", Format.JSON: "json", Format.NDJSON: "ndjson", Format.PARQUET: "parquet"}
PATH: Final = Column("file", "TEXT", "Path within this export.")
DIGEST: Final = Column("file_sha256", "TEXT", "SHA-256 of that file.")
NOTE: Final = Column("note", "TEXT", "Why there is no file, or what it is not.")
PART: Final = Column("split", "TEXT", "train, validation or test; all of a patient is in one of them.")
CITATION: Final = "Medical Data Hub, export {id} of {day}, {total} {noun}, de-identified. For research."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks to be exported. `ids` may name patients, studies, series or images, all of one kind."""

    format: Format
    level: Level
    filter: Filter
    ids: tuple[str, ...] | None = None
    columns: tuple[str, ...] | None = None
    split: Split | None = None
    collection_id: str | None = None
    collection_version: int | None = None  # its newest when None
    has_directory: bool = False


async def create(context: Context, wanted: Wanted) -> ExportJob:
    """Return a new export with its records chosen now; raises Invalid for what there is not, TooLarge for too many."""
    await export_tables.chosen(context, wanted.level, wanted.columns)
    if wanted.has_directory and (wanted.format is not Format.DICOM or wanted.split is not None):
        raise Invalid("A DICOMDIR goes with DICOM files that are not split.", ("directory",))
    if wanted.split is not None:
        checked_split(wanted.split)
        if wanted.split.stratify_by is not None:
            await export_tables.chosen(context, Level.PATIENT, [wanted.split.stratify_by])
    number: int | None = None
    if wanted.collection_id is None and wanted.collection_version is not None:
        raise Invalid("Say of which collection.", ("collectionVersion",))
    if wanted.collection_id is not None:
        number, scope, ids = await _of_collection(context, wanted)
    elif wanted.ids is not None:
        scope, ids = _scope_of(wanted.ids, wanted.level), list(dict.fromkeys(wanted.ids))
    else:
        scope, ids = "patient_id", await patients_matching(context, wanted.filter)
    total = await export_tables.count(context, wanted.level, scope, ids)
    if wanted.has_directory and total > export_files.MOST_LISTED:
        raise TooLarge(
            f"A DICOMDIR lists at most {export_files.MOST_LISTED:,} files here: export in parts.", ("directory",)
        )
    job = ExportJob(
        id=new_id("exp"), created_by=context.signed_in().user_id, format=wanted.format, level=wanted.level, scope=scope,
        ids=ids, columns=list(wanted.columns) if wanted.columns is not None else None,
        split=StoredSplit.model_validate(wanted.split, from_attributes=True) if wanted.split else None,
        has_directory=wanted.has_directory, collection_id=wanted.collection_id, collection_version=number, total=total, expires_at=now() + KEPT,
    )  # fmt: skip
    await job.insert()
    await audit_event(
        context.signed_in().user_id, "export.created", job.id, format=job.format, level=job.level, total=total
    ).insert()
    return job


async def _of_collection(context: Context, wanted: Wanted) -> tuple[int, str, list[str]]:
    """Return the newest version of the collection: its number, and what of it the export has, as it was frozen."""
    if wanted.ids is not None or wanted.filter != EVERYTHING:
        raise Invalid("Give collectionId, ids or patients: one of them.", ("collectionId",))
    _, version = await collection_access.opened(context, str(wanted.collection_id), wanted.collection_version)
    level = wanted.level if wanted.format.is_table else Level.IMAGE
    if level is Level.PATIENT:
        return version.number, "patient_id", version.patient_ids
    scope = export_tables.own_scope(level)
    attribute = "image_id" if level is Level.IMAGE else scope
    return version.number, scope, await collections.ids_in(version.id, attribute)


def _scope_of(ids: Sequence[str], level: Level) -> str:
    prefixes = {prefix_of(each) for each in ids}
    if len(ids) > MOST_IDS:
        raise TooLarge(f"An export names at most {MOST_IDS} ids: use a filter.", ("ids",))
    if len(prefixes) != 1 or (prefix := str(prefixes.pop())) not in SCOPES:
        raise Invalid("Give ids of patients, of studies, of series or of images; all of one kind.", ("ids",))
    if list(SCOPES).index(prefix) > list(MODELS).index(level):
        raise Invalid(f"Rows of level {level} cannot be chosen by what is below them.", ("ids",))
    return SCOPES[prefix]


async def patients_matching(context: Context, filter_: Filter, *, at_most: int | None = None) -> list[str]:
    """Return the ids of the patients of a filter, the first `at_most` of them; raises Invalid, or TooLarge for too many."""
    ids: list[str] = []
    after = None
    while True:
        page = await records.page(context, Patient, Listing(filter_, BY_ID, Slice(at_most or STEP, after=after)))
        ids.extend(patient.id for patient in page.records)
        if len(ids) > MOST_IDS:
            raise TooLarge(
                f"More than {MOST_IDS} patients match. Narrow the filter, or export in parts.", ("patients",)
            )
        if at_most is not None or not page.has_next:
            return ids
        after = page.cursors[-1]


async def own(context: Context, job_id: str) -> ExportJob:
    """Return the export; raises NotFound unless the caller asked for it or is an administrator."""
    job = await owned.find(context, ExportJob, job_id)
    if job is None:
        raise NotFound("There is no such export.", ("id",))
    return job


async def page(context: Context, slice_: Slice) -> Page[ExportJob]:
    """Return the caller's exports, the newest first; an administrator's page has everybody's."""
    return await owned.page(context, ExportJob, slice_)


async def total(context: Context) -> int:
    """Return how many exports `page` has on all its pages."""
    return await owned.total(context, ExportJob)


def is_expired(job: ExportJob) -> bool:
    """Return whether an export can no longer be downloaded."""
    return job.expires_at < now()


def citation(job: ExportJob) -> str:
    """Return how to cite an export."""
    noun = {Level.PATIENT: "patients", Level.STUDY: "studies", Level.SERIES: "series", Level.IMAGE: "images"}
    return CITATION.format(id=job.id, day=job.created_at.date(), total=job.total, noun=noun[Level(job.level)])


async def entries(context: Context, job_id: str) -> AsyncIterator[Entry]:
    """Return the files of an export's archive, each with its content, read one after the other.

    They have what the caller may see now: who opted out or was erased since is not among them. Raises NotFound, or
    Expired when the export is too old.
    """
    job = await own(context, job_id)
    if is_expired(job):
        raise Expired("This export has expired. Make it again.")
    if job.collection_id is not None:  # who may read it has perhaps changed since
        await collection_access.opened(context, job.collection_id, job.collection_version)
    await audit_event(context.signed_in().user_id, "export.downloaded", job.id).insert()
    columns = await export_tables.chosen(context, Level(job.level), job.columns)
    parts = await _parts(context, job)
    return _Writing(context, job, columns, parts).entries()


async def _parts(context: Context, job: ExportJob) -> dict[str, str] | None:
    """Return the part of each patient, None when the export is not split."""
    if job.split is None:
        return None
    split = Split(**job.split.model_dump())
    by = await export_tables.chosen(context, Level.PATIENT, [split.stratify_by or "id"])
    strata: dict[str, str] = {}
    ids = sorted(await _patients_of(context, job))
    async for fresh, found in export_tables.batches(context, Level.PATIENT, "patient_id", ids):
        values = await export_tables.rows(fresh, found, Level.PATIENT, by)
        strata |= {
            patient.id: str(value) if split.stratify_by else "" for patient, [value] in zip(found, values, strict=True)
        }
    return assigned(strata, split)


async def _patients_of(context: Context, job: ExportJob) -> set[str]:
    if job.scope == "patient_id":
        return set(job.ids)
    found: set[str] = set()
    async for _, batch in export_tables.batches(context, Level(job.level), job.scope, job.ids):
        found |= {record.patient_id for record in batch}
    return found


@dataclass(slots=True)
class _Writing:
    """One download under way; it notes the digest of each file that it has sent."""

    context: Context
    job: ExportJob
    columns: Sequence[Chosen]
    parts: Mapping[str, str] | None

    async def entries(self) -> AsyncIterator[Entry]:
        digests: dict[str, str] = {}
        format_, level = Format(self.job.format), Level(self.job.level)
        shown = [each.column for each in self.columns] + ([PART] if self.parts is not None else [])
        if format_.is_table:
            name = f"{_plural(level)}.{SUFFIXES[format_]}"
            yield name, _noted(digests, name, written(format_, shown, self._rows()))
        else:
            files = export_files.volumes if format_ is Format.NIFTI else export_files.images
            of_file, listed = files(self.context, self.job, self._part_of if self.parts is not None else None)
            rows: list[list[Cell]] = []
            async for file in listed:
                if file.content is not None:
                    yield file.name, _noted(digests, file.name, file.content)
                if file.record is not None:
                    part: list[Cell] = [self._part_of(file.record)] if self.parts is not None else []
                    known: list[Cell] = [value(file.record) for _, value in FIXED[of_file].values()]
                    rows.append([*known, *part, file.name, digests.get(file.name), file.note])
            shown = [column for column, _ in FIXED[of_file].values()] + ([PART] if self.parts is not None else [])
            shown += [PATH, DIGEST, NOTE]
            name = f"{_plural(of_file)}.csv"
            yield name, _noted(digests, name, bytes_content(csv_text([[column.name for column in shown], *rows])))
        described = csv_text([["name", "type", "unit", "code", "description"], *(_described(each) for each in shown)])
        yield "dictionary.csv", _noted(digests, "dictionary.csv", bytes_content(described))
        yield "manifest.json", bytes_content(orjson.dumps(self._manifest(digests), option=orjson.OPT_INDENT_2))

    async def _rows(self) -> AsyncIterator[list[list[Cell]]]:
        level = Level(self.job.level)
        async for fresh, found in export_tables.batches(self.context, level, self.job.scope, self.job.ids):
            await export_files.taken(self.context, self.job, found)
            made = await export_tables.rows(fresh, found, level, self.columns)
            if self.parts is not None:
                for record, row in zip(found, made, strict=True):
                    row.append(self._part_of(record))
            yield made

    def _part_of(self, record: Any) -> str:
        patient_id = record.id if isinstance(record, Patient) else record.patient_id
        return (self.parts or {}).get(patient_id, "train")

    def _manifest(self, digests: Mapping[str, str]) -> dict[str, Any]:
        job = self.job
        return {
            "id": job.id, "created": job.created_at, "downloaded": now(), "format": job.format, "level": job.level,
            "citation": citation(job), "collection": job.collection_id, "collection_version": job.collection_version, "split": job.split.model_dump() if job.split else None,
            "files": [{"path": name, "sha256": digest} for name, digest in digests.items()],
        }  # fmt: skip


def _plural(level: Level) -> str:
    return {Level.STUDY: "studies", Level.SERIES: "series"}.get(level, f"{level.lower()}s")


def _described(column: Column) -> list[Cell]:
    return [column.name, column.type, column.unit, column.code, column.description]


async def _noted(digests: dict[str, str], name: str, content: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    digest = hashlib.sha256()
    async for chunk in content:
        digest.update(chunk)
        yield chunk
    digests[name] = digest.hexdigest()

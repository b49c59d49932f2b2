"""The rows of exports: columns of a level and of those above it, read in batches so that any cohort fits."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from app.documents.base import Record
from app.documents.images import VISIBLE_TO_READERS, Image
from app.documents.patients import Patient
from app.documents.series import Series
from app.documents.studies import Study
from app.domain.exports import Level
from app.domain.fields import FieldOwner
from app.domain.filters import Condition, Filter, Operator, all_of
from app.domain.pages import Order, Slice
from app.errors import Invalid
from app.resolvers import images, records
from app.resolvers.context import Context
from app.resolvers.records import Listing
from app.storage.tables import Cell, Column

BATCH: Final = 500  # ids, and rows, that are read at once
PARENTS_AT_ONCE: Final = {Level.STUDY: 200, Level.SERIES: 100, Level.IMAGE: 25}
MOST_COLUMNS: Final = 500
MODELS: Final[Mapping[Level, type[Record]]] = {
    Level.PATIENT: Patient,
    Level.STUDY: Study,
    Level.SERIES: Series,
    Level.IMAGE: Image,
}
ABOVE: Final = (Level.PATIENT, Level.STUDY, Level.SERIES)
LINKS: Final = {Level.PATIENT: "patient_id", Level.STUDY: "study_id", Level.SERIES: "series_id"}
FIELDS: Final = "fields."
ATTRIBUTES: Final = "attributes."
BY_ID: Final = (Order("id"),)


def _plain(
    name: str, type_: str, description: str, attribute: str | None = None
) -> tuple[Column, Callable[[Any], Cell]]:
    def value(record: Any) -> Cell:
        found = getattr(record, attribute or name)
        return date.fromisoformat(found) if type_ == "DATE" and found else found

    return Column(name, type_, description), value


def _joined(name: str, description: str) -> tuple[Column, Callable[[Any], Cell]]:
    return Column(name, "TEXT", description), lambda record: ";".join(getattr(record, name))


_SHARED: Final = (
    _plain("label", "TEXT", "Name that people of the hub gave."),
    _plain("image_count", "INTEGER", "How many images there are."),
    _joined("modalities", "Modalities of these images, with semicolons between them."),
    _plain("created_at", "DATETIME", "When the record was made."),
)
FIXED: Final[Mapping[Level, Mapping[str, tuple[Column, Callable[[Any], Cell]]]]] = {
    level: {column.name: (column, value) for column, value in columns}
    for level, columns in {
        Level.PATIENT: (
            _plain("id", "TEXT", "Id of the patient."),
            _plain("age", "INTEGER", "Age in years, everything over 89 as 90."),
            _plain("gender", "TEXT", "FEMALE, MALE, OTHER or UNKNOWN."),
            *_SHARED,
        ),
        Level.STUDY: (
            _plain("id", "TEXT", "Id of the study."),
            _plain("patient_id", "TEXT", "Id of its patient."),
            _plain("date", "DATE", "Day of the study, shifted by as many days as all of the patient's."),
            _plain("description", "TEXT", "Description, cleaned."),
            _plain("study_instance_uid", "TEXT", "Study Instance UID, replaced."),
            *_SHARED,
        ),
        Level.SERIES: (
            _plain("id", "TEXT", "Id of the series."),
            _plain("study_id", "TEXT", "Id of its study."),
            _plain("patient_id", "TEXT", "Id of its patient."),
            _plain("number", "INTEGER", "Series Number."),
            _plain("modality", "TEXT", "Modality."),
            _plain("description", "TEXT", "Description, cleaned."),
            _plain("body_part", "TEXT", "Body Part Examined."),
            _plain("laterality", "TEXT", "Laterality."),
            _plain("view_position", "TEXT", "View Position."),
            _plain("series_instance_uid", "TEXT", "Series Instance UID, replaced."),
            *_SHARED,
        ),
        Level.IMAGE: (
            _plain("id", "TEXT", "Id of the image."),
            _plain("series_id", "TEXT", "Id of its series."),
            _plain("study_id", "TEXT", "Id of its study."),
            _plain("patient_id", "TEXT", "Id of its patient."),
            _plain("number", "INTEGER", "Instance Number."),
            _plain("modality", "TEXT", "Modality."),
            _plain("sop_class_uid", "TEXT", "SOP Class UID."),
            _plain("sop_instance_uid", "TEXT", "SOP Instance UID, replaced."),
            _plain("rows", "INTEGER", "Height in pixels."),
            _plain("columns", "INTEGER", "Width in pixels."),
            _plain("frames", "INTEGER", "Number of frames."),
            _plain("bits_stored", "INTEGER", "Bits of a sample."),
            _plain("photometric_interpretation", "TEXT", "Photometric Interpretation."),
            (
                Column("row_spacing", "DECIMAL", "Distance between rows.", "mm"),
                lambda image: image.pixel_spacing[0] if image.pixel_spacing else None,
            ),
            (
                Column("column_spacing", "DECIMAL", "Distance between columns.", "mm"),
                lambda image: image.pixel_spacing[1] if image.pixel_spacing else None,
            ),
            _plain("file_size", "INTEGER", "Size of the stored file in bytes."),
            _plain("sha256", "TEXT", "SHA-256 of the stored file."),
            _plain("created_at", "DATETIME", "When the record was made."),
        ),
    }.items()
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """One column of an export: whose value it is, and how to read it of a record."""

    column: Column
    level: Level
    value: Callable[[Any], Cell]
    attribute: str | None = None  # keyword of a DICOM attribute, which is kept apart from the record


async def chosen(context: Context, level: Level, names: Sequence[str] | None) -> list[Chosen]:
    """Return the columns of these names; None are all of the level. Raises Invalid, naming one that there is not.

    A name is a fixed column (`age`), a dynamic field (`fields.NAME`), one of what is above (`patient.age`,
    `study.fields.NAME`), or a DICOM attribute of images (`attributes.KVP`).
    """
    if names is None:
        dynamic = await records.definitions(context, FieldOwner(level))
        names = [*FIXED[level], *(f"{FIELDS}{name}" for name in dynamic)]
    if not 0 < len(names) <= MOST_COLUMNS:
        raise Invalid(f"Choose 1 to {MOST_COLUMNS} columns.", ("columns",))
    if len(set(names)) < len(names):
        raise Invalid("Name each column once.", ("columns",))
    return [await _chosen(context, level, name) for name in names]


async def _chosen(context: Context, level: Level, name: str) -> Chosen:
    of, rest = level, name
    for above in ABOVE[: list(MODELS).index(level)]:
        if name.startswith(f"{above.lower()}."):
            of, rest = above, name.split(".", maxsplit=1)[1]
    if rest in FIXED[of]:
        column, value = FIXED[of][rest]
        return Chosen(replace(column, name=name), of, value)
    if rest.startswith(FIELDS) and (field := rest.removeprefix(FIELDS)) in (
        dictionary := await records.definitions(context, FieldOwner(of))
    ):
        found = dictionary[field]
        kind = "TEXT" if found.type == "CHOICE" else found.type
        about = f"{found.label}. {found.description or ''}".strip()
        return Chosen(Column(name, kind, about, found.unit or "", found.code or ""), of, _field(field, kind))
    if of is Level.IMAGE and rest.startswith(ATTRIBUTES) and rest.removeprefix(ATTRIBUTES).isalnum():
        keyword = rest.removeprefix(ATTRIBUTES)
        return Chosen(Column(name, "TEXT", f"DICOM attribute {keyword}."), of, lambda _: None, keyword)
    raise Invalid(f"There is no column {name[:100]} for {level.lower()} rows.", ("columns",))


def _field(name: str, kind: str) -> Callable[[Any], Cell]:
    def value(record: Any) -> Cell:
        found: Any = next((field.value for field in record.fields if field.name == name), None)
        if kind == "DATE" and found is not None:
            return date.fromisoformat(found)
        return float(found) if kind == "DECIMAL" and found is not None else found

    return value


def own_scope(level: Level) -> str:
    """Return the scope of ids of the level itself."""
    return LINKS.get(level, "id")


async def batches(
    context: Context, level: Level, scope: str, ids: Sequence[str]
) -> AsyncIterator[tuple[Context, list[Any]]]:
    """Yield the records within the scope that the caller may see, by id, each batch with a context of its own.

    A fresh context a batch, because loaders remember what they read, and a cohort may be large.
    """
    model = MODELS[level]
    for wanted in _parts(level, scope, ids):
        after = None
        while True:
            fresh = Context(context.hub, context.actor, context.request_id)
            page = await records.page(fresh, model, Listing(wanted, BY_ID, Slice(BATCH, after=after)))
            if page.records:
                yield fresh, list(page.records)
            if not page.has_next:
                break
            after = page.cursors[-1]


async def count(context: Context, level: Level, scope: str, ids: Sequence[str]) -> int:
    """Return how many records `batches` yields in all."""
    return sum([await records.total(context, MODELS[level], wanted) for wanted in _parts(level, scope, ids)])


def _parts(level: Level, scope: str, ids: Sequence[str]) -> Iterator[Filter]:
    """Yield the scope in parts that have about a page each: every page of a part sorts the whole of it."""
    attribute = "id" if scope == LINKS.get(level) else scope
    step = BATCH if attribute == "id" else PARENTS_AT_ONCE[level]
    for start in range(0, len(ids), step):
        yield all_of(
            Condition(attribute, Operator.IN, tuple(ids[start : start + step])),
            # What is in doubt does not leave the hub, not even with its uploader.
            Condition("review_status", Operator.IN, VISIBLE_TO_READERS) if level is Level.IMAGE else None,
        )


async def rows(context: Context, found: Sequence[Any], level: Level, columns: Sequence[Chosen]) -> list[list[Cell]]:
    """Return one row for each record; what is above them is read together."""
    above = {each.level for each in columns if each.level is not level}
    needs_details = any(each.attribute for each in columns)

    async def row(record: Any) -> list[Cell]:
        of: dict[Level, Any] = {level: record}
        for each in above:
            of[each] = await records.get(context, MODELS[each], getattr(record, LINKS[each]))
        attributes = (await images.details(context, record)).attributes if needs_details else {}
        return [
            _text(attributes.get(each.attribute)) if each.attribute else each.value(of[each.level]) for each in columns
        ]

    return list(await asyncio.gather(*(row(record) for record in found)))


def _text(value: Any) -> Cell:
    if isinstance(value, list):
        return "\\".join(str(each) for each in value)
    return None if value is None else str(value)

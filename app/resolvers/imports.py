"""Patients and their fields from a CSV file: told first what would happen, then done, row by row all or nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO, Final

from app.documents import imports
from app.documents.audit import audit_event
from app.documents.connect import Transaction
from app.documents.fields import FieldDefinition
from app.documents.imports import PatientRow
from app.documents.transactions import in_transaction
from app.domain.fields import FieldOwner, FieldRules, FieldType
from app.domain.ids import new_id
from app.domain.imports import (
    ImportColumn,
    ImportedRow,
    RowError,
    Table,
    Target,
    checked_rows,
    confirmed,
    read_table,
    understood,
)
from app.errors import Required, TooLarge
from app.imaging.deidentify.pseudonyms import Pseudonyms
from app.imaging.header import patient_key
from app.resolvers.context import Context
from app.resolvers.dictionary import MOST_FIELDS
from app.resolvers.loaders import forget
from app.resolvers.records import definitions, rules_of

MOST_BYTES: Final = 50_000_000
AT_ONCE: Final = 100  # rows of one transaction


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to import: whose row it is stands in `key_column`, numbers of `issuer` (the PatientID of DICOM without one)."""

    key_column: str
    issuer: str
    columns: Sequence[ImportColumn] | None
    is_dry: bool
    shift_dates: bool


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do."""

    columns: list[ImportColumn]
    rows: int
    created: int
    updated: int
    unchanged: int
    errors: list[RowError]


async def import_patients(context: Context, stream: BinaryIO, wanted: Wanted) -> Imported:
    """Return what the file does, or would do in a dry run; raises Invalid, Required or TooLarge.

    The same file again changes nothing: rows meet their patients by a keyed hash, as uploads of the same PatientID do.
    """
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise TooLarge(f"An import takes at most {MOST_BYTES // 1_000_000} MB: send the file in parts.", ("file",))
    table = read_table(content)
    dictionary = await definitions(context, FieldOwner.PATIENT)
    rules = {name: rules_of(each) for name, each in dictionary.items()}
    columns = _columns(table, wanted, rules)
    if sum(column.target is Target.FIELD for column in columns) > MOST_FIELDS:
        raise TooLarge(f"A record carries at most {MOST_FIELDS} fields.", ("columns",))
    rows, errors = checked_rows(table, columns, rules)
    if rows and not wanted.is_dry:
        await _define(context, columns)
    counts: Counter[str] = Counter()
    for start in range(0, len(rows), AT_ONCE):
        found = [_row(context, row, columns, wanted) for row in rows[start : start + AT_ONCE]]
        actor_id = context.signed_in().user_id
        for outcome in await imports.apply_rows(context.hub.database, found, actor_id, is_dry=wanted.is_dry):
            counts[outcome.kind] += 1
            if outcome.message:
                errors.append(RowError(outcome.line, None, outcome.message))
    forget(context)
    errors.sort(key=lambda error: error.line)
    return Imported(columns, len(table.rows), counts["CREATED"], counts["UPDATED"], counts["UNCHANGED"], errors)


def _columns(table: Table, wanted: Wanted, rules: dict[str, FieldRules]) -> list[ImportColumn]:
    if wanted.columns is not None:
        return confirmed(table, wanted.key_column, wanted.columns, rules)
    if not wanted.is_dry:
        raise Required(
            "Look at what a dry run tells of the columns, and send them back as you want them.", ("columns",)
        )
    return understood(table, wanted.key_column, rules)


def _row(context: Context, row: ImportedRow, columns: Sequence[ImportColumn], wanted: Wanted) -> PatientRow:
    """Return the row under the patient's keyed hash, its dates moved as those of the patient's images are."""
    key = patient_key(context.hub.site_key, row.key, wanted.issuer)
    fields: dict[str, Any] = dict(row.fields)
    if wanted.shift_dates:
        pseudonyms = Pseudonyms.of(context.hub.site_key, key, "")
        dates = {str(column.field) for column in columns if column.type is FieldType.DATE}
        for name in dates & fields.keys():
            day = pseudonyms.day(date.fromisoformat(str(fields[name])))
            fields[name] = day.isoformat() if day else None
    kept = {name: value for name, value in fields.items() if value is not None}
    return PatientRow(row.line, key, row.values, kept)


async def _define(context: Context, columns: Sequence[ImportColumn]) -> None:
    """Add the fields to the dictionary that it does not have."""
    actor_id = context.signed_in().user_id

    async def work(session: Transaction) -> None:
        for column in columns:
            wanted = {"owner": FieldOwner.PATIENT.value, "name": column.field}
            if not column.is_new or await FieldDefinition.find_one(wanted, session=session) is not None:
                continue
            made = FieldDefinition(
                id=new_id("fld"), created_by=actor_id, name=str(column.field), label=str(column.field),
                owner=FieldOwner.PATIENT.value, type=str(column.type),
            )  # fmt: skip
            await made.insert(session=session)
            await audit_event(actor_id, "field.defined", made.id).insert(session=session)

    await in_transaction(context.hub.database, work, again_when_known=True)
    forget(context)
